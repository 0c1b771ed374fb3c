"""Two runs, joined by case and repeat: in what they differ, and what came of it case by case.

A case is one where it was asked alike in both (``case_digest``). What is in one set only, or was asked
otherwise, is told and not compared; a row that is not there where its case is in both is a miss.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from evals.cases import Case
from evals.measures.measure import Better, Measure, Score
from evals.running.rows import AnswerRow, FailureKind, Manifest, case_digest
from evals.slices import WHOLE, Slice
from evals.statistics.bootstrap import DRAWS, SEED, Interval, interval
from evals.statistics.clustered import Clustered
from evals.statistics.pairs import Tested, drop
from evals.statistics.power import smallest_drop
from evals.statistics.repeats import Spread, spread

_ALIKE = ("rows_schema", "depth", "retrieval_only", "seed")
"""Of the manifest, beside the subject. Repeats may differ, a case's value is their mean; of the sets
the cases are joined."""
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Arm:
    """A run with its scores, made by ``measures.registry.score``."""

    manifest: Manifest
    cases: Sequence[Case]
    rows: Sequence[AnswerRow]
    scores: Sequence[Score]

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each case as it was asked."""
        return {case.id: case_digest(case) for case in self.cases}

    @cached_property
    def measured(self) -> frozenset[tuple[str, int]]:
        """Cases and repeats that were asked. A service that could not be reached was not; one that
        broke, or took too long, was, and has the worst value.
        """
        run = self.manifest.fingerprint
        return frozenset(
            (row.case, row.repeat)
            for row in self.rows
            if row.run == run
            and self.digests.get(row.case) == row.digest
            and (row.failure is None or row.failure.kind is not FailureKind.CONNECTION)
        )

    @cached_property
    def values(self) -> Mapping[tuple[str, str], Mapping[int, Score]]:
        """Scores by measure and case, then repeat."""
        found: dict[tuple[str, str], dict[int, Score]] = defaultdict(dict)
        for score in self.scores:
            found[score.measure, score.case].setdefault(score.repeat, score)
        return found


@dataclass(frozen=True)
class Differing:
    """A field in which two runs differ, with both values; ``settings.model`` for one setting."""

    field: str
    baseline: str
    candidate: str


@dataclass(frozen=True)
class Change:
    """A measure's values for one case, a value for each repeat. ``gain``: of the mean, up is better.
    ``why``: the words of the first repeat's scores, baseline's and candidate's.
    """

    measure: str
    case: str
    cluster: str
    slices: Mapping[str, str]
    baseline: tuple[float, ...]
    candidate: tuple[float, ...]
    gain: float
    why: tuple[str, str]


@dataclass(frozen=True)
class Contrast:
    """A measure in a slice: both means, and the mean gain (up is better) with its interval. ``tested``:
    the paired test that the candidate is worse. ``smallest``: the true drop that such a set finds in
    nine of ten tries at one-sided 5 %. ``coverage``: the share of askings that took place, of the
    baseline's cases in the slice, in the worse of the two runs. ``better``, ``worse``: cases.
    """

    measure: str
    slice: Slice
    baseline: float
    candidate: float
    gain: Interval
    tested: Tested
    smallest: float
    coverage: float
    better: int
    worse: int
    spreads: tuple[Spread | None, Spread | None]


@dataclass(frozen=True)
class Comparison:
    """Two runs, joined. ``edited``: cases that were asked otherwise in the two sets. ``lost``: cases and
    repeats of both sets that were not asked, by arm. ``changes``: every measure of every joined case.
    """

    baseline: Arm
    candidate: Arm
    measures: Mapping[str, Measure]
    differs: tuple[Differing, ...]
    only_baseline: tuple[str, ...]
    only_candidate: tuple[str, ...]
    edited: tuple[str, ...]
    lost_baseline: tuple[tuple[str, int], ...]
    lost_candidate: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]

    @cached_property
    def _own(self) -> Mapping[str, Sequence[Change]]:
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            found[change.measure].append(change)
        return found

    def of(self, measure: str, cut: Slice = WHOLE) -> list[Change]:
        """The changes of a measure in a slice."""
        return [change for change in self._own.get(measure, ()) if cut.holds(change.slices)]

    def worst(self, measure: str, cut: Slice = WHOLE) -> list[Change]:
        """Those that differ, what got worse first."""
        changed = [change for change in self.of(measure, cut) if change.gain]
        return sorted(changed, key=lambda change: (change.gain, change.case))

    def gains(self, measure: str, cut: Slice = WHOLE) -> Clustered:
        """The gain of each case, by cluster."""
        some = self.of(measure, cut)
        return Clustered.of([change.gain for change in some], [change.cluster for change in some])

    def coverage(self, measure: str, cut: Slice = WHOLE) -> float:
        """As told in ``Contrast``; 0 where the baseline has no such case."""
        cases = _counting(self.baseline, measure, cut)
        joined = cases - {*self.only_baseline, *self.edited}
        return min((_asked(arm, joined, len(cases)) for arm in (self.baseline, self.candidate)), default=0.0)


def compare(baseline: Arm, candidate: Arm, measures: Iterable[Measure]) -> Comparison:
    """Join two runs. Measures that neither run has scores of are nowhere in the result."""
    known = {one.id: one for one in measures}
    old, new = baseline.digests, candidate.digests
    shared = [case for case in old if case in new]
    joined = sorted(case for case in shared if old[case] == new[case])
    return Comparison(
        baseline,
        candidate,
        known,
        differing(baseline.manifest, candidate.manifest),
        tuple(sorted(set(old) - set(new))),
        tuple(sorted(set(new) - set(old))),
        tuple(sorted(set(shared) - set(joined))),
        _lost(baseline, joined),
        _lost(candidate, joined),
        tuple(
            change
            for one in known.values()
            for case in joined
            if (change := _change(one, case, baseline, candidate)) is not None
        ),
    )


def contrast(
    comparison: Comparison,
    measure: str,
    cut: Slice = WHOLE,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Contrast | None:
    """What a measure says of a slice; ``None`` where no joined case counts for it."""
    some = comparison.of(measure, cut)
    if not some:
        return None
    gains, share = comparison.gains(measure, cut), not comparison.measures[measure].unit
    return Contrast(
        measure,
        cut,
        fsum(_mean(change.baseline) for change in some) / len(some),
        fsum(_mean(change.candidate) for change in some) / len(some),
        interval(gains, confidence, draws=draws, seed=seed),
        drop(gains, seed=seed),
        smallest_drop(gains, unit=1.0 if share else None),
        comparison.coverage(measure, cut),
        sum(change.gain > 0 for change in some),
        sum(change.gain < 0 for change in some),
        (
            spread({change.case: change.baseline for change in some}),
            spread({change.case: change.candidate for change in some}),
        ),
    )


def differing(baseline: Manifest, candidate: Manifest) -> tuple[Differing, ...]:
    """Everything in which the arms differ: what was asked, how deep, with which seed."""
    old, new = _fields(baseline), _fields(candidate)
    return tuple(
        Differing(name, old.get(name, ""), new.get(name, ""))
        for name in sorted({*old, *new})
        if old.get(name, "") != new.get(name, "")
    )


def beyond(differs: Iterable[Differing], under_test: Collection[str]) -> tuple[Differing, ...]:
    """What differs beside the thing under test. A name stands for all below it: ``prompts`` for
    ``prompts.official``.
    """
    return tuple(
        one
        for one in differs
        if one.field not in under_test and one.field.partition(".")[0] not in under_test
    )


def _fields(manifest: Manifest) -> dict[str, str]:
    found = {name: str(getattr(manifest, name)) for name in _ALIKE}
    for name, value in manifest.subject.model_dump(mode="json").items():
        if isinstance(value, dict):
            found |= {f"{name}.{key}": str(one) for key, one in value.items()}
        else:
            found[name] = str(value)
    return found


def _lost(arm: Arm, joined: Iterable[str]) -> tuple[tuple[str, int], ...]:
    wanted = ((case, repeat) for case in joined for repeat in range(arm.manifest.repeats))
    return tuple(one for one in wanted if one not in arm.measured)


def _counting(arm: Arm, measure: str, cut: Slice) -> set[str]:
    """The arm's cases that count for a measure in a slice."""
    own = ((case, next(iter(scores.values()))) for (of, case), scores in arm.values.items() if of == measure)
    return {case for case, score in own if case in arm.digests and cut.holds(score.slices)}


def _asked(arm: Arm, joined: Collection[str], cases: int) -> float:
    wanted = cases * arm.manifest.repeats
    there = sum((case, repeat) in arm.measured for case in joined for repeat in range(arm.manifest.repeats))
    return there / wanted if wanted else 0.0


def _change(measure: Measure, case: str, baseline: Arm, candidate: Arm) -> Change | None:
    old, new = (arm.values.get((measure.id, case), {}) for arm in (baseline, candidate))
    told = next(iter([*new.values(), *old.values()]), None)
    if told is None:
        return None
    before, after = (
        tuple(scores[i].value if i in scores else measure.worst for i in range(arm.manifest.repeats))
        for arm, scores in ((baseline, old), (candidate, new))
    )
    gain = _mean(after) - _mean(before)
    gain = gain if abs(gain) > _ROUNDING else 0.0
    return Change(
        measure.id,
        case,
        told.cluster,
        told.slices,
        before,
        after,
        gain if measure.better is Better.HIGHER else -gain,
        (old[0].why if 0 in old else "no row", new[0].why if 0 in new else "no row"),
    )


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
