"""What a run will take is told from rows of before, never made up."""

import pytest

from evals.running.estimate import Estimate, estimate
from evals.running.runner import Options, run
from tests.evals.running.test_runner import CASES, Scripted

N = len(CASES.cases)


def test_nothing_is_known_before_the_first_row(tmp_path):
    assert estimate(CASES, tmp_path / "new", Options(repeats=2)) == Estimate(2 * N, 2 * N)


def test_rows_of_the_run_itself_tell_time_and_cost_of_what_is_left(tmp_path):
    run(CASES, Scripted(cost=0.5), tmp_path, Options())
    found = estimate(CASES, tmp_path, Options(repeats=3, workers=4))
    assert (found.askings, found.left, found.measured) == (3 * N, 2 * N, N)
    assert found.seconds == pytest.approx(0.001 * 2 * N / 4)
    assert found.cost == pytest.approx(0.5 * 2 * N)


def test_what_is_done_costs_nothing_more(tmp_path):
    run(CASES, Scripted(cost=0.5), tmp_path, Options())
    found = estimate(CASES, tmp_path, Options())
    assert (found.left, found.seconds, found.cost) == (0, 0.0, 0.0)


def test_a_run_before_tells_where_there_are_no_rows(tmp_path):
    run(CASES, Scripted(cost=0.5), tmp_path / "old", Options())
    found = estimate(CASES, tmp_path / "new", Options(), [tmp_path / "none", tmp_path / "old"])
    assert (found.left, found.cost) == (N, pytest.approx(0.5 * N))


def test_without_a_price_no_cost_is_told_and_a_ranking_has_none(tmp_path):
    run(CASES, Scripted(), tmp_path / "free", Options())
    assert estimate(CASES, tmp_path / "free", Options(repeats=2)).cost is None
    run(CASES, Scripted(cost=0.5), tmp_path / "paid", Options())
    assert estimate(CASES, tmp_path / "new", Options(retrieval_only=True), [tmp_path / "paid"]).cost is None
