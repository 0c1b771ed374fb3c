"""A run for ragas, and what it said of it: told by words, since its results have no id of ours."""

import csv
import io
import json

import pytest

from assistant.errors import BadRequest
from evals.exchange.ragas import export, read_results
from evals.measures.registry import by_case
from evals.running.rows import case_digest
from tests.evals.measures.made import REGISTER, case, cited, given, manifest, row, spoken, unanswerable

RUN = manifest()
TWINS = {"question": "Mức nào?", "pair": "p"}
CASES = (case("a"), case("then", **TWINS), case("now", **TWINS), case("gone"), unanswerable("none"))
_SINGLE_TURN = {
    "user_input", "retrieved_contexts", "reference_contexts", "retrieved_context_ids",
    "reference_context_ids", "response", "multi_responses", "reference", "rubrics", "persona_name",
    "query_style", "query_length",
}  # fmt: skip


@pytest.fixture
def rows():
    made = [
        row(given([spoken()], [cited()]), case_=one.id, run=RUN.fingerprint, digest=case_digest(one))
        for one in CASES
        if one.id != "gone"
    ]
    return by_case(CASES, made, RUN)


@pytest.fixture
def exported(rows):
    return [json.loads(line) for line in export(CASES, rows, REGISTER).splitlines()]


def results(samples, values, metric="faithfulness"):
    """As ``result.to_pandas().to_csv()`` writes them: lists as Python prints them, NaN empty."""
    out = io.StringIO()
    fields = ["user_input", "retrieved_contexts", "response", "reference"]
    writer = csv.writer(out)
    writer.writerow(["", *fields, metric])
    for at, (sample, value) in enumerate(zip(samples, values, strict=True)):
        writer.writerow([at, *(sample[name] for name in fields), value])
    return out.getvalue()


def test_a_line_for_each_answerable_asking_with_the_fields_of_a_sample(exported):
    assert [one["case"] for one in exported] == ["a", "then", "now", "gone"]
    assert set(exported[0]) - {"case", "repeat"} <= _SINGLE_TURN
    assert exported[0]["retrieved_contexts"] == [cited().quote]
    assert exported[3]["response"] == ""  # left out, a crash would raise the mean


def test_results_come_back_to_the_askings_that_they_are_of(exported, rows):
    found = read_results(results(exported, ["1.0", "0.25", "0.75", ""]), CASES, rows, RUN)
    assert [(one.case, one.value) for one in found] == [
        ("a", 1.0),
        ("then", 0.25),
        ("now", 0.75),
        ("gone", None),
    ]
    assert {one.name for one in found} == {"ragas.faithfulness"}
    assert found[3].why == "ragas: empty"


def test_in_another_order_too(exported, rows):
    some = [exported[3], exported[0]]
    found = read_results(results(some, ["0.5", "nan"]), CASES, rows, RUN)
    assert [(one.case, one.value) for one in found] == [("gone", 0.5), ("a", None)]


def test_words_are_no_metric_and_a_file_without_any_is_told(exported, rows):
    text = results(exported, ["rất tốt"] * 4, metric="nhận xét")
    with pytest.raises(BadRequest, match="không có cột điểm"):
        read_results(text, CASES, rows, RUN)
    with pytest.raises(BadRequest, match="không có cột điểm"):
        read_results("", CASES, rows, RUN)


def test_another_runs_results_are_refused(exported, rows):
    other = [exported[0] | {"response": "Lời khác."}]
    with pytest.raises(BadRequest, match="Dòng 2"):
        read_results(results(other, ["1.0"]), CASES, rows, RUN)


def test_more_results_than_askings_are_refused(exported, rows):
    twice = [exported[0], exported[0]]
    with pytest.raises(BadRequest, match="Dòng 3"):
        read_results(results(twice, ["1.0", "1.0"]), CASES, rows, RUN)
