"""Word (DOCX): the body in its order, with the labels of automatic lists and cells of tables.

Changes that were tracked are taken as accepted: what was inserted is read, what was deleted is
not. Running heads and feet are left out, and words nobody sees (``hidden_word``). Footnotes follow the
text as ``[1] …``.
"""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.domain.words import nfc, squeeze
from assistant.errors import UnreadableFile
from ingest.readers.archive import check_zip
from ingest.readers.encodings import LEGACY, legacy_encoding, mend_line
from ingest.readers.hidden import hidden_warnings
from ingest.readers.hidden_word import WordSight, is_hidden_box
from ingest.readers.labels import starts_strong_unit
from ingest.readers.tables import is_arrangement, row_text
from ingest.readers.weighing import plain_bullets
from ingest.readers.word_numbers import Numbering, W
from ingest.readers.word_styles import Styles, on
from ingest.reading import Line, ReadDocument

_SKIPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTBOX = f"{W}txbxContent"
_MAX_ROWS = 100_000


def read_docx(path: Path) -> ReadDocument:
    """Read a DOCX file; raise ``UnreadableFile`` where it is damaged or holds no words."""
    document = _open(path)
    styles = Styles.of(document)
    reader = _Reader(styles, WordSight(document, styles), Numbering.of(_related(document, "numbering")))
    lines = list(reader.blocks(document.element.body))
    lines += reader.footnotes(_related(document, "footnotes"))
    lines = _mended([line for line in lines if line.text])
    if not lines:
        raise UnreadableFile(f"Tệp {path.name} không có chữ nào.", "Kiểm tra lại tệp nguồn.")
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    warnings = (
        ["Tệp có phần sửa đổi chưa chốt (track changes): đã đọc như thể đã chấp nhận."]
        if reader.tracked
        else []
    )
    warnings += hidden_warnings([("", " ".join(reader.hidden))])
    return ReadDocument(
        tuple(lines), meta=_properties(document), media_type=media_type, warnings=tuple(warnings)
    )


def _open(path: Path) -> Any:  # noqa: ANN401 - python-docx has no types
    """Open with python-docx, whose parser resolves no entities; sizes are checked first."""
    import docx

    try:
        with zipfile.ZipFile(path) as archive:
            check_zip(archive, path.name)
        return docx.Document(str(path))
    except UnreadableFile:
        raise
    except Exception as error:  # python-docx raises anything on broken packages
        raise UnreadableFile(
            f"Tệp Word {path.name} bị hỏng hoặc bị cắt cụt.",
            "Mở bằng Word, lưu lại thành .docx rồi thử lại.",
        ) from error


def _related(document: Any, kind: str) -> Any:  # noqa: ANN401
    """Root element of a part related to the document, or ``None``."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            try:
                return parse_xml(relation.target_part.blob)
            except (SyntaxError, ValueError):  # lxml's XMLSyntaxError is a SyntaxError
                return None
    return None


def _properties(document: Any) -> dict[str, str]:  # noqa: ANN401
    properties = document.core_properties
    try:
        values = {"title": properties.title, "author": properties.author, "created": properties.created}
    except (ValueError, KeyError, AttributeError):
        return {}
    return {key: squeeze(str(value)) for key, value in values.items() if value}


@dataclass(frozen=True)
class _Run:
    """Characters of one look."""

    text: str
    bold: bool


@dataclass
class _Reader:
    """Walks the body; remembers how far lists have counted and whether changes were tracked."""

    styles: Styles
    sight: WordSight
    numbering: Numbering
    tracked: bool = False
    hidden: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[Line]:  # noqa: ANN401
        """Lines of a block container: body, cell, text box, content control."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in _SKIPPED or child.tag == _FALLBACK:
                self.tracked = self.tracked or child.tag in (f"{W}del", f"{W}moveFrom")
            elif isinstance(child.tag, str):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:  # noqa: ANN401
        self.boxes = []
        runs = list(self._runs(paragraph))
        look = self.styles.look(paragraph)
        label = (
            self.numbering.label(*look.number) if look.number and any(r.text.strip() for r in runs) else ""
        )
        for text, bold in _printed(runs):
            if label and not text.startswith(label) and not starts_strong_unit(text):
                text = f"{label} {text}"
            label = ""
            yield Line(text, heading=look.heading, centered=look.centred, bold=bold)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Any) -> Iterator[_Run]:  # noqa: ANN401
        for child in parent:
            if child.tag == f"{W}r":
                yield self._run(child)
            elif child.tag in _SKIPPED or child.tag == _FALLBACK:
                self.tracked = self.tracked or child.tag in (f"{W}del", f"{W}moveFrom")
            elif isinstance(child.tag, str):
                self.tracked = self.tracked or child.tag == f"{W}ins"
                yield from self._runs(child)

    def _run(self, run: Any) -> _Run:  # noqa: ANN401
        properties = run.find(f"{W}rPr")
        if self.sight.hides(run):
            self.hidden += [text.text or "" for text in run.iter(f"{W}t")]
            return _Run("", bold=True)
        text = _font_mended("".join(self._characters(run)), properties)
        if on(properties, "caps"):
            text = text.upper()
        paragraph = next(run.iterancestors(f"{W}p"), None)
        return _Run(text, self.styles.is_bold(properties, paragraph))

    def _characters(self, run: Any) -> Iterator[str]:  # noqa: ANN401
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                yield child.text or ""
            elif name in _PRINTED:
                yield _PRINTED[name]
            elif name == "br":
                yield "\n"
            elif name == "footnoteReference":
                yield f"[{child.get(f'{W}id')}]"
            elif child.tag not in _SKIPPED:
                self.boxes += [box for box in child.iter(_TEXTBOX) if self._is_read(box)]

    def _is_read(self, box: Any) -> bool:  # noqa: ANN401
        """Whether a text box is read: not the copy for old programs, nor one that is not shown."""
        if _in_fallback(box):
            return False
        if is_hidden_box(box):
            self.hidden += [text.text or "" for text in box.iter(f"{W}t")]
            return False
        return True

    def footnotes(self, root: Any) -> list[Line]:  # noqa: ANN401
        """The footnotes as lines ``[n] text``; separators have no positive number."""
        lines: list[Line] = []
        for note in root.iter(f"{W}footnote") if root is not None else ():
            number = note.get(f"{W}id") or "0"
            text = squeeze(" ".join(line.text for line in self.blocks(note)))
            if number.isdecimal() and number != "0" and text:
                lines.append(Line(f"[{number}] {text}"))
        return lines

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        cells = [list(self._row(row)) for row in _rows(table)]
        rows = [[" ".join(line.text for line in cell) for cell in row] for row in cells]
        if not is_arrangement(rows):
            yield from (Line(row_text(row), table=True) for row in rows if any(row))
            return
        for column in range(max(map(len, cells), default=0)):
            for row in cells:
                yield from row[column] if column < len(row) else ()

    def _row(self, row: Any) -> Iterator[list[Line]]:  # noqa: ANN401
        """Cells of a row; a merged cell is said once, its other places are empty."""
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            yield [] if continued else list(self.blocks(cell))
            yield from ([] for _ in range(_span(properties) - 1))


_PRINTED = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-", "sym": "•"}


def _in_fallback(element: Any) -> bool:  # noqa: ANN401
    return next(element.iterancestors(_FALLBACK), None) is not None


def _rows(table: Any) -> list[Any]:  # noqa: ANN401
    """Rows of this table and not of tables inside it (content controls looked through)."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table][:_MAX_ROWS]


def _cells(row: Any) -> list[Any]:  # noqa: ANN401
    return [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]


def _span(properties: Any) -> int:  # noqa: ANN401
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), 60) if value.isdecimal() and len(value) < 4 else 1


def _font_mended(text: str, properties: Any) -> str:  # noqa: ANN401
    """Text under a font of the old encodings converted; fonts in ``H`` draw capitals."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    name = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
    if name.lower().startswith(".vn"):
        mended = mend_line(text, "TCVN3")
        return mended.upper() if name.endswith("H") else mended
    return LEGACY["VNI"](text) if name.upper().startswith("VNI-") else text


def _printed(runs: Sequence[_Run]) -> Iterator[tuple[str, bool]]:
    """The paragraph's printed lines (cut at line breaks) with whether each is wholly bold."""
    buffer: list[str] = []
    bold = True
    for run in (*runs, _Run("\n", bold=True)):
        for index, part in enumerate(run.text.split("\n")):
            if index:
                if text := squeeze(plain_bullets(nfc("".join(buffer)))):
                    yield text, bold
                buffer, bold = [], True
            buffer.append(part)
            bold = bold and (run.bold or not part.strip())


def _mended(lines: list[Line]) -> list[Line]:
    """Lines with an old encoding converted, where the document as a whole shows one."""
    encoding = legacy_encoding("\n".join(line.text for line in lines))
    if encoding is None:
        return lines
    return [replace(line, text=nfc(mend_line(line.text, encoding))) for line in lines]
