"""Texts without articles (letters, plans, reports, notices): headings and paragraphs.

A paragraph is what a reader would quote at once: a sentence or two with the list that hangs
on it. Headings are numbered lines (I., 1., 1.1.) without a full stop at their end, or lines
that the source marks as headings; they make the chain that a paragraph stands under.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.domain.numbering import from_roman
from ingest.reading import Line
from ingest.structure.labels import shouted
from ingest.structure.signature import LONGEST, closing_start

_NUMBERED = re.compile(
    r"^[#*_ \t]*(?:(?:PHẦN|Phần|MỤC|Mục|CHƯƠNG|Chương)[ \t]+)?"
    r"(?P<number>[IVXLC]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})"
    r"(?:[.):/]|(?<=[IVX])[ \t]?[-–])[.]?[*_ \t]+(?P<title>\S.*)$"
)
_LIST_ITEM = re.compile(
    r"^[ \t]*(?:[-–+*•●·▪]|\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|[a-zđ]\d?[).]|\([a-zđ0-9]+\))(?!\w)"
)
_HEAD_LINE = re.compile(
    r"^[#*_| \t]*(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|Độc lập\b|Số\s*(?:hiệu)?\s*:|Luật số"
    r"|(?:[\w .]{2,40},\s*)?"
    r"ngày\s+\d|(?:V/v|Về việc)\b|Kính gửi|KÍNH GỬI|Căn cứ\b|Nguồn:)", re.IGNORECASE
)  # fmt: skip
_KIND_LINE = re.compile(
    r"^[#*_ \t]*(?:BÁO CÁO|THÔNG BÁO|KẾ HOẠCH|TỜ TRÌNH|CÔNG VĂN|HƯỚNG DẪN|QUYẾT ĐỊNH|CHỈ THỊ|CÔNG ĐIỆN"
    r"|GIẤY MỜI|ĐỀ ÁN|CHƯƠNG TRÌNH|PHƯƠNG ÁN|BIÊN BẢN|KẾT LUẬN|THÔNG TƯ|NGHỊ ĐỊNH|NGHỊ QUYẾT|LUẬT)[*_: \t]*$"
)
_HEAD_LINES = 40
_SHORT, _ENOUGH, _LONG, _TABLE = 80, 700, 1_500, 3_000
_HEADING_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Item:
    """A heading (``level`` from 1) on line ``start``, or with level 0 a paragraph."""

    start: int
    end: int
    level: int = 0
    label: str = ""
    printed: str = ""
    heading: str = ""
    value: int = 0


@dataclass(frozen=True)
class Prose:
    """Where the body stands between head and closing block, and what is in it."""

    body: int
    end: int
    items: list[Item] = field(default_factory=list)


def prose(lines: Sequence[Line], start: int, end: int, *, whole: bool = False) -> Prose:
    """Read ``lines[start:end]``; ``whole`` says that neither head nor closing is in it."""
    body = start if whole else _head_end(lines, start, end)
    stop = end if whole else closing_start(lines, max(body, end - LONGEST), end)
    if body == stop:
        body, stop = start, end
    return Prose(body, stop, _items(lines, body, stop))


def _head_end(lines: Sequence[Line], start: int, end: int) -> int:
    last = start
    for index in range(start, min(end, start + _HEAD_LINES)):
        text = lines[index].text
        if _KIND_LINE.match(text):
            last = _subject_end(lines, index + 1, end)
        elif _HEAD_LINE.match(text) and len(text) < 400:
            last = index + 1
    while start < last < end and lines[last - 1].text.rstrip()[-1:] in ":;" and _is_item(lines[last]):
        last += 1
    return last


def _subject_end(lines: Sequence[Line], start: int, end: int) -> int:
    at = start
    while at < min(end, start + 4):
        line, text = lines[at], lines[at].text.strip()
        if not (not text or shouted(text) or line.bold or line.centered or at == start):
            break
        if text and (text[-1] in ".:;" or len(text) > 300 or _NUMBERED.match(text)):
            break
        at += 1
    return at


def _items(lines: Sequence[Line], start: int, end: int) -> list[Item]:
    heads = _in_order([item for index in range(start, end) if (item := _heading(lines, index, end))])
    for index in sorted(heads, reverse=True):
        below = heads.get(_next(lines, index + 1, end))
        if _next(lines, index + 1, end) == end or (below and below.level <= heads[index].level):
            del heads[index]
    items, at = [], start
    for index, item in sorted(heads.items()):
        items += _paragraphs(lines, at, index)
        items.append(item)
        at = index + 1
    return items + _paragraphs(lines, at, end)


def _in_order(heads: list[Item]) -> dict[int, Item]:
    """Numbered headings that begin a list or go on with it, and all that have no number."""
    last: dict[int, int] = {}
    kept = {}
    for item in heads:
        if item.value > 1 and last.get(item.level) != item.value - 1:
            continue
        kept[item.start] = item
        last = {level: value for level, value in last.items() if level < item.level}
        last[item.level] = item.value
    return kept


def _next(lines: Sequence[Line], start: int, end: int) -> int:
    return next((n for n in range(start, end) if lines[n].text.strip()), end)


def _heading(lines: Sequence[Line], index: int, end: int) -> Item | None:
    line = lines[index]
    text = line.text.strip(" *_#\t")
    if line.table or not text or len(text) > _HEADING_LENGTH or (text[-1] in ".;:," and not line.heading):
        return None
    match = _NUMBERED.match(line.text)
    if match and (
        line.heading
        or line.bold
        or shouted(text)
        or match["number"][0].isupper()
        or _titled(lines, index, end)
    ):
        number = match["number"]
        level = line.heading or (7 if number[0].isalpha() else 8 + number.count("."))
        title = match["title"].strip(" *_")
        printed = line.text[: match.start("title")].strip(" *_#\t")
        return Item(index, index + 1, level, _label(number), printed, title, _value(number))
    if line.heading or (shouted(text) and (line.bold or line.centered)):
        return Item(index, index + 1, line.heading or 6, "0", "", text)
    return None


def _titled(lines: Sequence[Line], index: int, end: int) -> bool:
    """A numbered line without a full stop is a title where a text and no list follows."""
    after = _next(lines, index + 1, end)
    return (
        after < end and not re.match(r"\s*\d{1,2}[.)]\s", lines[after].text) and len(lines[index].text) < 110
    )


def _label(number: str) -> str:
    lower = number.lower()
    if lower[0].isdecimal():
        return lower.replace(".", "-")
    return lower if len(lower) == 1 or from_roman(lower) else f"{len(lower)}"


def _value(number: str) -> int:
    last = number.rsplit(".", 1)[-1]
    if last.isdecimal():
        return int(last)
    letter = len(number) == 1 and "A" <= number <= "H"
    return ord(number) - ord("A") + 1 if letter else from_roman(number.lower()) or 0


def _paragraphs(lines: Sequence[Line], start: int, end: int) -> list[Item]:
    items: list[Item] = []
    first, size = start, 0
    for index in range(start, end):
        if size and not _belongs(lines, index, size):
            items.append(Item(first, index))
            first, size = index, 0
        size += len(lines[index].text)
    return [*items, Item(first, end)] if size else items


def _belongs(lines: Sequence[Line], index: int, size: int) -> bool:
    """Whether the line goes on with the paragraph before it."""
    line, before = lines[index], lines[index - 1].text.rstrip()
    if line.table:
        return size < _TABLE
    if _is_item(line) or (line.text[:1].islower() and before[-1:] not in ".!?"):
        return size < _LONG
    return size < (_ENOUGH if before[-1:] == ":" else _SHORT)


def _is_item(line: Line) -> bool:
    return _LIST_ITEM.match(line.text) is not None
