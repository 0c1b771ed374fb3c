"""Intervals: by cluster, seeded, the same whatever order values come in; quantiles and shares beside."""

from math import isinf, pi, sqrt, tan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.statistics.bootstrap import SEED, Method, interval, resampled
from evals.statistics.clustered import Clustered
from evals.statistics.normal import cdf, quantile, t_cdf, t_quantile
from evals.statistics.repeats import means, spread
from evals.statistics.shares import wilson

VALUES = st.lists(
    st.tuples(st.floats(0, 1, allow_subnormal=False), st.sampled_from("abcdefgh")), min_size=1, max_size=40
)


def sample(rows):
    return Clustered.of([value for value, _ in rows], [cluster for _, cluster in rows])


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_an_interval_contains_its_estimate(rows):
    for method in Method:
        found = interval(sample(rows), method=method, draws=200)
        assert found.low <= found.estimate <= found.high


@given(VALUES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_nothing_to_the_last_digit(rows, dice):
    mixed = list(rows)
    dice.shuffle(mixed)
    assert interval(sample(rows), draws=200) == interval(sample(mixed), draws=200)


@given(VALUES)
@settings(max_examples=30, deadline=None)
def test_a_seed_gives_the_same_again(rows):
    assert interval(sample(rows), draws=200, seed=5) == interval(sample(rows), draws=200, seed=5)


def test_another_seed_gives_another_interval():
    one = Clustered.of(list(np.linspace(0, 1, 17) ** 2), [str(i) for i in range(17)])
    assert interval(one, draws=200, seed=5).low != interval(one, draws=200, seed=6).low


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=30, unique=True))
@settings(max_examples=40, deadline=None)
def test_clusters_of_one_are_the_plain_bootstrap(values):
    named = Clustered.of(values, [f"{i:03}" for i in range(len(values))])
    drawn = np.random.default_rng([SEED, len(values), 0]).integers(len(values), size=(300, len(values)))
    plain = np.quantile(np.array(values)[drawn].mean(axis=1), [0.025, 0.975])
    found = interval(named, method=Method.PERCENTILE, draws=300)
    if not named.alike:
        assert (found.low, found.high) == pytest.approx(plain, abs=1e-9)


def test_the_percentiles_of_a_share_are_those_of_the_binomial():
    # Binomial(20, 0.5): P(X <= 5) = 0.0207, P(X <= 6) = 0.0577; P(X <= 14) = 0.9793 (tables of the law)
    share = Clustered.of([1.0] * 10 + [0.0] * 10, [str(i) for i in range(20)])
    found = interval(share, method=Method.PERCENTILE, draws=40_000)
    assert (found.low, found.high) == (0.3, 0.7)


def test_copies_within_clusters_make_no_interval_narrower():
    values = list(np.linspace(0, 1, 12) ** 2)
    once = interval(Clustered.of(values, [str(i) for i in range(12)]))
    five = interval(Clustered.of(values * 5, [str(i) for i in range(12)] * 5))
    assert (five.low, five.high) == pytest.approx((once.low, once.high), abs=1e-12)
    assert (five.n, five.clusters) == (60, 12)


def test_the_standard_error_is_that_of_the_textbook():
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    one = Clustered.of(values, list("abcde"))
    assert one.standard_error == pytest.approx(np.std(values, ddof=1) / sqrt(5), abs=1e-12)
    # Two clusters (2 of 2, 1 of 3) around 0.6: residuals 0.8 and -0.8; sqrt(2/1 * 1.28) / 5.
    two = Clustered.of([1, 1, 1, 0, 0], list("aabbb"))
    assert two.standard_error == pytest.approx(sqrt(2 * 1.28) / 5, abs=1e-12)


def test_one_cluster_says_nothing():
    found = interval(Clustered.of([1.0, 0.0, 1.0], ["a"] * 3))
    assert isinf(found.low)
    assert isinf(found.high)


def test_what_never_differed_gets_the_exact_bound():
    # Clopper and Pearson for 8 of 8: 0.025 ** (1/8).
    found = interval(Clustered.of([1.0] * 8, list("abcdefgh")), reach=(0.0, 1.0))
    assert (found.low, found.high) == (pytest.approx(0.025 ** (1 / 8), abs=1e-12), 1.0)
    assert interval(Clustered.of([1.0] * 8, list("abcdefgh"))).low == 1.0


def test_few_and_skewed_values_are_covered_better_than_by_percentiles():
    dice = np.random.default_rng(1)
    samples = [Clustered(dice.exponential(size=12), np.ones(12)) for _ in range(400)]
    missed = {
        method: sum(
            not found.low <= 1 <= found.high
            for one in samples
            if (found := interval(one, method=method, draws=500))
        )
        for method in Method
    }
    assert missed[Method.BCA] < 0.08 * 400 < missed[Method.PERCENTILE]


def test_any_statistic_is_resampled_by_cluster():
    items = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    found = resampled(items, list("aabbcc"), lambda some: float(np.mean(some)), draws=200)
    assert found.low <= found.estimate == 3.5 <= found.high
    assert found == resampled(items, list("aabbcc"), lambda some: float(np.mean(some)), draws=200)


@pytest.mark.parametrize("p", [0.001, 0.025, 0.2, 0.5, 0.9, 0.975])
def test_student_with_one_and_two_degrees_has_a_closed_form(p):
    assert t_quantile(p, 1) == pytest.approx(tan(pi * (p - 0.5)), abs=1e-9, rel=1e-9)
    assert t_quantile(p, 2) == pytest.approx((2 * p - 1) / sqrt(2 * p * (1 - p)), abs=1e-9)


def test_student_is_that_of_the_tables():
    # NIST/SEMATECH e-Handbook, 1.3.6.7.2.
    table = {(0.975, 10): 2.228, (0.95, 5): 2.015, (0.99, 30): 2.457, (0.975, 100): 1.984}
    assert {key: round(t_quantile(*key), 3) for key in table} == table
    assert t_cdf(2.0, 7) + t_cdf(-2.0, 7) == pytest.approx(1, abs=1e-12)
    assert cdf(quantile(0.05)) == pytest.approx(0.05, abs=1e-12)


def test_wilson_is_that_of_newcombe_1998():
    # Statistics in Medicine 17:857-872, table I, method 3.
    table = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    found = {key: tuple(round(end, 4) for end in wilson(*key)) for key in table}
    assert found == table
    assert wilson(0, 0) == (0.0, 1.0)


def test_repeats_are_the_mean_of_a_case_and_their_variance_is_told_beside():
    values = {"a": (1.0, 0.0), "b": (1.0, 1.0), "c": (0.0, 0.0), "d": (1.0,)}
    assert means(values) == {"a": 0.5, "b": 1.0, "c": 0.0, "d": 1.0}
    told = spread(values)
    assert (told.within, told.steady, told.repeated) == (pytest.approx(0.5 / 3), pytest.approx(2 / 3), 3)
    assert told.noise == pytest.approx((0.5 / 3 / 2) / 0.25)
    assert spread({"d": (1.0,)}) is None
