"""Paired tests of one run against another, and Holm's correction for a family of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, fsum

import numpy as np

from evals.statistics.clustered import Clustered, Floats

FLIPS = 20_000
SEED = 2026
_LATTICES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 60)
_LARGEST = 20_000
"""Steps of the sum's range up to which its distribution is worked out, and not drawn."""
_BLOCK = 2_000_000


@dataclass(frozen=True)
class Tested:
    """The probability of what was seen or worse where nothing differs: ``p``, exact, and ``mid``, which
    counts half of what was seen itself (Lancaster 1961) and is less timid with few values. ``drawn``:
    estimated from random flips, not worked out.
    """

    p: float
    mid: float
    drawn: bool = False


def mcnemar(lost: int, gained: int) -> Tested:
    """That as many or more were lost of those that changed (one-sided exact McNemar: the sign test)."""
    changed = lost + gained
    whole = 2**changed
    upto = sum(comb(changed, k) for k in range(gained + 1))
    return Tested(upto / whole, (upto - comb(changed, gained) / 2) / whole)


def both_sides(lost: int, gained: int) -> Tested:
    """The two-sided test: twice the smaller side, at most 1 (Fagerland, Lydersen and Laake 2013)."""
    one = mcnemar(max(lost, gained), min(lost, gained))
    return Tested(min(1.0, 2 * one.p), min(1.0, 2 * one.mid))


def drop(differences: Clustered, *, flips: int = FLIPS, seed: int = SEED) -> Tested:
    """That a mean of differences this low comes by chance: the signs of the clusters' sums are flipped,
    all together or at random. With clusters of one and values of 0 and 1 it is ``mcnemar``.

    Whole clusters are flipped, so nothing is assumed of how cases of one cluster go together. Sums on
    a lattice (shares, quarters of a point, means over a few repeats) get the exact distribution.
    """
    sums = differences.sums[np.abs(differences.sums) > 1e-12]
    if not len(sums):
        return Tested(1.0, 1.0)
    steps = _steps(sums)
    return _worked_out(steps) if steps is not None else _drawn(sums, flips, seed)


def _steps(sums: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """The sums in steps of a lattice they all lie on, with their signs; ``None`` where there is none."""
    for parts in _LATTICES:
        scaled = sums * parts
        whole = np.rint(scaled)
        if np.all(np.abs(scaled - whole) < 1e-7) and np.all(whole != 0):
            return whole.astype(np.int64) if np.abs(whole).sum() <= _LARGEST else None
    return None


def _worked_out(steps: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Tested:
    """The distribution of the sum of those that point up, by adding one cluster after another."""
    chance = np.zeros(int(np.abs(steps).sum()) + 1)
    chance[0] = 1.0
    for step in np.sort(np.abs(steps)):
        moved = np.zeros_like(chance)
        moved[step:] = chance[:-step]
        chance = (chance + moved) / 2
    seen = int(steps[steps > 0].sum())
    below = fsum(chance[:seen])
    return Tested(min(1.0, below + chance[seen]), min(1.0, below + chance[seen] / 2))


def _drawn(sums: Floats, flips: int, seed: int) -> Tested:
    """By random flips, what was seen counted as one of them (Phipson and Smyth 2010: never 0)."""
    size, seen = np.abs(sums), float(sums.sum())
    near = 1e-9 * float(size.sum())
    below = same = 0
    for signs in _signs(len(sums), flips, seed):
        totals = signs @ size
        below += int((totals < seen - near).sum())
        same += int((np.abs(totals - seen) <= near).sum())
    return Tested((below + same + 1) / (flips + 1), (below + (same + 1) / 2) / (flips + 1), drawn=True)


def _signs(clusters: int, flips: int, seed: int) -> Iterator[Floats]:
    rows = max(1, _BLOCK // clusters)
    for block, start in enumerate(range(0, flips, rows)):
        yield _flipped(clusters, min(rows, flips - start), seed, block)


@lru_cache(maxsize=4)
def _flipped(clusters: int, rows: int, seed: int, block: int) -> Floats:
    dice = np.random.default_rng([seed, clusters, block, 1])
    signs = dice.integers(2, size=(rows, clusters), dtype=np.int8).astype(np.float64) * 2 - 1
    signs.flags.writeable = False
    return signs


def holm(chances: Sequence[float], weights: Sequence[float] | None = None) -> list[float]:
    """The probabilities adjusted for a family, in their order (Holm 1979, with weights his section 4).
    One that is at most alpha may be called significant, and in at most alpha of all families is one
    called so wrongly, however they depend on each other. ``weights``: positive, shares of alpha.
    """
    heavy = list(weights) if weights is not None else [1.0] * len(chances)
    if any(weight <= 0 for weight in heavy) or len(heavy) != len(chances):
        raise ValueError("one positive weight for each probability")
    order = sorted(range(len(chances)), key=lambda i: chances[i] / heavy[i])
    left, reached, found = fsum(heavy), 0.0, [0.0] * len(chances)
    for i in order:
        reached = max(reached, min(1.0, chances[i] * left / heavy[i]))
        found[i] = reached
        left -= heavy[i]
    return found
