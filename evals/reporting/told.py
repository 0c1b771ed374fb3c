"""What a report says, as data: every form of it (HTML, Markdown, CSV, JUnit) is made from this alone.

All of it is JSON, in a fixed order, rounded to six digits after the point; ``None`` stands for what is
not known or not finite. Words are in both languages where code made them, and as given elsewhere.
"""

from collections.abc import Mapping
from datetime import date, datetime
from math import isfinite

from pydantic import BaseModel, ConfigDict

SCHEMA = 1
DIGITS = 6

Words = Mapping[str, str]
"""A text by language, ``vi`` and ``en``."""


def rounded(value: float | None) -> float | None:
    """A figure as it is told; ``None`` where it is none."""
    return None if value is None or not isfinite(value) else round(value, DIGITS) + 0.0


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MeasureTold(_Told):
    """A measure: what its figures mean. ``percent``: its values are shares."""

    id: str
    name: str
    title: Words
    higher_is_better: bool
    count: bool
    zero_tolerance: bool
    gated: bool
    unit: str

    @property
    def percent(self) -> bool:
        """Whether its values are shares of one."""
        return not self.unit and not self.count


class FigureTold(_Told):
    """A measure in a slice (``by`` and ``value`` empty: all cases). ``low``, ``high``: the interval at
    95 %. ``n``: cases; ``rows``: askings; ``total``: over all askings. ``steady``: the share of cases
    asked several times whose repeats agree, ``None`` where none was.
    """

    measure: str
    by: str
    value: str
    n: int
    clusters: int
    rows: int
    mean: float | None
    low: float | None
    high: float | None
    total: float | None
    steady: float | None


class Mark(_Told):
    """One asking at which a count of zero tolerance was not zero."""

    case: str
    repeat: int
    value: float
    why: str


class CountTold(_Told):
    """A count of zero tolerance, with every asking that it counts."""

    measure: str
    total: float
    marks: tuple[Mark, ...]


class OutcomeCell(_Told):
    """How many askings of cases that expect any of ``expected`` came out as ``given`` (``failed`` where
    nothing came); ``right``: it is one of those expected.
    """

    expected: tuple[str, ...]
    given: str
    n: int
    right: bool


class FlipTold(_Told):
    """A pair of one question at two days, and what became of it."""

    pair: str
    repeat: int
    older: str
    later: str
    cell: str


class Bin(_Told):
    """Askings that took from ``start`` until before ``end`` milliseconds."""

    start: float
    end: float
    n: int


class TimesTold(_Told):
    """Milliseconds of the askings that were answered; ``quantiles`` by name (``p50``)."""

    n: int
    mean: float | None
    quantiles: Mapping[str, float]
    bins: tuple[Bin, ...]


class SpentTold(_Told):
    """What models did. ``cost``: by currency; ``unpriced``: askings with a model and without a price."""

    answers: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost: Mapping[str, float]
    unpriced: int


class LossTold(_Told):
    """A variant that did worse than its base: by how much, up is better."""

    case: str
    base: str
    gain: float


class RobustTold(_Told):
    """A measure over variants of cases (the same question in other letters): both means, the mean of
    variant minus base with its interval (up is better).
    """

    measure: str
    n: int
    base: float
    variant: float
    gain: float
    low: float | None
    high: float | None
    losses: tuple[LossTold, ...]


class BlameTold(_Told):
    """A stage, and the askings it lost: case and repeat. For ``right`` only their number."""

    stage: str
    n: int
    askings: tuple[tuple[str, int], ...]


class CoverageTold(_Told):
    """``wanted`` = ``answered`` + ``failed`` + ``absent``; ``failures``: by kind."""

    wanted: int
    answered: int
    failed: int
    absent: int
    failures: Mapping[str, int]


class CitedTold(_Told):
    """A citation as the answer gave it."""

    path: str
    label: str
    status: str
    quote: str


class SaidTold(_Told):
    """A statement with the places of its citations."""

    text: str
    citations: tuple[int, ...]
    part: str


class AskingTold(_Told):
    """What came of asking a case once. ``hits``: the first of the ranking; ``lost``, ``ranks``: as the
    blame names them. ``values``: of measures by id, ``whys``: their words where there are any.
    """

    repeat: int
    outcome: str
    failure: str
    as_of: date | None
    statements: tuple[SaidTold, ...]
    citations: tuple[CitedTold, ...]
    hits: tuple[str, ...]
    made_by: str
    dropped: tuple[str, ...]
    ms: float | None
    stage: str
    lost: tuple[str, ...]
    ranks: tuple[int | None, ...]
    values: Mapping[str, float]
    whys: Mapping[str, str]


class CaseTold(_Told):
    """A case with all that came of it. ``nuggets``: the text and whether it is vital."""

    id: str
    question: str
    history: tuple[str, ...]
    as_of: date
    slices: Mapping[str, str]
    cluster: str
    gold: tuple[tuple[str, ...], ...]
    superseded: tuple[str, ...]
    nuggets: tuple[tuple[str, bool], ...]
    expected: tuple[str, ...]
    pair: str
    variant_of: str
    askings: tuple[AskingTold, ...]


class SubjectTold(_Told):
    """What was asked, and on which set. ``fields``: all that can make an answer differ, by name."""

    run: str
    set_name: str
    set_version: str
    set_digest: str
    cases: int
    repeats: int
    retrieval_only: bool
    started_at: datetime | None
    fields: Mapping[str, str]
    machine: Mapping[str, str]


class RunTold(_Told):
    """All of one run."""

    subject: SubjectTold
    measures: tuple[MeasureTold, ...]
    figures: tuple[FigureTold, ...]
    counts: tuple[CountTold, ...]
    coverage: CoverageTold
    outcomes: tuple[OutcomeCell, ...]
    flips: tuple[FlipTold, ...]
    blame: tuple[BlameTold, ...]
    times: TimesTold
    spent: SpentTold
    robust: tuple[RobustTold, ...]
    cases: tuple[CaseTold, ...]

    def measure(self, name: str) -> MeasureTold:
        """The measure of an id; raise ``KeyError``."""
        for one in self.measures:
            if one.id == name:
                return one
        raise KeyError(name)

    def figure(self, measure: str, by: str = "", value: str = "") -> FigureTold | None:
        """A measure's figure in a slice; ``None`` where no case counts."""
        wanted = (measure, by, value)
        return next((one for one in self.figures if (one.measure, one.by, one.value) == wanted), None)


class ContrastTold(_Told):
    """A measure in a slice, of both runs. ``gain``: candidate minus baseline, up is better, ``low`` and
    ``high`` its interval at 95 %; ``p``: of the paired test that the candidate is worse; ``adjusted``:
    by Holm over the gate's family, ``None`` where the figure is not gated. ``smallest``: the true drop
    that nine of ten such comparisons find.
    """

    measure: str
    by: str
    value: str
    n: int
    clusters: int
    baseline: float
    candidate: float
    gain: float
    low: float | None
    high: float | None
    p: float
    adjusted: float | None
    smallest: float | None
    coverage: float
    better: int
    worse: int


class ChangeTold(_Told):
    """A measure's means for one case before and after; ``gain``: up is better."""

    measure: str
    case: str
    baseline: float
    candidate: float
    gain: float
    whys: tuple[str, str]


class GatedTold(_Told):
    """A figure that the gate looked at. ``low``: the bound that was compared with minus the margin."""

    measure: str
    by: str
    value: str
    margin: float
    state: str
    n: int
    gain: float | None
    low: float | None
    p: float
    adjusted: float
    smallest: float | None
    cases: int | None
    watched: bool


class RiseTold(_Told):
    """A count of zero tolerance in both runs, and the cases where it rose."""

    measure: str
    baseline: float
    candidate: float
    rose: bool
    cases: tuple[str, ...]


class DecisionTold(_Told):
    """The gate's verdict with its reasons, a line for each."""

    verdict: str
    exit_code: int
    words: Mapping[str, tuple[str, ...]]
    items: tuple[GatedTold, ...]
    counts: tuple[RiseTold, ...]


class DifferingTold(_Told):
    """A field in which two runs differ."""

    field: str
    baseline: str
    candidate: str


class ComparedTold(_Told):
    """Two runs, joined. ``changes``: cases that a measure tells apart, what got worse first, for each
    measure. ``worst``: ids of cases that got worse, the worst first, by all gated measures together.
    """

    differs: tuple[DifferingTold, ...]
    only_baseline: tuple[str, ...]
    only_candidate: tuple[str, ...]
    edited: tuple[str, ...]
    lost_baseline: int
    lost_candidate: int
    contrasts: tuple[ContrastTold, ...]
    changes: tuple[ChangeTold, ...]
    worst: tuple[str, ...]
    decision: DecisionTold | None


class Report(_Told):
    """A report of a run (``candidate``), or of one against a ``baseline``."""

    report_schema: int = SCHEMA
    candidate: RunTold
    baseline: RunTold | None = None
    compared: ComparedTold | None = None
