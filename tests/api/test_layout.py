"""How the page lays an answer out, and the words in which it tells how the answer was made."""

import json
import re
from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web import wording
from api.web.labels import BY_LANGUAGE, EN, VI, labels_of
from api.web.pages import words
from api.web.statements import layout
from assistant.answering.verification.faults import FaultKind
from assistant.domain.answer import Answer, ModelUse, Outcome, Part, PromptUsed, Statement, Step
from assistant.domain.validity import Status
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


@pytest.mark.parametrize("labels", [VI, EN])
def test_every_outcome_status_fault_and_failure_has_a_label(labels):
    assert set(labels.outcomes) == set(Outcome)
    assert set(labels.statuses) == set(Status)
    assert set(labels.dropped) == set(FaultKind)
    assert set(labels.failures) == set(Failure)


def test_every_language_has_the_same_labels_and_says_them_in_its_own_words():
    vietnamese, english = (
        {
            (name, key): told
            for name, table in asdict(one).items()
            if name != "lang"
            for key, told in table.items()
        }
        for one in (VI, EN)
    )
    assert vietnamese.keys() == english.keys()
    assert [key for key, told in english.items() if not told or told == vietnamese[key]] == []
    assert not re.search("[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]", " ".join(english.values()))


def test_forms_have_the_same_parts_in_every_language():
    parts = {
        labels.lang: {name: re.findall(r"{(\w+)}", form) for name, form in labels.made.items()}
        for labels in BY_LANGUAGE.values()
    }
    assert parts["en"] == parts["vi"]


def test_the_page_s_modules_get_the_same_words():
    told = json.loads(json.dumps(words()))
    assert told["labels"]["vi"]["dropped"]["number"] == VI.dropped[FaultKind.NUMBER]
    assert told["labels"]["en"]["statuses"]["còn hiệu lực"] == "in force"
    assert told["written"] == ["detail", "note", "short", "step"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("hôm nay", "today"),
        ("ngày bạn chọn", "the day you chose"),
        ("theo câu hỏi: “20/11: sáng”", "from the question: “20/11: sáng”"),
        ("", ""),
        ("khác", "khác"),
    ],
)
def test_why_an_answer_is_for_its_day_is_a_label_too(reason, told):
    assert labels_of("en").reason(reason) == told
    assert labels_of("vi").reason(reason) == reason


def test_a_language_without_labels_has_the_vietnamese_ones():
    assert labels_of("fr") is VI


def test_an_english_answer_tells_what_a_model_did_in_english():
    told = wording.made(
        answer(model=USE, made_by="model", language="en", steps=(Step(name="write", ms=1_234),))
    )
    assert told.title == "Written by a model, each statement checked against its source"
    assert dict(told.rows) == {
        "Model": "mau",
        "Prompt": "for citizens, version 3 (hash abcdef012345)",
        "Statements not shown": "3 in all: a number that the source has not (2); a date that the source has "
        "not (1)",
        "Used": "calls: 2; tokens read: 12,345, written: 67; 0.0123 USD",
    }
    assert told.steps == (("The model writes, each statement checked", "1,234 ms"),)


def test_what_a_model_did_is_told_with_what_it_took():
    told = wording.made(answer(model=USE, made_by="model", steps=(Step(name="search", ms=12.4),)))
    assert told.title == VI.made["by_model"]
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
        (USE, "not_written"),
        (ModelUse(model="mau", failure="timeout"), "not_written"),
        (ModelUse(model="mau", calls=1), "only_read"),
    ],
)
def test_an_answer_that_no_model_wrote_does_not_say_that_one_did(use, title):
    assert wording.made(answer(model=use)).title == VI.made[title]


def test_where_no_model_was_asked_there_is_nothing_to_tell():
    assert wording.made(answer()) is None


def test_words_that_are_not_known_are_told_as_they_are():
    use = USE.model_copy(update={"dropped": ("new",), "failure": "odd", "estimated": True, "cost": None})
    rows = dict(wording.made(answer(model=use)).rows)
    assert rows["Câu không hiện ra"] == "1 câu: new (1)"
    assert rows["Vì sao có nguyên văn"] == "odd"
    assert rows["Đã dùng"].endswith("67 token viết (ước tính)")
