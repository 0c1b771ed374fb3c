"""Questions to the library. Every one names the edition and the access it asks with."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from assistant.domain.document import Access, DocumentKind, Head, Relation
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.words import fold
from assistant.library.records import DocumentRecord, PageRecord, Source, StoredProvision
from assistant.library.rows import Columns, head_of, number, provision_of, relation_of, tail_of
from assistant.library.store import Store, scalar
from assistant.library.tables import (
    documents,
    expiries,
    live,
    pages,
    provisions,
    relations,
    seen,
    sources,
    standings,
    warnings,
)

_CHUNK = 5_000
_PARTS = re.compile(r"\d+|\D+")
_HEADS_KEPT = 20_000
_BOTH = (Access.PUBLIC.value, Access.INTERNAL.value)


def allowed(access: Access) -> tuple[str, ...]:
    """What an asker with ``access`` may see: internal askers see public texts too."""
    return _BOTH if access is Access.INTERNAL else (Access.PUBLIC.value,)


def _may_see(access: Access) -> ColumnElement[bool]:
    return documents.c.access.in_(allowed(access))


def _end(tail: ColumnElement[str] | str, edition: int, access: Access, label: str) -> ColumnElement[date]:
    """The earliest end that other documents brought about, of a document or of an article."""
    ends: ScalarSelect[date] = (
        select(func.min(expiries.c.expires_on))
        .where(
            expiries.c.number_key == documents.c.number_key,
            expiries.c.tail == tail,
            expiries.c.access.in_(allowed(access)),
            seen(expiries, edition),
        )
        .correlate(documents, provisions)
        .scalar_subquery()
    )
    return ends.label(label)


def _stored(edition: int, access: Access) -> Select[Any]:
    """Provisions with their document, source and standing, one row each."""
    theirs = sources.alias("theirs")
    missing = sources.alias("missing")
    return (
        select(
            *provisions.c,
            documents.c.id.label("document_id"),
            documents.c.number,
            theirs.c.known_until,
            standings.c.id.label("standing_id"),
            standings.c.known_until.label("last_known"),
            missing.c.name.label("missing_in"),
            _end("", edition, access, "document_end"),
            _end(provisions.c.tail, edition, access, "provision_end"),
        )
        .select_from(provisions)
        .join(documents, and_(documents.c.number_key == provisions.c.number_key, seen(documents, edition)))
        .join(theirs, theirs.c.id == documents.c.source_id)
        .outerjoin(standings, and_(standings.c.provision_id == provisions.c.id, seen(standings, edition)))
        .outerjoin(missing, missing.c.id == standings.c.missing_in)
        .where(seen(provisions, edition), _may_see(access))
    )


def _earlier(known: date | None, other: date | None) -> date | None:
    return min(filter(None, (known, other)), default=None)


class Reader:
    """Reads values from the store. Heads are kept: their rows never change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._heads: dict[int, Head] = {}

    # --- provisions

    def provisions(self, ids: Sequence[int], edition: int, access: Access) -> list[StoredProvision]:
        """The provisions of ``ids`` in their order; what the asker may not see is left out."""
        found: dict[int, StoredProvision] = {}
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            rows = self._load(_stored(edition, access).where(provisions.c.id.in_(chunk)))
            found.update((stored.id, stored) for stored in rows)
        return [found[i] for i in ids if i in found]

    def provision(self, path: ProvisionPath, edition: int, access: Access) -> StoredProvision | None:
        """The stored unit at ``path``, or the nearest above it inside the document."""
        tails = _tails(path)
        query = _stored(edition, access).where(
            provisions.c.number_key == path.document.key, provisions.c.tail.in_(tails)
        )
        return max(self._load(query), key=lambda s: len(tail_of(s.provision.path)), default=None)

    def outline(self, document: DocumentNumber, edition: int, access: Access) -> list[StoredProvision]:
        """Every stored unit of a document in reading order."""
        query = _stored(edition, access).where(provisions.c.number_key == document.key)
        return self._load(query, order=_reading_order)

    def added(self, edition: int, after_id: int, limit: int) -> list[StoredProvision]:
        """Rankable rows that this edition brings, public and internal, by id."""
        query = _stored(edition, Access.INTERNAL).where(
            provisions.c.edition_from == edition, provisions.c.rankable, provisions.c.id > after_id
        )
        return self._load(query.order_by(provisions.c.id).limit(limit))

    def added_count(self, edition: int) -> int:
        """How many rows ``added`` gives in all."""
        query = select(func.count()).where(
            provisions.c.edition_from == edition, provisions.c.rankable, live(provisions)
        )
        with self._store.reading() as connection:
            return int(scalar(connection, query))

    def ids(self, edition: int, access: Access) -> Iterator[int]:
        """Ids of the rankable rows that the asker can find, ascending."""
        query = (
            select(provisions.c.id)
            .join(
                documents, and_(documents.c.number_key == provisions.c.number_key, seen(documents, edition))
            )
            .where(seen(provisions, edition), _may_see(access), provisions.c.rankable)
            .where(provisions.c.id > bindparam("after"))
            .order_by(provisions.c.id)
            .limit(_CHUNK * 2)
        )
        after = 0
        while True:
            with self._store.reading() as connection:
                batch = connection.execute(query, {"after": after}).scalars().all()
            if not batch:
                return
            yield from batch
            after = batch[-1]

    def _load(
        self, query: Select[Any], order: Callable[[Columns], Any] | None = None
    ) -> list[StoredProvision]:
        with self._store.reading() as connection:
            rows: Sequence[Columns] = connection.execute(query).mappings().all()
            heads = self._heads_of(connection, {row["document_id"] for row in rows})
        rows = sorted(rows, key=order) if order is not None else rows
        return [_value(row, heads[row["document_id"]]) for row in rows]

    def _heads_of(self, connection: Connection, ids: set[int]) -> dict[int, Head]:
        kept = self._heads
        heads = {i: kept[i] for i in ids if i in kept}
        wanted = list(ids - heads.keys())
        for start in range(0, len(wanted), _CHUNK):
            query = select(documents).where(documents.c.id.in_(wanted[start : start + _CHUNK]))
            heads |= {row["id"]: head_of(row) for row in connection.execute(query).mappings()}
        if wanted:
            self._heads = {**kept, **heads} if len(kept) < _HEADS_KEPT else heads
        return heads

    # --- documents

    def document(self, wanted: DocumentNumber, edition: int, access: Access) -> DocumentRecord | None:
        """A document with its pages, warnings and relations."""
        query = _listed(edition, access).where(documents.c.number_key == wanted.key)
        with self._store.reading() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            return replace(
                _record(row),
                pages=tuple(_pages(connection, row["id"])),
                warnings=_warnings(connection, row["id"]),
                relations=tuple(_relations_of(connection, wanted, edition)),
            )

    def documents(
        self, edition: int, access: Access, text: str, kind: DocumentKind | None, offset: int, limit: int
    ) -> tuple[list[DocumentRecord], int]:
        """One page of the list, and how many there are. ``text``: words in any order, with or
        without diacritics, in the number, kind, title or issuer.
        """
        wanted = [seen(documents, edition), _may_see(access)]
        wanted += [documents.c.search.contains(word, autoescape=True) for word in fold(text).split()]
        if kind is not None:
            wanted.append(documents.c.kind == kind.value)
        query = _listed(edition, access).where(*wanted).order_by(documents.c.number_key)
        with self._store.reading() as connection:
            total = int(scalar(connection, select(func.count()).select_from(documents).where(*wanted)))
            rows = connection.execute(query.offset(offset).limit(limit)).mappings().all()
        return [_record(row) for row in rows], total

    def numbers(self, edition: int, access: Access) -> list[DocumentNumber]:
        """Every document's number."""
        query = select(documents.c.number).where(seen(documents, edition), _may_see(access))
        with self._store.reading() as connection:
            return [number(text) for text in connection.execute(query.order_by(documents.c.id)).scalars()]

    def source_file(self, document_id: int, access: Access) -> Source | None:
        """The source that a document was read from."""
        query = (
            select(*_source_columns()).join(documents).where(documents.c.id == document_id, _may_see(access))
        )
        with self._store.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else source_of(row)

    def relations(
        self, side: str, place: ProvisionPath | DocumentNumber, edition: int, access: Access
    ) -> list[Relation]:
        """Relations whose ``side`` ("source" or "target") is the document, or touches the
        provision: at it, inside it, or a unit around it.
        """
        key, tail = relations.c[f"{side}_key"], relations.c[f"{side}_tail"]
        query = (
            select(relations)
            .join(documents, and_(documents.c.number_key == relations.c.number_key, seen(documents, edition)))
            .where(seen(relations, edition), _may_see(access))
            .order_by(relations.c.effective_on.nulls_last(), relations.c.id)
        )
        if isinstance(place, DocumentNumber) or not tail_of(place):
            document = place if isinstance(place, DocumentNumber) else place.document
            query = query.where(key == document.key)
        else:
            inside = tail.startswith(tail_of(place) + ".", autoescape=True)
            query = query.where(key == place.document.key, or_(tail.in_(_tails(place)), inside))
        with self._store.reading() as connection:
            return [relation_of(row) for row in connection.execute(query).mappings()]


def _value(row: Columns, head: Head) -> StoredProvision:
    provision = provision_of(row, row["number"])
    end = _earlier(provision.expires_on, row["provision_end"])
    note = row["note"]
    if row["missing_in"] is not None:
        note = "\n".join(filter(None, (note, f"Không còn trong bản pháp điển {row['missing_in']}.")))
    if end != provision.expires_on or note != provision.note:
        provision.__dict__.update(expires_on=end, note=note)
    return StoredProvision(
        id=row["id"],
        provision=provision,
        document=_ending(head, row["document_end"]),
        document_id=row["document_id"],
        headings=tuple(orjson.loads(row["headings"])),
        known_until=row["known_until"] if row["standing_id"] is None else row["last_known"],
        listed=row["missing_in"] is None,
    )


def _ending(head: Head, end: date | None) -> Head:
    earlier = _earlier(head.expires_on, end)
    return head if earlier == head.expires_on else replace(head, expires_on=earlier)


def _reading_order(row: Columns) -> tuple[Any, ...]:
    """By position; what snapshots brought has none (0) and goes by its numbers, 5a after 5,
    the document's own articles before those of what is attached to it.
    """
    scope, slash, inner = row["tail"].rpartition("/")
    parts = [(not part.isdigit(), part.zfill(8)) for part in _PARTS.findall(inner)]
    return (row["position"], bool(slash), scope, parts, row["id"])


def _tails(path: ProvisionPath) -> list[str]:
    """The tail of ``path`` and of each unit around it, the document itself left out."""
    segments = path.segments
    around = [replace(path, segments=segments[:n]) for n in range(len(segments), -1, -1)]
    return [tail for tail in map(tail_of, around) if tail]


def _source_columns() -> list[Any]:
    return [column.label(f"source_{column.name}") for column in sources.c if column.name != "topics"]


def source_of(row: Columns) -> Source:
    """The source in a row whose columns begin with ``source_``."""
    names = ("name", "sha256", "media_type", "size", "path", "known_until", "kind")
    return Source(**{name: row[f"source_{name}"] for name in names})


def _listed(edition: int, access: Access) -> Select[Any]:
    size = (
        select(func.count())
        .where(provisions.c.number_key == documents.c.number_key, seen(provisions, edition))
        .correlate(documents)
        .scalar_subquery()
    )
    return (
        select(
            documents,
            *(column for column in _source_columns() if column.name != "source_id"),
            size.label("size"),
            _end("", edition, access, "document_end"),
        )
        .join(sources, sources.c.id == documents.c.source_id)
        .where(seen(documents, edition), _may_see(access))
    )


def _record(row: Columns) -> DocumentRecord:
    head = _ending(head_of(row), row["document_end"])
    return DocumentRecord(row["id"], head, row["size"], source_of(row))


def _pages(connection: Connection, document_id: int) -> Iterator[PageRecord]:
    query = select(pages).where(pages.c.document_id == document_id).order_by(pages.c.number)
    for row in connection.execute(query):
        yield PageRecord(row.number, row.width, row.height, row.origin, row.note)


def _warnings(connection: Connection, document_id: int) -> tuple[str, ...]:
    query = select(warnings.c.text).where(warnings.c.document_id == document_id)
    return tuple(connection.execute(query.order_by(warnings.c.position)).scalars())


def _relations_of(connection: Connection, document: DocumentNumber, edition: int) -> Iterable[Relation]:
    query = select(relations).where(relations.c.number_key == document.key, seen(relations, edition))
    rows = connection.execute(query.order_by(relations.c.position, relations.c.id)).mappings()
    return [relation_of(row) for row in rows]
