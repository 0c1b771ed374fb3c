"""What a report says is the same for the same files, adds up, and names the cases behind each figure."""

import json

import pytest

from evals.blame import Stage
from evals.comparing import Arm, compare
from evals.measures.registry import MEASURES, score
from evals.reporting.html import html
from evals.reporting.markdown import markdown
from evals.reporting.summary import of_pair, of_run
from evals.reporting.told import Report, rounded
from tests.evals.measures.made import REGISTER
from tests.evals.reporting.made_reports import DRAWS, arm, cases, pair_report, run_report


@pytest.fixture(scope="module")
def run():
    return run_report().candidate


@pytest.fixture(scope="module")
def pair():
    return pair_report()


def test_the_order_of_rows_in_the_file_changes_no_byte():
    assert run_report().model_dump_json() == run_report(backwards=True).model_dump_json()


def test_it_is_json_and_reads_back(pair):
    text = pair.model_dump_json()
    assert Report.model_validate_json(text) == pair
    assert "NaN" not in text
    assert "Infinity" not in text
    json.loads(text)


def test_figures_have_n_mean_and_interval_for_the_whole_and_each_slice(run):
    whole = run.figure("pinpoint/1")
    assert whole.n == sum(case.answerable for case in cases())
    assert whole.low <= whole.mean <= whole.high
    kinds = [one for one in run.figures if one.measure == "pinpoint/1" and one.by == "kind"]
    assert sum(one.n for one in kinds) == whole.n


def test_figures_are_those_of_the_scores(run):
    own = [one.value for one in arm().scores if one.measure == "pinpoint/1"]
    assert run.figure("pinpoint/1").mean == round(sum(own) / len(own), 6)


def test_coverage_tells_failed_and_absent_apart():
    told = run_report(without=("s6", "s7")).candidate.coverage
    assert (told.wanted, told.failed, told.absent) == (len(cases()), 1, 2)
    assert told.answered + told.failed + told.absent == told.wanted
    assert told.failures == {"crash": 1}


def test_outcomes_stages_and_times_add_up(run):
    asked = len(cases())
    assert sum(one.n for one in run.outcomes) == asked
    assert sum(one.n for one in run.blame) == asked
    assert [one.stage for one in run.blame] == [stage.value for stage in Stage]
    assert sum(one.n for one in run.times.bins) == run.times.n == asked - 1
    assert all(one.n == len(one.askings) for one in run.blame if one.stage != "right")
    assert {(one.given, one.right) for one in run.outcomes} >= {("failed", False), ("answered", True)}


def test_times_are_of_answers_and_in_their_bins(run):
    assert run.times.quantiles["max"] == 10.0 * len(cases())
    assert run.times.quantiles["p50"] <= run.times.quantiles["p90"] <= run.times.quantiles["p99"]
    assert all(one.start < one.end for one in run.times.bins)


def test_tokens_and_cost_are_those_of_models(run):
    assert (run.spent.answers, run.spent.calls, run.spent.prompt_tokens) == (1, 2, 900)
    assert run.spent.cost == {"USD": 0.002}


def test_pairs_of_days_have_a_cell(run, pair):
    assert [(one.pair, one.cell) for one in run.flips] == [("f", "right")]
    assert [(one.older, one.later, one.cell) for one in pair.candidate.flips] == [("f-a", "f-b", "stale")]


def test_a_variant_is_held_against_its_base(run):
    told = next(one for one in run.robust if one.measure == "answered/1")
    assert (told.n, told.base, told.variant, told.gain) == (1, 1.0, 0.0, -1.0)
    assert [(one.case, one.base) for one in told.losses] == [("s0-khong-dau", "s0")]


def test_counts_of_zero_tolerance_name_their_cases(pair):
    stale = next(one for one in pair.candidate.counts if one.measure == "stale/1")
    assert "f-b" in {one.case for one in stale.marks}
    assert stale.total == sum(one.value for one in stale.marks)
    invented = next(one for one in pair.candidate.counts if one.measure == "invented/1")
    assert [(one.case, one.value) for one in invented.marks] == [("u0", 1.0)]
    assert "99/2031/TT-BGDM" in invented.marks[0].why


def test_what_got_worse_is_named_counts_of_zero_tolerance_first(pair):
    assert set(pair.compared.worst) == {"s3", "f-b", "u0"}
    assert pair.compared.worst[-1] == "s3"
    worse = [one.case for one in pair.compared.changes if one.measure == "answered/1" and one.gain < 0]
    assert worse == ["s3"]


def test_differences_have_interval_and_probability_adjusted_where_gated(pair):
    told = {(one.measure, one.by): one for one in pair.compared.contrasts if not one.by}
    gated, free = told["pinpoint/1", ""], told["chain/1", ""]
    assert gated.gain < 0
    assert gated.low <= gated.gain <= gated.high
    assert gated.adjusted >= gated.p
    assert free.adjusted is None
    assert gated.candidate - gated.baseline == pytest.approx(gated.gain, abs=2e-6)


def test_the_decision_is_told_in_both_languages(pair):
    told = pair.compared.decision
    assert (told.verdict, told.exit_code) == ("regression", 1)
    assert {one.measure for one in told.counts if one.rose} == {"stale/1", "invented/1"}
    assert told.words["vi"][0] != told.words["en"][0]
    assert len(told.words["vi"]) == len(told.words["en"]) > 1


def test_the_arms_say_in_what_they_differ(pair):
    assert [(one.field, one.baseline, one.candidate) for one in pair.compared.differs] == [
        ("commit", "a", "b")
    ]


def test_repeats_are_told_one_by_one():
    told = run_report(repeats=2).candidate
    assert all(len(one.askings) == 2 for one in told.cases)
    assert told.figure("pinpoint/1").steady == 1.0


def test_a_run_of_retrieval_alone_tells_no_outcomes():
    whole = arm()
    alone = whole.manifest.model_copy(update={"retrieval_only": True})
    rows = [row.model_copy(update={"run": alone.fingerprint, "answer": None}) for row in whole.rows]
    made = Arm(alone, whole.cases, rows, score(whole.cases, rows, REGISTER, alone))
    told = of_run(made, REGISTER, MEASURES, draws=DRAWS).candidate
    assert told.outcomes == told.flips == ()
    assert sum(one.n for one in told.blame) == sum(case.answerable for case in cases())
    assert {one.name for one in told.measures} == {one.name for one in MEASURES if one.needs == "hits"}


def test_rounding_is_fixed_and_knows_what_is_no_number():
    assert [rounded(one) for one in (0.12345678, float("inf"), float("nan"), None, -1e-9)] == [
        0.123457, None, None, None, 0.0,
    ]  # fmt: skip


def test_a_run_of_which_nothing_is_there_is_told_whole():
    told = run_report(without=tuple(case.id for case in cases())).candidate
    assert (told.coverage.absent, told.times.n) == (len(cases()), 0)
    assert {one.stage for one in told.blame if one.n} == {"failure"}
    assert told.figure("pinpoint/1").mean == 0.0


def test_a_measure_that_one_run_alone_has_is_told_and_compared_with_its_worst():
    old, new = arm(), arm(commit="b")
    fewer = Arm(new.manifest, new.cases, new.rows, [one for one in new.scores if one.measure != "chain/1"])
    for first, second in ((old, fewer), (fewer, old)):
        report = of_pair(compare(first, second, MEASURES), REGISTER, draws=DRAWS)
        assert "chain/1" in {one.id for one in report.candidate.measures}
        assert {one.measure for one in report.compared.contrasts} >= {"chain/1"}
        assert html(report)
        assert markdown(report)


def test_cases_of_one_set_only_are_told():
    old, new = arm(), arm(commit="b")
    kept = [case for case in new.cases if case.id != "s7"]
    fewer = Arm(new.manifest, kept, new.rows, [one for one in new.scores if one.case != "s7"])
    for first, second in ((old, fewer), (fewer, old)):
        report = of_pair(compare(first, second, MEASURES), REGISTER, draws=DRAWS)
        assert {*report.compared.only_baseline, *report.compared.only_candidate} == {"s7"}
        assert html(report)
