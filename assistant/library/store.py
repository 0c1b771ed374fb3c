"""Connections to the library's database: SQLite in WAL mode, or PostgreSQL through psycopg.

Reading holds no lock that a writer waits for. Writing takes the write lock at its start, so
that two writers queue instead of failing half-way.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import ArgumentError

from assistant.errors import HocVuError, LibraryBusy, LibraryUnusable, StorageFull

_WRITES = "hocvu_writes"
_BUSY_MS = 15_000
_MAPPED_BYTES = 1 << 30
"""How much of the file is read where it lies in the system's memory, instead of copied page by
page: a tenth less for a question. The library's file only grows, so that no page goes away."""
_PRAGMAS = (
    f"PRAGMA busy_timeout = {_BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",
    f"PRAGMA mmap_size = {_MAPPED_BYTES}",
    "PRAGMA journal_size_limit = 67108864",
)
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "53100")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")


class Store:
    """One database. ``reading`` and ``writing`` lend a connection."""

    def __init__(self, url: str) -> None:
        self.url = _parse(url)
        self.engine = _engine(self.url)
        event.listen(self.engine, "handle_error", _translate)

    @property
    def is_sqlite(self) -> bool:
        """Whether the library is a file of SQLite."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for queries."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: everything done in it holds, or nothing."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give all connections back; SQLite then folds its log into the file."""
        self.engine.dispose()


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LibraryUnusable(
            "Địa chỉ cơ sở dữ liệu của thư viện không đúng dạng.",
            "Ví dụ đúng: sqlite:////duong/dan/library.sqlite3 hoặc postgresql://nguoi@may/ten.",
        ) from error
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() in {"sqlite", "postgresql"}:
        return parsed
    raise LibraryUnusable(
        f"Thư viện không lưu được trong {parsed.get_backend_name()}.", "Dùng SQLite hoặc PostgreSQL."
    )


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=24)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=8, max_overflow=56)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Transactions are begun by us (``_begin_sqlite``), not guessed at by the driver."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _translate(context: ExceptionContext) -> None:
    """Raise what a person can act on instead of what the driver says."""
    error = context.original_exception
    told = _told(error, str(getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", "")))
    if told is not None:
        raise told from error


def _told(error: BaseException, code: str) -> HocVuError | None:
    if code.startswith(_FULL) or "No space left" in str(error):
        return StorageFull(
            "Không ghi được vào thư viện vì ổ đĩa đã đầy; bản đang dùng vẫn nguyên vẹn.",
            "Giải phóng dung lượng rồi chạy lại lệnh.",
        )
    if code.startswith(_BUSY):
        return LibraryBusy(
            "Thư viện đang được một tiến trình khác ghi.", "Chờ tiến trình đó xong rồi chạy lại lệnh."
        )
    if code.startswith(_DAMAGED):
        return LibraryUnusable(
            f"Không dùng được tệp cơ sở dữ liệu của thư viện ({code}).",
            "Kiểm tra quyền đọc ghi của thư mục, hoặc khôi phục tệp từ bản sao lưu.",
        )
    return _unreachable(error)


def _unreachable(error: BaseException) -> HocVuError | None:
    import_name = type(error).__module__
    if not import_name.startswith("psycopg") or "connection" not in str(error).lower():
        return None
    return LibraryUnusable(
        "Không kết nối được với PostgreSQL của thư viện.",
        "Kiểm tra HOCVU_DATABASE_URL và máy chủ cơ sở dữ liệu, rồi thử lại.",
    )


def scalar(connection: Connection, statement: Any) -> Any:  # noqa: ANN401  a column's own type
    """The first column of the first row, or ``None``."""
    return connection.execute(statement).scalar()
