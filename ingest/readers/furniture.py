"""What is printed on a page without belonging to the text: running heads, page numbers, stamps.

Known by what recurs at the same place of many pages, by a number alone at a page's edge that
counts with the pages, by the head of the official gazette (Công báo), and by the words of an
electronic signature (Decree 30/2020/NĐ-CP, annex I, lays down what a signature stamp says).
"""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.readers.labels import starts_unit
from ingest.readers.layout import Piece, Printed, union
from ingest.reading import Box

_EDGE_TOP, _EDGE_BOTTOM = 0.13, 0.88
_EDGE_LINES = 3
_RECURS_SHARE = 0.3
_RECURS_PAGES = 3
_NOWHERE = (0.0, 0.5, 0.0, 0.5)
_Shape = tuple[str, bool]
_GAZETTE = re.compile(r"^(?:\d+\s+)?CÔNG BÁO\s*/\s*Số.*$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—.\s]*$", re.IGNORECASE)
_STAMP_START = re.compile(
    r"^(?:Ký bởi|Người ký|Được ký bởi|Ký số bởi|Digitally signed|Signature Not Verified|Signature valid)\b",
    re.IGNORECASE,
)
_STAMP_LINE = re.compile(
    r"^(?:Ký bởi|Người ký|Được ký bởi|Ký số bởi|Thời gian ký|Giờ ký|Ngày ký\s*:|Ký ngày\s*:|Email\s*:"
    r"|Cơ quan\s*:"
    r"|Tổ chức\s*:|Chức vụ\s*:|Digitally signed|Signature (?:Not Verified|valid)|DN\s*:|Date\s*:|Reason\s*:"
    r"|Location\s*:|Foxit \w+ Version)",
    re.IGNORECASE,
)


def is_stamp(text: str) -> bool:
    """Whether a line is one of an electronic signature's own."""
    return bool(_STAMP_LINE.match(text))


def without_stamps(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces without those of signature stamps.

    A stamp wraps in small print, so what stands small between its lines is its own too.
    "Cơ quan:" or "Ngày ký:" may be a form's own words: they go only with a stamp.
    """
    if not any(_STAMP_START.match(piece.text) for piece in pieces):
        return list(pieces)
    stamps = [piece for piece in pieces if is_stamp(piece.text)]
    region, size = union([piece.box for piece in stamps]), max(piece.size for piece in stamps)
    return [piece for piece in pieces if not (is_stamp(piece.text) or _in_stamp(piece, region, size))]


def _in_stamp(piece: Piece, region: Box, size: float) -> bool:
    """Whether a piece stands, no larger than the stamp's own, inside the stamp or just below."""
    if piece.size > size * 1.2:
        return False
    beside = piece.box[0] < region[2] + 0.02 and piece.box[2] > region[0] - 0.02
    return beside and region[1] < piece.middle < region[3] + 2.5 * size


def without_furniture(pages: Sequence[Sequence[Printed]]) -> list[list[Printed]]:
    """The pages' lines without running heads and feet and page numbers.

    Furniture lies outside: going in from an edge, the first line of the text ends it.
    """
    recurring = _recurring(pages)
    offsets = _page_number_offsets(pages)
    return [_inner(page, recurring, offsets) for page in pages]


def _inner(page: Sequence[Printed], recurring: set[_Shape], offsets: set[int]) -> list[Printed]:
    order = sorted(range(len(page)), key=lambda place: (page[place].box or _NOWHERE)[1])
    dropped: set[int] = set()
    for from_top, direction in ((True, order), (False, order[::-1])):
        for place in direction:
            if _at_top(page[place]) != from_top or not _is_furniture(page, place, recurring, offsets):
                break
            dropped.add(place)
    return [line for place, line in enumerate(page) if place not in dropped]


def _shape(line: Printed) -> _Shape:
    """What recurs: the words with numbers left out, and at which end of the page."""
    words = re.sub(r"\d+", "#", line.text).strip()
    words = re.sub(r"^#\s+|\s+#$", "", words)
    return words.lower(), _at_top(line)


def _at_top(line: Printed) -> bool:
    return line.box is not None and line.box[1] < 0.5


def _at_edge(page: Sequence[Printed], place: int) -> bool:
    """Among the page's outermost lines and near its top or bottom edge."""
    line = page[place]
    if line.box is None or line.table:
        return False
    order = sorted(range(len(page)), key=lambda i: (page[i].box or _NOWHERE)[1])
    rank = order.index(place)
    top = rank < _EDGE_LINES and line.box[1] < _EDGE_TOP
    return top or (rank >= len(page) - _EDGE_LINES and line.box[3] > _EDGE_BOTTOM)


def _recurring(pages: Sequence[Sequence[Printed]]) -> set[_Shape]:
    """What stands at the edge of many pages; of two pages only the foot (a head may come twice,
    with a decision and with the regulation attached to it).
    """
    counts: Counter[_Shape] = Counter()
    for page in pages:
        edge = {_shape(line) for place, line in enumerate(page) if _at_edge(page, place)}
        counts.update(shape for shape in edge if len(shape[0]) > 1)
    needed = max(_RECURS_PAGES, round(len(pages) * _RECURS_SHARE))
    return {
        shape
        for shape, count in counts.items()
        if count >= needed or (count == len(pages) == 2 and not shape[1])
    }


def _page_number(line: Printed) -> int | None:
    match = _PAGE_NUMBER.match(line.text)
    return int(match[1]) if match else None


def _page_number_offsets(pages: Sequence[Sequence[Printed]]) -> set[int]:
    """Differences printed number - page that hold on several pages (all on a short file)."""
    counts: Counter[int] = Counter()
    for page in pages:
        numbers = {
            number - line.page
            for place, line in enumerate(page)
            if _at_edge(page, place) and (number := _page_number(line)) is not None
        }
        counts.update(numbers)
    return {offset for offset, count in counts.items() if count > 1 or abs(offset) <= 1}


def _is_furniture(page: Sequence[Printed], place: int, recurring: set[_Shape], offsets: set[int]) -> bool:
    line = page[place]
    if line.box is not None and line.box[1] < _EDGE_TOP and _GAZETTE.match(line.text):
        return True
    if not _at_edge(page, place):
        return False
    number = _page_number(line)
    if number is not None:
        return number - line.page in offsets or _shape(line) in recurring
    return _shape(line) in recurring and not starts_unit(line.text)
