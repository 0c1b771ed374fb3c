"""``hocvu eval judge`` with a model's server, and what costs money."""

import json
import re

import pytest

from evals.judging.asks import RUBRIC
from evals.sets.folder import SHIPPED, CaseSet, read_set
from evals.sets.writing import write_set
from tests.model_server import ModelServer, Text

SAMPLE = read_set(SHIPPED / "sample")


@pytest.fixture(scope="module")
def command(filled, sample_home):
    return type(filled)(sample_home)


@pytest.fixture
def run(command, tmp_path):
    """A run of three cases."""
    write_set(tmp_path / "set", CaseSet(SAMPLE.told, SAMPLE.cases[:3], SAMPLE.register))
    done = command("eval", "run", str(tmp_path / "set"), str(tmp_path / "run"))
    assert done.code == 0, done.err
    return tmp_path / "run"


def judging(request):
    words = request["messages"][-1]["content"]
    if "Xét từng ý" in words:
        points = range(1, len(re.findall("<y so=", words)) + 1)
        return Text(json.dumps({"verdicts": [{"point": at, "verdict": "said"} for at in points]}))
    return Text(json.dumps(dict.fromkeys(RUBRIC, 2) | {"reason": "Đủ."}))


def settings(server, **more):
    return {"HOCVU_MODEL": "mau", "HOCVU_MODEL_BASE_URL": server.url, "HOCVU_MODEL_RETRIES": "0"} | more


def test_verdicts_are_kept_and_become_scores(command, run):
    with ModelServer(judging) as server:
        first = command("eval", "judge", str(run), "--json", **settings(server))
        asked = len(server.requests)
        again = command("eval", "judge", str(run), "--json", **settings(server))
        assert len(server.requests) == asked  # nothing is put twice
    assert first.code == 0, first.err
    assert first.json["failed"] == again.json["failed"] == 0
    assert first.json["verdicts"] == again.json["verdicts"] > 0
    found = {
        one["measure"]: one["mean"] for one in command("eval", "score", str(run), "--json").json["figures"]
    }
    assert found["useful/1"] == 1.0
    assert "nuggets_vital/1" in found


def test_what_a_judge_failed_at_is_told_and_put_again(command, run):
    with ModelServer(lambda _request: Text("Tôi không chấm được.")) as server:
        first = command("eval", "judge", str(run), "--json", **settings(server))
        asked = len(server.requests)
        command("eval", "judge", str(run), **settings(server))
        assert len(server.requests) > asked
    assert first.code == 0
    assert first.json["failed"] == first.json["verdicts"] > 0
    assert "lần không chấm được" in first.err


def test_answers_that_no_model_wrote_can_have_a_judge_of_their_own(command, run, tmp_path):
    with ModelServer(judging) as server:
        env = settings(server, HOCVU_MODEL="", HOCVU_MODEL_JUDGE="quan-toa")
        done = command("eval", "all", str(tmp_path / "set"), str(run), "--judge", "--json", **env)
        assert {one.json["model"] for one in server.requests} == {"quan-toa"}
    assert done.code == 0, done.err  # the same run as without a judge: it changes no answer
    assert "useful" in (run / "report" / "scores.csv").read_text("utf-8")


def test_a_judge_that_is_wanted_and_not_there_is_no_regression(command, run, tmp_path):
    done = command("eval", "all", str(tmp_path / "set"), str(run), "--judge")
    assert done.code == 2
    assert "HOCVU_MODEL_JUDGE" in done.err


def test_without_a_model_or_answers_it_is_told(command, run, tmp_path):
    assert "HOCVU_MODEL_JUDGE" in command("eval", "judge", str(run)).err
    args = ("eval", "run", str(tmp_path / "set"), str(tmp_path / "ranking"), "--retrieval-only")
    assert command(*args).code == 0
    done = command("eval", "judge", str(tmp_path / "ranking"))
    assert (done.code, "--retrieval-only" in done.err) == (1, True)


def test_what_costs_money_is_told_before_it_is_asked(command, run, tmp_path):
    with ModelServer(judging) as server:
        env = settings(server, HOCVU_MODEL_PRICE_IN="1.0", HOCVU_MODEL_PRICE_OUT="2.0")
        done = command("eval", "run", str(tmp_path / "set"), str(tmp_path / "paid"), "--budget", "0", **env)
        assert server.requests == []
    assert done.code == 0
    assert "Đặt --budget" in done.err
    assert "0 trong 3 lượt" in done.err
    assert "Dừng vì hết ngân sách" in done.err
