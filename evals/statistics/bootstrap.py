"""Intervals by resampling whole clusters, seeded.

Why BCa with widened levels and not plain percentiles: by simulation (``evals/benchmarks/gate_power.py``)
percentiles miss too often with few clusters (13 % for a promised 5 % with eight) and to one side where
values are skewed, as losses of a good system are. Levels taken from Student's t mend the first
(Hesterberg 2015, "What Teachers Should Know About the Bootstrap", the expanded percentile interval),
bias and acceleration the second (Efron 1987). Neither sees what did not happen: where all clusters are
alike there is no spread to resample, and ``reach`` gives the exact bound instead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import sqrt

import numpy as np

from evals.statistics.clustered import Clustered, Floats
from evals.statistics.normal import cdf, quantile, t_quantile

DRAWS = 4000
SEED = 2026
_BLOCK = 2_000_000
"""Weights drawn at once: 16 MB."""


class Method(StrEnum):
    """How an interval is taken from resampled means."""

    PERCENTILE = "percentile"
    BCA = "bca"


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval at ``confidence``, from ``n`` cases in ``clusters``. Both ends are
    infinite where nothing can be said: a single cluster is a single draw.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    n: int
    clusters: int


def interval(
    sample: Clustered,
    confidence: float = 0.95,
    *,
    method: Method = Method.BCA,
    reach: tuple[float, float] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Interval:
    """The interval of the mean over cases. ``reach``: the least and the greatest value that a case can
    have; it decides where all clusters are alike. The estimate is always within.
    """
    if sample.clusters < 2 or sample.alike:
        low, high = _alike(sample, confidence, reach)
    else:
        means = np.sort(_means(sample, draws, seed))
        low, high = (_end(sample, means, side, method) for side in _sides(confidence))
    at = sample.mean
    return Interval(at, min(low, at), max(high, at), confidence, sample.n, sample.clusters)


def resampled(
    items: Sequence[object],
    clusters: Sequence[str],
    statistic: Callable[[Sequence[object]], float],
    confidence: float = 0.95,
    *,
    draws: int = 1000,
    seed: int = SEED,
) -> Interval:
    """The percentile interval of any ``statistic`` of items (kappa, alpha), resampled by cluster. Draws
    for which the statistic is not a number are left out.
    """
    names = sorted(set(clusters))
    parts = {name: [i for i, cluster in enumerate(clusters) if cluster == name] for name in names}
    dice = np.random.default_rng([seed, len(names)])
    found = []
    for _ in range(draws):
        drawn = dice.integers(len(names), size=len(names))
        found.append(statistic([items[i] for one in drawn for i in parts[names[one]]]))
    at, told = statistic(items), np.array(found, dtype=np.float64)
    told = told[np.isfinite(told)]
    if len(names) < 2 or not len(told):
        return Interval(at, float("-inf"), float("inf"), confidence, len(items), len(names))
    low, high = np.quantile(told, _sides(confidence))
    return Interval(at, min(float(low), at), max(float(high), at), confidence, len(items), len(names))


def _sides(confidence: float) -> tuple[float, float]:
    return (1 - confidence) / 2, (1 + confidence) / 2


def _alike(sample: Clustered, confidence: float, reach: tuple[float, float] | None) -> tuple[float, float]:
    """Where nothing varies: the exact bound for a share of clusters that were never seen to differ
    (Clopper and Pearson 1934 with none of C), all of them at the far end of ``reach``.
    """
    at = sample.mean
    if reach is None:
        return (at, at) if sample.clusters > 1 else (float("-inf"), float("inf"))
    unseen = 1 - ((1 - confidence) / 2) ** (1 / max(sample.clusters, 1))
    return at - (at - reach[0]) * unseen, at + (reach[1] - at) * unseen


def _means(sample: Clustered, draws: int, seed: int) -> Floats:
    """The means of resampled samples, an array of ``draws``."""
    both = np.stack([sample.sums, sample.sizes], axis=1)
    drawn = np.concatenate([weights @ both for weights in _weights(sample.clusters, draws, seed)])
    return np.asarray(drawn[:, 0] / drawn[:, 1])


def _weights(clusters: int, draws: int, seed: int) -> Iterator[Floats]:
    """How often each cluster is drawn, in blocks of rows."""
    rows = max(1, _BLOCK // clusters)
    for block, start in enumerate(range(0, draws, rows)):
        yield _drawn(clusters, min(rows, draws - start), seed, block)


@lru_cache(maxsize=6)
def _drawn(clusters: int, rows: int, seed: int, block: int) -> Floats:
    drawn = np.random.default_rng([seed, clusters, block]).integers(clusters, size=(rows, clusters))
    flat = (drawn + clusters * np.arange(rows)[:, None]).ravel()
    counted = np.bincount(flat, minlength=rows * clusters).reshape(rows, clusters).astype(np.float64)
    counted.flags.writeable = False
    return counted


def _end(sample: Clustered, means: Floats, side: float, method: Method) -> float:
    """One end of the interval, from sorted means."""
    level = side if method is Method.PERCENTILE else _level(sample, means, side)
    return float(np.quantile(means, min(max(level, 0.0), 1.0)))


def _level(sample: Clustered, means: Floats, side: float) -> float:
    """The level of BCa for a side, widened for few clusters."""
    few = sample.clusters
    z = sqrt(few / (few - 1)) * t_quantile(side, few - 1)
    bias, bend = _bias(sample, means), _acceleration(sample)
    down = 1 - bend * (bias + z)
    if down <= 0:  # beyond what the expansion can say: the last mean on that side
        return float(z > 0)
    return cdf(bias + (bias + z) / down)


def _bias(sample: Clustered, means: Floats) -> float:
    near = 1e-12 * (1 + abs(sample.mean))
    below = int(np.searchsorted(means, sample.mean - near))
    upto = int(np.searchsorted(means, sample.mean + near, side="right"))
    share = (below + upto) / 2 / len(means)
    return quantile(min(max(share, 0.5 / len(means)), 1 - 0.5 / len(means)))


def _acceleration(sample: Clustered) -> float:
    """From the jackknife over clusters (Efron and Tibshirani 1993, 14.15)."""
    total, n = sample.sums.sum(), sample.sizes.sum()
    left = (total - sample.sums) / (n - sample.sizes)
    off = left.mean() - left
    spread = float((off**2).sum())
    return float((off**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
