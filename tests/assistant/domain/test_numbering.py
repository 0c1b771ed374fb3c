"""Roman numbers and ordinal words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.domain.numbering import from_roman, numeral, to_roman


@given(st.integers(1, 89))
def test_roman_numbers_read_back(value: int) -> None:
    assert from_roman(to_roman(value)) == value
    assert numeral(to_roman(value).upper()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4", 4),
        ("IV", 4),
        ("thứ tư", 4),
        ("THỨ MƯỜI", 10),
        ("B", 2),
        ("VIl", 7),
        ("lI", 2),
        ("thứ lạ", None),
        ("IIII", None),
    ],
)
def test_how_units_are_numbered(text: str, value: int | None) -> None:
    assert numeral(text) == value


@example("²")
@given(st.text(max_size=6))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert from_roman("vv") is None
    if text.strip():
        value = numeral(text) if not text.lower().startswith("thứ") else None
        assert value is None or value >= 0
