"""The parts of a file: its own text, what is issued with it (kèm theo), its annexes.

Each part has its own Điều 1, 2, 3. A part begins at its title, and only where the articles do
not simply go on behind it: the order of the articles is the witness.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from assistant.domain.numbering import numeral, to_roman
from assistant.domain.path import UnitKind
from ingest.reading import Line
from ingest.structure.labels import Mark, mark, shouted
from ingest.structure.order import Rank
from ingest.structure.quotes import INSTRUCTION, Quotation, is_closed, starts_quoted

_ATTACHED = {
    "QUY CHẾ": "quy-che", "QUY ĐỊNH": "quy-dinh", "ĐIỀU LỆ": "dieu-le", "CHƯƠNG TRÌNH": "chuong-trinh",
    "ĐỀ ÁN": "de-an", "KẾ HOẠCH": "ke-hoach", "NỘI QUY": "noi-quy", "QUY TRÌNH": "quy-trinh",
    "QUY TẮC": "quy-tac", "HƯỚNG DẪN": "huong-dan", "CHIẾN LƯỢC": "chien-luoc", "CHUẨN": "chuan",
    "TIÊU CHUẨN": "tieu-chuan", "QUY CHUẨN": "quy-chuan", "ĐỊNH MỨC": "dinh-muc", "KHUNG": "khung",
}  # fmt: skip
_ATTACHED_TITLE = re.compile(
    r"^[#*_ \t]*(?P<name>"
    + "|".join(sorted(_ATTACHED, key=len, reverse=True))
    + r")(?!\w)[:. ]*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(r"kèm\s+theo", re.IGNORECASE)
_ANNEX = re.compile(
    r"^[#*_( \t]*(?P<word>PHỤ LỤC|Phụ lục)(?!\w)[ \t]*(?:số|SỐ)?[ \t]*(?P<number>[IVXLC]+|\d{1,3}|[A-Z])?"
    r"(?P<suffix>[a-zA-Z]?)(?!\w)[ \t]*(?P<stop>[.:\-–—)/]*)[*_ \t]*(?P<rest>.*)$"
)
_FORM = re.compile(
    r"^[#*_ \t]*(?P<word>MẪU|Mẫu|BIỂU MẪU|Biểu mẫu|BIỂU|Biểu|DANH MỤC|Danh mục)(?!\w)[ \t]*"
    r"(?:(?:số|SỐ)[ \t]*)?[:.]?[ \t]*(?P<number>\d{1,3}[A-Za-z]?(?![\w])|[IVX]+(?!\w))?"
    r"(?P<stop>[.:\-–—)/]*)[*_ \t]*(?P<rest>.*)$"
)
_TITLE_LINES, _NEAR = 8, 300


class PartKind(Enum):
    """Own text, a text issued with it, an annex."""

    OWN = "own"
    ATTACHED = "attached"
    ANNEX = "annex"


@dataclass(frozen=True)
class Part:
    """Lines ``start`` to ``end`` of a file; ``body`` is the first one after the title.

    ``slug`` goes into paths (``quy-che``; for an annex its label, ``i``). An annex's label is
    ``printed``, its title begins at ``at`` of the first line. ``marks`` are the possible
    headings in the part, quoted ones left out.
    """

    kind: PartKind
    start: int
    body: int
    end: int
    slug: str = ""
    printed: str = ""
    at: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass
class _Scan:
    """Possible headings outside quotations, and which lines stand inside one."""

    marks: list[Mark] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    by_line: dict[int, Mark] = field(default_factory=dict)

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks on lines ``start`` to ``end``."""
        low = bisect_left(self.marks, start, key=_line_of)
        return self.marks[low : bisect_left(self.marks, end, key=_line_of)]

    def starts_anew(self, index: int) -> bool:
        """Whether a first chapter or article stands on this line."""
        return index in self.by_line and self.by_line[index].rank.first

    @property
    def of_code(self) -> bool:
        """Whether this is a topic of the codification, whose articles come from many texts."""
        return sum(mark.of_code for mark in self.marks) > 1


def parts(lines: Sequence[Line]) -> list[Part]:
    """Divide a file's lines into its parts, in order and without gaps."""
    scan = _scan(lines)
    starts = [Part(PartKind.OWN, 0, 0, 0)]
    if scan.of_code:
        return [_closed(starts[0], len(lines), scan)]
    for index in range(len(lines)):
        if index < starts[-1].body or index in scan.quoted or lines[index].table:
            continue
        part = _starts(lines, index, scan, starts[-1])
        if part is not None:
            starts.append(part)
    ends = [part.start for part in starts[1:]] + [len(lines)]
    return [_closed(part, end, scan) for part, end in zip(starts, ends, strict=True)]


def _closed(part: Part, end: int, scan: _Scan) -> Part:
    return replace(part, end=end, marks=tuple(scan.between(part.body, end)))


def _line_of(found: Mark) -> int:
    return found.index


def _scan(lines: Sequence[Line]) -> _Scan:
    """Marks outside quotations. A quotation that is never closed ends at the next article
    that goes on from this document's own, or that gives an order to amend.
    """
    scan, quotation, opened = _Scan(), Quotation(), 0
    texts = [line.text for line in lines]
    last: Rank | None = None
    closed = lru_cache(maxsize=None)(lambda start: is_closed(texts, start))
    for index, line in enumerate(lines):
        found = None if starts_quoted(line.text) else mark(line, index)
        if quotation.inside and found and _resumes(found, last, closed, opened):
            quotation.inside = False
        if quotation.inside or starts_quoted(line.text):
            scan.quoted.add(index)
        elif found:
            scan.marks.append(found)
            scan.by_line[index] = found
            last = found.rank if found.kind is UnitKind.ARTICLE else last
        before = quotation.inside
        quotation.feed(line.text)
        opened = index if quotation.inside and not before else opened
    return scan


def _resumes(found: Mark, last: Rank | None, closed: Callable[[int], bool], opened: int) -> bool:
    if found.of_code:
        return True
    if found.kind is not UnitKind.ARTICLE or last is None or not found.rank.follows(last):
        return False
    return found.exact or INSTRUCTION.match(found.rest) is not None or not closed(opened)


def _starts(lines: Sequence[Line], index: int, scan: _Scan, current: Part) -> Part | None:
    """The part that begins on this line, or ``None``."""
    text = lines[index].text
    if not (_ANNEX.match(text) or _ATTACHED_TITLE.match(text) or scan.starts_anew(index)):
        return None
    before = [m for m in scan.between(current.body, index)[-_NEAR:] if m.kind is UnitKind.ARTICLE]
    following = scan.between(index, len(lines))[:_NEAR]
    after = next((m for m in following if m.kind is UnitKind.ARTICLE), None)
    if current.kind is not PartKind.ANNEX and before and _goes_on(before, after):
        return None
    return (
        _annex(lines, index, current, has_text=bool(before))
        or _attached(lines, index, scan, current, after, has_text=bool(before))
        or _unnamed(lines, index, current, before, following)
    )


def _goes_on(before: list[Mark], after: Mark | None) -> bool:
    last = before[0].rank
    for found in before[1:]:
        if found.rank.follows(last) or (found.strong and found.rank.skips(last)):
            last = found.rank
    return after is not None and after.rank.follows(last)


def _annex(lines: Sequence[Line], index: int, current: Part, *, has_text: bool) -> Part | None:
    line = lines[index]
    match = _ANNEX.match(line.text)
    if match is None or not (has_text or current.kind is not PartKind.OWN or index > 0):
        return None
    if not _annex_title(line, match) or _in_list(lines, index):
        return None
    number = match["number"]
    value = numeral(number) if number else None
    label = "1" if value is None else (str(value) if number and number.isdecimal() else to_roman(value))
    return _named(index, label + match["suffix"].lower(), match)


def _annex_title(line: Line, match: re.Match[str]) -> bool:
    rest, capitals = match["rest"], match["word"].isupper()
    if line.heading > 0:
        return not rest or not rest[0].islower()
    if not rest:
        return capitals or bool(match["number"]) or line.centered or line.bold
    marked = bool(match["stop"]) and (line.bold or line.centered)
    return (capitals and (shouted(rest) or bool(match["stop"]) or rest[0] == "(")) or (
        marked and rest[0].isupper()
    )


def _in_list(lines: Sequence[Line], index: int) -> bool:
    """Annexes one after the other are a list of annexes, not annexes."""
    following = next((line for line in lines[index + 1 : index + 3] if line.text.strip()), None)
    return following is not None and _ANNEX.match(following.text) is not None


def _attached(
    lines: Sequence[Line], index: int, scan: _Scan, current: Part, after: Mark | None, *, has_text: bool
) -> Part | None:
    line = lines[index]
    match = _ATTACHED_TITLE.match(line.text)
    if match is None or not (shouted(match["name"]) or line.heading) or line.text.rstrip()[-1:] in ".;,":
        return None
    if index - 1 in scan.by_line and not scan.by_line[index - 1].rest:
        return None
    body, issued = _title_end(lines, index, scan)
    restarts = after is not None and after.rank.first and after.index - index < _TITLE_LINES * 3
    if not issued and not (restarts and (has_text or current.kind is PartKind.ANNEX)):
        return None
    name = match["name"].upper()
    return Part(PartKind.ATTACHED, index, body, 0, _ATTACHED[name], name.capitalize())


def _title_end(lines: Sequence[Line], index: int, scan: _Scan) -> tuple[int, bool]:
    """Where the title ends, and whether it says "(Ban hành kèm theo ...)"."""
    end, opened = index + 1, False
    for at in range(index + 1, min(index + 1 + _TITLE_LINES, len(lines))):
        text = lines[at].text
        if at in scan.by_line or lines[at].table:
            break
        opened = opened or text.lstrip(" *_").startswith("(")
        if opened and _ISSUED_WITH.search(" ".join(line.text for line in lines[index : at + 1])):
            closing = next((n for n in range(at, min(at + 3, len(lines))) if ")" in lines[n].text), at)
            return closing + 1, True
        if not opened and (shouted(text) or lines[at].centered or lines[at].bold or lines[at].heading):
            end = at + 1
    return end, False


def _unnamed(
    lines: Sequence[Line], index: int, current: Part, before: list[Mark], here: list[Mark]
) -> Part | None:
    """Articles that begin again at 1 without a title: a second text in the same file."""
    if current.kind is PartKind.ANNEX or not before:
        return None
    if (
        not here
        or here[0].index != index
        or not here[0].rank.first
        or lines[index - 1].text.rstrip()[-1:] == ":"
    ):
        return None
    articles = [m for m in here if m.kind is UnitKind.ARTICLE][:2]
    if len(articles) < 2 or not articles[0].rank.first or not articles[1].rank.follows(articles[0].rank):
        return None
    if here[0].kind is not UnitKind.ARTICLE and articles[0].index - index > _TITLE_LINES:
        return None
    if not all(article.strong for article in articles):
        return None
    return Part(PartKind.ATTACHED, index, index, 0, "van-ban-kem-theo", "Văn bản kèm theo")


def forms(lines: Sequence[Line], start: int, end: int) -> list[Part]:
    """Forms and lists (mẫu, biểu, danh mục) that stand behind the text or in an annex."""
    found: list[Part] = []
    for index in range(start, end):
        line = lines[index]
        match = None if line.table else _FORM.match(line.text)
        if match is None or not _form_title(line, match):
            continue
        number = match["number"] or ""
        stem = {"m": "mau", "b": "bieu", "d": "danh-muc"}[match["word"][0].lower()]
        label = "-".join(filter(None, (stem, number.lower())))
        found.append(_named(index, label, match))
    return found


def _named(index: int, label: str, match: re.Match[str]) -> Part:
    word, at = match["word"], match.start("rest")
    printed = word.capitalize() + match.string[match.end("word") : at].rstrip(" \t*_.:–—-)/(")
    return Part(PartKind.ANNEX, index, index, 0, label, printed, at)


def _form_title(line: Line, match: re.Match[str]) -> bool:
    rest, capitals = match["rest"], match["word"].isupper()
    if match["word"].lower() == "danh mục":
        return (capitals and (not rest or shouted(rest))) or (line.heading > 0)
    if not match["number"]:
        return capitals and (not rest or shouted(rest)) and len(line.text) < 120
    return not rest or shouted(rest) or line.heading > 0 or (bool(match["stop"]) and rest[0].isupper())
