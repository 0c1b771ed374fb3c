"""Answering, abstaining, figures, reading, time: nothing that says nothing gets away with it."""

import pytest

from assistant.domain.answer import Audience, Outcome, Part
from evals.measures.registry import MEASURES, by_case, measure, score
from evals.running.rows import Failure, FailureKind, Spent, Spoken, case_digest
from tests.evals.measures.made import (
    AFTER,
    NEW,
    REGISTER,
    case,
    cited,
    crashed,
    given,
    manifest,
    refusal,
    row,
    spoken,
    unanswerable,
)


def of(name, answer, asked=None):
    return measure(name).of(asked or case(), row(answer, ms=12.5), REGISTER)


def test_abstaining_is_scored_both_ways():
    assert of("answered", refusal()).value == 0
    assert of("abstained", refusal(), unanswerable()).value == 1
    assert of("abstained", given(), unanswerable()).value == 0
    assert of("answered", given()).value == 1
    assert of("answered", given(), unanswerable()) is None
    assert of("abstained", given()) is None


def test_advice_to_consult_a_text_is_not_taken_for_a_refusal():
    advised = given([spoken(), Spoken(text="Khuyên bạn tham khảo thêm Điều 3; không tìm thấy mẫu đơn.")])
    assert of("answered", advised).value == 1


def test_an_answer_in_name_that_cites_nothing_is_none():
    assert of("answered", given([Spoken(text="Được nuôi ba tổ.", part=Part.SHORT)], [])).value == 0


def test_a_service_that_is_down_does_not_abstain():
    assert of("abstained", refusal(Outcome.UNAVAILABLE), unanswerable()).value == 0


def test_another_refusal_than_the_expected_is_told_apart():
    assert of("outcome", refusal(Outcome.OUT_OF_SCOPE), unanswerable()).value == 0
    assert of("outcome", refusal(), unanswerable()).value == 1


def test_a_figure_of_the_model_that_its_source_has_not_is_counted():
    said = spoken("Bạn được nuôi 3 tổ, nộp 50.000 đồng, theo khoản 2 Điều 2.", part=Part.SHORT)
    labelled = cited(label="khoản 2 Điều 2")
    assert of("invented_figures", given([said], [labelled])).why == "50000"
    assert (
        of("invented_figures", given([spoken("“Nộp 50.000 đồng”")])).value == 0
    )  # a quotation is measured as one


def test_long_sentences_of_its_own_are_hard_to_read_and_the_laws_are_not_its_own():
    long = " ".join(["chữ"] * 36) + "."
    told = given([Spoken(text="Nuôi được ba tổ.", part=Part.SHORT), Spoken(text=long), spoken(long)])
    assert of("readable", told).value == 0.5
    assert measure("readable").of(case(audience=Audience.OFFICIAL), row(told), REGISTER) is None


def test_time_and_cost_are_those_of_the_row():
    spent = given(model=Spent(prompt_tokens=900, completion_tokens=100, cost=0.25, currency="USD"))
    assert [of(name, spent).value for name in ("ms", "tokens", "cost")] == [12.5, 1000, 0.25]


# --- denominators


@pytest.mark.parametrize("one", MEASURES, ids=lambda one: one.id)
def test_a_failure_has_the_worst_value_and_stays(one):
    for asked in (case(), unanswerable(), case(pair="p")):
        scored = one.of(asked, crashed(), REGISTER)
        says = one.of(asked, row(given(), hits=()), REGISTER)
        assert (scored is None) == (says is None)  # whether a case counts is the case's alone
        if scored is not None:
            assert scored.value == one.worst


def test_a_question_that_breaks_the_service_is_counted_and_a_line_that_is_down_is_not():
    for kind, count in (
        (FailureKind.CRASH, 1),
        (FailureKind.STATUS, 1),
        (FailureKind.CONNECTION, 0),
        (FailureKind.ABSENT, 0),
    ):
        broken = crashed().model_copy(update={"failure": Failure(kind=kind, words="")})
        assert measure("failed").of(case(), broken, REGISTER).value == count
        assert measure("answered").of(case(), broken, REGISTER).value == 0


def test_absent_rows_are_misses_and_the_mean_does_not_rise():
    cases, told = [case("a"), case("b")], manifest()
    here = row(given(), "a", run=told.fingerprint, digest=case_digest(cases[0]))
    found = [one for one in score(cases, [here], REGISTER, told) if one.measure == "answered/1"]
    assert [(one.case, one.value) for one in found] == [("a", 1), ("b", 0)]


def test_a_row_of_another_subject_or_of_an_edited_question_is_nobodys():
    asked, told = case(), manifest()
    own = {"run": told.fingerprint, "digest": case_digest(asked)}
    assert by_case([asked], [row(given(), **own)], told)[("c1", 0)].answer is not None
    for other in ({"run": manifest(seed=1).fingerprint}, {"digest": case_digest(case(question="Khác?"))}):
        assert by_case([asked], [row(given(), **own | other)], told)[("c1", 0)].answer is None


def test_each_repeat_has_its_own_row():
    asked, told = case(), manifest(repeats=2)
    rows = [row(given(), repeat=1, run=told.fingerprint, digest=case_digest(asked))]
    assert [one.value for one in score([asked], rows, REGISTER, told) if one.measure == "answered/1"] == [
        0,
        1,
    ]


def test_scores_do_not_depend_on_the_order_of_rows():
    cases, told = [case("a"), case("b", as_of=AFTER, gold=((f"{NEW}#dieu-1",),))], manifest()
    rows = [row(given(), one.id, run=told.fingerprint, digest=case_digest(one)) for one in cases]
    assert score(cases, rows, REGISTER, told) == score(cases, rows[::-1], REGISTER, told)


def test_a_run_of_retrieval_has_measures_of_the_ranking_alone():
    found = score([case()], [], REGISTER, manifest(retrieval_only=True))
    assert {one.measure for one in found} >= {"ndcg@10/1", "recall@5/1"}
    assert not any(one.measure.startswith("answered") for one in found)
