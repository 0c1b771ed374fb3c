"""What the library holds of some documents before a snapshot is merged into them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, bindparam, select, update

from assistant.library.records import COMPUTED
from assistant.library.rows import Columns, Row, headings_of
from assistant.library.tables import PRINCIPAL, documents, live, provisions, relations, sources, standings
from assistant.library.writing import insert_all

_CHUNK = 5_000

Known = tuple[date | None, int | None]
"""The last day that a provision's words are known for, and the snapshot that lacks it."""


@dataclass
class Held:
    """What the library holds of one number before the merge. ``older``: earlier snapshots'
    words of its provisions, where they are other words.
    """

    head: Row
    known_until: date | None
    provisions: dict[str, Row] = field(default_factory=dict)
    older: dict[str, list[Row]] = field(default_factory=dict)
    relations: dict[tuple[Any, ...], Row] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Take in a row of ``provisions``; computed words are worked out anew and left out."""
        if not row["variant"]:
            self.provisions[row["tail"]] = row
        elif not row["variant"].startswith(COMPUTED):
            self.older.setdefault(row["tail"], []).append(row)

    def known(self, row: Row) -> date | None:
        """The last day that the words of a provision of this document are known for."""
        return row["last_known"] if row["standing_id"] is not None else self.known_until

    def topic(self, row: Row) -> str:
        """The topic that a provision of this document stands under."""
        return topic_of(row, self.head["topic"])


def topic_of(row: Row, of_document: str | None) -> str:
    """A provision's outermost heading, the topic of the code; its document's where it has none."""
    headings = headings_of(row["headings"])
    return headings[0] if headings else of_document or ""


def load(connection: Connection, keys: Sequence[str]) -> dict[str, Held]:
    """The live rows of the documents of ``keys``, without the provisions' words."""
    heads = (
        select(documents, sources.c.known_until, sources.c.name.label("source_name"))
        .join(sources, sources.c.id == documents.c.source_id)
        .where(documents.c.number_key.in_(keys), live(documents))
    )
    held = {
        row["number_key"]: Held(dict(row), row["known_until"]) for row in connection.execute(heads).mappings()
    }
    for row in connection.execute(_provisions(keys)).mappings():
        if row["number_key"] in held:
            held[row["number_key"]].take(dict(row))
    found = select(relations).where(relations.c.number_key.in_(keys), live(relations))
    for row in connection.execute(found).mappings():
        if row["number_key"] in held:
            held[row["number_key"]].relations[relation_key(row)] = dict(row)
    return held


def _provisions(keys: Sequence[str]) -> Any:  # noqa: ANN401  a select of many columns
    columns = provisions.c
    return (
        select(
            columns.id,
            columns.number_key,
            columns.tail,
            columns.variant,
            columns.wording,
            columns.words,
            columns.rankable,
            columns.headings,
            standings.c.id.label("standing_id"),
            standings.c.known_until.label("last_known"),
            standings.c.missing_in,
            sources.c.known_until.label("missing_on"),
        )
        .outerjoin(standings, and_(standings.c.provision_id == columns.id, live(standings)))
        .outerjoin(sources, sources.c.id == standings.c.missing_in)
        .where(columns.number_key.in_(keys), live(provisions))
    )


def relation_key(row: Columns) -> tuple[Any, ...]:
    """What makes two rows the same relation."""
    names = ("kind", "source_path", "target_path", "target_text", "effective_on", "until")
    return tuple(row[name] for name in names)


def close_ids(
    connection: Connection, table: Table, column: Column[Any], ids: Iterable[int], edition: int
) -> None:
    """Close the live rows of ``table`` whose ``column`` is one of ``ids``."""
    closing = update(table).where(column == bindparam("closed"), live(table)).values(edition_to=edition)
    rows = [{"closed": i} for i in ids]
    if rows:
        connection.execute(closing, rows)


def copy_as_older(connection: Connection, outdated: Iterable[tuple[int, str]], edition: int) -> None:
    """Keep rows that are being closed as older wordings, each under its variant."""
    for row_id, variant in outdated:
        row = connection.execute(select(provisions).where(provisions.c.id == row_id)).mappings().one()
        kept = {name: value for name, value in row.items() if name != "id"}
        changed = {"variant": variant, "edition_from": edition, "edition_to": None}
        insert_all(connection, provisions, [kept | changed])


def ids_by_path(connection: Connection, wanted: Mapping[tuple[str, str], Known]) -> dict[int, Known]:
    """Turn number keys and tails of live provisions into their ids."""
    keys = sorted({key for key, _ in wanted})
    query = select(provisions.c.id, provisions.c.number_key, provisions.c.tail)
    query = query.where(live(provisions), PRINCIPAL)
    rows = connection.execute(query.where(provisions.c.number_key.in_(keys)))
    return {row.id: wanted[row[1], row[2]] for row in rows if (row[1], row[2]) in wanted}


def set_standings(connection: Connection, wanted: Mapping[int, Known], edition: int) -> int:
    """Give provisions their standing where it is another than now; return how many changed."""
    ids = list(wanted)
    now: dict[int, Known] = {}
    for start in range(0, len(ids), _CHUNK):
        query = select(standings).where(
            standings.c.provision_id.in_(ids[start : start + _CHUNK]), live(standings)
        )
        now |= {row.provision_id: (row.known_until, row.missing_in) for row in connection.execute(query)}
    new = [i for i in ids if i not in now or now[i] != wanted[i]]
    close_ids(connection, standings, standings.c.provision_id, (i for i in new if i in now), edition)
    rows = [
        {"provision_id": i, "known_until": wanted[i][0], "missing_in": wanted[i][1], "edition_from": edition}
        for i in new
    ]
    insert_all(connection, standings, rows)
    return len(rows)
