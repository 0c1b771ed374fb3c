"""Two runs are joined by case and repeat; nothing is dropped, what differs is told."""

import pytest

from evals.comparing import beyond, compare, contrast, differing
from evals.running.rows import FailureKind
from evals.slices import WHOLE, Slice
from tests.evals.made_runs import INVENTED, MEASURES, MS, RIGHT, all_right, arm, cases, manifest, wrong_at


def test_cases_are_compared_one_by_one_the_worst_first():
    some = cases(8)
    old = arm(some, wrong_at({"c0000"}), repeats=2)
    new = arm(
        some,
        lambda one, repeat: 0.0 if one.id == "c0003" or (one.id == "c0005" and repeat) else 1.0,
        repeats=2,
    )
    found = compare(old, new, MEASURES).worst(RIGHT.id)
    assert [(one.case, one.gain) for one in found] == [("c0003", -1.0), ("c0005", -0.5), ("c0000", 1.0)]
    assert found[1].candidate == (1.0, 0.0)


def test_where_less_is_better_a_rise_is_a_loss():
    some = cases(4)
    found = compare(arm(some, all_right, ms=100.0), arm(some, all_right, ms=250.0), MEASURES)
    assert {one.gain for one in found.of(MS.id)} == {-150.0}
    assert contrast(found, MS.id).gain.estimate == -150.0


def test_what_is_in_one_set_only_is_told_and_no_miss():
    some = cases(10)
    found = compare(arm(some[:8], all_right), arm(some[2:], all_right), MEASURES)
    assert found.only_baseline == ("c0000", "c0001")
    assert found.only_candidate == ("c0008", "c0009")
    assert len(found.of(RIGHT.id)) == 6
    assert contrast(found, RIGHT.id).candidate == 1.0


def test_a_question_that_was_edited_is_another_one():
    some = cases(5)
    edited = [some[0].model_copy(update={"question": "Câu khác?"}), *some[1:]]
    found = compare(arm(some, all_right), arm(edited, all_right), MEASURES)
    assert found.edited == ("c0000",)
    assert [one.case for one in found.of(RIGHT.id)] == [case.id for case in some[1:]]


def test_mended_gold_is_the_same_question():
    some = cases(5)
    mended = [some[0].model_copy(update={"nuggets": (), "source": "mended"}), *some[1:]]
    assert not compare(arm(some, all_right), arm(mended, all_right), MEASURES).edited


def test_a_row_that_is_absent_is_a_miss_and_is_told():
    some = cases(10)
    new = arm(some, all_right, absent={"c0002"})
    kept = [one for one in new.scores if one.case != "c0002"]
    found = compare(arm(some, all_right), type(new)(new.manifest, some, new.rows, kept), MEASURES)
    assert found.lost_candidate == (("c0002", 0),)
    assert [(one.case, one.gain) for one in found.worst(RIGHT.id)] == [("c0002", -1.0)]
    assert contrast(found, RIGHT.id).coverage == pytest.approx(0.9)
    assert contrast(found, RIGHT.id, Slice("kind", "procedure")).coverage == pytest.approx(0.5)


def test_what_broke_was_asked_and_what_could_not_be_reached_was_not():
    some = cases(4)
    failed = {"c0000": FailureKind.CRASH, "c0001": FailureKind.TIMEOUT, "c0002": FailureKind.CONNECTION}
    found = compare(arm(some, all_right), arm(some, all_right, failed=failed), MEASURES)
    assert found.lost_candidate == (("c0002", 0),)


def test_rows_of_another_run_are_nobodys():
    some = cases(4)
    new = arm(some, all_right)
    old = [row.model_copy(update={"run": "another"}) for row in new.rows]
    found = compare(new, type(new)(new.manifest, some, old, new.scores), MEASURES)
    assert len(found.lost_candidate) == 4
    assert found.coverage(RIGHT.id, WHOLE) == 0


def test_different_numbers_of_repeats_are_compared_by_the_mean_of_a_case():
    some = cases(6)
    found = compare(arm(some, all_right), arm(some, lambda _, repeat: float(repeat > 0), repeats=4), MEASURES)
    assert contrast(found, RIGHT.id).gain.estimate == -0.25
    assert contrast(found, RIGHT.id).spreads[0] is None
    assert contrast(found, RIGHT.id).spreads[1].steady == 0


def test_everything_that_differs_between_the_arms_is_listed():
    old = manifest(prompts={"official": "1", "judge": "1"}, settings={"model": "x"})
    new = manifest(prompts={"official": "2", "judge": "1"}, settings={"model": "y", "port": "1"}, edition=3)
    told = differing(old, new)
    assert [one.field for one in told] == ["edition", "prompts.official", "settings.model", "settings.port"]
    assert (told[1].baseline, told[1].candidate, told[3].baseline) == ("1", "2", "")
    assert [one.field for one in beyond(told, {"prompts", "edition", "settings.model"})] == ["settings.port"]
    assert not differing(old, old.model_copy(update={"machine": {"cores": "9"}, "repeats": 3}))


def test_a_measure_of_one_case_kind_counts_there_only():
    some = cases(8)
    old, new = (arm(some, all_right) for _ in range(2))
    part = {case.id for case in some[:2]}
    less = [
        type(one)(one.manifest, some, one.rows, [s for s in one.scores if s.case in part])
        for one in (old, new)
    ]
    found = compare(*less, MEASURES)
    assert contrast(found, RIGHT.id).gain.n == 2
    assert contrast(found, RIGHT.id).coverage == 1.0
    assert contrast(found, RIGHT.id, Slice("kind", "procedure")) is None


def test_the_order_of_cases_rows_and_scores_changes_nothing():
    some = cases(40, cluster=3)
    old, new = arm(some, wrong_at({"c0001"})), arm(some, wrong_at({"c0004", "c0007"}), invented={"c0004": 1})
    mixed = type(new)(new.manifest, some[::-1], new.rows[::-1], new.scores[::-1])
    one, two = (compare(old, arm_, MEASURES) for arm_ in (new, mixed))
    assert one.changes == two.changes
    assert contrast(one, RIGHT.id) == contrast(two, RIGHT.id)
    assert [change.case for change in one.worst(INVENTED.id)] == ["c0004"]
