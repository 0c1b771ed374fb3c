import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import MissingTool
from ingest.readers import ocr
from ingest.readers.ocr_words import tidy

tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def tsv(*words):
    """What tesseract answers, for words of (text, confidence, line, left, top, width, height)."""
    keys = ("text", "conf", "line_num", "left", "top", "width", "height")
    data = {key: [word[index] for word in words] for index, key in enumerate(keys)}
    return data | {"block_num": [1] * len(words), "par_num": [1] * len(words)}


@pytest.fixture
def page():
    from PIL import Image

    return Image.new("L", (1000, 1000), 255)


@pytest.fixture
def answer(monkeypatch):
    """Replaces tesseract; returns the list of calls made."""
    calls = []

    def install(data):
        monkeypatch.setattr(ocr, "missing", lambda: None)
        monkeypatch.setattr(ocr, "_run", lambda image: calls.append(image) or data)
        return calls

    return install


def test_words_of_a_line_are_joined_and_cut_at_a_wide_gap(answer, page):
    answer(
        tsv(
            ("BỘ", 95, 1, 100, 50, 40, 20),
            ("THỬ", 95, 1, 150, 50, 40, 20),
            ("CỘNG", 95, 1, 500, 50, 60, 20),
            ("HÒA", 95, 1, 570, 50, 40, 20),
        )
    )
    pieces = ocr.recognise(page, "")
    assert [piece.text for piece in pieces] == ["BỘ THỬ", "CỘNG HÒA"]
    assert pieces[0].box == (0.1, 0.05, 0.19, 0.07)


def test_dust_is_dropped_but_unsure_labels_stay(answer, page):
    answer(
        tsv(
            ("2.", 12, 1, 100, 50, 10, 20),
            ("~", 10, 1, 115, 50, 5, 20),
            ("Thay", 90, 1, 125, 50, 40, 20),
        )
    )
    assert [piece.text for piece in ocr.recognise(page, "")] == ["2. Thay"]


def test_a_page_is_recognised_once_and_a_broken_cache_is_made_again(answer, page, tmp_path):
    calls = answer(tsv(("Thông", 95, 1, 10, 10, 50, 20)))
    first = ocr.recognise(page, str(tmp_path))
    assert ocr.recognise(page, str(tmp_path)) == first
    assert len(calls) == 1
    kept = next((tmp_path / "ocr").glob("*.json"))
    kept.write_text("{")
    assert ocr.recognise(page, str(tmp_path)) == first
    assert len(calls) == 2


def test_without_tesseract_the_tool_is_named(monkeypatch, page):
    monkeypatch.setattr(ocr, "missing", lambda: "chưa cài chương trình nhận dạng chữ tesseract")
    with pytest.raises(MissingTool, match="tesseract"):
        ocr.recognise(page, "")


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày l6 tháng 1I năm 2024", "ngày 16 tháng 11 năm 2024"),
        ("ngày 2 tháng II năm 2024", "ngày 2 tháng 11 năm 2024"),
        ("“lời dẫn ”", "“lời dẫn”"),
        ("-_ Lưu", "- Lưu"),
        ("Số: 51/\u20442099/TT", "Số: 51/2099/TT"),
        ("c)_ Điểm", "c) Điểm"),
        ("__1. Khoản một như sau: |", "1. Khoản một như sau:"),
        ("]. Cục trưởng", "1. Cục trưởng"),
        ("“9, Tổ chức", "“9. Tổ chức"),
        ("9, 10 và 11", "9, 10 và 11"),
        ("Đốc lập - Tư do - Hành phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("Phần II. Lớp 1A", "Phần II. Lớp 1A"),
    ],
)
def test_plain_slips_are_put_right_and_nothing_else(read, meant):
    assert tidy(read) == meant


@given(st.text())
def test_any_text_can_be_tidied(text):
    assert isinstance(tidy(text), str)


@pytest.mark.ocr
@tesseract
def test_a_drawn_page_is_read_with_its_places(tmp_path):
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (1200, 400), 255)
    ImageDraw.Draw(image).text((100, 150), "Nguyen Van A 2099", fill=0, font=ImageFont.load_default(60))
    pieces = ocr.recognise(image, str(tmp_path))
    assert "2099" in pieces[0].text
    assert 0.05 < pieces[0].box[0] < 0.12
