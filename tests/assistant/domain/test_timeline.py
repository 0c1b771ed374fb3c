"""The life of a provision: what facts say of each day, and that their order says nothing."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.interval import Interval
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import (
    UNKNOWN_LIFE,
    Basis,
    Event,
    EventKind,
    Facts,
    Origin,
    Override,
    Phase,
    Timeline,
    Wording,
    of_phases,
    timeline,
)
from assistant.domain.validity import Status

START, SPRING, CHANGED, AUTUMN, END = (date(year, 3, 1) for year in (2030, 2031, 2032, 2033, 2034))
EVE = timedelta(days=1)
LONG_AGO = date(1999, 1, 1)


def basis(origin=Origin.ORDER, tail="dieu-1", act="sửa đổi, bổ sung", **fields):
    return Basis(origin, act, ProvisionPath.parse(f"9/2031/TT-X#{tail}"), **fields)


BEGUN = Basis(Origin.CLAUSE, "có hiệu lực", day=START)
AMENDING = basis(day=CHANGED)
ENDING = basis(tail="dieu-9", act="bãi bỏ", day=END)
PAUSING = basis(tail="dieu-5", act="ngưng hiệu lực", day=CHANGED)
GONE = Basis(Origin.SNAPSHOT, words="không còn trong bản pháp điển mới")
CLERK = Basis(Origin.CLERK, words="công văn 12")

STARTED = Event(EventKind.STARTS, START, BEGUN)
CHANGE = Event(EventKind.CHANGES, CHANGED, AMENDING)
ENDED = Event(EventKind.ENDS, END, ENDING)
PAUSED = Event(EventKind.SUSPENDS, CHANGED, PAUSING, until=AUTUMN)


def life(*events, wordings=(), **fields):
    return timeline(Facts(tuple(events), tuple(wordings), **fields))


def statuses(found):
    """The first day of each phase, with its status."""
    return [(phase.starts, phase.status) for phase in found.phases]


def words_on(found, *days):
    return [found.on(day).wording for day in days]


# --- status


def test_of_what_nothing_is_told_nothing_is_known():
    assert life() == UNKNOWN_LIFE
    assert statuses(UNKNOWN_LIFE) == [(None, Status.UNKNOWN)]


def test_it_is_in_force_from_its_first_day_and_not_yet_before():
    assert statuses(life(STARTED)) == [(None, Status.NOT_YET), (START, Status.IN_FORCE)]


def test_it_is_in_force_from_the_earliest_of_several_first_days():
    later = Event(EventKind.STARTS, SPRING, replace(BEGUN, day=SPRING))
    assert life(later, STARTED).in_force_from == START


def test_the_day_of_its_end_is_the_first_that_is_out_of_force():
    found = life(STARTED, ENDED)
    assert statuses(found)[-1] == (END, Status.EXPIRED)
    assert found.on(END - EVE).status is Status.IN_FORCE
    assert found.ends_on == END


def test_the_earliest_of_several_ends_ends_it():
    later = Event(EventKind.ENDS, END + EVE, replace(ENDING, day=END + EVE))
    assert life(STARTED, later, ENDED).ends_on == END


def test_an_end_before_the_first_day_leaves_nothing_in_force():
    found = life(STARTED, Event(EventKind.ENDS, START - EVE, ENDING))
    assert statuses(found) == [(None, Status.NOT_YET), (START - EVE, Status.EXPIRED)]


def test_an_end_alone_tells_nothing_of_the_time_before_it():
    assert statuses(life(ENDED)) == [(None, Status.UNKNOWN), (END, Status.EXPIRED)]


def test_without_a_first_day_it_is_never_in_force():
    assert {phase.status for phase in life(CHANGE, PAUSED).phases} == {Status.UNKNOWN}


def test_a_suspended_provision_applies_again_from_the_day_named():
    assert statuses(life(STARTED, PAUSED)) == [
        (None, Status.NOT_YET),
        (START, Status.IN_FORCE),
        (CHANGED, Status.SUSPENDED),
        (AUTUMN, Status.IN_FORCE),
    ]


def test_a_suspension_without_a_last_day_goes_on_until_the_end():
    found = life(STARTED, replace(PAUSED, until=None), ENDED)
    assert statuses(found)[2:] == [(CHANGED, Status.SUSPENDED), (END, Status.EXPIRED)]


def test_a_suspension_that_is_over_before_it_begins_suspends_nothing():
    found = life(STARTED, replace(PAUSED, until=CHANGED - EVE))
    assert statuses(found) == [(None, Status.NOT_YET), (START, Status.IN_FORCE)]


@pytest.mark.parametrize("kind", [EventKind.ENDS, EventKind.SUSPENDS])
def test_an_end_or_suspension_of_unknown_day_leaves_force_unknown(kind):
    found = life(STARTED, Event(kind, None, ENDING))
    assert statuses(found) == [(None, Status.NOT_YET), (START, Status.UNKNOWN)]
    assert found.on(START).because == (ENDING,)


@pytest.mark.parametrize("kind", [EventKind.ENDS, EventKind.SUSPENDS])
def test_what_cannot_have_happened_before_a_day_leaves_the_time_before_it_sure(kind):
    found = life(STARTED, Event(kind, None, ENDING, not_before=SPRING))
    assert statuses(found)[1:] == [(START, Status.IN_FORCE), (SPRING, Status.UNKNOWN)]


def test_a_suspension_of_unknown_day_raises_no_doubt_once_it_is_over():
    found = life(STARTED, Event(EventKind.SUSPENDS, None, PAUSING, until=AUTUMN))
    assert statuses(found)[1:] == [(START, Status.UNKNOWN), (AUTUMN, Status.IN_FORCE)]


def test_a_known_end_stands_beside_an_unknown_one():
    found = life(STARTED, ENDED, Event(EventKind.ENDS, None, basis(), not_before=SPRING))
    assert statuses(found)[2:] == [(SPRING, Status.UNKNOWN), (END, Status.EXPIRED)]


# --- provisions that a newer snapshot no longer has


def test_a_gone_provision_is_unknown_after_its_last_day():
    found = life(STARTED, last_seen=CHANGED, gone=GONE)
    assert statuses(found)[1:] == [(START, Status.IN_FORCE), (CHANGED + EVE, Status.UNKNOWN)]
    assert found.on(AUTUMN).because == (GONE,)


def test_a_gone_provision_that_no_day_vouches_for_is_never_known_to_be_in_force():
    assert Status.IN_FORCE not in {phase.status for phase in life(STARTED, gone=GONE).phases}


def test_a_known_end_explains_why_a_provision_is_gone():
    found = life(STARTED, ENDED, last_seen=CHANGED, gone=GONE)
    assert statuses(found)[1:] == [(START, Status.IN_FORCE), (END, Status.EXPIRED)]


# --- words


def snapshot(key, words, day, holds_from=None):
    return Wording(key, words, holds_from, seen_on=day)


def test_words_as_issued_hold_from_the_first_day():
    found = life(STARTED, wordings=[Wording(1, "một")])
    assert words_on(found, START - EVE, START, date.max) == [None, 1, 1]


def test_words_of_a_snapshot_hold_from_the_last_change_that_they_contain():
    found = life(STARTED, CHANGE, wordings=[snapshot(1, "mới", AUTUMN, CHANGED)])
    assert words_on(found, CHANGED - EVE, CHANGED, AUTUMN, date.max) == [None, 1, 1, 1]
    assert {found.on(day).status for day in (START, CHANGED, AUTUMN)} == {Status.IN_FORCE}


def test_words_of_a_snapshot_hold_from_the_first_day_where_nothing_changed():
    assert words_on(life(STARTED, wordings=[snapshot(1, "một", AUTUMN)]), START, date.max) == [1, 1]


def test_two_snapshots_give_their_words_on_either_side_of_a_known_change():
    wordings = [snapshot(1, "cũ", SPRING), snapshot(2, "mới", AUTUMN, CHANGED)]
    found = life(STARTED, CHANGE, wordings=wordings)
    assert words_on(found, START, SPRING, CHANGED - EVE, CHANGED, AUTUMN) == [1, 1, 1, 2, 2]


def test_between_two_snapshots_an_untold_change_leaves_the_words_unknown():
    found = life(STARTED, wordings=[snapshot(1, "cũ", SPRING), snapshot(2, "mới", AUTUMN)])
    assert words_on(found, START, SPRING, SPRING + EVE, AUTUMN - EVE, AUTUMN) == [1, 1, None, None, 2]
    assert {phase.status for phase in found.phases[1:]} == {Status.IN_FORCE}


def test_between_two_snapshots_with_the_same_words_nothing_is_in_doubt():
    found = life(STARTED, wordings=[snapshot(1, "một", SPRING), snapshot(2, "một", AUTUMN)])
    assert None not in words_on(found, START, SPRING, CHANGED, AUTUMN, END)


def test_of_several_changes_between_two_snapshots_the_words_between_are_unknown():
    later = Event(EventKind.CHANGES, AUTUMN, replace(AMENDING, day=AUTUMN))
    wordings = [snapshot(1, "cũ", SPRING), snapshot(2, "mới", END, AUTUMN)]
    found = life(STARTED, CHANGE, later, wordings=wordings)
    assert words_on(found, CHANGED - EVE, CHANGED, AUTUMN - EVE, AUTUMN) == [1, None, None, 2]


def test_after_a_change_that_no_words_contain_the_words_are_unknown():
    found = life(STARTED, CHANGE, wordings=[Wording(1, "một")])
    assert words_on(found, CHANGED - EVE, CHANGED, date.max) == [1, None, None]
    assert found.on(CHANGED).status is Status.IN_FORCE


def test_a_change_of_unknown_day_leaves_the_words_unknown_from_its_first_possible_day():
    doubtful = Event(EventKind.CHANGES, None, replace(AMENDING, day=None), not_before=CHANGED)
    found = life(STARTED, doubtful, wordings=[Wording(1, "một")])
    assert words_on(found, CHANGED - EVE, CHANGED, date.max) == [1, None, None]
    assert found.on(CHANGED).status is Status.IN_FORCE
    assert doubtful.basis in found.on(CHANGED).because


def test_a_snapshot_is_sure_of_its_words_up_to_its_day_whatever_changed_on_an_unknown_one():
    doubtful = Event(EventKind.CHANGES, None, replace(AMENDING, day=None))
    found = life(STARTED, doubtful, wordings=[snapshot(1, "một", AUTUMN)])
    assert words_on(found, AUTUMN, AUTUMN + EVE) == [1, None]


def test_words_as_issued_are_not_those_of_a_first_day_on_which_a_change_takes_effect():
    first = Event(EventKind.CHANGES, START, replace(AMENDING, day=START))
    issued, changed = Wording(1, "một"), Wording(2, "hai", holds_from=START)
    assert words_on(life(STARTED, first, wordings=[issued]), START, date.max) == [None, None]
    assert words_on(life(STARTED, first, wordings=[issued, changed]), START, date.max) == [2, 2]


PART_PAUSED = Basis(
    Origin.ORDER,
    "ngưng hiệu lực",
    ProvisionPath.parse("7/2031/TT-X"),
    ProvisionPath.parse("1/2030/TT-X#dieu-1.khoan-2"),
)


def test_a_part_is_out_of_force_for_a_while_and_the_words_stay():
    pause = Event(EventKind.PART, CHANGED, PART_PAUSED, until=CHANGED + EVE * 2)
    found = life(STARTED, pause, wordings=[Wording(1, "một")])
    days = (START, CHANGED, CHANGED + EVE * 2)
    assert [found.on(day).parts for day in days] == [(), (PART_PAUSED,), ()]
    assert words_on(found, *days) == [1, 1, 1]


def test_a_clerks_row_for_the_document_does_not_revive_what_ended_by_itself():
    ended = Event(EventKind.ENDS, CHANGED, AMENDING)
    laid = Override(Interval(START), Basis(Origin.CLERK, words="gia hạn"), inherited=True)
    found = timeline(Facts((STARTED, ended), overrides=(laid,)))
    assert [found.on(day).status for day in (START, CHANGED)] == [Status.IN_FORCE, Status.EXPIRED]


def test_computed_words_hold_from_the_change_that_they_carry_out():
    wordings = [Wording(1, "cũ"), Wording(2, "mới", CHANGED, computed=True)]
    assert words_on(life(STARTED, CHANGE, wordings=wordings), CHANGED - EVE, CHANGED, date.max) == [1, 2, 2]


def test_official_words_go_before_computed_ones():
    wordings = [Wording(2, "tính", CHANGED, computed=True), snapshot(3, "chính thức", AUTUMN, CHANGED)]
    assert words_on(life(STARTED, CHANGE, wordings=wordings), CHANGED, AUTUMN, date.max) == [3, 3, 3]


def test_computed_words_fill_the_time_that_no_official_words_hold_in():
    later = Event(EventKind.CHANGES, AUTUMN, replace(AMENDING, day=AUTUMN))
    computed, official = Wording(2, "tính", CHANGED, computed=True), snapshot(3, "sau", END, AUTUMN)
    found = life(STARTED, CHANGE, later, wordings=[Wording(1, "cũ"), computed, official])
    assert words_on(found, CHANGED - EVE, CHANGED, AUTUMN) == [1, 2, 3]


def test_words_are_told_of_suspended_and_doubtful_days_and_not_of_others():
    found = life(STARTED, PAUSED, ENDED, wordings=[Wording(1, "một")])
    assert words_on(found, START - EVE, CHANGED, END) == [None, 1, None]
    assert words_on(life(wordings=[Wording(1, "một")]), START) == [1]


# --- what says so


def test_each_phase_names_what_brought_it_about_with_its_day():
    wordings = [Wording(1, "cũ"), Wording(2, "mới", CHANGED, computed=True)]
    found = life(STARTED, CHANGE, ENDED, wordings=wordings)
    assert [phase.because for phase in found.phases] == [(BEGUN,), (BEGUN,), (AMENDING,), (ENDING,)]


def test_all_that_end_it_on_one_day_are_named():
    other = basis(Origin.CLAUSE, act="hết hiệu lực", day=END)
    found = life(STARTED, ENDED, Event(EventKind.ENDS, END, other))
    assert set(found.on(END).because) == {ENDING, other}


def test_two_documents_that_change_words_on_one_day_are_both_named_once():
    other = replace(AMENDING, source=ProvisionPath.parse("8/2031/TT-X#dieu-1"))
    found = life(STARTED, CHANGE, CHANGE, Event(EventKind.CHANGES, CHANGED, other))
    assert sorted(map(str, found.on(CHANGED).because)) == sorted(map(str, (AMENDING, other)))


# --- the clerk's table


def laid_down(*stretches):
    return tuple(Override(Interval(*stretch), CLERK) for stretch in stretches)


def test_the_clerk_overrides_every_other_source():
    found = life(STARTED, PAUSED, ENDED, gone=GONE, overrides=laid_down((SPRING, None)))
    assert statuses(found) == [(None, Status.NOT_YET), (SPRING, Status.IN_FORCE)]
    assert found.on(SPRING).because == (CLERK,)


def test_between_several_stretches_of_the_clerk_it_is_out_of_force():
    found = life(overrides=laid_down((START, SPRING), (CHANGED, AUTUMN)))
    assert statuses(found) == [
        (None, Status.NOT_YET),
        (START, Status.IN_FORCE),
        (SPRING, Status.EXPIRED),
        (CHANGED, Status.IN_FORCE),
        (AUTUMN, Status.EXPIRED),
    ]


def test_a_stretch_of_the_clerk_without_a_known_start_is_not_in_force():
    found = life(overrides=laid_down((None, END)))
    assert statuses(found) == [(None, Status.UNKNOWN), (END, Status.EXPIRED)]


def test_the_clerk_does_not_say_what_the_words_are():
    found = life(STARTED, CHANGE, wordings=[Wording(1, "một")], overrides=laid_down((START, END)))
    assert words_on(found, START, CHANGED, END) == [1, None, None]


# --- asking a life


@pytest.fixture
def whole_life():
    """Begun, changed, suspended for a while, ended."""
    paused = Event(EventKind.SUSPENDS, AUTUMN, replace(PAUSING, day=AUTUMN), until=AUTUMN + 30 * EVE)
    wordings = [Wording(1, "cũ"), Wording(2, "mới", CHANGED, computed=True)]
    return life(STARTED, CHANGE, paused, ENDED, wordings=wordings)


@pytest.mark.parametrize("day", [date.min, START - EVE, START, CHANGED, AUTUMN, END, date.max])
def test_every_day_lies_in_one_phase(whole_life, day):
    assert [p for p in whole_life.phases if day in p.interval] == [whole_life.on(day)]


def test_phases_have_neighbours_up_to_the_ends_of_time(whole_life):
    phases = whole_life.phases
    assert [whole_life.before(phase) for phase in phases] == [None, *phases[:-1]]
    assert [whole_life.after(phase) for phase in phases] == [*phases[1:], None]


def test_versions_are_the_phases_in_force(whole_life):
    assert [(p.starts, p.wording) for p in whole_life.versions] == [
        (START, 1), (CHANGED, 2), (AUTUMN + 30 * EVE, 2)
    ]  # fmt: skip


def test_a_life_that_goes_on_has_no_end():
    assert life(STARTED).ends_on is None
    assert life().in_force_from is None


def test_a_provision_that_comes_back_has_not_ended():
    assert life(overrides=laid_down((START, SPRING), (CHANGED, None))).ends_on is None


def test_words_near_a_day_are_its_own_else_the_last_before_else_the_first_after(whole_life):
    assert whole_life.wording_near(CHANGED) == 2
    assert whole_life.wording_near(END) == 2
    assert whole_life.wording_near(LONG_AGO) == 1
    assert UNKNOWN_LIFE.wording_near(START) is None


def test_words_near_a_day_between_snapshots_are_the_earlier_ones():
    found = life(STARTED, wordings=[snapshot(1, "cũ", SPRING), snapshot(2, "mới", AUTUMN)])
    assert found.wording_near(CHANGED) == 1


def test_told_is_what_the_phase_before_was_not_told_by(whole_life):
    assert whole_life.told(whole_life.on(CHANGED)) == (AMENDING,)
    assert whole_life.told(whole_life.phases[0]) == (BEGUN,)
    assert whole_life.told(whole_life.on(START)) == ()


def test_words_that_are_lost_from_sight_do_not_change_and_those_that_a_snapshot_shows_do():
    found = life(STARTED, wordings=[snapshot(1, "cũ", SPRING), snapshot(2, "mới", AUTUMN)])
    lost, shown = found.on(CHANGED), found.on(AUTUMN)
    assert not found.changes(lost)
    assert found.changes(shown)


def test_words_found_again_after_a_change_that_was_told_do_not_change_a_second_time():
    found = life(STARTED, CHANGE, wordings=[Wording(1, "cũ"), snapshot(2, "mới", AUTUMN, AUTUMN)])
    assert words_on(found, CHANGED, AUTUMN) == [None, 2]
    assert found.changes(found.on(CHANGED))
    assert not found.changes(found.on(AUTUMN))


def test_words_that_return_as_they_were_do_not_change():
    found = life(STARTED, PAUSED, wordings=[Wording(1, "một")])
    assert not found.changes(found.on(AUTUMN))


# --- stored phases


def test_the_time_before_the_first_stored_phase_is_implied(whole_life):
    assert whole_life.phases[0].implied
    assert of_phases(whole_life.phases[1:]) == whole_life


def test_stored_phases_are_put_in_order(whole_life):
    assert of_phases(tuple(reversed(whole_life.phases[1:]))) == whole_life


def test_the_time_before_an_end_that_comes_first_keeps_what_says_so():
    found = life(STARTED, Event(EventKind.ENDS, START - EVE, ENDING))
    assert found.phases[0].because == (BEGUN,)
    assert of_phases(found.kept) == found


def test_without_stored_phases_nothing_is_known():
    assert of_phases(()) == UNKNOWN_LIFE


def test_a_stored_phase_without_a_start_implies_nothing_before_it():
    stored = (Phase(Interval(None, END), Status.UNKNOWN), Phase(Interval(END), Status.EXPIRED))
    assert of_phases(stored) == Timeline(stored)


# --- any facts

DAYS = [date.min, *(START + count * EVE for count in range(6)), date.max - EVE, date.max]
days = st.sampled_from(DAYS)
maybe = st.none() | days
bases = st.builds(
    Basis,
    st.sampled_from(Origin),
    st.sampled_from(["sửa đổi", "bãi bỏ"]),
    st.none() | st.sampled_from([ProvisionPath.parse(f"{n}/2031/TT-X#dieu-1") for n in "789"]),
    day=maybe,
)
events = st.builds(Event, st.sampled_from(EventKind), maybe, bases, until=maybe, not_before=maybe)


@st.composite
def wordings(draw):
    """Rows of a library: each has a key of its own, and one row a snapshot's day."""
    texts = st.sampled_from(["rau", "hoa", "cây"])
    seen = draw(st.lists(days, unique=True, max_size=3))
    told = [(draw(texts), draw(maybe), day, False) for day in seen]
    told += draw(st.lists(st.tuples(texts, maybe, st.none(), st.booleans()), max_size=3))
    return tuple(Wording(key, *one) for key, one in enumerate(told))


stretches = (
    st.tuples(maybe, maybe)
    .filter(lambda ends: None in ends or ends[0] < ends[1])
    .map(lambda ends: Interval(*ends))
)
FACTS = st.builds(
    Facts,
    st.lists(events, max_size=5).map(tuple),
    wordings(),
    last_seen=maybe,
    gone=st.none() | bases,
    overrides=st.lists(st.builds(Override, stretches, bases), max_size=2).map(tuple),
)


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_says_nothing(facts, random):
    def mixed(told, *, twice=False):
        told = [*told, *told] if twice else list(told)
        random.shuffle(told)
        return tuple(told)

    again = replace(
        facts,
        events=mixed(facts.events, twice=True),
        wordings=mixed(facts.wordings),
        overrides=mixed(facts.overrides, twice=True),
    )
    assert timeline(again) == timeline(facts)


@given(FACTS)
def test_phases_part_all_time_between_them(facts):
    phases = timeline(facts).phases
    assert phases[0].starts is None
    assert phases[-1].ends is None
    assert all(one.ends is not None and one.ends == other.starts for one, other in pairwise(phases))


def say(phase):
    return phase.status, phase.wording, frozenset(phase.because), phase.parts


@given(FACTS)
def test_no_two_neighbours_say_the_same(facts):
    assert all(say(one) != say(other) for one, other in pairwise(timeline(facts).phases))


@given(FACTS)
def test_it_is_in_force_only_where_a_start_is_known_or_the_clerk_says_so(facts):
    starts = [event.day for event in facts.events if event.kind is EventKind.STARTS and event.day]
    for phase in timeline(facts).versions:
        day = phase.starts or date.min
        by_clerk = any(day in one.interval for one in facts.overrides if one.interval.start)
        assert by_clerk or (not facts.overrides and any(start <= day for start in starts))


@given(FACTS)
def test_words_of_a_snapshot_are_given_for_its_own_day(facts):
    """Unless a change is known to have come after those that they contain."""
    found = timeline(facts)
    changes = {event.day for event in facts.events if event.kind is EventKind.CHANGES}
    plain = not changes and not any(wording.holds_from for wording in facts.wordings)
    worded = {wording.key: wording.words for wording in facts.wordings}
    for wording in facts.wordings:
        phase = found.on(wording.seen_on) if wording.seen_on and plain else None
        if phase is not None and phase.status in (Status.IN_FORCE, Status.SUSPENDED):
            assert phase.wording is not None
            assert worded[phase.wording] == wording.words


@given(FACTS)
def test_stored_phases_give_the_life_back(facts):
    found = timeline(facts)
    assert of_phases(found.kept) == found


@given(FACTS)
def test_a_life_can_be_asked_about_every_phase(facts):
    found = timeline(facts)
    for phase in found.phases:
        found.told(phase), found.changes(phase), found.before(phase), found.after(phase)
    for day in DAYS:
        found.wording_near(day)
