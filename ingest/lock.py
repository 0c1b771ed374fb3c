"""One writer at a time: a lock in the home folder that names the process holding it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import LibraryBusy


def _lock(home: Path) -> FileLock:
    return FileLock(home / "write.lock")


def holder(home: Path) -> int | None:
    """The process that writes now, ``None`` if nobody does. A dead writer holds nothing:
    the system gives its lock back.
    """
    lock = _lock(home)
    try:
        with lock.acquire(timeout=0):
            return None
    except Timeout:
        return _pid(home)


def _pid(home: Path) -> int:
    try:
        return int((home / "write.pid").read_text())
    except (OSError, ValueError):
        return 0


@contextmanager
def write_lock(home: Path) -> Iterator[None]:
    """Hold the library for writing; raise ``LibraryBusy`` where another process does."""
    home.mkdir(parents=True, exist_ok=True)
    lock = _lock(home)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        pid = _pid(home)
        raise LibraryBusy(
            f"Một tiến trình khác đang ghi vào thư viện (mã tiến trình {pid or 'không rõ'}).",
            "Đợi tiến trình đó xong rồi chạy lại lệnh này; việc hỏi đáp vẫn chạy bình thường.",
        ) from None
    try:
        (home / "write.pid").write_text(str(os.getpid()))
        yield
    finally:
        lock.release()
