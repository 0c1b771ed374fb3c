"""From what a person named to files to read: folders walked, zips opened, packages seen."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.domain.words import nfc
from assistant.errors import UnreadableFile
from ingest.codification import is_package
from ingest.readers import expand

_OFFICE_MARKS = ("[Content_Types].xml", "mimetype")
_RUBBISH = {"thumbs.db", "desktop.ini", "__macosx"}
_CHUNK = 1 << 20


class SourceKind(StrEnum):
    """What was found."""

    FILE = "file"
    PACKAGE = "package"
    REFUSED = "refused"


@dataclass(frozen=True)
class Found:
    """Something to read, or refused with a ``reason`` for a clerk.

    ``origin`` tells it apart from others for good: the absolute path, and inside a zip
    ``/a/b.zip!/folder/file.pdf``. ``path`` is where its bytes lie now.
    """

    path: Path
    origin: str
    kind: SourceKind = SourceKind.FILE
    reason: str = ""

    @property
    def name(self) -> str:
        """The name shown to people, without folders."""
        return self.origin.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def discover(paths: list[Path], scratch: Path) -> Iterator[Found]:
    """Everything under ``paths``, in an order that does not change from run to run.

    Zips are unpacked under ``scratch``, which the caller removes. Nothing raises: what
    cannot be read is a ``REFUSED`` one.
    """
    for path in paths:
        yield from _walk(path.absolute(), str(path.absolute()), scratch)


def _walk(path: Path, origin: str, scratch: Path) -> Iterator[Found]:
    if not path.exists():
        yield Found(path, origin, SourceKind.REFUSED, "Không có tệp hay thư mục này.")
    elif not (path.is_file() or path.is_dir()):
        yield Found(path, origin, SourceKind.REFUSED, "Không phải một tệp thường.")
    elif is_package(path):
        yield Found(path, origin, SourceKind.PACKAGE)
    elif path.is_dir():
        yield from _folder(path, origin, scratch)
    elif is_archive(path):
        yield from _archive(path, origin, scratch)
    else:
        yield Found(path, origin)


def _folder(folder: Path, origin: str, scratch: Path) -> Iterator[Found]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Found(folder, origin, SourceKind.REFUSED, f"Không mở được thư mục ({error.strerror}).")
        return
    for child in children:
        if not _is_rubbish(child.name) and not (child.is_symlink() and child.is_dir()):
            yield from _walk(child, f"{origin}/{child.name}", scratch)


def _is_rubbish(name: str) -> bool:
    """Files that systems and office programs leave behind."""
    return name.startswith((".", "~$")) or name.lower() in _RUBBISH


def is_archive(path: Path) -> bool:
    """A zip of files; DOCX, ODT and the like are zips too, but each is one document."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return not any(mark in names for mark in _OFFICE_MARKS)


def _archive(path: Path, origin: str, scratch: Path) -> Iterator[Found]:
    folder = scratch / hashlib.sha256(origin.encode()).hexdigest()[:16]
    try:
        for entry in expand(path, folder):
            inner = f"{origin}!/{nfc(entry.name)}"
            if entry.path is None:
                yield Found(
                    path, inner, SourceKind.REFUSED, f"{entry.failure[:1].upper()}{entry.failure[1:]}."
                )
            elif not any(map(_is_rubbish, entry.name.split("/"))):
                yield Found(entry.path, inner)
    except UnreadableFile as error:
        yield Found(path, origin, SourceKind.REFUSED, f"{error.message} {error.hint}".strip())


def fingerprint(found: Found) -> tuple[str, int]:
    """SHA-256 and size of a source; of a folder: of its files' names and bytes, in order."""
    digest, size = hashlib.sha256(), 0
    for path in _files(found.path):
        if path != found.path:
            digest.update(f"\0{path.relative_to(found.path)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    return digest.hexdigest(), size


def _files(path: Path) -> list[Path]:
    return sorted(inner for inner in path.rglob("*") if inner.is_file()) if path.is_dir() else [path]
