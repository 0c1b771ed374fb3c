"""What language models cost, day by day: one row a day of Viet Nam, shared by all processes.

Before a call the most that it can cost is put aside, in the same statement that looks whether the
day's budget reaches, so that no two calls can both take the last of it. Money is kept in
millionths, so that it adds up.
"""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import BigInteger, Column, Connection, Date, Insert, MetaData, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assistant.days import today
from assistant.library.side import opened
from assistant.library.store import Store, scalar

_metadata = MetaData()

_spending = Table(
    "model_spending",
    _metadata,
    Column("day", Date, primary_key=True),
    Column("spent", BigInteger, nullable=False),
)
_MILLION = 1_000_000
_KEPT = timedelta(days=400)


class Spending:
    """The ledger of a library. Safe to share between threads and processes."""

    def __init__(self, store: Store, day: Callable[[], date] = today) -> None:
        self._store = store
        self._day = day

    @classmethod
    def open(cls, url: str, day: Callable[[], date] = today) -> "Spending":
        """The ledger at a SQLAlchemy URL; days long past are forgotten."""
        return cls(opened(url, _metadata, lambda connection: _forget(connection, day())), day)

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    def take(self, amount: float, limit: float) -> date | None:
        """Put ``amount`` aside, unless the day would then go over ``limit``; the day that it was
        put aside on, or ``None``.
        """
        more, row, day = _millionths(amount), _spending.c, self._day()
        with self._store.writing() as connection:
            connection.execute(self._new(day))
            taken = connection.execute(
                update(_spending)
                .where(row.day == day, row.spent + more <= _millionths(limit))
                .values(spent=row.spent + more)
            )
            return day if taken.rowcount == 1 else None

    def settle(self, day: date, aside: float, spent: float) -> None:
        """Replace what was put aside on a day by what was spent."""
        more, row = _millionths(spent) - _millionths(aside), _spending.c
        with self._store.writing() as connection:
            connection.execute(update(_spending).where(row.day == day).values(spent=row.spent + more))

    def spent_today(self) -> float:
        """What the day has cost so far, with what is put aside."""
        with self._store.reading() as connection:
            found = scalar(connection, select(_spending.c.spent).where(_spending.c.day == self._day()))
        return max(0, int(found or 0)) / _MILLION

    def _new(self, day: date) -> Insert:
        """The row of a day, where it is not there yet."""
        new = sqlite.insert if self._store.is_sqlite else postgresql.insert
        return new(_spending).values(day=day, spent=0).on_conflict_do_nothing(index_elements=["day"])


def _millionths(amount: float) -> int:
    return round(amount * _MILLION)


def _forget(connection: Connection, day: date) -> None:
    connection.execute(delete(_spending).where(_spending.c.day < day - _KEPT))
