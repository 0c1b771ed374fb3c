"""Stretches of days as questions name them: a date, a month, a year, a school year, "năm ngoái".

A school year is taken to last from 1 September to 31 May: the ministry's yearly plan opens it on
5 September and ends it before 31 May. Its first term is taken to end on 15 January; "đầu, giữa,
cuối năm học" are three months each. Of a calendar year "đầu năm" is the first quarter, "giữa
năm" the middle half, "cuối năm" the last quarter.

What no calendar has (31/02/2021) is named without a stretch, and asks for nothing.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.words import fold
from assistant.retrieval.days_reading import YEAR, wording

_DAY = r"(?:(?:hôm |ngày ?)(?:mùng |mồng )?)?"
_TERM = (
    r"(?:(?:học kỳ|học kì|hk|kỳ|kì) ?(?P<{0}>ii?|[12]|một|hai) ?(?:,|của|-|/)? ?)?"
    r"(?:(?P<{1}>đầu|giữa|cuối) )?"
)
_COUNT = r"(?:(?P<{}>\d+|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|mấy|vài|các|những|mỗi|từng|nhiều) )?"
_NUMBER_ENDS = r"(?![\w%])(?!(?:[.,:]|[/-][ ]?)\d|[/-][^\W\d_])"
# What is counted, after a number that only looks like a year: "từ 2000 học sinh".
_COUNTED = (
    r"(?! (?:đồng|đ|vnđ|usd|nghìn|ngàn|triệu|tỷ|tỉ|học (?:sinh|viên)|em|cháu|trẻ|người|sinh|thí|m|m2|mét|km"
    r"|ha|kg|bài|điểm|giờ|tiết|ngày|tháng|tuần|năm|lần|trang|từ|chữ|bộ|cuốn|quyển|suất|hồ|chỗ|phòng|máy)"
    r"(?!\w))"
)

_NAMED = wording(
    r"(?<!\w)(?<!\d[./-])(?:"
    rf"(?P<date>{_DAY}(?P<d1>\d{{1,2}}),? ?tháng ?(?P<m1>\d{{1,2}})(?:,? năm ?|, ?| ?[/.-] ?| )(?P<y1>{YEAR})"
    rf"|{_DAY}(?P<d2>\d{{1,2}}) ?(?P<sep>[/.-]) ?(?P<m2>\d{{1,2}})(?: ?(?P=sep) ?|,? năm ?)(?P<y2>{YEAR})"
    rf"|{_DAY}(?P<d3>\d{{1,2}})/(?P<m3>\d{{1,2}})/(?P<y3>\d{{2}})"
    rf"|(?:ngày ?)?(?P<y4>{YEAR})-(?P<m4>\d{{1,2}})-(?P<d4>\d{{1,2}})){_NUMBER_ENDS}"
    rf"|(?P<school>{_TERM.format('term', 'third')}(?:các )?(?:năm học|niên học|nh) ?:? ?"
    rf"(?P<opens>{YEAR})(?: ?[/-] ?(?P<ends>{YEAR}|\d\d))?){_NUMBER_ENDS}"
    rf"|(?P<month>(?:(?:đầu|giữa|cuối) )?tháng ?(?P<m5>\d{{1,2}})(?: ?[/.-] ?|,? năm ?|, | )(?P<y5>{YEAR}))"
    rf"{_NUMBER_ENDS}"
    rf"|(?P<quarter>quý ?(?P<q>[1-4]|iv|i{{1,3}})(?: ?[/-] ?|,? năm ?|, | )(?P<y6>{YEAR})){_NUMBER_ENDS}"
    rf"|(?P<year>(?:(?P<half>6|sáu) tháng )?(?:(?P<part>đầu|giữa(?! năm {YEAR} và)|cuối) )?(?:các )?"
    rf"năm ?(?P<y7>{YEAR})(?: ?- ?(?P<until>{YEAR}))?)"
    r"(?![\w%])(?![.,:]\d|/)"
    rf"|(?P<short>(?P<m8>0?[1-9]|1[0-2]) ?/ ?(?P<y8>{YEAR})){_NUMBER_ENDS}"
    rf"|(?P<bare>{YEAR})(?![\w%])(?![.,:]\d|/){_COUNTED}"
    rf"|(?P<schoolly>{_TERM.format('t9', 'p9')}{_COUNT.format('c9')}năm học (?P<w9>này|nay|hiện nay|hiện tại"
    r"|trước|ngoái|vừa qua|vừa rồi|sau|tới|tiếp theo))(?!\w)(?! (?:liền|kề)(?!\w))"
    rf"|(?P<relative>{_COUNT.format('c10')}(?P<w10>năm nay|năm ngoái|năm vừa rồi|năm vừa qua|năm sau|năm tới"
    r"|sang năm|tháng này|tháng trước|tháng vừa rồi|tháng vừa qua|tháng sau|tháng tới|hôm qua|ngày mai))"
    r"(?!\w)(?! (?:liền|kề|đó|khi)(?!\w))"
    r"|(?P<now>(?:ngày )?hôm nay|bây giờ|lúc này|hiện giờ"
    r"|(?<!thực )(?<!phát )(?<!thể )(?<!biểu )(?<!xuất )(?<!cải )(?<!trú )hiện (?:nay|tại|hành(?! vi| động))"
    r"|mới nhất)(?!\w)"
    r")"
)


Days = tuple[date, date]
"""The first and the last day of a stretch."""

_Reader = Callable[[re.Match[str], date], Days | None]


class Sort(StrEnum):
    """How a stretch was named; which words before it make it a day depends on that."""

    DATE = "date"
    SCHOOL = "school"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SHORT = "short"
    BARE = "bare"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days named at ``start:end`` of the text read; ``days`` of ``None`` ask for nothing."""

    start: int
    end: int
    sort: Sort
    days: Days | None


def stretches(folded: str, today: date) -> Iterator[Stretch]:
    """Every stretch of days that ``folded`` names, in order, whatever it is said of."""
    for match in _NAMED.finditer(folded):
        sort, reader = _READERS[match.lastgroup or "now"]
        yield Stretch(match.start(), match.end(), sort, _days(reader, match, today))


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, where the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(reader: _Reader, match: re.Match[str], today: date) -> Days | None:
    try:
        return reader(match, today)
    except (ValueError, OverflowError):
        return None


def _date(match: re.Match[str], _today: date) -> Days:
    for n in "124":
        if match["y" + n]:
            day = date(int(match["y" + n]), int(match["m" + n]), int(match["d" + n]))
            return day, day
    day = date(_century(match["y3"]), int(match["m3"]), int(match["d3"]))
    return day, day


def _century(year: str) -> int:
    """Two digits of a year: what is asked about is 1970 to 2069."""
    return int(year) + (2000 if int(year) < 70 else 1900)


def _month(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["y5"]), int(match["m5"]))


def _short(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["y8"]), int(match["m8"]))


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter(match: re.Match[str], _today: date) -> Days:
    last = 3 * _QUARTERS[match["q"]]
    return _months(int(match["y6"]), last - 2, last)


# First and last month of a part of a year, alone and after "sáu tháng"; keyed by its first letter.
_PARTS = {"": (1, 12), "đ": (1, 3), "g": (4, 9), "c": (10, 12)}
_HALVES = _PARTS | {"đ": (1, 6), "c": (7, 12)}


def _year(match: re.Match[str], _today: date) -> Days | None:
    """One year or a part of it; of several years ("năm 2019-2021") the whole."""
    year, until = int(match["y7"]), match["until"]
    if until is None:
        parts = _HALVES if match["half"] else _PARTS
        return _months(year, *parts[_initial(match["part"])])
    return (date(year, 1, 1), date(int(until), 12, 31)) if int(until) > year else None


def _bare(match: re.Match[str], _today: date) -> Days:
    return _months(int(match["bare"]), 1, 12)


def _initial(word: str | None) -> str:
    return (word or "")[:1].replace("d", "đ")


def _months(year: int, first: int, last: int | None = None) -> Days:
    last = last or first
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


# Month and day on which a term, or a third of a school year, begins and ends.
_TERMS = {
    "": ((9, 1), (5, 31)),
    "1": ((9, 1), (1, 15)),
    "2": ((1, 16), (5, 31)),
    "đ": ((9, 1), (11, 30)),
    "g": ((12, 1), (2, 28)),
    "c": ((3, 1), (5, 31)),
}
_TERM_NAMES = {"i": "1", "1": "1", "một": "1", "mot": "1"}


def _school(match: re.Match[str], _today: date) -> Days | None:
    opens, ends = int(match["opens"]), match["ends"]
    closes = opens + 1 if ends is None else int(ends) if len(ends) > 2 else opens - opens % 100 + int(ends)
    if not opens < closes <= opens + _MOST_SCHOOL_YEARS:
        return None
    first, last = _school_year(opens, match["term"], match["third"])
    return first, last.replace(year=last.year + closes - opens - 1)


_MOST_SCHOOL_YEARS = 5


def _school_year(opens: int, term: str | None, third: str | None) -> Days:
    part = _TERM_NAMES.get(term, "2") if term else _initial(third)
    (month, day), (last_month, last_day) = _TERMS[part]
    return _in_school_year(opens, month, day), _in_school_year(opens, last_month, last_day)


def _in_school_year(opens: int, month: int, day: int) -> date:
    return date(opens if month >= _OPENS else opens + 1, month, day)


_OPENS = 9
_OVER = 6


# Which school year "năm học ..." means, counted from the present one; "tới" is the next to open.
_SCHOOL_WORDS = {"nay": 0, "hien nay": 0, "hien tai": 0, "sau": 1, "tiep theo": 1}


def _relative_school(match: re.Match[str], today: date) -> Days | None:
    """In summer "năm học này" is the school year about to open."""
    if match["c9"]:
        return None
    word = fold(match["w9"])
    this = today.year if today.month >= _OVER else today.year - 1
    opens = this + _SCHOOL_WORDS.get(word, -1)
    if word == "toi":
        opens = today.year if today.month < _OPENS else today.year + 1
    return _school_year(opens, match["t9"], match["p9"])


_DAY_WORDS = {"hom qua": -1, "ngay mai": 1}
_AHEAD = ("sau", "toi", "sang nam")


def _relative(match: re.Match[str], today: date) -> Days | None:
    if match["c10"]:
        return None
    word = fold(match["w10"])
    if word in _DAY_WORDS:
        day = today + timedelta(days=_DAY_WORDS[word])
        return day, day
    shift = 0 if word.endswith(" nay") else 1 if word.endswith(_AHEAD) else -1
    if not word.startswith("thang"):
        return _months(today.year + shift, 1, 12)
    years, month = divmod(today.month - 1 + shift, 12)
    return _months(today.year + years, month + 1)


def _now(_match: re.Match[str], today: date) -> Days:
    return today, today


_READERS: dict[str, tuple[Sort, _Reader]] = {
    "date": (Sort.DATE, _date),
    "school": (Sort.SCHOOL, _school),
    "month": (Sort.MONTH, _month),
    "quarter": (Sort.QUARTER, _quarter),
    "year": (Sort.YEAR, _year),
    "short": (Sort.SHORT, _short),
    "bare": (Sort.BARE, _bare),
    "schoolly": (Sort.SCHOOL, _relative_school),
    "relative": (Sort.YEAR, _relative),
    "now": (Sort.NOW, _now),
}
