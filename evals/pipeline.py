"""The stages of an evaluation on folders of runs; each starts again from the files of the one before.

    run      cases, subject  -> manifest.json, answers.jsonl, set/   (evals.running.runner)
    judge    answers         -> verdicts.jsonl                        (evals.judging.judge)
    score    answers, verdicts -> scores.jsonl
    compare, gate, report    two runs, or one

All but the first two are pure functions of files: the same bytes every time. A run keeps the set that
it was asked from, so that a figure can be followed down long after; another state of the set (gold that
was mended) may be given instead, and then only cases that are asked alike count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import orjson

from evals.comparing import Arm
from evals.judging.asks import Ask
from evals.judging.scores import JUDGED, judged_scores
from evals.judging.verdicts import VERDICTS, Verdict, labels
from evals.measures.measure import Measure, Score
from evals.measures.registry import MEASURES, by_case, score
from evals.running.files import read_rows, write_whole
from evals.running.rows import AnswerRow, Manifest
from evals.running.runner import SET, read_answers, read_manifest
from evals.sets.folder import CaseSet, read_set

SCORES = "scores.jsonl"
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
        if not self.judge:
            return found
        rows = by_case(cases, self.rows, self.manifest)
        return [*found, *judged_scores(cases, rows, self.labels, register)]

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
