"""What a reader makes of a file: lines in reading order, each with its place on a page.

Readers know formats, not regulations; the grammar (``ingest.structure``) knows regulations,
not formats. These values are all that passes between the two, and all that crosses from the
guarded process a file is read in. Nothing here imports a library of a format.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.document import LineSpan

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the page (0 to 1, origin at the top left)."""


class Origin(StrEnum):
    """How the words of a page were got."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


@dataclass(frozen=True)
class Line:
    """One paragraph (or heading line, or table row) in reading order.

    ``text`` is NFC, without line breaks and without blanks at its ends. Lines of a PDF that
    wrapped are joined; ``spans`` keeps each printed line's place, with offsets into ``text``.
    ``page`` is where the paragraph starts (from 1; ``None`` where the format has no pages)
    and ``box`` spans its lines on that page. ``heading`` is the level that Markdown, HTML or
    a Word style gives (1 to 6; 0: none). A row of a table is ``| a | b |`` with ``table`` set.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    heading: int = 0
    centered: bool = False
    bold: bool = False
    table: bool = False
    spans: tuple[LineSpan, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of the source: size in points, how its words were got, what is wrong with it."""

    number: int
    width: float
    height: float
    origin: Origin = Origin.TEXT
    note: str = ""


@dataclass(frozen=True)
class ReadDocument:
    """All that a reader got out of one file.

    ``meta`` holds what the file says of itself (``title``, ``author``, ``created``, and the
    front matter of Markdown with its own keys); it is a claim, not the truth. ``warnings``
    are Vietnamese sentences for the clerk.
    """

    lines: tuple[Line, ...]
    pages: tuple[Page, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    media_type: str = "text/plain"
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines, one a line."""
        return "\n".join(line.text for line in self.lines)
