"""Documents named in every spelling, against a made catalogue."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold
from assistant.retrieval.catalogue import Catalogue, Titled
from assistant.retrieval.references import find_references

CIRCULAR, HEALTH, DECREE = "29/2031/TT-BGDĐT", "29/2029/TT-BYT", "30/2031/NĐ-CP"
LAW, HIGHER, OLD_LAW = "43/2029/QH14", "34/2028/QH14", "38/2015/QH11"
JOINT, LETTER, DECISION = "19/2026/TTLT-BGDĐT-BNV", "1278/BGDĐT-GDTrH", "232/QĐ-UBND"
NUMBERS = [
    DocumentNumber(n) for n in (CIRCULAR, HEALTH, DECREE, LAW, HIGHER, OLD_LAW, JOINT, LETTER, DECISION)
]
LAWS = [
    Titled(DocumentNumber(LAW), "giao duc", 2029),
    Titled(DocumentNumber(OLD_LAW), "giao duc", 2015),
    Titled(DocumentNumber(HIGHER), "giao duc dai hoc", 2028),
]
CATALOGUE = Catalogue.of(NUMBERS, LAWS)


def named(question):
    found, _ = find_references(question, CATALOGUE)
    return found


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("29/2031/TT-BGDĐT", CIRCULAR),
        ("29/2031/tt-bgddt", CIRCULAR),
        ("Thông tư số 29/2031/TT - BGDĐT quy định gì", CIRCULAR),
        ("029/2031/TT-BGDÐT", CIRCULAR),
        ("TT 29/2031", CIRCULAR),
        ("tt29/2031", CIRCULAR),
        ("Thông tư số 29 năm 2031 của Bộ Giáo dục", CIRCULAR),
        ("thong tu 29 cua bo giao duc", CIRCULAR),
        ("TT29 BGDĐT", CIRCULAR),
        ("thông tư 29 của Bộ Y tế", HEALTH),
        ("NĐ 30/2031", DECREE),
        ("nghị định 30", DECREE),
        ("NĐ30", DECREE),
        ("30/2031/NĐ-CP", DECREE),
        ("thông tư liên tịch 19/2026", JOINT),
        ("công văn 1278/BGDĐT-GDTrH", LETTER),
        ("1278/bgddt-gdtrh", LETTER),
        ("QĐ 232/QĐ-UBND", DECISION),
        ("Luật Giáo dục 2029", LAW),
        ("luật giáo dục năm 2015", OLD_LAW),
        ("luat giao duc dai hoc", HIGHER),
        ("Luật số 43/2029/QH14", LAW),
        ("Luật 43/2029", LAW),
        ("43/2029/qh14", LAW),
    ],
)
def test_each_spelling_finds_its_document(question, number):
    assert [str(reference.number) for reference in named(question)] == [number]


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("Điều 5 TT 29/2031", f"{CIRCULAR}#dieu-5"),
        ("khoản 2 điều 5 NĐ 30/2031", f"{DECREE}#dieu-5.khoan-2"),
        ("điểm đ khoản 1, Điều 12a của Luật Giáo dục 2029", f"{LAW}#dieu-12a.khoan-1.diem-đ"),
        ("diem d khoan 1 dieu 12 luat giao duc 2029", f"{LAW}#dieu-12.khoan-1.diem-d"),
        ("Thông tư 29/2031/TT-BGDĐT, Điều 7", f"{CIRCULAR}#dieu-7"),
        ("Điều 8 luật giáo dục đại học", f"{HIGHER}#dieu-8"),
    ],
)
def test_an_article_beside_a_document_is_its_article(question, path):
    assert [str(reference.path) for reference in named(question)] == [path]


@pytest.mark.parametrize("question", ["Thông tư 29", "TT29", "tt 29", "theo thông tư số 29 thì sao"])
def test_a_number_that_fits_two_documents_lists_both_newest_first(question):
    (reference,) = named(question)
    assert reference.ambiguous
    assert [str(number) for number in reference.candidates] == [CIRCULAR, HEALTH]


def test_a_law_of_two_years_is_ambiguous_until_the_year_is_said():
    (reference,) = named("Luật Giáo dục quy định gì về phổ cập")
    assert reference.ambiguous
    assert not reference.certain


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("TT 31/2031", "tt 31/2031"),
        ("Thông tư 29/2030/TT-BGDĐT", "29/2030/tt-bgdđt"),
        ("nghị định số 999", "nghị định số 999"),
        ("thông tư 29 của Bộ Công an", "thông tư 29 của bộ công an"),
        ("Luật Giáo dục 1999", "luật giáo dục 1999"),
    ],
)
def test_what_the_library_does_not_have_is_missing(question, missing):
    assert [reference.missing for reference in named(question)] == [missing]


@pytest.mark.parametrize(
    "question",
    [
        "Học sinh lớp 5 nghỉ học ngày 14/02/2025 có sao không",
        "Điều 5 nói gì",
        "lương 29 triệu",
        "tỷ lệ 1/2",
        "trước ngày 30 tháng 6 năm 2031",
        "năm học 2030-2031",
        "quy định về luật chơi cờ",
        "",
    ],
)
def test_plain_questions_name_nothing(question):
    assert named(question) == ()


def test_two_documents_in_one_question():
    found = named("so sánh TT 29/2031 và Điều 3 NĐ 30/2031")
    assert [str(reference.number) for reference in found] == [CIRCULAR, DECREE]
    assert str(found[1].path) == f"{DECREE}#dieu-3"


def test_what_is_left_is_the_question_without_its_references():
    _, rest = find_references("Điều 5 TT 29/2031 nói gì về dạy thêm", CATALOGUE)
    assert rest == "nói gì về dạy thêm"


@given(
    st.sampled_from(NUMBERS), st.sampled_from(["NFC", "NFD"]), st.sampled_from([str.upper, str.lower, fold])
)
def test_a_whole_number_is_found_however_it_is_typed(number, form, case):
    typed = unicodedata.normalize(form, case(number.text))
    assert [reference.number for reference in named(f"hỏi về {typed} với")] == [number]


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    found, rest = find_references(text, CATALOGUE)
    assert isinstance(rest, str)
    assert len(found) <= len(text)
