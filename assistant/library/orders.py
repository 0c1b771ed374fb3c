"""Which relations that documents state take effect: orders may be taken back in time."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from assistant.domain.document import Access, RelationKind
from assistant.domain.orders import Force, Order, weigh
from assistant.library.rows import path_of
from assistant.library.tables import documents, live, relations

ENDING = (RelationKind.REPLACES.value, RelationKind.REPEALS.value)
_ORDERING = (*ENDING, RelationKind.AMENDS.value, RelationKind.CORRECTS.value, RelationKind.SUSPENDS.value)


def forces(connection: Connection) -> dict[int, dict[str, str]]:
    """By the id of a relation, for each kind of asker, an order's force where it does not stand.

    What internal documents take back is taken back for internal askers alone.
    """
    rows = list(_stated(connection))
    found: dict[int, dict[str, str]] = {}
    for access in Access:
        seen = [row for row in rows if access is Access.INTERNAL or row["access"] == Access.PUBLIC.value]
        for row_id, force in _weighed(seen):
            if force is not Force.STANDS:
                found.setdefault(row_id, {})[access.value] = force.value
    return found


def _stated(connection: Connection) -> Iterable[Any]:
    day = func.coalesce(relations.c.effective_on, documents.c.in_force_from)
    query = (
        select(
            relations.c.id,
            relations.c.kind,
            relations.c.source_path,
            relations.c.target_path,
            documents.c.access,
            day.label("day"),
        )
        .join(documents, (documents.c.number_key == relations.c.number_key) & live(documents))
        .where(live(relations), relations.c.kind.in_(_ORDERING))
        .where(relations.c.source_key == relations.c.number_key)
        .where(relations.c.target_key.is_not(None), relations.c.target_key != relations.c.number_key)
        .where(day.is_not(None))
    )
    return connection.execute(query).mappings()


def _weighed(rows: Iterable[Any]) -> Iterator[tuple[int, Force]]:
    orders = {row["id"]: _order(row) for row in rows}
    weighed = weigh(orders.values())
    return ((row_id, weighed[order]) for row_id, order in orders.items())


def _order(row: Any) -> Order:  # noqa: ANN401  a row of relations
    source, target = path_of(row["source_path"]), path_of(row["target_path"])
    return Order(source, target, row["day"], row["kind"] in ENDING)
