"""From what a person named to files to read: folders walked, zips opened, packages seen.

Zips come from strangers. A member is written only under the scratch folder, under a name of
ours; what a zip says of its sizes is added up before anything is written, and no member gives
more bytes than it says (``zipfile`` stops there).
"""

import hashlib
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from assistant.domain.words import nfc
from ingest.codification import is_package

MAX_MEMBERS = 20_000
MAX_UNPACKED_BYTES = 4_000_000_000
BOMB_BYTES = 100_000_000
"""Below this size no zip is called a bomb, however well it was packed."""
BOMB_RATIO = 150
"""HTML of regulations packs about 1:10; a bomb packs 1:1000."""
MAX_DEPTH = 3

_OFFICE_MARKS = ("[Content_Types].xml", "mimetype")
_RUBBISH = {"thumbs.db", "desktop.ini", "__macosx"}
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
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
        return self.origin.rstrip("/").rsplit("/", 1)[-1]




def discover(paths: list[Path], scratch: Path) -> Iterator[Found]:
    """Everything under ``paths``, in an order that does not change from run to run.

    Zips are unpacked under ``scratch``, which the caller removes. Nothing raises: what
    cannot be read is a ``REFUSED`` one.
    """
    for path in paths:
        yield from _walk(path.absolute(), str(path.absolute()), scratch, depth=0)


def _walk(path: Path, origin: str, scratch: Path, *, depth: int) -> Iterator[Found]:
    if not path.exists():
        yield Found(path, origin, SourceKind.REFUSED, "Không có tệp hay thư mục này.")
    elif not (path.is_file() or path.is_dir()):
        yield Found(path, origin, SourceKind.REFUSED, "Không phải một tệp thường.")
    elif _package(path):
        yield Found(path, origin, SourceKind.PACKAGE)
    elif path.is_dir():
        yield from _folder(path, origin, scratch, depth)
    elif is_archive(path):
        yield from _archive(path, origin, scratch, depth)
    else:
        yield Found(path, origin)


def _folder(folder: Path, origin: str, scratch: Path, depth: int) -> Iterator[Found]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Found(folder, origin, SourceKind.REFUSED, f"Không mở được thư mục ({error.strerror}).")
        return
    for child in children:
        if not _is_rubbish(child.name) and not (child.is_symlink() and child.is_dir()):
            yield from _walk(child, f"{origin}/{child.name}", scratch, depth=depth)


def _is_rubbish(name: str) -> bool:
    """Files that systems and office programs leave behind."""
    return name.startswith((".", "~$")) or name.lower() in _RUBBISH


def _package(path: Path) -> bool:
    if path.is_file() and (not is_archive(path) or _bomb(path)):
        return False
    try:
        return is_package(path)
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


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


def _bomb(path: Path) -> str:
    """Why a zip is not opened, or the empty string."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        return f"Tệp nén có quá nhiều tệp ({len(members)}; tối đa {MAX_MEMBERS})."
    if unpacked > MAX_UNPACKED_BYTES:
        return "Tệp nén bung ra quá lớn nên không được mở."
    if unpacked > BOMB_BYTES and unpacked > BOMB_RATIO * max(path.stat().st_size, 1):
        return "Tệp nén bung ra lớn bất thường (dạng “bom nén”) nên không được mở."
    return ""


def _archive(path: Path, origin: str, scratch: Path, depth: int) -> Iterator[Found]:
    reason = _bomb(path) if depth < MAX_DEPTH else "Tệp nén lồng nhau quá sâu."
    if reason:
        yield Found(path, origin, SourceKind.REFUSED, reason)
        return
    folder = scratch / hashlib.sha256(origin.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        for index, member in enumerate(members):
            yield from _member(archive, member, folder / f"{index:05}", origin, scratch, depth)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, origin: str, scratch: Path, depth: int
) -> Iterator[Found]:
    name = _decoded(member)
    if member.is_dir() or any(_is_rubbish(part) and part != ".." for part in PurePosixPath(name).parts):
        return
    inner = f"{origin}!/{name}"
    reason = _unsafe(member, name)
    suffix = PurePosixPath(name).suffix
    unpacked = target.with_suffix(suffix if _SUFFIX.fullmatch(suffix) else "")
    if not reason:
        try:
            _unpack(archive, member, unpacked)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
            reason = "Tệp trong tệp nén bị hỏng hoặc nén theo cách không đọc được."
    if reason:
        yield Found(unpacked, inner, SourceKind.REFUSED, reason)
    else:
        yield from _walk(unpacked, inner, scratch, depth=depth + 1)


def _decoded(member: zipfile.ZipInfo) -> str:
    """The member's name; Windows programs write UTF-8 names without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = member.filename
    return nfc(name.replace("\\", "/"))


def _unsafe(member: zipfile.ZipInfo, name: str) -> str:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or ":" in name.partition("/")[0]:
        return "Tên tệp trong tệp nén trỏ ra ngoài tệp nén nên không được mở."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "Liên kết trong tệp nén không được mở."
    if member.flag_bits & 0x1:
        return "Tệp nén đặt mật khẩu; hãy giải nén rồi đưa tệp vào."
    return ""


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    with archive.open(member) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            file.write(chunk)


def fingerprint(found: Found, tick: Callable[[int], None] = lambda _size: None) -> tuple[str, int]:
    """SHA-256 and size of a source; of a folder: of its files' names and bytes, in order."""
    digest = hashlib.sha256()
    files = sorted(p for p in found.path.rglob("*") if p.is_file()) if found.path.is_dir() else [found.path]
    size = 0
    for path in files:
        if found.path.is_dir():
            digest.update(f"\0{path.relative_to(found.path)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                tick(len(chunk))
    return digest.hexdigest(), size
