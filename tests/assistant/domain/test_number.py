"""A document's number is found however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.number import DocumentNumber

CODES = st.text("ABCDĐGHKLNOPQRSTUVXY", min_size=1, max_size=6)
PRINTED = st.one_of(
    st.builds("{}/{}/{}-{}".format, st.integers(1, 9999), st.integers(1945, 2099), CODES, CODES),
    st.builds("{}/{}-{}".format, st.integers(1, 9999), CODES, CODES),
    st.builds("{}-{}".format, st.integers(1, 999), CODES),
)


@given(PRINTED)
def test_printing_and_reading_gives_the_same_number(printed):
    number = DocumentNumber(printed)
    assert str(number) == printed
    assert DocumentNumber(str(number)) == number
    assert str(DocumentNumber(str(number))) == str(number)


@given(PRINTED, st.data())
def test_case_spaces_zeros_and_the_form_of_letters_do_not_matter(printed, data):
    written = data.draw(st.sampled_from([printed.lower(), printed.upper(), f"0{printed}", f" {printed} ."]))
    written = written.replace("/", data.draw(st.sampled_from(["/", " / ", "/ "])))
    written = written.replace("Đ", data.draw(st.sampled_from(["Đ", "Ð"])))
    written = written.replace("-", data.draw(st.sampled_from(["-", "–", " - ", "\u2011"])))
    assert DocumentNumber(written) == DocumentNumber(printed)
    assert hash(DocumentNumber(written)) == hash(DocumentNumber(printed))


@given(st.text())
def test_any_text_is_a_number_that_prints_and_reads_back_or_is_refused(text):
    try:
        number = DocumentNumber(text)
    except ValueError:
        return
    assert DocumentNumber(number.text).text == number.text
    assert not {"#", " ", "\n", "\0"} & set(number.text)
    number.text.encode()


@pytest.mark.parametrize(
    ("printed", "running", "year", "code"),
    [
        ("29/2024/TT-BGDĐT", "29", 2024, "TT-BGDĐT"),
        ("043/2019/QH14", "43", 2019, "QH14"),
        ("1278/BGDĐT-GDTrH", "1278", None, "BGDĐT-GDTrH"),
        ("232/QĐ-UBND", "232", None, "QĐ-UBND"),
        ("38-CP", None, None, None),
        ("12a/2020/NQ-CP", "12a", 2020, "NQ-CP"),
    ],
)
def test_a_number_is_taken_apart(printed, running, year, code):
    number = DocumentNumber(printed)
    assert (number.running, number.year, number.code) == (running, year, code)


@pytest.mark.parametrize("text", ["", "   ", "-", "\u200b", "#", "\0"])
def test_no_number_is_refused(text):
    with pytest.raises(ValueError, match="số hiệu trống"):
        DocumentNumber(text)
