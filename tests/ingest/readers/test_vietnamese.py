import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.orthography import is_syllable
from ingest.readers.vietnamese import lone_letters, plausibility, valid_share

GOOD = """
quyết giếng gì khuỷu nghiêm ngoằn xoong ươn uyên yêu thuở quốc quyền khuya nguyễn giữa ghế
kính cả đường trưởng phòng oanh uỷ ủy huỵch loẹt rượu hươu
"""
BAD = "ngiem kã cê việtt bắc1 tḥ áà trươngg qa ngh bôk nhâc tôc gê"


@pytest.mark.parametrize("word", GOOD.split())
def test_syllables_of_vietnamese_are_valid_in_any_form_and_case(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", BAD.split())
def test_what_cannot_be_spelt_is_no_syllable(word):
    assert not is_syllable(word)


def test_stop_finals_carry_only_two_tones():
    assert is_syllable("mát")
    assert is_syllable("mạt")
    assert not is_syllable("mat")
    assert not is_syllable("màt")


def test_good_text_is_plausible_and_mojibake_is_not():
    text = "Nhà trường tổ chức kiểm tra định kỳ và công bố kết quả."
    assert plausibility(text) == 1.0
    assert plausibility(text.encode().decode("cp1252", errors="ignore")) < 0.5
    assert plausibility("no diacritics at all") == 0.0


def test_abbreviations_count_neither_way():
    assert valid_share("BGDĐT UBND THCS trường học") == 1.0


def test_letters_standing_apart_are_seen():
    assert lone_letters("T h ô n g b á o") > 0.9
    assert lone_letters("Thông báo") == 0.0


@given(st.text())
def test_any_text_has_shares_between_zero_and_one(text):
    for share in (plausibility(text), valid_share(text), lone_letters(text)):
        assert 0.0 <= share <= 1.0
