"""A page of a PDF as a picture, with the cited lines marked.

pypdfium2 draws and Pillow marks; both are imported when the first picture is asked for.
PDFium is not safe in several threads, so one lock guards it.
"""

import hashlib
import io
import math
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.errors import NoPicture
from assistant.library.records import DocumentRecord, StoredProvision

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]

PDF = "application/pdf"
_MAX_PIXELS = 8_000_000
_KEPT_PICTURES = 32
_MARK = (255, 232, 140)
_EDGE = (214, 140, 0)
_PADDING = 0.003

_pdfium = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """What to draw: a page of a file by its hash, how wide, and where to mark."""

    file: Path
    sha256: str
    page: int
    width: int
    boxes: tuple[Box, ...]

    @property
    def etag(self) -> str:
        """Equal for equal pictures: the source is named by its hash, never by its path."""
        what = repr((self.sha256, self.page, self.width, self.boxes))
        return hashlib.sha256(what.encode()).hexdigest()[:32]


class PictureCache:
    """The last pictures drawn, a small number of them."""

    def __init__(self, size: int = _KEPT_PICTURES) -> None:
        self._size = size
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def png(self, picture: Picture) -> bytes:
        """The picture as PNG, drawn unless it is kept. Blocks."""
        key = picture.etag
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = draw(picture)
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return drawn


def pages_of(stored: StoredProvision, record: DocumentRecord, start: int, end: int) -> list[int]:
    """The pages of the PDF on which a stretch of the provision stands."""
    if record.source.media_type != PDF:
        return []
    return sorted({line.page for line in stored.provision.lines if line.start < end and line.end > start})


def boxes_on(stored: StoredProvision, page: int, start: int, end: int) -> tuple[Box, ...]:
    """Where the lines of a stretch of the provision stand on a page."""
    lines = stored.provision.lines
    return tuple(line.box for line in lines if line.page == page and line.start < end and line.end > start)


def draw(picture: Picture) -> bytes:
    """Draw a page and its marks; raises ``NoPicture``."""
    image = _marked(_render(picture), picture.boxes)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _render(picture: Picture) -> "Image":
    import pypdfium2

    with _pdfium:
        try:
            with pypdfium2.PdfDocument(picture.file) as pdf:
                if not 1 <= picture.page <= len(pdf):
                    raise no_page(picture.page)
                page = pdf[picture.page - 1]
                image: Image = page.render(scale=_scale(page.get_size(), picture.width)).to_pil()
                return image.convert("RGB")
        except (pypdfium2.PdfiumError, OSError):
            raise NoPicture("Trang này không vẽ được.", "Tệp nguồn có thể đã hỏng hoặc không còn.") from None


def _scale(size: tuple[float, float], width: int) -> float:
    """Points to pixels, so that a page of any size stays below the limit of pixels."""
    wide, high = max(size[0], 1.0), max(size[1], 1.0)
    return min(width / wide, math.sqrt(_MAX_PIXELS / (wide * high)))


def _marked(image: "Image", boxes: Sequence[Box]) -> "Image":
    """Colour the boxes as a marker pen does: the letters under it stay as dark as they were."""
    from PIL import Image, ImageChops, ImageDraw

    ink = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(ink)
    for box in boxes:
        left, top, right, bottom = _pixels(box, image.size)
        pen.rectangle((left, top, right, bottom), fill=_MARK)
        pen.rectangle((left - 4, top, left - 1, bottom), fill=_EDGE)
    return ImageChops.multiply(image, ink)


def _pixels(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A box of fractions in pixels, a little larger, never inside out."""
    wide, high = size
    left, right = sorted((box[0], box[2]))
    top, bottom = sorted((box[1], box[3]))
    return (
        (left - _PADDING) * wide,
        (top - _PADDING) * high,
        (right + _PADDING) * wide,
        (bottom + _PADDING) * high,
    )


def no_page(page: int) -> NoPicture:
    """The error of a page that is not in the document."""
    return NoPicture(f"Văn bản không có trang {page}.", "Xem số trang ở thông tin văn bản.")
