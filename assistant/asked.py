"""The day a question is answered for, and why that one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.timeline import Timeline
from assistant.domain.validity import Status
from assistant.retrieval.days import AskedDay, DayKind, asked_day, asked_days, without_days

CHOSEN = "ngày bạn chọn"
TODAY = "hôm nay"
_LIVING = (Status.IN_FORCE, Status.PARTLY_EXPIRED)

LifeOf = Callable[[str], Timeline | None]
"""The life of the document that some words name, where they name one."""


@dataclass(frozen=True)
class AskedFor:
    """``day``: the one to answer for; ``reason``: why, in Vietnamese. ``text``: the question
    without the words that only tell the day, to search with. ``first`` and ``last``: the stretch
    that the question is about where that is more than the day. ``unresolved``: the words for a
    day that hangs on a document whose days the library does not know.
    """

    day: date
    reason: str
    text: str
    first: date | None = None
    last: date | None = None
    unresolved: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether the asker or the question states a day; else it is today."""
        return self.reason != TODAY


def asked_for(question: str, as_of: date | None, today: date, life_of: LifeOf) -> AskedFor:
    """The day chosen by the asker, else the one that the question names, else today."""
    days = asked_days(question, today)
    text = without_days(question, days) if days else question
    if as_of is not None:
        return AskedFor(as_of, CHOSEN, text)
    asked = asked_day(question, today)
    day = _day(asked, today, life_of) if asked is not None else None
    if asked is None:
        return AskedFor(today, TODAY, text)
    words = " ".join(asked.words.split())
    if day is None:
        return AskedFor(today, TODAY, text, unresolved=words)
    return AskedFor(day, f"theo câu hỏi: “{words}”", text, asked.first, asked.last)


def _day(asked: AskedDay, today: date, life_of: LifeOf) -> date | None:
    if asked.day is not None or not asked.document:
        return asked.day
    life = life_of(asked.document)
    if life is None:
        return None
    return _before(life) if asked.kind is DayKind.BEFORE else _during(life, today)


def _during(life: Timeline, today: date) -> date | None:
    """Today where the document is in force today, else its last day in force, else its first."""
    if life.on(today).status in _LIVING:
        return today
    living = [phase for phase in life.phases if phase.status in _LIVING]
    if not living:
        return None
    last = living[-1]
    return last.ends - timedelta(days=1) if last.ends is not None else last.starts


def _before(life: Timeline) -> date | None:
    """The day before the document first came into force."""
    first = next((phase.starts for phase in life.phases if phase.status in _LIVING), None)
    return first - timedelta(days=1) if first is not None and first > date.min else None
