"""How the page lays an answer out, and the words in which it tells how the answer was made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web import wording
from api.web.pages import OUTCOME_WORDS, words
from api.web.statements import layout
from assistant.answering.verification.faults import FaultKind
from assistant.domain.answer import Answer, ModelUse, Outcome, Part, PromptUsed, Statement, Step
from assistant.models.failures import Failure

USE = ModelUse(
    model="mau",
    prompt=PromptUsed(name="citizen", version=3, hash="abcdef0123456789"),
    calls=2,
    prompt_tokens=12_345,
    completion_tokens=67,
    cost=0.0123,
    currency="USD",
    dropped=("number", "date", "number"),
)


def answer(*statements, **fields):
    told = {"question": "Hỏi?", "outcome": Outcome.ANSWERED, "answer": "", "edition": 1}
    return Answer(**told | {"statements": statements, "as_of": date(2026, 1, 2)} | fields)


def said(part, *citations):
    return Statement(text="Câu.", citations=citations, part=part)


def chips(*statements):
    return [one.chips for group in layout(answer(*statements)) for one in group.shown]


def test_steps_that_follow_each_other_are_one_list_and_their_numbers_go_on():
    parts = [Part.SHORT, Part.STEP, Part.STEP, Part.NOTE, Part.STEP]
    groups = layout(answer(*map(said, parts)))
    assert [(group.part, len(group.shown)) for group in groups] == [
        (Part.SHORT, 1), (Part.STEP, 2), (Part.NOTE, 1), (Part.STEP, 1),
    ]  # fmt: skip
    assert [group.start for group in groups if group.part is Part.STEP] == [1, 3]


def test_a_chip_is_not_said_twice_running():
    assert chips(said(Part.SHORT, 0), said(Part.DETAIL, 0), said(Part.DETAIL, 1), said(Part.DETAIL, 0)) == [
        (0,), (), (1,), (0,),
    ]  # fmt: skip


def test_a_line_on_validity_has_the_chips_alone_that_stand_nowhere_above():
    assert chips(said(Part.SHORT, 0), said(Part.DETAIL, 1), said(Part.VALIDITY, 0, 1)) == [(0,), (1,), ()]
    assert chips(said(Part.SHORT, 0), said(Part.VALIDITY, 0, 1)) == [(0,), (0, 1)]


@given(st.lists(st.tuples(st.sampled_from(Part), st.lists(st.integers(0, 4), max_size=3))))
def test_every_statement_is_laid_out_in_its_order_and_every_citation_has_a_chip(rows):
    statements = [
        Statement(text=str(n), citations=tuple(cited), part=part) for n, (part, cited) in enumerate(rows)
    ]
    shown = [one for group in layout(answer(*statements)) for one in group.shown]
    assert [one.text for one in shown] == [one.text for one in statements]
    assert {n for one in shown for n in one.chips} == {n for one in statements for n in one.citations}


@given(st.text(alphabet="a“” \n"))
def test_words_and_quotations_in_turn_are_the_whole_statement(text):
    [group] = layout(answer(Statement(text=text, part=Part.SHORT)))
    assert "".join(piece for piece, _ in group.shown[0].pieces) == text


def test_every_outcome_fault_and_failure_has_words():
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(wording.DROPPED_WORDS) == set(FaultKind)
    assert set(wording.FAILURE_WORDS) == set(Failure)


def test_the_page_s_modules_get_the_same_words():
    assert words()["dropped"]["number"] == wording.DROPPED_WORDS[FaultKind.NUMBER]
    assert words()["written"] == ["detail", "note", "short", "step"]


def test_what_a_model_did_is_told_with_what_it_took():
    told = wording.made(answer(model=USE, made_by="model", steps=(Step(name="search", ms=12.4),)))
    assert told.title == wording.BY_MODEL
    assert dict(told.rows) == {
        "Mô hình": "mau",
        "Câu lệnh": "dành cho người dân, bản 3 (mã abcdef012345)",
        "Câu không hiện ra": "3 câu: con số không có trong căn cứ (2); ngày tháng không có trong căn cứ (1)",
        "Đã dùng": "2 lượt gọi; 12.345 token đọc, 67 token viết; 0,0123 USD",
    }
    assert told.steps == (("Tìm điều khoản", "12 ms"),)


def test_parts_of_a_step_are_not_told():
    told = wording.made(answer(model=USE, steps=(Step(name="search", ms=1), Step(name="search.text", ms=1))))
    assert len(told.steps) == 1


@pytest.mark.parametrize(
    ("use", "title"),
    [
        (USE, wording.NOT_WRITTEN),
        (ModelUse(model="mau", failure="timeout"), wording.NOT_WRITTEN),
        (ModelUse(model="mau", calls=1), wording.ONLY_READ),
    ],
)
def test_an_answer_that_no_model_wrote_does_not_say_that_one_did(use, title):
    assert wording.made(answer(model=use)).title == title


def test_where_no_model_was_asked_there_is_nothing_to_tell():
    assert wording.made(answer()) is None


def test_words_that_are_not_known_are_told_as_they_are():
    use = USE.model_copy(update={"dropped": ("new",), "failure": "odd", "estimated": True, "cost": None})
    rows = dict(wording.made(answer(model=use)).rows)
    assert rows["Câu không hiện ra"] == "1 câu: new (1)"
    assert rows["Vì sao có nguyên văn"] == "odd"
    assert rows["Đã dùng"].endswith("67 token viết (ước tính)")
