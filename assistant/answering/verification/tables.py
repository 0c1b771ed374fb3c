"""Tables of a quotation, read cell by cell: whose row it is, under which head, in which group.

A first column that only counts ("Stt") names nobody: the next one does, and a row written without its
count is whole. A row that has nothing but a name opens a group ("Đối với trường có 20 lớp trở lên")
to which the rows below it belong, up to the next one of its level.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_COUNTS = re.compile(r"(?i)^(?:stt|tt|số tt|số thứ tự|no\.?)$")
_NUMBER = re.compile(r"^\d+\.?$|^[IVX]+\.?$")
_POINT = re.compile(r"^[a-zđ]\)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the name of its row and column; ``groups``: the rows that it stands under."""

    groups: tuple[str, ...]
    row: str
    column: str
    words: str


def cells_of(rows: Sequence[str]) -> Iterator[Cell]:
    """The cells of a table of which ``rows`` are the lines, its head first."""
    head, *body = [_split(row) for row in rows]
    counted = bool(_COUNTS.match(head[0])) and len(head) > 2
    columns = head[1:] if counted else head
    groups: dict[int, str] = {}
    for row in body:
        count = row[0] if counted and len(row) == len(head) else ""
        told = row[1:] if counted and len(row) == len(head) else row
        if len(told) != len(columns):
            continue
        level = _level(count or told[0])
        if level is not None:
            groups = {one: name for one, name in groups.items() if one < level}
        if not any(told[1:]):
            groups[level or 0] = told[0]
            continue
        for column, words in zip(columns[1:], told[1:], strict=True):
            yield Cell(tuple(groups.values()), told[0], column, words)


def _split(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _level(mark: str) -> int | None:
    """How deep a row stands by its mark: a number, a letter below it; none where it has no mark."""
    if _NUMBER.match(mark):
        return 0
    return 1 if _POINT.match(mark) else None
