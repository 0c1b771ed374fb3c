"""Two people a case, loads alike, the same every time, other orders for other people."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest
from evals.judging.people.assigning import assigned, drawn, names

CASES = [f"c{n}" for n in range(40)]
people = st.lists(st.text("abcdefg", min_size=1, max_size=4), min_size=1, max_size=7, unique=True)


@given(
    st.lists(st.text(min_size=1, max_size=5), max_size=60, unique=True),
    people,
    st.integers(0, 99),
    st.integers(1, 3),
)
def test_every_case_has_its_people_and_loads_differ_by_one_at_most(cases, who, seed, each):
    shares = assigned(cases, who, seed, each)
    given_to = Counter(case for held in shares.values() for case in held)
    assert given_to == dict.fromkeys(cases, min(each, len(who)))
    loads = [len(held) for held in shares.values()]
    assert max(loads) - min(loads) <= 1
    assert all(len(set(held)) == len(held) for held in shares.values())


def test_everybody_meets_everybody_about_as_often():
    shares = assigned(CASES, ["a", "b", "c", "d"], 3)
    met = [len(set(shares[one]) & set(shares[other])) for one, other in combinations(shares, 2)]
    assert max(met) - min(met) <= 2


def test_the_same_seed_gives_the_same_shares_whatever_order_cases_come_in():
    first = assigned(CASES, ["a", "b", "c"], 1)
    assert first == assigned(CASES[::-1], ["a", "b", "c"], 1)
    assert first != assigned(CASES, ["a", "b", "c"], 2)


def test_each_has_an_order_of_their_own():
    shares = assigned(CASES, ["a", "b"], 0)
    assert sorted(shares["a"]) == sorted(shares["b"]) == sorted(CASES)
    assert shares["a"] != shares["b"] != CASES


def test_a_smaller_sample_is_part_of_a_larger_one():
    assert set(drawn(CASES, 10, 5)) < set(drawn(CASES, 20, 5))
    assert len(drawn(CASES, 100, 5)) == 40


def test_names_are_kept_in_one_form_and_never_twice():
    assert names([" Lê  Thị", "Le\u0302"]) == ["Lê Thị", "L\u00ea"]
    for wrong in ([], ["  "], ["Lan", "lan "], ["x" * 61]):
        with pytest.raises(BadRequest):
            names(wrong)
