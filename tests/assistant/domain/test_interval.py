"""Stretches of days behave as the sets of days that they stand for."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.interval import Interval, cut, union

FIRST = date(2031, 1, 1)
BOUNDS = [FIRST + timedelta(days=count) for count in range(9)]
CALENDAR = [date.min, FIRST - timedelta(days=1), *BOUNDS, date.max]
"""Every day that may tell two stretches with such bounds apart, in order."""


def interval(start, end):
    return Interval(start and date(2031, 1, start), end and date(2031, 1, end))


def days(*intervals):
    return {day for day in CALENDAR if any(day in one for one in intervals)}


def in_one_piece(found):
    places = [at for at, day in enumerate(CALENDAR) if day in found]
    return places == list(range(places[0], places[-1] + 1))


def apart(intervals):
    """Whether no two of these, which stand in order, touch or overlap."""
    return all(one.end < other.start for one, other in pairwise(intervals))


ENDS = st.none() | st.sampled_from(BOUNDS)
INTERVALS = (
    st.tuples(ENDS, ENDS)
    .filter(lambda ends: None in ends or ends[0] < ends[1])
    .map(lambda ends: Interval(*ends))
)


# --- one stretch


@given(INTERVALS)
def test_an_interval_has_days_all_in_one_piece(one):
    assert days(one)
    assert in_one_piece(days(one))


@given(INTERVALS, INTERVALS)
def test_intervals_of_the_same_days_are_equal(one, other):
    assert (one == other) == (days(one) == days(other))


def test_the_first_day_counts_and_the_end_does_not():
    assert [day.day for day in BOUNDS if day in interval(3, 5)] == [3, 4]


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (9, 3)])
def test_an_interval_without_days_is_refused(start, end):
    with pytest.raises(ValueError, match="rỗng"):
        interval(start, end)


# --- two stretches


@given(INTERVALS, INTERVALS)
def test_meeting_keeps_the_days_in_both(one, other):
    met = one.meet(other)
    assert (days(met) if met else set()) == days(one) & days(other)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_meeting_minds_no_order_and_no_repetition(one, other, third):
    assert one.meet(other) == other.meet(one)
    assert one.meet(one) == one
    assert one.meet(Interval()) == one
    met, later = one.meet(other), other.meet(third)
    assert (met and met.meet(third)) == (later and one.meet(later))


@given(INTERVALS, INTERVALS)
def test_intervals_touch_where_both_together_are_one_piece(one, other):
    assert one.touches(other) == in_one_piece(days(one, other))
    assert one.touches(other) == other.touches(one)
    assert one.touches(one)


@given(INTERVALS, INTERVALS)
def test_joining_keeps_the_days_of_either_or_is_refused(one, other):
    if one.touches(other):
        assert days(one.join(other)) == days(one, other)
        assert one.join(other) == other.join(one)
        return
    with pytest.raises(ValueError, match="rời nhau"):
        one.join(other)


@given(INTERVALS)
def test_joining_a_stretch_with_itself_is_that_stretch(one):
    assert one.join(one) == one


@given(INTERVALS, INTERVALS)
def test_taking_away_leaves_the_other_days_in_pieces_apart(one, other):
    left = one.minus(other)
    assert days(*left) == days(one) - days(other)
    assert len(left) <= 2
    assert apart(left)


@given(INTERVALS, INTERVALS)
def test_what_is_left_and_what_was_taken_make_up_the_whole(one, other):
    met = one.meet(other)
    assert union([*one.minus(other), *([met] if met else [])]) == (one,)
    assert all(part.minus(other) == (part,) for part in one.minus(other))
    assert one.minus(one) == ()


def test_a_stretch_out_of_the_middle_leaves_both_sides():
    assert interval(1, 9).minus(interval(3, 5)) == (interval(1, 3), interval(5, 9))
    assert Interval().minus(interval(3, 5)) == (interval(None, 3), interval(5, None))
    assert interval(3, 5).minus(Interval()) == ()


@pytest.mark.parametrize("end", [date(2031, 1, 5), None])
def test_before_the_first_day_of_the_calendar_nothing_is_left(end):
    taken = Interval(date.min, end)
    assert Interval().minus(taken) == (() if end is None else (Interval(end),))
    assert Interval(None, date(2031, 1, 2)).minus(taken) == ()
    assert Interval(None, date(2031, 1, 2)).meet(Interval(date.min, end)) is not None


# --- many stretches


@given(st.lists(INTERVALS, max_size=6))
def test_a_union_has_the_same_days_in_the_fewest_pieces(many):
    joined = union(many)
    assert days(*joined) == days(*many)
    assert apart(joined)


@given(st.lists(INTERVALS, max_size=5).flatmap(lambda many: st.tuples(st.just(many), st.permutations(many))))
def test_a_union_minds_no_order_and_no_repetition(lists):
    many, mixed = lists
    assert union(mixed) == union(many) == union([*many, *mixed]) == union(union(many))


def test_a_union_of_nothing_is_nothing():
    assert union([]) == ()


def test_stretches_that_only_touch_are_one():
    assert union([interval(5, 9), interval(1, 3), interval(3, 5)]) == (interval(1, 9),)
    assert union([interval(5, 9), interval(1, 3)]) == (interval(1, 3), interval(5, 9))


# --- all time


@given(st.lists(st.sampled_from([date.min, *BOUNDS, date.max]), max_size=8))
def test_cutting_parts_all_time_on_each_of_the_days(bounds):
    pieces = list(cut(bounds))
    assert [sum(day in piece for piece in pieces) for day in CALENDAR] == [1] * len(CALENDAR)
    assert [piece.start for piece in pieces] == [None, *sorted(set(bounds) - {date.min})]
    assert [piece.end for piece in pieces[:-1]] == [piece.start for piece in pieces[1:]]
    assert pieces[-1].end is None


@given(st.lists(st.sampled_from(BOUNDS), max_size=8))
def test_the_pieces_of_all_time_together_are_all_time(bounds):
    pieces = list(cut(bounds))
    assert len(pieces) == len(set(bounds)) + 1
    assert union(pieces) == (Interval(),)
    assert all(one.meet(other) is None for one, other in pairwise(pieces))


@given(INTERVALS, st.lists(st.sampled_from(BOUNDS), max_size=8))
def test_pieces_lie_inside_what_was_cut_or_outside(one, bounds):
    ends = [bound for bound in (one.start, one.end) if bound]
    for piece in cut([*bounds, *ends]):
        assert days(piece) <= days(one) or one.meet(piece) is None
