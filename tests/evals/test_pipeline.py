"""Stages start again from files, and give the same bytes however often, and whatever befell the run."""

import json
import multiprocessing
import os
import random
import signal
import time

from evals.judging.asks import Kind, answer_digest
from evals.judging.verdicts import Verdict
from evals.pipeline import SCORES, open_run, write_scores
from evals.running.files import Appended
from evals.running.runner import Options, run
from evals.sets.folder import CaseSet
from tests.evals.running.test_runner import CASES, Scripted


def a_run(folder, **options):
    run(CASES, Scripted(crash=("c3",)), folder, Options(**options))
    return open_run(folder)


def test_a_run_keeps_the_set_that_it_was_asked_from(tmp_path):
    assert a_run(tmp_path).cases == CASES


def test_scores_are_written_the_same_however_often(tmp_path):
    first = write_scores(a_run(tmp_path, repeats=2)).read_bytes()
    assert write_scores(open_run(tmp_path)).read_bytes() == first
    row = json.loads(first.splitlines()[0])
    assert {"measure", "case", "repeat", "value", "why", "slices", "cluster"} == set(row)


def test_another_state_of_the_set_scores_the_same_answers_anew(tmp_path):
    a_run(tmp_path)
    mended = [one.model_copy(update={"gold": (("1/2000/TT-X#dieu-1",),)}) for one in CASES.cases]
    other = open_run(tmp_path, CaseSet(CASES.told, tuple(mended), CASES.register))
    assert sum(one.value for one in other.scores if one.measure == "pinpoint/1") == 0
    assert sum(one.value for one in other.scores if one.measure == "answered/1") == 11
    reworded = [one.model_copy(update={"question": "Câu khác?"}) for one in CASES.cases]
    other = open_run(tmp_path, CaseSet(CASES.told, tuple(reworded), CASES.register))
    assert sum(one.value for one in other.scores if one.measure == "answered/1") == 0


def test_scores_of_a_judge_come_with_its_verdicts(tmp_path):
    plain = a_run(tmp_path)
    assert not any(one.measure.startswith("useful") for one in plain.scores)
    row = plain.rows[0]
    verdict = Verdict(
        run=row.run,
        case=row.case,
        repeat=0,
        answer=answer_digest(row),
        judge="j",
        kind=Kind.RUBRIC,
        item=0,
        label="2",
    )
    with Appended(tmp_path / "verdicts.jsonl") as rows:
        rows.add(verdict)
    found = {one.case: one.value for one in open_run(tmp_path).scores if one.measure == "useful/1"}
    assert len(found) == len(CASES.cases)  # what was not judged is not left out
    assert found[row.case] == 2 / 12
    assert sum(found.values()) == 2 / 12


def _slow(folder):
    run(CASES, Scripted(crash=("c3",), wait=0.01), folder, Options(repeats=3))


def test_after_kills_at_random_moments_the_scores_are_the_same_to_the_byte(tmp_path):
    a_run(tmp_path / "whole", repeats=3)
    draw = random.Random(11)
    for _ in range(20):
        process = multiprocessing.get_context("fork").Process(target=_slow, args=(tmp_path / "killed",))
        process.start()
        time.sleep(draw.uniform(0.005, 0.06))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    killed = a_run(tmp_path / "killed", repeats=3)
    bytes_ = write_scores(killed).read_bytes()
    whole = write_scores(open_run(tmp_path / "whole"))
    assert bytes_ == whole.read_bytes()
    assert (tmp_path / "whole" / SCORES) == whole
