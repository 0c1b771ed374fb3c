"""The day a question asks about: the law that answers is the law of that day.

What counts as a day, and which day the answer is given as of:

- ``ON``: a date ("ngày 15/3/2021", "hôm qua"); that day.
- ``SINCE``: "từ, kể từ X" begins with the first day of X, "sau X" the day after its last one;
  as of the day it begins. ``last`` is open, so the caller can say what changed after it.
- ``BEFORE``: "trước X" ends the day before X begins, "từ X trở về trước" with X; as of its end.
- ``WITHIN``: a stretch. As of today where it is running. One that is over is answered as of its
  last day, the rule it left behind; one to come as of its first. A single school year or term
  that is over is answered as of its first day: a school year is run by the rule it opened with.
  The rule may have changed inside a stretch: ``first`` and ``last`` let the caller say so.
- ``DURING``: "khi Thông tư 17/2012 còn hiệu lực"; ``document`` names it and the caller, who
  knows its days, resolves it. "Trước khi Thông tư 29/2024 có hiệu lực" is ``BEFORE`` with a
  ``document`` in the same way. Neither has a day of its own.
- ``NOW``: "hiện nay", "hiện hành", "mới nhất"; today. "Còn hiệu lực không" asks about force
  and names no day.

A year without "năm" counts after "trong", "hồi", "từ", "trước", "sau", or after another year.
Which words for a day tell none is in ``days_context``.

Where a question names several days, ``asked_day`` takes the last that is not ``NOW``, as the
earlier ones mostly set the scene ("Năm 2019 tôi nộp hồ sơ, đến ngày 15/3/2021 thì ..."); but a
stretch that holds another named one only tells where that lies ("tháng 3 năm 2021, trong năm
học 2020-2021") and gives way to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.words import nfc
from assistant.retrieval.days_bounds import Bounds, DayKind, bounds
from assistant.retrieval.days_context import Force, times_of_force
from assistant.retrieval.days_reading import Reading, read

__all__ = ["AskedDay", "DayKind", "asked_day", "asked_days", "without_days"]


@dataclass(frozen=True)
class AskedDay:
    """A day or stretch that a question names, at ``start:end`` of its text in normal form.

    ``first`` and ``last`` bound what is meant, both included, ``None`` where it is open;
    ``day`` is the day to answer as of, ``None`` where it hangs on ``document``.
    """

    kind: DayKind
    words: str
    start: int
    end: int
    first: date | None
    last: date | None
    day: date | None
    document: str = ""


def asked_days(text: str, today: date) -> tuple[AskedDay, ...]:
    """Every day that ``text`` asks about, in the order of its words.

    >>> [str(asked.day) for asked in asked_days("Học phí trước ngày 01/7/2020", date(2026, 1, 1))]
    ['2020-06-30']
    """
    reading = read(nfc(text))
    folded, found = reading.folded, list[AskedDay]()
    for force in times_of_force(folded):
        folded = folded[: force.start] + "#" * (force.end - force.start) + folded[force.end :]
        found.append(_during(reading, force))
    found += [_asked(reading, named, today) for named in bounds(folded, today)]
    return tuple(sorted(found, key=lambda asked: asked.start))


def asked_day(text: str, today: date) -> AskedDay | None:
    """The day to answer as of: the last one named, as told above; ``None`` where none is."""
    days = asked_days(text, today)
    told = [asked for asked in days if asked.kind is not DayKind.NOW]
    exact = [asked for asked in told if not any(_holds(asked, other) for other in told)]
    chosen = exact or list(days)
    return chosen[-1] if chosen else None


def without_days(text: str, days: Iterable[AskedDay]) -> str:
    """The words of ``text`` without those that only tell ``days``, which are its own.

    The document of a ``DURING`` is kept, since its text holds the answer; a question that has
    no other words is kept whole.
    """
    text = nfc(text)
    parts, end = list[str](), 0
    for asked in sorted(days, key=lambda asked: asked.start):
        parts += [text[end : asked.start], f" {asked.document if asked.kind is DayKind.DURING else ''} "]
        end = asked.end
    rest = _EMPTY.sub(" ", "".join([*parts, text[end:]]))
    rest = _SURPLUS.sub("", " ".join(rest.split())).strip(_LOOSE)
    return rest if _LETTER.search(rest) else " ".join(text.split())


_SURPLUS = re.compile(r" (?=[,.;:?!])|,(?= ?[,.;:?!])")
_EMPTY = re.compile(r"\(\s*\)")
_LOOSE = " ,;:"
_LETTER = re.compile(r"[^\W_]")


def _holds(wide: AskedDay, narrow: AskedDay) -> bool:
    """Whether ``wide`` is a closed stretch that has ``narrow`` inside it and is longer."""
    if not (wide.first and wide.last and narrow.first and narrow.last):
        return False
    outer, inner = (wide.first, wide.last), (narrow.first, narrow.last)
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _during(reading: Reading, force: Force) -> AskedDay:
    start, end = reading.span(force.start, force.end)
    first, last = reading.span(*force.document)
    kind = DayKind.BEFORE if force.until else DayKind.DURING
    document = " ".join(reading.text[first:last].split()).rstrip(" ,")
    return AskedDay(kind, reading.text[start:end], start, end, None, None, None, document)


def _asked(reading: Reading, named: Bounds, today: date) -> AskedDay:
    start, end = reading.span(named.start, named.end)
    day = _day(named, today)
    return AskedDay(named.kind, reading.text[start:end], start, end, named.first, named.last, day)


def _day(named: Bounds, today: date) -> date | None:
    """The day to answer as of, by the rules told above."""
    first, last = named.first, named.last
    if first is None or last is None:
        return first or last
    if first <= today <= last:
        return today
    return first if named.school or today < first else last
