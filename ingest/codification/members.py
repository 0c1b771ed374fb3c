"""The files of a package of the codification, in a zip or in a folder.

The ministry's own package has the topics in ``demuc/`` beside scripts and pictures; others zip
the topics alone. A zip is read entry by entry, never expanded onto the disk.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.errors import UnreadableFile
from ingest.codification.topic import TOPIC
from ingest.readers.archive import check_zip

_T = TypeVar("_T")
_HTML = (".html", ".htm")
_LOOKED_AT = 8
_HEAD = 16_384
_MARKS = (b"class='_content'", b'class="_content"', b"class='pDieu'", b'class="pDieu"')
_LARGEST = 200_000_000
_MAX_RATIO = 200
_RATIO_FROM = 10_000_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the package: its name, and its bytes or why they could not be had."""

    name: str
    data: bytes
    failure: str = ""


def is_package(path: Path) -> bool:
    """Whether ``path``, a zip or a folder, is a package of the codification.

    Looks at the beginnings of a few HTML files; half of them must be topics. A single topic
    file is no package: what is missing from a snapshot counts as gone from the code.
    """
    try:
        heads = list(_heads(path))
    except (*_DAMAGE, UnreadableFile):
        return False
    topics = sum(_is_topic(head) for head in heads)
    return topics > 0 and topics * 2 >= len(heads)


def members(path: Path) -> Iterator[Member]:
    """The package's HTML files in the order of their names.

    Raises ``UnreadableFile`` where the package as a whole is damaged or beyond measure.
    """
    if path.is_dir():
        for file in _files(path):
            yield _from_disk(path, file)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            check_zip(archive, path.name)
            for entry in _entries(archive):
                yield _from_zip(archive, entry)
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"Tệp nén {path.name} bị hỏng.", "Tải lại bộ pháp điển.") from error


def _heads(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        for file in _sample(_files(path)):
            with file.open("rb") as opened:
                yield opened.read(_HEAD)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            check_zip(archive, path.name)
            for entry in _sample(_entries(archive)):
                with archive.open(entry) as opened:
                    yield opened.read(_HEAD)


def _is_topic(head: bytes) -> bool:
    if not any(mark in head for mark in _MARKS):
        return False
    return TOPIC.search(head.decode("utf-8-sig", errors="ignore")) is not None


def _sample(items: list[_T]) -> list[_T]:
    """A few items spread over the list, the first and the last among them."""
    if len(items) <= _LOOKED_AT:
        return items
    return [items[round(index * (len(items) - 1) / (_LOOKED_AT - 1))] for index in range(_LOOKED_AT)]


def _files(folder: Path) -> list[Path]:
    inside = [*folder.iterdir(), *(file for name in ("demuc", "Demuc") for file in folder.glob(f"{name}/*"))]
    return sorted(
        file for file in inside if file.suffix.lower() in _HTML and file.is_file() and not file.is_symlink()
    )


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [e for e in archive.infolist() if e.filename.lower().endswith(_HTML) and not e.is_dir()]
    return sorted((e for e in found if "__MACOSX" not in e.filename), key=lambda e: e.filename)


def _from_disk(folder: Path, file: Path) -> Member:
    name = str(file.relative_to(folder))
    try:
        if file.stat().st_size > _LARGEST:
            return Member(name, b"", "tệp quá lớn")
        return Member(name, file.read_bytes())
    except OSError as error:
        return Member(name, b"", f"không mở được tệp ({error.strerror})")


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    if entry.file_size > _LARGEST:
        return Member(entry.filename, b"", "tệp quá lớn")
    if entry.file_size > _RATIO_FROM and entry.file_size > entry.compress_size * _MAX_RATIO:
        return Member(entry.filename, b"", "nghi là bom nén")
    try:
        with archive.open(entry) as opened:
            return Member(entry.filename, opened.read(_LARGEST))
    except _DAMAGE as error:
        return Member(entry.filename, b"", f"tệp nén hỏng ở mục này ({type(error).__name__})")
