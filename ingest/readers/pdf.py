"""PDF: text with places by pdfium, weighed page by page; OCR or a named failure for the rest."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from assistant.domain.words import squeeze
from assistant.errors import MissingTool, UnreadableFile
from ingest.readers import second_opinion
from ingest.readers.encodings import legacy_encoding, mend_line
from ingest.readers.furniture import without_furniture, without_stamps
from ingest.readers.glyphs import glyphs_of, pieces_of
from ingest.readers.heartbeat import beat
from ingest.readers.hidden import hidden_warnings
from ingest.readers.layout import Printed, printed_lines, without_text
from ingest.readers.options import ReaderOptions
from ingest.readers.pairs import with_marks
from ingest.readers.paragraphs import paragraphs
from ingest.readers.pdf_tables import TableFinder, has_rules, take_tables
from ingest.readers.unseen import seen
from ingest.readers.weighing import Weight, mend_private, plain_bullets, weigh
from ingest.reading import Line, Origin, Page, ReadDocument

if TYPE_CHECKING:
    from PIL.Image import Image

_MAX_PIXELS = 40_000_000
_DPI = 300
_SHOWN_PAGES = 12


@dataclass
class _Sheet:
    """One page on its way: its lines, and what became of it."""

    number: int
    width: float
    height: float
    lines: list[Printed] = field(default_factory=list)
    weight: Weight = Weight.EMPTY
    origin: Origin = Origin.TEXT
    note: str = ""
    picture: float = 0.0
    blank: bool = False
    unseen: str = ""

    @property
    def page(self) -> Page:
        return Page(self.number, self.width, self.height, self.origin, self.note)


def read_pdf(path: Path, options: ReaderOptions) -> ReadDocument:
    """Read a PDF; raise ``UnreadableFile`` where no page gave words."""
    with _opened(path) as (document, repaired):
        sheets = _own_text(path, document)
        doubtful = [sheet for sheet in sheets if sheet.weight is not Weight.GOOD and not sheet.blank]
        _second_look(path, doubtful)
        rest = [sheet for sheet in doubtful if sheet.weight is not Weight.GOOD]
        failure = _recognise_all(document, rest, options) if rest else ""
        meta = second_opinion.metadata(path, document)
        attachments = document.count_attachments()
    _refuse_wordless(path, sheets, failure)
    joined = paragraphs(without_furniture([sheet.lines for sheet in sheets]))
    lines = _mended(_with_marks(joined, {sheet.number for sheet in sheets if sheet.origin is Origin.OCR}))
    warnings = [*_repair_warning(repaired), *_page_warnings(sheets, failure)]
    if attachments:
        warnings.append(f"PDF có {attachments} tệp đính kèm bên trong, không được đọc.")
    pages = tuple(sheet.page for sheet in sheets)
    return ReadDocument(tuple(lines), pages, meta, "application/pdf", tuple(warnings))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, bool]]:
    """The pdfium document, repaired by pypdf where pdfium refuses it."""
    repaired = False
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise _locked(path) from error
        document, repaired = pdfium.PdfDocument(second_opinion.repair(path)), True
    try:
        if len(document) == 0:
            raise UnreadableFile(f"PDF {path.name} không có trang nào.", "Xuất lại PDF rồi thử lại.")
        yield document, repaired
    finally:
        document.close()


def _locked(path: Path) -> UnreadableFile:
    return UnreadableFile(f"PDF {path.name} có mật khẩu mở tệp.", "Bỏ mật khẩu (in lại ra PDF) rồi nộp lại.")


def _own_text(path: Path, document: Any) -> list[_Sheet]:  # noqa: ANN401 - pypdfium2 has no types
    finder = TableFinder(path)
    try:
        return [_own_page(document, index, finder) for index in range(len(document))]
    finally:
        finder.close()


def _own_page(document: Any, index: int, finder: TableFinder) -> _Sheet:  # noqa: ANN401
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return _Sheet(index + 1, 0.0, 0.0, origin=Origin.NONE, note="trang bị hỏng")
    try:
        width, height = page.get_size()
        sheet = _Sheet(index + 1, width, height)
        glyphs, sheet.unseen = seen(page, glyphs_of(page))
        tables = finder.find(index + 1) if glyphs and has_rules(page) else []
        rest, rows = take_tables(glyphs, tables, index + 1)
        pieces = pieces_of(rest, width / max(height, 1.0))
        own = without_stamps(pieces)
        sheet.lines = _with_rows(printed_lines(own, index + 1), rows)
        if any(piece.joined for piece in own):
            sheet.note = "có chữ cái đứng rời nhau, đã ghép lại theo khoảng cách"
        sheet.picture = _picture_share(page, width * height)
        sheet.weight = weigh(sheet.lines, sheet.picture, stamped=len(own) < len(pieces))
        sheet.blank = sheet.weight is Weight.EMPTY and sheet.picture == 0.0 and not _draws(page)
    finally:
        page.close()
    _mend_letters(sheet)
    return sheet


def _with_rows(body: list[Printed], rows: list[Printed]) -> list[Printed]:
    """Rows of tables put between the lines above and below them."""
    lines = list(body)
    for row in rows:
        top = row.box[1] if row.box else 1.0
        place = next((i for i, line in enumerate(lines) if _is_below(line, top)), len(lines))
        lines.insert(place, row)
    return lines


def _is_below(line: Printed, top: float) -> bool:
    return line.box is not None and (line.box[1] > top if line.table else line.box[3] > top + 0.005)


def _picture_share(page: Any, area: float) -> float:  # noqa: ANN401
    """Share of the page that its largest image covers."""
    share = 0.0
    for count, item in enumerate(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        if count > 200:
            break
        left, bottom, right, top = item.get_bounds()
        share = max(share, (right - left) * (top - bottom) / max(area, 1.0))
    return share


def _draws(page: Any) -> bool:  # noqa: ANN401
    return next(iter(page.get_objects(max_depth=1)), None) is not None


def _mend_letters(sheet: _Sheet) -> None:
    """Bullets of symbol fonts made bullets; one letter in a private code found again."""
    sheet.lines = [without_text(line, plain_bullets(line.text)) for line in sheet.lines]
    if sheet.weight is not Weight.PRIVATE:
        return
    text = mend_private("\n".join(line.text for line in sheet.lines))
    if text is not None:
        pairs = zip(sheet.lines, text.split("\n"), strict=True)
        sheet.lines = [without_text(line, new) for line, new in pairs]
        sheet.weight, sheet.note = Weight.GOOD, "đã đoán lại một chữ dùng mã riêng của phông"


def _second_look(path: Path, sheets: Sequence[_Sheet]) -> None:
    """Pages on which pdfium found no good words, as pypdf reads them.

    A stamp alone, and letters of private codes, read no better the second time; and pypdf does not
    tell letters that cannot be seen.
    """
    for sheet in sheets:
        if sheet.weight in (Weight.STAMP, Weight.PRIVATE) or sheet.unseen:
            continue
        lines = second_opinion.lines_of_page(path, sheet.number)
        if weigh(lines, sheet.picture) is Weight.GOOD:
            sheet.lines, sheet.weight = lines, Weight.GOOD
            sheet.note = "đọc bằng cách thứ hai, không có vị trí dòng"


def _recognise_all(document: Any, sheets: Sequence[_Sheet], options: ReaderOptions) -> str:  # noqa: ANN401
    """OCR of the doubtful pages side by side; returns why it could not be done, if so.

    pdfium is not safe in threads: pictures are drawn here, only tesseract runs beside.
    """
    if not options.ocr:
        return _failed(sheets, "nhận dạng chữ (OCR) đang tắt")
    from ingest.readers.ocr import missing

    reason = missing()
    if reason:
        return _failed(sheets, reason)
    with ThreadPoolExecutor(max(options.ocr_workers, 1)) as pool:
        for start in range(0, len(sheets), max(options.ocr_workers, 1)):
            batch = sheets[start : start + max(options.ocr_workers, 1)]
            images = [_picture(document, sheet) for sheet in batch]
            list(pool.map(_recognise, batch, images, repeat(options)))
            beat()
    return ""


def _failed(sheets: Sequence[_Sheet], reason: str) -> str:
    for sheet in sheets:
        sheet.origin, sheet.note, sheet.lines = Origin.NONE, f"{sheet.weight.value}; {reason}", []
    return reason


def _picture(document: Any, sheet: _Sheet) -> "Image | None":  # noqa: ANN401
    """The page in grey at 300 dpi, smaller where that would be too many pixels."""
    pixels = sheet.width * sheet.height * (_DPI / 72) ** 2
    if not pixels:
        return None
    scale = _DPI / 72 * min(1.0, (_MAX_PIXELS / pixels) ** 0.5)
    page = document[sheet.number - 1]
    try:
        image: Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        return image
    finally:
        page.close()


def _recognise(sheet: _Sheet, image: "Image | None", options: ReaderOptions) -> None:
    from ingest.readers.ocr import recognise
    from ingest.readers.ocr_words import tidy

    was = sheet.weight
    try:
        pieces = recognise(image, options.cache_dir) if image is not None else []
        found = printed_lines(without_stamps(pieces), sheet.number)
        lines = [without_text(line, tidy(line.text)) for line in found]
    except TimeoutError:
        _failed([sheet], "nhận dạng chữ quá lâu")
        return
    except MissingTool as error:
        _failed([sheet], error.message)
        return
    sheet.weight = weigh(lines)
    if sheet.weight is Weight.GOOD:
        sheet.lines, sheet.origin, sheet.note = lines, Origin.OCR, f"{was.value}; đã nhận dạng chữ (OCR)"
    elif sheet.weight is Weight.EMPTY and was is Weight.EMPTY and image is not None and _is_white(image):
        sheet.blank = True
    else:
        _failed([sheet], "nhận dạng chữ không ra chữ đọc được")


def _is_white(image: "Image") -> bool:
    """Whether next to nothing is drawn: the empty back of a scanned sheet."""
    histogram = image.histogram()
    return sum(histogram[:128]) < 0.002 * sum(histogram)


def _refuse_wordless(path: Path, sheets: Sequence[_Sheet], failure: str) -> None:
    if any(sheet.lines for sheet in sheets):
        return
    notes = dict.fromkeys(sheet.note for sheet in sheets if sheet.note)
    why = "; ".join(list(notes)[:3]) or "mọi trang đều trống"
    hint = (
        "Cài tesseract có tiếng Việt (tesseract-ocr-vie) để đọc bản quét."
        if failure
        else "Kiểm tra lại bản quét."
    )
    raise UnreadableFile(f"Không trang nào của PDF {path.name} đọc được thành chữ: {why}.", hint)


def _with_marks(lines: Sequence[Line], recognised: set[int]) -> list[Line]:
    """Lines of recognised pages with their lost tone marks; no letter moves, so spans hold."""
    return [replace(line, text=with_marks(line.text)) if line.page in recognised else line for line in lines]


def _mended(lines: Sequence[Line]) -> list[Line]:
    """Text of old encodings converted line by line; spans hold, as each letter stays one.

    VNI letters are two characters: lines that change length keep their place as a whole.
    """
    encoding = legacy_encoding("\n".join(line.text for line in lines))
    if encoding is None:
        return [line for line in lines if squeeze(line.text)]
    return [second_opinion.converted(line, mend_line(line.text, encoding)) for line in lines]


def _repair_warning(repaired: bool) -> list[str]:
    return ["Cấu trúc PDF bị lỗi, đã sửa để đọc; hãy đối chiếu với bản gốc."] if repaired else []


def _page_warnings(sheets: Sequence[_Sheet], failure: str) -> list[str]:
    unread = [sheet for sheet in sheets if sheet.origin is Origin.NONE]
    scanned = [sheet for sheet in sheets if sheet.origin is Origin.OCR]
    mended = [sheet for sheet in sheets if sheet.origin is Origin.TEXT and sheet.note]
    warnings = []
    if unread:
        why = failure or unread[0].note
        warnings.append(f"Không đọc được {_listed(unread)}: {why}.")
    if scanned:
        warnings.append(f"{_listed(scanned).capitalize()} đọc bằng nhận dạng chữ (OCR), có thể sai chữ.")
    warnings += [f"Trang {sheet.number}: {sheet.note}." for sheet in mended[:_SHOWN_PAGES]]
    return warnings + hidden_warnings((f"trang {sheet.number}", sheet.unseen) for sheet in sheets)


def _listed(sheets: Sequence[_Sheet]) -> str:
    shown = ", ".join(str(sheet.number) for sheet in sheets[:_SHOWN_PAGES])
    more = f" và {len(sheets) - _SHOWN_PAGES} trang khác" if len(sheets) > _SHOWN_PAGES else ""
    return f"trang {shown}{more}"
