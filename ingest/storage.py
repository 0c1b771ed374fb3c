"""The home folder's files: copies of sources, scratch space, and what a full disk looks like."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import StorageFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = (
    "no space left",
    "disk is full",
    "disk quota",
    "file too large",
    "os error 28",
    "os error 27",
    "sqlite_full",
    "could not extend file",
)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or one that caused it, says that the disk is full.

    SQLite, PostgreSQL, tantivy and Chroma each say it in words of their own.
    """
    while error is not None:
        if isinstance(error, StorageFull) or (isinstance(error, OSError) and error.errno in _FULL):
            return True
        if any(words in str(error).lower() for words in _FULL_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Turn whatever a full disk raises inside into ``StorageFull``."""
    try:
        yield
    except StorageFull:
        raise
    except Exception as error:
        if not is_disk_full(error):
            raise
        raise StorageFull(
            "Ổ đĩa đã đầy nên việc ghi dừng lại; thư viện vẫn trả lời như trước khi chạy lệnh.",
            "Hãy giải phóng dung lượng rồi chạy lại lệnh; những tệp đã đọc xong được giữ lại.",
        ) from error


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """An empty folder for this run. What a killed run left there goes first: whoever asks
    holds the write lock.
    """
    folder = home / "scratch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep_source(home: Path, path: Path, sha256: str) -> Path:
    """Keep a file's bytes as ``sources/<sha256>``, whole or not at all.

    Copied, not linked: the person may go on writing into the original.
    """
    target = home / "sources" / sha256
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{sha256}.{os.getpid()}")
    try:
        shutil.copyfile(path, partial)
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target


def drop_sources(home: Path, used: set[str]) -> int:
    """Remove the copies that no document of the library comes from; return how many."""
    folder = home / "sources"
    gone = [path for path in folder.iterdir() if path.name not in used] if folder.is_dir() else []
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
