"""From pieces of text with places to printed lines in reading order.

Used for what pdfium finds and for what OCR finds alike. All places are fractions of the page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain.words import fold, squeeze
from ingest.reading import Box

BODY = 0
_CENTRE_TOLERANCE = 0.05
_SIGNATURE_LINES = 24
_GUTTERS = tuple(index / 100 for index in range(30, 66))
_MOTTO = re.compile(r"cong h(?:oa|oà)? ?xa hoi|doc lap ?[-–—]? ?tu do")
_RECIPIENTS = re.compile(r"^noi nhan\b")


@dataclass(frozen=True)
class Piece:
    """Text set together on one line: no wide gap inside. ``size`` is the height of its letters.

    ``joined``: its letters stood apart and were put together by their gaps.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    joined: bool = False

    @property
    def middle(self) -> float:
        """Height of the line's middle on the page."""
        return (self.box[1] + self.box[3]) / 2


@dataclass(frozen=True)
class Printed:
    """A printed line of a page. ``block`` tells columns apart (``BODY``: the page's own text).

    ``table`` lines are whole rows already and are never joined.
    """

    text: str
    page: int
    box: Box | None
    size: float = 0.0
    bold: bool = False
    block: int = BODY
    table: bool = False


Row = list[Piece]


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Pieces grouped into rows from top to bottom, each row from left to right."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.box[0])):
        if rows and _same_row(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.box[0]) for row in rows]


def _same_row(row: Row, piece: Piece) -> bool:
    """Whether ``piece`` overlaps the row by half of the lower of the two heights."""
    top, bottom = min(p.box[1] for p in row), max(p.box[3] for p in row)
    shared = min(bottom, piece.box[3]) - max(top, piece.box[1])
    lower = min(bottom - top, piece.box[3] - piece.box[1])
    beside = all(_apart(other, piece) for other in row)
    return shared > lower * 0.5 and beside


def _apart(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand side by side and not one upon the other."""
    overlap = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    return overlap < 0.5 * min(one.box[2] - one.box[0], other.box[2] - other.box[0]) or overlap < 0.004


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box round all of ``boxes``."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def printed_lines(pieces: Iterable[Piece], page: int) -> list[Printed]:
    """Lines of a page in reading order; side-by-side blocks of head and signature one by one."""
    rows = rows_of(pieces)
    lines: list[Printed] = []
    start, block = 0, BODY
    while start < len(rows):
        found = _side_by_side(rows, start)
        if found is None:
            lines.append(_merged(rows[start], page, BODY))
            start += 1
            continue
        begin, end, gutter = found
        lines = lines[: len(lines) - (start - begin)]
        block += 2
        lines += _columns(rows[begin:end], gutter, page, block)
        start = end
    return lines


def _merged(row: Row, page: int, block: int) -> Printed:
    text = squeeze(" ".join(piece.text for piece in row))
    box = union([piece.box for piece in row])
    return Printed(text, page, box, max(p.size for p in row), all(p.bold for p in row), block)


def _columns(rows: list[Row], gutter: float, page: int, block: int) -> list[Printed]:
    left = [[p for p in row if (p.box[0] + p.box[2]) / 2 < gutter] for row in rows]
    right = [[p for p in row if (p.box[0] + p.box[2]) / 2 >= gutter] for row in rows]
    return [_merged(row, page, block) for row in left if row] + [
        _merged(row, page, block + 1) for row in right if row
    ]


def _side_by_side(rows: list[Row], start: int) -> tuple[int, int, float] | None:
    """First row, end and gutter of a two-column block anchored at ``start``, if there is one."""
    if any(_MOTTO.search(fold(p.text)) and p.box[0] > 0.3 for p in rows[start]):
        return _head_block(rows, start)
    first = rows[start][0]
    if first.box[0] < 0.4 and _RECIPIENTS.match(fold(first.text)):
        return _signature_block(rows, start)
    return None


def _head_block(rows: list[Row], start: int) -> tuple[int, int, float] | None:
    motto = next(p for p in rows[start] if _MOTTO.search(fold(p.text)))
    gutters = [g for g in _GUTTERS if g <= motto.box[0] + 0.01] or [motto.box[0]]
    gutter = max(gutters, key=lambda g: (_extent(rows, start, g), g))
    begin = start
    while begin > 0 and start - begin < 3 and _fits(rows[begin - 1], gutter) and _near(rows, begin - 1):
        begin -= 1
    end = _extent(rows, start, gutter)
    sides = {(p.box[0] + p.box[2]) / 2 < gutter for row in rows[begin:end] for p in row}
    return (begin, end, gutter) if len(sides) == 2 else None


def _signature_block(rows: list[Row], start: int) -> tuple[int, int, float] | None:
    gutter = max(_GUTTERS[5:], key=lambda g: _extent(rows, start, g, _SIGNATURE_LINES, title=False))
    end = _extent(rows, start, gutter, _SIGNATURE_LINES, title=False)
    begin = start
    if start > 0 and all(p.box[0] > gutter for p in rows[start - 1]):
        begin -= 1
    sides = {(p.box[0] + p.box[2]) / 2 < gutter for row in rows[begin:end] for p in row}
    return (begin, end, gutter) if len(sides) == 2 else None


def _extent(rows: list[Row], start: int, gutter: float, limit: int = 9, *, title: bool = True) -> int:
    """Where the block from ``start`` ends: at a row across the gutter, or at the title."""
    end = start
    while end < len(rows) and end - start < limit and _fits(rows[end], gutter):
        if end > start and title and (_is_title(rows[end]) or not _near(rows, end - 1)):
            break
        end += 1
    return end


def _near(rows: list[Row], index: int) -> bool:
    """Whether the row after ``index`` follows within a few line heights."""
    upper, lower = rows[index], rows[index + 1]
    gap = min(p.box[1] for p in lower) - max(p.box[3] for p in upper)
    return gap < 3.5 * max(p.box[3] - p.box[1] for p in upper + lower)


def _fits(row: Row, gutter: float) -> bool:
    return all(p.box[2] < gutter + 0.005 or p.box[0] > gutter - 0.005 for p in row)


def _is_title(row: Row) -> bool:
    """A line alone in the middle of the page ends the head."""
    middle = (row[0].box[0] + row[0].box[2]) / 2
    return len(row) == 1 and abs(middle - 0.5) < _CENTRE_TOLERANCE


def without_text(line: Printed, text: str) -> Printed:
    """The same line with other words (mended)."""
    return replace(line, text=text)
