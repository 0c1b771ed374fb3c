"""Whether a version may go live: pass, regression, or not to be told from these runs.

Two errors are kept apart, each at ``alpha``, and what lies between is called unmeasurable and not guessed:

- **Pass** where every gated figure is *shown* not to have dropped by the margin: the lower bound
  (one-sided, paired, resampled by cluster) of candidate minus baseline is above minus the margin. All
  must be shown, so none needs a correction: a version that lost the whole margin somewhere passes in at
  most ``alpha`` of all tries, however many are gated (an intersection-union test, Berger 1982).
- **Regression** where a figure that is not so shown is *shown* to have dropped: the paired exact test,
  signs flipped by cluster, adjusted by Holm over the family. A version as good as the baseline is
  called worse in at most ``alpha`` of all tries, however many are gated. Also where a count of zero
  tolerance rose: that is no estimate.
- **Unmeasurable** where neither is shown, where the arms differ in more than the thing under test,
  where under 98 % was asked, where a slice is empty. The words say how many cases it would take.

With no margin nothing passes that is not better; with Holm on the bounds more alarms would be false, not
fewer. The test is the exact one: mid-p finds two or three drops more in a hundred, but keeps its alpha only
on the average (``evals/benchmarks/gate_power.py`` has the figures of all this). Shares of
alpha that Holm gives need not be equal: of one measure that matters most a drop of the margin in 400 cases
is found only if it has most of alpha, and the others lose little by it, since the point at which a test
fires moves slowly. A slice of 100 cases cannot show what 400 can, so slices have a wider margin.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import fsum, isfinite

from assistant.errors import BadRequest
from evals.comparing import Comparison, Contrast, Differing, beyond, contrast
from evals.gate_words import Reason, ReasonKind
from evals.measures.measure import Better, Measure, Score, Sort
from evals.slices import WHOLE, Slice, slices
from evals.statistics.bootstrap import DRAWS, SEED
from evals.statistics.pairs import holm
from evals.statistics.power import needed, smallest_drop

MARGIN, SLICE_MARGIN = 0.05, 0.10
_FIRST = 4.0
"""The primary measure's share of alpha, against all the others together."""


class Verdict(StrEnum):
    """What the gate says."""

    PASS = "pass"  # noqa: S105  no password
    REGRESSION = "regression"
    UNMEASURABLE = "unmeasurable"


EXIT: Mapping[Verdict, int] = {Verdict.PASS: 0, Verdict.REGRESSION: 1, Verdict.UNMEASURABLE: 2}
"""The exit code of a command."""


class State(StrEnum):
    """What came of one gated figure. ``HELD``: shown not to have dropped by the margin; ``DROPPED``:
    shown to have dropped; ``OPEN``: neither. ``BLIND``: held, by a set that could not have seen a drop
    of the margin (only with ``Rules.sighted``). ``UNCOVERED``, ``EMPTY``: not looked at.
    """

    HELD = "held"
    DROPPED = "dropped"
    OPEN = "open"
    BLIND = "blind"
    UNCOVERED = "uncovered"
    EMPTY = "empty"


@dataclass(frozen=True)
class Gated:
    """A figure that may not drop: a measure's id and a slice. ``margin``: the drop that is borne, in the
    measure's own unit. ``weight``: its share of alpha. ``watched``: it need not be shown to hold, it must
    only not be shown to have dropped; for slices too small to show anything.
    """

    measure: str
    slice: Slice = WHOLE
    margin: float = MARGIN
    weight: float = 1.0
    watched: bool = False


@dataclass(frozen=True)
class Rules:
    """How the gate decides. ``under_test``: names of the fields in which the arms may differ, as
    ``comparing.differing`` gives them (``prompts`` stands for all prompts). ``coverage``: the least share
    that must have been asked. ``sighted``: refuse to pass what a set is too small to see.
    """

    under_test: Collection[str] = ()
    alpha: float = 0.05
    coverage: float = 0.98
    power: float = 0.9
    sighted: bool = False
    draws: int = DRAWS
    seed: int = SEED


@dataclass(frozen=True)
class Item:
    """A gated figure with what was found. ``found`` is ``None`` where the slice is empty; its interval
    has the gate's confidence, so that ``found.gain.low`` is the bound that was compared. ``p``: of the
    test, ``adjusted``: by Holm. ``smallest``: the true drop found with the gate's power at this
    figure's share of alpha. ``cases``: how many it takes to see the margin.
    """

    gated: Gated
    found: Contrast | None
    state: State
    p: float = 1.0
    adjusted: float = 1.0
    smallest: float = float("inf")
    cases: int | None = None


@dataclass(frozen=True)
class Rise:
    """A count of zero tolerance: its totals over all askings (for each repeat, where the runs have
    different numbers of them), and the cases where it rose.
    """

    measure: str
    baseline: float
    candidate: float
    cases: tuple[str, ...]

    @property
    def rose(self) -> bool:
        """Whether there are more than before."""
        return self.candidate > self.baseline + 1e-9


@dataclass(frozen=True)
class Decision:
    """The verdict with every reason, those that decide first."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    items: tuple[Item, ...]
    counts: tuple[Rise, ...]
    beyond: tuple[Differing, ...] = field(default=())

    @property
    def exit_code(self) -> int:
        """0 pass, 1 regression, 2 unmeasurable."""
        return EXIT[self.verdict]

    def words(self, language: str = "vi") -> list[str]:
        """The verdict and its reasons, a line each."""
        return [Reason(ReasonKind(self.verdict.value), {}).words(language)] + [
            reason.words(language) for reason in self.reasons
        ]


def family(
    comparison: Comparison,
    *,
    measures: Iterable[Measure] | None = None,
    cuts: Iterable[Slice] | None = None,
    primary: str = "",
    margins: Mapping[str, float] | None = None,
    watch_slices: bool = False,
) -> tuple[Gated, ...]:
    """The gated figures of the baseline: ``measures`` (those marked ``gated`` by default) in ``cuts`` (the
    whole by default), where a case of the baseline counts.

    ``primary``: the name of the measure that has four fifths of alpha in the whole. ``margins``: by the
    name of a measure, for the whole and for slices; one with a unit needs its own.
    ``watch_slices``: slices are watched only. Raise ``BadRequest``.
    """
    known = comparison.measures.values()
    chosen = list(measures) if measures is not None else [one for one in known if one.gated]
    wanted = list(cuts) if cuts is not None else [WHOLE]
    told = margins or {}
    own = {one.id: _cuts(comparison.baseline.scores, one.id) for one in chosen}
    found = [
        (one, Gated(one.id, cut, _margin(one, cut, told), watched=watch_slices and cut != WHOLE))
        for one in chosen
        for cut in wanted
        if cut in own[one.id]
    ]
    return tuple(_weighed(found, primary))


def _cuts(scores: Iterable[Score], measure: str) -> list[Slice]:
    own = [score for score in scores if score.measure == measure]
    return slices(own) if own else []


def _margin(measure: Measure, cut: Slice, margins: Mapping[str, float]) -> float:
    if measure.name in margins:
        return margins[measure.name]
    if measure.unit:
        raise BadRequest(
            f"Thước đo {measure.name} tính bằng {measure.unit}: chưa có mức cho phép giảm.",
            "Cho biết mức đó, ví dụ margins={'ms': 500}.",
        )
    return MARGIN if cut == WHOLE else SLICE_MARGIN


def _weighed(found: Sequence[tuple[Measure, Gated]], primary: str) -> Iterable[Gated]:
    first = [gated for one, gated in found if one.name == primary and gated.slice == WHOLE]
    if primary and not first:
        raise BadRequest(
            f"Thước đo chính {primary} không có trong lần đo này.",
            "Tên thước đo là cột cuối của “hocvu eval score”; thước đo chính phải là một thước đo được kiểm.",
        )
    share = max(1.0, _FIRST * (len(found) - len(first)))
    for _, gated in found:
        weight = share if gated in first else 1.0
        yield replace(gated, weight=weight)


def decide(comparison: Comparison, gated: Sequence[Gated], rules: Rules | None = None) -> Decision:
    """The gate's decision: the same for the same runs."""
    rules = rules or Rules()
    more = beyond(comparison.differs, rules.under_test)
    items, counts = _items(comparison, gated, rules), _counts(comparison)
    broken = [_item_reason(comparison, item, rules) for item in items if _speaks(item)]
    rises = [_rise_reason(comparison, rise) for rise in counts if rise.rose]
    arms = [Reason(ReasonKind.ARMS, {"fields": tuple(one.field for one in more)})] if more else []
    none = [] if items else [Reason(ReasonKind.NOTHING, {})]
    reasons = (*arms, *none, *rises, *_in_order(broken))
    verdict = _verdict(reasons)
    told = reasons or tuple(_item_reason(comparison, one, rules) for one in items if one.gated.slice == WHOLE)
    return Decision(verdict, told, tuple(items), tuple(counts), more)


def _speaks(item: Item) -> bool:
    return item.state is not State.HELD and not (item.gated.watched and item.state is State.OPEN)


_ORDER = (
    ReasonKind.DROPPED,
    ReasonKind.UNCOVERED,
    ReasonKind.EMPTY,
    ReasonKind.OPEN,
    ReasonKind.BLIND,
)


def _in_order(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda reason: _ORDER.index(reason.kind))


def _verdict(reasons: Sequence[Reason]) -> Verdict:
    """Nothing can be said of arms that differ in more; else what is shown to be worse stands, whatever
    else could not be measured.
    """
    kinds = {reason.kind for reason in reasons}
    if not kinds:
        return Verdict.PASS
    if ReasonKind.ARMS not in kinds and kinds & {ReasonKind.DROPPED, ReasonKind.ROSE}:
        return Verdict.REGRESSION
    return Verdict.UNMEASURABLE


def _items(comparison: Comparison, gated: Sequence[Gated], rules: Rules) -> list[Item]:
    """What is empty or not covered stays in the family, with a probability of 1: what is gated was
    decided before.
    """
    found = [
        contrast(
            comparison,
            one.measure,
            one.slice,
            confidence=1 - 2 * rules.alpha,
            draws=rules.draws,
            seed=rules.seed,
        )
        for one in gated
    ]
    whole = fsum(one.weight for one in gated)
    sights = [_sight(comparison, one, whole, rules) for one in gated]
    states = settle(found, gated, [smallest for smallest, _ in sights], rules)
    return [
        Item(one, seen, state, _chance(seen, rules), adjusted, *sight)
        for one, seen, sight, (state, adjusted) in zip(gated, found, sights, states, strict=True)
    ]


def settle(
    found: Sequence[Contrast | None], gated: Sequence[Gated], smallest: Sequence[float], rules: Rules
) -> list[tuple[State, float]]:
    """The state of each of a family, with the probability adjusted by Holm: the rule itself."""
    adjusted = holm([_chance(one, rules) for one in found], [one.weight for one in gated])
    return [
        (_state(one, seen, fair, sight, rules), fair)
        for one, seen, fair, sight in zip(gated, found, adjusted, smallest, strict=True)
    ]


def _chance(found: Contrast | None, rules: Rules) -> float:
    return 1.0 if found is None or found.coverage < rules.coverage else found.tested.p


def _state(gated: Gated, found: Contrast | None, adjusted: float, smallest: float, rules: Rules) -> State:
    if found is None:
        return State.EMPTY
    if found.coverage < rules.coverage:
        return State.UNCOVERED
    same = found.better == found.worse == 0
    if found.gain.low > -gated.margin or (same and gated.margin > 0):
        return State.BLIND if rules.sighted and smallest > gated.margin else State.HELD
    return State.DROPPED if adjusted <= rules.alpha else State.OPEN


def _sight(comparison: Comparison, gated: Gated, whole: float, rules: Rules) -> tuple[float, int | None]:
    """The smallest drop that is found, and the cases that it takes to find the margin."""
    gains = comparison.gains(gated.measure, gated.slice)
    if not gains.n:
        return float("inf"), None
    unit = None if comparison.measures[gated.measure].unit else 1.0
    own = rules.alpha * gated.weight / whole
    smallest = smallest_drop(gains, alpha=own, power=rules.power, unit=unit)
    if gated.margin <= 0:
        return smallest, None
    return smallest, needed(gains, gated.margin, alpha=own, power=rules.power, unit=unit)


def _counts(comparison: Comparison) -> list[Rise]:
    return [
        _rise(comparison, one)
        for one in comparison.measures.values()
        if one.zero_tolerance and one.sort is Sort.COUNT and comparison.of(one.id)
    ]


def _rise(comparison: Comparison, measure: Measure) -> Rise:
    some = comparison.of(measure.id)
    old, new = ([(change.baseline if arm == 0 else change.candidate) for change in some] for arm in range(2))
    alike = all(len(before) == len(after) for before, after in zip(old, new, strict=True))
    totals = [fsum(fsum(values) / (1 if alike else len(values)) for values in arm) for arm in (old, new)]
    if measure.better is Better.HIGHER:
        totals = [-total for total in totals]
    cases = tuple(change.case for change in comparison.worst(measure.id) if change.gain < 0)
    return Rise(measure.id, totals[0], totals[1], cases)


def _rise_reason(comparison: Comparison, rise: Rise) -> Reason:
    return Reason(
        ReasonKind.ROSE,
        {
            "title": comparison.measures[rise.measure].title,
            "baseline": rise.baseline,
            "candidate": rise.candidate,
            "cases": rise.cases,
        },
    )


def _item_reason(comparison: Comparison, item: Item, rules: Rules) -> Reason:
    measure = comparison.measures.get(item.gated.measure)
    said: dict[str, object] = {
        "title": measure.title if measure else {},
        "measure": item.gated.measure,
        "slice": item.gated.slice,
        "unit": measure.unit if measure else "",
        "margin": item.gated.margin,
        "least": rules.coverage,
        "smallest": item.smallest if isfinite(item.smallest) else None,
        "needed": item.cases,
        "adjusted": item.adjusted,
    }
    if item.found is not None:
        said |= {
            "gain": item.found.gain.estimate,
            "low": item.found.gain.low,
            "n": item.found.gain.n,
            "clusters": item.found.gain.clusters,
            "coverage": item.found.coverage,
        }
    return Reason(ReasonKind(item.state.value), said)
