"""Stretches of days, half open: ``[start, end)``. ``None`` is no bound on that side.

A provision is in force from a day until, but not including, the day on which the next wording
comes into force (domain rule; Law 64/2025/QH15, articles 53 to 57 on force and its end).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Interval:
    """The days from ``start`` until before ``end``. An interval without days is refused."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"khoảng ngày rỗng: [{self.start}, {self.end})")

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meet(self, other: "Interval") -> "Interval | None":
        """The days in both, ``None`` where there are none."""
        starts = [s for s in (self.start, other.start) if s is not None]
        ends = [e for e in (self.end, other.end) if e is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        empty = end is not None and (start or date.min) >= end
        return None if empty else Interval(start, end)

    def touches(self, other: "Interval") -> bool:
        """Whether both together are one stretch: they share days, or one ends where the other begins."""
        return self._reaches(other) and other._reaches(self)

    def join(self, other: "Interval") -> "Interval":
        """Both as one stretch; raise ``ValueError`` where days would lie between."""
        if not self.touches(other):
            raise ValueError("hai khoảng ngày rời nhau")
        start = None if None in (self.start, other.start) else min(_days(self.start, other.start))
        end = None if None in (self.end, other.end) else max(_days(self.end, other.end))
        return Interval(start, end)

    def minus(self, other: "Interval") -> tuple["Interval", ...]:
        """The days of this one that are not in ``other``: none, one or two stretches."""
        if self.meet(other) is None:
            return (self,)
        before = self.meet(Interval(None, other.start)) if other.start is not None else None
        after = self.meet(Interval(other.end, None)) if other.end is not None else None
        return tuple(part for part in (before, after) if part is not None)

    def _reaches(self, other: "Interval") -> bool:
        return self.end is None or other.start is None or other.start <= self.end


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days in the fewest stretches, in order, none touching the next."""
    joined: list[Interval] = []
    for interval in sorted(intervals, key=_by_start):
        if joined and joined[-1].touches(interval):
            joined[-1] = joined[-1].join(interval)
        else:
            joined.append(interval)
    return tuple(joined)


def cut(days: Iterable[date]) -> Iterator[Interval]:
    """All time, cut on each of ``days``: one more stretch than there are different days. Before
    the first day of the calendar there is nothing to cut off.
    """
    bounds: list[date | None] = [None, *sorted(set(days) - {date.min}), None]
    return (Interval(start, end) for start, end in pairwise(bounds))


def _by_start(interval: Interval) -> tuple[bool, date]:
    return interval.start is not None, interval.start or date.min


def _days(*days: date | None) -> list[date]:
    return [day for day in days if day is not None]
