"""Write the sample library from its sources: ``python -m ingest.samples.make``.

Which document comes in which format is settled in ``FORMATS``. The same sources give the
same bytes (PDF also needs the Noto Serif fonts of the machine), so a change shows in review.
"""

import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path

import docx
import frontmatter
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK

from ingest.samples import LIBRARY, MARK, SOURCES
from ingest.samples.pdf import write_pdf
from ingest.samples.source import COUNTRY, MOTTO, Block, Part, Sample, load

FORMATS = {
    "luat-91-2020-QH99": "html",
    "nghi-dinh-45-2021-ND-CPM": "html",
    "thong-tu-07-2018-TT-BGDM": "md",
    "thong-tu-12-2024-TT-BGDM": "docx",
    "thong-tu-03-2025-TT-BGDM": "docx",
    "thong-tu-21-2023-TT-BGDM": "pdf",
    "thong-tu-30-2026-TT-BGDM": "md",
    "quyet-dinh-215-QD-DHSM": "pdf",
    "cong-van-1184-BGDM-GDTrH": "txt",
    "bao-cao-64-BC-BGDM": "txt",
    "ke-hoach-17-KH-SGDM": "md",
}
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)


def make(target: Path = LIBRARY) -> list[Path]:
    """Write every sample below ``target`` and return the files."""
    target.mkdir(parents=True, exist_ok=True)
    return [_write(name, kind, target) for name, kind in FORMATS.items()]


def _write(name: str, kind: str, target: Path) -> Path:
    path = target / f"{name}.{kind}"
    _WRITERS[kind](load(SOURCES / f"{name}.md"), path)
    return path


def write_md(sample: Sample, path: Path) -> None:
    """Markdown with front matter; units of the structure are headings."""
    body = "\n\n".join(filter(None, (_md(block) for block in sample.blocks)))
    title = f"# {sample.kind}\n\n**{sample.meta['trich_yeu']}**"
    post = frontmatter.Post(f"> **{MARK}**\n\n{title}\n\n{body}")
    post.metadata = dict(sample.meta)
    path.write_text(frontmatter.dumps(post, sort_keys=False, allow_unicode=True) + "\n", "utf-8")


def _md(block: Block) -> str:
    if block.part is Part.TABLE:
        rows = ["| " + " | ".join(row) + " |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
    marks = {Part.HEADING: "## ", Part.ARTICLE: "### ", Part.TEXT: ""}
    return marks[block.part] + block.text if block.part in marks else ""


def write_txt(sample: Sample, path: Path) -> None:
    """Plain text with the head's two columns one under the other."""
    subject = [sample.meta["trich_yeu"]] if sample.is_letter else []
    head = [*sample.issuer, sample.numbered, *subject, "", COUNTRY, MOTTO, sample.dated, "", MARK, ""]
    title = [] if sample.is_letter else [sample.kind, sample.meta["trich_yeu"], ""]
    body = [_signed(sample) if b.part is Part.SIGNATURE else b.text for b in sample.blocks]
    path.write_text("\n".join(head + title) + "\n" + "\n\n".join(body) + "\n", "utf-8")


def _signed(sample: Sample) -> str:
    receivers = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    return f"{sample.meta['chuc_vu']}\n(Đã ký)\n{sample.meta['nguoi_ky']}\n\n{receivers}"


_PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{number}</title></head>
<body><nav><a href="#">Trang chủ</a> <a href="#">Văn bản</a></nav>
<main>
<table class="head"><tr><td align="center"><b>{issuer}</b><br>{numbered}</td>
<td align="center"><b>{country}</b><br><b>{motto}</b><br><i>{dated}</i></td></tr></table>
<p align="center"><b>{mark}</b></p>
<p align="center"><b>{kind}</b></p>
<p align="center"><b>{subject}</b></p>
{body}
</main></body></html>
"""


def write_html(sample: Sample, path: Path) -> None:
    """A page as a site of regulations has it, with a menu around the text."""
    values = {
        "number": sample.number,
        "numbered": sample.numbered,
        "country": COUNTRY,
        "motto": MOTTO,
        "dated": sample.dated,
        "mark": MARK,
        "kind": sample.kind,
        "subject": sample.meta["trich_yeu"],
    }
    escaped = {name: escape(value) for name, value in values.items()}
    issuer = "<br>".join(map(escape, sample.issuer))
    body = "\n".join(_html(block, sample) for block in sample.blocks)
    path.write_text(_PAGE.format(**escaped, issuer=issuer, body=body), "utf-8")


def _html(block: Block, sample: Sample) -> str:
    if block.part is Part.TABLE:
        rows = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in block.rows)
        return '<table border="1">' + "".join(rows) + "</table>"
    if block.part is Part.SIGNATURE:
        return '<p align="right">' + escape(_signed(sample)).replace("\n", "<br>") + "</p>"
    shapes = {
        Part.HEADING: '<p align="center"><b>{}</b></p>',
        Part.ARTICLE: "<p><b>{}</b></p>",
        Part.TEXT: "<p>{}</p>",
        Part.PAGE: "<hr>",
    }
    return shapes[block.part].format(escape(block.text))


def write_docx(sample: Sample, path: Path) -> None:
    """A Word file whose paragraphs are all of style Normal, as offices write them."""
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "\n".join([*sample.issuer, "_______", sample.numbered])
    cells[1].text = "\n".join([COUNTRY, MOTTO, "_______________", sample.dated])
    for text in (MARK, sample.kind, sample.meta["trich_yeu"]):
        _paragraph(document, text, bold=True, centered=True)
    for block in sample.blocks:
        _docx(document, block, sample)
    day = datetime.fromisoformat(sample.meta["ngay_ban_hanh"])
    document.core_properties.created = document.core_properties.modified = day
    document.core_properties.title = sample.meta["trich_yeu"]
    document.save(str(path))
    _freeze(path)


def _docx(document: DocxDocument, block: Block, sample: Sample) -> None:
    if block.part is Part.TABLE:
        table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif block.part is Part.SIGNATURE:
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
        cells[1].text = f"{sample.meta['chuc_vu']}\n\n\n{sample.meta['nguoi_ky']}"
    elif block.part is Part.PAGE:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    else:
        heading = block.part is Part.HEADING
        _paragraph(document, block.text, bold=block.part is not Part.TEXT, centered=heading)


def _paragraph(document: DocxDocument, text: str, *, bold: bool, centered: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centered:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _freeze(path: Path) -> None:
    """Write the archive again with one fixed time for its members."""
    fresh = path.with_suffix(".tmp")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    shutil.move(fresh, path)


_WRITERS: dict[str, Callable[[Sample, Path], None]] = {
    "md": write_md,
    "txt": write_txt,
    "html": write_html,
    "docx": write_docx,
    "pdf": write_pdf,
}

if __name__ == "__main__":
    make()
