"""Files of JSON Lines that are only ever added to, and survive a killed process.

A line counts once its end is written; what a killed process left of a line is cut before the next one
is added, and passed over by whoever reads.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import BadRequest

_Row = TypeVar("_Row", bound=BaseModel)


def read_rows(path: Path, kind: type[_Row]) -> list[_Row]:
    """The whole rows of a file; none where there is no file. Raise ``BadRequest`` where a line that
    was ended is no row: nothing this program did writes one.
    """
    return list(_rows(path, kind)) if path.is_file() else []


def _rows(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    for n, line in enumerate(_whole(path.read_bytes()).splitlines(), 1):
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            raise BadRequest(
                f"{path.name}, dòng {n} không đọc được.", "Tệp đã bị sửa; chạy lại vào một thư mục mới."
            ) from error


def _whole(content: bytes) -> bytes:
    """All lines that were ended."""
    return content[: content.rfind(b"\n") + 1]


class Appended(Generic[_Row]):
    """A file that rows are added to, each safe on the disk when ``add`` returns.

    Not for several threads at once: whoever adds holds a lock.
    """

    def __init__(self, path: Path) -> None:
        """Open, and cut what a killed process left of its last line."""
        self._file = path.open("a+b")
        self._file.seek(0)
        self._file.truncate(len(_whole(self._file.read())))

    def add(self, row: _Row) -> None:
        """Add a row."""
        self._file.write(row.model_dump_json().encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
