"""Intervals are half open; what is not known is never "in force"."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.validity import Status, status_on

DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))


@given(DAYS, st.none() | DAYS, st.none() | DAYS)
def test_each_day_has_the_status_of_the_half_open_interval(day, start, end):
    status = status_on(day, start, end)
    if end is not None and day >= end:
        assert status is Status.EXPIRED
    elif start is None:
        assert status is Status.UNKNOWN
    else:
        assert status is (Status.IN_FORCE if start <= day else Status.NOT_YET)


@given(DAYS)
def test_the_first_day_counts_and_the_last_does_not(start):
    end = start + timedelta(days=10)
    assert status_on(start, start, end) is Status.IN_FORCE
    assert status_on(end - timedelta(days=1), start, end) is Status.IN_FORCE
    assert status_on(end, start, end) is Status.EXPIRED
    assert status_on(start - timedelta(days=1), start, end) is Status.NOT_YET


@given(DAYS, DAYS, DAYS)
def test_two_intervals_that_meet_leave_no_day_twice_in_force(day, first, second):
    start, change = sorted((first, second))
    both = [status_on(day, start, change), status_on(day, change, None)]
    assert both.count(Status.IN_FORCE) == (1 if day >= start else 0)


@given(DAYS, st.none() | DAYS)
def test_an_unknown_start_is_never_in_force(day, end):
    assert status_on(day, None, end) is not Status.IN_FORCE
