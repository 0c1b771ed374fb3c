"""Laws that a question names by title: "Luật Giáo dục đại học 2018", "BLLĐ 2019", "luật gd".

What is not the whole title (initials, its beginning) names a law only where a year follows or
an article stands before it; so does a title that the library lacks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold, syllables
from assistant.retrieval.abbreviations import ABBREVIATIONS
from assistant.retrieval.catalogue import Catalogue, Titled
from assistant.retrieval.written import YEAR, Written

_LAW = re.compile(
    r"(?<![a-z0-9])(?<!phap )(?<!nganh )(?<!hoc )(?:(?P<kind>bo luat|luat|phap lenh|hien phap)(?![a-z])"
    r"|(?P<code>bl)(?P<short>[a-z]{2,6})(?![a-z])|(?P<law>l)(?P<brief>[a-z]{2,7})(?=\s*(?:nam\s*)?\(?(?:19|20)\d\d))"
)
_DISCIPLINE = re.compile(r"(?<!\w)(?<!thoi )(?:k[ỷỉyi]|quy)\s+$", re.IGNORECASE)
"""In "kỷ luật viên chức" no law is called; "kỳ" and "ký" may stand before one."""
_WORD = re.compile(r"[\s,;()&/\-]*([a-z0-9]+)")
_ISSUED_IN = re.compile(
    rf"[\s,(/\-]*(?:(?:ban hanh|thong qua|sua doi|bo sung|ky)\s+)*(?:nam\s*)?(?P<year>{YEAR})(?!\w)\)?"
)
_UNIT_BEFORE = re.compile(r"(?:dieu\s*\d{1,4}[a-z]?|d\.?\d{1,4})[\s,]*(?:cua|trong|tai|thuoc)?\s*$")
_SAID_BEFORE = re.compile(r"(?:^|theo|tai|trong|cua|,|\()\s*$")
_ENUMERATED = re.compile(r"(?:bo luat|luat|phap lenh|hien phap)\s*[,;]")
_CONSTITUTION = "hien phap"
_Words = list[tuple[str, int]]
_MOST_WORDS = 60
_LONGEST_UNKNOWN = 10
# Words that end a name and begin what is said of it.
_ENDS = frozenset(
    syllables(
        "có là thì được không về quy nói như phải sẽ đã đang nếu năm mới cũ này đó hiện gồm theo tại cho áp "
        "và hoặc hay với số khi nào gì sao bao ra thế còn hết của ban"
    )
)
_ENDS_PLAIN = frozenset(map(fold, _ENDS))
_EXPANDED = {key: fold(words).replace(",", "").split() for key, words in ABBREVIATIONS.items()}


@dataclass(frozen=True, slots=True)
class Called:
    """A law at ``start:end``, newest first what it may be; ``certain``: its year is told."""

    start: int
    end: int
    numbers: tuple[DocumentNumber, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """Laws that ``length`` words call, up to ``end``: by their ``whole`` title or briefly."""

    laws: Sequence[Titled]
    length: int
    end: int
    whole: bool


def called(text: Written, catalogue: Catalogue) -> Iterator[Called]:
    """Every law that ``text`` calls by its title."""
    behind = 0  # an amending law has another's name in its own
    for match in _LAW.finditer(text.folded):
        wanted = match.start() >= behind and not _DISCIPLINE.search(
            text.shown, max(0, match.start() - 12), match.start()
        )
        found = _read(text, catalogue, match) if wanted else None
        if found is not None:
            behind = found.end
            yield found


def _read(text: Written, catalogue: Catalogue, match: re.Match[str]) -> Called | None:
    words = _words(text.folded, match)
    unit = bool(_UNIT_BEFORE.search(text.folded, max(0, match.start() - 30), match.start()))
    for found in _candidates(catalogue, words):
        law = _of_year(text, match.start(), found, unit=unit)
        if law is not None:
            return law
    return _unknown(text, match.start(), words, unit=unit) if match["kind"] else None


def _candidates(catalogue: Catalogue, words: _Words) -> list[_Found]:
    """What the words may call, the longest name first, and whole titles before short ones."""
    found: list[_Found] = []
    for named in (words, _expanded(words)) if any(word in _EXPANDED for word, _ in words) else (words,):
        for briefly in (False, True):
            laws, length = catalogue.called([word for word, _ in named], briefly=briefly)
            if laws:
                found.append(_Found(laws, length, named[length - 1][1], whole=not briefly))
    return sorted(found, key=lambda one: (-one.end, not one.whole))


def _words(folded: str, match: re.Match[str]) -> _Words:
    """The words behind "luật", and where each ends."""
    words: _Words = [(_CONSTITUTION, match.end())] if match["kind"] == _CONSTITUTION else []
    words += [(match[name], match.end(name)) for name in ("short", "brief") if match[name]]
    at = match.end()
    while len(words) < _MOST_WORDS and (word := _WORD.match(folded, at)):
        at = word.end()
        if words or word[1] != match["kind"]:
            words.append((word[1], at))
    return words


def _expanded(words: _Words) -> _Words:
    """With abbreviations written out: "luật BHXH"."""
    return [(part, end) for word, end in words for part in _EXPANDED.get(word, [word])]


def _of_year(text: Written, start: int, found: _Found, *, unit: bool) -> Called | None:
    """The laws of the year that follows, if one does. Of a shortened name only what the library
    has, or what an article stands before; one word alone ("luật sư") is no title either.
    """
    year = _ISSUED_IN.match(text.folded, found.end)
    if year is None and not unit and (found.length == 1 or not found.whole):
        return None
    of_year = [law.number for law in found.laws if year is None or law.year == int(year["year"])]
    if not of_year and not found.whole and not unit:
        return None
    return Called(start, year.end() if year else found.end, tuple(of_year), certain=year is not None)


def _unknown(text: Written, start: int, words: _Words, *, unit: bool) -> Called | None:
    """A title that the library lacks: an article stands before it, or it has a capital and a year."""
    length = next((at for at, word in enumerate(words) if _ends_name(text, *word)), len(words))
    if not 0 < length <= _LONGEST_UNKNOWN or _ENUMERATED.match(text.folded, start):
        return None
    end = words[length - 1][1]
    year = _ISSUED_IN.match(text.folded, end)
    capital = text.shown[start].isupper() and _SAID_BEFORE.search(text.folded, max(0, start - 8), start)
    if unit or (year and capital):
        return Called(start, year.end() if year else end, (), certain=True)
    return None


def _ends_name(text: Written, word: str, end: int) -> bool:
    """Whether a word is no part of a title: "về" is none, "vệ" may be."""
    shown = text.shown[end - len(word) : end].lower()
    return shown in _ENDS or word.isdigit() or (shown.isascii() and word in _ENDS_PLAIN)
