"""Paired tests against closed forms and published numbers; Holm."""

from fractions import Fraction
from itertools import pairwise, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.statistics.clustered import Clustered
from evals.statistics.normal import cdf
from evals.statistics.pairs import _flipped, both_sides, drop, holm, mcnemar

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def single(values):
    return Clustered.of(values, [f"{i:04}" for i in range(len(values))])


def test_mcnemar_is_that_of_fagerland_2013():
    # BMC Medical Research Methodology 13:91, the data of Bentur: 1 and 7 discordant pairs.
    found = both_sides(7, 1)
    assert found.p == pytest.approx(2 * (1 + 8) / 256, abs=1e-12)
    assert (round(found.p, 4), round(found.mid, 4)) == (0.0703, 0.0391)
    assert both_sides(1, 7) == found


@given(st.integers(0, 40), st.integers(0, 40))
def test_flipping_signs_of_single_cases_is_mcnemar(lost, gained):
    found = drop(single([-1.0] * lost + [1.0] * gained + [0.0] * 5))
    closed = Fraction(sum(comb(lost + gained, k) for k in range(gained + 1)), 2 ** (lost + gained))
    assert found.p == pytest.approx(float(closed), abs=1e-12)
    if lost + gained:
        assert found.mid == pytest.approx(mcnemar(lost, gained).mid, abs=1e-12)


@given(st.lists(st.sampled_from([-1.0, -0.75, -1 / 3, 0.5, 0.25, 1.0]), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_the_exact_distribution_is_that_of_all_flips(values):
    totals = [
        sum(sign * abs(v) for sign, v in zip(signs, values, strict=True))
        for signs in product((-1, 1), repeat=len(values))
    ]
    seen = sum(values)
    upto = sum(total <= seen + 1e-9 for total in totals) / len(totals)
    same = sum(abs(total - seen) <= 1e-9 for total in totals) / len(totals)
    found = drop(single(values))
    assert (found.p, found.mid) == pytest.approx((upto, upto - same / 2), abs=1e-9)
    assert not found.drawn


def test_values_on_no_lattice_are_flipped_at_random_with_a_seed():
    values = list(np.random.default_rng(2).normal(-0.1, 1, 120))
    found = drop(single(values))
    assert found.drawn
    assert found == drop(single(values))
    z = sum(values) / np.sqrt(sum(v * v for v in values))
    assert found.p == pytest.approx(cdf(z), abs=0.015)
    assert 0 < drop(single([v - 3 for v in values])).p <= 1 / 20_000


def test_clusters_are_flipped_whole():
    together = drop(Clustered.of([-1.0] * 12, ["a"] * 6 + ["b"] * 6))
    assert together.p == 0.25
    assert drop(single([-1.0] * 12)).p == 2**-12


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_pairs_changes_nothing(values, dice):
    named = [(value, f"{i % 7}") for i, value in enumerate(values)]
    mixed = list(named)
    dice.shuffle(mixed)
    one, two = (Clustered.of([v for v, _ in some], [c for _, c in some]) for some in (named, mixed))
    assert drop(one, flips=300) == drop(two, flips=300)


def test_nothing_differs_nothing_is_found():
    assert drop(single([0.0] * 10)).p == 1.0


def test_holm_is_that_of_the_textbook():
    # The usual worked example (0.01, 0.04, 0.03, 0.005), as in the encyclopedia's article on Holm 1979.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02], abs=1e-12)


@given(CHANCES)
def test_holm_keeps_the_order_and_lowers_nothing(chances):
    found = holm(chances)
    assert all(p <= fair <= 1 for p, fair in zip(chances, found, strict=True))
    ranked = sorted(zip(chances, found, strict=True))
    assert all(a[1] <= b[1] + 1e-12 for a, b in pairwise(ranked))


@given(CHANCES, st.data())
def test_holm_is_monotone(chances, data):
    at = data.draw(st.integers(0, len(chances) - 1))
    lower = [p / 2 if i == at else p for i, p in enumerate(chances)]
    assert all(a <= b + 1e-12 for a, b in zip(holm(lower), holm(chances), strict=True))


@given(CHANCES)
def test_equal_weights_are_no_weights(chances):
    assert holm(chances, [3.0] * len(chances)) == pytest.approx(holm(chances), abs=1e-12)


def test_a_weight_is_a_share_of_alpha():
    assert holm([0.04, 0.5], [4.0, 1.0])[0] == pytest.approx(0.05)
    assert holm([0.5, 0.012], [4.0, 1.0])[1] == pytest.approx(0.06)
    with pytest.raises(ValueError, match="positive"):
        holm([0.1], [0.0])


def test_holm_keeps_false_alarms_of_a_family_under_alpha():
    dice = np.random.default_rng(3)
    wrong = sum(min(holm(list(row), [9.0, *[1.0] * 9])) <= 0.05 for row in dice.random((20_000, 10)))
    assert wrong / 20_000 <= 0.05 + 2 * (0.05 * 0.95 / 20_000) ** 0.5


def test_a_difference_far_below_a_step_is_drawn_and_breaks_nothing():
    for tiny in ([0.0, 1.27e-09], [0.0, 5e-8, -1.0], [1e-11, 1e-11]):
        found = drop(Clustered.of(tiny, list(map(str, range(len(tiny))))))
        assert 0 < found.p <= 1


def test_flips_of_signs_come_from_their_seed():
    drawn = _flipped.__wrapped__
    assert (drawn(9, 40, 7, 0) == drawn(9, 40, 7, 0)).all()
    assert (drawn(9, 40, 7, 0) != drawn(9, 40, 8, 0)).any()
