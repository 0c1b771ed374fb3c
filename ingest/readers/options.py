"""What a reader may use and how much of it; a plain value that crosses to another process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass(frozen=True)
class ReaderOptions:
    """Limits of one file's reading, and the folder where OCR results are kept.

    ``readers`` is the door for formats of one's own (and for tests): it maps a file extension
    (``.abc``) to ``"package.module:function"``, a function of ``(Path, ReaderOptions)`` that
    returns a ``ReadDocument``. It is asked before the content is looked at, and runs guarded.
    """

    max_file_bytes: int = 150_000_000
    file_timeout_s: float = 600.0
    file_memory_bytes: int = 2_000_000_000
    ocr: bool = True
    ocr_workers: int = 1
    cache_dir: str = ""
    readers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: "Settings", readers: Mapping[str, str] | None = None) -> "ReaderOptions":
        """The part of the settings that reading needs."""
        return cls(
            max_file_bytes=settings.max_file_bytes,
            file_timeout_s=settings.file_timeout_s,
            file_memory_bytes=settings.file_memory_bytes,
            ocr=settings.ocr,
            ocr_workers=settings.workers,
            cache_dir=str(settings.home / "cache"),
            readers=dict(readers or {}),
        )


def megabytes(size: float) -> str:
    """A size for people: ``1,5 MB``, with the decimal comma of Vietnamese."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def check_size(path: Path, options: ReaderOptions) -> None:
    """Refuse a missing, empty or too large file before a byte of it is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile(f"Không mở được tệp {path.name}.", "Kiểm tra đường dẫn và quyền đọc.") from error
    if not path.is_file():
        raise UnreadableFile(f"{path.name} không phải là một tệp.", "Chỉ đọc được tệp thông thường.")
    if size == 0:
        raise UnreadableFile(f"Tệp {path.name} rỗng (0 byte).", "Tải lại hoặc xuất lại tệp rồi thử lại.")
    if size > options.max_file_bytes:
        limit = megabytes(options.max_file_bytes)
        raise UnreadableFile(
            f"Tệp {path.name} lớn {megabytes(size)}, quá giới hạn {limit}.",
            "Chia nhỏ tệp, hoặc tăng giới hạn HOCVU_MAX_FILE_BYTES.",
        )
