"""How the words of a question are matched for the day it asks about.

A pattern is written in proper Vietnamese and matches each accented letter with or without its
accent, so that "năm" finds "nam" and never "nằm", and "từ" never the "tư" of "thông tư". The
text is lowered letter by letter and its blanks made single, and every letter knows its place in
the text as typed. Only "nam" needs care: it is a man and the South as well as a bare "năm".
"""

import re
from dataclasses import dataclass

from assistant.domain.words import fold, nfc

YEAR = r"(?:19|20)[0-9]{2}"
"""A year that a question can ask about."""

WORD = r"[^\W\d_]+"
"""Letters alone: a syllable."""

_ACCENTED = re.compile(r"[^\W\d_a-zA-Z]")
_TONED = re.compile("[à-öù-ýăĩũơưạ-ỹ]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_BLANK = re.compile(r"\s")
_BLANKS = re.compile(r"(?<=\s)\s+")
_NO_YEAR = re.compile(r"(?<![^\W_])nam(?! h[oọ]c \d)(?![^\W_])")
_SOUTH = re.compile(r"(?<=viet )nam|(?<=mien )nam|(?<=phia )nam")


@dataclass(frozen=True)
class Reading:
    """A question as patterns see it, and where its letters stand in the question."""

    text: str
    folded: str
    places: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``folded[start:end]`` stands in the text as typed."""
        return self.places[start], self.places[end - 1] + 1


def wording(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern``; its accented letters match with their accent and without.

    >>> bool(wording("năm học").fullmatch("nam hoc"))
    True
    """
    return re.compile(_ACCENTED.sub(lambda match: f"[{match[0]}{fold(match[0])}]", nfc(pattern)))


def read(text: str) -> Reading:
    """Read ``text``, which is in normal form (``nfc``)."""
    folded = _BLANK.sub(" ", _DASH.sub("-", _lowered(text)))
    folded = (_NO_YEAR if _TONED.search(folded) else _SOUTH).sub("NAM", folded)
    surplus = {at for match in _BLANKS.finditer(folded) for at in range(*match.span())}
    if not surplus:
        return Reading(text, folded, range(len(text)))
    places = tuple(at for at in range(len(folded)) if at not in surplus)
    return Reading(text, "".join(folded[at] for at in places), places)


def _lowered(text: str) -> str:
    """``text`` in lower case, letter for letter: the few that would become two are kept."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)
