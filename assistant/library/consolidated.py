"""Wordings that the library computes: an earlier wording with the orders that amend it.

They are derived rows (variant "@" and the day from which they hold), put anew for a document
whenever an edition touches it or what is ordered of it. Who computes them is ``ingest``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from assistant.domain.amendment import Instruction
from assistant.domain.document import Access, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.orders import Force
from assistant.library.held import close_ids
from assistant.library.orders import forces
from assistant.library.records import COMPUTED
from assistant.library.rows import Row, computed_row, instruction_of, number
from assistant.library.store import Store
from assistant.library.tables import applications, documents, instructions, live, provisions
from assistant.library.validity import touched
from assistant.library.writing import insert_all


@dataclass(frozen=True)
class LiveOrder:
    """An instruction with what its document's head says, and whether something took it back
    before it took effect, as far as those for whom the words are computed may know.
    """

    instruction: Instruction
    access: Access
    issued_on: date | None
    force: Force = Force.STANDS

    @property
    def stands(self) -> bool:
        """Whether nothing took it back."""
        return self.force is Force.STANDS

    @property
    def day(self) -> date | None:
        """The day on which it takes effect, where it is known."""
        return self.instruction.effective_on


@dataclass(frozen=True)
class Computed:
    """A computed wording: the provision as it reads from ``day`` on. ``like`` is the row whose
    place in the document it has: an earlier wording, or a neighbour of what was inserted.
    """

    day: date
    provision: Provision
    like: int


@dataclass(frozen=True)
class Application:
    """What became of an instruction: applied, contained or failed, with the reason."""

    instruction: Instruction
    state: str
    reason: str = ""


def due(store: Store, edition: int) -> list[tuple[DocumentNumber, Access]]:
    """The documents whose computed wordings ``edition`` may change."""
    with store.reading() as connection:
        keys = touched(connection, edition)
        ordered = set(connection.execute(select(instructions.c.target_key).distinct()).scalars())
        derived = select(provisions.c.number_key).where(provisions.c.variant.startswith(COMPUTED))
        ordered |= set(connection.execute(derived.distinct()).scalars())
        query = select(documents.c.number_key, documents.c.number, documents.c.access).where(live(documents))
        rows = connection.execute(query.order_by(documents.c.number_key)).all()
    wanted = keys & ordered
    return [(number(row.number), Access(row.access)) for row in rows if row.number_key in wanted]


def orders_on(store: Store, target: DocumentNumber, access: Access) -> list[LiveOrder]:
    """The live instructions on a document: by day, then by the day of issue and number of the
    document that gives them, then by their place in it. ``access``: who may know what took an
    order back.
    """
    query = (
        select(instructions, documents.c.access, documents.c.issued_on, documents.c.in_force_from)
        .join(documents, (documents.c.number_key == instructions.c.number_key) & live(documents))
        .where(instructions.c.target_key == target.key, live(instructions))
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
        standing = forces(connection) if rows else {}
    found = [_live_order(row, standing.get(("instructions", row["id"]), {}), access) for row in rows]
    return sorted(found, key=_turn)


def _live_order(row: Any, force: dict[str, str], access: Access) -> LiveOrder:  # noqa: ANN401
    held = Force(force.get(access.value, Force.STANDS.value))
    return LiveOrder(instruction_of(row), Access(row["access"]), row["issued_on"], held)


def _turn(order: LiveOrder) -> tuple[date, date, str, int]:
    one = order.instruction
    return (order.day or date.max, order.issued_on or date.max, one.source.document.key, one.position)


def put_consolidated(
    store: Store,
    target: DocumentNumber,
    computed: Sequence[Computed],
    results: Sequence[Application],
    edition: int,
) -> None:
    """Let the computed wordings of a document, and what became of the orders, be these."""
    with store.writing() as connection:
        _put_wordings(connection, target, computed, edition)
        _put_results(connection, target, results, edition)


def _put_wordings(
    connection: Connection, target: DocumentNumber, computed: Sequence[Computed], edition: int
) -> None:
    mine = (provisions.c.number_key == target.key, live(provisions))
    query = select(provisions.c.id, provisions.c.tail, provisions.c.variant, provisions.c.wording)
    rows = connection.execute(query.where(*mine, provisions.c.variant.startswith(COMPUTED)))
    held = {(row.tail, row.variant, row.wording): row.id for row in rows}
    wanted = {(row["tail"], row["variant"], row["wording"]): row for row in _rows(connection, computed)}
    gone = [row_id for key, row_id in held.items() if key not in wanted]
    close_ids(connection, provisions, provisions.c.id, gone, edition)
    new = [row | {"edition_from": edition} for key, row in wanted.items() if key not in held]
    insert_all(connection, provisions, new)


def _rows(connection: Connection, computed: Iterable[Computed]) -> Iterator[Row]:
    for one in computed:
        like = connection.execute(select(provisions).where(provisions.c.id == one.like)).mappings().one()
        yield computed_row(one.provision, like, f"{COMPUTED}{one.day.isoformat()}")


def _put_results(
    connection: Connection, target: DocumentNumber, results: Sequence[Application], edition: int
) -> None:
    query = select(applications).where(applications.c.target_key == target.key, live(applications))
    held = {_told(row): row["id"] for row in connection.execute(query).mappings()}
    wanted = {_told(row): row for row in map(_result_row, results)}
    gone = [row_id for key, row_id in held.items() if key not in wanted]
    close_ids(connection, applications, applications.c.id, gone, edition)
    new = [row | {"edition_from": edition} for key, row in wanted.items() if key not in held]
    insert_all(connection, applications, new)


def _result_row(result: Application) -> Row:
    order = result.instruction
    return {
        "number_key": order.source.document.key,
        "position": order.position,
        "source_path": str(order.source),
        "target_key": order.target.document.key,
        "target_path": str(order.target),
        "effective_on": order.effective_on,
        "state": result.state,
        "reason": result.reason,
    }


def _told(row: Any) -> tuple[Any, ...]:  # noqa: ANN401  a row of applications
    names = ("number_key", "position", "source_path", "target_path", "effective_on", "state", "reason")
    return tuple(row[name] for name in names)
