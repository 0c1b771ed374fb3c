"""What a gate is asked, and that two runs are scored alike before they are compared."""

import pytest

from assistant.errors import BadRequest
from evals.exchange.imported import Imported, keep
from evals.gate import Verdict
from evals.judging.asks import Kind as Asked
from evals.judging.asks import answer_digest
from evals.judging.verdicts import Verdict as Judged
from evals.pipeline import Terms, compared, gate, gated, open_run, report_of
from evals.running.files import Appended
from evals.running.runner import Options, run
from evals.sets.folder import CaseSet
from evals.slices import WHOLE, Slice
from tests.evals.running.test_runner import CASES, Scripted


def a_run(folder, cases=CASES, subject=None, **options):
    run(cases, subject or Scripted(), folder, Options(**options))
    return open_run(folder)


def judged(folder, judge):
    row = open_run(folder).rows[0]
    said = Judged(
        run=row.run, case=row.case, repeat=0, answer=answer_digest(row), judge=judge, kind=Asked.RUBRIC,
        item=0, label="2",
    )  # fmt: skip
    with Appended(folder / "verdicts.jsonl") as rows:
        rows.add(said)
    return open_run(folder)


@pytest.fixture
def pair(tmp_path):
    return a_run(tmp_path / "old"), a_run(tmp_path / "new")


def test_the_same_version_passes(pair):
    assert gate(compared(*pair)).verdict is Verdict.PASS


def test_the_thing_under_test_is_the_code_unless_something_else_is_named(tmp_path):
    old = a_run(tmp_path / "old", subject=Scripted(commit="a", settings={"ranker": "off"}))
    code = a_run(tmp_path / "code", subject=Scripted(commit="b", settings={"ranker": "off"}))
    ranker = a_run(tmp_path / "ranker", subject=Scripted(commit="b"))
    assert gate(compared(old, code)).verdict is Verdict.PASS
    assert gate(compared(old, ranker)).verdict is Verdict.UNMEASURABLE
    named = Terms(under_test=("commit", "settings.ranker"))
    assert gate(compared(old, ranker), named).verdict is Verdict.PASS


def test_the_whole_is_gated_kinds_are_watched_and_slices_gated_where_named(pair):
    found = compared(*pair)
    by_slice = {one.slice: one.watched for one in gated(found)}
    assert by_slice[WHOLE] is False
    assert by_slice[Slice("kind", "simple")] is True
    named = gated(found, Terms(gated=(Slice("kind", "simple"), Slice("audience", "none"))))
    assert not any(one.watched for one in named if one.slice.by)
    assert Slice("audience", "none") in {one.slice for one in named}


def test_the_right_unit_matters_most_and_of_a_ranking_its_quality(pair, tmp_path):
    found = compared(*pair)
    heaviest = max(gated(found), key=lambda one: one.weight)
    assert (found.measures[heaviest.measure].name, heaviest.slice) == ("pinpoint", WHOLE)
    ranking = [a_run(tmp_path / name, retrieval_only=True) for name in ("a", "b")]
    found = compared(*ranking)
    heaviest = max(gated(found), key=lambda one: one.weight)
    assert found.measures[heaviest.measure].name == "ndcg@10"


def test_a_slice_that_is_empty_is_not_measured(pair):
    named = Terms(gated=(Slice("kind", "flip"),))
    assert gate(compared(*pair), named).verdict is Verdict.UNMEASURABLE


def test_a_measure_that_there_is_not_is_told(pair):
    with pytest.raises(BadRequest, match="nhầm"):
        gate(compared(*pair), Terms(primary="nhầm"))


def test_gold_that_was_mended_since_is_no_change_of_the_service(tmp_path):
    """Else the baseline would be judged by other answers than the candidate."""
    wrong = tuple(one.model_copy(update={"gold": (("1/2000/TT-X#dieu-1",),)}) for one in CASES.cases)
    old = a_run(tmp_path / "old", CaseSet(CASES.told, wrong, CASES.register))
    new = a_run(tmp_path / "new")
    found = compared(old, new)
    assert all(change.gain == 0 for change in found.of("pinpoint/1"))
    assert sum(change.baseline[0] for change in found.of("pinpoint/1")) == len(CASES.cases)


def test_cases_that_only_one_run_has_stay_told(tmp_path):
    fewer = CaseSet(CASES.told, CASES.cases[:-3], CASES.register)
    found = compared(a_run(tmp_path / "old"), a_run(tmp_path / "new", fewer))
    assert found.only_baseline == tuple(sorted(one.id for one in CASES.cases[-3:]))
    assert gate(found).verdict is Verdict.UNMEASURABLE  # nine of twelve: what was hard may have been left out


def test_verdicts_count_where_the_same_judge_gave_them_to_both(tmp_path):
    a_run(tmp_path / "old"), a_run(tmp_path / "new")
    old, new = judged(tmp_path / "old", "one"), judged(tmp_path / "new", "one")
    assert compared(old, new).of("useful/1")
    other = judged(tmp_path / "new", "two")
    assert not compared(old, other).of("useful/1")
    assert not compared(old, a_run(tmp_path / "plain")).of("useful/1")


def test_what_a_tool_said_of_one_run_only_is_not_compared(tmp_path):
    old, new = a_run(tmp_path / "old"), a_run(tmp_path / "new")
    said = {"tool": "ragas", "metric": "faithfulness", "case": "c0", "value": 1.0}
    keep(tmp_path / "new", [Imported(run=new.manifest.fingerprint, **said)])
    new = open_run(tmp_path / "new")
    assert "ragas.faithfulness/1" in {one.id for one in new.measures}
    assert not compared(old, new).of("ragas.faithfulness/1")
    keep(tmp_path / "old", [Imported(run=old.manifest.fingerprint, **said)])
    assert len(compared(open_run(tmp_path / "old"), new).of("ragas.faithfulness/1")) == len(CASES.cases)


def test_a_report_has_what_the_run_and_the_comparison_say(pair):
    found = compared(*pair)
    told = report_of(pair[1], found, gate(found))
    assert told.compared.decision.verdict == "pass"
    assert told.candidate.figure("pinpoint/1").n == len(CASES.cases)
    assert report_of(pair[1]).compared is None
