"""What a set can see: the smallest drop that the gate's test would find, and how many cases it takes."""

from math import ceil, sqrt

from evals.statistics.clustered import Clustered
from evals.statistics.normal import cdf, quantile

ALPHA = 0.05
POWER = 0.9


def found(differences: Clustered, loss: float, *, alpha: float = ALPHA, unit: float | None = 1.0) -> float:
    """How often a true drop of ``loss`` would be found by a one-sided test at ``alpha``, with the noise
    of these paired differences.

    ``unit``: what a case loses where it loses all; a drop comes as a share of cases that do, which adds
    noise of its own, and so few cases without any difference still cannot see a small drop. ``None``:
    every case loses alike.
    """
    before, after = _errors(differences, loss, unit)
    return cdf((loss - quantile(1 - alpha) * before) / after) if after > 0 else float(loss > 0)


def smallest_drop(
    differences: Clustered, *, alpha: float = ALPHA, power: float = POWER, unit: float | None = 1.0
) -> float:
    """The smallest true drop found in a share ``power`` of all tries; infinite with one cluster."""
    if differences.clusters < 2:
        return float("inf")
    low, high = 0.0, 1e-9
    while found(differences, high, alpha=alpha, unit=unit) < power:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        enough = found(differences, middle, alpha=alpha, unit=unit) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def needed(
    differences: Clustered,
    loss: float,
    *,
    alpha: float = ALPHA,
    power: float = POWER,
    unit: float | None = 1.0,
) -> int | None:
    """How many cases like these it takes to find a drop of ``loss``; ``None`` with one cluster."""
    if differences.clusters < 2:
        return None
    before, after = (error * sqrt(differences.n) for error in _errors(differences, loss, unit))
    return max(1, ceil(((quantile(1 - alpha) * before + quantile(power) * after) / loss) ** 2))


def _errors(differences: Clustered, loss: float, unit: float | None) -> tuple[float, float]:
    """The standard error that the test works with, which flips signs and so counts the loss as noise,
    and the true one.
    """
    seen = differences.standard_error**2
    if unit is None:
        return sqrt(seen + loss**2 / differences.clusters), sqrt(seen)
    added = loss * unit / differences.n
    return sqrt(seen + added), sqrt(seen + max(0.0, added - loss**2 / differences.n))
