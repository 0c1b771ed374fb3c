"""Prediction-powered means: closed forms, a worked example, coverage by simulation."""

from math import isinf, sqrt

import numpy as np
import pytest

from evals.statistics.normal import t_quantile
from evals.statistics.ppi import mean

LABELS, VERDICTS, ALONE = [1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 0.0, 1.0], [1.0, 1.0, 0.0, 0.0, 1.0]


def test_the_formulas_of_the_paper_by_hand():
    # Cov(Y, f) = 1/6, Var(f) of all nine = 5/18, so lambda = (1/6) / ((1 + 4/5) 5/18) = 1/3. Then Y - f/3 is
    # 2/3, 0, 1, 2/3 with variance 76/432, f alone has 3/10.
    found = mean(LABELS, VERDICTS, ALONE, reach=None)
    assert found.trust == pytest.approx(1 / 3, abs=1e-12)
    assert found.estimate == pytest.approx(0.75 - 0.5 / 3 + 0.6 / 3, abs=1e-12)
    half = t_quantile(0.975, 3) * sqrt(76 / 432 / 4 + 0.3 / 9 / 5)
    assert found.high - found.estimate == pytest.approx(half, abs=1e-9)
    assert found.estimate - found.low == pytest.approx(half, abs=1e-9)


def test_a_judge_who_tells_nothing_leaves_the_labels_alone():
    found = mean(LABELS, [0.5] * 4, [0.5] * 5, reach=None)
    classical = t_quantile(0.975, 3) * np.std(LABELS, ddof=1) / 2
    assert (found.trust, found.estimate) == (0.0, 0.75)
    assert found.high - found.estimate == pytest.approx(classical, abs=1e-9)
    assert mean(LABELS, VERDICTS, []).estimate == 0.75


def test_full_trust_is_the_first_method():
    # Angelopoulos et al. 2023 (Science 382:669): the judge's mean plus the mean of what he is off by.
    found = mean(LABELS, VERDICTS, ALONE, trust=1.0, reach=None)
    assert found.estimate == pytest.approx(0.6 + 0.25, abs=1e-12)
    assert found.high - found.estimate == pytest.approx(
        t_quantile(0.975, 3) * sqrt(0.25 / 4 + 0.3 / 5), abs=1e-9
    )


def made(dice, labelled):
    """Labels, verdicts and verdicts alone of a judge who lets one wrong answer in ten through."""
    truth = (dice.random(labelled + 1000) < 0.7).astype(float)
    verdict = np.where((truth == 0) & (dice.random(len(truth)) < 0.1), 1.0, truth)
    return list(truth[:labelled]), list(verdict[:labelled]), list(verdict[labelled:])


def test_a_good_judge_narrows_and_a_biased_one_does_not_mislead():
    dice = np.random.default_rng(9)
    inside, narrower, published = 0, 0, 0
    for _ in range(300):
        labels, verdicts, alone = made(dice, 40)
        found, bare = mean(labels, verdicts, alone), mean(labels, verdicts, [])
        inside += found.low <= 0.7 <= found.high
        narrower += found.high - found.low < bare.high - bare.low
        plain = mean(labels, verdicts, alone, reach=None)
        published += plain.low <= 0.7 <= plain.high
    assert inside >= 0.95 * 300
    assert narrower >= 0.95 * 300
    assert published < 0.9 * 300


def test_errors_that_few_labels_did_not_show_are_counted_on():
    found = mean([1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 1.0], ALONE, trust=1.0)
    off = np.array([0, 0, 0, 0, 1, -1])
    half = t_quantile(0.975, 3) * sqrt(off.var(ddof=1) / 6 + 0.3 / 5)
    assert found.estimate == pytest.approx(0.6, abs=1e-12)
    assert found.high - found.estimate == pytest.approx(half, abs=1e-9)


def test_labels_of_one_cluster_are_one_draw():
    wide = mean(LABELS * 10, VERDICTS * 10, ALONE, clusters=list("abcd") * 10)
    narrow = mean(LABELS * 10, VERDICTS * 10, ALONE)
    assert wide.high - wide.low > narrow.high - narrow.low
    assert isinf(mean(LABELS, VERDICTS, ALONE, clusters=["a"] * 4).high)


def test_labels_without_verdicts_are_refused():
    with pytest.raises(ValueError, match="verdict"):
        mean([1.0], [], [])
