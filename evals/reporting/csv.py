"""Scores as a sheet: a row for each score, as Excel opens it."""

import csv as sheets
import io
from collections.abc import Iterator

from evals.reporting.told import CaseTold, Report, RunTold

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a sheet would work out (OWASP, CSV Injection); full-width forms too, which Excel folds."""

_HEADS = (
    "arm", "run", "measure", "title", "case", "repeat", "value", "why", "question", "as_of", "cluster",
    "audience", "kind", "date", "field", "split", "outcome", "stage", "ms",
)  # fmt: skip


def csv(report: Report, language: str = "vi") -> str:
    """The sheet with its mark of UTF-8 before it; lines end as RFC 4180 has them."""
    out = io.StringIO()
    out.write(BOM)
    writer = sheets.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    arms = {"baseline": report.baseline, "candidate": report.candidate}
    for name, run in arms.items():
        if run is not None:
            writer.writerows([guarded(cell) for cell in row] for row in _rows(name, run, language))
    return out.getvalue()


def guarded(cell: object) -> str | int | float:
    """A cell that no sheet works out: text that begins like a formula has an apostrophe before it.
    Figures stay figures.
    """
    if isinstance(cell, int | float):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _rows(name: str, run: RunTold, language: str) -> Iterator[tuple[object, ...]]:
    titles = {one.id: one.title.get(language) or one.title.get("en", "") for one in run.measures}
    for measure, title in titles.items():
        for case in run.cases:
            for row in _scores(case, measure):
                yield (name, run.subject.run, measure, title, *row)


def _scores(case: CaseTold, measure: str) -> Iterator[tuple[object, ...]]:
    cut = case.slices
    for one in case.askings:
        if measure in one.values:
            yield (
                case.id,
                one.repeat,
                one.values[measure],
                one.whys.get(measure, ""),
                case.question,
                case.as_of.isoformat(),
                case.cluster,
                *(cut.get(by, "") for by in ("audience", "kind", "date", "field", "split")),
                one.outcome,
                one.stage,
                one.ms,
            )
