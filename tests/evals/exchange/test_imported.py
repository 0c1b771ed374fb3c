"""What other tools say becomes scores under their name, and what they did not say is not left out."""

from evals.exchange.imported import Imported, imported_measures, imported_scores, keep
from evals.pipeline import open_run, write_scores
from evals.running.runner import Options, run
from tests.evals.measures.made import case, unanswerable
from tests.evals.running.test_runner import CASES, Scripted


def said(case_, value, metric="faithfulness", **more):
    return Imported(**{"run": "r", "tool": "ragas", "metric": metric, "case": case_, "value": value} | more)


def test_a_case_without_a_value_has_the_worst_and_stays_in_the_mean():
    rows = [said("a", 1.0), said("b", None, why="ragas: nan")]
    found = imported_scores([case("a"), case("b"), case("c")], 1, rows)
    assert [(one.measure, one.case, one.value) for one in found] == [
        ("ragas.faithfulness/1", "a", 1.0),
        ("ragas.faithfulness/1", "b", 0.0),
        ("ragas.faithfulness/1", "c", 0.0),
    ]
    assert [one.why for one in found] == ["", "ragas: nan", "no row of the tool"]


def test_cases_without_an_answer_count_only_for_tools_that_were_given_them():
    cases = [case("a"), unanswerable("b")]
    assert len(imported_scores(cases, 1, [said("a", 1.0, answerable=True)])) == 1
    assert len(imported_scores(cases, 2, [said("a", 1.0)])) == 4


def test_of_two_rows_on_one_asking_the_last_counts():
    found = imported_scores([case("a")], 1, [said("a", 0.0), said("a", 0.5)])
    assert [one.value for one in found] == [0.5]


def test_values_beyond_shares_are_points_and_their_worst_is_the_least():
    (measure,) = imported_measures([said("a", 4.0), said("b", -2.0)])
    assert (measure.unit, measure.worst) == ("points", -2.0)


def test_they_stand_beside_the_scores_of_the_run_and_of_no_other(tmp_path):
    ran = run(CASES, Scripted(), tmp_path, Options())
    keep(tmp_path, [said("c0", 1.0, run=ran.manifest.fingerprint), said("c1", 1.0, run="another")])
    found = open_run(tmp_path)
    own = {one.case: one.value for one in found.scores if one.measure.startswith("ragas.")}
    assert (len(own), sum(own.values())) == (len(CASES.cases), 1.0)
    assert "ragas.faithfulness" in write_scores(found).read_text("utf-8")
