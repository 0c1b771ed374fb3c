"""What is given held on the day, by the evaluators' dates and nobody else's."""

from datetime import date

import pytest

from assistant.domain.answer import Outcome
from assistant.domain.validity import Status
from evals.cases import DateMode, Kind
from evals.measures.flips import Cell, flips
from evals.measures.registry import measure
from evals.register import Register
from tests.evals.measures.made import (
    AFTER,
    BEFORE,
    NEW,
    OLD,
    REGISTER,
    case,
    cited,
    crashed,
    given,
    refusal,
    row,
    spoken,
)

OLD_WORDS = cited(f"{OLD}#dieu-2.khoan-2", "2. Mỗi lớp nuôi không quá 02 tổ ong.")
STALE = given([spoken("“2. Mỗi lớp nuôi không quá 02 tổ ong.”")], [OLD_WORDS])


def of(name, answer, asked=None, register=REGISTER):
    return measure(name).of(asked or case(), row(answer), register)


def test_a_repealed_rule_is_stale_whatever_the_service_says_of_its_dates():
    sure = OLD_WORDS.model_copy(
        update={"in_force_from": date(2029, 1, 1), "expires_on": None, "verified": True}
    )
    lying = STALE.model_copy(update={"citations": (sure,)})
    assert of("stale", lying).value == 1
    assert of("valid", lying).value == 0
    assert of("stale", lying, register=Register()).value == 1  # the case itself says what is superseded


def test_a_repealed_rule_that_is_told_to_be_repealed_is_not_given_as_in_force():
    told = STALE.model_copy(update={"citations": (OLD_WORDS.model_copy(update={"status": Status.EXPIRED}),)})
    assert of("stale", told).value == 0


def test_a_status_that_is_not_told_gives_the_rule_as_in_force():
    silent = STALE.model_copy(update={"citations": (OLD_WORDS.model_copy(update={"status": None}),)})
    assert of("stale", silent).value == 1


def test_words_of_another_day_are_stale_under_a_right_address():
    reworded = given(citations=[cited(quote="2. Mỗi lớp nuôi không quá 09 tổ ong.")])
    assert of("stale", reworded).value == 1


def test_what_nobody_knows_is_not_called_valid():
    unknown = given(citations=[cited("9/2031/TT-BGDM#dieu-1")])
    assert of("valid", unknown).value == 0
    assert of("stale", unknown).value == 0  # nobody knows either that it had gone: it is counted as invented


def test_of_a_stretch_in_which_the_rule_changed_both_rules_are_right():
    gold = ((f"{OLD}#dieu-2",), (f"{NEW}#dieu-2",))
    asked = case(date_mode=DateMode.STRADDLING, gold=gold, superseded=())
    assert (of("stale", STALE, asked).value, of("valid", STALE, asked).value) == (0, 1)
    assert of("stale", STALE, case(superseded=())).value == 1


def test_an_answer_for_another_day_is_told():
    assert of("day", given(as_of=BEFORE)).value == 0


# --- pairs


def sides():
    before = case("f@1", as_of=BEFORE, gold=((f"{OLD}#dieu-2",),), superseded=(), pair="f", kind=Kind.FLIP)
    return before, case("f@2", pair="f", kind=Kind.FLIP)


@pytest.mark.parametrize(
    ("older", "later", "cell"),
    [
        (STALE, given(), Cell.RIGHT),
        (STALE, STALE, Cell.STALE),
        (given(), given(), Cell.TOO_RECENT),
        (given(), STALE, Cell.WRONG),
        (refusal(), refusal(), Cell.WRONG),
        (None, given(), Cell.TOO_RECENT),
    ],
)
def test_a_pair_falls_into_one_of_four_cells(older, later, cell):
    rows = {
        ("f@1", 0): row(older, "f@1") if older else crashed("f@1"),
        ("f@2", 0): row(later, "f@2"),
    }
    assert [one.cell for one in flips(sides(), rows, 1, REGISTER)] == [cell]


def test_where_nothing_held_on_a_day_not_answering_is_right():
    nothing = case("n", as_of=BEFORE, gold=(), answerable=False, expected=(Outcome.NOT_FOUND,), pair="n")
    assert of("version", refusal(), nothing).value == 1
    assert of("version", given(as_of=BEFORE), nothing).value == 0


def test_a_side_alone_is_no_pair():
    assert flips(sides()[:1], {}, 1, REGISTER) == []


def test_a_variant_of_a_side_takes_no_pair_away():
    asked = (*sides(), case("f@2v", pair="f", kind=Kind.FLIP, variant_of="f@2"))
    rows = {("f@1", 0): row(STALE, "f@1"), ("f@2", 0): row(given(), "f@2")}
    assert [one.cell for one in flips(asked, rows, 1, REGISTER)] == [Cell.RIGHT]


def test_the_day_after_the_last_is_a_day_without():
    assert REGISTER.held(OLD, BEFORE) is True
    assert REGISTER.held(OLD, AFTER) is False
    assert REGISTER.held(f"{NEW}#dieu-2", BEFORE) is False
