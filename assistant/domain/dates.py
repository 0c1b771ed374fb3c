"""Dates as Vietnamese documents write them: day first, in words, with strokes, or ISO."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(
    r"(?<!\d)(?:"
    r"(?P<d1>\d{1,2})[ \t\n]+tháng[ \t\n]*(?P<m1>\d{1,2})"
    r"(?:[ \t\n]+năm[ \t\n]*|[ \t]*[/.\-][ \t]*)(?P<y1>\d{4})"
    r"|(?P<y2>\d{4})-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})"
    r"|(?P<d3>\d{1,2})[ ]?(?P<sep>[/.\-])[ ]?(?P<m3>\d{1,2})[ ]?(?P=sep)[ ]?(?P<y3>\d{4})"
    r")(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and the span of the words that name it (the word "ngày" is left out)."""

    start: int
    end: int
    day: date


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in ``text``, in order; days that no calendar has are passed over.

    >>> [str(found.day) for found in find_dates("từ ngày 14 tháng 02 năm 2025 đến 1/7/2026, 31/02/2026")]
    ['2025-02-14', '2026-07-01']
    """
    for match in _DATE.finditer(text):
        day = _day(match)
        if day is not None:
            yield FoundDate(match.start(), match.end(), day)


def parse_date(text: str) -> date | None:
    """The first date in ``text``, or ``None``."""
    return next((found.day for found in find_dates(text)), None)


def vietnamese_date(day: date) -> str:
    """``day`` as documents write it: ngày 01 tháng 7 năm 2020 (Decree 30/2020/NĐ-CP)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def _day(match: re.Match[str]) -> date | None:
    for n in "123":
        if match["y" + n]:
            try:
                return date(int(match["y" + n]), int(match["m" + n]), int(match["d" + n]))
            except ValueError:
                return None
    return None
