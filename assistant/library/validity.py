"""The life of documents and provisions, worked out of all that an edition holds.

When an edition is published, the facts on everything that it touched are gathered anew and put
together by ``assistant.domain.timeline``; phases that differ from the last edition's are
written. What internal documents say of public ones is kept apart: the public never learns of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from assistant.domain.document import Access, RelationKind
from assistant.library.facts import BOTH, DocumentFacts, Said
from assistant.library.held import close_ids
from assistant.library.orders import OrderKey, forces
from assistant.library.rows import Row, phase_row
from assistant.library.tables import (
    documents,
    instructions,
    live,
    overrides,
    phases,
    provisions,
    relations,
    sources,
    standings,
)
from assistant.library.writing import insert_all

_CHUNK = 200
_OWNING = (documents, provisions, relations, instructions, overrides)
_BEARING = (
    RelationKind.REPLACES.value,
    RelationKind.REPEALS.value,
    RelationKind.AMENDS.value,
    RelationKind.CORRECTS.value,
    RelationKind.SUSPENDS.value,
    RelationKind.BEGINS.value,
)
_COMPARED = ("number_key", "tail", "audience", "starts", "ends", "status", "provision_id", "because", "parts")


def work_out(connection: Connection, edition: int, *, whole: bool = False) -> None:
    """Bring the phases up to what ``edition`` holds; ``whole``: of every document."""
    keys = sorted(_all(connection) if whole else touched(connection, edition))
    if not keys:
        return
    standing = forces(connection)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        wanted = [row for facts in _gathered(connection, chunk, standing) for row in _rows(facts)]
        _write(connection, chunk, wanted, edition)


def _all(connection: Connection) -> set[str]:
    return set(connection.execute(select(documents.c.number_key).where(live(documents))).scalars())


# --- what an edition touched -------------------------------------------------------------


def touched(connection: Connection, edition: int) -> set[str]:
    """Documents whose life may differ in ``edition``: those it wrote, those that these bear on,
    and what these last order, because an order stands or falls with its document.
    """
    keys: set[str] = set()
    for table in _OWNING:
        query = select(table.c.number_key).where(_in(table, edition)).distinct()
        keys.update(connection.execute(query).scalars())
    moved = select(provisions.c.number_key).join(standings, standings.c.provision_id == provisions.c.id)
    keys.update(connection.execute(moved.where(_in(standings, edition)).distinct()).scalars())
    front = keys
    while front:
        front = set(_targets(connection, sorted(front))) - keys
        keys |= front
    return keys


def _in(table: Any, edition: int) -> Any:  # noqa: ANN401  a condition
    return or_(table.c.edition_from == edition, table.c.edition_to == edition)


def _targets(connection: Connection, keys: Sequence[str]) -> Iterator[str]:
    """What documents bear on, in this edition or the last."""
    for start in range(0, len(keys), 5 * _CHUNK):
        chunk = keys[start : start + 5 * _CHUNK]
        related = select(relations.c.target_key).where(
            relations.c.target_key.is_not(None), relations.c.kind.in_(_BEARING)
        )
        yield from connection.execute(related.where(relations.c.number_key.in_(chunk)).distinct()).scalars()
        told = select(instructions.c.target_key).where(instructions.c.number_key.in_(chunk))
        yield from connection.execute(told.distinct()).scalars()


# --- gathering ---------------------------------------------------------------------------


def _gathered(
    connection: Connection, keys: Sequence[str], standing: dict[OrderKey, dict[str, str]]
) -> Iterable[DocumentFacts]:
    found = {row["number_key"]: DocumentFacts(dict(row)) for row in _documents(connection, keys)}
    for row in _provisions(connection, keys):
        if row["number_key"] in found:
            found[row["number_key"]].add_provision(dict(row))
    for row in _relations(connection, keys):
        if row["target_key"] in found:
            force = standing.get(("relations", row["id"]), {})
            found[row["target_key"]].said.append(Said.related(row, force))
    for row in _instructions(connection, keys):
        if row["target_key"] in found:
            force = standing.get(("instructions", row["id"]), {})
            found[row["target_key"]].instructed.append(Said.instructed(row, force))
    for row in connection.execute(_of(overrides, keys)).mappings():
        if row["number_key"] in found:
            found[row["number_key"]].overrides.append(dict(row))
    return found.values()


def _of(table: Any, keys: Sequence[str]) -> Any:  # noqa: ANN401  a select
    return select(table).where(table.c.number_key.in_(keys), live(table)).order_by(table.c.id)


def _documents(connection: Connection, keys: Sequence[str]) -> Iterable[Any]:
    columns = documents.c
    query = (
        select(
            columns.number_key,
            columns.number,
            columns.in_force_from,
            columns.expires_on,
            columns.issued_on,
            columns.access,
            columns.codified,
            sources.c.known_until,
        )
        .join(sources, sources.c.id == columns.source_id)
        .where(columns.number_key.in_(keys), live(documents))
    )
    return connection.execute(query).mappings()


def _provisions(connection: Connection, keys: Sequence[str]) -> Iterable[Any]:
    columns = provisions.c
    query = (
        select(
            columns.id,
            columns.number_key,
            columns.tail,
            columns.variant,
            columns.rankable,
            columns.words,
            columns.parent,
            columns.in_force_from,
            columns.expires_on,
            columns.words_from,
            columns.words_unclear,
            standings.c.id.label("standing_id"),
            standings.c.known_until.label("last_known"),
            sources.c.name.label("missing_in"),
        )
        .outerjoin(standings, (standings.c.provision_id == columns.id) & live(standings))
        .outerjoin(sources, sources.c.id == standings.c.missing_in)
        .where(columns.number_key.in_(keys), live(provisions))
        .order_by(columns.id)
    )
    return connection.execute(query).mappings()


def _relations(connection: Connection, keys: Sequence[str]) -> Iterable[Any]:
    query = _on(relations, keys).where(relations.c.kind.in_(_BEARING))
    return connection.execute(query).mappings()


def _instructions(connection: Connection, keys: Sequence[str]) -> Iterable[Any]:
    return connection.execute(_on(instructions, keys)).mappings()


def _on(table: Any, keys: Sequence[str]) -> Any:  # noqa: ANN401  a table, a select
    """The live rows of ``table`` on documents, with what stands in the head of who says it."""
    return (
        select(
            table,
            documents.c.access,
            documents.c.in_force_from,
            documents.c.issued_on,
            documents.c.codified,
        )
        .join(documents, (documents.c.number_key == table.c.number_key) & live(documents))
        .where(table.c.target_key.in_(keys), live(table))
        .order_by(table.c.id)
    )


# --- writing -----------------------------------------------------------------------------


def _rows(facts: DocumentFacts) -> Iterator[Row]:
    """The phases of a document and its provisions, apart for both kinds of asker where the
    public may not learn all that is known.
    """
    everyone = list(_told(facts, Access.PUBLIC))
    if not facts.internal_says_more:
        yield from (row | {"audience": BOTH} for row in everyone)
        return
    inside = list(_told(facts, Access.INTERNAL))
    public, internal = _by_place(everyone), _by_place(inside)
    for place in sorted(public.keys() | internal.keys()):
        if public.get(place) == internal.get(place):
            yield from (row | {"audience": BOTH} for row in public[place])
            continue
        yield from (row | {"audience": Access.PUBLIC.value} for row in public.get(place, ()))
        yield from (row | {"audience": Access.INTERNAL.value} for row in internal.get(place, ()))


def _told(facts: DocumentFacts, access: Access) -> Iterator[Row]:
    for tail, life in facts.timelines(access):
        yield from (phase_row(phase, facts.key, tail, "") for phase in life.kept)


def _by_place(rows: Iterable[Row]) -> dict[str, list[Row]]:
    places: dict[str, list[Row]] = {}
    for row in rows:
        places.setdefault(row["tail"], []).append(row)
    return places


def _write(connection: Connection, keys: Sequence[str], wanted: Sequence[Row], edition: int) -> None:
    """Close the phases of ``keys`` that are no longer so, add those that are new."""
    held = {_compared(row): row["id"] for row in connection.execute(_of(phases, keys)).mappings()}
    now = {_compared(row): row for row in wanted}
    gone = [row_id for key, row_id in held.items() if key not in now]
    close_ids(connection, phases, phases.c.id, gone, edition)
    insert_all(
        connection, phases, [row | {"edition_from": edition} for key, row in now.items() if key not in held]
    )


def _compared(row: Any) -> tuple[Any, ...]:  # noqa: ANN401  a row of phases, stored or new
    return tuple(row[name] for name in _COMPARED)
