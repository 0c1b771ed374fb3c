"""What stands in each section of the page: rows of words with their pictures, from a report's data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.domain.answer import Outcome
from evals.reporting import pictures
from evals.reporting.pictures import Dot
from evals.reporting.told import (
    CaseTold,
    ContrastTold,
    FigureTold,
    FlipTold,
    MeasureTold,
    OutcomeCell,
    Report,
    RunTold,
)
from evals.reporting.wording import Say

_FIRST = ("pinpoint", "ndcg@10")
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)
_SHADES = 6
_SIDE_BY_SIDE = 12
"""Cases that are shown open under what got worse."""


@dataclass(frozen=True)
class Row:
    """A line of a table: its name with a ``note`` below, its words, its picture (markup). ``tone``:
    ``good``, ``bad``, ``warn`` or nothing, shown at the first of its words.
    """

    name: str
    cells: tuple[str, ...]
    picture: str = ""
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    name: str
    rows: tuple[Row, ...]
    axis: str = ""


@dataclass(frozen=True)
class Heat:
    """A cell of a heat table; ``kind``: a class, ``right-3``, ``wrong-1``, or nothing."""

    n: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """A case of the list, with both arms in a comparison. ``value``: of the first measure; ``gain``:
    of all gated measures, for sorting; ``at``: its place in the list, by which it is pointed at.
    """

    at: int
    case: CaseTold
    before: CaseTold | None
    stage: str
    stages: str
    value: str
    ms: float
    worse: int

    @property
    def anchor(self) -> str:
        """What links to it name."""
        return f"case-{self.at}"


class Views:
    """The sections of a report in one language."""

    def __init__(self, report: Report, say: Say) -> None:
        self.report, self.say = report, say
        self.run, self.old = report.candidate, report.baseline

    @property
    def by_id(self) -> dict[str, MeasureTold]:
        """The measures by id."""
        return {one.id: one for one in self.run.measures}

    def sections(self) -> list[str]:
        """The names of the sections that there are, in order."""
        run, compared = self.run, self.report.compared
        there = {
            "decision": compared is not None and compared.decision is not None,
            "overview": True,
            "differences": compared is not None,
            "worse_first": compared is not None,
            "measures": True,
            "slices": bool(self.gated),
            "flips": bool(run.flips),
            "outcomes": bool(run.outcomes),
            "blame": True,
            "latency": True,
            "robust": bool(run.robust),
            "coverage": True,
            "subject": True,
            "cases": True,
        }
        return [name for name, is_there in there.items() if is_there]

    # --- figures

    @property
    def first(self) -> MeasureTold | None:
        """The measure that a case is told by: what an answer cites, else the ranking."""
        by_name = {one.name: one for one in self.run.measures}
        return next((by_name[name] for name in _FIRST if name in by_name), next(iter(self.gated), None))

    @property
    def gated(self) -> list[MeasureTold]:
        """The gated measures that are shares."""
        return [one for one in self.run.measures if one.gated and one.percent]

    def tiles(self) -> list[Row]:
        """The gated measures over all cases."""
        return [
            self._figure(one, figure) for one in self.gated if (figure := self.run.figure(one.id)) is not None
        ]

    def measures(self) -> list[Row]:
        """Every measure over all cases; counts of zero tolerance have a section of their own."""
        return [
            self._figure(one, figure)
            for one in self.run.measures
            if not one.zero_tolerance and (figure := self.run.figure(one.id)) is not None
        ]

    def _figure(self, one: MeasureTold, figure: FigureTold, name: str = "") -> Row:
        say, old = self.say, self._old(figure)
        before = [say.amount(old.mean if old else None, one)] if self.old else []
        cells = (str(figure.n), *before, say.amount(figure.mean, one), say.interval(figure, one))
        return Row(name or say.words(one.title), cells, self._dots(one, figure, old), note=self._way(one))

    def _way(self, one: MeasureTold) -> str:
        """Told where it is not the usual one."""
        return "" if one.higher_is_better else self.say("lower")

    def _old(self, figure: FigureTold) -> FigureTold | None:
        return self.old.figure(figure.measure, figure.by, figure.value) if self.old else None

    def _dots(self, one: MeasureTold, figure: FigureTold, old: FigureTold | None) -> Markup:
        if not one.percent or figure.mean is None:
            return Markup("")
        some = [Dot(figure.mean, figure.low, figure.high, "new")]
        if old is not None and old.mean is not None:
            some.insert(0, Dot(old.mean, old.low, old.high, "old"))
        return pictures.dots(some, pictures.SHARES, _GRID)

    def share_axis(self) -> Markup:
        """The words above pictures of shares."""
        return pictures.axis(pictures.SHARES, [(value, self.say.percent(value)) for value in (0, 0.5, 1)])

    def sliced(self) -> list[tuple[str, list[Group]]]:
        """For each gated measure its figures by slice, a group for each way to cut."""
        first = self.first
        order = sorted(self.gated, key=lambda one: one != first)
        return [(self.say.words(one.title), list(self._groups(one))) for one in order]

    def _groups(self, one: MeasureTold) -> Iterator[Group]:
        own = [figure for figure in self.run.figures if figure.measure == one.id]
        for by in dict.fromkeys(figure.by for figure in own if figure.by):
            some = [figure for figure in own if figure.by == by]
            if len(some) > 1:
                rows = tuple(self._figure(one, figure, self.say.value(by, figure.value)) for figure in some)
                yield Group(self.say.of("slice", by), rows)

    # --- counts, flips, outcomes, stages

    def counts(self) -> list[tuple[Row, list[tuple[str, str, str]]]]:
        """Each count of zero tolerance with its marks: case, how many, words."""
        found = []
        for count in self.run.counts:
            one = self.run.measure(count.measure)
            before = (
                next((old.total for old in self.old.counts if old.measure == one.id), None)
                if self.old
                else None
            )
            cells = tuple(self.say.number(value, 0) for value in (before, count.total) if value is not None)
            tone = "bad" if count.total else "good"
            marks = [(mark.case, self.say.number(mark.value, 0), mark.why) for mark in count.marks]
            found.append((Row(self.say.words(one.title), cells, tone=tone), marks))
        return found

    def flips(self) -> dict[str, tuple[int, int | None]] | None:
        """Pairs by cell, of this run and the baseline; ``None`` where the set has no pairs."""
        if not self.run.flips:
            return None
        return {
            cell: (_cells(self.run, cell), _cells(self.old, cell) if self.old else None)
            for cell in ("right", "stale", "too_recent", "wrong")
        }

    def lost_pairs(self) -> list[FlipTold]:
        """The pairs of which a side is wrong."""
        return [one for one in self.run.flips if one.cell != "right"]

    def outcomes(self) -> tuple[list[str], list[tuple[str, list[Heat]]]]:
        """The columns, and for each expectation its cells."""
        cells = self.run.outcomes
        given = sorted({one.given for one in cells}, key=_outcome)
        rows = []
        for expected in sorted({one.expected for one in cells}, key=lambda names: [*map(_outcome, names)]):
            own = {one.given: one for one in cells if one.expected == expected}
            total = sum(one.n for one in own.values())
            name = " / ".join(self.say.of("outcome", one) for one in expected)
            rows.append((name, [_heat(own.get(one), total) for one in given]))
        return [self.say.of("outcome", one) for one in given], rows

    def blame(self) -> list[Row]:
        """The stages, those that lost nothing left out, and what share of what was lost each has."""
        wrong = sum(one.n for one in self.run.blame if one.stage != "right")
        before = {one.stage: one.n for one in self.old.blame} if self.old else {}
        rows = []
        for one in self.run.blame:
            if one.stage == "right" or not (one.n or before.get(one.stage)):
                continue
            cells = (*([str(before.get(one.stage, 0))] if self.old else []), str(one.n))
            picture = pictures.bar(one.n / wrong if wrong else 0, "bad")
            rows.append(Row(self.say.of("stage", one.stage), cells, picture))
        return rows

    def stages(self) -> Markup:
        """What was lost and what was not, in one bar."""
        right, looked_at = self.right()
        share = right / looked_at if looked_at else 0.0
        return pictures.stacked([(share, "s-right"), (1 - share, "s-lost")])

    def right(self) -> tuple[int, int]:
        """Askings that lost nothing, and all that were looked at."""
        return next(one.n for one in self.run.blame if one.stage == "right"), sum(
            one.n for one in self.run.blame
        )

    # --- time, cost, coverage, variants

    def histogram(self) -> Markup:
        """The time of answers, the edges named so that a phone has room for them."""
        bins = self.run.times.bins
        edges = [*(one.start for one in bins), *([bins[-1].end] if bins else [])]
        every = max(1, -(-len(bins) // 5))
        words = [self._ms(edge) if at % every == 0 else "" for at, edge in enumerate(edges)]
        return pictures.histogram(bins, words)

    def _ms(self, value: float) -> str:
        if value < 1000:
            return f"{self.say.number(value, 0 if value >= 10 else 1)} ms"
        return f"{self.say.number(value / 1000, 1)} s"

    def quantiles(self) -> list[Row]:
        """Quantiles of time, of the baseline first."""
        told = {"p50": self.say("median"), "p90": "90 %", "p95": "95 %", "p99": "99 %"}
        told["max"] = self.say("slowest")
        runs = [run for run in (self.old, self.run) if run is not None]
        return [
            Row(
                word,
                tuple(
                    self._ms(run.times.quantiles[name]) if name in run.times.quantiles else "–"
                    for run in runs
                ),
            )
            for name, word in told.items()
        ]

    def spent(self) -> list[Row]:
        """Tokens and cost; nothing where no model was used."""
        runs = [run for run in (self.old, self.run) if run is not None]
        if not any(run.spent.answers for run in runs):
            return []
        names = (("calls", "calls"), ("tokens_in", "prompt_tokens"), ("tokens_out", "completion_tokens"))
        rows = [
            Row(self.say(word), tuple(self.say.number(getattr(run.spent, name), 0) for run in runs))
            for word, name in names
        ]
        return [*rows, Row(self.say("cost"), tuple(self._cost(run) for run in runs))]

    def _cost(self, run: RunTold) -> str:
        told = [f"{self.say.number(cost, 4)} {currency}".strip() for currency, cost in run.spent.cost.items()]
        unpriced = [f"{run.spent.unpriced} × {self.say('no_price')}"] if run.spent.unpriced else []
        return ", ".join([*told, *unpriced]) or "–"

    def coverage(self) -> list[Row]:
        """Askings wanted, answered, failed, absent."""
        runs = [run for run in (self.old, self.run) if run is not None]
        names = ("wanted", "answered", "failed", "absent")
        rows = [
            Row(self.say(name), tuple(str(getattr(run.coverage, name)) for run in runs)) for name in names
        ]
        kinds = sorted({kind for run in runs for kind in run.coverage.failures})
        return [
            *rows,
            *(
                Row(f"· {kind}", tuple(str(run.coverage.failures.get(kind, 0)) for run in runs))
                for kind in kinds
            ),
        ]

    def robust(self) -> tuple[list[Row], Markup]:
        """Variants against their base, measure by measure, and the axis above."""
        some = [one for one in self.run.robust if one.losses or self.run.measure(one.measure).gated]
        scale = pictures.around([end for one in some for end in (one.gain, one.low or 0, one.high or 0)])
        rows = []
        for one in some:
            measure = self.run.measure(one.measure)
            picture = pictures.dots(
                [Dot(one.gain, one.low, one.high, _tone(one.low, one.high))], scale, zero=0
            )
            cells = (
                str(one.n),
                self.say.amount(one.base, measure),
                self.say.amount(one.variant, measure),
                self.say.change(one.gain, measure),
                str(len(one.losses)),
            )
            rows.append(Row(self.say.words(measure.title), cells, picture))
        return rows, self._gain_axis(scale)

    # --- comparing

    def _gain_axis(self, scale: pictures.Scale) -> Markup:
        ends = (round(scale.start * 0.9, 3), 0.0, round(scale.end * 0.9, 3))
        marks = [(end, ("+" if end > 0 else "") + self.say.number(100 * end, 1)) for end in ends]
        return pictures.axis(scale, marks)

    def differences(self) -> tuple[list[Row], Markup]:
        """All measures that are shares over all joined cases, and the axis."""
        own = [one for one in self._contrasts() if not one.by]
        return self._differences(own, lambda one: self.say.words(self.run.measure(one.measure).title))

    def sliced_differences(self) -> list[tuple[str, list[Row], Markup]]:
        """For each gated measure its differences by slice."""
        found = []
        for measure in self.gated:
            own = [one for one in self._contrasts() if one.by and one.measure == measure.id]
            rows, axis = self._differences(own, lambda one: self.say.slice(one.by, one.value))
            found.append((self.say.words(measure.title), rows, axis))
        return found

    def _contrasts(self) -> list[ContrastTold]:
        compared = self.report.compared
        return [
            one for one in (compared.contrasts if compared else ()) if self.run.measure(one.measure).percent
        ]

    def _chance(self, one: ContrastTold) -> str:
        """The probability, adjusted where the figure is gated."""
        return self.say.chance(one.p) if one.adjusted is None else f"{self.say.chance(one.adjusted)}*"

    def _differences(
        self, own: Sequence[ContrastTold], name: Callable[[ContrastTold], str]
    ) -> tuple[list[Row], Markup]:
        scale = pictures.around([end for one in own for end in (one.gain, one.low or 0.0, one.high or 0.0)])
        rows = []
        for one in own:
            measure = self.run.measure(one.measure)
            tone = _tone(one.low, one.high)
            cells = (
                self.say.change(one.gain, measure),
                self.say.ends(self.say.change(one.low, measure), self.say.change(one.high, measure)),
                self.say.amount(one.baseline, measure),
                self.say.amount(one.candidate, measure),
                self._chance(one),
                self.say.number(None if one.smallest is None else 100 * one.smallest, 1, fixed=True),
            )
            picture = pictures.dots([Dot(one.gain, one.low, one.high, tone)], scale, zero=0)
            note = f"{one.n} {self.say('some')} · {one.better} ↑ · {one.worse} ↓"
            rows.append(Row(name(one), cells, picture, tone, note))
        return rows, self._gain_axis(scale)

    def changes(self) -> list[tuple[str, Markup, str]]:
        """Sorted columns of each gated measure, and how many are better, worse, unchanged."""
        compared, found = self.report.compared, []
        for measure in self.gated if compared else ():
            own = [(one.case, one.gain) for one in compared.changes if one.measure == measure.id]  # type: ignore[union-attr]
            whole = next((one for one in self._contrasts() if one.measure == measure.id and not one.by), None)
            if own and whole:
                same = whole.n - whole.better - whole.worse
                words = (
                    f"{self.say('worse')}: {whole.worse} · {self.say('better')}: {whole.better} · "
                    f"{self.say('unchanged')}: {same}"
                )
                found.append((self.say.words(measure.title), pictures.changes(own), words))
        return found

    def gate(self) -> list[Row]:
        """The figures that the gate looked at."""
        compared = self.report.compared
        if compared is None or compared.decision is None:
            return []
        return [
            Row(
                f"{self.say.words(measure.title)} ({self.say.slice(one.by, one.value).lower()})",
                (
                    self.say.of("state", one.state),
                    str(one.n),
                    self.say.change(one.gain, measure),
                    self.say.change(one.low, measure),
                    self.say.change(-one.margin, measure),
                    self.say.chance(one.adjusted),
                    self.say.change(one.smallest, measure).removeprefix("+"),
                ),
                tone={"held": "good", "dropped": "bad"}.get(one.state, "warn"),
            )
            for one in compared.decision.items
            for measure in (self.run.measure(one.measure),)
        ]

    # --- cases

    def entries(self) -> list[Entry]:
        """The cases: what got worse first, then what went wrong, then the rest in the set's order."""
        compared = self.report.compared
        worse = {case: at for at, case in enumerate(compared.worst)} if compared else {}
        old = {case.id: case for case in self.old.cases} if self.old else {}
        far = len(self.run.cases)
        order = sorted(
            enumerate(self.run.cases),
            key=lambda pair: (worse.get(pair[1].id, far), not _wrong(pair[1]), pair[0]),
        )
        return [
            self._entry(at, case, old.get(case.id), worse.get(case.id, far))
            for at, (_, case) in enumerate(order, 1)
        ]

    def _entry(self, at: int, case: CaseTold, before: CaseTold | None, worse: int) -> Entry:
        stages = [one.stage for one in case.askings if one.stage]
        first = self.first
        values = [one.values[first.id] for one in case.askings if first and first.id in one.values]
        value = self.say.amount(sum(values) / len(values), first) if values and first else ""
        return Entry(
            at,
            case,
            before,
            next((one for one in stages if one != "right"), stages[0] if stages else ""),
            " ".join(dict.fromkeys(stages)),
            value,
            max((one.ms or 0.0 for one in case.askings), default=0.0),
            worse,
        )

    def anchors(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Where each case stands in the page."""
        return {entry.case.id: entry.anchor for entry in entries}

    def kinds(self) -> list[str]:
        """The kinds of cases that there are."""
        return sorted({case.slices["kind"] for case in self.run.cases if "kind" in case.slices})

    def side_by_side(self, entries: Sequence[Entry]) -> list[Entry]:
        """The cases that got worse most."""
        compared = self.report.compared
        return list(entries[: min(_SIDE_BY_SIDE, len(compared.worst))]) if compared else []


_OUTCOMES = [outcome.value for outcome in Outcome]


def _outcome(name: str) -> int:
    """The place of an outcome; what did not come stands last."""
    return _OUTCOMES.index(name) if name in _OUTCOMES else len(_OUTCOMES)


def _tone(low: float | None, high: float | None) -> str:
    """Whether an interval leaves zero out, and on which side it is."""
    if low is None or high is None:
        return "even"
    return "good" if low > 0 else "bad" if high < 0 else "even"


def _cells(run: RunTold, cell: str) -> int:
    return sum(one.cell == cell for one in run.flips)


def _heat(cell: OutcomeCell | None, total: int) -> Heat:
    if cell is None:
        return Heat("", "")
    shade = min(_SHADES, 1 + int(cell.n / total * _SHADES))
    return Heat(str(cell.n), f"{'right' if cell.right else 'wrong'}-{shade}")


def _wrong(case: CaseTold) -> bool:
    return any(one.stage not in ("right", "") for one in case.askings)
