"""A day's spending on models: one sum for all, never over its limit."""

import threading
from datetime import date, timedelta

import pytest

from assistant.library.spending import Spending

DAY = date(2031, 6, 1)


class Calendar:
    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def ledger(empty_url, calendar):
    opened = Spending.open(empty_url, calendar)
    yield opened
    opened.close()


def test_money_is_put_aside_until_the_limit_and_settled_to_what_was_spent(ledger) -> None:
    assert ledger.spent_today() == 0
    assert ledger.take(0.6, 1.0) == DAY
    assert ledger.take(0.6, 1.0) is None
    ledger.settle(DAY, 0.6, 0.1)
    assert ledger.spent_today() == pytest.approx(0.1)
    assert ledger.take(0.9, 1.0) == DAY
    assert ledger.take(0.000001, 1.0) is None


def test_a_new_day_begins_with_nothing_and_a_late_bill_goes_to_its_own_day(ledger, calendar) -> None:
    ledger.take(1.0, 1.0)
    calendar.day += timedelta(days=1)
    assert ledger.spent_today() == 0
    ledger.settle(DAY, 1.0, 0.4)
    assert ledger.spent_today() == 0
    calendar.day = DAY
    assert ledger.spent_today() == pytest.approx(0.4)


def test_takers_side_by_side_never_take_more_than_there_is(empty_url, ledger) -> None:
    taken: list[date | None] = []

    def take() -> None:
        mine = Spending.open(empty_url, lambda: DAY)
        taken.extend(mine.take(0.1, 1.0) for _ in range(5))
        mine.close()

    takers = [threading.Thread(target=take) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert len([day for day in taken if day]) == 10
    assert ledger.spent_today() == pytest.approx(1.0)


def test_days_long_past_are_forgotten(empty_url, ledger, calendar) -> None:
    ledger.take(0.5, 1.0)
    Spending.open(empty_url, lambda: DAY + timedelta(days=500)).close()
    assert ledger.spent_today() == 0
