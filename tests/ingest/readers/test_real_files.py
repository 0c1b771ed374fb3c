"""The real documents beside the project, read as a clerk would have them read."""

import re

import pytest

from assistant.errors import UnreadableFile
from ingest.readers import ReaderOptions
from ingest.readers.formats import read_here
from ingest.reading import Origin

pytestmark = pytest.mark.data


@pytest.fixture
def read(real_data, tmp_path):
    def read_one(path, *, ocr=False):
        return read_here(real_data / path, ReaderOptions(ocr=ocr, ocr_workers=2, cache_dir=str(tmp_path)))

    return read_one


def articles(document):
    found = (re.match(r"Điều (\d+)\. ", line.text) for line in document.lines)
    return [int(match[1]) for match in found if match]


def test_the_gazette_gives_every_article_and_no_running_head(read):
    document = read("pdf/born-digital/cong-bao-luat-26-2023.pdf")
    assert articles(document) == list(range(1, 47))
    assert not any("CÔNG BÁO" in line.text for line in document.lines)
    assert not any(line.text[0].islower() for line in document.lines if not re.match(r"[a-zđ]\)", line.text))


def test_the_training_regulation_gives_decision_and_regulation(read):
    document = read("pdf/born-digital/quyet-dinh-979-2022-quy-che-dao-tao.pdf")
    assert articles(document) == [1, 2, 3, *range(1, 27)]
    assert not any(line.text.isdigit() for line in document.lines)
    assert all(
        line.text[span.start : span.end].strip() and span.box[0] < span.box[2]
        for line in document.lines
        for span in line.spans
    )


def test_the_admissions_plan_keeps_the_cells_of_its_tables(read):
    document = read("pdf/born-digital/da_ts_164.pdf")
    rows = [line.text for line in document.lines if line.table]
    assert len(rows) > 60
    assert rows[0].count("|") == 8


def test_a_signature_stamp_leaves_no_word_behind(read):
    document = read("pdf/born-digital/CONG BO MON HOC 24-25_signed.pdf")
    assert not any(re.search(r"Ký bởi|Ngày ký|\+07:00", line.text) for line in document.lines)


def test_letters_in_private_codes_are_never_passed_on_as_text(read):
    with pytest.raises(UnreadableFile, match="mã riêng của phông"):
        read("pdf/born-digital/THONG_BAO_TUU_TRUONG_NAM_HOC_2024_2025_fb0eb.pdf")


def test_an_error_page_saved_as_pdf_fails_with_the_reason(read):
    with pytest.raises(UnreadableFile, match=r"Tệp \.pdf này thật ra là trang HTML báo lỗi 404"):
        read("pdf/broken/404-page-saved-as.pdf")


def test_letters_that_stand_apart_are_joined_by_their_gaps(read):
    document = read("pdf/broken/tcvn-13927-letters-spaced.pdf")
    assert "TIÊU CHUẨN QUỐC GIA" in document.lines[0].text
    assert not any(re.search(r"(?:\b\w ){5}", line.text) for line in document.lines)


def test_scans_without_ocr_fail_and_say_why(read, real_data):
    for path in sorted((real_data / "pdf" / "scanned").iterdir()):
        with pytest.raises(UnreadableFile, match=r"không có chữ|dấu chữ ký"):
            read(path)


@pytest.mark.ocr
def test_a_scan_is_read_with_its_diacritics(read):
    from ingest.readers.ocr import missing
    from ingest.readers.vietnamese import valid_share

    if missing():
        pytest.skip(f"no OCR here: {missing()}")
    document = read("pdf/scanned/signed-scan-signature-text-only.pdf", ocr=True)
    assert {page.origin for page in document.pages} == {Origin.OCR}
    assert articles(document) == [1, 2, 3]
    assert valid_share(document.text) > 0.9


def test_every_file_of_regulations_is_read_with_its_front_matter(read, real_data):
    for path in sorted((real_data / "regulations-2026").glob("*.md")):
        document = read(path)
        assert document.meta["title"]
        assert document.warnings == ()
        assert not any(re.search(r"\*\*|^- [a-zđ]\)", line.text) for line in document.lines)


def test_the_report_is_read_as_it_stands(read, real_data):
    path = real_data / "report" / "hoi-nghi-chuyen-doi-so-2024.txt"
    document = read(path)
    assert document.text.split() == path.read_text("utf-8").split()
