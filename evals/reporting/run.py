"""What is told of one run: a pure function of its set, its rows and its scores."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, log10

import numpy as np

from assistant.domain.answer import Outcome
from evals.blame import Blame, Stage, blames
from evals.cases import Case
from evals.comparing import Arm
from evals.measures.flips import flips
from evals.measures.measure import Better, Measure, Score, Sort
from evals.measures.registry import by_case
from evals.register import Register
from evals.reporting.cases import cases_told
from evals.reporting.told import (
    Bin,
    BlameTold,
    CountTold,
    CoverageTold,
    FigureTold,
    FlipTold,
    LossTold,
    Mark,
    MeasureTold,
    OutcomeCell,
    RobustTold,
    RunTold,
    SpentTold,
    SubjectTold,
    TimesTold,
    rounded,
)
from evals.running.rows import AnswerRow, Manifest
from evals.slices import WHOLE, Figure, Slice, figures, slices
from evals.statistics.bootstrap import DRAWS, interval
from evals.statistics.clustered import Clustered

Rows = Mapping[tuple[str, int], AnswerRow]
FAILED = "failed"
_QUANTILES = (50, 90, 95, 99)
_BINS_TO_TEN = 5


def told(arm: Arm, register: Register, measures: Sequence[Measure], draws: int = DRAWS) -> RunTold:
    """All of a run. ``measures``: those to tell of; one that the run has no score of has no figure."""
    seen = {score.measure for score in arm.scores}
    used = [one for one in measures if one.id in seen]
    rows = by_case(arm.cases, arm.rows, arm.manifest)
    found = blames(arm.cases, rows, register, retrieval_only=arm.manifest.retrieval_only)
    answered = not arm.manifest.retrieval_only
    return RunTold(
        subject=subject_told(arm.manifest),
        measures=tuple(measure_told(one) for one in measures),
        figures=tuple(_figures(arm.scores, used, draws)),
        counts=tuple(_count(one, arm.scores) for one in used if one.zero_tolerance),
        coverage=_coverage(arm, rows),
        outcomes=tuple(_outcomes(arm.cases, rows)) if answered else (),
        flips=tuple(_flips(arm, rows, register)) if answered else (),
        blame=tuple(_blame(found)),
        times=_times(rows.values()),
        spent=_spent(rows.values()),
        robust=tuple(_robust(arm, used)),
        cases=cases_told(arm.cases, rows, arm.scores, found),
    )


def measure_told(one: Measure) -> MeasureTold:
    """A measure as a report tells it."""
    return MeasureTold(
        id=one.id,
        name=one.name,
        title=dict(one.title),
        higher_is_better=one.better is Better.HIGHER,
        count=one.sort is Sort.COUNT,
        zero_tolerance=one.zero_tolerance,
        gated=one.gated,
        unit=one.unit,
    )


def subject_told(manifest: Manifest) -> SubjectTold:
    """What was asked. Empty fields are not told."""
    fields: dict[str, str] = {}
    for name, value in manifest.subject.model_dump(mode="json").items():
        own = (
            {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else {name: value}
        )
        fields |= {key: str(one) for key, one in sorted(own.items()) if one not in ("", None)}
    return SubjectTold(
        run=manifest.fingerprint,
        set_name=manifest.set_name,
        set_version=manifest.set_version,
        set_digest=manifest.set_digest,
        cases=manifest.cases,
        repeats=manifest.repeats,
        retrieval_only=manifest.retrieval_only,
        started_at=manifest.started_at,
        fields=fields,
        machine=dict(sorted(manifest.machine.items())),
    )


def _figures(scores: Sequence[Score], measures: Sequence[Measure], draws: int) -> list[FigureTold]:
    """Slice by slice, so that resampling is drawn once for all measures of a slice."""
    cuts = slices(scores)
    own: dict[Slice, list[Score]] = defaultdict(list)
    for score in scores:
        for by, value in score.slices.items():
            own[Slice(by, value)].append(score)
    found: dict[tuple[str, Slice], Figure] = {}
    for cut in cuts:
        for figure in figures(scores if cut == WHOLE else own[cut], measures, [cut], draws=draws):
            found[figure.measure, cut] = figure
    order = ((one.id, cut) for one in measures for cut in cuts)
    return [_figure(found[key]) for key in order if key in found]


def _figure(one: Figure) -> FigureTold:
    return FigureTold(
        measure=one.measure,
        by=one.slice.by,
        value=one.slice.value,
        n=one.interval.n,
        clusters=one.interval.clusters,
        rows=one.rows,
        mean=rounded(one.interval.estimate),
        low=rounded(one.interval.low),
        high=rounded(one.interval.high),
        total=rounded(one.total),
        steady=rounded(one.spread.steady) if one.spread else None,
    )


def _count(measure: Measure, scores: Iterable[Score]) -> CountTold:
    own = [score for score in scores if score.measure == measure.id]
    marks = [
        Mark(case=score.case, repeat=score.repeat, value=round(score.value, 6), why=score.why)
        for score in own
        if score.value
    ]
    total = fsum(score.value for score in own)
    marks.sort(key=lambda mark: (-mark.value, mark.case, mark.repeat))
    return CountTold(measure=measure.id, total=round(total, 6), marks=tuple(marks))


def _coverage(arm: Arm, rows: Rows) -> CoverageTold:
    """Rows that ``by_case`` made up are absent, not failed."""
    there = {(row.case, row.digest, row.repeat) for row in arm.rows if row.run == arm.manifest.fingerprint}
    absent = [key for key, row in rows.items() if (row.case, row.digest, row.repeat) not in there]
    gone = set(absent)
    failed = [row.failure for key, row in rows.items() if row.failure is not None and key not in gone]
    return CoverageTold(
        wanted=len(rows),
        answered=len(rows) - len(failed) - len(absent),
        failed=len(failed),
        absent=len(absent),
        failures=dict(sorted(Counter(one.kind.value for one in failed).items())),
    )


def _outcomes(cases: Sequence[Case], rows: Rows) -> list[OutcomeCell]:
    expected = {case.id: tuple(one.value for one in Outcome if one in case.expected) for case in cases}
    seen = Counter((expected[case], _outcome(row)) for (case, _), row in rows.items())
    return [
        OutcomeCell(expected=wanted, given=given, n=n, right=given in wanted)
        for (wanted, given), n in sorted(seen.items())
    ]


def _outcome(row: AnswerRow) -> str:
    return row.answer.outcome.value if row.answer else FAILED


def _flips(arm: Arm, rows: Rows, register: Register) -> list[FlipTold]:
    return [
        FlipTold(pair=one.pair, repeat=one.repeat, older=one.older, later=one.later, cell=one.cell.value)
        for one in flips(arm.cases, rows, arm.manifest.repeats, register)
    ]


def _blame(found: Sequence[Blame]) -> list[BlameTold]:
    by_stage: dict[Stage, list[tuple[str, int]]] = defaultdict(list)
    for one in found:
        by_stage[one.stage].append((one.case, one.repeat))
    return [
        BlameTold(
            stage=stage.value,
            n=len(by_stage[stage]),
            askings=() if stage is Stage.RIGHT else tuple(by_stage[stage]),
        )
        for stage in Stage
    ]


def _times(rows: Iterable[AnswerRow]) -> TimesTold:
    """Of those that were answered; a failure is told under coverage, and counted by the measure."""
    took = np.array(sorted(row.ms for row in rows if row.failure is None), dtype=np.float64)
    if not len(took):
        return TimesTold(n=0, mean=None, quantiles={}, bins=())
    quantiles = {f"p{q}": round(float(np.percentile(took, q)), 3) for q in _QUANTILES}
    quantiles["max"] = round(float(took[-1]), 3)
    return TimesTold(
        n=len(took), mean=rounded(fsum(took) / len(took)), quantiles=quantiles, bins=tuple(_bins(took))
    )


def _bins(took: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Bin]:
    """Bins of one width on a scale of powers of ten: five to a ten."""
    steps = [int(np.floor(log10(max(ms, 0.1)) * _BINS_TO_TEN + 1e-9)) for ms in took]
    seen = Counter(steps)
    return [
        Bin(start=_edge(step), end=_edge(step + 1), n=seen[step])
        for step in range(min(steps), max(steps) + 1)
    ]


def _edge(step: int) -> float:
    return round(float(10 ** (step / _BINS_TO_TEN)), 3)


def _spent(rows: Iterable[AnswerRow]) -> SpentTold:
    used = [row.answer.model for row in rows if row.answer and row.answer.model]
    cost: dict[str, list[float]] = defaultdict(list)
    for one in used:
        if one.cost is not None:
            cost[one.currency].append(one.cost)
    return SpentTold(
        answers=len(used),
        calls=sum(one.calls for one in used),
        prompt_tokens=sum(one.prompt_tokens for one in used),
        completion_tokens=sum(one.completion_tokens for one in used),
        cost={currency: round(fsum(some), 6) for currency, some in sorted(cost.items())},
        unpriced=sum(one.cost is None for one in used),
    )


def _robust(arm: Arm, measures: Sequence[Measure]) -> list[RobustTold]:
    pairs = [(case.id, case.variant_of) for case in arm.cases if case.variant_of]
    clusters = {case.id: case.cluster for case in arm.cases}
    means: dict[str, dict[str, float]] = defaultdict(dict)
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for score in arm.scores:
        values[score.measure, score.case].append(score.value)
    for (measure, case), some in values.items():
        means[measure][case] = fsum(some) / len(some)
    shares = [one for one in measures if not one.unit and one.sort is Sort.MEAN and one.name != FAILED]
    found = (_robust_one(one, means[one.id], pairs, clusters) for one in shares)
    return [one for one in found if one is not None]


def _robust_one(
    measure: Measure,
    means: Mapping[str, float],
    pairs: Sequence[tuple[str, str]],
    clusters: Mapping[str, str],
) -> RobustTold | None:
    own = [(variant, base) for variant, base in pairs if variant in means and base in means]
    if not own:
        return None
    sign = 1.0 if measure.better is Better.HIGHER else -1.0
    gains = [sign * (means[variant] - means[base]) for variant, base in own]
    found = interval(Clustered.of(gains, [clusters[base] for _, base in own]))
    losses = [
        LossTold(case=variant, base=base, gain=round(gain, 6))
        for (variant, base), gain in zip(own, gains, strict=True)
        if gain < -1e-12
    ]
    return RobustTold(
        measure=measure.id,
        n=len(own),
        base=round(fsum(means[base] for _, base in own) / len(own), 6),
        variant=round(fsum(means[variant] for variant, _ in own) / len(own), 6),
        gain=round(found.estimate, 6) + 0.0,
        low=rounded(found.low),
        high=rounded(found.high),
        losses=tuple(sorted(losses, key=lambda one: (one.gain, one.case))),
    )
