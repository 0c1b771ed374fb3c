"""What answers cost is counted, and a day's budget holds over threads and processes."""

import threading
from datetime import date

import pytest

from assistant.errors import LibraryBusy
from assistant.library.spending import Spending
from assistant.models.model import ModelFailure, ModelUnusable, Spent, open_model
from assistant.models.spending import Prices, Tokens
from assistant.settings import Settings
from tests.assistant.models.conftest import ITEMS, SAID, SHAPE
from tests.model_server import Cut, Silence, Statements, Status

PRICED = {"price_in": 2.0, "price_out": 10.0, "currency": "VND"}


def test_tokens_that_the_endpoint_tells_are_counted_and_priced(ask) -> None:
    asked = ask(Statements(ITEMS), **PRICED)
    asked(), asked()
    spent = asked.spent
    assert (spent.calls, spent.estimated, spent.currency) == (2, False, "VND")
    assert spent.prompt_tokens > 0
    assert spent.completion_tokens > 40
    assert spent.cost == pytest.approx((spent.prompt_tokens * 2 + spent.completion_tokens * 10) / 1e6)


def test_without_prices_nothing_is_said_of_money(ask) -> None:
    asked = ask(Statements(ITEMS))
    asked()
    assert (asked.spent.cost, asked.spent.currency) == (None, "")


@pytest.mark.parametrize("reply", [Statements(ITEMS, usage=False), Cut(Statements(ITEMS), 30)])
def test_tokens_that_are_not_told_are_estimated_from_what_was_read_and_written(ask, reply) -> None:
    asked = ask(reply)
    list(_items(asked))
    assert asked.spent.estimated
    assert asked.spent.prompt_tokens == -(-sum(len(text) for _, text in SAID) // 3)
    assert asked.spent.completion_tokens > 30


def test_a_call_that_was_turned_away_costs_nothing_and_one_that_was_waited_for_does(ask) -> None:
    turned = ask(Status(401))
    list(_items(turned))
    assert (turned.spent.calls, turned.spent.prompt_tokens) == (1, 0)
    waited = ask(Silence(), timeout_s=0.2)
    list(_items(waited))
    assert waited.spent.prompt_tokens > 0


def _items(asked):
    try:
        yield from asked.model.stream(SAID, SHAPE, asked.spent)
    except ModelFailure:
        return


def test_a_budget_that_is_spent_ends_calls(ask, tmp_path) -> None:
    asked = ask(Statements(ITEMS), **PRICED, daily_budget=0.014, max_tokens=1_000)
    ledger = Spending.open(f"sqlite:///{tmp_path / 'answers.sqlite3'}", day=lambda: date(2031, 1, 1))
    asked.model._purse._ledger = ledger
    asked()
    cost = asked.spent.cost
    assert ledger.spent_today() == pytest.approx(cost, abs=2e-6)
    assert ledger.take(0.01, 0.014) is not None
    assert asked.failing() == ("budget", [])
    assert len(asked.server.requests) == 1


def test_the_budget_is_kept_by_the_library_and_seen_by_other_processes(tmp_path) -> None:
    settings = {"model": "m", "model_price_in": 1, "model_daily_budget": 5, "home": tmp_path}
    models = [open_model(Settings(**settings, _env_file=None)) for _ in range(2)]
    first, second = (model._purse._ledger for model in models)
    assert first.take(4, 5) is not None
    assert second.take(4, 5) is None
    assert second.spent_today() == 4
    for model in models:
        model.close()


def test_a_budget_without_prices_is_refused_with_how_to_mend_it() -> None:
    with pytest.raises(ModelUnusable) as caught:
        open_model(Settings(model="m", model_daily_budget=5, _env_file=None))
    assert "HOCVU_MODEL_PRICE_IN" in caught.value.hint


def test_what_cannot_be_counted_is_not_spent(ask) -> None:
    class Locked:
        def take(self, amount, limit):
            raise LibraryBusy("bận")

        def close(self):
            pass

    asked = ask(Statements(ITEMS), **PRICED, daily_budget=1)
    asked.model._purse._ledger = Locked()
    assert asked.failing() == ("budget", [])


def test_several_threads_add_to_one_sum() -> None:
    spent, prices = Spent(), Prices(1, 1, "USD")
    adding = [
        threading.Thread(target=lambda: [spent.add(Tokens(1, 2), prices) for _ in range(500)])
        for _ in range(4)
    ]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    assert (spent.prompt_tokens, spent.completion_tokens) == (2_000, 4_000)
    assert spent.cost == pytest.approx(0.006)
