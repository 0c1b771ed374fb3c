"""Cases as samples of inspect_ai, and the scores of its log."""

import json

import pytest

from assistant.domain.conversation import Turn
from assistant.errors import BadRequest
from evals.cases import Kind, Nugget
from evals.exchange.inspect_ai import export, read_log
from evals.measures.registry import by_case
from evals.running.rows import case_digest
from tests.evals.measures.made import case, cited, given, manifest, row, spoken, unanswerable

RUN = manifest(repeats=2)
CASES = (
    case("a", nuggets=(Nugget(text="không quá ba tổ", vital=True),)),
    case("talk", kind=Kind.CONVERSATION, history=(Turn(question="Nuôi ong?"),)),
    unanswerable("none"),
)


def log(*samples):
    return json.dumps({"version": 2, "status": "success", "samples": list(samples)}).encode()


def sample(name, value, epoch=1, scorer="grader", **more):
    return {"id": name, "epoch": epoch, "scores": {scorer: {"value": value, "explanation": "Vì thế."}}} | more


@pytest.fixture
def exported():
    one = CASES[0]
    made = [row(given([spoken()], [cited()]), case_="a", run=RUN.fingerprint, digest=case_digest(one))]
    return [json.loads(line) for line in export(CASES, by_case(CASES, made, RUN)).splitlines()]


def test_a_sample_for_every_case_with_what_the_run_said_beside_it(exported):
    assert [one["id"] for one in exported] == ["a", "talk", "none"]
    assert set(exported[0]) == {"id", "input", "target", "metadata"}
    assert exported[0]["target"] == ["không quá ba tổ"]
    assert exported[0]["metadata"]["citations"][0]["quote"] == cited().quote
    assert exported[1]["metadata"]["outcome"] == "failed"
    assert exported[2]["target"] == [""]


def test_turns_before_the_question_are_messages(exported):
    assert exported[1]["input"][0] == {"role": "user", "content": "Nuôi ong?"}
    assert [one["role"] for one in exported[1]["input"]][-1] == "user"


@pytest.mark.parametrize(
    ("value", "number"),
    [("C", 1.0), ("P", 0.5), ("I", 0.0), ("N", 0.0), (0.3, 0.3), (True, 1.0), ("yes", 1.0), ("0.25", 0.25)],
)
def test_values_count_as_inspect_counts_them(value, number):
    (found,) = read_log(log(sample("a", value)), CASES, RUN)
    assert (found.name, found.value, found.why) == ("inspect.grader", number, "Vì thế.")


@pytest.mark.parametrize("value", ["khá", None, [1, 2], float("nan")])
def test_what_is_no_value_is_none(value):
    found = read_log(log(sample("a", value), sample("none", "C")), CASES, RUN)
    assert [one.value for one in found] == [None, 1.0]


def test_epochs_are_repeats_and_several_values_several_measures():
    found = read_log(log(sample("a", {"đủ": 1, "đúng": 0}, epoch=2)), CASES, RUN)
    assert [(one.name, one.repeat, one.value) for one in found] == [
        ("inspect.grader.đúng", 1, 0.0),
        ("inspect.grader.đủ", 1, 1.0),
    ]


def test_a_sample_that_failed_has_no_value_and_stays():
    broken = {"id": "talk", "epoch": 1, "scores": None, "error": {"message": "hết giờ"}}
    found = read_log(log(sample("a", "C"), broken), CASES, RUN)
    assert [(one.case, one.value, one.why) for one in found] == [
        ("a", 1.0, "Vì thế."),
        ("talk", None, "inspect: error"),
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"[]", b"{}", b'{"samples": 3}'])
def test_what_is_no_log_is_told_with_the_next_step(content):
    with pytest.raises(BadRequest) as told:
        read_log(content, CASES, RUN)
    assert "inspect log dump" in told.value.hint


def test_a_log_of_other_cases_is_told():
    with pytest.raises(BadRequest, match="không có điểm của câu nào"):
        read_log(log(sample("khác", "C")), CASES, RUN)
