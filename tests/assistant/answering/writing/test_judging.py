"""A second model's judgement: only a plain yes is one."""

import time

import pytest

from assistant.answering.writing.judging import Judge
from assistant.models.model import Spent, open_model
from assistant.settings import Settings
from prompts.blocks import read
from tests.assistant.answering.verification.conftest import make
from tests.model_server import Empty, ModelServer, Object, Silence, Status, Text

TEXT = "Học sinh nộp đơn trước 03 ngày."
CITED = make("1. Học sinh nộp đơn trước 03 ngày.")


def judged(*replies, timeout_s=3.0):
    """Whether the judge says yes, what it was asked and what that took."""
    with ModelServer(*replies) as server:
        known = {"model": "mau", "model_judge": "mau-hai", "model_base_url": server.url, "model_retries": 0}
        model = open_model(Settings(**known, _env_file=None))
        spent = Spent()
        try:
            return Judge(model).supports(TEXT, [CITED], spent, time.monotonic() + timeout_s), server, spent
        finally:
            model.close()


def verdicts(*said):
    return Object({"verdicts": [{"statement": at, "verdict": one} for at, one in enumerate(said, 1)]})


@pytest.mark.parametrize(
    ("reply", "supported"),
    [
        (verdicts("supported"), True),
        (verdicts("contradicted"), False),
        (verdicts("not_enough"), False),
        (verdicts("supported", "contradicted"), False),
        (verdicts(), False),
        (verdicts("Supported!"), False),
        (verdicts(["supported"]), False),
        (Object({"verdict": "supported"}), True),
        (Object({"supported": True}), False),
        (Text("supported"), False),
        (Text("Câu này đúng. [1]"), False),
        (Empty(), False),
        (Status(500), False),
    ],
)
def test_nothing_but_a_plain_yes_lets_a_statement_pass(reply, supported):
    assert judged(reply)[0] is supported


def test_the_other_model_is_asked_with_the_statement_and_what_it_cites_as_blocks():
    _, server, spent = judged(verdicts("supported"))
    [asked] = server.requests
    assert asked.json["model"] == "mau-hai"
    blocks = {block.name: block for block in read(asked.prompt)}
    assert blocks["nguon"].text == CITED.quote
    assert any(block.text == TEXT for block in blocks.values())
    assert (spent.calls, spent.prompt_tokens > 0) == (1, True)


def test_a_judge_that_is_late_has_not_said_yes():
    began = time.monotonic()
    assert not judged(Silence(), timeout_s=0.4)[0]
    assert time.monotonic() - began < 3
