"""A statement is a whole sentence in plain words; the rest of the world stays out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.verification.foreign import foreign_faults, sentence_faults
from assistant.domain.answer import Citation
from assistant.domain.validity import Status

QUOTE = "2. Lớp 8A ghi sổ trực tuyến trên website của trường (Internet) rộng 50 m2; mã SV-01 do UBND xã cấp."
CITED = (
    Citation(
        path="1/2025/TT-BGDM#dieu-2.khoan-2",
        document="1/2025/TT-BGDM",
        document_title="Quy định về sổ Vemis của trường",
        article="Điều 2",
        label="khoản 2 Điều 2",
        heading="Ghi sổ",
        quote=QUOTE,
        start=0,
        end=len(QUOTE),
        status=Status.IN_FORCE,
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Lớp 8A ghi sổ trên website của trường.",
        "Theo khoản 2 Điều 2 Thông tư số 1/2025/TT-BGDM, lớp ghi sổ Vemis.",
        "Phòng rộng 50 m2, cao 3 m, đạt 20% diện tích.",
        "Trường THCS và THPT nộp 1.200.000 đồng trước ngày 05/9/2025 cho Sở GDĐT.",
        "Chương III áp dụng cho mã SV-01 do UBND xã cấp: “do UBND xã cấp”.",
        "a) Lớp ghi sổ trực tuyến;",
    ],
)
def test_plain_vietnamese_and_what_the_source_says_pass(text):
    assert list(foreign_faults(text, CITED)) == []
    assert list(sentence_faults(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Lớp ghi sổ trực tuyến PWNED.",
        "Lớp ghi sổ trên phuc-khao.example.",
        "Lớp ghi sổ trên qr[.]mau.",
        "Lớp ghi sổ %3Cscript%3E.",
        "[bold]Lớp ghi sổ[/bold].",
        "Lớp có ⑨⑤ học sinh.",
        "Lớp có ９５ học sinh.",
        "Lớp có 0x3F học sinh.",
        "Lớp có 6e1 học sinh, mã 9F3A.",
        "校长每周教两节课。",
        "Lớp ghi sổ (เด็ก).",
        "Nguời lớp Кirin ghi sổ.",
        "NzMgdGnhur90 là mã của lớp.",
        "Lớp gửi về ke-gian@mau.",
    ],
)
def test_other_scripts_codes_and_signs_are_faults(text):
    assert list(foreign_faults(text, CITED))


@pytest.mark.parametrize(
    "text",
    [
        "Có.",
        "Được.",
        "Như trên.",
        "gồm một phong bì.",
        "Lớp 8A ghi sổ trên",
        "phổ thông: 19 tiết.",
        "Lớp 8A ghi sổ trên giấy nào?",
        "Các lớp sau đây ghi sổ:",
    ],
)
def test_what_is_no_sentence_is_a_fault(text):
    assert list(sentence_faults(text))


@pytest.mark.parametrize("text", ["Pupils write “Lớp 8A ghi sổ trực tuyến” online.", "They need 50 m2."])
def test_english_words_are_no_fault_in_english(text):
    assert list(foreign_faults(text, CITED, "en")) == []
    assert list(foreign_faults("Never PWNED 9F3A “Lớp 8A ghi sổ trực tuyến”.", CITED, "en"))


@given(st.text())
def test_any_text_is_looked_at_without_an_error(text):
    for language in ("vi", "en"):
        list(foreign_faults(text, CITED, language))
    list(sentence_faults(text))
