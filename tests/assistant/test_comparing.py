"""Two wordings side by side: every word of both is there, and what is the same is said to be."""

import random
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.comparing import Mark, compare_words

SAME, DELETED, INSERTED = Mark.SAME, Mark.DELETED, Mark.INSERTED

WORDS = """
Điều khoản học sinh giáo viên nộp hồ sơ trước ngày tháng 02 2031 1.200.000 đồng “bản sao” (chứng thực) 5a
hoà hòa Đ Ð không được phép ; , . : / - …
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "  ", "\n", "\t", "\xa0", "\u0301", "\u200b", "_"])
TEXTS = st.one_of(
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
    st.text(max_size=40),
)
PAIRS = st.one_of(
    st.tuples(TEXTS, TEXTS),
    st.tuples(TEXTS, TEXTS, TEXTS, TEXTS).map(
        lambda four: (f"{four[0]} {four[1]} {four[2]}", four[0] + four[3])
    ),
)


def put_together(stretches, *marks):
    return "".join(stretch.text for stretch in stretches if stretch.mark in marks)


def shown(before, after):
    """Deleted words in brackets, inserted ones in braces."""
    signs = {SAME: "{}", DELETED: "[{}]", INSERTED: "{{{}}}"}
    return "".join(signs[stretch.mark].format(stretch.text) for stretch in compare_words(before, after))


@given(PAIRS)
@example(("hai ba", "ba bốn"))
@example(("", " "))
@example(("a b", " "))
def test_both_texts_can_be_put_together_again(pair):
    before, after = pair
    stretches = compare_words(before, after)
    assert put_together(stretches, SAME, DELETED) == before
    assert put_together(stretches, SAME, INSERTED) == after


@given(PAIRS)
def test_stretches_are_whole_and_say_deletions_first(pair):
    stretches = compare_words(*pair)
    assert all(stretch.text for stretch in stretches)
    marks = [stretch.mark for stretch in stretches]
    steps = set(pairwise(marks))
    assert steps <= {
        (SAME, DELETED),
        (SAME, INSERTED),
        (DELETED, INSERTED),
        (DELETED, SAME),
        (INSERTED, SAME),
    }


@given(TEXTS)
def test_equal_texts_are_one_stretch(text):
    assert [(one.mark, one.text) for one in compare_words(text, text)] == ([(SAME, text)] if text else [])


@given(TEXTS)
def test_a_text_beside_none_is_all_new_or_all_gone(text):
    assert [one.mark for one in compare_words("", text)] == ([INSERTED] if text else [])
    assert [one.mark for one in compare_words(text, "")] == ([DELETED] if text else [])


@given(st.lists(st.sampled_from(["nộp", "hồ", "sơ", "02", "Đ"]), max_size=12), st.integers(0, 12))
def test_a_word_put_in_is_the_only_change(words, place):
    place = min(place, len(words))
    before, after = " ".join(words), " ".join([*words[:place], "MỚI", *words[place:]])
    stretches = compare_words(before, after)
    assert put_together(stretches, INSERTED).strip() == "MỚI"
    assert put_together(stretches, DELETED).strip() == ""


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("nộp 02 bản sao", "nộp 03 bản sao", "nộp [02]{03} bản sao"),
        ("trong 5 ngày làm việc", "trong 5 ngày", "trong 5 ngày[ làm việc]"),
        ("trong 5 ngày", "trong 5 ngày làm việc", "trong 5 ngày{ làm việc}"),
        ("nộp tại phòng giáo dục.", "nộp tại sở giáo dục.", "nộp tại [phòng]{sở} giáo dục."),
        ("cấp huyện quản lý", "cấp xã, tỉnh quản lý", "cấp [huyện]{xã, tỉnh} quản lý"),
        ("một hai ba", "bốn năm sáu", "[một hai ba]{bốn năm sáu}"),
        ("học phí", "Học phí", "[học]{Học} phí"),
        ("hoà giải", "hòa giải", "[hoà]{hòa} giải"),
        ("100.000 đồng", "100.500 đồng", "100.[000]{500} đồng"),
        ("a) Đơn;\nb) Ảnh.", "a) Đơn;\nb) Hai ảnh.", "a) Đơn;\nb) [Ảnh]{Hai ảnh}."),
        ("nghỉ hè", "nghỉ\nhè", "nghỉ[ ]{\n}hè"),
    ],
)
def test_changes_are_told_word_by_word(before, after, expected):
    assert shown(before, after) == expected


def test_a_blank_between_two_changes_goes_with_them():
    assert shown("giáo viên nộp đơn xin nghỉ", "giáo viên gửi thư xin nghỉ") == (
        "giáo viên [nộp đơn]{gửi thư} xin nghỉ"
    )


def test_accented_words_are_not_torn_apart():
    assert shown("nộp trước hạn", "nộp trược hạn") == "nộp [trước]{trược} hạn"


@given(TEXTS, TEXTS)
def test_any_unicode_form_is_compared(before, after):
    both = [unicodedata.normalize("NFD", before), unicodedata.normalize("NFC", after)]
    stretches = compare_words(*both)
    assert [put_together(stretches, SAME, DELETED), put_together(stretches, SAME, INSERTED)] == both


# --- long texts


def long_text(words, seed=1):
    chosen = random.Random(seed).choices(("điều", "khoản", "học", "sinh", "trường", "hồ", "sơ"), k=words)
    return " ".join(f"{word}." if at % 20 == 19 else word for at, word in enumerate(chosen))


def edited(text):
    words = text.split(" ")
    for at in range(0, len(words), 997):
        words[at] = "mới"
    return " ".join(words)


@pytest.mark.parametrize("words", [3_000, 60_000])
def test_a_long_text_with_few_changes_is_told_word_by_word(words):
    before = long_text(words)
    stretches = compare_words(before, edited(before))
    assert put_together(stretches, SAME, DELETED) == before
    assert put_together(stretches, SAME, INSERTED) == edited(before)
    changes = [one.text.strip() for one in stretches if one.mark is INSERTED]
    assert changes == ["mới"] * len(range(0, words, 997))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (long_text(60_000), edited(long_text(60_000))),
        (long_text(60_000), long_text(60_000, seed=2)),
        (long_text(60_000).replace(".", ""), long_text(60_000, seed=2).replace(".", "")),
        ("a." * 60_000, "b." * 60_000),
        ("a\n" * 60_000, "a" * 60_000),
        ("đ" * 300_000, "d" * 300_000),
        ("a b " * 40_000, "b a " * 40_000),
    ],
    ids=["few changes", "all other", "no sentences", "only stops", "only lines", "one word", "no end"],
)
def test_long_texts_take_no_long_time(before, after):
    began = time.thread_time()
    stretches = compare_words(before, after)
    spent = time.thread_time() - began
    assert spent < 6
    assert put_together(stretches, SAME, DELETED) == before
    assert put_together(stretches, SAME, INSERTED) == after
