import pytest

from assistant.errors import UnreadableFile
from ingest.readers import ocr
from ingest.readers.layout import Piece
from ingest.readers.options import ReaderOptions
from ingest.readers.pdf import read_pdf
from ingest.reading import Origin

LONG = (
    "Nhà trường có trách nhiệm tổ chức việc dạy và học theo kế hoạch đã được phê duyệt, bảo đảm đủ "
    "giáo viên cho các môn học và báo cáo kết quả vào cuối mỗi học kỳ."
)


def texts(document):
    return [line.text for line in document.lines]


def body(text, set_paragraph, *paragraphs, top=100, indent=30):
    out, y = [], top
    for paragraph in paragraphs:
        out += set_paragraph(paragraph, y, indent=indent)
        y = out[-1].y + 24
    return out


def test_wrapped_lines_become_paragraphs_that_keep_their_places(
    make_pdf, pdf_page, text, set_paragraph, options
):
    page = pdf_page(body(text, set_paragraph, f"1. {LONG}", f"2. {LONG}", "a) Điểm ngắn;", f"b) {LONG}"))
    document = read_pdf(make_pdf(page), options)
    assert texts(document) == [f"1. {LONG}", f"2. {LONG}", "a) Điểm ngắn;", f"b) {LONG}"]
    line = document.lines[0]
    assert len(line.spans) >= 2
    assert " ".join(line.text[span.start : span.end] for span in line.spans) == line.text
    assert all(0 <= value <= 1 for span in line.spans for value in span.box)
    assert line.spans[0].box[1] < line.spans[1].box[1]
    assert (line.page, document.pages[0].origin) == (1, Origin.TEXT)


def test_a_paragraph_goes_on_over_the_page_break(make_pdf, pdf_page, text, set_paragraph, options):
    filler = body(text, set_paragraph, *[f"{n}. {LONG}" for n in range(1, 7)])
    last = set_paragraph(f"7. {LONG}", filler[-1].y + 24)
    first, second = last[:2], last[2:]
    head = [text(70, 60 + 18 * n, line.text) for n, line in enumerate(second)]
    document = read_pdf(make_pdf(pdf_page([*filler, *first]), pdf_page(head)), options)
    assert texts(document)[-1] == f"7. {LONG}"
    assert {span.page for span in document.lines[-1].spans} == {1, 2}


def test_a_reference_at_the_start_of_a_wrapped_line_starts_no_unit(make_pdf, pdf_page, text, options):
    full = "Việc đánh giá người học thực hiện theo quy định tại khoản 2 và khoản"
    lines = [
        text(100, 100, "1. " + full[: len(full) - 3]),
        text(70, 118, "12. của Quy chế này và các văn bản khác có liên quan đến việc đánh giá ấy,"),
        text(70, 136, "trừ trường hợp đặc biệt."),
        *[
            text(100, 170 + 60 * n, f"{n + 2}. Nhà trường báo cáo việc ấy hằng năm cho cơ quan quản lý.")
            for n in range(8)
        ],
        *[
            text(
                70, 188 + 60 * n, "Dòng thứ hai của khoản này đi hết chiều rộng của trang giấy như thường lệ."
            )
            for n in range(8)
        ],
    ]
    document = read_pdf(make_pdf(pdf_page(lines)), options)
    assert "12. của Quy chế" in texts(document)[0]


def test_the_two_sides_of_the_head_come_one_after_the_other(make_pdf, pdf_page, text, set_paragraph, options):
    head = [
        text(70, 60, "BỘ THỬ NGHIỆM"), text(290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True),
        text(80, 78, "TRƯỜNG MẪU"), text(340, 78, "Độc lập - Tự do - Hạnh phúc", bold=True),
        text(75, 105, "Số: 1/QĐ-M"), text(330, 105, "Hà Nội, ngày 1 tháng 2 năm 2099"),
        text(255, 150, "QUYẾT ĐỊNH", bold=True),
    ]  # fmt: skip
    document = read_pdf(make_pdf(pdf_page([*head, *body(text, set_paragraph, LONG, top=200)])), options)
    assert texts(document) == [
        "BỘ THỬ NGHIỆM",
        "TRƯỜNG MẪU",
        "Số: 1/QĐ-M",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hà Nội, ngày 1 tháng 2 năm 2099",
        "QUYẾT ĐỊNH",
        LONG,
    ]
    title = document.lines[6]
    assert (title.centered, title.bold) == (True, True)


def test_recipients_and_signature_come_one_after_the_other(make_pdf, pdf_page, text, set_paragraph, options):
    foot = [
        text(70, 300, "Nơi nhận:"), text(380, 300, "HIỆU TRƯỞNG"),
        text(70, 318, "- Như Điều 3;"), text(70, 336, "- Lưu: VT."), text(385, 380, "Trần Văn Mẫu"),
    ]  # fmt: skip
    document = read_pdf(make_pdf(pdf_page([*body(text, set_paragraph, LONG), *foot])), options)
    assert texts(document)[1:] == ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "HIỆU TRƯỞNG", "Trần Văn Mẫu"]


def test_running_heads_and_page_numbers_are_left_out(make_pdf, pdf_page, text, set_paragraph, options):
    pages = [
        pdf_page(
            [
                text(200, 40, f"CÔNG BÁO/Số 7 + 8/Ngày 01-02-2099 {n}"),
                *body(text, set_paragraph, f"{n}. {LONG}"),
                text(70, 800, "Tài liệu lưu hành nội bộ của trường mẫu"),
                text(290, 820, str(n + 40)),
            ]
        )
        for n in range(1, 6)
    ]
    document = read_pdf(make_pdf(*pages), options)
    assert texts(document) == [f"{n}. {LONG}" for n in range(1, 6)]


def test_a_number_alone_inside_the_text_stays(make_pdf, pdf_page, text, set_paragraph, options):
    page = pdf_page([*body(text, set_paragraph, LONG), text(290, 400, "1"), text(70, 500, "Cuối văn bản.")])
    assert "1" in texts(read_pdf(make_pdf(page), options))


def test_signature_stamps_are_left_out(make_pdf, pdf_page, text, set_paragraph, options):
    stamp = [
        text(400, 700, "Ký bởi: TRƯỜNG MẪU", 6), text(400, 708, "Email: a@mau.example", 6),
        text(400, 716, "Thời gian ký: 01.02.2099 08:00:00", 6), text(400, 724, "+07:00", 6),
    ]  # fmt: skip
    page = pdf_page([*body(text, set_paragraph, LONG), *stamp])
    assert texts(read_pdf(make_pdf(page), options)) == [LONG]


def test_ruled_tables_keep_their_cells_in_their_place(make_pdf, pdf_page, text, set_paragraph, options):
    edges = (100.0, 250.0, 400.0)
    rules = [(100, y, 400, y) for y in (200, 230, 260)] + [(x, 200, x, 260) for x in edges]
    cells = [text(110, 220, "Môn"), text(260, 220, "Số tiết"), text(110, 250, "Toán"), text(260, 250, "105")]
    page = pdf_page([*body(text, set_paragraph, LONG), *cells, text(70, 320, "Sau bảng.")], rules)
    document = read_pdf(make_pdf(page), options)
    assert texts(document) == [LONG, "| Môn | Số tiết |", "| Toán | 105 |", "Sau bảng."]
    assert document.lines[1].table
    assert document.lines[1].box[0] == pytest.approx(100 / 595, abs=0.01)


def test_letters_set_apart_are_joined_by_their_gaps(make_pdf, pdf_page, text, set_paragraph, options):
    apart = [text(150, 100, "T R Ư Ờ N G   M Ẫ U", 14)]
    page = pdf_page([*apart, *body(text, set_paragraph, LONG, top=200)])
    document = read_pdf(make_pdf(page), options)
    assert texts(document)[0] == "TRƯỜNG MẪU"
    assert "Trang 1: có chữ cái đứng rời nhau" in document.warnings[0]


def test_one_letter_in_a_private_code_is_found_again(make_pdf, pdf_page, text, set_paragraph, options):
    drawn = "CỘNG HÒ\ue00d XÃ HỘI CHỦ NGHĨ\ue00d VIỆT N\ue00dM"
    page = pdf_page([text(70, 100, drawn), *body(text, set_paragraph, LONG, top=200)])
    document = read_pdf(make_pdf(page), options)
    assert texts(document)[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert "mã riêng" in document.warnings[0]


def test_several_letters_in_private_codes_are_not_guessed(make_pdf, pdf_page, text, set_paragraph, options):
    drawn = "Trư\ue078ng m\ue023u c\ue038a Việt N\ue00dm"
    page = pdf_page([text(70, 100, drawn), *body(text, set_paragraph, LONG, top=200)])
    with pytest.raises(UnreadableFile, match="mã riêng của phông"):
        read_pdf(make_pdf(page), options)


def test_bullets_of_symbol_fonts_become_bullets(make_pdf, pdf_page, text, set_paragraph, options):
    page = pdf_page([text(70, 100, "\uf0d8 Đối tượng dự thi"), *body(text, set_paragraph, LONG, top=200)])
    assert texts(read_pdf(make_pdf(page), options))[0] == "• Đối tượng dự thi"


def test_rotated_pages_have_their_places_as_shown(make_pdf, pdf_page, text, options):
    page = pdf_page([text(100, 100, "Trang nằm ngang của văn bản mẫu này")], rotate=90)
    line = read_pdf(make_pdf(page), options).lines[0]
    left, top, right, bottom = line.box
    assert right - left < bottom - top
    assert left > 0.8


@pytest.fixture
def scanner(monkeypatch):
    """Replaces tesseract by an answer for every page picture."""

    def install(pieces):
        monkeypatch.setattr(ocr, "missing", lambda: None)
        monkeypatch.setattr(ocr, "recognise", lambda image, cache: pieces)
        return ReaderOptions(ocr=True)

    return install


READ = [Piece("Thông báo về việc nghỉ hè của học sinh toàn trường năm nay", (0.1, 0.1, 0.8, 0.12), 0.02)]


def test_a_page_without_text_is_recognised(make_pdf, pdf_page, scanner):
    document = read_pdf(make_pdf(pdf_page(picture=True)), scanner(READ))
    assert texts(document) == [READ[0].text]
    assert document.pages[0].origin is Origin.OCR
    assert "OCR" in document.warnings[0]


def test_a_scan_with_only_a_signature_stamp_is_recognised(make_pdf, pdf_page, text, scanner):
    stamp = [text(400, 700, "Ký bởi: TRƯỜNG MẪU", 6), text(400, 708, "Thời gian ký: 01.02.2099", 6)]
    document = read_pdf(make_pdf(pdf_page(stamp, picture=True)), scanner(READ))
    assert texts(document) == [READ[0].text]


def test_pages_that_cannot_be_read_are_named(make_pdf, pdf_page, text, set_paragraph, options):
    path = make_pdf(pdf_page(body(text, set_paragraph, LONG)), pdf_page(picture=True), pdf_page())
    document = read_pdf(path, options)
    assert "Không đọc được trang 2" in document.warnings[0]
    assert [page.origin for page in document.pages] == [Origin.TEXT, Origin.NONE, Origin.TEXT]


def test_a_file_without_a_word_fails_with_the_reason(make_pdf, pdf_page, options):
    with pytest.raises(UnreadableFile, match=r"Không trang nào .*OCR\) đang tắt"):
        read_pdf(make_pdf(pdf_page(picture=True)), options)


def test_recognition_that_yields_nonsense_is_a_failure(make_pdf, pdf_page, scanner):
    nonsense = [Piece("ﬂ ¥ § ẅ ẍ ẗ ǂ ʭ ɸ ʨ ʥ ɠ ɓ ɖ ɗ ʄ", (0.1, 0.1, 0.8, 0.12), 0.02)]
    with pytest.raises(UnreadableFile, match="Không trang nào"):
        read_pdf(make_pdf(pdf_page(picture=True)), scanner(nonsense))


def test_a_pdf_without_pages_says_so(make_pdf, options):
    with pytest.raises(UnreadableFile, match=r"không có trang nào|hỏng"):
        read_pdf(make_pdf(), options)


def encrypted(path, user):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    writer.write(path)
    return path


def test_a_locked_pdf_says_so(make_pdf, pdf_page, text, set_paragraph, options):
    path = encrypted(make_pdf(pdf_page(body(text, set_paragraph, LONG))), "user")
    with pytest.raises(UnreadableFile, match="mật khẩu"):
        read_pdf(path, options)


def test_a_pdf_locked_only_against_changes_is_read(make_pdf, pdf_page, text, set_paragraph, options):
    path = encrypted(make_pdf(pdf_page(body(text, set_paragraph, LONG))), "")
    assert texts(read_pdf(path, options)) == [LONG]


def test_a_pdf_cut_off_is_repaired_or_fails_with_the_reason(make_pdf, pdf_page, text, set_paragraph, options):
    path = make_pdf(pdf_page(body(text, set_paragraph, LONG)))
    data = path.read_bytes()
    path.write_bytes(data[: data.rfind(b"xref\n")])
    assert texts(read_pdf(path, options)) == [LONG]
    path.write_bytes(data[:400])
    with pytest.raises(UnreadableFile, match=r"hỏng|không có trang"):
        read_pdf(path, options)


def test_a_page_tree_that_bites_its_tail_does_not_hang(tmp_path, options):
    path = tmp_path / "loop.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 100000000 /Parent 2 0 R >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 3 >>\n%%EOF\n"
    )
    with pytest.raises(UnreadableFile):
        read_pdf(path, options)


def test_attachments_are_mentioned(make_pdf, pdf_page, text, set_paragraph, options):
    from pypdf import PdfReader, PdfWriter

    path = make_pdf(pdf_page(body(text, set_paragraph, LONG)))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_attachment("a.txt", b"x")
    writer.add_metadata({"/Title": "Quy định mẫu"})
    writer.write(path)
    document = read_pdf(path, options)
    assert "1 tệp đính kèm" in document.warnings[0]
    assert document.meta["title"] == "Quy định mẫu"


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - quy dinh.doc", "scan_001", "2099-01-02 (1)", "Ä\x90iá»\x81u lá»\x87 trÆ°á»\x9dng"],
)
def test_a_title_that_no_person_gave_is_left_out(make_pdf, pdf_page, text, set_paragraph, options, title):
    from pypdf import PdfReader, PdfWriter

    path = make_pdf(pdf_page(body(text, set_paragraph, LONG)))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_metadata({"/Title": title})
    writer.write(path)
    assert "title" not in read_pdf(path, options).meta
