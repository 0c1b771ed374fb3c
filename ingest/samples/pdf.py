"""Samples as PDF: a head of two columns, page numbers at the top, a mark at the foot."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ingest.samples import MARK
from ingest.samples.source import COUNTRY, MOTTO, Block, Part, Sample

_FONT_FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/noto"))
_STYLES = {"": "Regular", "B": "Bold", "I": "Italic"}
_LINE = 6.2
_HALF = 85.0


class _Page(FPDF):
    """A4 with the page number at the top from the second page on (form of Decree 30/2020)."""

    def header(self) -> None:
        """Print the running page number."""
        if self.page_no() > 1:
            self.set_font("serif", "", 11)
            self.cell(0, 5, str(self.page_no()), align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(4)

    def footer(self) -> None:
        """Print the mark of a sample on every page."""
        self.set_y(-14)
        self.set_font("serif", "I", 8)
        self.cell(0, 5, MARK, align="C")


def write_pdf(sample: Sample, path: Path) -> None:
    """Write ``sample`` to ``path``; the same words give the same bytes."""
    page = _new_page(sample)
    _head(page, sample)
    for block in sample.blocks:
        _PRINTERS[block.part](page, block, sample)
    page.output(str(path))


def _new_page(sample: Sample) -> _Page:
    page = _Page(format="A4")
    folder = next(folder for folder in _FONT_FOLDERS if folder.is_dir())
    for style, name in _STYLES.items():
        page.add_font("serif", style, str(folder / f"NotoSerif-{name}.ttf"))
    page.set_creation_date(datetime.fromisoformat(sample.meta["ngay_ban_hanh"]).replace(tzinfo=UTC))
    page.set_title(f"{sample.number} {sample.meta['trich_yeu']}")
    page.set_margins(25, 20, 15)
    page.set_auto_page_break(True, 22)
    page.add_page()
    return page


def _head(page: _Page, sample: Sample) -> None:
    left = [*((name, "B") for name in sample.issuer), ("_______", ""), (sample.numbered, "")]
    right = [(COUNTRY, "B"), (MOTTO, "B"), ("_______________", ""), (sample.dated, "I")]
    top = page.get_y()
    for lines, x, width in ((left, 18.0, 72.0), (right, 92.0, 104.0)):
        page.set_y(top)
        for text, style in lines:
            page.set_x(x)
            page.set_font("serif", style, 10.5)
            page.cell(width, _LINE, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(5)
    _line(page, MARK, "B", "C", 10)
    page.ln(4)
    _line(page, sample.kind, "B", "C", 14)
    _line(page, sample.meta["trich_yeu"], "B", "C")
    page.ln(4)


def _line(page: _Page, text: str, style: str, align: str, size: float = 12) -> None:
    page.set_font("serif", style, size)
    page.multi_cell(0, _LINE, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _text(page: _Page, block: Block, _: Sample) -> None:
    style = "I" if block.text.startswith(("Căn cứ", "Theo đề nghị", "(Ban hành", "(Kèm theo")) else ""
    _line(page, block.text, style, "C" if block.text.startswith("(") or block.text.isupper() else "J")
    page.ln(1.2)


def _heading(page: _Page, block: Block, _: Sample) -> None:
    page.ln(1.5)
    _line(page, block.text, "B", "C")


def _article(page: _Page, block: Block, _: Sample) -> None:
    page.ln(1)
    _line(page, block.text, "B", "L")


def _table(page: _Page, block: Block, _: Sample) -> None:
    page.set_font("serif", "", 11)
    with page.table(text_align="CENTER", line_height=_LINE) as table:
        for row in block.rows:
            table.row(row)
    page.ln(2)


def _signature(page: _Page, _: Block, sample: Sample) -> None:
    if page.will_page_break(45):
        page.add_page()
    page.ln(6)
    top = page.get_y()
    page.set_font("serif", "I", 10)
    page.multi_cell(_HALF, 5, "Nơi nhận:\n- Như trên;\n- Lưu: VT.", align="L")
    page.set_xy(25 + _HALF, top)
    page.set_font("serif", "B", 12)
    words = f"{sample.meta['chuc_vu']}\n\n\n{sample.meta['nguoi_ky']}"
    page.multi_cell(_HALF, _LINE, words, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _new(page: _Page, _: Block, __: Sample) -> None:
    page.add_page()


_PRINTERS: dict[Part, Callable[[_Page, Block, Sample], None]] = {
    Part.TEXT: _text,
    Part.HEADING: _heading,
    Part.ARTICLE: _article,
    Part.TABLE: _table,
    Part.SIGNATURE: _signature,
    Part.PAGE: _new,
}
