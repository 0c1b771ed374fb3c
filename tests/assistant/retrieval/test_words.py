"""Terms, abbreviations, parts of long texts, fusion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.words import fold
from assistant.retrieval.abbreviations import ABBREVIATIONS, expand
from assistant.retrieval.fusion import fuse
from assistant.retrieval.passages import split
from assistant.retrieval.terms import content_pairs, content_syllables, terms, typed_plain, written_and_plain


def test_terms_are_syllables_and_pairs_within_a_line():
    assert terms("Giáo viên\ndạy") == ["giáo", "viên", "giáo_viên", "dạy"]


def test_plain_terms_have_no_diacritics():
    assert written_and_plain("Điều lệ") == (["điều", "lệ", "điều_lệ"], ["dieu", "le", "dieu_le"])


@given(st.text("aăâđeêioôơuưyqhoàóạỳtn ĐÀ.,/-0123456789\n"))
def test_plain_terms_are_those_of_the_text_typed_plain(text):
    assert written_and_plain(text) == (terms(text), terms(fold(text)))


def test_question_words_are_no_content():
    assert content_syllables("học phí là bao nhiêu vậy ạ", plain=False) == ["học", "phí"]
    assert content_syllables("hoc phi la bao nhieu vay a", plain=True) == ["hoc", "phi"]
    assert content_pairs("học phí là bao nhiêu", plain=False) == ["học_phí"]


@pytest.mark.parametrize(
    ("text", "plain"), [("hoc phi", True), ("học phi", False), ("thcs", False), ("", False)]
)
def test_typed_without_diacritics(text, plain):
    assert typed_plain(text) is plain


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("GV THCS dạy mấy tiết", "giáo viên trung học cơ sở dạy mấy tiết"),
        ("lương gv", "lương giáo viên"),
        ("Bộ GD&ĐT nói gì", "Bộ giáo dục và đào tạo nói gì"),
        ("HSSV nghèo", "học sinh, sinh viên nghèo"),
    ],
)
def test_abbreviations_are_written_out(text, full):
    assert expand(text)[0] == full


def test_abbreviations_in_numbers_stay():
    assert expand("29/2031/TT-BGDĐT") == ("29/2031/TT-BGDĐT", ())


def test_what_was_expanded_is_told():
    assert expand("GV và SV")[1] == (("GV", "giáo viên"), ("SV", "sinh viên"))


def test_no_abbreviation_has_a_vowel_that_makes_it_a_word():
    assert not [key for key in ABBREVIATIONS if key.isalpha() and key in {"an", "on", "em", "ai", "tu"}]


@given(st.text(alphabet="ab \n", max_size=400), st.integers(5, 50))
def test_parts_are_short_and_lose_no_word(text, size):
    parts = split(text, size)
    assert " ".join(parts).split() == text.split() or any(len(word) > size // 2 for word in text.split())
    assert all(len(part) <= size for part in parts)


@given(st.text(max_size=200), st.integers(2, 30))
def test_parts_hold_every_letter(text, size):
    kept = "".join("".join(split(text, size)).split())
    assert kept == "".join(text.split())


_SCORES = st.dictionaries(st.integers(0, 30), st.floats(0, 1), max_size=20)


@given(_SCORES, _SCORES)
def test_fused_scores_are_shares_in_falling_order_of_everything_found(lexical, vector):
    fused = fuse(lexical, vector)
    assert fused.keys() == lexical.keys() | vector.keys()
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert all(0 <= score <= 1 for score in fused.values())


@given(_SCORES)
def test_found_by_both_beats_found_by_one(scores):
    if scores:
        best = max(scores, key=lambda id_: (scores[id_], -id_))
        assert next(iter(fuse(scores, {best: 1.0}))) == best
