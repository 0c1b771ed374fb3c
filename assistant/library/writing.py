"""Putting documents into the building edition, one transaction each."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Table, func, insert, select, update

from assistant.domain.document import Access, Document
from assistant.domain.number import DocumentNumber
from assistant.library.reading import source_of
from assistant.library.records import (
    PageRecord,
    PutResult,
    PutState,
    Source,
    SourceRecord,
)
from assistant.library.rows import Row, clean, head_row, instruction_rows, provision_rows, relation_rows
from assistant.library.store import Store, scalar
from assistant.library.tables import (
    applications,
    documents,
    instructions,
    live,
    pages,
    provisions,
    relations,
    sources,
    warnings,
)

_OWNED = (documents, provisions, relations, instructions)


def put_document(
    store: Store,
    document: Document,
    source: Source,
    edition: int,
    sheets: Sequence[PageRecord],
    replace: bool,
) -> PutResult:
    """Add a document read from a file, or replace it where that is allowed.

    A number belongs to the file it came from: another file's document of the same number is a
    conflict unless ``replace`` is set or the file stands at the same path (a corrected file).
    """
    with store.writing() as connection:
        found = _live_document(connection, document.number)
        state = _decide(found, document, source, replace)
        if found is not None and state in {PutState.UNCHANGED, PutState.CONFLICT}:
            return PutResult(state, found["id"], found["source_name"])
        if found is not None:
            close(connection, document.number.key, edition)
        source_id = ensure_source(connection, source)
        document_id = _add(connection, document, source_id, edition, sheets)
        return PutResult(state, document_id)


def _live_document(connection: Connection, number: DocumentNumber) -> Row | None:
    query = (
        select(
            documents.c.id,
            documents.c.codified,
            documents.c.access,
            sources.c.sha256,
            sources.c.path,
            sources.c.name.label("source_name"),
        )
        .join(sources, sources.c.id == documents.c.source_id)
        .where(documents.c.number_key == number.key, live(documents))
    )
    row = connection.execute(query).mappings().first()
    return dict(row) if row is not None else None


def _decide(found: Row | None, document: Document, source: Source, replace: bool) -> PutState:
    if found is None:
        return PutState.ADDED
    if replace:
        return PutState.REPLACED
    if found["codified"]:
        return PutState.CONFLICT
    if found["sha256"] == source.sha256:
        same = found["access"] == document.head.access.value
        return PutState.UNCHANGED if same else PutState.REPLACED
    return PutState.REPLACED if source.path and found["path"] == source.path else PutState.CONFLICT


def _add(
    connection: Connection, document: Document, source_id: int, edition: int, sheets: Sequence[PageRecord]
) -> int:
    document_id = add_head(connection, document, head_row(document.head), source_id, edition, codified=False)
    dated = {"source_id": source_id, "edition_from": edition}
    insert_all(connection, provisions, [row | dated for row in provision_rows(document)])
    begun = {"edition_from": edition}
    insert_all(connection, relations, [row | begun for row in relation_rows(document)])
    insert_all(connection, instructions, [row | begun for row in instruction_rows(document)])
    unique = {sheet.number: sheet for sheet in sheets}
    insert_all(connection, pages, [_page_row(document_id, sheet) for sheet in unique.values()])
    return document_id


def _page_row(document_id: int, sheet: PageRecord) -> Row:
    return {
        "document_id": document_id,
        "number": sheet.number,
        "width": sheet.width,
        "height": sheet.height,
        "origin": sheet.origin,
        "note": clean(sheet.note),
    }


def add_head(
    connection: Connection, document: Document, head: Row, source_id: int, edition: int, *, codified: bool
) -> int:
    """Add a document's row and warnings; return its id."""
    row = head | {"source_id": source_id, "edition_from": edition, "codified": codified}
    result = connection.execute(insert(documents).returning(documents.c.id), row)
    document_id = int(result.scalar_one())
    told = [
        {"document_id": document_id, "position": position, "text": clean(text)}
        for position, text in enumerate(document.warnings)
    ]
    insert_all(connection, warnings, told)
    return document_id


def insert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert ``rows``, all of the same columns, in one go."""
    if rows:
        connection.execute(insert(table), list(rows))


def close(connection: Connection, number_key: str, edition: int) -> None:
    """Close every live row of a document: the building edition no longer sees it."""
    owned = [(table, table.c.number_key) for table in _OWNED]
    for table, column in (*owned, (applications, applications.c.target_key)):
        closing = update(table).where(column == number_key, live(table))
        connection.execute(closing.values(edition_to=edition))


def remove_document(store: Store, number: DocumentNumber, edition: int) -> bool:
    """Take a document out of the building edition; ``False`` where it has none such."""
    with store.writing() as connection:
        if _live_document(connection, number) is None:
            return False
        close(connection, number.key, edition)
        return True


# --- sources ---------------------------------------------------------------------------


def ensure_source(connection: Connection, source: Source) -> int:
    """The id of the source's row, added where it is new."""
    same = (sources.c.sha256 == source.sha256, sources.c.path == clean(source.path))
    found = scalar(connection, select(sources.c.id).where(*same))
    if found is not None:
        return int(found)
    row = {
        "sha256": source.sha256,
        "path": clean(source.path),
        "name": clean(source.name),
        "media_type": clean(source.media_type),
        "size": source.size,
        "known_until": source.known_until,
        "kind": source.kind,
    }
    return int(connection.execute(insert(sources).returning(sources.c.id), row).scalar_one())


def source_seen(store: Store, sha256: str, path: str) -> SourceRecord | None:
    """The source with these bytes, if the library still holds what came from it.

    A file counts while a live document was read from it, a snapshot once it was read to its
    end. The one at ``path`` is preferred.
    """
    query = (
        select(*(column.label(f"source_{column.name}") for column in sources.c))
        .where(sources.c.sha256 == sha256)
        .order_by((sources.c.path == path).desc(), sources.c.id)
    )
    with store.reading() as connection:
        for row in connection.execute(query).mappings().all():
            record = _record(connection, dict(row))
            if record is not None:
                return record
    return None


def _record(connection: Connection, row: dict[str, Any]) -> SourceRecord | None:
    source, source_id = source_of(row), row["source_id"]
    if row["source_topics"] is not None:
        held = select(provisions.c.id).where(provisions.c.source_id == source_id, live(provisions)).limit(1)
        kept = select(documents.c.id).where(documents.c.source_id == source_id, live(documents)).limit(1)
        used = scalar(connection, held) is not None or scalar(connection, kept) is not None
        return SourceRecord(source_id, source, access=Access.PUBLIC) if used else None
    query = select(documents.c.number, documents.c.access).where(
        documents.c.source_id == source_id, live(documents), documents.c.codified.is_(False)
    )
    found = connection.execute(query).all()
    if not found:
        return None
    return SourceRecord(source_id, source, tuple(row.number for row in found), Access(found[0].access))


def source_hashes(store: Store) -> set[str]:
    """Hashes of all sources that the library still refers to."""
    with store.reading() as connection:
        return set(connection.execute(select(sources.c.sha256)).scalars())


def mark_complete(connection: Connection, source_id: int, topics: Sequence[str]) -> None:
    """Note that a snapshot was read to its end, and the topics it covers."""
    value = orjson.dumps(sorted(topics)).decode()
    connection.execute(update(sources).where(sources.c.id == source_id).values(topics=value))


def count(connection: Connection, table: Table, *conditions: Any) -> int:  # noqa: ANN401
    """How many rows of ``table`` meet the conditions."""
    return int(scalar(connection, select(func.count()).select_from(table).where(*conditions)))
