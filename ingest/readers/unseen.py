"""Letters of a PDF page that nobody can see on it: they are no words of the regulation.

White on white, painted with nothing, under a white box or a picture, too small, beside the page:
such letters are read by programs alone, and so may say to a program what no official ever signed.
Doubtful letters are looked up in the picture of the page. The layer of words over a scan is
painted with nothing too; it stands where the scan shows ink, and is kept there.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_c

from ingest.readers.glyphs import UNPAINTED, Glyph, Placer
from ingest.reading import Box

_PALE = 200
_CONTRAST = 16
_SCALE = 2.5
_MAX_PIXELS = 20_000_000
_MAX_OBJECTS = 2_000
_LEAST_COVER = 6.0
_WHOLE_PAGE: Box = (0.0, 0.0, 1.0, 1.0)

_Picture = npt.NDArray[np.uint8]


def seen(page: Any, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str]:  # noqa: ANN401 - no types
    """The characters of a pdfium page that can be seen on it, and the others as one text."""
    if not any(glyph.box for glyph in glyphs):
        return list(glyphs), ""
    covers = _covers(page)
    if not covers.boxes and not any(glyph.away or _is_pale(glyph) for glyph in glyphs):
        return list(glyphs), ""
    kept: list[Glyph] = []
    hidden: list[str] = []
    look = _Look(page, covers)
    for run in _runs(glyphs, covers):
        if look.shows(run):
            kept += run
        else:
            hidden.append("".join(glyph.char for glyph in run))
            kept += [glyph for glyph in run if glyph.char.isspace()]
    return kept, " ".join(hidden)


@dataclass(frozen=True)
class _Covers:
    """Boxes of what may hide letters, as fractions of the page; ``pictures`` are among them."""

    boxes: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


def _covers(page: Any) -> _Covers:  # noqa: ANN401
    """Pictures and filled shapes; the whole page where there are too many to look at each."""
    place = _fractions_of(page)
    kinds = (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING)
    boxes: list[Box] = []
    pictures: list[Box] = []
    for count, item in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if count >= _MAX_OBJECTS:
            return _Covers((_WHOLE_PAGE,), (_WHOLE_PAGE,) if pictures else ())
        left, bottom, right, top = item.get_bounds()
        if right - left < _LEAST_COVER or top - bottom < _LEAST_COVER or not _fills(item):
            continue
        boxes.append(place(left, bottom, right, top))
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(boxes[-1])
    return _Covers(tuple(boxes), tuple(pictures))


def _fills(item: Any) -> bool:  # noqa: ANN401
    if item.type != pdfium_c.FPDF_PAGEOBJ_PATH:
        return True
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    known = pdfium_c.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroke))
    return not known or mode.value != pdfium_c.FPDF_FILLMODE_NONE


def _fractions_of(page: Any) -> Callable[[float, float, float, float], Box]:  # noqa: ANN401
    """Boxes in page coordinates as fractions of the page, turned as it is shown."""
    rect, place = pdfium_c.FS_RECTF(), Placer(page)

    def fractions(left: float, bottom: float, right: float, top: float) -> Box:
        rect.left, rect.bottom, rect.right, rect.top = left, bottom, right, top
        return place.box(rect)

    return fractions


def _is_pale(glyph: Glyph) -> bool:
    return glyph.tone == UNPAINTED or glyph.tone >= _PALE


def _runs(glyphs: Sequence[Glyph], covers: _Covers) -> Iterator[list[Glyph]]:
    """Characters that stand together and look alike; a blank goes with what is before it."""
    last: tuple[bool, bool, int] | None = None

    def look(glyph: Glyph) -> tuple[bool, bool, int] | None:
        nonlocal last
        if glyph.char in "\r\n":
            last = None
        elif glyph.box is not None:
            covered = any(_within(glyph.box, box) for box in covers.boxes)
            last = (glyph.away, covered, glyph.tone)
        return last

    for _, run in groupby(glyphs, look):
        yield list(run)


def _within(box: Box, cover: Box) -> bool:
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cover[0] <= across <= cover[2] and cover[1] <= down <= cover[3]


class _Look:
    """Looks letters up in a picture of the page, which is drawn when first needed."""

    def __init__(self, page: Any, covers: _Covers) -> None:  # noqa: ANN401
        self._page = page
        self._covers = covers
        self._drawn: _Picture | None = None

    def shows(self, run: Sequence[Glyph]) -> bool:
        """Whether a run of like letters is seen: most of them, or, over a scan, some."""
        inked = [glyph for glyph in run if glyph.box is not None and not glyph.char.isspace()]
        if not inked:
            return True
        if inked[0].away:
            return False
        if inked[0].tone == UNPAINTED:
            return self._is_over_scan(inked)
        if not _is_pale(inked[0]) and not self._is_covered(inked[0]):
            return True
        return sum(self._stands_out(glyph) for glyph in inked) * 2 >= len(inked)

    def _is_covered(self, glyph: Glyph) -> bool:
        return glyph.box is not None and any(_within(glyph.box, box) for box in self._covers.boxes)

    def _is_over_scan(self, inked: Sequence[Glyph]) -> bool:
        """Places of recognised words are rough: a third of the letters over ink is enough."""
        over = [g for g in inked if g.box and any(_within(g.box, box) for box in self._covers.pictures)]
        shown = sum(bool(np.ptp(self._pixels(glyph)) >= _CONTRAST) for glyph in over)
        return shown * 3 >= len(inked)

    def _stands_out(self, glyph: Glyph) -> bool:
        """Whether the letter's own tone is there, and differs from the ground it stands on."""
        pixels = self._pixels(glyph)
        ground = float(np.median(pixels))
        apart = abs(ground - glyph.tone)
        nearest = float(np.abs(pixels.astype(np.int16) - glyph.tone).min())
        return apart >= _CONTRAST and nearest <= max(apart * 0.6, _CONTRAST)

    def _pixels(self, glyph: Glyph) -> _Picture:
        picture = self._picture
        rows, columns = picture.shape
        left, top, right, bottom = glyph.box or _WHOLE_PAGE
        x, y = min(int(left * columns), columns - 1), min(int(top * rows), rows - 1)
        return picture[y : max(y + 1, round(bottom * rows)), x : max(x + 1, round(right * columns))]

    @property
    def _picture(self) -> _Picture:
        if self._drawn is None:
            width, height = self._page.get_size()
            scale = min(_SCALE, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
            bitmap = self._page.render(scale=scale, grayscale=True, may_draw_forms=False)
            drawn: _Picture = bitmap.to_numpy()
            self._drawn = drawn.reshape(drawn.shape[0], drawn.shape[1])
        return self._drawn
