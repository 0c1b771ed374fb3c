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
from evals.statistics.clustered import Floats

_DRAWS = 4000
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
    at = _of(matter, [one.labels for one in some])
    names = sorted({one.task.case.cluster for one in some})
    if len(names) < 2 or isnan(at):
        return at, nan, nan
    place = {name: n for n, name in enumerate(names)}
    order = list(CHOICES[matter])
    families = np.zeros((len(names), len(order), len(order)))
    for one in some:
        families[place[one.task.case.cluster]] += _coincidences(one.labels, order)
    drawn = np.random.default_rng(_SEED).multinomial(len(names), [1 / len(names)] * len(names), _DRAWS)
    found = _alphas(np.tensordot(drawn, families, 1), _LEVELS[matter])
    told = found[~np.isnan(found)]  # where one label alone was drawn there is none
    low, high = np.percentile(told, [2.5, 97.5]) if len(told) else (nan, nan)
    return at, float(low), float(high)


def _coincidences(labels: Sequence[str], order: Sequence[str]) -> Floats:
    """The pairs of labels of one item, ordered, each person's with the others', as Krippendorff weighs
    them: sums of them are all that alpha takes.
    """
    counts = np.array([labels.count(one) for one in order], dtype=np.float64)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(labels) - 1)


def _alphas(pairs: Floats, level: Level) -> Floats:
    """Alpha of each of several sums; NaN where only one label occurs."""
    totals = pairs.sum(axis=2)
    apart = np.broadcast_to(1.0 - np.eye(totals.shape[1]), pairs.shape)
    if level is Level.ORDINAL:
        middle = totals.cumsum(axis=1) - totals / 2
        apart = (middle[:, :, None] - middle[:, None, :]) ** 2
    chance = (totals[:, :, None] * totals[:, None, :] * apart).sum(axis=(1, 2))
    seen = (pairs * apart).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance > 0, 1 - (totals.sum(axis=1) - 1) * seen / chance, nan)


def _of(matter: Matter, labels: Sequence[Sequence[str]]) -> float:
    return alpha(labels, _LEVELS[matter], order=list(CHOICES[matter]))


def _kappa(some: Sequence[Unit], people: Collection[str]) -> float:
    if len(people) != 2 or any(len(one.said) != 2 for one in some):
        return nan
    return kappa([one.labels[0] for one in some], [one.labels[1] for one in some])
