"""Which orders stand: what was taken back in time never happened, what was taken back too late did."""

import itertools
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.orders import Force, Order, covers, weigh
from assistant.domain.path import ProvisionPath

STANDS, FALLS, UNDECIDED = Force.STANDS, Force.FALLS, Force.UNDECIDED


def order(source, target, month=6, *, ends=True):
    """``source`` ends ``target`` from the first of a month of 2031 on."""
    return Order(ProvisionPath.parse(source), ProvisionPath.parse(target), date(2031, month, 1), ends)


def document(name):
    return f"{name}/2031/TT-X"


def chain(*months):
    """Document 1 ends document 0, 2 ends 1 and so on, each from a month on."""
    return [order(document(at), document(at - 1), month) for at, month in enumerate(months, 1)]


def forces(orders):
    found = weigh(orders)
    return [found[one] for one in orders]


# --- one order against another


def test_no_orders_have_no_force():
    assert weigh([]) == {}


def test_an_order_that_nothing_is_said_of_stands():
    assert forces(chain(6)) == [STANDS]


def test_a_repeal_that_is_repealed_before_it_takes_effect_falls():
    assert forces(chain(6, 5)) == [FALLS, STANDS]


def test_a_repeal_that_is_repealed_on_its_very_day_falls():
    assert forces(chain(6, 6)) == [FALLS, STANDS]


def test_a_repeal_that_is_repealed_too_late_has_done_its_work():
    assert forces(chain(6, 7)) == [STANDS, STANDS]


def test_what_only_amends_takes_nothing_back():
    repeal = order("1/TT-X", "9/TT-X")
    assert forces([repeal, order("2/TT-X", "1/TT-X", 5, ends=False)]) == [STANDS, STANDS]


def test_an_amendment_of_what_was_repealed_in_time_falls_with_it():
    amends = order("1/TT-X#dieu-2", "9/TT-X#dieu-5", ends=False)
    assert forces([amends, order("2/TT-X", "1/TT-X", 5)]) == [FALLS, STANDS]


def test_one_of_several_that_take_it_back_in_time_is_enough():
    repeal = order("1/TT-X", "9/TT-X")
    late, early = order("2/TT-X", "1/TT-X", 8), order("3/TT-X", "1/TT-X", 2)
    assert forces([repeal, late]) == [STANDS, STANDS]
    assert forces([repeal, late, early]) == [FALLS, STANDS, STANDS]


def test_the_same_order_twice_is_one():
    assert list(weigh([*chain(6), *chain(6)]).values()) == [STANDS]


def test_an_order_does_not_take_itself_back():
    assert forces([order("1/TT-X#dieu-9", "1/TT-X")]) == [STANDS]


# --- chains


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((6, 6, 6, 6, 6), [STANDS, FALLS, STANDS, FALLS, STANDS]),
        ((9, 8, 7, 6, 5), [STANDS, FALLS, STANDS, FALLS, STANDS]),
        ((5, 6, 7, 8, 9), [STANDS] * 5),
        ((9, 8, 7, 6, 7), [FALLS, STANDS, FALLS, STANDS, STANDS]),
        ((5, 6, 6, 6, 6), [STANDS, FALLS, STANDS, FALLS, STANDS]),
    ],
)
def test_a_chain_of_five_is_decided_from_its_end(months, expected):
    assert forces(chain(*months)) == expected


def test_a_long_chain_takes_no_long_time():
    orders = [order(f"{at}/TT-X", f"{at - 1}/TT-X") for at in range(1, 5_001)]
    began = time.thread_time()
    assert forces(orders) == [FALLS, STANDS] * 2_500
    assert time.thread_time() - began < 5


# --- circles


def circle(*months):
    size = len(months)
    return [order(document(at), document((at + 1) % size), month) for at, month in enumerate(months)]


@pytest.mark.parametrize("months", [(6, 6), (6, 6, 6)])
def test_what_goes_round_on_one_day_is_undecided(months):
    assert forces(circle(*months)) == [UNDECIDED] * len(months)


@pytest.mark.parametrize(
    ("months", "expected"), [((5, 6), [STANDS, FALLS]), ((5, 6, 7), [STANDS, FALLS, STANDS])]
)
def test_what_goes_round_on_different_days_is_decided_by_the_earliest(months, expected):
    """The first to take effect ends the next in time, and nothing ended the first before its day."""
    assert forces(circle(*months)) == expected


def test_a_circle_that_is_broken_from_outside_is_decided():
    first, second = circle(6, 6)
    assert forces([first, second, order("7/TT-X", document(0))]) == [FALLS, STANDS, STANDS]


def test_what_hangs_on_a_circle_is_undecided_too():
    orders = [*circle(6, 6), order("8/TT-X", "9/TT-X"), order(document(0), "8/TT-X")]
    assert forces(orders) == [UNDECIDED] * 4


def test_what_is_taken_back_by_another_too_needs_no_circle_to_fall():
    hanging = [order("8/TT-X", "9/TT-X"), order(document(0), "8/TT-X"), order("7/TT-X", "8/TT-X")]
    assert forces([*circle(6, 6), *hanging]) == [UNDECIDED, UNDECIDED, FALLS, UNDECIDED, STANDS]


# --- parts of documents


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("1/TT-X", "1/TT-X", True),
        ("1/TT-X", "1/TT-X#dieu-2.khoan-3", True),
        ("1/TT-X", "1/TT-X#quy-che/dieu-2", True),
        ("1/TT-X", "2/TT-X#dieu-2", False),
        ("01/tt-x", "1/TT-X#dieu-2", True),
        ("1/TT-X#dieu-2", "1/TT-X", False),
        ("1/TT-X#dieu-2", "1/TT-X#dieu-2", True),
        ("1/TT-X#dieu-2", "1/TT-X#dieu-2.khoan-3.diem-đ", True),
        ("1/TT-X#dieu-2", "1/TT-X#dieu-20", False),
        ("1/TT-X#dieu-2", "1/TT-X#dieu-2a", False),
        ("1/TT-X#dieu-2", "1/TT-X#dieu-2~2", False),
        ("1/TT-X#dieu-2.khoan-3", "1/TT-X#dieu-2.khoan-4", False),
        ("1/TT-X#dieu-2", "1/TT-X#quy-che/dieu-2", False),
        ("1/TT-X#quy-che", "1/TT-X#quy-che/dieu-2", True),
        ("1/TT-X#quy-che", "1/TT-X#dieu-2", False),
        ("1/TT-X#quy-che", "1/TT-X", False),
        ("1/TT-X#quy-che", "1/TT-X#dieu-le/dieu-2", False),
        ("1/TT-X#quy-che/dieu-2", "1/TT-X#quy-che/dieu-2.khoan-1", True),
    ],
)
def test_a_whole_covers_its_parts(whole, part, expected):
    assert covers(ProvisionPath.parse(whole), ProvisionPath.parse(part)) is expected


def test_taking_back_the_clause_that_orders_is_enough():
    repeal = order("1/TT-X#dieu-2.khoan-1", "9/TT-X")
    assert forces([repeal, order("2/TT-X", "1/TT-X#dieu-2", 5)]) == [FALLS, STANDS]
    assert forces([repeal, order("2/TT-X", "1/TT-X#dieu-2.khoan-1", 5)]) == [FALLS, STANDS]


@pytest.mark.parametrize("other", ["#dieu-2.khoan-2", "#dieu-3", "#dieu-2.khoan-1.diem-a", "#quy-che/dieu-2"])
def test_taking_back_another_part_changes_nothing(other):
    repeal = order("1/TT-X#dieu-2.khoan-1", "9/TT-X")
    assert forces([repeal, order("2/TT-X", f"1/TT-X{other}", 5)]) == [STANDS, STANDS]


# --- any orders, against the definition

PLACES = st.sampled_from(
    [f"{name}/TT-X{tail}" for name in "123" for tail in ("", "#dieu-1", "#dieu-1.khoan-1", "#quy-che/dieu-1")]
)
ORDERS = st.builds(order, PLACES, PLACES, st.integers(5, 7), ends=st.sampled_from([True, True, True, False]))
FEW = st.lists(ORDERS, max_size=6, unique=True)


def stands_in(part, whole):
    document, _, tail = whole.partition("#")
    inside = part.partition("#")[2]
    return part.partition("#")[0] == document and (not tail or f"{inside}.".startswith(f"{tail}."))


def against(one, orders):
    """Those that would end the source of ``one`` by its day."""
    return [
        other
        for other in orders
        if other != one
        and other.ends
        and other.day <= one.day
        and stands_in(str(one.source), str(other.target))
    ]


def sound(labels, orders):
    """Whether each label follows from those of what is against it."""

    def follows(one):
        those = [labels[other] for other in against(one, orders)]
        if STANDS in those:
            return FALLS
        return STANDS if all(label is FALLS for label in those) else UNDECIDED

    return all(labels[one] is follows(one) for one in orders)


@given(FEW)
def test_the_forces_are_those_that_every_sound_reading_shares(orders):
    """By trying all labels: of the sound readings there is one that decides only what all decide."""
    tried = (
        dict(zip(orders, labels, strict=True)) for labels in itertools.product(Force, repeat=len(orders))
    )
    readings = [labels for labels in tried if sound(labels, orders)]
    found = weigh(orders)
    assert found in readings
    for one in orders:
        if found[one] is not UNDECIDED:
            assert {labels[one] for labels in readings} == {found[one]}


@given(st.lists(ORDERS, max_size=14).flatmap(lambda all_: st.tuples(st.just(all_), st.permutations(all_))))
def test_the_forces_do_not_depend_on_the_order_of_reading(lists):
    orders, mixed = lists
    assert weigh(mixed) == weigh(orders) == weigh([*orders, *mixed])


@given(st.lists(ORDERS, max_size=14))
def test_every_force_follows_from_those_against_it(orders):
    found = weigh(orders)
    assert found.keys() == set(orders)
    assert sound(found, list(found))


@given(st.lists(ORDERS, max_size=10))
def test_without_two_on_one_day_nothing_is_undecided(orders):
    by_day = {one.day: one for one in orders}
    assert UNDECIDED not in weigh(by_day.values()).values()
