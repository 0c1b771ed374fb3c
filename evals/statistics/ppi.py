"""Prediction-powered intervals: few labels of people and many verdicts of a judge, with the judge's error
in the interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from evals.statistics.clustered import Clustered
from evals.statistics.normal import t_quantile


@dataclass(frozen=True)
class Powered:
    """The mean of what people would say, from ``labelled`` items of theirs and ``judged`` items of the
    judge alone. ``trust``: lambda, from 0 (the judge tells nothing: the labels alone) to 1.
    """

    estimate: float
    low: float
    high: float
    confidence: float
    trust: float
    labelled: int
    judged: int


def mean(
    labels: Sequence[float],
    verdicts: Sequence[float],
    alone: Sequence[float],
    *,
    clusters: Sequence[str] | None = None,
    alone_clusters: Sequence[str] | None = None,
    confidence: float = 0.95,
    trust: float | None = None,
) -> Powered:
    """The mean by PPI++ (Angelopoulos, Duchi and Zrnic 2023, arXiv 2311.01453): the judge's mean over
    items without a label, mended by how far he is off where there is one.

    ``labels`` and ``verdicts`` are of the same items, ``alone`` of others. ``trust`` of ``None``:
    the lambda with the smallest variance. Variances are taken over clusters (items are their own by
    default) with C/(C-1), quantiles from Student's t, since labels are few. Infinite ends: fewer than
    two labelled clusters.
    """
    if len(labels) != len(verdicts) or not labels:
        raise ValueError("each label has the verdict on the same item, and there is at least one")
    trust = _trust(labels, verdicts, alone) if trust is None else trust
    trust = trust if alone else 0.0
    names = clusters if clusters is not None else _own(labels)
    off = Clustered.of([y - trust * f for y, f in zip(labels, verdicts, strict=True)], names)
    rest = Clustered.of(alone, alone_clusters if alone_clusters is not None else _own(alone))
    at = off.mean + (trust * rest.mean if alone and trust else 0.0)
    half = _half(off, rest, trust, confidence)
    return Powered(at, at - half, at + half, confidence, trust, len(labels), len(alone))


def _own(items: Sequence[float]) -> list[str]:
    return [f"{i:09}" for i in range(len(items))]


def _half(off: Clustered, rest: Clustered, trust: float, confidence: float) -> float:
    judged = (trust * rest.standard_error) ** 2 if trust else 0.0
    spread = sqrt(off.standard_error**2 + judged)
    if off.clusters < 2 or not np.isfinite(spread):
        return float("inf")
    return t_quantile((1 + confidence) / 2, off.clusters - 1) * spread


def _trust(labels: Sequence[float], verdicts: Sequence[float], alone: Sequence[float]) -> float:
    """Lambda with the smallest variance (example 6.1 of the paper), within 0 and 1."""
    n, pooled = len(labels), np.array([*verdicts, *alone], dtype=np.float64)
    if n < 2 or not alone or (spread := float(pooled.var(ddof=1))) <= 0:
        return 0.0
    y, f = fsum(labels) / n, fsum(verdicts) / n
    together = fsum((a - y) * (b - f) for a, b in zip(labels, verdicts, strict=True)) / (n - 1)
    return min(1.0, max(0.0, together / ((1 + n / len(alone)) * spread)))
