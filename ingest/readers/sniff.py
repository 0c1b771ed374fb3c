"""What a file is: by its content first, by its extension only where content cannot tell."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableFile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
ZIP = "application/zip"

NAMES = {
    PDF: "PDF", DOCX: "Word (DOCX)", DOC: "Word 97-2003 (DOC)", RTF: "RTF", ODT: "ODT",
    HTML: "HTML", MARKDOWN: "Markdown", TEXT: "văn bản thuần", ZIP: "tệp nén ZIP",
}  # fmt: skip
EXTENSIONS = {
    ".pdf": PDF, ".docx": DOCX, ".doc": DOC, ".rtf": RTF, ".odt": ODT, ".html": HTML, ".htm": HTML,
    ".xhtml": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT, ".text": TEXT, ".zip": ZIP,
}  # fmt: skip

_HEAD_BYTES = 65_536
_FOREIGN = (
    (b"\x89PNG", "ảnh PNG"), (b"\xff\xd8\xff", "ảnh JPEG"), (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"), (b"GIF8", "ảnh GIF"), (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"), (b"\x1f\x8b", "tệp nén GZIP"), (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình"), (b"SQLite format 3", "cơ sở dữ liệu"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p)\b", re.IGNORECASE)
_MARKUP_START = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<[!a-z]", re.IGNORECASE | re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sniffed:
    """The type found in the content, and whether the extension says otherwise."""

    media_type: str
    claimed: str | None

    @property
    def wrong_extension(self) -> bool:
        """Whether the extension names another format (text formats pass for one another)."""
        plain = {TEXT, MARKDOWN}
        same = self.claimed == self.media_type or {self.claimed, self.media_type} <= plain
        return self.claimed is not None and not same


def sniff(path: Path, media_type: str | None = None) -> Sniffed:
    """Find the type of ``path``; raise ``UnreadableFile`` for what is no document at all.

    ``media_type`` is what a sender says it is; like the extension, it counts after the content.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    claimed = EXTENSIONS.get(path.suffix.lower()) or (media_type if media_type in NAMES else None)
    return Sniffed(_binary_type(path, head) or _text_type(path, head, claimed), claimed)


def _binary_type(path: Path, head: bytes) -> str | None:
    if b"%PDF-" in head[:1024] and not _HTML.search(head[: head.find(b"%PDF-")]):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(path)
    if head.startswith(_OLE):
        return _ole_type(path)
    if head.lstrip()[:5] == b"{\\rtf":
        return RTF
    foreign = next((name for magic, name in _FOREIGN if head.startswith(magic)), None)
    if foreign:
        raise UnreadableFile(
            f"Tệp {path.name} là {foreign}, không phải văn bản đọc được.",
            "Hãy nộp PDF, DOCX, DOC, HTML, Markdown hoặc văn bản thuần.",
        )
    return None


def _zip_type(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(
            f"Tệp {path.name} bị hỏng hoặc bị cắt cụt (cấu trúc nén không trọn vẹn).",
            "Tải lại tệp từ nguồn.",
        ) from error
    if "word/document.xml" in names:
        return DOCX
    if "content.xml" in names and "mimetype" in names:
        return ODT
    if {"xl/workbook.xml", "ppt/presentation.xml"} & names:
        raise UnreadableFile(
            f"Tệp {path.name} là bảng tính hoặc trình chiếu, chưa đọc được.", "Xuất tệp ra PDF rồi nộp lại."
        )
    return ZIP


def _ole_type(path: Path) -> str:
    """Old Office files name their streams in UTF-16 in the directory."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(f"Tệp {path.name} có mật khẩu.", "Bỏ mật khẩu rồi nộp lại.")
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    raise UnreadableFile(
        f"Tệp {path.name} là tệp Office cũ nhưng không phải Word.", "Xuất tệp ra PDF rồi nộp lại."
    )


def _is_html(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    start = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_MARKUP_START.match(start[:4096]) and _HTML.search(start[:8192]))


def _text_type(path: Path, head: bytes, claimed: str | None) -> str:
    if _is_html(head):
        return HTML
    if _looks_binary(head):
        raise UnreadableFile(
            f"Tệp {path.name} chứa dữ liệu nhị phân không rõ định dạng, không phải văn bản.",
            "Kiểm tra lại tệp nguồn.",
        )
    if claimed in (MARKDOWN, HTML):
        return claimed
    return MARKDOWN if re.match(rb"(?:\xef\xbb\xbf)?---\r?\n", head) else TEXT


def _looks_binary(head: bytes) -> bool:
    """Control bytes that no text has; UTF-16 is let through by its NULs on one side."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) * 0.15 and min(even, odd) <= len(head) * 0.005:
        return False
    control = sum(head.count(bytes([byte])) for byte in (*range(9), *range(14, 27), *range(28, 32)))
    return control > len(head) * 0.005
