"""Questions to the library. Every one names the edition and the access it asks with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from assistant.domain.amendment import Instruction
from assistant.domain.document import Access, DocumentKind, Head, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import UNKNOWN_LIFE, Phase, Timeline, of_phases
from assistant.domain.words import fold
from assistant.library.order import in_reading_order
from assistant.library.queries import (
    ADDED,
    EDITION,
    HEADS,
    IDS,
    LISTED,
    LIVES_BY_ID,
    LIVES_OF_DOCUMENTS,
    MAY_SEE,
    OUTLINE,
    RELATIONS,
    SOURCE_COLUMNS,
    STORED_BY_ID,
    STORED_BY_TAIL,
    WORDINGS,
    asking,
    with_document,
)
from assistant.library.records import (
    COMPUTED,
    Coverage,
    DocumentRecord,
    PageRecord,
    Source,
    StoredProvision,
    Worded,
)
from assistant.library.rows import (
    Columns,
    head_of,
    headings_of,
    instruction_of,
    number,
    phase_of,
    provision_of,
    relation_of,
    tail_of,
)
from assistant.library.store import Store, scalar
from assistant.library.tables import (
    documents,
    instructions,
    live,
    pages,
    provisions,
    relations,
    seen,
    sources,
    warnings,
)

_CHUNK = 5_000
_HEADS_KEPT = 20_000


_Known = tuple[Head, date | None]
"""A document's head and the last day its source knows of."""


class Reader:
    """Reads values from the store. Heads are kept: their rows never change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._heads: dict[int, _Known] = {}
        self._ordering: dict[int, frozenset[str]] = {}

    # --- provisions

    def provisions(self, ids: Sequence[int], edition: int, access: Access) -> list[StoredProvision]:
        """The provisions of ``ids`` in their order; what the asker may not see is left out."""
        found: dict[int, StoredProvision] = {}
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            rows = self._load(STORED_BY_ID, asking(edition, access, ids=chunk))
            found.update((stored.id, stored) for stored in rows)
        return [found[i] for i in ids if i in found]

    def provision(
        self, path: ProvisionPath, edition: int, access: Access, day: date | None
    ) -> StoredProvision | None:
        """The stored unit at ``path``, or the nearest above it inside the document, in the
        wording of ``day``; without a day as its source has it.
        """
        wanted = asking(edition, access, key=path.document.key, tails=_tails(path))
        found = self._load(STORED_BY_TAIL, wanted)
        depth = max((len(stored.provision.path.segments) for stored in found), default=0)
        return _worded([one for one in found if len(one.provision.path.segments) == depth], day)

    def wordings(self, path: ProvisionPath, edition: int, access: Access) -> list[StoredProvision]:
        """Every wording of the unit stored at exactly ``path``, by id."""
        return self._load(
            STORED_BY_TAIL, asking(edition, access, key=path.document.key, tails=[tail_of(path)])
        )

    def outline(
        self, document: DocumentNumber, edition: int, access: Access, day: date | None
    ) -> list[StoredProvision]:
        """Every stored unit of a document in reading order, each in one wording."""
        found = self._load(OUTLINE, asking(edition, access, key=document.key), order=in_reading_order)
        return [one for group in _by_path(found) if (one := _worded(group, day)) is not None]

    def worded(self, edition: int, access: Access) -> list[Worded]:
        """The provisions that have several wordings, with their lives."""
        asked = asking(edition, access)
        groups: dict[tuple[str, str], list[int]] = {}
        with self._store.reading() as connection:
            found = connection.execute(WORDINGS, asked).all()
            for row in sorted(found, key=lambda row: _newest_first(row.variant)):
                groups.setdefault((row.number_key, row.tail), []).append(row.id)
            first = [ids[0] for ids in groups.values()]
            lives = self._lives(connection, LIVES_BY_ID, asked, first)
        return [Worded(tuple(ids), lives.get(place, UNKNOWN_LIFE)) for place, ids in groups.items()]

    def added(self, edition: int, after_id: int, limit: int) -> list[StoredProvision]:
        """Rankable rows that this edition brings, public and internal, by id."""
        return self._load(ADDED, asking(edition, Access.INTERNAL, after=after_id, limit=limit))

    def added_count(self, edition: int) -> int:
        """How many rows ``added`` gives in all."""
        query = select(func.count()).where(
            provisions.c.edition_from == edition, provisions.c.rankable, live(provisions)
        )
        with self._store.reading() as connection:
            return int(scalar(connection, query))

    def ids(self, edition: int, access: Access) -> Iterator[int]:
        """Ids of the rankable rows that the asker can find, ascending."""
        wanted = asking(edition, access, after=0, limit=2 * _CHUNK)
        while True:
            with self._store.reading() as connection:
                batch = connection.execute(IDS, wanted).scalars().all()
            if not batch:
                return
            yield from batch
            wanted["after"] = batch[-1]

    def _load(
        self,
        query: Select[Any],
        wanted: dict[str, object],
        order: Callable[[Sequence[Columns]], Sequence[Columns]] = list,
    ) -> list[StoredProvision]:
        with self._store.reading() as connection:
            rows: Sequence[Columns] = connection.execute(query, wanted).mappings().all()
            heads = self._heads_of(connection, {row["document_id"] for row in rows})
            lives = self._lives(connection, LIVES_BY_ID, wanted, [row["id"] for row in rows])
        return [_value(row, *heads[row["document_id"]], lives) for row in order(rows)]

    def _lives(
        self, connection: Connection, query: Select[Any], asked: dict[str, object], ids: Sequence[int]
    ) -> "_Lives":
        """The lives of provisions, and under empty tails of their documents."""
        phases: dict[tuple[str, str], list[Phase]] = {}
        for start in range(0, len(ids), _CHUNK):
            part = {"ids": ids[start : start + _CHUNK]}
            for row in connection.execute(query, asked | part).mappings():
                phases.setdefault((row["number_key"], row["tail"]), []).append(phase_of(row))
        return {place: of_phases(found) for place, found in phases.items()}

    def _heads_of(self, connection: Connection, ids: set[int]) -> dict[int, _Known]:
        kept = self._heads
        heads = {i: kept[i] for i in ids if i in kept}
        wanted = list(ids - heads.keys())
        for start in range(0, len(wanted), _CHUNK):
            chunk = {"ids": wanted[start : start + _CHUNK]}
            rows = connection.execute(HEADS, chunk).mappings()
            heads |= {row["id"]: (head_of(row), row["known_until"]) for row in rows}
        if wanted:
            self._heads = {**kept, **heads} if len(kept) < _HEADS_KEPT else heads
        return heads

    # --- documents

    def document(self, wanted: DocumentNumber, edition: int, access: Access) -> DocumentRecord | None:
        """A document with its pages, warnings and relations."""
        query = LISTED.where(documents.c.number_key == bindparam("key"))
        asked = asking(edition, access, key=wanted.key)
        with self._store.reading() as connection:
            row = connection.execute(query, asked).mappings().first()
            if row is None:
                return None
            return replace(
                _record(row, self._lives_of_documents(connection, asked, [wanted.key])),
                pages=tuple(_pages(connection, row["id"])),
                warnings=_warnings(connection, row["id"]),
                relations=_relations_of(connection, asked),
            )

    def documents(
        self, edition: int, access: Access, text: str, kind: DocumentKind | None, offset: int, limit: int
    ) -> tuple[list[DocumentRecord], int]:
        """One page of the list, and how many there are. ``text``: words in any order, with or
        without diacritics, in the number, kind, title or issuer.
        """
        asked = asking(edition, access)
        filters = [documents.c.search.contains(word, autoescape=True) for word in fold(text).split()]
        if kind is not None:
            filters.append(documents.c.kind == kind.value)
        query = LISTED.where(*filters).order_by(documents.c.number_key).offset(offset).limit(limit)
        size = select(func.count()).select_from(documents).where(MAY_SEE, *filters)
        with self._store.reading() as connection:
            total = connection.execute(size, asked).scalar_one()
            rows = connection.execute(query, asked).mappings().all()
            lives = self._lives_of_documents(connection, asked, [row["number_key"] for row in rows])
        return [_record(row, lives) for row in rows], total

    def _lives_of_documents(
        self, connection: Connection, asked: dict[str, object], keys: Sequence[str]
    ) -> "_Lives":
        phases: dict[tuple[str, str], list[Phase]] = {}
        for row in connection.execute(LIVES_OF_DOCUMENTS, asked | {"keys": list(keys)}).mappings():
            phases.setdefault((row["number_key"], ""), []).append(phase_of(row))
        return {place: of_phases(found) for place, found in phases.items()}

    def numbers(self, edition: int, access: Access) -> list[DocumentNumber]:
        """Every document's number."""
        query = select(documents.c.number).where(MAY_SEE).order_by(documents.c.id)
        with self._store.reading() as connection:
            return [number(text) for text in connection.execute(query, asking(edition, access)).scalars()]

    def ordering(self, edition: int) -> frozenset[str]:
        """The keys of documents that give orders on others, kept for an edition."""
        if edition not in self._ordering:
            query = select(instructions.c.number_key).where(seen(instructions, edition)).distinct()
            with self._store.reading() as connection:
                self._ordering = {edition: frozenset(connection.execute(query).scalars())}
        return self._ordering.get(edition, frozenset())

    def orders_in(self, article: ProvisionPath, edition: int, access: Access) -> list[Instruction]:
        """The orders that an article gives, in its order."""
        query = (
            select(instructions)
            .join(documents, with_document(instructions))
            .where(seen(instructions, EDITION), instructions.c.number_key == article.document.key)
            .order_by(instructions.c.position)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query, asking(edition, access)).mappings().all()
        return [one for one in map(instruction_of, rows) if one.source.article_path == article]

    def coverage(self, edition: int, access: Access) -> Coverage:
        """The days that the documents of an edition cover."""
        first = select(func.min(documents.c.in_force_from)).where(MAY_SEE)
        last = select(func.max(sources.c.known_until)).where(sources.c.topics.is_not(None))
        with self._store.reading() as connection:
            return Coverage(
                connection.execute(first, asking(edition, access)).scalar(), connection.execute(last).scalar()
            )

    def source_file(self, document_id: int, access: Access) -> Source | None:
        """The source that a document of any edition was read from."""
        query = select(documents.c.access, *SOURCE_COLUMNS).join(sources)
        with self._store.reading() as connection:
            row = connection.execute(query.where(documents.c.id == document_id)).mappings().first()
        hidden = row is None or (row["access"] != Access.PUBLIC and access is not Access.INTERNAL)
        return None if row is None or hidden else source_of(row)

    def relations(
        self,
        side: str,
        place: ProvisionPath | DocumentNumber,
        edition: int,
        access: Access,
        kind: RelationKind | None,
    ) -> list[Relation]:
        """Relations whose ``side`` ("source" or "target") is the document, or touches the
        provision: at it, inside it, or a unit around it. ``kind``: of that alone.
        """
        key, tail = relations.c[f"{side}_key"], relations.c[f"{side}_tail"]
        query = RELATIONS.order_by(relations.c.effective_on.nulls_last(), relations.c.id)
        if kind is not None:
            query = query.where(relations.c.kind == kind.value)
        if isinstance(place, DocumentNumber) or not tail_of(place):
            document = place if isinstance(place, DocumentNumber) else place.document
            query = query.where(key == document.key)
        else:
            inside = tail.startswith(tail_of(place) + ".", autoescape=True)
            query = query.where(key == place.document.key, or_(tail.in_(_tails(place)), inside))
        with self._store.reading() as connection:
            return [relation_of(row) for row in connection.execute(query, asking(edition, access)).mappings()]


_Lives = dict[tuple[str, str], Timeline]
"""Lives by the number's key and the tail of the path."""


def _value(row: Columns, head: Head, known_until: date | None, lives: _Lives) -> StoredProvision:
    provision = provision_of(row, row["number"])
    key, variant = row["number_key"], row["variant"]
    whole = lives.get((key, ""), UNKNOWN_LIFE)
    if row["missing_in"] is not None:
        gone = f"Không còn trong bản pháp điển {row['missing_in']}."
        provision.__dict__["note"] = "\n".join(filter(None, (row["note"], gone)))
    return StoredProvision(
        id=row["id"],
        provision=provision,
        document=_ending(head, whole),
        document_id=row["document_id"],
        headings=headings_of(row["headings"]),
        known_until=_known(row, known_until),
        listed=row["missing_in"] is None,
        timeline=lives.get((key, row["tail"]), UNKNOWN_LIFE) if row["rankable"] else whole,
        variant=variant,
        words=row["words"],
    )


def _known(row: Columns, of_source: date | None) -> date | None:
    """The last day that a snapshot vouches for the words; an older wording's is its variant."""
    variant = row["variant"]
    if variant:
        return None if variant.startswith(COMPUTED) else date.fromisoformat(variant)
    return of_source if row["standing_id"] is None else row["last_known"]


def _ending(head: Head, life: Timeline) -> Head:
    return head if life.ends_on in (None, head.expires_on) else replace(head, expires_on=life.ends_on)


def _worded(wordings: Sequence[StoredProvision], day: date | None) -> StoredProvision | None:
    """The one of several wordings of a unit to show on ``day``; without a day the source's own,
    or the newest where there is none (an article that only an amending order brought).
    """
    if not wordings:
        return None
    wanted = wordings[0].timeline.wording_near(day) if day is not None else None
    by_id = {one.id: one for one in wordings}
    if wanted in by_id:
        return by_id[wanted]
    return min(wordings, key=lambda one: _newest_first(one.variant))


def _newest_first(variant: str) -> tuple[int, int]:
    """The words of the source, then older ones, then computed ones; each by day, newest first."""
    computed = variant.startswith(COMPUTED)
    day = date.fromisoformat(variant.removeprefix(COMPUTED)).toordinal() if variant else 0
    return (2 if computed else 1 if variant else 0, -day)


def _by_path(found: Sequence[StoredProvision]) -> Iterable[list[StoredProvision]]:
    groups: dict[ProvisionPath, list[StoredProvision]] = {}
    for stored in found:
        groups.setdefault(stored.provision.path, []).append(stored)
    return groups.values()


def _tails(path: ProvisionPath) -> list[str]:
    """The tail of ``path`` and of each unit around it, the document itself left out."""
    segments = path.segments
    around = [replace(path, segments=segments[:n]) for n in range(len(segments), -1, -1)]
    return [tail for tail in map(tail_of, around) if tail]


def source_of(row: Columns) -> Source:
    """The source in a row whose columns begin with ``source_``."""
    names = ("name", "sha256", "media_type", "size", "path", "known_until", "kind")
    return Source(**{name: row[f"source_{name}"] for name in names})


def _record(row: Columns, lives: _Lives) -> DocumentRecord:
    life = lives.get((row["number_key"], ""), UNKNOWN_LIFE)
    return DocumentRecord(row["id"], _ending(head_of(row), life), row["size"], source_of(row), timeline=life)


def _pages(connection: Connection, document_id: int) -> Iterator[PageRecord]:
    query = select(pages).where(pages.c.document_id == document_id).order_by(pages.c.number)
    for row in connection.execute(query):
        yield PageRecord(row.number, row.width, row.height, row.origin, row.note)


def _warnings(connection: Connection, document_id: int) -> tuple[str, ...]:
    query = select(warnings.c.text).where(warnings.c.document_id == document_id)
    return tuple(connection.execute(query.order_by(warnings.c.position)).scalars())


def _relations_of(connection: Connection, asked: dict[str, object]) -> tuple[Relation, ...]:
    query = RELATIONS.where(relations.c.number_key == bindparam("key"))
    rows = connection.execute(query.order_by(relations.c.position, relations.c.id), asked).mappings()
    return tuple(relation_of(row) for row in rows)
