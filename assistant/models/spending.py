"""Tokens and money: what an answer took, and what a day may take."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.errors import HocVuError
from assistant.models.failures import Failure, ModelFailure
from assistant.settings import Settings

CHARS_A_TOKEN = 3
"""Characters that a token of Vietnamese is taken for where the endpoint does not tell tokens: its
tokenizers differ, between two (older ones) and four. What is counted so is marked as estimated.
"""

_MILLION = 1_000_000


@dataclass(frozen=True)
class Tokens:
    """Tokens read and written by one call; ``estimated`` where the endpoint did not tell."""

    read: int = 0
    written: int = 0
    estimated: bool = False

    @classmethod
    def of(cls, read_chars: int, written_chars: int) -> "Tokens":
        """An estimate from characters."""
        return cls(_rounded_up(read_chars), _rounded_up(written_chars), estimated=True)


def _rounded_up(chars: int) -> int:
    return -(-chars // CHARS_A_TOKEN)


@dataclass
class Spent:
    """What the calls for one answer took together. ``cost`` is ``None`` where no price is set.
    Several threads may add to it.
    """

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    cost: float | None = None
    currency: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def call(self) -> None:
        """A request goes out."""
        with self._lock:
            self.calls += 1

    def add(self, tokens: Tokens, prices: "Prices") -> None:
        """A call ended and took these."""
        with self._lock:
            self.prompt_tokens += tokens.read
            self.completion_tokens += tokens.written
            self.estimated = self.estimated or tokens.estimated
            if prices.are_set:
                self.cost = (self.cost or 0.0) + prices.of(tokens)
                self.currency = prices.currency


@dataclass(frozen=True)
class Prices:
    """Prices of a million tokens. All models of the endpoint are counted by the same ones."""

    read: float = 0.0
    written: float = 0.0
    currency: str = ""

    @property
    def are_set(self) -> bool:
        """Whether anything costs anything."""
        return bool(self.read or self.written)

    def of(self, tokens: Tokens) -> float:
        """What these cost."""
        return (tokens.read * self.read + tokens.written * self.written) / _MILLION


class Ledger(Protocol):
    """What was spent today, over all processes (``assistant.library.spending``)."""

    def take(self, amount: float, limit: float) -> date | None:
        """Put ``amount`` aside, unless the day would then go over ``limit``; the day, or ``None``."""
        ...

    def settle(self, day: date, aside: float, spent: float) -> None:
        """Replace what was put aside on that day by what was spent."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...


class Purse:
    """Pays for calls from the day's budget: the most that a call can cost is put aside before it,
    so that calls side by side cannot go over it together.
    """

    def __init__(self, settings: Settings, ledger: Ledger | None) -> None:
        self.prices = Prices(settings.model_price_in, settings.model_price_out, settings.model_currency)
        self._budget = settings.model_daily_budget
        self._most_written = settings.model_max_tokens
        self._ledger = ledger

    @contextmanager
    def paying(self, prompt_chars: int) -> Iterator["Bill"]:
        """Lend a bill for one call. Raises ``ModelFailure`` where the budget does not reach."""
        bill = Bill(self.prices)
        if not self._budget:
            yield bill
            return
        aside = self.prices.of(Tokens(Tokens.of(prompt_chars, 0).read, self._most_written))
        ledger, day = self._put_aside(aside)
        try:
            yield bill
        finally:
            with suppress(HocVuError):  # else it stays put aside: rather too much counted than too little
                ledger.settle(day, aside, bill.cost)

    def _put_aside(self, amount: float) -> tuple[Ledger, date]:
        if self._ledger is None:
            raise ModelFailure(Failure.BUDGET, "no ledger")
        try:
            day = self._ledger.take(amount, self._budget)
        except HocVuError as error:  # what cannot be counted is not spent
            raise ModelFailure(Failure.BUDGET, type(error).__name__) from error
        if day is None:
            raise ModelFailure(Failure.BUDGET)
        return self._ledger, day


@dataclass
class Bill:
    """What one call cost so far, with all its requests."""

    prices: Prices
    cost: float = 0.0

    def add(self, tokens: Tokens, spent: Spent) -> None:
        """A request took these."""
        self.cost += self.prices.of(tokens)
        spent.add(tokens, self.prices)
