"""A run goes on after whatever stopped it, row by row, and takes no other run's rows for its own."""

import json
import multiprocessing
import os
import random
import signal
import threading
import time

import pytest
from filelock import FileLock

from assistant.domain.answer import Outcome
from assistant.errors import BadRequest
from evals.measures.registry import score
from evals.running.files import Appended, read_rows
from evals.running.rows import AnswerRow, Failure, FailureKind, Given, Hit, Spent, Subject
from evals.running.runner import Options, differences, read_answers, read_manifest, run
from evals.running.subjects import Came, differing
from evals.sets.folder import CaseSet, Told
from tests.evals.measures.made import AFTER, REGISTER, case, given, manifest

CASES = CaseSet(Told(name="ong", version="1"), tuple(case(f"c{n}") for n in range(12)), REGISTER)


class Scripted:
    """A subject that says the same of every case; ``crash`` names cases that it fails on."""

    def __init__(self, crash=(), cost=None, wait=0.0, **subject):
        self.subject = Subject(kind="process", **subject)
        self.crash, self.cost, self.wait = crash, cost, wait
        self.asked, self.most, self._now = [], 0, 0
        self._lock = threading.Lock()

    def ask(self, one, depth, *, retrieval_only):
        with self._lock:
            self.asked.append(one.id)
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self.wait)
        with self._lock:
            self._now -= 1
        if one.id in self.crash:
            return Came(failure=Failure(kind=FailureKind.CRASH, words="hỏng"), ms=1.0)
        spent = Spent(cost=self.cost) if self.cost else None
        hits = (Hit(path=one.gold[0][0], score=1.0),)
        return Came(None if retrieval_only else given(model=spent), hits, ms=1.0)

    def close(self):
        pass


def same(rows):
    """Rows without their times, in a fixed order."""
    bare = [row.model_dump(mode="json", exclude={"at", "ms"}) for row in rows]
    return sorted(bare, key=lambda row: (row["case"], row["repeat"]))


def test_every_case_is_asked_as_often_as_wanted(tmp_path):
    ran = run(CASES, Scripted(), tmp_path, Options(repeats=3))
    assert (ran.rows, ran.wanted, ran.failed, ran.whole) == (36, 36, 0, True)
    assert len({row.key for row in read_answers(tmp_path)}) == 36


def test_a_case_that_breaks_is_a_row_and_the_rest_goes_on(tmp_path):
    ran = run(CASES, Scripted(crash=("c3",)), tmp_path)
    assert (ran.rows, ran.failed) == (12, 1)
    found = {
        one.case: one.value
        for one in score(CASES.cases, read_answers(tmp_path), REGISTER, ran.manifest)
        if one.measure == "answered/1"
    }
    assert (found["c3"], sum(found.values())) == (0, 11)


def test_what_is_done_is_not_asked_again(tmp_path):
    first, second = Scripted(crash=("c1",)), Scripted()
    run(CASES, first, tmp_path)
    run(CASES, second, tmp_path)
    assert second.asked == []  # nor what failed: a second try would flatter
    more = Scripted()
    with pytest.raises(BadRequest, match="repeats"):
        run(CASES, more, tmp_path, Options(repeats=2))


def test_a_torn_last_line_is_asked_again_and_nothing_else(tmp_path):
    run(CASES, Scripted(), tmp_path)
    whole = same(read_answers(tmp_path))
    path = tmp_path / "answers.jsonl"
    content = path.read_bytes()
    for cut in (1, 40, len(content.splitlines(keepends=True)[-1]) - 1):
        path.write_bytes(content[:-cut])
        again = Scripted()
        run(CASES, again, tmp_path)
        assert len(again.asked) == 1
        assert same(read_answers(tmp_path)) == whole


@pytest.mark.parametrize(
    "other",
    [
        {"commit": "b"},
        {"settings": {"ranker": "off"}},
        {"models": {"writer": "x"}},
        {"prompts": {"official/2": "0"}},
    ],
)
def test_another_subject_may_not_go_on_in_the_same_folder(tmp_path, other):
    run(CASES, Scripted(), tmp_path)
    with pytest.raises(BadRequest, match=next(iter(other))):
        run(CASES, Scripted(**other), tmp_path)


def test_rows_of_another_model_in_the_file_are_nobodys(tmp_path):
    ran = run(CASES, Scripted(), tmp_path)
    other = AnswerRow(run="0000", case="c0", digest=read_answers(tmp_path)[0].digest, answer=None)
    with Appended(tmp_path / "answers.jsonl") as rows:
        rows.add(other)
    found = score(CASES.cases, [other], REGISTER, ran.manifest)
    assert not any(one.value for one in found if one.measure == "answered/1")


def test_two_processes_do_not_write_in_one_folder(tmp_path):
    with FileLock(tmp_path / ".lock"), pytest.raises(BadRequest, match="đang chạy"):
        run(CASES, Scripted(), tmp_path)


def test_questions_are_put_side_by_side_and_no_more_than_wanted(tmp_path):
    subject = Scripted(wait=0.02)
    run(CASES, subject, tmp_path, Options(workers=3))
    assert subject.most == 3


def test_a_budget_stops_and_the_run_goes_on_with_more(tmp_path):
    ran = run(CASES, Scripted(cost=1.0), tmp_path, Options(budget=5.0, workers=1))
    assert (ran.rows, ran.whole, ran.stopped_by_budget) == (5, False, True)
    assert run(CASES, Scripted(cost=1.0), tmp_path, Options(budget=50.0)).whole


def test_the_bar_is_told_of_each_row(tmp_path):
    seen = []
    run(CASES, Scripted(crash=("c0",)), tmp_path, Options(workers=1), lambda *told: seen.append(told))
    assert seen[0] == (1, 12, "1 lỗi")
    assert seen[-1][:2] == (12, 12)


def test_a_run_of_retrieval_keeps_no_answers(tmp_path):
    run(CASES, Scripted(), tmp_path, Options(retrieval_only=True))
    assert all(row.answer is None and row.hits for row in read_answers(tmp_path))


def test_a_folder_that_is_no_run_says_so(tmp_path):
    with pytest.raises(BadRequest, match="không phải thư mục"):
        read_manifest(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(BadRequest):
        read_manifest(tmp_path)


def test_a_line_somebody_broke_is_named(tmp_path):
    run(CASES, Scripted(), tmp_path)
    path = tmp_path / "answers.jsonl"
    path.write_text(path.read_text().replace('"case":', '"kase":', 1))
    with pytest.raises(BadRequest, match="dòng 1"):
        read_answers(tmp_path)


def test_rows_pass_over_fields_of_a_later_version(tmp_path):
    path = tmp_path / "rows.jsonl"
    row = json.loads(AnswerRow(run="r", case="c", digest="d", answer=given()).model_dump_json())
    row["answer"]["later"], row["later"] = 1, 2
    path.write_text(json.dumps(row) + "\n")
    assert read_rows(path, AnswerRow)[0].answer == given()


def test_what_differs_between_two_runs_is_named():
    one = manifest()
    other = manifest(seed=3, subject=Subject(kind="process", settings={"ranker": "off"}, edition=2))
    assert differences(one, other) == ["seed", "edition", "settings.ranker"]
    assert differing(one.subject, one.subject) == []
    later = one.model_copy(update={"machine": {"cores": "64"}})
    assert later.fingerprint == one.fingerprint


def _slow_run(folder):
    run(CASES, Scripted(wait=0.01), folder, Options(repeats=4))


def test_a_run_killed_at_random_moments_has_the_rows_of_one_that_was_not(tmp_path):
    run(CASES, Scripted(), tmp_path / "whole", Options(repeats=4))
    draw, killed = random.Random(7), tmp_path / "killed"
    for _ in range(5):
        process = multiprocessing.get_context("fork").Process(target=_slow_run, args=(killed,))
        process.start()
        time.sleep(draw.uniform(0.01, 0.12))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    run(CASES, Scripted(), killed, Options(repeats=4))
    assert same(read_answers(killed)) == same(read_answers(tmp_path / "whole"))


def test_an_outcome_is_kept_as_it_was_given():
    assert Given.model_validate_json(given(outcome=Outcome.PARTLY).model_dump_json()).as_of == AFTER
