"""The smallest drop that a set can see, told by its noise and checked by simulation."""

from math import isinf

import numpy as np
import pytest

from evals.statistics.clustered import Clustered
from evals.statistics.normal import quantile
from evals.statistics.pairs import drop
from evals.statistics.power import found, needed, smallest_drop


def made(dice, changed, lost, n=400):
    """Differences of independent cases, a share ``changed`` either way and a share ``lost`` one way."""
    either = dice.choice([-1.0, 0.0, 1.0], p=[changed / 2, 1 - changed, changed / 2], size=n)
    return Clustered(np.where(dice.random(n) < lost, -1.0, either), np.ones(n))


@pytest.mark.parametrize("changed", [0.02, 0.05, 0.2])
def test_the_drop_that_is_told_is_found_as_often_as_told(changed):
    dice = np.random.default_rng(4)
    told = float(np.median([smallest_drop(made(dice, changed, 0.0)) for _ in range(50)]))
    hits = np.mean([drop(made(dice, changed, told)).p <= 0.05 for _ in range(600)])
    assert 0.85 <= hits <= 0.97


def test_with_alike_losses_it_is_the_usual_formula():
    one = Clustered(np.random.default_rng(5).normal(0, 1, 2000), np.ones(2000))
    usual = (quantile(0.95) + quantile(0.9)) * one.standard_error
    assert smallest_drop(one, unit=None) == pytest.approx(usual, rel=2e-3)


def test_cases_without_any_difference_see_no_small_drop():
    # Five cases lost and none gained is the least that a one-sided 5 % finds (1/32): at a rate of 8 of n
    # it happens in nine of ten tries (Poisson, mean 8: P(X <= 4) = 0.0996). The
    # formula errs to the safe side.
    still = Clustered(np.zeros(400), np.ones(400))
    assert 8 / 400 <= smallest_drop(still) <= 1.35 * 8 / 400


def test_power_grows_with_the_drop_and_with_the_cases():
    dice = np.random.default_rng(6)
    few, many = made(dice, 0.1, 0, 100), made(dice, 0.1, 0, 1000)
    assert found(few, 0.02) < found(few, 0.05) < found(few, 0.2)
    assert smallest_drop(many) < smallest_drop(few)
    assert found(few, smallest_drop(few)) == pytest.approx(0.9, abs=1e-6)


def test_as_many_cases_as_told_see_the_drop():
    one = made(np.random.default_rng(7), 0.2, 0, 200)
    cases = needed(one, 0.05)
    larger = Clustered(np.tile(one.sums, 20), np.ones(4000))
    grown = Clustered(larger.sums[:cases], np.ones(cases))
    assert smallest_drop(grown) == pytest.approx(0.05, rel=0.1)


def test_clusters_see_less():
    values = list(np.random.default_rng(8).choice([-1.0, 0.0, 1.0], size=30))
    alone = Clustered.of(values * 4, [str(i) for i in range(120)])
    together = Clustered.of(values * 4, [str(i % 30) for i in range(120)])
    assert together.standard_error == pytest.approx(2 * alone.standard_error, rel=0.02)
    assert smallest_drop(together) > 1.5 * smallest_drop(alone)


def test_one_cluster_sees_nothing():
    one = Clustered.of([0.0, 1.0], ["a", "a"])
    assert isinf(smallest_drop(one))
    assert needed(one, 0.05) is None


def test_where_nothing_varies_and_every_case_loses_alike_any_drop_is_seen():
    assert smallest_drop(Clustered(np.full(40, -150.0), np.ones(40)), unit=None) < 1e-6


def test_too_few_clusters_see_no_drop_however_large():
    assert isinf(smallest_drop(Clustered(np.array([-1.0, 1.0]), np.ones(2)), unit=None))
    assert isinf(smallest_drop(Clustered(np.array([-1.0, 1.0, 0.0]), np.ones(3))))
