"""A model writes over a real connection; what is shown, held, mended and dropped, and in which order."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answering.verification.statements import faults
from assistant.answering.writing.holding import Wanted
from assistant.answering.writing.judging import Judge
from assistant.answering.writing.materials import Material, Materials
from assistant.answering.writing.writer import MOST, Writer
from assistant.domain.answer import Audience, Part
from assistant.models.model import Spent, open_model
from assistant.settings import Settings
from prompts.blocks import read
from tests.assistant.answering.verification.conftest import make
from tests.model_server import Cut, ModelServer, Object, Silence, Statements, Status, Text

DAY = date(2026, 9, 1)
LEVELS = ("tiểu học", "trung học cơ sở", "trung học phổ thông", "mầm non", "đại học", "cao đẳng", "nghề")
HOURS = {level: 10 + at for at, level in enumerate(LEVELS)}
QUOTES = tuple(
    f"{at}. Giáo viên {level} có định mức {HOURS[level]} tiết dạy một tuần."
    for at, level in enumerate(LEVELS, 1)
)


def true(level, part="detail", **other):
    at = LEVELS.index(level) + 1
    text = f"Giáo viên {level} có định mức {HOURS[level]} tiết dạy một tuần."
    return {"text": text, "citations": [at], "part": part} | other


def false(level, part="detail"):
    return true(level, part) | {"text": f"Giáo viên {level} có định mức 99 tiết dạy một tuần."}


PAPERS = (
    "1. Phụ huynh nộp đơn tại trường nơi đến.",
    "2. Phụ huynh nộp học bạ tại trường nơi đi.",
    "3. Phụ huynh nhận giấy báo tại trường nơi đến.",
)


def step(at, text=""):
    return {"text": text or PAPERS[at].split(". ")[1] + ("" if PAPERS[at].endswith(".") else "."),
            "citations": [at + 1], "part": "step"}  # fmt: skip


def given_(quotes=QUOTES):
    cited = (make(one, f"1/2023/TT-BGDM#dieu-{at}", verified=True) for at, one in enumerate(quotes, 1))
    return Materials(tuple(map(Material, cited)))


class Run:
    """One writing: what was shown, in order, and what came of it."""

    def __init__(
        self, *replies, quotes=QUOTES, audience=Audience.OFFICIAL, timeout_s=6.0, judge=False, show=None
    ):
        self.shown = []
        with ModelServer(*replies) as server:
            known = {"model": "mau", "model_judge": "mau-hai" if judge else "", "model_retries": 0}
            model = open_model(Settings(model_base_url=server.url, **known, _env_file=None))
            wanted = Wanted("Định mức?", audience, "vi", DAY, time.monotonic() + timeout_s)
            writer = Writer(model, Judge(model) if judge else None)
            try:
                self.done = writer.write(wanted, given_(quotes), show or self.shown.append, Spent())
            finally:
                model.close()
            self.requests = server.requests

    @property
    def texts(self):
        return [sentence.text for sentence in self.shown]


def texts(*items):
    return [item["text"] for item in items]


A, B, C = (true(level) for level in LEVELS[:3])


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """The client library is imported before anything is timed."""
    Run(Statements([A]))


def test_what_passes_is_shown_in_the_order_in_which_it_is_written():
    run = Run(Statements([B, A, C]))
    assert run.texts == texts(B, A, C)
    assert run.done.is_whole
    assert run.done.use.prompt.name == "official"


def test_what_is_said_twice_is_shown_once():
    assert Run(Statements([A, A, A | {"citations": [1, 2]}])).texts == texts(A)


def test_a_citation_that_was_wrong_can_be_mended_without_another_word():
    run = Run(Statements([A, B | {"citations": [99]}]), Statements([B]))
    assert run.texts == texts(A, B)
    assert (run.done.repaired, run.done.is_whole) == (1, True)


def test_what_the_model_insists_on_is_dropped():
    run = Run(Statements([A, false(LEVELS[1])]))
    assert run.texts == texts(A)
    assert [kind.value for kind in run.done.dropped] == ["number"]
    assert not run.done.is_whole


def test_a_statement_mended_in_two_hides_no_other_that_fails_again():
    replies = Statements([false(LEVELS[0]), false(LEVELS[1])]), Statements([A, C, false(LEVELS[1])])
    run = Run(*replies)
    assert run.texts == texts(A, C)
    assert not run.done.is_whole


def test_a_mended_statement_takes_the_place_of_none_that_it_is_nothing_like():
    run = Run(Statements([false(LEVELS[0])], delay_s=0.0), Statements([step(1) | {"citations": [2]}]),
              quotes=(QUOTES[0], PAPERS[1]))  # fmt: skip
    assert run.texts == ["Phụ huynh nộp học bạ tại trường nơi đi."]
    assert not run.done.is_whole


def test_few_statements_are_given_back_and_the_others_are_dropped():
    run = Run(Statements([false(level) for level in LEVELS]), Statements([true(level) for level in LEVELS]))
    refused = [block for block in read(run.requests[1].prompt) if block.name == "cau"]
    assert len(refused) == 4
    assert len(run.done.dropped) >= len(LEVELS) - 4
    assert not run.done.is_whole


def test_what_a_reply_says_beyond_the_most_is_missing_and_that_is_known():
    levels = [true(level) for level in LEVELS]
    more = [A | {"text": f"Định mức của giáo viên tiểu học là {HOURS['tiểu học']} tiết dạy một tuần."}]
    again = [one | {"text": one["text"].replace("có định mức", "có định mức là")} for one in levels]
    run = Run(Statements([*levels, *again, *more]))
    assert len(run.shown) == MOST
    assert run.done.failure == "too_long"
    assert not run.done.is_whole


def test_as_many_as_may_be_shown_are_whole():
    run = Run(Statements([true(level) for level in LEVELS]))
    assert len(run.shown) == len(LEVELS)
    assert run.done.is_whole


def test_a_step_that_comes_after_later_ones_is_no_step_any_more():
    steps = [step(0), step(1, "Phụ huynh nộp học bạ tại trường nơi đi trước 99 ngày."), step(2)]
    run = Run(Statements(steps), Statements([step(1)]), quotes=PAPERS)
    assert [(s.text, s.part) for s in run.shown] == [
        (step(0)["text"], Part.STEP),
        (step(2)["text"], Part.STEP),
        (step(1)["text"], Part.DETAIL),
    ]


def test_the_last_step_that_was_mended_is_still_a_step():
    steps = [step(0), step(1), step(2, "Phụ huynh nhận giấy báo tại trường nơi đến sau 99 ngày.")]
    run = Run(Statements(steps), Statements([step(2)]), quotes=PAPERS)
    assert [s.part for s in run.shown] == [Part.STEP] * 3


def test_the_first_statement_for_a_citizen_is_the_answer_in_short_and_no_other_is():
    run = Run(Statements([A | {"part": "note"}, B | {"part": "short"}]), audience=Audience.CITIZEN)
    assert [s.part for s in run.shown] == [Part.SHORT, Part.DETAIL]


WORDY = (
    "1. Giáo viên tiểu học của trường công lập trong toàn huyện và các xã vùng núi cao được nhà trường nơi "
    "mình dạy bố trí chỗ ở gần trường và hỗ trợ tiền tàu xe đi lại vào dịp nghỉ hè hằng năm theo đề nghị."
)


def test_what_is_true_and_only_long_is_shown_after_all():
    long = {"text": WORDY[3:], "citations": [1], "part": "detail"}
    run = Run(Statements([long]), Status(500), quotes=(WORDY,), audience=Audience.CITIZEN)
    assert run.texts == [long["text"]]
    assert run.done.is_whole


def test_a_reply_that_is_cut_keeps_what_came_and_is_not_mended():
    run = Run(Cut(Statements([A, false(LEVELS[1]), C]), 45))
    assert run.texts == texts(A)
    assert run.done.failure == "cut"
    assert len(run.requests) == 1


def test_there_is_no_repair_without_the_time_for_one():
    run = Run(Statements([A, false(LEVELS[1])]), timeout_s=1.9)
    assert len(run.requests) == 1
    assert run.texts == texts(A)


def test_a_repair_that_hangs_ends_with_the_time_of_the_whole():
    began = time.monotonic()
    run = Run(Statements([A, false(LEVELS[1])]), Silence(), timeout_s=2.5)
    assert time.monotonic() - began < 4
    assert len(run.requests) == 2
    assert run.done.failure == ""
    assert [kind.value for kind in run.done.dropped] == ["number"]


def test_that_it_cannot_answer_may_be_said_before_between_or_after():
    for reply in (
        Statements([A], answerable=False),
        Text('{"answerable": false} ' + Statements([A]).text),
        Text(Statements([A]).text + ' {"answerable": false}'),
    ):
        run = Run(reply)
        assert run.texts == texts(A)
        assert (run.done.answerable, run.done.is_whole) == (False, False)


def test_a_reply_of_nothing_is_empty_and_one_that_says_it_cannot_is_not():
    assert Run(Statements([])).done.failure == "empty"
    assert Run(Statements([], answerable=False)).done.failure == ""


def test_what_a_reader_raises_goes_through_and_ends_the_call():
    class Gone(Exception):
        pass

    def gone(_sentence):
        raise Gone

    with pytest.raises(Gone):
        Run(Statements([A, B]), show=gone)


def test_a_judge_is_asked_only_for_what_code_lets_pass():
    def reply(request):
        said = Object({"verdicts": [{"statement": 1, "verdict": "supported"}]})
        return said if request["model"] == "mau-hai" else Statements([A, false(LEVELS[1])])

    run = Run(reply, judge=True)
    asked = [request for request in run.requests if request.json["model"] == "mau-hai"]
    assert len(asked) == 1
    assert A["text"] in asked[0].prompt


VALUES = st.none() | st.booleans() | st.integers(-2, 99) | st.text(max_size=12) | st.sampled_from(QUOTES)
ITEMS = st.fixed_dictionaries(
    {
        "text": VALUES | st.sampled_from(texts(A, B, C, false(LEVELS[0]))),
        "citations": VALUES | st.lists(VALUES, max_size=3) | st.just([1]) | st.just([2]),
        "part": VALUES | st.sampled_from(list(Part)),
    }
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ITEMS | st.dictionaries(st.text(max_size=4), VALUES, max_size=2), max_size=5), st.data())
def test_whatever_objects_a_model_writes_only_what_passes_again_is_shown(items, data):
    again = data.draw(st.lists(ITEMS, max_size=3))
    run = Run(Statements(items), Statements(again))
    assert len(run.shown) <= MOST
    assert len(set(run.texts)) == len(run.texts)
    for sentence in run.shown:
        assert not faults(sentence.text, sentence.citations, day=DAY)
        assert all(citation in [item.citation for item in given_().items] for citation in sentence.citations)
