"""From lines to the text of a provision, with each printed line's place on its page."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.document import LineSpan
from ingest.reading import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a line from ``start`` on: a heading's line gives its tail to the text."""

    line: Line
    start: int = 0


def passage(pieces: Iterable[Piece]) -> tuple[str, tuple[LineSpan, ...]]:
    """Join pieces with line breaks; move their spans to offsets of the joined text.

    Lines without a letter or a digit (rules, ornaments) are left out.
    """
    texts: list[str] = []
    spans: list[LineSpan] = []
    offset = 0
    for piece in pieces:
        text = piece.line.text[piece.start :]
        if not any(map(str.isalnum, text)):
            continue
        texts.append(text)
        spans += [_moved(span, piece.start, offset) for span in piece.line.spans if span.end > piece.start]
        offset += len(text) + 1
    return "\n".join(texts), tuple(spans)


def _moved(span: LineSpan, cut: int, offset: int) -> LineSpan:
    start = max(span.start, cut) - cut + offset
    return LineSpan(start, span.end - cut + offset, span.page, span.box)
