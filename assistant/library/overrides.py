"""The clerk's table in the library: stretches of force that override every other source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.library.held import close_ids
from assistant.library.queries import EDITION, asking, with_document
from assistant.library.rows import Row, clean, path_of, tail_of
from assistant.library.store import Store
from assistant.library.tables import documents, live, overrides, seen
from assistant.library.writing import insert_all

_COLUMNS = ("path", "starts", "ends", "basis")


@dataclass(frozen=True)
class OverrideRow:
    """A row: an address, the first day in force, the first day no longer in force, why."""

    path: ProvisionPath
    starts: date | None
    ends: date | None
    basis: str


def put_overrides(store: Store, rows: Iterable[OverrideRow], edition: int) -> tuple[int, int]:
    """Let the table be ``rows``; return how many rows came and how many went."""
    wanted = {_told(row): row for row in map(_row, rows)}
    with store.writing() as connection:
        query = select(overrides).where(live(overrides))
        held = {_told(row): row["id"] for row in connection.execute(query).mappings()}
        gone = [row_id for key, row_id in held.items() if key not in wanted]
        new = [row | {"edition_from": edition} for key, row in wanted.items() if key not in held]
        close_ids(connection, overrides, overrides.c.id, gone, edition)
        insert_all(connection, overrides, new)
    return len(new), len(gone)


def overrides_of(store: Store, edition: int, access: Access) -> Sequence[OverrideRow]:
    """The table by address and day: whole for internal askers, who keep it; for the public as
    far as it is about documents that they see.
    """
    query = select(overrides)
    if access is not Access.INTERNAL:
        query = query.join(documents, with_document(overrides))
    with store.reading() as connection:
        rows = (
            connection.execute(query.where(seen(overrides, EDITION)), asking(edition, access))
            .mappings()
            .all()
        )
    found = [OverrideRow(path_of(r["path"]), r["starts"], r["ends"], r["basis"]) for r in rows]
    return sorted(found, key=lambda row: (str(row.path), row.starts or date.min))


def _row(row: OverrideRow) -> Row:
    return {
        "number_key": row.path.document.key,
        "tail": tail_of(row.path),
        "path": str(row.path),
        "starts": row.starts,
        "ends": row.ends,
        "basis": clean(row.basis),
    }


def _told(row: Any) -> tuple[Any, ...]:  # noqa: ANN401  a row of overrides
    return tuple(row[name] for name in _COLUMNS)
