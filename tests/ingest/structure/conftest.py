"""Documents from a few lines of text."""

from collections.abc import Callable

import pytest

from assistant.domain.document import Document
from ingest.reading import Line, ReadDocument
from ingest.structure import parse

Read = Callable[..., Document]


def _line(text: str) -> Line:
    level = len(text) - len(text.lstrip("#"))
    return Line(text.lstrip("# "), heading=level, table=text.startswith("|"))


@pytest.fixture
def read() -> Read:
    """Parse a text: one line a line, "#" for headings of the source, "|" for rows of tables."""

    def _read(text: str, *, name: str = "tep.txt", **meta: str) -> Document:
        found = tuple(_line(line.strip()) for line in text.strip().split("\n") if line.strip())
        return parse(ReadDocument(found, meta=meta), name=name)

    return _read
