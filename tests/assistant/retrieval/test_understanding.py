import re
import unicodedata

import pytest

from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold
from assistant.retrieval.abbreviations import ABBREVIATIONS, expand
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.kinds_asked import Asked
from assistant.retrieval.names import other_names, school_words
from assistant.retrieval.understanding import understand

CATALOGUE = Catalogue.of([DocumentNumber("29/2031/TT-BGDM")])
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh|k(?![aou])|l|m|n|ngh?|nh|ph?|qu?|r|s|th?|tr|v|x)?"
    r"(?:(?:[aeiou]+|[aeiou]*uy[aeiou]*|ye)(?:ch?|m|ng?|nh|p|t)?|[aeiou]*y)"
)
_IN_CAPITALS = {"ngut", "th"}


def test_what_was_meant_is_told_with_what_was_typed() -> None:
    read = understand("GV truờng cấp 2 nghỉ khi nào?", CATALOGUE)
    assert read.text == "giáo viên trường trung học cơ sở nghỉ khi nào?"
    assert read.expanded == (("GV", "giáo viên"), ("cấp 2", "trung học cơ sở"))
    assert read.corrections == (("truờng", "trường"),)
    assert read.asked is Asked.DEADLINE
    assert not read.plain


def test_a_question_without_diacritics_is_restored_and_marked() -> None:
    read = understand("dieu kien chuyen truong thpt", CATALOGUE)
    assert read.text == "điều kiện chuyển trường trung học phổ thông"
    assert read.plain
    assert read.asked is Asked.CONDITION


def test_references_are_found_in_what_was_meant() -> None:
    read = understand("Theo Thogn tuw 29/2031/TT-BGDM thì sao?", CATALOGUE)
    assert [str(reference.number) for reference in read.references] == ["29/2031/TT-BGDM"]
    assert "29/2031/TT-BGDM" in read.text


def test_a_clean_question_is_read_as_it_stands() -> None:
    question = "Học sinh được nghỉ học khi nào?"
    read = understand(question, CATALOGUE)
    assert (read.text, read.expanded, read.corrections, read.others) == (question, (), (), ())


@pytest.mark.parametrize("key", sorted(ABBREVIATIONS))
def test_no_abbreviation_is_a_syllable(key: str) -> None:
    assert key == fold(key)
    assert key in _IN_CAPITALS or not _SYLLABLE.fullmatch(key)


def test_some_count_in_capitals_alone() -> None:
    assert expand("Trường TH và NGƯT")[0] == "Trường tiểu học và Nhà giáo Ưu tú"
    assert expand("th ngụt")[0] == "th ngụt"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("PGD và SGD", "Phòng Giáo dục và Đào tạo và Sở Giáo dục và Đào tạo"),
        ("gv ko đc dạy thêm", "giáo viên không được dạy thêm"),
        ("gvmn ko được dạy ntn?", "giáo viên mầm non không được dạy như thế nào?"),
        ("ĐHQG", "đại học quốc gia"),
        ("Sở LĐTB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("29/2024/TT-BGDĐT của BGDĐT", "29/2024/TT-BGDĐT của Bộ Giáo dục và Đào tạo"),
    ],
)
def test_abbreviations_are_written_out(text: str, full: str) -> None:
    assert expand(text)[0] == full


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("trường cấp 1", "trường tiểu học"),
        ("giáo viên cấp II và cấp III", "giáo viên trung học cơ sở và trung học phổ thông"),
        ("trường cấp 2-3", "trường trung học cơ sở-trung học phổ thông"),
        ("hoc cap ba", "hoc trung học phổ thông"),
        ("chuyển từ trường công sang trường tư?", "chuyển từ trường công lập sang trường tư thục?"),
        ("công trình cấp 2", "công trình cấp 2"),
        ("trường công an, trường tư tưởng", "trường công an, trường tư tưởng"),
        ("bệnh viện cấp 3", "bệnh viện cấp 3"),
    ],
)
def test_schools_are_called_as_texts_call_them(text: str, full: str) -> None:
    assert school_words(text)[0] == full


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Bộ Kế hoạch và Đầu tư quản lý gì?", ["Bộ Tài chính"]),
        ("bo ke hoach va dau tu quan ly gi?", ["Bộ Tài chính"]),
        ("Bộ Nông nghiệp và Môi trường", ["Bộ Nông nghiệp và Phát triển nông thôn"]),
        ("Bộ Lao động - Thương binh và Xã hội", ["Bộ Nội vụ"]),
        (
            "Bộ Lao động – Thương binh và Xã hội quản lý trường trung cấp",
            ["Bộ Giáo dục và Đào tạo", "Bộ Nội vụ"],
        ),
        (
            "Bộ Giáo dục và Đào tạo quản lý dạy nghề",
            ["Bộ Lao động - Thương binh và Xã hội", "giáo dục nghề nghiệp"],
        ),
        ("Học phí ở Hà Giang", ["Tuyên Quang"]),
        ("Học phí ở Tuyên Quang", []),
        ("Quảng Bình và Quảng Trị", []),
        ("lớp mẫu giáo", ["mầm non"]),
        ("Bộ Tài chính", []),
    ],
)
def test_old_and_new_names_mean_the_same(text: str, others: list[str]) -> None:
    assert [other for _, other in other_names(text)] == others


def test_what_was_understood_is_told_only_where_it_differs() -> None:
    assert understand("HS nghỉ học", CATALOGUE).told == "học sinh nghỉ học"
    assert understand("Hoc sinh nghi hoc", CATALOGUE).told == "Học sinh nghỉ học"
    assert understand("học phí ở Hà Giang", CATALOGUE).told == "học phí ở Hà Giang (tìm cả “Tuyên Quang”)"
    for same in ("Học sinh nghỉ học", unicodedata.normalize("NFD", "Học sinh  nghỉ học"), "Hoà giải"):
        assert understand(same, CATALOGUE).told == ""


def test_what_was_understood_is_given_as_plain_values() -> None:
    values = understand("GV dạy thêm có bị phạt không?", CATALOGUE).values()
    assert values["expanded"] == {"GV": "giáo viên"}
    assert values["asked"] == "penalty"
    assert values["told"] == values["text"]
