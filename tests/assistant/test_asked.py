"""Which day a question is answered for, and why."""

from datetime import date

import pytest

from assistant.asked import CHOSEN, TODAY, asked_for
from assistant.domain.interval import Interval
from assistant.domain.timeline import Phase, Timeline
from assistant.domain.validity import Status

NOW = date(2026, 3, 2)
BEGAN, ENDED = date(2018, 5, 1), date(2024, 9, 1)
GONE = Timeline(
    (
        Phase(Interval(None, BEGAN), Status.NOT_YET),
        Phase(Interval(BEGAN, ENDED), Status.IN_FORCE),
        Phase(Interval(ENDED, None), Status.EXPIRED),
    )
)
ALIVE = Timeline((Phase(Interval(None, BEGAN), Status.NOT_YET), Phase(Interval(BEGAN), Status.IN_FORCE)))


def _ask(question, as_of=None, life=None):
    named = []

    def life_of(words):
        named.append(words)
        return life

    return asked_for(question, as_of, NOW, life_of), named


def test_a_day_that_was_chosen_wins_over_the_words():
    found, _ = _ask("Học phí trước ngày 01/7/2020 là bao nhiêu?", as_of=date(2022, 1, 1))
    assert (found.day, found.reason, found.is_stated) == (date(2022, 1, 1), CHOSEN, True)


def test_a_day_in_the_words_is_taken_and_quoted_as_the_reason():
    found, _ = _ask("Học phí trước ngày 01/7/2020 là bao nhiêu?")
    assert found.day == date(2020, 6, 30)
    assert found.reason == "theo câu hỏi: “trước ngày 01/7/2020”"
    assert found.is_stated


def test_without_a_day_it_is_today():
    found, _ = _ask("Học phí là bao nhiêu?")
    assert (found.day, found.reason, found.is_stated) == (NOW, TODAY, False)


def test_only_the_words_for_the_day_are_left_out_of_the_search():
    found, _ = _ask("Học phí trước ngày 01/7/2020 là bao nhiêu?")
    assert found.text == "Học phí là bao nhiêu?"


def test_a_stretch_is_handed_on():
    found, _ = _ask("Định mức tiết dạy trong năm 2021 là bao nhiêu?")
    assert (found.first, found.last) == (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(("life", "day"), [(GONE, date(2024, 8, 31)), (ALIVE, NOW)])
def test_while_a_document_was_in_force_is_today_or_its_last_day(life, day):
    found, named = _ask("Khi Thông tư 17/2012 còn hiệu lực thì dạy thêm bị cấm khi nào?", life=life)
    assert found.day == day
    assert "17/2012" in named[0]


def test_before_a_document_was_in_force_is_the_day_before_it_began():
    found, _ = _ask("Trước khi Thông tư 29/2024 có hiệu lực, dạy thêm phải xin phép ai?", life=ALIVE)
    assert found.day == date(2018, 4, 30)


def test_a_document_that_the_library_does_not_have_tells_no_day():
    found, _ = _ask("Khi Thông tư 17/2012 còn hiệu lực thì dạy thêm bị cấm khi nào?", life=None)
    assert (found.day, found.reason) == (NOW, TODAY)
