"""Figures by slice: n, interval, repeats; a slice is found by what its cases are."""

import pytest

from evals.slices import WHOLE, Slice, figures, slices
from tests.evals.made_runs import INVENTED, MS, RIGHT, all_right, arm, cases, wrong_at


def test_every_slice_has_its_n_and_interval():
    run = arm(cases(40), wrong_at({"c0001", "c0005"}))
    found = {one.slice: one for one in figures(run.scores, [RIGHT])}
    assert found[WHOLE].interval.estimate == 0.95
    assert (found[WHOLE].interval.n, found[Slice("kind", "date")].interval.n) == (40, 10)
    assert found[Slice("kind", "date")].interval.estimate == 0.8
    assert (
        0 < found[Slice("kind", "date")].interval.low < 0.8 <= found[Slice("kind", "date")].interval.high <= 1
    )


def test_a_slice_without_a_miss_is_not_certain():
    found = figures(arm(cases(40), all_right).scores, [RIGHT], [Slice("kind", "simple")])
    assert found[0].interval.low == pytest.approx(0.025**0.1)
    assert found[0].interval.high == 1.0


def test_repeats_are_one_case_and_counts_are_summed_over_all_rows():
    run = arm(cases(20), lambda one, repeat: float(repeat != 1), repeats=3, invented={"c0003": 2})
    right, invented = figures(run.scores, [RIGHT, INVENTED], [WHOLE])
    assert (right.interval.n, right.rows, right.interval.estimate) == (20, 60, pytest.approx(2 / 3))
    assert right.spread.steady == 0
    assert right.spread.within == pytest.approx(1 / 3)
    assert invented.total == 6


def test_the_order_of_scores_changes_nothing():
    run = arm(cases(30, cluster=4), wrong_at({"c0001", "c0006"}), repeats=2)
    assert figures(run.scores, [RIGHT, MS]) == figures(list(reversed(run.scores)), [RIGHT, MS])


def test_slices_are_written_and_read():
    assert Slice.parse("kind=date") == Slice("kind", "date")
    assert Slice.parse("") == WHOLE
    assert str(Slice("kind", "date")) == "kind=date"
    assert Slice("kind", "date").title("vi") == "loại câu hỏi: ngày quyết định"
    assert WHOLE.title("en") == "all cases"
    with pytest.raises(ValueError, match="kind=date"):
        Slice.parse("date")


def test_what_does_not_occur_is_no_slice():
    found = slices(arm(cases(2), all_right).scores)
    assert Slice("kind", "date") in found
    assert Slice("kind", "attack") not in found
    assert figures([], [RIGHT]) == []
