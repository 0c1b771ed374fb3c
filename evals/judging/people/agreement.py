"""How far people agree, and on what they do not.

Krippendorff's alpha by resampled document families: answers of one family are no independent draws.
Labels of one person about one answer count once, however many runs gave that answer.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from evals.judging.people.book import Book, Event
from evals.judging.people.labels import CHOICES, Item, Matter
from evals.judging.people.tasks import Task
from evals.statistics.agreement import Level, alpha, kappa

_DRAWS = 500
_SEED = 2026
_LEVELS = {
    Matter.STATEMENT: Level.NOMINAL,  # what cannot be verified is not between right and wrong
    Matter.CITATION: Level.ORDINAL,
    Matter.NUGGET: Level.ORDINAL,
    Matter.WHOLE: Level.ORDINAL,
}


@dataclass(frozen=True)
class Unit:
    """What people said of one item."""

    task: Task
    item: Item
    said: Mapping[str, Event]

    @property
    def labels(self) -> list[str]:
        """The labels, in the order of the names."""
        return [one.label for _, one in sorted(self.said.items()) if one.label is not None]

    @property
    def settled(self) -> str | None:
        """The label that more than half gave, where at least two did or only one was asked."""
        [(label, count), *_] = Counter(self.labels).most_common(1)
        return label if 2 * count > len(self.labels) else None


@dataclass(frozen=True)
class Agreed:
    """How far people agree on things of one matter. ``units``: with two labels or more. ``alike``: the
    share of them on which all agree. ``alpha`` with ``low``, ``high``: its 95 % interval; NaN where
    only one label was ever given. ``kappa``: Cohen's, where the same two labelled them all; else NaN.
    """

    matter: Matter
    units: int
    people: int
    alike: float
    alpha: float
    low: float
    high: float
    kappa: float


def units(book: Book, without: Collection[str] = ()) -> list[Unit]:
    """All that was labelled, in the order of the answers and their items."""
    found: list[Unit] = []
    for task in book.tasks.values():
        by_item: dict[Item, dict[str, Event]] = defaultdict(dict)
        for (who, item), event in book.said(task).items():
            if who not in without:
                by_item[item][who] = event
        found += [Unit(task, item, by_item[item]) for item in task.items if item in by_item]
    return found


def disputes(book: Book, without: Collection[str] = ()) -> list[Unit]:
    """What people do not agree on and no majority settled, for somebody else to decide."""
    return [one for one in units(book, without) if one.settled is None]


def agreement(book: Book) -> list[Agreed]:
    """For each matter that two people labelled something of."""
    told = [one for one in units(book) if len(one.labels) > 1]
    by_matter = [(matter, [one for one in told if one.item.matter is matter]) for matter in Matter]
    return [_agreed(matter, some) for matter, some in by_matter if some]


def _agreed(matter: Matter, some: Sequence[Unit]) -> Agreed:
    people = {name for one in some for name in one.said}
    alike = sum(len(set(one.labels)) == 1 for one in some) / len(some)
    at, low, high = _alpha(matter, some)
    return Agreed(matter, len(some), len(people), alike, at, low, high, _kappa(some, people))


def _alpha(matter: Matter, some: Sequence[Unit]) -> tuple[float, float, float]:
    """With the percentiles of resampled families; both ends NaN of fewer than two."""
    families: dict[str, list[list[str]]] = defaultdict(list)
    for one in some:
        families[one.task.case.cluster].append(one.labels)
    held = [families[name] for name in sorted(families)]
    at = _of(matter, [labels for family in held for labels in family])
    if len(held) < 2 or isnan(at):
        return at, nan, nan
    draws = np.random.default_rng(_SEED).integers(len(held), size=(_DRAWS, len(held)))
    found = [_of(matter, [labels for n in draw for labels in held[n]]) for draw in draws]
    told = [one for one in found if not isnan(one)]  # where one label alone was drawn there is none
    low, high = np.percentile(told, [2.5, 97.5]) if told else (nan, nan)
    return at, float(low), float(high)


def _of(matter: Matter, labels: Sequence[Sequence[str]]) -> float:
    return alpha(labels, _LEVELS[matter], order=list(CHOICES[matter]))


def _kappa(some: Sequence[Unit], people: Collection[str]) -> float:
    if len(people) != 2 or any(len(one.said) != 2 for one in some):
        return nan
    return kappa([one.labels[0] for one in some], [one.labels[1] for one in some])
