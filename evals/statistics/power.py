"""What a set can see: the smallest drop that the gate's test would find, and how many cases it takes."""

from math import ceil, sqrt

from evals.statistics.clustered import Clustered
from evals.statistics.normal import cdf, quantile

ALPHA = 0.05
POWER = 0.9
_FAR, _HALVINGS = 1e6, 70
"""In standard errors, how large a drop is looked for where there is no most; how often the stretch is
halved."""


def found(differences: Clustered, loss: float, *, alpha: float = ALPHA, unit: float | None = 1.0) -> float:
    """How often a true drop of ``loss`` would be found by a one-sided test at ``alpha``, with the noise
    of these paired differences.

    ``unit``: what a case loses where it loses all; a drop comes as a share of cases that do, which adds
    noise of its own, and so few cases without any difference still cannot see a small drop; and an
    exact test of whole losses stops short of alpha by half a step of its sum, which is one case.
    ``None``: every case loses alike.
    """
    before, after = _errors(differences, loss, unit)
    seen = loss - _step(differences, unit)
    return cdf((seen - quantile(1 - alpha) * before) / after) if after > 0 else float(seen > 0)


def smallest_drop(
    differences: Clustered, *, alpha: float = ALPHA, power: float = POWER, unit: float | None = 1.0
) -> float:
    """The smallest true drop found in a share ``power`` of all tries; infinite where none is, as with one
    cluster, or a drop of more than there is to lose.
    """
    most = unit if unit is not None else _FAR * max(differences.standard_error, 1e-9)
    if differences.clusters < 2 or found(differences, most, alpha=alpha, unit=unit) < power:
        return float("inf")
    low, high = 0.0, most
    for _ in range(_HALVINGS):
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
    noise, step = quantile(1 - alpha) * before + quantile(power) * after, unit or 0.0
    root = (noise + sqrt(noise**2 + 4 * step * loss)) / (2 * loss)  # of loss n = noise sqrt(n) + step
    return max(1, ceil(root**2))


def _step(differences: Clustered, unit: float | None) -> float:
    return (unit or 0.0) / differences.n


def _errors(differences: Clustered, loss: float, unit: float | None) -> tuple[float, float]:
    """The standard error that the test works with, which flips signs and so counts the loss as noise,
    and the true one.
    """
    seen = differences.standard_error**2
    if unit is None:
        return sqrt(seen + loss**2 / differences.clusters), sqrt(seen)
    added = loss * unit / differences.n
    return sqrt(seen + added), sqrt(seen + max(0.0, added - loss**2 / differences.n))
