"""The opening words that a quotation continues ("lời dẫn").

Of a list, the words that hold it together stand once, over it: who must do what its points name
("Hiệu trưởng có trách nhiệm:"), or that none of them may be ("Không áp dụng đối với:"). A point is a
sentence only after them, so a citation of a point carries them.
"""

import re
from collections.abc import Iterator

from assistant.answering.passages import Span
from assistant.domain.document import Provision

LONGEST = 600
"""Characters of one opening at most; of a longer one its last sentences."""

_LABEL = re.compile(r"\s*[“\"«]?(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))\s*")
_STARTS = re.compile(r"(?<=\n)|(?<=[.;]\s)")
_CLOSED = (".", ";", "!", "?", "…")


def openings(provision: Provision, span: Span) -> tuple[str, ...]:
    """The openings of the units around ``span``, the largest first, in the provision's exact words.

    Of an article, or what else is stored by itself, only an opening that is no whole sentence: a
    paragraph before its clauses is a rule of its own. Of a clause any, for it may open with a title.
    Empty where the quotation holds them itself.
    """
    return tuple(dict.fromkeys(filter(None, _openings(provision, span))))


def _openings(provision: Provision, span: Span) -> Iterator[str]:
    starts = [unit.start for unit in provision.units]
    whole = _before(provision, 0, min(starts, default=0), span)
    yield "" if whole.endswith(_CLOSED) else whole
    around = [unit for unit in provision.units if unit.start <= span.start and span.end <= unit.end]
    for unit in sorted(around, key=lambda unit: (unit.start, -unit.end)):
        inside = [start for start in starts if unit.start < start < unit.end]
        yield _before(provision, unit.start, min(inside, default=unit.start), span)


def _before(provision: Provision, start: int, end: int, span: Span) -> str:
    """What opens a unit, up to its first part; nothing where ``span`` begins before that part."""
    words = provision.text[start:end].strip()
    told = words[match.end() :] if (match := _LABEL.match(words)) else words
    return _end_of(told) if end <= span.start else ""


def _end_of(words: str) -> str:
    """The words, or the sentences at their end that there is room for."""
    starts = (0, *(match.end() for match in _STARTS.finditer(words)))
    return next((words[at:] for at in starts if len(words) - at <= LONGEST), "")
