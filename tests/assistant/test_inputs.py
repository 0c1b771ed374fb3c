"""The guard at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest, EmptyQuestion, HocVuError, QuestionTooLong
from assistant.inputs import clean_question


def test_invisible_and_stray_control_characters_are_cleaned_away():
    assert clean_question("\u200bHọc\u00a0phí\x07\n đại học\ufeff?", 100) == "Học phí đại học?"


def test_a_question_in_decomposed_letters_becomes_nfc():
    assert clean_question("ho\u0323c phi\u0301", 100) == "học phí"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "???", "\u200b\u200b", "…"])
def test_a_question_without_words_is_refused(text):
    with pytest.raises(EmptyQuestion):
        clean_question(text, 100)


def test_a_text_of_control_characters_is_refused():
    with pytest.raises(BadRequest):
        clean_question("\x00\x01\x02\x03học", 100)


def test_a_question_of_100000_characters_is_refused_with_its_length():
    with pytest.raises(QuestionTooLong, match=r"100\.000"):
        clean_question("a" * 100_000, 2_000)


@given(st.text(max_size=300))
def test_any_text_is_cleaned_or_refused_with_words_for_the_asker(text):
    cleaned = told = ""
    try:
        cleaned = clean_question(text, 200)
    except HocVuError as error:
        told = error.message and error.hint
    assert bool(cleaned) != bool(told)
    assert cleaned == " ".join(cleaned.split())
    assert not cleaned or clean_question(cleaned, 10_000) == cleaned
