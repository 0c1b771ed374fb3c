"""Zip files from strangers: expanded into a folder entry by entry, each refusal with its reason.

An entry that climbs out, is a link, is locked or swells beyond measure fails by itself and the
others go on; an archive whose whole is beyond measure is refused before anything is written.
"""

import re
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import UnreadableFile
from ingest.readers.options import megabytes

_MAX_ENTRIES = 20_000
_MAX_TOTAL = 2_000_000_000
_MAX_ENTRY = 200_000_000
_MAX_RATIO = 200
_RATIO_FROM = 10_000_000
_MAX_DEPTH = 2
_CHUNK = 1 << 20
_SAME_NAME = "trùng tên với một mục khác trong tệp nén"
_UTF8_FLAG = 0x800
_LOCKED_FLAG = 0x1
_IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BAD_NAME = re.compile(r"[\x00-\x1f<>:\"|?*\\]")


@dataclass(frozen=True)
class Expanded:
    """One entry of an archive: where it was put, or why it was not."""

    name: str
    path: Path | None
    failure: str = ""


def check_zip(archive: zipfile.ZipFile, name: str, *, entry_limit: int = _MAX_ENTRY) -> None:
    """Refuse an archive whose declared sizes are beyond measure (zipfile reads no more than those)."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MAX_ENTRIES:
        raise UnreadableFile(
            f"Tệp nén {name} có {len(entries)} mục, quá giới hạn {_MAX_ENTRIES}.", "Chia nhỏ tệp nén."
        )
    if total > _MAX_TOTAL or (total > _RATIO_FROM and total > packed * _MAX_RATIO):
        raise UnreadableFile(
            f"Tệp nén {name} bung ra {megabytes(total)} từ {megabytes(packed)}: nghi là bom nén, không mở.",
            "Kiểm tra nguồn của tệp.",
        )
    if any(entry.file_size > entry_limit for entry in entries) and len(entries) == 1:
        raise UnreadableFile(f"Tệp nén {name} chứa tệp quá lớn.", "Giải nén và nộp riêng.")


def expand(path: Path, into: Path, *, entry_limit: int = _MAX_ENTRY, depth: int = 1) -> Iterator[Expanded]:
    """Expand ``path`` below the folder ``into``; yields each file, archives inside expanded too.

    Raises ``UnreadableFile`` where the archive as a whole is damaged or beyond measure.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_zip(archive, path.name, entry_limit=entry_limit)
            for entry in archive.infolist():
                if not entry.is_dir() and not _IGNORED.search(entry.filename):
                    yield from _expand_entry(archive, entry, into, entry_limit, depth)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UnreadableFile(f"Tệp nén {path.name} bị hỏng.", "Tải lại tệp từ nguồn.") from error


def _expand_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, into: Path, limit: int, depth: int
) -> Iterator[Expanded]:
    name = entry_name(entry)
    failure = _refusal(entry, name, limit)
    target = into.joinpath(*_safe_parts(name))
    if not failure:
        failure = _write(archive, entry, target)
    if failure:
        yield Expanded(name, None, failure)
    elif target.suffix.lower() == ".zip":
        yield from _expand_inner(target, name, limit, depth)
    else:
        yield Expanded(name, target)


def _expand_inner(target: Path, name: str, limit: int, depth: int) -> Iterator[Expanded]:
    """An archive in an archive: one level deep, no more."""
    if depth >= _MAX_DEPTH:
        yield Expanded(name, None, "tệp nén lồng quá sâu")
        return
    try:
        folder = target.with_name(f"{target.name}.d")
        for inner in expand(target, folder, entry_limit=limit, depth=depth + 1):
            yield Expanded(f"{name}/{inner.name}", inner.path, inner.failure)
    except UnreadableFile as error:
        yield Expanded(name, None, error.message)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; names without the UTF-8 flag are often UTF-8 all the same."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _refusal(entry: zipfile.ZipInfo, name: str, limit: int) -> str:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or re.match(r"^[A-Za-z]:", name):
        return "đường dẫn trong tệp nén trỏ ra ngoài thư mục"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "mục là liên kết, không phải tệp"
    if entry.flag_bits & _LOCKED_FLAG:
        return "mục có mật khẩu"
    if entry.file_size > limit:
        return f"tệp lớn {megabytes(entry.file_size)}, quá giới hạn {megabytes(limit)}"
    if entry.file_size > _RATIO_FROM and entry.file_size > entry.compress_size * _MAX_RATIO:
        return "nghi là bom nén (tỉ lệ nén bất thường)"
    return ""


def _safe_parts(name: str) -> list[str]:
    """Path parts that stay below the folder, with short names without control characters."""
    parts = [_BAD_NAME.sub("_", part) for part in name.replace("\\", "/").split("/")]
    return [_short(part) for part in parts if part not in ("", ".", "..")] or ["_"]


def _short(part: str) -> str:
    """At most 200 bytes, the extension kept: file systems refuse longer names."""
    if len(part.encode()) <= 200:
        return part
    suffix = PurePosixPath(part).suffix[:10]
    return part.encode()[: 190 - len(suffix.encode())].decode(errors="ignore") + suffix


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> str:
    if target.exists():
        return _SAME_NAME
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as out:
            shutil.copyfileobj(source, out, _CHUNK)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, _zlib_error()):
        target.unlink(missing_ok=True)
        return "mục bị hỏng hoặc nén theo cách không đọc được"
    except (FileExistsError, NotADirectoryError):  # one entry is a file, another a folder of that name
        return _SAME_NAME
    return ""


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error
