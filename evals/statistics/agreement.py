"""Agreement of people with each other, or of a judge with people, beyond chance."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import StrEnum
from math import fsum


class Level(StrEnum):
    """What labels are: names, an order, numbers, numbers with a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Weighing(StrEnum):
    """How much a disagreement counts: all alike, by steps, by squared steps of an order."""

    EQUAL = "equal"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def kappa(
    first: Sequence[Hashable],
    second: Sequence[Hashable],
    *,
    order: Sequence[Hashable] | None = None,
    weighing: Weighing = Weighing.EQUAL,
) -> float:
    """Cohen's kappa of two who labelled the same items (Cohen 1960; weighted, 1968). ``order``: all
    labels, the lowest first; weights need it. NaN where both gave one label throughout, or nothing.
    """
    if len(first) != len(second):
        raise ValueError("both label the same items")
    place = {label: i for i, label in enumerate(order or dict.fromkeys([*first, *second]))}
    weigh = _weights(weighing)
    n, ones, others = len(first), Counter(first), Counter(second)
    seen = fsum(weigh(place[a], place[b]) for a, b in zip(first, second, strict=True)) / max(n, 1)
    chance = fsum(ones[a] * others[b] * weigh(place[a], place[b]) for a in ones for b in others) / max(
        n * n, 1
    )
    return 1 - seen / chance if chance > 0 else float("nan")


def _weights(weighing: Weighing) -> Callable[[int, int], float]:
    if weighing is Weighing.LINEAR:
        return lambda a, b: float(abs(a - b))
    if weighing is Weighing.QUADRATIC:
        return lambda a, b: float((a - b) ** 2)
    return lambda a, b: float(a != b)


def alpha(
    units: Sequence[Sequence[Hashable | None]],
    level: Level = Level.NOMINAL,
    *,
    order: Sequence[Hashable] | None = None,
) -> float:
    """Krippendorff's alpha (2011, "Computing Krippendorff's Alpha-Reliability"). ``units``: for each
    item its labels, ``None`` where somebody gave none; how many and whose does not matter. ``order``:
    the labels from low to high, for ``ORDINAL``; by default they are sorted. Units with fewer than two
    labels say nothing. NaN where only one label occurs.
    """
    told = [[label for label in unit if label is not None] for unit in units]
    told = [unit for unit in told if len(unit) > 1]
    totals = Counter(label for unit in told for label in unit)
    apart = _distance(level, totals, order)
    n = sum(totals.values())
    seen = fsum(_disagreement(Counter(unit), apart) / (len(unit) - 1) for unit in told)
    chance = _disagreement(totals, apart)
    return 1 - (n - 1) * seen / chance if chance > 0 else float("nan")


Apart = Callable[[Hashable, Hashable], float]


def _disagreement(counts: Mapping[Hashable, int], apart: Apart) -> float:
    """The distances of all ordered pairs of labels."""
    return fsum(counts[a] * counts[b] * apart(a, b) for a in counts for b in counts if a != b)


def _distance(level: Level, totals: Mapping[Hashable, int], order: Sequence[Hashable] | None) -> Apart:
    if level is Level.NOMINAL:
        return lambda a, b: float(a != b)
    if level is Level.ORDINAL:
        return _ranks(totals, order)
    if level is Level.INTERVAL:
        return lambda a, b: (_number(a) - _number(b)) ** 2
    return _ratio


def _ratio(a: Hashable, b: Hashable) -> float:
    whole = _number(a) + _number(b)
    return ((_number(a) - _number(b)) / whole) ** 2 if whole else 0.0


def _ranks(totals: Mapping[Hashable, int], order: Sequence[Hashable] | None) -> Apart:
    """Squared number of labels between two, the ends counted half."""
    middle, below = {}, 0.0
    for label in order if order is not None else sorted(totals, key=_number):
        middle[label] = below + totals.get(label, 0) / 2
        below += totals.get(label, 0)
    return lambda a, b: (middle[a] - middle[b]) ** 2


def _number(label: Hashable) -> float:
    if isinstance(label, int | float):
        return float(label)
    raise ValueError(f"{label!r} is no number")
