"""Documents named in every spelling, against a made catalogue."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold
from assistant.retrieval.catalogue import Catalogue, Titled
from assistant.retrieval.references import find_references
from evals.reference_spellings import SPELLINGS, Target

CIRCULAR, HEALTH, DECREE = "29/2031/TT-BGDĐT", "29/2029/TT-BYT", "30/2031/NĐ-CP"
LAW, HIGHER, OLD_LAW = "43/2029/QH14", "34/2028/QH14", "38/2015/QH11"
ODD = "04/2028/TT-BCX(C9)"
JOINT, LETTER, DECISION = "19/2026/TTLT-BGDĐT-BNV", "1278/BGDĐT-GDTrH", "232/QĐ-UBND"
NUMBERS = [
    DocumentNumber(n) for n in (CIRCULAR, HEALTH, DECREE, LAW, HIGHER, OLD_LAW, JOINT, LETTER, DECISION, ODD)
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
        ("trong thời kỳ Luật Giáo dục 2029 có hiệu lực", LAW),
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


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("k2 đ5 nđ30/2031", f"{DECREE}#dieu-5.khoan-2"),
        ("đ.5 k.2 nđ 30/2031", f"{DECREE}#dieu-5.khoan-2"),
        ("Đ5K2 NĐ 30/2031/NĐ-CP", f"{DECREE}#dieu-5.khoan-2"),
        ("NĐ 30/2031/NĐ-CP Đ5K2", f"{DECREE}#dieu-5.khoan-2"),
        ("điểm b k2 đ5 nđ30/2031", f"{DECREE}#dieu-5.khoan-2.diem-b"),
        ("Điều 5.2.b NĐ 30/2031", f"{DECREE}#dieu-5.khoan-2.diem-b"),
        ("Điều 5(2)(b) NĐ 30/2031", f"{DECREE}#dieu-5.khoan-2.diem-b"),
        ("NĐ 30/2031/NĐ-CP, Điều 5, khoản 2, điểm đ", f"{DECREE}#dieu-5.khoan-2.diem-đ"),
        ("Nghị định 30/2031 - Điều 5 - khoản 2", f"{DECREE}#dieu-5.khoan-2"),
        ("điều 05 khoản 02 nđ 030/2031", f"{DECREE}#dieu-5.khoan-2"),
        ("ĐIỂM Đ KHOẢN 1 ĐIỀU 5 NGHỊ ĐỊNH SỐ 30/2031/NĐ-CP", f"{DECREE}#dieu-5.khoan-1.diem-đ"),
        ("Điều\u00a05\u3000Nghị\u2003định số ３０／２０３１／NĐ－CP", f"{DECREE}#dieu-5"),
        ("30-2031-nd-cp điều 5", f"{DECREE}#dieu-5"),
        ("30.2031.NĐ-CP điều 5", f"{DECREE}#dieu-5"),
        ("30_2031_nđ_cp điều 5", f"{DECREE}#dieu-5"),
        ("nghị định 30 2031 nđ cp điều 5", f"{DECREE}#dieu-5"),
        ("30/2031/NĐCP điều 5", f"{DECREE}#dieu-5"),
        ("điều 5 số: 30/2031/NĐ-CP", f"{DECREE}#dieu-5"),
        ("điều 5 nđ 30/31", f"{DECREE}#dieu-5"),
        ("NĐ-CP 30/2031 điều 5", f"{DECREE}#dieu-5"),
        ("Điều 7 TT-BGDĐT 29/2031", f"{CIRCULAR}#dieu-7"),
        ("Điều 7 Thông tư của Bộ GD&ĐT số 29/2031", f"{CIRCULAR}#dieu-7"),
        ("Điều 7 Thông tư số 29 ngày 04/3/2031 của Bộ trưởng Bộ Giáo dục và Đào tạo", f"{CIRCULAR}#dieu-7"),
        ("Điều 7 Thông tư 29 ban hành ngày 4 tháng 3 năm 2031 của Bộ GDĐT", f"{CIRCULAR}#dieu-7"),
        ("Thông tư số 29/2031/TT-BGDĐT ngày 4/3/2031 của Bộ GDĐT, Điều 7", f"{CIRCULAR}#dieu-7"),
        ("29/2031/TT-BGDĐT#dieu-7.khoan-2.diem-đ", f"{CIRCULAR}#dieu-7.khoan-2.diem-đ"),
        ("29/2031/TT-BGDĐT/dieu-7.khoan-2", f"{CIRCULAR}#dieu-7.khoan-2"),
        ("29/2031/TT-BGDĐT#quy-che/dieu-7", f"{CIRCULAR}#quy-che/dieu-7"),
        (
            "Điều 1 Quy chế thi nấu ăn ban hành kèm theo Thông tư số 29/2031/TT-BGDĐT",
            f"{CIRCULAR}#quy-che/dieu-1",
        ),
        ("Điều 8 luật GDĐH", f"{HIGHER}#dieu-8"),
        ("Điều 8 LGDĐH 2028", f"{HIGHER}#dieu-8"),
        ("Luật Giáo dục số 43/2029/QH14, Điều 8", f"{LAW}#dieu-8"),
        ("Điều 7.2 Thông tư 04/2028/TT-BCX(C9)", "04/2028/TT-BCX(C9)#dieu-7.khoan-2"),
        ("theo Điều 7 TT 29/2031/TT-BGDĐT thì ai được miễn học phí?", f"{CIRCULAR}#dieu-7"),
    ],
)
def test_an_article_is_found_in_every_spelling(question, path):
    assert [str(reference.path) for reference in named(question)] == [path]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("Điều 5, 6 và 7 NĐ 30/2031", ["5", "6", "7"]),
        ("Điều 5 và Điều 7 NĐ 30/2031", ["5", "7"]),
        ("từ Điều 5 đến Điều 9 NĐ 30/2031", ["5", "9"]),
        ("khoản 1, 2 Điều 5 NĐ 30/2031", ["5.khoan-1", "5.khoan-2"]),
        ("khoản 1 và khoản 2 Điều 5 NĐ 30/2031", ["5.khoan-1", "5.khoan-2"]),
        ("điểm a, b khoản 1 Điều 5 NĐ 30/2031", ["5.khoan-1.diem-a", "5.khoan-1.diem-b"]),
    ],
)
def test_a_list_names_each_of_its_provisions(question, paths):
    assert [str(reference.path) for reference in named(question)] == [f"{DECREE}#dieu-{p}" for p in paths]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("NĐ 30/2031, Điều 5; TT 29/2031, Điều 3", [f"{DECREE}#dieu-5", f"{CIRCULAR}#dieu-3"]),
        ("Điều 5 NĐ 30/2031 và TT 29/2031", [f"{DECREE}#dieu-5", "None"]),
        ("TT 29/2031 và Điều 5 NĐ 30/2031", ["None", f"{DECREE}#dieu-5"]),
    ],
)
def test_an_article_belongs_to_the_document_beside_it(question, paths):
    assert [str(reference.path) for reference in named(question)] == paths


@pytest.mark.parametrize(
    "question",
    ["khối D1 theo TT 29/2031", "sinh viên K12 theo TT 29/2031", "TT 29/2031 có áp dụng cho khóa K12 không"],
)
def test_short_forms_that_are_other_things_are_no_articles(question):
    assert [str(reference.path) for reference in named(question)] == ["None"]


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
        ("TT 31/2031", "TT 31/2031"),
        ("Thông tư 29/2030/TT-BGDĐT", "29/2030/TT-BGDĐT"),
        ("nghị định số 999", "nghị định số 999"),
        ("thông tư 29 của Bộ Công an", "thông tư 29 của Bộ Công an"),
        ("Luật Giáo dục 1999", "Luật Giáo dục 1999"),
        ("30-2030-nd-cp", "30-2030-nd-cp"),
        ("31/2031/NĐ-CP - quy định về trồng cây", "31/2031/NĐ-CP"),
        ("Điều 3 Luật Trồng hoa quy định gì", "Luật Trồng hoa"),
        ("theo Luật Trồng hoa 2031, ai được trồng", "Luật Trồng hoa 2031"),
        ("thông tư liên tịch 19/2026/TTLT-BGDĐT", "19/2026/TTLT-BGDĐT"),
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
        "3 năm 2 tháng thì được nghỉ không",
        "nghỉ ngày 20/11/2030",
        "nhắc điều 5 lần rồi",
        "lớp 10/2 có bao nhiêu học sinh",
        "tháng 10/2031 nộp hồ sơ",
        "từ 9/2031 đến 5/2032",
        "quyết định 3 năm tù",
        "nghị quyết 5 điều",
        "CT 2018 lớp 3",
        "sinh viên đại học luật Hà Nội 2030",
        "theo pháp luật giáo dục 2029",
        "hình thức kỷ luật giáo dục đại học",
        "KỈ LUẬT GIÁO DỤC ĐẠI HỌC",
        "ky luat giao duc dai hoc 2028",
        "thông tư 5 năm qua có gì mới",
        "theo khoản 1 Điều 19 của Luật, quyết định của Thủ tướng",
        "thông tư số …/2031/TT-BGDĐT",
        "lương 1.200.000 đồng, hệ số 2.34, bậc 3/6",
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


_SPELLED = [spelling for spelling in SPELLINGS if spelling.tells == "number"]


@given(
    st.integers(1, 9999),
    st.integers(1975, 2035),
    st.sampled_from(
        [
            ("NĐ-CP", DocumentKind.DECREE),
            ("TT-BGDĐT", DocumentKind.CIRCULAR),
            ("QĐ-TTg", DocumentKind.DECISION),
        ]
    ),
    st.integers(1, 400),
    st.sampled_from(["", "1", "12", "2a"]),
    st.sampled_from(["", "a", "b", "đ"]),
    st.sampled_from(_SPELLED),
    st.integers(0, 99),
)
def test_a_spelling_of_any_number_is_read_back(running, year, code, article, clause, point, spelling, seed):
    number = DocumentNumber(f"{running:02}/{year}/{code[0]}")
    target = Target(
        number, code[1], "", date(year, 3, 4), year, str(article), clause, point if clause else ""
    )
    words = spelling.make(target, random.Random(seed))
    assume(words is not None)
    (reference,), _ = find_references(words, Catalogue.of([number, *NUMBERS], LAWS))
    labels = [segment.label for segment in reference.path.segments]
    wanted = [label for label in (str(article), clause, point if clause else "") if label]
    assert reference.number == number
    assert labels == wanted or (spelling.plain and labels == [label.replace("đ", "d") for label in wanted])


@given(st.integers(1, 9999), st.integers(1975, 2035), st.sampled_from(_SPELLED), st.integers(0, 99))
def test_a_spelling_of_a_number_that_is_free_is_missing(running, year, spelling, seed):
    number = DocumentNumber(f"{running}/{year}/TT-BXM")
    words = spelling.make(
        Target(number, DocumentKind.CIRCULAR, "", date(year, 3, 4), year, "5"), random.Random(seed)
    )
    assume(words is not None)
    (reference,) = named(words)
    assert reference.missing
    assert reference.number is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    found, rest = find_references(text, CATALOGUE)
    assert isinstance(rest, str)
    assert len(found) <= len(text)
