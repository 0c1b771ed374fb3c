"""Ruled tables of a PDF page: found by their lines with pdfplumber, filled with pdfium's letters.

pdfplumber finds cells best but is slow, so it looks only at pages on which pdfium sees rules in
both directions; pdfium's characters are kept because pdfplumber loses blanks between words.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium_c

from assistant.domain.words import squeeze
from ingest.readers.glyphs import Glyph
from ingest.readers.layout import Printed
from ingest.readers.tables import is_arrangement, row_text
from ingest.reading import Box

_THIN = 3.0
_LONG = 12.0
_MAX_OBJECTS = 8_000
_MIN_RULES = 2


@dataclass(frozen=True)
class FoundTable:
    """A table's place and its rows of cell boxes (``None`` where a cell is merged away)."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def has_rules(page: Any) -> bool:  # noqa: ANN401 - pypdfium2 has no types
    """Whether thin lines run both ways on a pdfium page (cheap; boxes count for both)."""
    across = down = 0
    for count, item in enumerate(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,), max_depth=3)):
        if count > _MAX_OBJECTS:
            return False
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        across += (high <= _THIN and wide >= _LONG) or (high > _THIN and wide > _LONG)
        down += (wide <= _THIN and high >= _LONG) or (high > _LONG and wide > _THIN)
        if across >= _MIN_RULES and down >= _MIN_RULES:
            return True
    return False


class TableFinder:
    """Opens the file with pdfplumber when the first page asks for it."""

    def __init__(self, path: Path, password: str = "") -> None:
        self._path, self._password = path, password
        self._file: Any = None

    def find(self, number: int) -> list[FoundTable]:
        """Tables of page ``number`` (from 1); none where pdfplumber cannot read the file."""
        import pdfplumber

        try:
            if self._file is None:
                self._file = pdfplumber.open(self._path, password=self._password)
            page = self._file.pages[number - 1]
            found = [_table(page, table) for table in page.find_tables()]
            page.close()
        except Exception:  # pdfminer raises anything on broken files; the text stands without tables
            return []
        return [table for table in found if len(table.rows) > 1 or len(table.rows[0]) > 1]

    def close(self) -> None:
        """Close the file if it was opened."""
        if self._file is not None:
            self._file.close()


def _table(page: Any, table: Any) -> FoundTable:  # noqa: ANN401
    def fraction(box: Sequence[float]) -> Box:
        left, top = page.bbox[0], page.bbox[1]
        width, height = float(page.width), float(page.height)
        return (
            float(box[0] - left) / width,
            float(box[1] - top) / height,
            float(box[2] - left) / width,
            float(box[3] - top) / height,
        )

    rows = tuple(tuple(fraction(cell) if cell else None for cell in row.cells) for row in table.rows)
    return FoundTable(fraction(table.bbox), rows)


def inside(glyph: Glyph, box: Box) -> bool:
    """Whether a character's middle lies in ``box``."""
    if glyph.box is None:
        return False
    across, down = (glyph.box[0] + glyph.box[2]) / 2, (glyph.box[1] + glyph.box[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def take_tables(
    glyphs: Sequence[Glyph], found: Sequence[FoundTable], number: int
) -> tuple[list[Glyph], list[Printed]]:
    """The characters outside data tables, and the tables' rows as printed lines."""
    rest, rows = list(glyphs), []
    for table in found:
        cells = _cell_texts(rest, table)
        texts = _filled(
            [[cells.get((r, c), "") for c in range(len(row))] for r, row in enumerate(table.rows)]
        )
        if is_arrangement(texts) or not any(cells.values()):
            continue
        rows += [
            Printed(row_text(row), number, _row_box(table, index), table=True)
            for index, row in enumerate(texts)
            if any(row)
        ]
        rest = _without(rest, table.box)
    return rest, rows


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the columns that are empty from top to bottom (doubled rules make them)."""
    width = max(map(len, rows), default=0)
    used = [c for c in range(width) if any(c < len(row) and row[c] for row in rows)]
    return [[row[c] for c in used if c < len(row)] for row in rows]


def _row_box(table: FoundTable, index: int) -> Box:
    cells = [cell for cell in table.rows[index] if cell]
    if not cells:
        return table.box
    return (table.box[0], min(c[1] for c in cells), table.box[2], min(c[3] for c in cells))


def _cell_texts(glyphs: Sequence[Glyph], table: FoundTable) -> dict[tuple[int, int], str]:
    """Text of each cell in pdfium's order; blanks and line breaks go with the letter before."""
    places = [(r, c, box) for r, row in enumerate(table.rows) for c, box in enumerate(row) if box]
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    here: tuple[int, int] | None = None
    for glyph in glyphs:
        if glyph.box is None and not glyph.char.isspace():
            continue
        if glyph.box is not None:
            before, here = here, _cell_of(glyph, table, places, here)
            if here is not None and here != before and texts[here]:
                texts[here].append(" ")
        if here is not None:
            texts[here].append(" " if glyph.char.isspace() else glyph.char)
    return {place: squeeze("".join(chars)) for place, chars in texts.items()}


def _cell_of(
    glyph: Glyph,
    table: FoundTable,
    places: Sequence[tuple[int, int, Box]],
    guess: tuple[int, int] | None,
) -> tuple[int, int] | None:
    """The cell a character stands in; most stand in the cell of the one before."""
    if not inside(glyph, table.box):
        return None
    box = table.rows[guess[0]][guess[1]] if guess else None
    if guess and box and inside(glyph, box):
        return guess
    return next(((r, c) for r, c, cell in places if inside(glyph, cell)), None)


def _without(glyphs: Sequence[Glyph], box: Box) -> list[Glyph]:
    """Characters outside ``box``; a run that the table interrupts becomes two lines."""
    rest: list[Glyph] = []
    for glyph in glyphs:
        if not inside(glyph, box):
            rest.append(glyph)
        elif rest and rest[-1].char != "\n":
            rest.append(Glyph("\n", None, 0.0, False))
    return rest
