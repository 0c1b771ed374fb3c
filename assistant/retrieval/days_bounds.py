"""What the words around a stretch of days make of it: since, before, from one to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.retrieval.days_context import falls_due, hidden, told_otherwise
from assistant.retrieval.days_reading import wording
from assistant.retrieval.days_stretches import Sort, Stretch, day_in, stretches

_LEAD = wording(
    r"(?<!\w)(?:(?P<after>(?:(?:kể |tính )?từ )?sau)|(?P<before>(?:từ )?trước)"
    r"|(?P<since>(?:trong (?:khoảng )?(?:thời gian )?)?"
    r"(?:(?:kể|tính|bắt đầu) từ|(?<!thông )(?<!đầu )từ))"
    r"|(?P<inside>trong|hồi)|(?:(?:vào|tại|ở) )?thời điểm|vào|tại|ở|của|cho|lúc"
    r"|(?P<until>(?:tính )?(?:cho )?(?:đến|tới)(?: hết)?))"
    r"(?: khoảng)?(?: thời gian| thời điểm| lúc| cả| suốt| các| những)? $"
)
_TO = wording(r"(?: trở đi)?,? (?:cho )?(?:đến|tới)(?: hết)?(?P<short> trước)? | ?- ?")
_AND = wording(r" ?, ?| và | hoặc | hay | với | so với ")
_ONWARDS = wording(
    r"(?: trở lại đây| trở đi)?(?: (?:cho )?(?:đến|tới) (?:hiện nay|hiện tại|bây giờ|hôm nay|nay|giờ))?(?!\w)"
)
_BACKWARDS = wording(r" (?:trở )?về trước(?!\w)")
_FROM_DAY = wording(
    r"(?<!\w)(?:từ )?(?:ngày )?(?P<day>\d{1,2})(?:(?:[/.-]| tháng )(?P<month>\d{1,2}))?"
    r" (?:đến|tới|-) (?:hết )?$"
)
_FROM_MONTH = wording(r"(?<!\w)(?:từ )?tháng (?P<month>\d{1,2}) (?:đến|tới|-) (?:hết )?$")
_BEHIND = 40
"""Letters before a stretch in which its lead may stand; the longest has fewer."""

_SCHOOL_YEAR = timedelta(days=366)
_YEARS = (Sort.YEAR, Sort.BARE)


class DayKind(StrEnum):
    """How a question's words bound the time they mean."""

    ON = "on"
    SINCE = "since"
    BEFORE = "before"
    WITHIN = "within"
    DURING = "during"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The time that ``start:end`` of the text read means; ``None`` where it is open.

    ``school`` says that it is one school year or a part of one.
    """

    kind: DayKind
    start: int
    end: int
    first: date | None
    last: date | None
    school: bool = False


def bounds(folded: str, today: date) -> Iterator[Bounds]:
    """What ``folded`` names and asks about, in order and apart from each other."""
    text = hidden(folded)
    found = list(stretches(text, today))
    otherwise = told_otherwise(folded) if found else frozenset()
    end = years_end = 0
    for stretch, after in zip(found, [*found[1:], None], strict=False):
        if stretch.start < end:
            continue
        in_list = bool(years_end and _AND.fullmatch(text, years_end, stretch.start))
        named, end = _read_one(text, stretch, after, behind=end, in_list=in_list)
        asked = named and stretch.start not in otherwise and not falls_due(folded, end)
        years_end = stretch.end if asked and stretch.sort in _YEARS else 0
        if named and asked:
            yield named


def _read_one(
    text: str, stretch: Stretch, after: Stretch | None, *, behind: int, in_list: bool
) -> tuple[Bounds | None, int]:
    """What ``stretch`` means, with the one ``after`` it where they bound one time; where it ends.

    Its own words begin at or after ``behind``, where those of the one before it end.
    """
    lead = _LEAD.search(text, max(behind, stretch.start - _BEHIND), stretch.start)
    word = (lead.lastgroup or "") if lead else ""
    start = lead.start() if lead else stretch.start
    if not in_list and not _is_led(stretch.sort, word):
        return None, stretch.end
    to = _TO.fullmatch(text, stretch.end, after.start) if after else None
    if after and to and after.sort is not Sort.NOW:
        return _range(start, stretch, after, short=bool(to["short"])), after.end
    if not stretch.days:
        return None, stretch.end
    bounded = word == "until" or text.endswith("- ", 0, stretch.start)
    named = (_half_told(text, stretch, behind) if bounded else None) or _single(text, stretch, word, start)
    return named, named.end


def _is_led(sort: Sort, word: str) -> bool:
    """A number that may be no year or no month needs a word of time before it."""
    if sort is Sort.SHORT:
        return word in ("since", "after", "before")
    return sort is not Sort.BARE or word in ("since", "after", "before", "inside")


def _range(start: int, one: Stretch, other: Stretch, *, short: bool) -> Bounds | None:
    """From ``one`` to ``other``; ``short`` of it where the words say "đến trước"."""
    if not (one.days and other.days):
        return None
    first, last = one.days[0], _moved(other.days[0], -1) if short else other.days[1]
    return Bounds(DayKind.WITHIN, start, other.end, first, last) if first <= last else None


def _half_told(text: str, stretch: Stretch, behind: int) -> Bounds | None:
    """One year told for both: "từ ngày 1/7 đến ngày 30/8/2021", "từ tháng 1 đến tháng 5 năm 2021"."""
    pattern = {Sort.DATE: _FROM_DAY, Sort.MONTH: _FROM_MONTH}.get(stretch.sort)
    first_place = max(behind, stretch.start - _BEHIND)
    match = pattern.search(text, first_place, stretch.start) if pattern else None
    if not match or not stretch.days:
        return None
    last = stretch.days[1]
    told = match.groupdict()
    month, day = int(told["month"] or last.month), int(told.get("day") or 1)
    first = day_in(last.year, month, day)
    if first and first > last:
        first = day_in(last.year - 1, month, day)
    return Bounds(DayKind.WITHIN, match.start(), stretch.end, first, last) if first else None


def _single(text: str, stretch: Stretch, word: str, start: int) -> Bounds:
    """One stretch, by the word before it and the words after it."""
    first, last = stretch.days or (date.min, date.max)
    back = _BACKWARDS.match(text, stretch.end)
    onwards = _ONWARDS.match(text, stretch.end)
    end = onwards.end() if onwards else stretch.end
    if back:
        return Bounds(DayKind.BEFORE, start, back.end(), None, last)
    if word == "before":
        return Bounds(DayKind.BEFORE, start, stretch.end, None, _moved(first, -1))
    if word == "after":
        return Bounds(DayKind.SINCE, start, end, _moved(last, 1), None)
    if word == "since" or end > stretch.end:
        return Bounds(DayKind.SINCE, start, end, first, None)
    return _plain(stretch.sort, start, end, first, last)


def _plain(sort: Sort, start: int, end: int, first: date, last: date) -> Bounds:
    if sort is Sort.NOW:
        return Bounds(DayKind.NOW, start, end, first, last)
    if first == last:
        return Bounds(DayKind.ON, start, end, first, last)
    school = sort is Sort.SCHOOL and last - first < _SCHOOL_YEAR
    return Bounds(DayKind.WITHIN, start, end, first, last, school)


def _moved(day: date, days: int) -> date:
    """``day`` moved by ``days``, as far as the calendar goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day
