"""Cases are read strictly, written whole, and made from feedback only where somebody said what is right."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain.answer import Audience
from assistant.domain.conversation import Turn
from assistant.errors import BadRequest
from assistant.library.feedback import Entry, Ruling, Said, State, Verdict
from evals.cases import Case, DateMode, Split, read_cases, write_cases, written
from evals.feedback_cases import case_of, cases_of, date_mode

DAY = date(2031, 6, 2)
GIVEN = datetime(2031, 6, 1, 20, tzinfo=UTC)  # 2 June in Viet Nam
GOLD = (("1/2031/TT-X#dieu-3", "2/2031/TT-X#dieu-1.khoan-2"),)
RULED = Ruling(gold=GOLD, superseded=("1/2020/TT-X#dieu-3",), by="Bà Mẫu", on=DAY)


def an_entry(ruling=None, state=State.DONE, **said):
    said = {"verdict": Verdict.WRONG, "question": "Mỗi lớp nuôi mấy tổ ong?", "as_of": DAY} | said
    return Entry(
        id="abcdef012345",
        at=GIVEN,
        changed_at=GIVEN,
        state=state,
        said=Said(**said),
        ruling=ruling or Ruling(),
    )


def a_case(**fields):
    made = case_of(an_entry(RULED))
    return Case.model_validate(made.model_dump() | fields)


# --- from feedback


def test_what_an_official_found_is_the_gold():
    case = case_of(an_entry(RULED, audience=Audience.CITIZEN))
    assert (case.id, case.question, case.as_of) == ("feedback-abcdef012345", "Mỗi lớp nuôi mấy tổ ong?", DAY)
    assert (case.gold, case.superseded, case.answerable) == (GOLD, ("1/2020/TT-X#dieu-3",), True)
    assert (case.cluster, case.split, case.source) == ("1/2031/TT-X", Split.DEV, "feedback")
    assert (case.checked_by, case.checked_on, case.audience) == ("Bà Mẫu", DAY, Audience.CITIZEN)


def test_what_an_official_called_right_is_proposed_and_unchecked():
    right = {"verdict": Verdict.RIGHT, "audience": Audience.OFFICIAL, "cited": ("1/2031/TT-X#dieu-3",)}
    case = case_of(an_entry(**right))
    assert (case.gold, case.checked_by, case.checked_on) == ((("1/2031/TT-X#dieu-3",),), None, None)
    for other in (
        {"audience": Audience.CITIZEN},
        {"audience": None},
        {"cited": ()},
        {"verdict": Verdict.WRONG},
    ):
        assert case_of(an_entry(**right | other)) is None


def test_that_nothing_answers_is_a_finding_too():
    case = case_of(an_entry(Ruling(unanswerable=True, by="Bà Mẫu", on=DAY)))
    assert (case.gold, case.answerable, case.cluster) == ((), False, case.id)


def test_a_question_that_may_not_be_used_makes_no_case_until_an_official_words_it():
    assert case_of(an_entry(RULED, question="")) is None
    worded = RULED.model_copy(update={"question": "Một lớp được nuôi mấy tổ ong?"})
    assert case_of(an_entry(worded, question="")).question == "Một lớp được nuôi mấy tổ ong?"


def test_a_question_keeps_its_turns_unless_it_was_worded_anew():
    history = (Turn(question="Mỗi lớp nuôi mấy tổ ong?"),)
    asked = {"question": "Còn trường tư?", "history": history}
    assert case_of(an_entry(RULED, **asked)).history == history
    worded = RULED.model_copy(update={"question": "Trường tư nuôi mấy tổ ong?"})
    assert case_of(an_entry(worded, **asked)).history == ()


def test_what_was_dismissed_or_not_decided_makes_no_case():
    entries = [
        an_entry(RULED, State.DISMISSED),
        an_entry(),
        an_entry(Ruling(question="Viết lại", by="B", on=DAY)),
    ]
    assert cases_of(entries) == []


@pytest.mark.parametrize(
    ("question", "as_of", "mode"),
    [
        ("Mỗi lớp nuôi mấy tổ ong?", DAY, DateMode.UNSTATED),
        ("Hiện nay mỗi lớp nuôi mấy tổ ong?", DAY, DateMode.CURRENT),
        ("Mỗi lớp nuôi mấy tổ ong?", date(2031, 6, 1), DateMode.PAST),
        ("Mỗi lớp nuôi mấy tổ ong?", date(2032, 1, 1), DateMode.FUTURE),
    ],
)
def test_how_a_question_stands_to_time_is_told_by_its_day(question, as_of, mode):
    assert date_mode(question, as_of, DAY) is mode
    assert case_of(an_entry(RULED, question=question, as_of=as_of)).date_mode is mode


def test_where_no_day_is_known_it_is_the_day_in_viet_nam_that_it_was_given():
    assert case_of(an_entry(RULED, as_of=None)).as_of == DAY


# --- files


def test_what_is_written_is_read_the_same(tmp_path):
    cases = [
        a_case(),
        a_case(id="other", question="Dòng một\nDòng hai", nuggets=[{"text": "Ba tổ", "vital": True}]),
    ]
    write_cases(tmp_path / "c.jsonl", cases)
    assert read_cases(tmp_path / "c.jsonl") == cases
    assert [path.name for path in tmp_path.iterdir()] == ["c.jsonl"]
    assert written([]) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"gold": []},
        {"gold": [[]]},
        {"gold": [["không phải địa chỉ"]]},
        {"gold": [["1/2031/TT-X"]]},
        {"superseded": ["1/2031/TT-X#x#y"]},
        {"answerable": False},
        {"superseded": ["1/2031/TT-X#dieu-3"]},
        {"checked_by": None},
        {"checked_on": None},
        {"split": "test"},
        {"date_mode": "now"},
        {"question": ""},
        {"more": 1},
        {"as_of": "2031-02-30"},
    ],
)
def test_a_line_that_says_two_things_or_something_unknown_is_refused(tmp_path, change):
    line = json.loads(written([a_case()])) | change
    path = tmp_path / "c.jsonl"
    path.write_text(written([a_case(id="first")]) + json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="dòng 2"):
        read_cases(path)


def test_every_field_stands_in_every_line_and_two_cases_are_never_one(tmp_path):
    path = tmp_path / "c.jsonl"
    whole = json.loads(written([a_case()]))
    for name in whole:
        path.write_text(json.dumps({key: value for key, value in whole.items() if key != name}) + "\n")
        with pytest.raises(BadRequest):
            read_cases(path)
    path.write_text(written([a_case(), a_case()]), encoding="utf-8")
    with pytest.raises(BadRequest, match="đã có"):
        read_cases(path)
    with pytest.raises(BadRequest, match="Không đọc được"):
        read_cases(tmp_path / "none.jsonl")


def test_every_field_is_described():
    described = (Path(__file__).parents[2] / "evals" / "data" / "README.md").read_text("utf-8")
    table = described.partition("## Cases")[2]
    for name in Case.model_fields:
        assert f"`{name}`" in table
