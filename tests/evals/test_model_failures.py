"""The judge of failures finds what is not honest, and takes what is."""

from datetime import date

import pytest

from assistant.domain.answer import Answer, ModelUse, Outcome, Part, Statement
from evals.benchmarks.failing_models import BEHAVIOURS, CANARY
from evals.benchmarks.model_failures import Reply, wrong_with
from tests.assistant.answering.verification.conftest import make

CITED = make("1. Học sinh nộp đơn trước 03 ngày.", verified=True)
QUOTE = Statement(text=f"Theo:\n\n> {CITED.quote}", citations=(0,), part=Part.QUOTE)
PLAIN = Answer(
    question="?", outcome=Outcome.ANSWERED, answer=QUOTE.text, statements=(QUOTE,), citations=(CITED,),
    as_of=date(2026, 9, 1), edition=1,
)  # fmt: skip
FELL_BACK = PLAIN.model_copy(update={"model": ModelUse(model="mau", failure="cut")})


def wrong(answer: Answer, sent: str = "", told=None) -> list[str]:
    return list(wrong_with(Reply(answer.model_dump(mode="json"), sent, told), PLAIN))


def said(text: str, part: Part = Part.DETAIL) -> Answer:
    statement = Statement(text=text, citations=(0,), part=part)
    return FELL_BACK.model_copy(update={"statements": (statement, QUOTE), "made_by": "model"})


def test_the_extractive_answer_and_what_passes_verification_are_honest():
    assert wrong(FELL_BACK) == []
    assert wrong(said("Học sinh nộp đơn trước 03 ngày.")) == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said("Học sinh nộp đơn trước 30 ngày."), "unverified: number"),
        (said(f"Học sinh nuôi {CANARY}.", Part.FRAME), f"sent {CANARY!r}"),
        (FELL_BACK.model_copy(update={"outcome": Outcome.REFUSED}), "outcome refused"),
        (FELL_BACK.model_copy(update={"citations": (), "statements": ()}), "a quotation is missing"),
        (FELL_BACK.model_copy(update={"statements": ()}), "other statements"),
        (PLAIN, "nothing is told of the failure"),
    ],
)
def test_what_is_not_honest_is_found(answer, why):
    assert why in wrong(answer)


def test_what_was_sent_and_told_before_the_answer_counts_too():
    assert wrong(FELL_BACK, f"data: {CANARY.upper()}") == [f"sent {CANARY!r}"]
    assert wrong(FELL_BACK, told=[]) == ["told otherwise"]


def test_every_failure_has_a_name_of_its_own_and_there_are_many():
    assert len(BEHAVIOURS) > 80
