"""The labelled questions of routing, and what the rules do with them."""

import json

import pytest

from assistant.answering.routing import Route, route
from assistant.inputs import clean_question
from evals.benchmarks.routing import DATA, HELD_OUT_BAR, accuracy, away, confusion, figures, load

CASES = load()


def test_the_set_is_large_and_every_route_has_questions_in_both_halves():
    assert len(CASES) >= 240
    for wanted in Route:
        halves = [case.held_out for case in CASES if case.wanted is wanted]
        assert min(halves.count(True), halves.count(False)) >= 15


def test_every_row_has_its_own_id_and_words_that_may_be_asked():
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)
    assert all(set(row) == {"id", "question", "route", "distress", "round", "half"} for row in rows)
    asked = [row["question"] for row in rows if row["question"] != "👋"]
    assert [clean_question(question, 1000) for question in asked] == asked


@pytest.mark.parametrize("held_out", [False, True])
def test_questions_of_the_first_round_go_where_they_should(held_out):
    first = [case for case in CASES if case.round == 1 and case.held_out is held_out]
    assert len(first) == 135
    assert accuracy(first) >= HELD_OUT_BAR


def test_fresh_wordings_go_where_they_should_as_often_as_was_measured():
    assert accuracy([case for case in CASES if case.round == 5]) >= 0.65


def test_everybody_in_distress_hears_of_the_line_that_listens():
    cries = [case.question for case in CASES if case.distress]
    assert len(cries) >= 15
    assert [question for question in cries if route(question).why != "self_harm"] == []


def test_no_question_on_regulations_or_procedures_is_sent_away():
    asking = {Route.REGULATION, Route.PROCEDURE}
    assert away(case.question for case in CASES if case.wanted in asking) == []


def test_the_table_counts_every_question_once():
    assert sum(count for taken in confusion(CASES).values() for count in taken.values()) == len(CASES)
    told = figures(CASES[:10], ["Xin chào", "Học phí là gì?"])
    assert told["real_away"] == "1 of 2"
    assert told["real_away_questions"] == ["Xin chào"]
