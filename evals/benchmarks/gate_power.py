"""How often the gate is wrong, by simulation with its own code.

    python -m evals.benchmarks.gate_power [--runs 4000] [--seed 2026]

A made case is passed by an arm where its luck is below the arm's rate. With the chance ``shared`` both arms
have the case's own luck, else each asking has luck of its own; lucks of a cluster go together (normal
scores, correlation 0.3). The candidate's rate is the baseline's less the drop. Writes
``results/gate_power.*`` (one measure at many noise levels), ``results/gate_family.*`` (20 gated figures,
weights of Holm, other rules) and ``results/interval_methods.*`` (how often intervals miss).
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import NormalDist

import numpy as np

from evals.benchmarks.machine import keep
from evals.comparing import Contrast
from evals.gate import MARGIN, SLICE_MARGIN, Gated, Rules, State, settle
from evals.slices import WHOLE, Slice
from evals.statistics.bootstrap import Method, interval
from evals.statistics.clustered import Clustered, Floats
from evals.statistics.pairs import drop as tested
from evals.statistics.power import smallest_drop

_TOGETHER = 0.3
_CASES = 400
_DROP = 0.05
_BASES, _SHARED, _CLUSTERS = (0.75, 0.85, 0.95), (0.5, 0.8, 0.9), (1, 3, 8)
_MEASURES, _PARTS = 4, 4
_AT_ONCE = 500


@dataclass(frozen=True)
class World:
    """How cases come out: see the module. ``cluster``: cases of a cluster."""

    base: float = 0.85
    shared: float = 0.8
    cluster: int = 1
    cases: int = _CASES
    repeats: int = 1
    whole: bool = False
    """The drop takes whole clusters, each with the same chance, and not cases here and there."""

    def __str__(self) -> str:
        said = f"base {self.base}, shared {self.shared}, clusters of {self.cluster}"
        said += f", {self.repeats} repeats" if self.repeats > 1 else ""
        return said + (", whole clusters lost" if self.whole else "")


def gains(world: World, loss: float, runs: int, dice: np.random.Generator) -> Iterator[Clustered]:
    """The paired differences of made runs, by cluster."""
    sizes = _sizes(world)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    for start in range(0, runs, _AT_ONCE):
        some = _differences(world, sizes, loss, min(_AT_ONCE, runs - start), dice)
        for sums in np.add.reduceat(some, starts, axis=1):
            yield Clustered(sums, sizes.astype(np.float64))


def _sizes(world: World) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    full, rest = divmod(world.cases, world.cluster)
    return np.array([world.cluster] * full + [rest] * bool(rest), dtype=np.int64)


def _differences(
    world: World,
    sizes: np.ndarray[tuple[int], np.dtype[np.int64]],
    loss: float,
    runs: int,
    dice: np.random.Generator,
) -> Floats:
    luck, own = _luck(world, sizes, runs, dice), np.sqrt(world.shared)
    found = np.zeros((runs, world.cases))
    lost = np.zeros((runs, world.cases), dtype=bool)
    if world.whole:
        lost = np.repeat(dice.random((runs, len(sizes))) < loss / world.base, sizes, axis=1)
    for sign, rate in ((-1, world.base), (1, world.base if world.whole else world.base - loss)):
        least = NormalDist().inv_cdf(rate)
        for _ in range(world.repeats):
            mine = np.where(dice.random(luck.shape) < own, luck, _luck(world, sizes, runs, dice))
            found += sign * ((mine < least) & ~(lost & (sign > 0)))
    return found / world.repeats


def _luck(
    world: World, sizes: np.ndarray[tuple[int], np.dtype[np.int64]], runs: int, dice: np.random.Generator
) -> Floats:
    common = np.repeat(dice.standard_normal((runs, len(sizes))), sizes, axis=1)
    return np.asarray(
        np.sqrt(_TOGETHER) * common + np.sqrt(1 - _TOGETHER) * dice.standard_normal((runs, world.cases))
    )


def seen(sample: Clustered, cut: Slice = WHOLE) -> Contrast:
    """What the gate would be given of these differences."""
    found = interval(sample, 1 - 2 * Rules().alpha)
    changed = int((sample.sums != 0).sum())
    return Contrast("made/1", cut, 0.0, 0.0, found, tested(sample), 0.0, 1.0, 0, changed, (None, None))


def states(world: World, loss: float, runs: int, seed: int) -> tuple[Counter[State], Counter[State]]:
    """What the gate says of one measure alone; and what it would say with mid-p."""
    dice, exact, mid = np.random.default_rng([seed, 7]), Counter[State](), Counter[State]()
    for sample in gains(world, loss, runs, dice):
        found = seen(sample)
        half = replace(found, tested=replace(found.tested, p=found.tested.mid))
        for count, one in ((exact, found), (mid, half)):
            count[settle([one], [Gated("made/1")], [0.0], Rules())[0][0]] += 1
    return exact, mid


def grid(runs: int, seed: int) -> dict[str, list[str]]:
    """Shares of what the gate says, in percent, at each level of noise."""
    worlds = [World(*one) for one in product(_BASES, _SHARED, _CLUSTERS)]
    worlds += [World(base, 0.5, 3, repeats=n) for base in _BASES[:2] for n in (3, 5)]
    worlds += [World(0.85, 0.8, size, whole=True) for size in _CLUSTERS[1:]]
    return {str(world): _row(world, runs, seed) for world in worlds}


def _row(world: World, runs: int, seed: int) -> list[str]:
    (same, same_mid), (less, less_mid) = (states(world, loss, runs, seed) for loss in (0.0, _DROP))
    shares = (
        same[State.DROPPED],
        same[State.HELD],
        less[State.DROPPED],
        runs - less[State.HELD],
        same_mid[State.DROPPED],
        less_mid[State.DROPPED],
    )
    row = [f"{100 * share / runs:.1f}" for share in shares]
    print(world, *row, flush=True)
    return row


@dataclass(frozen=True)
class _Rule:
    """A rule for a family: from what was seen and what is gated, whether it alarms, whether it passes."""

    name: str
    weights: tuple[float, ...]
    says: Callable[[Sequence[Contrast], Sequence[Gated]], tuple[bool, bool]]


def families(runs: int, seed: int) -> dict[str, list[str]]:
    """Four measures in the whole and in four slices each; the drop is in one measure."""
    rest = _MEASURES * (1 + _PARTS) - 1
    equal, first = (1.0,) * (rest + 1), (4.0 * rest, *(1.0,) * rest)
    rules = [
        _Rule("Holm, equal weights", equal, _ours),
        _Rule("Holm, the primary measure has 4/5", first, _ours),
        _Rule("lower bound alone, at Holm's last step (alpha)", equal, _bound),
        _Rule("test alone, Holm", equal, _test),
        _Rule("the score fell", equal, _fell),
    ]
    found: dict[str, list[str]] = {}
    for world in (World(0.85, 0.8, 3), World(0.75, 0.5, 3)):
        told = {loss: _family(world, loss, runs, seed, rules) for loss in (0.0, _DROP)}
        for i, rule in enumerate(rules):
            (alarms, passes), (found_, missed) = told[0.0][i], told[_DROP][i]
            shares = (alarms, passes, found_, runs - missed)
            found[f"{rule.name}; {world}"] = [f"{100 * share / runs:.1f}" for share in shares]
    return found


def _family(world: World, loss: float, runs: int, seed: int, rules: Sequence[_Rule]) -> list[tuple[int, int]]:
    """For each rule, how often it alarms and how often it passes."""
    draws = [
        gains(world, loss if one == 0 else 0.0, runs, np.random.default_rng([seed, one]))
        for one in range(_MEASURES)
    ]
    counts = [[0, 0] for _ in rules]
    for samples in zip(*draws, strict=True):
        looked = [seen(part, cut) for sample in samples for part, cut in _parts(sample)]
        for rule, count in zip(rules, counts, strict=True):
            gated = [_gated(one, weight) for one, weight in zip(looked, rule.weights, strict=True)]
            alarm, passed = rule.says(looked, gated)
            count[0] += alarm
            count[1] += passed
    return [(alarms, passes) for alarms, passes in counts]


def _gated(one: Contrast, weight: float) -> Gated:
    return Gated("made/1", one.slice, MARGIN if one.slice == WHOLE else SLICE_MARGIN, weight)


def _parts(sample: Clustered) -> Iterator[tuple[Clustered, Slice]]:
    yield sample, WHOLE
    for part in range(_PARTS):
        yield Clustered(sample.sums[part::_PARTS], sample.sizes[part::_PARTS]), Slice("part", str(part))


def _ours(looked: Sequence[Contrast], gated: Sequence[Gated]) -> tuple[bool, bool]:
    found = [state for state, _ in settle(looked, gated, [0.0] * len(gated), Rules())]
    return State.DROPPED in found, all(state is State.HELD for state in found)


def _bound(looked: Sequence[Contrast], gated: Sequence[Gated]) -> tuple[bool, bool]:
    under = any(one.gain.low <= -what.margin for one, what in zip(looked, gated, strict=True))
    return under, not under


def _test(looked: Sequence[Contrast], gated: Sequence[Gated]) -> tuple[bool, bool]:
    lost = [replace(what, margin=-1.0) for what in gated]  # nothing is shown to be held
    found = [state for state, _ in settle(looked, lost, [0.0] * len(lost), Rules())]
    return State.DROPPED in found, State.DROPPED not in found


def _fell(looked: Sequence[Contrast], _: Sequence[Gated]) -> tuple[bool, bool]:
    fell = looked[0].gain.estimate < 0
    return fell, not fell


def sights(runs: int, seed: int) -> dict[str, list[str]]:
    """The smallest drop told by a set's own noise, and how often such a drop is found by the test."""
    found = {}
    for world in (World(0.85, 0.8, 1), World(0.85, 0.8, 8), World(0.75, 0.5, 3), World(0.95, 0.9, 3)):
        dice = np.random.default_rng([seed, 11])
        told = float(np.median([smallest_drop(one) for one in gains(world, 0.0, 200, dice)]))
        hits = sum(tested(one).p <= Rules().alpha for one in gains(world, told, runs, dice))
        found[str(world)] = [f"{100 * told:.2f}", f"{100 * hits / runs:.1f}"]
    return found


def misses(runs: int, seed: int) -> dict[str, list[str]]:
    """How often the true value lies below and above an interval that promises 95 %, in percent."""
    kinds: dict[str, tuple[Callable[[np.random.Generator, int], Floats], float]] = {
        "normal": (lambda dice, n: dice.standard_normal(n), 0.0),
        "shares near 1": (lambda dice, n: dice.beta(2, 0.5, n), 0.8),
        "losses of clusters of 8": (
            lambda dice, n: (dice.binomial(8, 0.02, n) - dice.binomial(8, 0.06, n)) / 8,
            -0.04,
        ),
        "exponential": (lambda dice, n: dice.exponential(size=n), 1.0),
    }
    found = {}
    for (name, (draw, true)), clusters in product(kinds.items(), (8, 15, 30, 60, 130)):
        dice = np.random.default_rng([seed, clusters])
        samples = [Clustered(draw(dice, clusters), np.ones(clusters)) for _ in range(runs)]
        found[f"{name}, {clusters} clusters"] = [_missed(samples, true, method) for method in Method]
    return found


def _missed(samples: Sequence[Clustered], true: float, method: Method) -> str:
    ends = [interval(sample, method=method, draws=2000) for sample in samples]
    under = sum(one.high < true - 1e-9 for one in ends)
    over = sum(one.low > true + 1e-9 for one in ends)
    return f"{100 * over / len(ends):.1f} + {100 * under / len(ends):.1f}"


def main() -> None:
    """Simulate and keep the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    command = f"python -m evals.benchmarks.gate_power --runs {options.runs} --seed {options.seed}"
    columns = ("false alarms, %", "passed, %", "drop called, %", "drop not passed, %")
    keep(
        "gate_power",
        "The gate on 400 cases, without a drop and with one of 5 points",
        command,
        grid(options.runs, options.seed),
        _POWER_NOTES,
        (*columns, "false alarms with mid-p, %", "drop called with mid-p, %"),
    )
    few = max(1, options.runs // 4)
    keep("gate_family", "Twenty gated figures", command, families(few, options.seed), _FAMILY_NOTES, columns)
    keep(
        "gate_sight",
        "The smallest drop that a set is said to see",
        command,
        sights(options.runs, options.seed),
        ("Median over 200 made sets of 400 cases without a drop; the bar of power is 90 %.",),
        ("smallest drop, points", "found, %"),
    )
    keep(
        "interval_methods",
        "How often intervals miss, below and above (2.5 + 2.5 is promised)",
        command,
        misses(few, options.seed),
        ("The method called bca has levels from Student's t; see evals/statistics/bootstrap.py.",),
        tuple(Method),
    )


_POWER_NOTES = (
    "False alarms, passed: no drop, the gate says regression, or pass; what is left is unmeasurable.",
    "Drop called, drop not passed: a true drop of 5 points, the gate says regression, or anything but pass.",
    "Margin of 5 points, one-sided 5 % for both errors, one measure gated.",
    "Repeats help where what is not shared is the luck of one asking.",
)
_FAMILY_NOTES = (
    "Four independent measures, each in the whole (margin 5 points) and in four slices of 100 cases (margin "
    "10 points); the drop of 5 points is in one measure, spread over its slices. Columns as in gate_power.",
)


if __name__ == "__main__":
    main()
