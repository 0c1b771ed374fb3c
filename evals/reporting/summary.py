"""The door to what a report says: of one run, or of one against another.

The same files give the same report to the last digit; what is told of time was measured when asking.
"""

from collections.abc import Sequence

from threadpoolctl import threadpool_limits

from evals.comparing import Arm, Comparison
from evals.gate import Decision
from evals.measures.measure import Measure
from evals.measures.registry import MEASURES
from evals.register import Register
from evals.reporting import pair, run
from evals.reporting.told import Report
from evals.statistics.bootstrap import DRAWS

_THREADS = 1
"""Resampling multiplies thousands of narrow matrices: more threads only wait for each other (on two cores
it takes half the time with one)."""


def of_run(
    arm: Arm, register: Register, measures: Sequence[Measure] = MEASURES, *, draws: int = DRAWS
) -> Report:
    """The report of a run. ``measures``: those that may have scores, in the order they are told in."""
    with threadpool_limits(_THREADS):
        return Report(candidate=run.told(arm, register, _scored(measures, arm), draws))


def of_pair(
    comparison: Comparison, register: Register, decision: Decision | None = None, *, draws: int = DRAWS
) -> Report:
    """The report of a candidate against its baseline, with the gate's decision where it was asked."""
    measures = _scored(tuple(comparison.measures.values()), comparison.baseline, comparison.candidate)
    with threadpool_limits(_THREADS):
        return Report(
            candidate=run.told(comparison.candidate, register, measures, draws),
            baseline=run.told(comparison.baseline, register, measures, draws),
            compared=pair.told(comparison, decision, draws),
        )


def _scored(measures: Sequence[Measure], *arms: Arm) -> list[Measure]:
    """Those that some run has a score of."""
    seen = {score.measure for arm in arms for score in arm.scores}
    return [one for one in measures if one.id in seen]
