"""Addresses of the law and numbers of documents that a text names, for comparing two texts.

"khoản 1 và 2 Điều 5" is one address of two levels; a document is its number, or the kind, number
and year that a short form tells ("Thông tư 12 năm 2024"). Kinds by the code in a number: Decree
30/2020/NĐ-CP, annex III.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.words import fold, nfc

_AND = r"(?:\s*[,;]\s*(?:và\s+|hoặc\s+|and\s+)?|\s+(?:và|hoặc|đến|and|or|to)\s+)"
_N = r"\d{1,4}[a-zđ]{0,2}(?![\w/]|[.,]\d|\s+(?:ngày|tháng|năm|người|đồng|tiết|tuần|buổi)(?!\w))"
_L = r"(?:[a-zđ]\d?|dd)(?!\w)"
# Points that numbers name stand right before what they are points of; "điểm 5" is a mark.
_NUMBERED = rf"\d{{1,2}}(?:{_AND}\d{{1,2}})*(?=\s+(?:[Kk]hoản|[Đđ]iều|[Mm]ục)\s)"
_R = r"(?:[IVXLC]{1,6}|\d{1,3})(?!\w)"
_LEVELS = ("point", "clause", "article", "section", "chapter", "part", "annex")
_UNIT = re.compile(
    rf"(?<!\w)(?:(?:[Đđ]iểm|[Pp]oints?)\s+(?P<point>{_L}(?:{_AND}{_L})*|{_NUMBERED})"
    rf"|(?:[Kk]hoản|[Cc]lauses?|[Pp]aragraphs?)\s+(?P<clause>{_N}(?:{_AND}{_N})*)"
    rf"|(?:[Đđ]iều|[Aa]rticles?)\s+(?P<article>{_N}(?:{_AND}{_N})*)"
    rf"|(?:[Mm]ục|[Ss]ection)\s+(?P<section>{_R})"
    rf"|(?:[Cc]hương|[Cc]hapter)\s+(?P<chapter>{_R})"
    rf"|(?:Phần)\s+(?P<part>{_R})"
    rf"|(?:[Pp]hụ lục|[Aa]nnex|[Aa]ppendix)\s+(?:số\s+)?(?P<annex>{_R}))"
)
_GAP = re.compile(r"^(?:[\s,]|(?:của|thuộc|tại|of)(?=\s))*$")
_LABEL = re.compile(r"[^\s,;]+")
_JOINS = frozenset({"và", "hoặc", "đến", "and", "or", "to"})
_KINDS = {
    "thông tư liên tịch": ("ttlt",), "thông tư": ("tt", "ttlt"), "nghị định": ("nd",), "quyết định": ("qd",),
    "nghị quyết": ("nq", "qh", "ubtvqh"), "chỉ thị": ("ct",), "pháp lệnh": ("pl", "ubtvqh"),
    "bộ luật": ("qh",),
    "luật": ("qh",), "kế hoạch": ("kh",), "công văn": ("cv",), "văn bản hợp nhất": ("vbhn",),
    "thông báo": ("tb",), "báo cáo": ("bc",), "circular": ("tt", "ttlt"), "decree": ("nd",), "law": ("qh",),
    "decision": ("qd",), "resolution": ("nq", "qh", "ubtvqh"),
}  # fmt: skip
_KNOWN_CODES = frozenset(code for codes in _KINDS.values() for code in codes)
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_FULL = re.compile(
    rf"(?:(?<!\w)(?P<kind>{_KIND})\s+(?:số:?\s+|no\.?\s+)?)?(?P<number>{NUMBER})", re.IGNORECASE
)
_SHORT = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s+(?:số:?\s+|no\.?\s+)?(?P<running>\d{{1,5}})(?:/(?P<year>(?:19|20)\d\d)|"
    rf"\s+năm\s+(?P<year2>(?:19|20)\d\d))?"
    r"(?![\w/]|\s*(?:ngày|tháng|%|tiết|tuần))",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<!\w)(?P<kind>Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Pháp lệnh|Bộ luật|Luật|Chỉ thị|"
    r"Quy chế|Điều lệ|Hiến pháp|Công văn)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Address:
    """Labels by level (``clause`` -> ``{"1", "2"}``) of the words at ``start:end``."""

    start: int
    end: int
    labels: tuple[tuple[str, frozenset[str]], ...]

    def within(self, other: "Address") -> bool:
        """Whether all that this says, ``other`` says too."""
        held = dict(other.labels)
        return all(labels <= held.get(level, frozenset()) for level, labels in self.labels)

    def each(self) -> list["Address"]:
        """The addresses that are told together: "Điều 5, 6" is two."""
        (level, labels), *above = self.labels
        return [replace(self, labels=((level, frozenset({label})), *above)) for label in sorted(labels)]


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a text names: its key where the whole number stands, else its parts."""

    start: int
    end: int
    kind: str
    key: str = ""
    running: str = ""
    year: str = ""

    def is_one(self, number: DocumentNumber) -> bool:
        """Whether ``number`` is the document named."""
        if self.key:
            return self.key == number.key and self.fits(number)
        same_year = not self.year or self.year == str(number.year or "")
        return self.running == number.running and same_year and self.fits(number)

    def fits(self, number: DocumentNumber) -> bool:
        """Whether the kind named is that which the number's code tells, as far as it tells one."""
        codes = set(re.split(r"[-/.]|(?<=qh)\d+|(?<=ubtvqh)\d+", fold(number.text)))
        told = codes & _KNOWN_CODES
        return not self.kind or not told or bool(told & set(_KINDS[self.kind]))


def addresses(text: str) -> list[Address]:
    """The addresses in ``text``; units that stand side by side ("khoản 2 Điều 5") are one."""
    found: list[Address] = []
    for match in _UNIT.finditer(text):
        level = next(name for name in _LEVELS if match[name] is not None)
        labels = frozenset(
            label.lower().lstrip("0") for label in _LABEL.findall(match[level]) if label not in _JOINS
        )
        last = found[-1] if found else None
        if last and level not in dict(last.labels) and _GAP.match(text[last.end : match.start()]):
            found[-1] = Address(last.start, match.end(), (*last.labels, (level, labels)))
        else:
            found.append(Address(match.start(), match.end(), ((level, labels),)))
    return found


def documents(text: str) -> list[Named]:
    """The documents that ``text`` names by a number, whole or short."""
    found = [_full(match) for match in _FULL.finditer(text)]
    for match in _SHORT.finditer(text):
        if not any(one.start < match.end() and match.start() < one.end for one in found):
            year = match["year"] or match["year2"] or ""
            running = match["running"].lstrip("0")
            found.append(Named(match.start(), match.end(), match["kind"].lower(), "", running, year))
    return found


def kinds_named(text: str) -> Iterator[tuple[str, int, int]]:
    """Kinds of document that ``text`` names with a capital letter, and where."""
    for match in _NAMED.finditer(text):
        yield match["kind"].lower(), match.start(), match.end()


def kind_of(number: str) -> frozenset[str]:
    """The kinds that a document of this number may be, by its code; empty where it tells none."""
    codes = set(re.split(r"[-/.]|(?<=qh)\d+|(?<=ubtvqh)\d+", fold(nfc(number))))
    return frozenset(kind for kind, told in _KINDS.items() if codes & set(told))


def _full(match: re.Match[str]) -> Named:
    number = DocumentNumber(match["number"])
    return Named(match.start(), match.end(), (match["kind"] or "").lower(), number.key)
