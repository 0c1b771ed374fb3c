"""Words that a regulation defines: "Giải thích từ ngữ", articles that say what their title is,
and short names ("sau đây gọi tắt là ...").

A defining clause begins with its word: "1. Học phí là khoản tiền ...", "“Nhóm lớp” gồm ...",
"Dị tật bào thai (còn gọi là dị tật bẩm sinh) là ...". Each name that such a clause gives its
word is one definition. Names are compared by keys of their syllables, once as written and once
without diacritics, so that a table of them is small and one look finds the longest.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from assistant.domain.document import Provision, Unit
from assistant.domain.path import UnitKind
from assistant.domain.words import fold_syllables, syllables


class DefinitionKind(IntEnum):
    """Where a word is defined; the order is how much it is a definition."""

    SHORT = 1  # a short name for what stands before it
    TITLED = 2  # an article that begins with what its own title is
    MEANING = 3  # a clause of "Giải thích từ ngữ"


@dataclass(frozen=True, slots=True)
class Definition:
    """A name and the clause ``text[start:end]`` of a provision that says what it means."""

    term: str
    kind: DefinitionKind
    start: int
    end: int


LONGEST_TERM = 24
"""Syllables of the longest name that is kept."""

_OPENING = 400
"""Characters in which a text says that it explains words."""

_EXPLAINS = re.compile(r"từ ngữ|thuật ngữ|khái niệm|\bđịnh nghĩa(?! vụ)", re.IGNORECASE)
_OPENS = re.compile(r"(?:từ ngữ|thuật ngữ|cụm từ|khái niệm|các từ)[^.;\n]{0,120}?hiểu", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:(?:\d{1,3}[a-zđ]{0,2}(?:\.\d{1,3})*\s*[.)]|[a-zđ]{1,2}\d?\s*\)|[-–+•*])\s*)*"
    r"(?:Trong [^“”\n]{2,40} này,?\s*(?=“))?"
)
_QUOTED = re.compile(
    r"[“”\"«'‘](?P<term>[^“”\"»«\n]{2,200})[”“\"»'’]\s*(?P<more>\([^()\n]{2,160}\))?\s*[:,]?\s*"
)
_SAYS = (
    r"(?:là|l à|Ià|gồm|bao gồm|được (?:hiểu|gọi là|định nghĩa|xác định là)|có nghĩa|nghĩa là|tức là)(?!\w)"
)
"""What stands after a word that is defined; "Ià" with a capital i is in official texts."""
_PLAIN = re.compile(
    r"(?P<term>(?:\([^()\n]*\)|[^:;()\n]){2,240}?)\s*"
    rf"(?:[:,]\s*(?={_SAYS})|(?<=[\s)”\"])(?={_SAYS})|:\s|\s[-–]\s+(?=là(?!\w)))"
)
_IS = re.compile(
    r"^(?:\d{1,3}[a-zđ]{0,2}\s*\.\s*)?(?P<term>[^\W\d_][^.:;(\n]{2,159}?)\s+(?:là|Ià|được hiểu là)\s",
    re.MULTILINE,
)
_NAMES = re.compile(
    r"(?:sau đây |dưới đây )?(?:được |còn |còn được |hay |hay còn |hay còn được )?"
    r"(?:gọi|viết|đọc)(?: (?:tắt|chung|gọn|là|tên|khác))*\s*(?:là|:)\s*(?P<name>[^();\n]+)",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?P<bracket>\(\s*)?(?:sau đây|dưới đây)\s+(?:được\s+)?(?:gọi|viết)\s+"
    r"(?:(?:tắt|chung|gọn)\s+)?(?:là|:)\s*"
    r"[“\"]?(?P<term>(?(bracket)[^();:“”\"\n]{2,120}|[^();.,:“”\"\n]{2,120}))"
)
_AND_SHORTER = re.compile(r",\s*(?:được\s+)?(?:viết|gọi)\s+tắt")
_SAYS_IT = re.compile(r" (?:là|Ià) ")
_DOCUMENT = re.compile(r"(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Luật|Bộ luật|Pháp lệnh|Chỉ thị)(?:\s|$)")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*)\)\s*")
_EITHER = re.compile(r"\s+(?:hoặc|hay)\s+")
_TRAILING = re.compile(
    r"(?:,?\s+(?:hay\s+|hoặc\s+)?(?:còn\s+)?(?:được\s+)?gọi(?:\s+(?:tắt|chung))?"
    r"|\s+(?:hay|hoặc|còn|cũng|được|phải|chính|này|đều))$"
)
_ABBREVIATION = re.compile(r"[A-ZĐ0-9][\w&/.+-]*(?: [\w&/.+-]+){0,5}$")
_HEADING_LEAD = re.compile(r"^(?:khái niệm|định nghĩa)(?: về)?\s+", re.IGNORECASE)


def definitions_of(provision: Provision) -> list[Definition]:
    """The definitions of a provision in reading order; a name that it defines twice, once."""
    found: dict[str, Definition] = {}
    for definition in (*_explained(provision), *_titled(provision), *_short(provision)):
        if 1 <= len(words := syllables(definition.term)) <= LONGEST_TERM:
            found.setdefault(" ".join(words), definition)
    return sorted(found.values(), key=lambda one: (one.start, one.end))


# --- "Giải thích từ ngữ" -----------------------------------------------------------------


def _explained(provision: Provision) -> Iterator[Definition]:
    if not _EXPLAINS.search(provision.heading) and not _opens(provision.text):
        return
    for start, end in _items(provision):
        line = provision.text[start:end].partition("\n")[0]
        for name in _names(line):
            yield Definition(name, DefinitionKind.MEANING, start, end)


def _opens(text: str) -> bool:
    """Whether a text begins by saying that it explains words."""
    start = text[:_OPENING]
    return "hiểu" in start and _OPENS.search(start) is not None


def _items(provision: Provision) -> Iterator[tuple[int, int]]:
    """Where a defining clause may stand: clauses, points, and lines that are neither."""
    text, units = provision.text, provision.units
    for unit in units:
        yield unit.start, unit.end
    starts = {unit.start for unit in units}
    at = 0
    for line in text.split("\n"):
        first = at + len(line) - len(line.lstrip())
        if line.strip() and first not in starts and not _OPENS.search(line[:200]):
            yield first, at + len(line.rstrip())
        at += len(line) + 1


def _names(line: str) -> list[str]:
    """The names that a defining line gives its word; none where it defines nothing."""
    body = _LABEL.sub("", line, count=1)
    if _OPENS.search(body[:200]):
        return []
    quoted = _QUOTED.match(body)
    if quoted is not None:
        return _split(f"{quoted['term']} {quoted['more'] or ''}")
    plain = _PLAIN.match(body)
    return (
        _split(plain["term"]) if plain is not None and plain["term"][:1].upper() == plain["term"][:1] else []
    )


def _split(term: str) -> list[str]:
    """``A (còn gọi là B)`` as A and B; ``A hoặc B`` as the whole, A, and B."""
    inside = [match["inside"] for match in _BRACKETS.finditer(term)]
    outside = _trimmed(_BRACKETS.sub(" ", term))
    names = [outside, *_EITHER.split(outside)] if _EITHER.search(outside) else [outside]
    names = [names[0], *(name for name in names[1:] if len(syllables(name)) > 1)]
    for words in inside:
        aliases = _aliases(words)
        names += [*aliases, *(f"{outside} {alias}" for alias in aliases if alias == words.strip())]
    return [name for name in map(_trimmed, names) if name]


def _aliases(words: str) -> list[str]:
    named = _NAMES.search(words)
    if named is not None:
        return [part for part in _EITHER.split(named["name"]) if part.strip()]
    return [words] if _ABBREVIATION.match(words.strip()) else []


def _trimmed(term: str) -> str:
    term = " ".join(term.split()).strip(" “”\"«»'‘’:,;.-–")
    while (shorter := _TRAILING.sub("", term)) != term:
        term = shorter
    return term


# --- articles that say what their title is -------------------------------------------------


def _titled(provision: Provision) -> Iterator[Definition]:
    """What stands under "Điều 69. Ngân hàng thanh toán": "1. Ngân hàng thanh toán là ..."."""
    text, heading = provision.text, _HEADING_LEAD.sub("", provision.heading)
    first = heading.partition(" ")[0].lower()
    if not heading or not _SAYS_IT.search(text) or first not in text.lower():
        return
    title = f" {' '.join(syllables(heading))} "
    for says in _IS.finditer(text):
        words = " ".join(syllables(says["term"]))
        if " " in words and f" {words} " in title:
            start, end = _clause_at(provision, says.start("term"))
            yield Definition(_trimmed(says["term"]), DefinitionKind.TITLED, start, end)


def _clause_at(provision: Provision, at: int) -> tuple[int, int]:
    """The clause that ``at`` stands in; the text where there are no clauses."""
    clauses = (unit for unit in provision.units if unit.kind is UnitKind.CLAUSE)
    return next(((u.start, u.end) for u in clauses if u.start <= at < u.end), (0, len(provision.text)))


# --- short names ---------------------------------------------------------------------------


def _short(provision: Provision) -> Iterator[Definition]:
    text = provision.text
    for match in _SHORT.finditer(text):
        term = _trimmed(_AND_SHORTER.split(match["term"])[0])
        if term and not _DOCUMENT.match(term):
            start, end = _around(provision, match.start())
            yield Definition(term, DefinitionKind.SHORT, start, end)


def _around(provision: Provision, at: int) -> tuple[int, int]:
    """The smallest unit that ``at`` stands in, or its line."""
    inside = [unit for unit in provision.units if unit.start <= at < unit.end]
    if inside:
        smallest: Unit = min(inside, key=lambda unit: unit.end - unit.start)
        return smallest.start, smallest.end
    start = provision.text.rfind("\n", 0, at) + 1
    end = provision.text.find("\n", at)
    return start, len(provision.text) if end < 0 else end


# --- keys ------------------------------------------------------------------------------------

FACTOR = 0x9E37_79B9_7F4A_7C15
"""Odd, so that no syllable is lost from a key; 64 bits of the golden ratio."""
MASK = (1 << 64) - 1


@lru_cache(maxsize=65_536)
def syllable_key(syllable: str) -> int:
    """64 bits of a syllable, the same in every process."""
    return int.from_bytes(blake2b(syllable.encode(), digest_size=8).digest(), "little")


def key_of(words: Iterable[str]) -> int:
    """64 bits of a row of syllables: ``(((a) * F + b) * F + c) ...``."""
    key = 0
    for word in words:
        key = (key * FACTOR + syllable_key(word)) & MASK
    return key


def keys_of(term: str) -> tuple[int, int, int]:
    """The key of ``term`` as written, that without diacritics, and its syllables."""
    words: Sequence[str] = syllables(term)
    return key_of(words), key_of(fold_syllables(words)), len(words)
