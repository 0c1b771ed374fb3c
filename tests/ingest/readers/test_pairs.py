import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.orthography import is_syllable
from ingest.readers.pairs import count, known_pairs, known_singles, nearly_always, unambiguous, with_marks


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Sửa đôi, bỗ sung khoản 2", "Sửa đổi, bổ sung khoản 2"),
        ("KÉT QUÁ học tập", "KẾT QUẢ học tập"),
        ("cơ quan, tô chức, cá nhân", "cơ quan, tổ chức, cá nhân"),
        ("Số 12/2099/TT-BGDM", "Số 12/2099/TT-BGDM"),
        ("ông Võ Hữu Mẫu, bà Lê Hạnh Mẫu", "ông Võ Hữu Mẫu, bà Lê Hạnh Mẫu"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_lost_marks_come_back_where_the_pair_has_one_spelling(read, meant):
    assert with_marks(read) == meant


def test_a_pair_is_one_only_with_a_blank_between():
    assert with_marks("tô, chức") == "tô, chức"


def test_pairs_with_two_spellings_or_said_rarely_are_not_decided():
    texts = ["quy định mẫu"] * 500 + ["quy dinh"] * 50 + ["bàn giao, bán giao"] * 400 + ["hiếm gặp"] * 3
    assert unambiguous(count(texts)) == ["quy định", "định mẫu"]


def test_a_syllable_read_in_a_way_that_does_not_occur_gets_its_usual_spelling():
    assert with_marks("Chuân") == "Chuẩn"
    usual, *others = known_singles()["chuan"]
    assert usual == "chuẩn"
    assert all(with_marks(other) == other for other in others)


def test_syllables_are_nearly_always_written_one_way_or_left():
    texts = (
        ["chuẩn mực"] * 990
        + ["chuân mực"] * 20
        + ["chuản mực"] * 3
        + ["phân việc"] * 300
        + ["phần việc"] * 300
    )
    assert nearly_always(count(texts)) == ["chuẩn chuân"]


def test_the_list_is_of_syllables_that_carry_marks():
    pairs = known_pairs()
    assert len(pairs) > 2_000
    assert all(is_syllable(word) for pair in pairs.values() for word in pair)
    assert all(" ".join(pair) != key for key, pair in pairs.items())


@given(st.text())
def test_no_letter_is_added_or_lost(text):
    assert len(with_marks(text)) == len(text)
