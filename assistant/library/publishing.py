"""Editions: begun, published at once, and cleaned up after."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from assistant.errors import HocVuError
from assistant.library.defined import define
from assistant.library.records import Edition, EditionState
from assistant.library.store import Store, scalar
from assistant.library.tables import (
    PRINCIPAL,
    VERSIONED,
    documents,
    editions,
    instructions,
    provisions,
    relations,
    seen,
    sources,
    standings,
)
from assistant.library.validity import work_out
from assistant.library.writing import count

_BATCH = 5_000
_NEWEST = (
    select(editions).where(editions.c.state == bindparam("state")).order_by(editions.c.number.desc()).limit(1)
)


def current(store: Store, state: EditionState) -> Edition | None:
    """The newest edition in ``state``."""
    with store.reading() as connection:
        row = connection.execute(_NEWEST, {"state": state.value}).first()
    return None if row is None else _edition(row)


def _edition(row: Any) -> Edition:  # noqa: ANN401  a row of editions
    published = _aware(row.published_at) if row.published_at else None
    embedder, *kept = row.embedder.split("\n")
    state = EditionState(row.state)
    return Edition(row.number, state, embedder, _aware(row.created_at), published, tuple(kept))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def begin(store: Store) -> Edition:
    """The building edition: the one that a killed run left, or a new one."""
    with store.writing() as connection:
        query = select(editions).where(editions.c.state == EditionState.BUILDING.value)
        row = connection.execute(query).first()
        if row is not None:
            return _edition(row)
        number = int(scalar(connection, select(func.coalesce(func.max(editions.c.number), 0)))) + 1
        created = datetime.now(UTC)
        values = {"number": number, "state": EditionState.BUILDING.value, "embedder": ""}
        connection.execute(insert(editions), values | {"created_at": created})
    return Edition(number, EditionState.BUILDING, "", created, None)


def has_changes(store: Store, edition: int) -> bool:
    """Whether the building edition differs from the published one in any row."""
    with store.reading() as connection:
        return any(
            scalar(connection, select(exists(select(table.c.id).where(_touched(table.c, edition)))))
            for table in VERSIONED
        )


def _touched(columns: Any, edition: int) -> ColumnElement[bool]:  # noqa: ANN401
    return or_(columns.edition_from == edition, columns.edition_to == edition)


def publish(store: Store, edition: int, embedder: str, kept: Sequence[str] = ()) -> None:
    """Make the building edition the one that queries see, in one transaction.

    Publishing the published edition again (a killed run repeated) changes nothing.
    """
    with store.writing() as connection:
        state = scalar(connection, select(editions.c.state).where(editions.c.number == edition))
        if state == EditionState.PUBLISHED.value:
            return
        if state != EditionState.BUILDING.value:
            raise HocVuError(f"Không có bản {edition} đang soạn để công bố.", "Chạy lại lệnh từ đầu.")
        work_out(connection, edition)
        define(connection, edition)
        published = editions.c.state == EditionState.PUBLISHED.value
        connection.execute(update(editions).where(published).values(state=EditionState.RETIRED.value))
        values = {
            "state": EditionState.PUBLISHED.value,
            "embedder": "\n".join((embedder, *kept)),
            "published_at": datetime.now(UTC),
        }
        connection.execute(update(editions).where(editions.c.number == edition).values(**values))


def forget_kept(store: Store) -> None:
    """Let the published edition have the vectors of its own model alone."""
    published = editions.c.state == EditionState.PUBLISHED.value
    with store.writing() as connection:
        models = connection.execute(select(editions.c.embedder).where(published)).scalar()
        if models:
            embedder = models.partition("\n")[0]
            connection.execute(update(editions).where(published).values(embedder=embedder))


# --- cleaning --------------------------------------------------------------------------


def retired_ids(store: Store) -> list[int]:
    """Rankable rows that the published edition and later ones no longer see."""
    query = select(provisions.c.id).where(
        provisions.c.edition_to <= published_number(), provisions.c.rankable
    )
    with store.reading() as connection:
        return list(connection.execute(query.order_by(provisions.c.id)).scalars())


def published_number() -> Any:  # noqa: ANN401  a scalar subquery
    """The number of the published edition, 0 where there is none."""
    published = editions.c.state == EditionState.PUBLISHED.value
    return select(func.coalesce(func.max(editions.c.number), 0)).where(published).scalar_subquery()


def vacuum(store: Store) -> None:
    """Delete the rows that no edition in use sees, in batches; then sources without any."""
    for table in VERSIONED:
        closed = select(table.c.id).where(table.c.edition_to <= published_number()).limit(_BATCH)
        while True:
            with store.writing() as connection:
                gone = connection.execute(delete(table).where(table.c.id.in_(closed))).rowcount
            if gone < _BATCH:
                break
    with store.writing() as connection:
        _drop_sources(connection)
    _optimize(store)


def _drop_sources(connection: Connection) -> None:
    used = [
        exists(select(column).where(column == sources.c.id))
        for column in (documents.c.source_id, provisions.c.source_id, standings.c.missing_in)
    ]
    connection.execute(delete(sources).where(~or_(*used)))


def _optimize(store: Store) -> None:
    if store.is_sqlite:
        with store.reading() as connection:
            connection.execute(text("PRAGMA optimize"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


# --- figures ---------------------------------------------------------------------------


def counts(store: Store, edition: int) -> dict[str, int]:
    """Sizes of an edition, public and internal together."""
    with store.reading() as connection:
        return {
            "documents": count(connection, documents, seen(documents, edition)),
            "internal_documents": count(
                connection, documents, seen(documents, edition), documents.c.access == "internal"
            ),
            "provisions": count(connection, provisions, seen(provisions, edition), PRINCIPAL),
            "wordings": count(connection, provisions, seen(provisions, edition), provisions.c.rankable),
            "rankable": count(
                connection, provisions, seen(provisions, edition), provisions.c.rankable, PRINCIPAL
            ),
            "articles": count(
                connection, provisions, seen(provisions, edition), provisions.c.kind == "dieu", PRINCIPAL
            ),
            "instructions": count(connection, instructions, seen(instructions, edition)),
            "relations": count(connection, relations, seen(relations, edition)),
            "sources": count(connection, sources),
        }
