"""A document that was read, as JSON between processes.

JSON and not pickle: the process that reads strangers' files is the one most likely to be turned
against us, and what it sends must not be able to run anything here.
"""

from typing import Any

import orjson

from assistant.domain.document import LineSpan
from ingest.reading import Line, Origin, Page, ReadDocument


def dump(document: ReadDocument) -> bytes:
    """Serialise; the dataclasses are written field by field."""
    return orjson.dumps(document)


def load(data: bytes) -> ReadDocument:
    """Build the document again; raises ``ValueError``, ``KeyError`` or ``TypeError`` on nonsense."""
    raw = orjson.loads(data)
    return ReadDocument(
        lines=tuple(map(_line, raw["lines"])),
        pages=tuple(Page(**(page | {"origin": Origin(page["origin"])})) for page in raw["pages"]),
        meta={str(key): str(value) for key, value in raw["meta"].items()},
        media_type=str(raw["media_type"]),
        warnings=tuple(map(str, raw["warnings"])),
    )


def _line(raw: dict[str, Any]) -> Line:
    spans = tuple(LineSpan(**(span | {"box": tuple(span["box"])})) for span in raw["spans"])
    box = tuple(raw["box"]) if raw["box"] else None
    return Line(**(raw | {"spans": spans, "box": box}))
