"""A comparison of words never depends on how the text was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.words import fold, nfc, squeeze, syllables

VIETNAMESE = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ 0159./-"
)
ANY = st.text() | st.text("aqđÐD\u0301\u0323\u200b\u0111 \t\n.")


@given(ANY)
def test_the_normal_form_is_stable(text):
    assert nfc(nfc(text)) == nfc(text)
    assert unicodedata.is_normalized("NFC", nfc(text))


@given(VIETNAMESE)
def test_the_normal_form_does_not_depend_on_how_letters_were_composed(text):
    assert nfc(unicodedata.normalize("NFD", text)) == nfc(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("QÐ-TTg", "QĐ-TTg"),
        ("ðiều", "điều"),
        ("Ɖại", "Đại"),
        ("giáo\u00addục", "giáodục"),
        ("gia\u200b\u0301o", "giáo"),
        ("\ufeffĐiều", "Điều"),
        ("Điều\U000e0042\U000e006f 5\ufe0f\u2069", "Điều 5"),
    ],
)
def test_look_alikes_and_invisible_characters_are_put_right(typed, meant):
    assert nfc(typed) == meant


@given(ANY)
def test_squeezing_leaves_no_runs_and_keeps_lines(text):
    squeezed = squeeze(text)
    assert squeeze(squeezed) == squeezed
    assert "  " not in squeezed
    assert all(line == line.strip() for line in squeezed.split("\n"))


@given(ANY)
def test_folding_is_stable_and_leaves_no_marks(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert not any("\u0300" <= char <= "\u036f" for char in folded)


@given(VIETNAMESE)
def test_folding_vietnamese_gives_ascii_of_the_same_length_in_any_form(text):
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@given(ANY)
def test_syllables_have_letters_or_figures_only_and_do_not_depend_on_the_form(text):
    found = syllables(text)
    assert all(part and not any(char.isspace() for char in part) for part in found)
    assert found == syllables(nfc(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoà giải, 29/2024/TT-BGDĐT", ["hòa", "giải", "29", "2024", "tt", "bgdđt"]),
        ("Uỷ ban; thuỷ; quý; quỳ", ["ủy", "ban", "thủy", "quý", "quỳ"]),
        ("hoàn hoạt khoẻ khỏe", ["hoàn", "hoạt", "khỏe", "khỏe"]),
        ("", []),
        ("… “ ” _", []),
    ],
)
def test_the_tone_mark_stands_in_the_modern_place(text, expected):
    assert syllables(text) == expected
