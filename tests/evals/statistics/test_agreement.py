"""Kappa and alpha against published numbers and closed forms."""

from collections import Counter
from fractions import Fraction
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics.agreement import Level, Weighing, alpha, kappa

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = list(zip(*OBSERVERS, strict=True))


@pytest.mark.parametrize(
    ("level", "told"),
    [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849), (Level.RATIO, 0.797)],
)
def test_alpha_is_that_of_krippendorff_2011(level, told):
    assert round(alpha(UNITS, level), 3) == told


def test_nominal_alpha_is_exact():
    units = [[label for label in unit if label is not None] for unit in UNITS]
    units = [unit for unit in units if len(unit) > 1]
    seen = sum(
        Fraction(1, len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j and a != b
    )
    totals = Counter(label for unit in units for label in unit)
    n = sum(totals.values())
    chance = sum(totals[a] * totals[b] for a in totals for b in totals if a != b)
    assert n == 40
    assert alpha(UNITS) == pytest.approx(float(1 - (n - 1) * seen / chance), abs=1e-12)


def test_kappa_is_that_of_the_worked_example():
    # 20 twice yes, 15 twice no, 5 and 10 apart: (0.7 - 0.5) / (1 - 0.5), the example that texts on Cohen
    # 1960 use.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx(0.4, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40))
def test_quadratic_kappa_is_the_concordance_of_the_moments(pairs):
    # Fleiss and Cohen 1973: 2 cov / (var + var + (difference of means)²).
    first, second = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    whole = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    found = kappa(list(first), list(second), order=[0, 1, 2, 3, 4], weighing=Weighing.QUADRATIC)
    if whole > 0:
        assert found == pytest.approx(
            2 * np.mean((first - first.mean()) * (second - second.mean())) / whole, abs=1e-9
        )
    else:
        assert isnan(found)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=20).filter(lambda some: len(set(some)) > 1))
def test_two_who_agree_have_one(labels):
    assert kappa(labels, labels) == pytest.approx(1)
    assert alpha([(label, label) for label in labels]) == pytest.approx(1)


@given(
    st.lists(st.lists(st.sampled_from([1, 2, 3, None]), min_size=2, max_size=4), min_size=2, max_size=12),
    st.randoms(),
)
def test_who_gave_a_label_does_not_matter(units, dice):
    mixed = [dice.sample(unit, len(unit)) for unit in units]
    dice.shuffle(mixed)
    for level in Level:
        assert alpha(mixed, level) == pytest.approx(alpha(units, level), nan_ok=True)


def test_one_label_throughout_says_nothing():
    assert isnan(kappa(["a", "a"], ["a", "a"]))
    assert isnan(alpha([("a", "a"), ("a", "a")]))
    assert isnan(alpha([("a", None), (None, "b")]))
