"""The reader for each format, loaded when it is first needed."""

import importlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.domain.machine_talk import machine_talk
from assistant.errors import UnreadableFile
from ingest.readers.options import ReaderOptions, check_size
from ingest.readers.sniff import DOCX, HTML, MARKDOWN, NAMES, PDF, TEXT, ZIP, Sniffed, sniff
from ingest.reading import ReadDocument

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RULE = re.compile(r"^[\s_\-–—=*~.·•…/\\|]+$")


def read_here(path: Path, options: ReaderOptions, media_type: str | None = None) -> ReadDocument:
    """Read a file in this process, without the guard's limits on time and memory.

    The guarded process runs this; call it directly only on files of your own. Raises
    ``UnreadableFile`` or ``MissingTool``, in a clerk's words.
    """
    check_size(path, options)
    own = options.readers.get(path.suffix.lower())
    if own is not None:
        return _load(own)(path, options)
    found = sniff(path, media_type)
    document = _without_controls(_without_rules(_read(path, options, found.media_type)))
    if not any(char.isalpha() for line in document.lines for char in line.text):
        raise UnreadableFile(f"Tệp {path.name} không có chữ nào.", "Kiểm tra lại tệp nguồn.")
    return _with_extension_warning(_with_machine_talk_warning(document), path, found)


def _read(path: Path, options: ReaderOptions, media_type: str) -> ReadDocument:
    if media_type == PDF:
        from ingest.readers.pdf import read_pdf

        return read_pdf(path, options)
    simple = _SIMPLE.get(media_type)
    if simple is not None:
        document: ReadDocument = getattr(importlib.import_module(f"ingest.readers.{simple[0]}"), simple[1])(
            path
        )
        return document
    if media_type == ZIP:
        raise UnreadableFile(f"{path.name} là tệp nén.", "Giải nén, hoặc nộp cả tệp nén bằng hocvu ingest.")
    from ingest.readers.office import read_office

    return read_office(path, options, media_type)


_SIMPLE = {
    DOCX: ("docx", "read_docx"),
    HTML: ("html", "read_html"),
    MARKDOWN: ("markdown", "read_markdown"),
    TEXT: ("text", "read_text"),
}


def _without_rules(document: ReadDocument) -> ReadDocument:
    """Without lines drawn with dashes and the like, as heads and ends of texts have them."""
    kept = tuple(line for line in document.lines if line.table or not _RULE.match(line.text))
    return replace(document, lines=kept)


def _without_controls(document: ReadDocument) -> ReadDocument:
    """Control characters shown as what could not be read: on a terminal they would be obeyed.

    One for one, so that places of printed lines hold.
    """
    if not any(_CONTROL.search(text) for text in (document.text, *document.meta.values())):
        return document
    lines = tuple(replace(line, text=_CONTROL.sub("\ufffd", line.text)) for line in document.lines)
    meta = {key: _CONTROL.sub("\ufffd", value) for key, value in document.meta.items()}
    return replace(document, lines=lines, meta=meta)


def _with_machine_talk_warning(document: ReadDocument) -> ReadDocument:
    """Sentences that were put there for an answering machine to obey are shown to the clerk."""
    found = machine_talk(document.text)
    if not found:
        return document
    more = f" (và {len(found) - 1} câu khác)" if len(found) > 1 else ""
    warning = (
        f"Văn bản có câu ra lệnh cho máy trả lời, không phải lời của quy định: “{found[0][:120]}”{more}. "
        "Kiểm tra nguồn của tệp; trợ lý không viết câu trả lời từ điều khoản có câu như vậy."
    )
    return replace(document, warnings=(*document.warnings, warning))


def _load(name: str) -> Callable[[Path, ReaderOptions], ReadDocument]:
    module, _, function = name.partition(":")
    reader: Callable[[Path, ReaderOptions], ReadDocument] = getattr(importlib.import_module(module), function)
    return reader


def _with_extension_warning(document: ReadDocument, path: Path, found: Sniffed) -> ReadDocument:
    if not found.wrong_extension:
        return document
    warning = (
        f"Tệp mang đuôi {path.suffix} nhưng nội dung là {NAMES[found.media_type]}; đã đọc theo nội dung."
    )
    return replace(document, warnings=(warning, *document.warnings))
