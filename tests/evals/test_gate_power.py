"""The made runs of the gate's simulation are what they say, and few of them show the rule's two errors."""

import numpy as np
import pytest

from evals.benchmarks.gate_power import World, gains, states
from evals.gate import State


def drawn(world, loss, runs=300):
    return list(gains(world, loss, runs, np.random.default_rng(1)))


@pytest.mark.parametrize(
    "world", [World(0.85, 0.8, 1), World(0.75, 0.5, 8, repeats=2), World(cluster=3, whole=True)]
)
def test_the_mean_drop_is_the_one_planted(world):
    for loss in (0.0, 0.05):
        assert np.mean([one.mean for one in drawn(world, loss)]) == pytest.approx(-loss, abs=0.005)


def test_what_is_not_shared_differs_by_chance():
    # Two independent askings at a rate p differ in 2p(1-p) of the cases, here a fifth of them are so.
    changed = np.mean([np.abs(one.sums).sum() / one.n for one in drawn(World(0.85, 0.8, 1), 0.0)])
    assert changed == pytest.approx(0.2 * 2 * 0.85 * 0.15, abs=0.004)


def test_all_cases_are_there_in_clusters_of_the_size_told():
    one = drawn(World(cluster=3), 0.0, 1)[0]
    assert (one.n, one.clusters, set(one.sizes)) == (400, 134, {1.0, 3.0})


def test_repeats_take_noise_away():
    once, five = (np.std([one.mean for one in drawn(World(0.85, 0.5, 1, repeats=n), 0.0)]) for n in (1, 5))
    assert five < 0.6 * once


def test_the_gate_keeps_its_two_errors():
    (same, _), (less, _) = (states(World(), loss, 300, 2) for loss in (0.0, 0.05))
    assert same[State.DROPPED] <= 0.05 * 300
    assert less[State.DROPPED] >= 0.88 * 300
    assert less[State.HELD] <= 0.08 * 300
    assert states(World(), 0.05, 50, 2) == states(World(), 0.05, 50, 2)
