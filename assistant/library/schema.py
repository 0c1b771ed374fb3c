"""Bringing a database to the schema this software works with."""

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import LibraryUnusable
from assistant.library.defined import define_all
from assistant.library.store import Store
from assistant.library.tables import REVISION
from assistant.library.upgrading import BEFORE_DEFINITIONS, BEFORE_VERSIONS, give_versions

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = text("SELECT pg_advisory_xact_lock(4819203771)")


def ensure(store: Store) -> None:
    """Create or upgrade the tables. Alembic is imported only where there is work for it."""
    if _revision(store) != REVISION:
        _upgrade(store)


def _revision(store: Store) -> str | None:
    try:
        with store.reading() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:
        return None


def _upgrade(store: Store) -> None:
    before = _revision(store)
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(_LOCK)
        run(connection)
        if before == BEFORE_VERSIONS:
            give_versions(connection)
        if before in BEFORE_DEFINITIONS:
            define_all(connection)


def run(connection: Connection) -> None:
    """Run the migrations up to the newest inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LibraryUnusable(
            "Thư viện này được tạo bởi một phiên bản Học Vụ mới hơn.",
            "Nâng cấp Học Vụ rồi mở lại thư viện.",
        ) from error
