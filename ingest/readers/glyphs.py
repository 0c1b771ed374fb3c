"""Characters of a PDF page with their boxes, and the pieces of text they form."""

import ctypes
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from assistant.domain.words import nfc, squeeze
from ingest.readers.layout import Piece, union
from ingest.readers.vietnamese import lone_letters, valid_share
from ingest.reading import Box

_WIDE_GAP = 1.6
_MAX_CHARS = 200_000
_SPACED_SHARE = 0.75
_SPACED_LETTERS = 5
_BOLD_WEIGHT = 600
_SMALLEST_PT = 2.0
UNPAINTED = -1
"""The tone of a letter that is drawn with nothing, as in the layer of words over a scan."""


@dataclass(frozen=True)
class Glyph:
    """One character; ``box`` is ``None`` for a blank or line break that pdfium put in.

    ``tone``: how light it is painted, 0 black to 255 white, or ``UNPAINTED``. ``away``: it stands
    outside the page or is smaller than anybody reads.
    """

    char: str
    box: Box | None
    size: float
    bold: bool
    tone: int = 0
    away: bool = False


def glyphs_of(page: Any) -> list[Glyph]:  # noqa: ANN401 - pypdfium2 has no types
    """All characters of a pdfium page in pdfium's order."""
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), _MAX_CHARS)
        reader = _GlyphReader(page, text_page.raw)
        return _whole_characters(reader.glyph(index) for index in range(count))
    finally:
        text_page.close()


class _GlyphReader:
    """Asks pdfium for one character after the other, with buffers made once."""

    def __init__(self, page: Any, text_page: Any) -> None:  # noqa: ANN401
        self._text_page = text_page
        self._rect = pdfium_c.FS_RECTF()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(256)
        self._place = Placer(page)
        self._height = abs(page.get_size()[1]) or 1.0
        self._tones = _Tones(text_page)
        self._word_bold: bool | None = None

    def glyph(self, index: int) -> Glyph:
        code = pdfium_c.FPDFText_GetUnicode(self._text_page, index)
        char = _character(code, pdfium_c.FPDFText_IsHyphen(self._text_page, index) == 1)
        if char.isspace() or pdfium_c.FPDFText_IsGenerated(self._text_page, index) == 1:
            self._word_bold = None
            return Glyph(char, None, 0.0, False)
        if not pdfium_c.FPDFText_GetLooseCharBox(self._text_page, index, ctypes.byref(self._rect)):
            return Glyph(char, None, 0.0, False)
        box = self._place.box(self._rect)
        if self._word_bold is None:
            self._word_bold = self._bold(index)
        away = self._place.is_outside(self._rect) or self._is_tiny(index, box)
        return Glyph(char, box, box[3] - box[1], self._word_bold, self._tones.tone(index), away)

    def _is_tiny(self, index: int, box: Box) -> bool:
        """Both its font's height and its ink are under what is read; fonts may lie about one."""
        if (box[3] - box[1]) * self._height >= _SMALLEST_PT:
            return False
        sides = [ctypes.c_double() for _ in range(4)]
        found = pdfium_c.FPDFText_GetCharBox(self._text_page, index, *map(ctypes.byref, sides))
        return bool(found) and 0 < abs(sides[3].value - sides[2].value) < _SMALLEST_PT

    def _bold(self, index: int) -> bool:
        """Asked once a word: it costs more than all else about a character."""
        if pdfium_c.FPDFText_GetFontWeight(self._text_page, index) >= _BOLD_WEIGHT:
            return True
        pdfium_c.FPDFText_GetFontInfo(self._text_page, index, self._name, 256, ctypes.byref(self._flags))
        return b"bold" in self._name.value.lower()


def _character(code: int, hyphen: bool) -> str:
    """A line's last hyphen comes as U+0002 or with a flag; unmapped glyphs as NUL."""
    if hyphen or code in (0x02, 0xFFFE):
        return "-"
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _whole_characters(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Halves of UTF-16 pairs (letters of formulas) put together; lone halves made U+FFFD."""
    whole: list[Glyph] = []
    for glyph in glyphs:
        before = whole[-1].char if whole else ""
        if "\udc00" <= glyph.char <= "\udfff" and "\ud800" <= before <= "\udbff":
            pair = (before + glyph.char).encode("utf-16", "surrogatepass").decode("utf-16")
            whole[-1] = replace(whole[-1], char=pair)
        else:
            whole.append(glyph)
    return [replace(g, char="\ufffd") if "\ud800" <= g.char <= "\udfff" else g for g in whole]


class _Tones:
    """How light letters are painted; asked once for each text object of the page."""

    def __init__(self, text_page: Any) -> None:  # noqa: ANN401
        self._text_page = text_page
        self._object = 0
        self._tone = 0
        self._parts = [ctypes.c_uint() for _ in range(4)]

    def tone(self, index: int) -> int:
        """The tone of a character: 0 black to 255 white (on white paper), or ``UNPAINTED``."""
        item = pdfium_c.FPDFText_GetTextObject(self._text_page, index)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        if address != self._object:
            self._object, self._tone = address, self._painted(item) if address else 0
        return self._tone

    def _painted(self, item: Any) -> int:  # noqa: ANN401
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item)
        if mode in (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP):
            return UNPAINTED
        tones = []
        if mode not in (pdfium_c.FPDF_TEXTRENDERMODE_STROKE, pdfium_c.FPDF_TEXTRENDERMODE_STROKE_CLIP):
            tones.append(self._lightness(pdfium_c.FPDFPageObj_GetFillColor, item))
        if mode not in (pdfium_c.FPDF_TEXTRENDERMODE_FILL, pdfium_c.FPDF_TEXTRENDERMODE_FILL_CLIP):
            tones.append(self._lightness(pdfium_c.FPDFPageObj_GetStrokeColor, item))
        return min(tones)

    def _lightness(self, ask: Callable[..., int], item: Any) -> int:  # noqa: ANN401
        """Lightness of a colour laid over white; black where pdfium does not tell (patterns)."""
        if not ask(item, *map(ctypes.byref, self._parts)):
            return 0
        red, green, blue, alpha = (part.value for part in self._parts)
        light = (299 * red + 587 * green + 114 * blue) // 1000
        return 255 - (255 - light) * alpha // 255


class Placer:
    """Turns page coordinates into fractions of the page as it is shown (crop and rotation)."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        left, bottom, right, top = page.get_bbox() if _has_box(page) else (0, 0, *page.get_size())
        self._origin = (min(left, right), min(bottom, top))
        self._size = (abs(right - left) or 1.0, abs(top - bottom) or 1.0)
        self._turn = page.get_rotation() % 360

    def is_outside(self, rect: Any) -> bool:  # noqa: ANN401
        """Whether the middle of ``rect`` is not on the page that is shown."""
        across = ((rect.left + rect.right) / 2 - self._origin[0]) / self._size[0]
        up = ((rect.bottom + rect.top) / 2 - self._origin[1]) / self._size[1]
        return not (0 <= across <= 1 and 0 <= up <= 1)

    def box(self, rect: Any) -> Box:  # noqa: ANN401
        """``rect`` as fractions of the page, cut at its edges."""
        xs = sorted((value - self._origin[0]) / self._size[0] for value in (rect.left, rect.right))
        ys = sorted(1 - (value - self._origin[1]) / self._size[1] for value in (rect.top, rect.bottom))
        left, right, top, bottom = xs[0], xs[1], ys[0], ys[1]
        turned = {
            90: (1 - bottom, left, 1 - top, right),
            180: (1 - right, 1 - bottom, 1 - left, 1 - top),
            270: (top, 1 - right, bottom, 1 - left),
        }.get(self._turn, (left, top, right, bottom))
        return tuple(min(max(value, 0.0), 1.0) for value in turned)


def _has_box(page: Any) -> bool:  # noqa: ANN401
    left, bottom, right, top = page.get_bbox()
    return bool(right != left and top != bottom)


def lines_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Runs of characters between pdfium's line breaks."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char in "\r\n":
            if run:
                yield run
            run = []
        else:
            run.append(glyph)
    if run:
        yield run


def pieces_of(glyphs: Iterable[Glyph], aspect: float) -> list[Piece]:
    """Pieces of text: pdfium's lines cut at wide gaps. ``aspect`` is page width / height.

    Letters set apart for show are put together where their gaps tell the words.
    """
    found = (
        _piece(part)
        for run in lines_of(glyphs)
        for part in _split_at_gaps(run, aspect)
        if any(glyph.box for glyph in part)
    )
    return [piece for piece in found if piece.text]


def _split_at_gaps(run: Sequence[Glyph], aspect: float) -> Iterator[list[Glyph]]:
    """Cut where the next character starts far to the right of, or well before, the last."""
    part: list[Glyph] = []
    last: Glyph | None = None
    spaced = lone_letters("".join(glyph.char for glyph in run)) > _SPACED_SHARE
    for glyph in run:
        if glyph.box and last and last.box and not spaced:
            em = last.size / aspect
            gap = glyph.box[0] - last.box[2]
            if gap > _WIDE_GAP * em or gap < -3 * em:
                yield part
                part = []
        part.append(glyph)
        last = glyph if glyph.box else last
    yield part


def _piece(part: Sequence[Glyph]) -> Piece:
    inked = [glyph for glyph in part if glyph.box]
    text = squeeze("".join(glyph.char for glyph in part))
    joined = rejoined(inked) if lone_letters(text) > _SPACED_SHARE else None
    box = union([glyph.box for glyph in inked if glyph.box])
    size = statistics.median(glyph.size for glyph in inked)
    bold = sum(glyph.bold for glyph in inked) > len(inked) * 0.6
    return Piece(joined or nfc(text), box, size, bold, joined is not None)


def rejoined(inked: Sequence[Glyph]) -> str | None:
    """Words from letters that stand apart, by the wider gaps between words.

    ``None`` where too few letters stand there or no words of Vietnamese come out.
    """
    boxes = [glyph.box for glyph in inked if glyph.box]
    if len(boxes) < _SPACED_LETTERS:
        return None
    gaps = [after[0] - before[2] for before, after in pairwise(boxes)]
    limit = statistics.median(gaps) * 1.5 + 1e-4
    text = inked[0].char + "".join(
        (" " if gap > limit else "") + glyph.char for gap, glyph in zip(gaps, inked[1:], strict=False)
    )
    return nfc(text) if valid_share(text) > 0.8 and lone_letters(text) < 0.3 else None
