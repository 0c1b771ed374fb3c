"""The stages of an evaluation on folders of runs; each starts again from the files of the one before.

    run      cases, subject  -> manifest.json, answers.jsonl, set/   (evals.running.runner)
    judge    answers         -> verdicts.jsonl                        (evals.judging.judge)
    score    answers, verdicts -> scores.jsonl
    compare, gate, report    two runs, or one

All but the first two are pure functions of files: the same bytes every time. A run keeps the set that
it was asked from, so that a figure can be followed down long after; another state of the set (gold that
was mended) may be given instead, and then only cases that are asked alike count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path

import orjson

from evals.comparing import Arm, Comparison, compare
from evals.exchange.imported import IMPORTED, Imported, imported_measures, imported_scores
from evals.gate import Decision, Gated, Rules, decide, family
from evals.judging.asks import Ask
from evals.judging.scores import JUDGED, judged_scores
from evals.judging.verdicts import VERDICTS, Verdict, labels
from evals.measures.measure import Measure, Score
from evals.measures.registry import MEASURES, by_case, score
from evals.reporting.summary import of_pair, of_run
from evals.reporting.told import Report
from evals.running.files import read_rows, write_whole
from evals.running.rows import AnswerRow, Manifest, case_digest
from evals.running.runner import SET, read_answers, read_manifest
from evals.sets.folder import CaseSet, read_set
from evals.slices import WHOLE, Slice, slices

SCORES = "scores.jsonl"
BASELINES = Path(__file__).parent / "data" / "baselines"
"""Runs that come with the project, named as their sets: what its own gate compares with."""
ALL: tuple[Measure, ...] = (*MEASURES, *JUDGED)
"""Every measure of this project."""


@dataclass(frozen=True)
class Run:
    """A run as it lies in its folder. ``judge``: the fingerprint of the judge whose verdicts count; empty
    where nobody judged.
    """

    folder: Path
    manifest: Manifest
    cases: CaseSet
    rows: Sequence[AnswerRow]
    judge: str = ""

    @cached_property
    def scores(self) -> list[Score]:
        """Every score, in a fixed order; those that take a judge only where one judged."""
        cases, register = self.cases.cases, self.cases.register
        found = score(cases, self.rows, register, self.manifest)
        if self.judge:
            rows = by_case(cases, self.rows, self.manifest)
            found += judged_scores(cases, rows, self.labels, register)
        return found + imported_scores(cases, self.manifest.repeats, self.imported)

    @cached_property
    def imported(self) -> list[Imported]:
        """What other tools said of this run."""
        return [
            one for one in read_rows(self.folder / IMPORTED, Imported) if one.run == self.manifest.fingerprint
        ]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure that this run has scores of, or could have."""
        judged = JUDGED if self.judge else ()
        return (*MEASURES, *judged, *imported_measures(self.imported))

    @cached_property
    def labels(self) -> dict[tuple[str, int], dict[Ask, str | None]]:
        """What the judge said, by case and repeat."""
        return labels(self.rows, self.verdicts, self.judge)

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The verdicts of every judge."""
        return read_rows(self.folder / VERDICTS, Verdict)

    @property
    def arm(self) -> Arm:
        """For a comparison."""
        return Arm(self.manifest, self.cases.cases, self.rows, self.scores)


def open_run(folder: Path, cases: CaseSet | None = None, judge: str = "") -> Run:
    """The run in a folder, with the set it kept or another state of it. ``judge``: a fingerprint; without
    one the last judge of the folder. Raise ``BadRequest`` where the folder holds no run.
    """
    manifest = read_manifest(folder)
    known = cases if cases is not None else read_set(folder / SET)
    chosen = judge or _last_judge(read_rows(folder / VERDICTS, Verdict))
    return Run(folder, manifest, known, read_answers(folder), chosen)


def _last_judge(verdicts: Iterable[Verdict]) -> str:
    last = ""
    for verdict in verdicts:
        last = verdict.judge
    return last


def write_scores(run: Run) -> Path:
    """Write ``scores.jsonl``, a line a score, and say where."""
    path = run.folder / SCORES
    lines = (orjson.dumps(asdict(one), option=orjson.OPT_SORT_KEYS).decode() for one in run.scores)
    write_whole(path, "".join(f"{line}\n" for line in lines))
    return path


ANY_VERSION = ("version", "commit", "prompts", "url", "models", "library", "edition")
"""In what a whole version of the project may differ, the library and the models that it ships included."""

UNDER_TEST = ("version", "commit", "prompts", "url")
"""In what two versions of this code may differ, where nobody says what is under test: the code itself, and
the address that it answers at. Settings, models and the library are no part of it.
"""


@dataclass(frozen=True)
class Terms:
    """What a gate is asked. ``under_test``: names of fields as ``comparing.differing`` gives them.
    ``primary``: the measure that matters most; by default that of what the runs are of. ``gated``:
    slices that must be shown to hold, beside the whole; slices by kind are watched in any case.
    ``margins``: by the names of measures. ``sighted``: refuse to pass what the set is too small to see.
    """

    under_test: Collection[str] = UNDER_TEST
    primary: str | None = None
    gated: Sequence[Slice] = ()
    margins: Mapping[str, float] = field(default_factory=dict)
    sighted: bool = False


def compared(baseline: Run, candidate: Run) -> Comparison:
    """Two runs joined, both scored by the candidate's state of the cases that they share: a set whose gold
    was mended since the baseline is no change of the service. What a judge or another tool said
    counts only where it was the same for both.
    """
    before = _by_newer(baseline, candidate)
    shared = {one.id for one in before.measures} & {one.id for one in candidate.measures}
    if before.judge != candidate.judge:
        shared -= {one.id for one in JUDGED}
    both = [one for one in candidate.measures if one.id in shared]
    return compare(_only(before, shared), _only(candidate, shared), both)


def _by_newer(baseline: Run, candidate: Run) -> Run:
    """The baseline with the candidate's state of every case that was asked alike, and its register."""
    if baseline.cases.digest == candidate.cases.digest:
        return baseline
    newer = {(case.id, case_digest(case)): case for case in candidate.cases.cases}
    cases = tuple(newer.get((case.id, case_digest(case)), case) for case in baseline.cases.cases)
    return replace(baseline, cases=replace(baseline.cases, cases=cases, register=candidate.cases.register))


def _only(run: Run, measures: Collection[str]) -> Arm:
    return replace(run.arm, scores=[one for one in run.scores if one.measure in measures])


def gated(comparison: Comparison, terms: Terms = Terms()) -> tuple[Gated, ...]:
    """The family of figures that the gate decides by; raise ``BadRequest``."""
    kinds = [cut for cut in slices(comparison.baseline.scores) if cut.by == "kind"]
    cuts = list(dict.fromkeys((WHOLE, *kinds, *terms.gated)))
    primary = terms.primary if terms.primary is not None else _primary(comparison)
    found = family(comparison, cuts=cuts, primary=primary, margins=terms.margins, watch_slices=True)
    own = tuple(replace(one, watched=False) if one.slice in terms.gated else one for one in found)
    there = {one.slice for one in own}
    return (*own, *(Gated(one.measure, cut) for one in own[:1] for cut in terms.gated if cut not in there))


def _primary(comparison: Comparison) -> str:
    """What matters most: that the right unit is cited, of a ranking its quality; nothing where neither
    was measured.
    """
    there = {comparison.measures[one.measure].name for one in comparison.baseline.scores}
    return next((name for name in ("pinpoint", "ndcg@10") if name in there), "")


def gate(comparison: Comparison, terms: Terms = Terms()) -> Decision:
    """Whether the candidate may go live; raise ``BadRequest``."""
    rules = Rules(under_test=terms.under_test, sighted=terms.sighted)
    return decide(comparison, gated(comparison, terms), rules)


def report_of(
    candidate: Run, comparison: Comparison | None = None, decision: Decision | None = None
) -> Report:
    """The report of a run, or of a comparison whose candidate it is."""
    register = candidate.cases.register
    if comparison is None:
        return of_run(candidate.arm, register, candidate.measures)
    return of_pair(comparison, register, decision)
