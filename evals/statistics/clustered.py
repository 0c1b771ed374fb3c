"""Values of cases, put together by cluster: cases of one cluster are no independent draws."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Clustered:
    """For each cluster, in the order of its name, the sum of its values and how many they are: arrays of
    one length. The order in which values came changes nothing, to the last digit.
    """

    sums: Floats
    sizes: Floats

    @classmethod
    def of(cls, values: Sequence[float], clusters: Sequence[str]) -> "Clustered":
        """The values of cases with the name of the cluster of each."""
        parts: dict[str, list[float]] = defaultdict(list)
        for value, cluster in zip(values, clusters, strict=True):
            parts[cluster].append(value)
        order = sorted(parts)
        return cls(
            np.array([fsum(parts[name]) for name in order], dtype=np.float64),
            np.array([len(parts[name]) for name in order], dtype=np.float64),
        )

    @cached_property
    def n(self) -> int:
        """How many cases."""
        return round(fsum(self.sizes))

    @property
    def clusters(self) -> int:
        """How many clusters."""
        return len(self.sums)

    @cached_property
    def mean(self) -> float:
        """The mean over cases, each with the same weight; NaN where there are none."""
        return fsum(self.sums) / self.n if self.n else float("nan")

    @property
    def alike(self) -> bool:
        """Whether all clusters have the same mean: resampling them shows no spread at all."""
        return bool(np.ptp(self.sums / self.sizes) <= 1e-12) if self.clusters else True

    @cached_property
    def standard_error(self) -> float:
        """Of the mean, by linearisation over clusters (the sandwich with C/(C-1)); with clusters of one
        it is s/sqrt(n). Infinite where there are fewer than two clusters.
        """
        if self.clusters < 2:
            return float("inf")
        left = self.sums - self.mean * self.sizes
        return sqrt(fsum(left**2) * self.clusters / (self.clusters - 1)) / self.n

    def __neg__(self) -> "Clustered":
        return Clustered(-self.sums, self.sizes)
