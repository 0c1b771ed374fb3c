"""Cases made from the queue of feedback: what officials found, and what they called right."""

from collections.abc import Iterable
from datetime import date

from assistant.asked import asked_for
from assistant.days import VIETNAM
from assistant.domain.answer import Audience, Outcome
from assistant.domain.path import ProvisionPath
from assistant.library.feedback import Entry, Ruling, State, Verdict
from evals.cases import Case, DateMode, Kind, Split

SOURCE = "feedback"


def cases_of(entries: Iterable[Entry]) -> list[Case]:
    """The cases of those rows that make one, in their order."""
    return [case for entry in entries if (case := case_of(entry)) is not None]


def case_of(entry: Entry) -> Case | None:
    """The case of a row; ``None`` where its question may not be used, or nobody said what is right.

    Gold stands in a case where an official put it there. What an official only called right is
    proposed (any of what was cited will do) and marked unchecked. A dismissed row makes none.
    """
    question = entry.ruling.question or entry.said.question
    ruling = entry.ruling if entry.ruling.decides else _proposed(entry)
    if not question or ruling is None or entry.state is State.DISMISSED:
        return None
    given = entry.at.astimezone(VIETNAM).date()
    as_of = entry.said.as_of or given
    id_ = f"{SOURCE}-{entry.id}"
    return Case(
        id=id_,
        question=question,
        as_of=as_of,
        date_mode=date_mode(question, as_of, given),
        kind=_kind(ruling, bool(entry.said.history) and not entry.ruling.question),
        field="",
        audience=entry.said.audience,
        history=() if entry.ruling.question else entry.said.history,
        gold=ruling.gold,
        superseded=ruling.superseded,
        nuggets=(),
        answerable=not ruling.unanswerable,
        expected=(Outcome.NOT_FOUND,) if ruling.unanswerable else (Outcome.ANSWERED, Outcome.PARTLY),
        cluster=str(ProvisionPath.parse(ruling.gold[0][0]).document) if ruling.gold else id_,
        pair=None,
        variant_of=None,
        split=Split.DEV,
        source=SOURCE,
        checked_by=ruling.by or None,
        checked_on=ruling.on,
    )


def _kind(ruling: Ruling, leans: bool) -> Kind:
    if ruling.unanswerable:
        return Kind.UNANSWERABLE
    if leans:
        return Kind.CONVERSATION
    return Kind.SEVERAL if len(ruling.gold) > 1 else Kind.SIMPLE


def date_mode(question: str, as_of: date, given: date) -> DateMode:
    """How a question asked on the day ``given`` and answered for ``as_of`` stands to time."""
    if as_of != given:
        return DateMode.PAST if as_of < given else DateMode.FUTURE
    stated = asked_for(question, None, given, lambda _words: None).is_stated
    return DateMode.CURRENT if stated else DateMode.UNSTATED


def _proposed(entry: Entry) -> Ruling | None:
    said = entry.said
    if said.verdict is not Verdict.RIGHT or said.audience is not Audience.OFFICIAL or not said.cited:
        return None
    return Ruling(gold=(said.cited,))
