"""Repeats of a case: its value is their mean, and how far they lie apart is told beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True)
class Spread:
    """``within``: the variance between repeats of one case, the mean over the cases that have several
    (pooled by degrees of freedom). ``steady``: the share of those cases whose repeats all have one
    value. ``repeated``: how many they are. ``noise``: the share of the variance of the cases' means
    that is due to asking again.
    """

    within: float
    steady: float
    repeated: int
    noise: float


def means(values: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The mean of each case over its repeats."""
    return {case: fsum(some) / len(some) for case, some in values.items()}


def spread(values: Mapping[str, Sequence[float]]) -> Spread | None:
    """How repeats differ; ``None`` where no case was asked twice."""
    several = [some for some in values.values() if len(some) > 1]
    if not several:
        return None
    squares = fsum(_squares(some) for some in several)
    within = squares / sum(len(some) - 1 for some in several)
    steady = sum(max(some) == min(some) for some in several) / len(several)
    return Spread(within, steady, len(several), _noise(several, within))


def _squares(values: Sequence[float]) -> float:
    middle = fsum(values) / len(values)
    return fsum((value - middle) ** 2 for value in values)


def _noise(several: Sequence[Sequence[float]], within: float) -> float:
    if len(several) < 2:
        return 0.0
    between = _squares([fsum(some) / len(some) for some in several]) / (len(several) - 1)
    each = fsum(within / len(some) for some in several) / len(several)
    return min(1.0, each / between) if between > 0 else 0.0
