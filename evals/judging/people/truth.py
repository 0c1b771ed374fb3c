"""What people say as the truth that a judge is held against, and that mends his figures.

A judge's verdict and a person's label are of the same thing: a statement with what it cites, one citation
alone, a point of the right answer, the whole answer. People's figure is what they say it is on average;
no verdict is a bad verdict, as everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from evals.judging.asks import RUBRIC, Ask, Kind, asks
from evals.judging.people.agreement import Unit, units
from evals.judging.people.book import Book
from evals.judging.people.labels import Item, Matter
from evals.judging.people.tasks import Task, tasks_of
from evals.judging.verdicts import VERDICTS, Found, Verdict
from evals.judging.verdicts import labels as verdicts_of
from evals.measures.reading import written
from evals.running.files import read_rows
from evals.running.rows import AnswerRow, Given
from evals.running.runner import read_answers
from evals.statistics.agreement import kappa
from evals.statistics.ppi import Powered, mean

GOOD: Mapping[Matter, str] = {
    Matter.STATEMENT: "right",
    Matter.CITATION: "says",
    Matter.NUGGET: "said",
    Matter.WHOLE: "complete",
}
"""The label that counts as one; a part of it is none, as strict scores have it."""


@dataclass(frozen=True)
class Truth:
    """What people say of one thing in a row of a run. ``value``: the share of them that call it good.
    ``settled``: the label of more than half, where there is one.
    """

    case: str
    repeat: int
    cluster: str
    item: Item
    value: float
    settled: str | None
    people: int


def labels_as_truth(folder: Path) -> list[Truth]:
    """What people said of a run, in the order of its cases, repeats and items."""
    tasks = tasks_of([folder])
    return _truths(tasks, Book.read(tasks))


def _truths(tasks: list[Task], book: Book) -> list[Truth]:
    found = [_truth(unit, place.repeat) for unit in units(book) for place in unit.task.places]
    order = {task.case.id: n for n, task in enumerate(tasks)}
    return sorted(found, key=lambda one: (order[one.case], one.repeat, one.item))


def _truth(unit: Unit, repeat: int) -> Truth:
    good = GOOD[unit.item.matter]
    labels, case = unit.labels, unit.task.case
    share = sum(label == good for label in labels) / len(labels)
    return Truth(case.id, repeat, case.cluster, unit.item, share, unit.settled, len(labels))


@dataclass(frozen=True)
class Against:
    """A judge against people on one matter. ``both``: things that both spoke of; ``alike``: the share of
    those people settled on which the judge is of their mind, ``kappa`` beyond chance (NaN where
    everything is alike). ``share``: of all things, how many people would call good, with the judge's
    error in the interval.
    """

    matter: Matter
    both: int
    alike: float
    kappa: float
    share: Powered


def against_judge(folder: Path, judge: str) -> list[Against]:
    """The judge of a fingerprint against people, for each matter that both spoke of."""
    tasks = tasks_of([folder])
    rows = read_answers(folder)
    said = verdicts_of(rows, read_rows(folder / VERDICTS, Verdict), judge)
    judged = list(_judged(tasks, rows, said))
    truths = {(one.case, one.repeat, one.item): one for one in _truths(tasks, Book.read(tasks))}
    matters = [(matter, [one for one in judged if one.item.matter is matter]) for matter in Matter]
    found = [_against(matter, some, truths) for matter, some in matters]
    return [one for one in found if one is not None]


@dataclass(frozen=True)
class _Judged:
    case: str
    repeat: int
    cluster: str
    item: Item
    value: float


def _judged(
    tasks: list[Task], rows: list[AnswerRow], said: Mapping[tuple[str, int], Found]
) -> Iterator[_Judged]:
    by_key = {(row.case, row.repeat): row for row in rows}
    for task in tasks:
        for place in task.places:
            key = (task.case.id, place.repeat)
            found, put = said.get(key), set(asks(task.case, by_key[key]))
            if not found:
                continue  # a row that nobody judged, not one that he had no words for
            for item in task.items:
                ask = ask_of(item, task.given)
                if ask in put:
                    good = found.get(ask) == _GOOD[ask.kind]
                    yield _Judged(*key, task.case.cluster, item, float(good))


_GOOD = {Kind.SUPPORT: "supported", Kind.ALONE: "supported", Kind.NUGGET: "said", Kind.RUBRIC: "2"}


def ask_of(item: Item, given: Given) -> Ask | None:
    """The question to a judge about the same thing; ``None`` where he is not asked: of quotations."""
    if item.matter is Matter.NUGGET:
        return Ask(Kind.NUGGET, item.at)
    if item.matter is Matter.WHOLE:
        return Ask(Kind.RUBRIC, RUBRIC.index("complete"))
    said = given.statements[item.at]
    at = next((n for n, one in enumerate(written(given)) if one is said), None)
    if at is None:
        return None
    if item.matter is Matter.STATEMENT or len(said.citations) == 1:
        return Ask(Kind.SUPPORT, at)
    return Ask(Kind.ALONE, at, said.citations.index(item.citation))


def _against(
    matter: Matter, judged: list[_Judged], truths: Mapping[tuple[str, int, Item], Truth]
) -> Against | None:
    told = [(one, truths.get((one.case, one.repeat, one.item))) for one in judged]
    both = [(one, truth) for one, truth in told if truth is not None]
    alone = [one for one, truth in told if truth is None]
    if not both:
        return None
    settled = [(one.value, float(truth.settled == GOOD[matter])) for one, truth in both if truth.settled]
    share = mean(
        [truth.value for _, truth in both],
        [one.value for one, _ in both],
        [one.value for one in alone],
        clusters=[one.cluster for one, _ in both],
        alone_clusters=[one.cluster for one in alone],
    )
    alike = fsum(a == b for a, b in settled) / len(settled) if settled else float("nan")
    return Against(matter, len(both), alike, kappa(*_split(settled)), share)


def _split(pairs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [one for one, _ in pairs], [other for _, other in pairs]
