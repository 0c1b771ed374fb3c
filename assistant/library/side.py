"""What is kept beside the library's documents: answers, conversations, feedback.

Beside SQLite libraries it lives in a file of its own, because a long ingest holds the library's
write lock; on PostgreSQL in the same database.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, MetaData, event, inspect, text
from sqlalchemy.schema import CreateColumn

from assistant.errors import LibraryBusy
from assistant.library.store import Store

_LOCK = text("SELECT pg_advisory_xact_lock(4819203772)")
"""Two that open at once would both create the tables."""

_TRIES, _PAUSE_S = 20, 0.1
"""SQLite gives up at once where two openers make a new file's write-ahead log together."""

_FOR_EVER = 365 * 1_000

Forget = Callable[[Connection], None]
"""Deletes what is older than it may be."""


def opened(url: str, tables: MetaData, forget: Forget, *, erases: bool = False) -> Store:
    """A store at a SQLAlchemy URL with ``tables``, what is too old forgotten. With ``erases`` the
    bytes of what is deleted are overwritten, for what people said.
    """
    store = Store(url)
    if erases and store.is_sqlite:
        event.listen(store.engine, "connect", _overwrite)
    try:
        for _ in range(_TRIES):
            with suppress(LibraryBusy):
                _prepare(store, tables, forget)
                return store
            time.sleep(_PAUSE_S)
        _prepare(store, tables, forget)
    except BaseException:
        store.close()
        raise
    return store


def erase(store: Store) -> None:
    """Take what was deleted out of SQLite's write-ahead log too, where its pages stay as they were
    until the log is folded into the file. Where readers are in the way, the next time does it.
    On PostgreSQL the server's own vacuum frees the bytes.
    """
    if store.is_sqlite:
        with suppress(LibraryBusy), store.reading() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def before(days: int) -> datetime:
    """The moment so many days ago; as long ago as there are days for more than anybody wishes."""
    return now() - span(days)


def span(days: int) -> timedelta:
    """So many days, at most a thousand years."""
    return timedelta(days=min(days, _FOR_EVER))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def moment(stored: datetime) -> datetime:
    """A moment as it was kept: SQLite drops that it is in UTC."""
    return stored if stored.tzinfo else stored.replace(tzinfo=UTC)


def _overwrite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA secure_delete = ON")


def _prepare(store: Store, tables: MetaData, forget: Forget) -> None:
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(_LOCK)
        tables.create_all(connection)
        _add_columns(connection, tables)
        forget(connection)


def _add_columns(connection: Connection, tables: MetaData) -> None:
    """Give tables that an older version made the columns that came since, with their defaults; what
    still runs of that version writes on without them.
    """
    for table in tables.sorted_tables:
        known = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                added = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {added}")
