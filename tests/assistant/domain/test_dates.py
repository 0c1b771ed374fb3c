"""Dates in text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.dates import find_dates, parse_date, vietnamese_date


@pytest.mark.parametrize(
    "text",
    [
        "ngày 14 tháng 02 năm 2025",
        "ngày 14  tháng 2  năm 2025",
        "NGÀY 14 THÁNG 02 NĂM 2025",
        "14/02/2025",
        "14-2-2025",
        "14.2.2025",
        "2025-02-14",
        "ngày 14 tháng 02/2025",
        "ký ngày 14/2/2025, có hiệu lực",
    ],
)
def test_ways_to_write_a_day(text: str) -> None:
    assert parse_date(text) == date(2025, 2, 14)


@pytest.mark.parametrize(
    "text",
    ["31/02/2025", "ngày 30 tháng 13 năm 2025", "29/2024/TT-X", "1.200.000 đồng", "", "tháng 7 năm 2020"],
)
def test_what_is_no_day(text: str) -> None:
    assert parse_date(text) is None


def test_all_days_in_order_with_their_places() -> None:
    text = "từ ngày 01 tháng 9 năm 2024 đến 31/5/2025"
    found = list(find_dates(text))
    assert [f.day for f in found] == [date(2024, 9, 1), date(2025, 5, 31)]
    assert text[found[1].start : found[1].end] == "31/5/2025"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_a_written_day_reads_back(day: date) -> None:
    assert parse_date(vietnamese_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= f.start < f.end <= len(text) for f in find_dates(text))
