"""Which orders of documents take effect: one that was taken back in time does nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from assistant.domain.amendment import Act
from assistant.domain.document import Access, RelationKind
from assistant.domain.orders import Force, Order, weigh
from assistant.library.rows import Row, path_of
from assistant.library.tables import documents, instructions, live, relations

ENDING = (RelationKind.REPLACES.value, RelationKind.REPEALS.value)
_ORDERING = (*ENDING, RelationKind.AMENDS.value, RelationKind.CORRECTS.value, RelationKind.SUSPENDS.value)
_ENDING_ACTS = (Act.REPEAL.value,)

OrderKey = tuple[str, int]
"""Which order: the table ("relations" or "instructions") and the row's id."""


def forces(connection: Connection) -> dict[OrderKey, dict[str, str]]:
    """For each kind of asker an order's force, where it does not stand.

    What internal documents take back is taken back for internal askers alone.
    """
    rows = [*_related(connection), *_instructed(connection)]
    found: dict[OrderKey, dict[str, str]] = {}
    for access in Access:
        seen = [row for row in rows if access is Access.INTERNAL or row["access"] == Access.PUBLIC.value]
        for key, force in _weighed(seen):
            if force is not Force.STANDS:
                found.setdefault(key, {})[access.value] = force.value
    return found


def _related(connection: Connection) -> Iterable[Row]:
    """What documents state of others; what the notes of the codification report stands."""
    columns = relations.c
    query = _stated(relations, columns.kind).where(
        columns.kind.in_(_ORDERING),
        columns.source_key == columns.number_key,
        columns.target_key.is_not(None),
        columns.target_key != columns.number_key,
    )
    for row in connection.execute(query).mappings():
        yield {**row, "table": "relations", "ends": row["act"] in ENDING}


def _instructed(connection: Connection) -> Iterable[Row]:
    for row in connection.execute(_stated(instructions, instructions.c.act)).mappings():
        yield {**row, "table": "instructions", "ends": row["act"] in _ENDING_ACTS}


def _stated(table: Any, act: Any) -> Any:  # noqa: ANN401  a table, a column, a select
    day = func.coalesce(table.c.effective_on, documents.c.in_force_from)
    columns = (table.c.id, table.c.source_path, table.c.target_path, documents.c.access)
    return (
        select(*columns, act.label("act"), day.label("day"))
        .join(documents, (documents.c.number_key == table.c.number_key) & live(documents))
        .where(live(table), day.is_not(None))
    )


def _weighed(rows: Sequence[Row]) -> Iterator[tuple[OrderKey, Force]]:
    orders = {(row["table"], row["id"]): _order(row) for row in rows}
    weighed = weigh(orders.values())
    return ((key, weighed[order]) for key, order in orders.items())


def _order(row: Row) -> Order:
    return Order(path_of(row["source_path"]), path_of(row["target_path"]), row["day"], row["ends"])
