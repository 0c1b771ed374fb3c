"""What the library gives back: values that stay valid when the session is closed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.document import Head, Provision, Relation


class EditionState(StrEnum):
    """An edition is built, then published at once; one is published at a time."""

    BUILDING = "building"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True)
class Edition:
    """A state of the library that queries see whole.

    ``embedder`` is the name and hash of the model that made its vectors
    (``static@1f3a9c04``), empty while building.
    """

    number: int
    state: EditionState
    embedder: str
    created_at: datetime
    published_at: datetime | None


@dataclass(frozen=True)
class Source:
    """Where words come from: a file or a snapshot of the codification.

    ``known_until``: the last day whose changes a snapshot knows of; ``None`` for a file.
    ``sha256`` is of the file's bytes. ``name`` is shown to people, without folders.
    """

    name: str
    sha256: str
    media_type: str
    size: int
    path: str = ""
    known_until: date | None = None
    kind: str = "file"


@dataclass(frozen=True)
class PageRecord:
    """A page of a source: its size in points and how its text was got (text, ocr, none)."""

    number: int
    width: float
    height: float
    origin: str
    note: str = ""


@dataclass(frozen=True)
class StoredProvision:
    """A provision with its document and its headings, as retrieval and answers need it.

    ``id`` is unique for ever: changed words get a new id. ``headings`` runs from the
    largest unit ("Chương II. ...") down. ``known_until`` is the snapshot's, if any.
    ``listed`` is false where a newer snapshot of the codification no longer has it.
    """

    id: int
    provision: Provision
    document: Head
    document_id: int
    headings: tuple[str, ...] = ()
    known_until: date | None = None
    listed: bool = True


@dataclass(frozen=True)
class DocumentRecord:
    """A document in the list: head, size, source."""

    id: int
    head: Head
    provisions: int
    source: Source
    pages: tuple[PageRecord, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    relations: tuple[Relation, ...] = field(default=())
