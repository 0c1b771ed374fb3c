"""The door to the system of record."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.domain.amendment import Instruction
from assistant.domain.document import Access, Document, DocumentKind, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.library import consolidated, defined, labelling, publishing, schema, snapshots, writing
from assistant.library.consolidated import Application, Computed, LiveOrder
from assistant.library.defined import Defined
from assistant.library.happenings import Happening, happenings
from assistant.library.overrides import OverrideRow, overrides_of, put_overrides
from assistant.library.reading import Reader
from assistant.library.records import (
    Coverage,
    DocumentRecord,
    Edition,
    EditionState,
    PageRecord,
    PutResult,
    SnapshotResult,
    Source,
    SourceRecord,
    StoredProvision,
    Worded,
)
from assistant.library.store import Store


class Library:
    """Documents and provisions in editions.

    Reading is safe from any number of threads and processes beside one writer (the callers'
    write lock sees to that). ``access``: ``INTERNAL`` sees public texts and internal ones,
    ``PUBLIC`` never sees internal ones.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reader = Reader(store)

    @classmethod
    def open(cls, url: str) -> "Library":
        """Open the library at a SQLAlchemy URL; create or upgrade its tables where needed."""
        store = Store(url)
        try:
            schema.ensure(store)
        except BaseException:
            store.close()
            raise
        return cls(store)

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    # --- editions

    def edition(self) -> Edition | None:
        """The published edition; ``None`` in a library that has none yet."""
        return publishing.current(self._store, EditionState.PUBLISHED)

    def building(self) -> Edition | None:
        """The edition that a run is building, or that a killed run left behind."""
        return publishing.current(self._store, EditionState.BUILDING)

    def begin(self) -> Edition:
        """The edition to write into: resumed where one is being built, else a new one."""
        return publishing.begin(self._store)

    def has_changes(self, edition: int) -> bool:
        """Whether anything was written into the building edition."""
        return publishing.has_changes(self._store, edition)

    def publish(self, edition: int, embedder: str, kept: Sequence[str] = ()) -> None:
        """Let every query from now on see ``edition``, with vectors of ``embedder`` and those
        of other models that are ``kept``.
        """
        publishing.publish(self._store, edition, embedder, kept)

    def forget_kept(self) -> None:
        """Let the published edition be asked with its own model alone."""
        publishing.forget_kept(self._store)

    def retired_ids(self) -> list[int]:
        """Provisions that indexes may still hold and no query sees; gone after ``vacuum``."""
        return publishing.retired_ids(self._store)

    def vacuum(self) -> None:
        """Delete what the published edition no longer sees."""
        publishing.vacuum(self._store)

    def counts(self, edition: int) -> dict[str, int]:
        """How many documents, provisions, articles, relations and sources."""
        return publishing.counts(self._store, edition)

    # --- writing

    def put_document(
        self,
        document: Document,
        source: Source,
        *,
        edition: int,
        pages: Sequence[PageRecord] = (),
        replace: bool = False,
    ) -> PutResult:
        """Add or replace a document read from a file, in one transaction."""
        return writing.put_document(self._store, document, source, edition, pages, replace)

    def put_snapshot(self, documents: Iterable[Document], source: Source, *, edition: int) -> SnapshotResult:
        """Merge a snapshot of the codification, article by article."""
        return snapshots.put_snapshot(self._store, documents, source, edition)

    def remove_document(self, number: DocumentNumber, *, edition: int) -> bool:
        """Take a document out; ``False`` where there is none of that number."""
        return writing.remove_document(self._store, number, edition)

    # --- the clerk's table

    def put_overrides(self, rows: Iterable[OverrideRow], *, edition: int) -> tuple[int, int]:
        """Let the clerk's table be ``rows``; return how many rows came and how many went."""
        return put_overrides(self._store, rows, edition)

    def overrides(self, *, edition: int, access: Access = Access.PUBLIC) -> Sequence[OverrideRow]:
        """The clerk's table as an asker may see it."""
        return overrides_of(self._store, edition, access)

    # --- computed wordings

    def due_for_consolidation(self, edition: int) -> list[tuple[DocumentNumber, Access]]:
        """The documents whose computed wordings ``edition`` may change."""
        return consolidated.due(self._store, edition)

    def orders_on(self, number: DocumentNumber, *, access: Access = Access.PUBLIC) -> list[LiveOrder]:
        """The live instructions on a document, in the order in which they take effect."""
        return consolidated.orders_on(self._store, number, access)

    def put_consolidated(
        self,
        number: DocumentNumber,
        computed: Sequence[Computed],
        results: Sequence[Application],
        *,
        edition: int,
    ) -> None:
        """Let the computed wordings of a document be these."""
        consolidated.put_consolidated(self._store, number, computed, results, edition)

    # --- sources

    def source_seen(self, sha256: str, path: str = "") -> SourceRecord | None:
        """The source with these bytes whose documents are live, if any."""
        return writing.source_seen(self._store, sha256, path)

    def source_hashes(self) -> set[str]:
        """The sources whose copies must be kept."""
        return writing.source_hashes(self._store)

    def source_file(self, document_id: int, *, access: Access = Access.PUBLIC) -> Source | None:
        """The source of a document; its bytes are kept under its ``sha256``."""
        return self._reader.source_file(document_id, access)

    # --- for the indexes

    def added(self, edition: int, after_id: int = 0, limit: int = 2_000) -> list[StoredProvision]:
        """Rankable provisions that ``edition`` brings, by id, public and internal."""
        return self._reader.added(edition, after_id, limit)

    def added_count(self, edition: int) -> int:
        """How many provisions ``added`` gives in all."""
        return self._reader.added_count(edition)

    def live_ids(self, edition: int, access: Access) -> Iterator[int]:
        """Ids of the rankable provisions that an asker with ``access`` sees, ascending."""
        return self._reader.ids(edition, access)

    # --- reading

    def provisions(
        self, ids: Sequence[int], *, edition: int, access: Access = Access.PUBLIC
    ) -> list[StoredProvision]:
        """The provisions of ``ids`` in that order; those the asker does not see are left out."""
        return self._reader.provisions(ids, edition, access)

    def provision(
        self, path: ProvisionPath, *, edition: int, access: Access = Access.PUBLIC, day: date | None = None
    ) -> StoredProvision | None:
        """The provision at ``path``; of a clause or point, the article it stands in. In the
        words of ``day`` or those nearest to them; without a day in those of its source.
        """
        return self._reader.provision(path, edition, access, day)

    def wordings(
        self, path: ProvisionPath, *, edition: int, access: Access = Access.PUBLIC
    ) -> list[StoredProvision]:
        """Every wording of the provision stored at exactly ``path``."""
        return self._reader.wordings(path, edition, access)

    def worded(self, *, edition: int, access: Access = Access.PUBLIC) -> list[Worded]:
        """The provisions that have several wordings."""
        return self._reader.worded(edition, access)

    def labels(
        self, ids: Sequence[int], *, edition: int, access: Access = Access.PUBLIC
    ) -> dict[int, labelling.Label]:
        """What stands above provisions: headings and titles, without their texts."""
        return labelling.labels(self._store, ids, edition, access)

    def definition_keys(self, *, edition: int, access: Access = Access.PUBLIC) -> Sequence[defined.Key]:
        """The keys of every word that a provision defines, to look words up by."""
        return defined.keys(self._store, edition, access)

    def definitions(
        self,
        ids: Sequence[int],
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        document: DocumentNumber | None = None,
    ) -> list[Defined]:
        """The definitions of ``ids``, by id; those of one document where it is given."""
        return defined.by_ids(self._store, ids, edition, access, document)

    def happenings(
        self,
        since: date,
        until: date | None = None,
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        text: str = "",
    ) -> list[Happening]:
        """What came into force, changed or ended from ``since`` to ``until``."""
        return happenings(self._store, since, until, edition, access, text)

    def gives_orders(self, number: DocumentNumber, *, edition: int) -> bool:
        """Whether a document orders changes of others."""
        return number.key in self._reader.ordering(edition)

    def orders_in(
        self, article: ProvisionPath, *, edition: int, access: Access = Access.PUBLIC
    ) -> list[Instruction]:
        """The orders that an article of an amending document gives."""
        return self._reader.orders_in(article, edition, access)

    def coverage(self, *, edition: int, access: Access = Access.PUBLIC) -> Coverage:
        """The days that the library can speak of."""
        return self._reader.coverage(edition, access)

    def outline(
        self,
        number: DocumentNumber,
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        day: date | None = None,
    ) -> list[StoredProvision]:
        """All stored provisions of a document in reading order, in the words of ``day``."""
        return self._reader.outline(number, edition, access, day)

    def document(
        self, number: DocumentNumber, *, edition: int, access: Access = Access.PUBLIC
    ) -> DocumentRecord | None:
        """A document with its pages, warnings and relations."""
        return self._reader.document(number, edition, access)

    def documents(
        self,
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        text: str = "",
        kind: DocumentKind | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[DocumentRecord], int]:
        """A page of the list of documents, and the size of the whole list."""
        return self._reader.documents(edition, access, text, kind, offset, limit)

    def numbers(self, edition: int, access: Access = Access.PUBLIC) -> list[DocumentNumber]:
        """The numbers of all documents."""
        return self._reader.numbers(edition, access)

    def relations_to(
        self,
        place: ProvisionPath | DocumentNumber,
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        kind: RelationKind | None = None,
    ) -> list[Relation]:
        """What bears on a document, or on a provision, its parts and what it is a part of."""
        return self._reader.relations("target", place, edition, access, kind)

    def relations_from(
        self,
        place: ProvisionPath | DocumentNumber,
        *,
        edition: int,
        access: Access = Access.PUBLIC,
        kind: RelationKind | None = None,
    ) -> list[Relation]:
        """What a document, or a provision, bears on."""
        return self._reader.relations("source", place, edition, access, kind)
