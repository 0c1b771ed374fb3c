"""What the library gives back: values that stay valid when the session is closed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.document import Access, Head, Provision, Relation
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import UNKNOWN_LIFE, Timeline
from assistant.domain.validity import Status

COMPUTED = "@"
"""What the variant of a computed wording begins with; the day from which it holds follows."""


class EditionState(StrEnum):
    """An edition is built, then published at once; one is published at a time."""

    BUILDING = "building"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True)
class Edition:
    """A state of the library that queries see whole.

    ``embedder`` is the name and hash of the model that makes its vectors
    (``static@1f3a9c04``), empty while building. ``kept``: models from which the library moved
    away and whose vectors are there still, for servers that were not yet started anew; they
    have no vectors of what was added since.
    """

    number: int
    state: EditionState
    embedder: str
    created_at: datetime
    published_at: datetime | None
    kept: tuple[str, ...] = ()

    def serves(self, embedder: str) -> bool:
        """Whether questions can be asked with this model."""
        return not self.embedder or embedder in (self.embedder, *self.kept)


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
    """A provision in one wording, with its document and its headings.

    ``id`` is unique for ever: changed words get a new id. ``headings`` runs from the
    largest unit ("Chương II. ...") down. ``known_until`` is the snapshot's, if any.
    ``listed`` is false where a newer snapshot of the codification no longer has it.
    ``timeline`` is the provision's whole life, in all its wordings; of a heading the document's.
    ``variant``: empty for the words of the source; see ``tables.provisions``. ``words``: a hash
    of the words, without spaces, punctuation and case.
    """

    id: int
    provision: Provision
    document: Head
    document_id: int
    headings: tuple[str, ...] = ()
    known_until: date | None = None
    listed: bool = True
    timeline: Timeline = UNKNOWN_LIFE
    variant: str = ""
    words: str = ""

    @property
    def computed(self) -> bool:
        """Whether the words were put together from earlier ones and orders that amend them."""
        return self.variant.startswith(COMPUTED)

    @property
    def in_force_from(self) -> date | None:
        """The first day in force, where it is known."""
        return self.timeline.in_force_from or self.provision.in_force_from or self.document.in_force_from

    @property
    def expires_on(self) -> date | None:
        """The first day from which it is out of force, where one is known."""
        return self.timeline.ends_on

    def status_on(self, day: date) -> Status:
        """Status on ``day``."""
        return self.timeline.on(day).status

    def words_stand_on(self, day: date) -> bool:
        """Whether these are known to be the words of ``day``."""
        return self.timeline.on(day).wording == self.id


@dataclass(frozen=True)
class Worded:
    """A provision with several wordings: their ids, the words of its source first, and its life,
    which says when each holds.
    """

    ids: tuple[int, ...]
    timeline: Timeline


@dataclass(frozen=True)
class Coverage:
    """The days that a library can speak of: from the first day on which anything in it is in
    force, to the last day whose changes its snapshots of the codification know
    (``None``: it has none, or no day is known).
    """

    first: date | None
    known_until: date | None


@dataclass(frozen=True)
class CitedText:
    """Words at ``start:end`` of a provision that name another text of the library.

    ``title`` is the article's heading, or the document's title where the whole is named.
    """

    start: int
    end: int
    path: ProvisionPath
    title: str


@dataclass(frozen=True)
class DocumentRecord:
    """A document in the list: head, size, source, and its life."""

    id: int
    head: Head
    provisions: int
    source: Source
    pages: tuple[PageRecord, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    relations: tuple[Relation, ...] = field(default=())
    timeline: Timeline = UNKNOWN_LIFE

    def status_on(self, day: date) -> Status:
        """The document's status on ``day``."""
        return self.timeline.on(day).status


@dataclass(frozen=True)
class SourceRecord:
    """A source that the library holds, and the numbers of the live documents read from it.

    ``access`` is the documents' own; ``None`` where none is left. Of a snapshot, ``documents``
    is empty: it has thousands.
    """

    id: int
    source: Source
    documents: tuple[str, ...] = ()
    access: Access | None = None


class PutState(StrEnum):
    """What became of a document that was put into the library."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class PutResult:
    """``other`` names the source that the number belongs to where the state is a conflict."""

    state: PutState
    document_id: int | None
    other: str = ""


@dataclass(frozen=True)
class SnapshotResult:
    """What a snapshot of the codification did to the library.

    ``documents`` were seen; ``added``, ``changed``, ``unchanged`` count articles (what is found
    by itself; headings are not counted); ``older`` ones were skipped because the library knows
    later words; ``unlisted`` ones stand in the library and no longer in the snapshot; ``kept``
    provisions belong to a document that was read from a file. ``warnings`` are sentences for the clerk.
    """

    documents: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0
    unlisted: int = 0
    kept: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name."""
        names = ("documents", "added", "changed", "unchanged", "older", "unlisted", "kept")
        return {name: getattr(self, name) for name in names}
