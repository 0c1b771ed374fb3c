"""What is told of two runs: differences with their intervals, the gate's decision, what got worse."""

from collections import defaultdict
from math import fsum

from evals.comparing import Change, Comparison, Contrast, contrast
from evals.gate import Decision, Item
from evals.reporting.told import (
    ChangeTold,
    ComparedTold,
    ContrastTold,
    DecisionTold,
    DifferingTold,
    GatedTold,
    RiseTold,
    rounded,
)
from evals.slices import WHOLE, Slice, slices
from evals.statistics.bootstrap import DRAWS

LANGUAGES = ("vi", "en")
_HEAVY = 1000.0
"""A case where a count of zero tolerance rose stands before all others."""


def told(comparison: Comparison, decision: Decision | None, draws: int = DRAWS) -> ComparedTold:
    """All measures over all joined cases, those that are gated in every slice too."""
    adjusted = _adjusted(decision)
    return ComparedTold(
        differs=tuple(
            DifferingTold(field=one.field, baseline=one.baseline, candidate=one.candidate)
            for one in comparison.differs
        ),
        only_baseline=comparison.only_baseline,
        only_candidate=comparison.only_candidate,
        edited=comparison.edited,
        lost_baseline=len(comparison.lost_baseline),
        lost_candidate=len(comparison.lost_candidate),
        contrasts=tuple(_contrast(one, adjusted) for one in _contrasts(comparison, draws)),
        changes=tuple(_change(one) for name in comparison.measures for one in comparison.worst(name)),
        worst=tuple(_worst(comparison)),
        decision=_decision(decision) if decision else None,
    )


def _contrasts(comparison: Comparison, draws: int) -> list[Contrast]:
    cuts = slices(comparison.baseline.scores)
    wanted = [
        (one.id, cut) for cut in cuts for one in comparison.measures.values() if cut == WHOLE or one.gated
    ]
    found = {key: one for key in wanted if (one := contrast(comparison, *key, draws=draws)) is not None}
    return [found[name, cut] for name in comparison.measures for cut in cuts if (name, cut) in found]


def _contrast(one: Contrast, adjusted: dict[tuple[str, Slice], float]) -> ContrastTold:
    return ContrastTold(
        measure=one.measure,
        by=one.slice.by,
        value=one.slice.value,
        n=one.gain.n,
        clusters=one.gain.clusters,
        baseline=round(one.baseline, 6),
        candidate=round(one.candidate, 6),
        gain=round(one.gain.estimate, 6) + 0.0,
        low=rounded(one.gain.low),
        high=rounded(one.gain.high),
        p=round(one.tested.p, 6),
        adjusted=rounded(adjusted.get((one.measure, one.slice))),
        smallest=rounded(one.smallest),
        coverage=round(one.coverage, 6),
        better=one.better,
        worse=one.worse,
    )


def _adjusted(decision: Decision | None) -> dict[tuple[str, Slice], float]:
    items = decision.items if decision else ()
    return {(one.gated.measure, one.gated.slice): one.adjusted for one in items}


def _change(one: Change) -> ChangeTold:
    return ChangeTold(
        measure=one.measure,
        case=one.case,
        baseline=round(fsum(one.baseline) / len(one.baseline), 6),
        candidate=round(fsum(one.candidate) / len(one.candidate), 6),
        gain=round(one.gain, 6) + 0.0,
        whys=one.why,
    )


def _worst(comparison: Comparison) -> list[str]:
    """By the sum of what gated measures lost; counts of zero tolerance weigh more than all of them."""
    sums: dict[str, list[float]] = defaultdict(list)
    for measure in comparison.measures.values():
        weight = _HEAVY if measure.zero_tolerance else 1.0 if measure.gated and not measure.unit else 0.0
        for change in comparison.of(measure.id) if weight else ():
            sums[change.case].append(weight * change.gain)
    lost = {case: fsum(some) for case, some in sums.items() if fsum(some) < -1e-9}
    return sorted(lost, key=lambda case: (round(lost[case], 9), case))


def _decision(decision: Decision) -> DecisionTold:
    return DecisionTold(
        verdict=decision.verdict.value,
        exit_code=decision.exit_code,
        words={language: tuple(decision.words(language)) for language in LANGUAGES},
        items=tuple(_gated(one) for one in decision.items),
        counts=tuple(
            RiseTold(
                measure=one.measure,
                baseline=round(one.baseline, 6),
                candidate=round(one.candidate, 6),
                rose=one.rose,
                cases=one.cases,
            )
            for one in decision.counts
        ),
    )


def _gated(one: Item) -> GatedTold:
    found = one.found
    return GatedTold(
        measure=one.gated.measure,
        by=one.gated.slice.by,
        value=one.gated.slice.value,
        margin=one.gated.margin,
        state=one.state.value,
        n=found.gain.n if found else 0,
        gain=rounded(found.gain.estimate) if found else None,
        low=rounded(found.gain.low) if found else None,
        p=round(one.p, 6),
        adjusted=round(one.adjusted, 6),
        smallest=rounded(one.smallest),
        cases=one.cases,
        watched=one.gated.watched,
    )
