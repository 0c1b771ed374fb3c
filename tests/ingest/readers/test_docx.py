import zipfile

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.errors import UnreadableFile
from ingest.readers.docx import read_docx
from ingest.readers.encodings import TCVN3
from ingest.readers.formats import read_here
from ingest.readers.word_numbers import formatted


@pytest.fixture
def word():
    return docx.Document()


@pytest.fixture
def read(word, tmp_path):
    def save_and_read():
        word.save(tmp_path / "a.docx")
        return read_docx(tmp_path / "a.docx")

    return save_and_read


def texts(document):
    return [line.text for line in document.lines]


def numbered(paragraph, number, level=0):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def add_list(word, number, *levels, start_override=None, abstract=None):
    """A list of (format, pattern) levels under ``number``."""
    root = word.part.numbering_part.element
    abstract = abstract or 900 + number
    if levels:
        inner = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for i, (style, text) in enumerate(levels)
        )
        root.insert(
            0,
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{inner}</w:abstractNum>'),
        )
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start_override}"/></w:lvlOverride>'
        if start_override
        else ""
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f"{override}</w:num>"
        )
    )


def test_paragraphs_and_tables_keep_the_order_of_the_body(word, read):
    word.add_paragraph("Trước bảng")
    table = word.add_table(2, 2)
    for index, cell in enumerate(table._cells):
        cell.text = f"Ô {index}"
    word.add_paragraph("Sau bảng")
    document = read()
    assert texts(document) == ["Trước bảng", "| Ô 0 | Ô 1 |", "| Ô 2 | Ô 3 |", "Sau bảng"]
    assert [line.table for line in document.lines] == [False, True, True, False]


def test_merged_cells_are_said_once(word, read):
    table = word.add_table(2, 3)
    for index, cell in enumerate(table._cells):
        cell.text = str(index)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ngang"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "dọc"
    assert texts(read()) == ["| ngang |  | dọc |", "| 3 | 4 |  |"]


def test_a_table_in_a_cell_is_read_once_in_its_place(word, read):
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "ngoài"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong a", "trong b"
    assert texts(read()) == ["| ngoài | ¦ trong a ¦ trong b ¦ |"]


def test_the_head_in_a_table_is_read_left_side_first(word, read):
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "BỘ THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text, table.cell(1, 1).text = "Số: 1/TT", "ngày 1 tháng 1 năm 2099"
    assert texts(read()) == [
        "BỘ THỬ",
        "Số: 1/TT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "ngày 1 tháng 1 năm 2099",
    ]


def test_labels_of_automatic_lists_are_counted_as_word_counts_them(word, read):
    add_list(word, 50, ("decimal", "%1."), ("lowerLetter", "%2)"))
    for level, text in [(0, "một"), (1, "điểm"), (1, "điểm"), (0, "hai"), (1, "điểm")]:
        numbered(word.add_paragraph(text), 50, level)
    assert texts(read()) == ["1. một", "a) điểm", "b) điểm", "2. hai", "a) điểm"]


def test_a_list_that_starts_again_counts_from_its_override(word, read):
    add_list(word, 51, ("decimal", "Điều %1."))
    add_list(word, 52, start_override=7, abstract=951)
    numbered(word.add_paragraph("Phạm vi"), 51)
    numbered(word.add_paragraph("Khác"), 52)
    numbered(word.add_paragraph("Tiếp"), 51)
    assert texts(read()) == ["Điều 1. Phạm vi", "Điều 7. Khác", "Điều 8. Tiếp"]


def test_a_label_that_is_typed_is_not_doubled(word, read):
    add_list(word, 53, ("decimal", "%1."))
    numbered(word.add_paragraph("1. đã gõ số"), 53)
    numbered(word.add_paragraph("Điều 2. Đã có nhãn"), 53)
    assert texts(read()) == ["1. đã gõ số", "Điều 2. Đã có nhãn"]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (4, "decimal", "4"), (28, "lowerLetter", "bb"), (2, "upperLetter", "B"), (14, "upperRoman", "XIV"),
        (9, "lowerRoman", "ix"), (5, "decimalZero", "05"), (3, "chicken", "3"), (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_numbers_are_printed_in_words_formats(number, style, printed):
    assert formatted(number, style) == printed


def test_line_breaks_make_lines_and_tabs_blanks(word, read):
    run = word.add_paragraph().add_run("QUYẾT ĐỊNH")
    run.add_break()
    run.add_text("Về việc thử")
    run.add_tab()
    run.add_text("nghiệm")
    assert texts(read()) == ["QUYẾT ĐỊNH", "Về việc thử nghiệm"]


def test_tracked_insertions_are_read_and_deletions_are_not(word, read):
    paragraph = word.add_paragraph("Giữ ")
    for tag, inner in (("w:ins", "w:t"), ("w:del", "w:delText")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = "thêm" if tag == "w:ins" else "xóa"
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    document = read()
    assert texts(document) == ["Giữ thêm"]
    assert "track changes" in document.warnings[0]


def test_bold_centred_heading_hidden_and_capitals_are_seen(word, read):
    centred = word.add_paragraph()
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    centred.add_run("Chương i").bold = True
    centred.runs[0].font.all_caps = True
    word.add_heading("Mục", 2)
    word.add_paragraph("Thường ").add_run("ẩn").font.hidden = True
    found = [(line.text, line.centered, line.bold, line.heading) for line in read().lines]
    assert found[0] == ("CHƯƠNG I", True, True, 0)
    assert found[1][0::3] == ("Mục", 2)
    assert found[2][0] == "Thường"


def test_text_boxes_are_read_once(word, read):
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    word.add_paragraph("Thân").runs[0]._r.append(
        parse_xml(
            f"<mc:AlternateContent {nsdecls('w')} "
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
    )
    assert texts(read()) == ["Thân", "Trong khung"]


def test_fonts_of_the_old_encodings_are_converted_and_h_fonts_draw_capitals(word, read):
    typed = {letter: code for code, letter in TCVN3.items()}
    for font in (".VnTime", ".VnTimeH"):
        run = word.add_paragraph().add_run("".join(typed.get(char, char) for char in "điều lệ trường"))
        run.font.name = font
    run = word.add_paragraph().add_run("Ñieàu leä")
    run.font.name = "VNI-Times"
    assert texts(read()) == ["điều lệ trường", "ĐIỀU LỆ TRƯỜNG", "Điều lệ"]


def test_footnotes_follow_the_text(word, read, tmp_path):
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    word.add_paragraph("Khoản này").runs[0]._r.append(reference)
    word.save(tmp_path / "b.docx")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Đã sửa</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    source = zipfile.ZipFile(tmp_path / "b.docx")
    with zipfile.ZipFile(tmp_path / "c.docx", "w") as archive:
        for item in source.namelist():
            data = source.read(item).decode("latin-1")
            if item == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                added = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/>'
                data = data.replace("</Relationships>", f"{added}</Relationships>")
            archive.writestr(item, data.encode("latin-1"))
        archive.writestr("word/footnotes.xml", notes)
    assert texts(read_docx(tmp_path / "c.docx")) == ["Khoản này[2]", "[2] Đã sửa"]


def test_a_document_without_words_fails(read):
    with pytest.raises(UnreadableFile, match="không có chữ"):
        read()


def test_a_file_cut_off_fails_with_the_reason(word, tmp_path, options):
    word.add_paragraph("Nội dung")
    word.save(tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFile, match="bị hỏng hoặc bị cắt cụt"):
        read_here(tmp_path / "a.docx", options)


def swap_body(word, tmp_path, body):
    word.save(tmp_path / "plain.docx")
    source = zipfile.ZipFile(tmp_path / "plain.docx")
    with zipfile.ZipFile(tmp_path / "evil.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for item in source.namelist():
            archive.writestr(item, body if item == "word/document.xml" else source.read(item))
    return tmp_path / "evil.docx"


def test_external_entities_bring_nothing_in(word, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    body = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {nsdecls("w")}><w:body><w:p><w:r>'
        "<w:t>Trước &e; sau</w:t></w:r></w:p></w:body></w:document>"
    )
    words = " ".join(texts(read_docx(swap_body(word, tmp_path, body))))
    assert "Trước" in words
    assert "bí mật" not in words


def test_entities_that_multiply_do_not_swell(word, tmp_path):
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    body = (
        f"<!DOCTYPE x [{entities}]><w:document {nsdecls('w')}><w:body><w:p><w:r>"
        "<w:t>Chữ &a8;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(UnreadableFile, match="hỏng"):
        read_docx(swap_body(word, tmp_path, body))


def test_a_bomb_in_a_docx_is_refused_by_its_sizes(word, tmp_path):
    path = swap_body(word, tmp_path, b" " * 60_000_000)
    with pytest.raises(UnreadableFile, match="bom nén"):
        read_docx(path)


@pytest.mark.data
def test_the_education_law_has_its_115_articles_in_order(real_data):
    import re

    document = read_docx(real_data / "docx" / "VBPL_136042.docx")
    numbers = [int(m[1]) for text in texts(document) if (m := re.match(r"Điều (\d+)\. ", text))]
    assert numbers == list(range(1, 116))
