"""What pypdf does better than pdfium: document information, repair, and another reading."""

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.document import LineSpan
from assistant.domain.words import squeeze
from assistant.errors import UnreadableFile
from ingest.readers.layout import Printed
from ingest.readers.vietnamese import plausibility
from ingest.reading import Line

_MAX_OUTLINE = 200
_WORD = re.compile(r"[^\W\d_]{2,}")


def repair(path: Path) -> bytes:
    """The file written anew by pypdf; ``UnreadableFile`` where pypdf cannot read it either."""
    from pypdf import PdfReader, PdfWriter

    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            raise UnreadableFile(f"PDF {path.name} có mật khẩu hoặc kiểu mã hoá không đọc được.")
        if not reader.pages:
            raise UnreadableFile(f"PDF {path.name} không có trang nào.", "Xuất lại PDF rồi thử lại.")
        writer, out = PdfWriter(clone_from=reader), io.BytesIO()
        writer.write(out)
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf raises anything on broken files
        raise UnreadableFile(
            f"PDF {path.name} bị hỏng hoặc bị cắt cụt, không sửa được.", "Tải lại tệp từ nguồn."
        ) from error
    return out.getvalue()


def lines_of_page(path: Path, number: int) -> list[Printed]:
    """A page's lines as pypdf reads them, without places; none where it cannot."""
    from pypdf import PdfReader

    try:
        text = PdfReader(path, strict=False).pages[number - 1].extract_text()
    except Exception:  # pypdf raises anything on broken files
        return []
    return [Printed(line, number, None) for line in squeeze(text).split("\n") if line]


def metadata(path: Path, document: Any) -> dict[str, str]:  # noqa: ANN401 - pypdfium2 has no types
    """What the file says of itself: title, author, dates, headings of its outline."""
    from pypdf import PdfReader

    try:
        found: Mapping[str, Any] = PdfReader(path, strict=False).metadata or {}
        values = {key: squeeze(str(found.get(f"/{key}") or "")) for key in _KEYS}
    except Exception:  # pypdf raises anything on broken files
        values = {key: squeeze(document.get_metadata_value(key)) for key in _KEYS}
    meta = {name: values[key] for key, name in _KEYS.items() if values[key]}
    if not _is_title(meta.get("title", "")):
        meta.pop("title", None)
    outline = _outline(document)
    return meta | ({"outline": outline} if outline else {})


def _is_title(title: str) -> bool:
    """Whether a title was given by a person: not a file's name, nor letters of a wrong table."""
    made = title.startswith(("Microsoft Word -", "Microsoft PowerPoint -"))
    if made or len(_WORD.findall(title)) < 2:
        return False
    return title.isascii() or plausibility(title) > 0.6


_KEYS = {"Title": "title", "Author": "author", "CreationDate": "created", "Producer": "producer"}


def _outline(document: Any) -> str:  # noqa: ANN401
    titles = []
    for item in document.get_toc(max_depth=3):
        titles.append(squeeze(item.get_title() or ""))
        if len(titles) >= _MAX_OUTLINE:
            break
    return "; ".join(title for title in titles if title)


def converted(line: Line, text: str) -> Line:
    """``line`` with its text converted; places of printed lines kept in proportion."""
    if text == line.text or not line.spans:
        return replace(line, text=text)
    ratio = len(text) / max(len(line.text), 1)
    ends = [round(span.end * ratio) for span in line.spans]
    starts = [0, *ends[:-1]]
    spans = tuple(
        LineSpan(start, min(end, len(text)), span.page, span.box)
        for start, end, span in zip(starts, ends, line.spans, strict=True)
    )
    return replace(line, text=text, spans=spans)
