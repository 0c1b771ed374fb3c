"""What other tools say of a run: rows of their own, beside ours, that become scores under the tool's name.

The rules of our measures hold for them too: whether a case counts is decided by the case alone, and what a
tool said nothing of (an error of its model becomes NaN there) has the worst value and stays in the mean.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.cases import Case
from evals.measures.measure import Better, Measure, Score, Scored
from evals.measures.registry import slices_of
from evals.register import Register
from evals.running.files import Appended
from evals.running.rows import AnswerRow

IMPORTED = "imported.jsonl"


class Imported(BaseModel):
    """A tool's value for one asking; ``None``: it gave none, and ``why`` says what it said instead.
    ``run``: the manifest's fingerprint. ``answerable``: the tool was given answerable cases only.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    run: str
    tool: str
    metric: str
    case: str
    repeat: int = 0
    value: float | None
    why: str = ""
    answerable: bool = False

    @property
    def name(self) -> str:
        """The measure's name: ``ragas.faithfulness``."""
        return f"{self.tool}.{self.metric}"


def keep(folder: Path, rows: Iterable[Imported]) -> None:
    """Add a tool's rows to the folder of a run; of rows on the same thing the last counts."""
    with Appended[Imported](folder / IMPORTED) as file:
        for row in rows:
            file.add(row)


def imported_measures(rows: Iterable[Imported]) -> tuple[Measure, ...]:
    """A measure for each tool and metric, in order of their names. Values outside 0 to 1 are points."""
    by_name: dict[str, list[Imported]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    return tuple(_measure(name, own) for name, own in sorted(by_name.items()))


def imported_scores(cases: Sequence[Case], repeats: int, rows: Sequence[Imported]) -> list[Score]:
    """The score of each imported measure for each case and repeat that counts for it."""
    said = {(row.name, row.case, row.repeat): row for row in rows}
    none = Register()
    return [
        _score(measure, case, repeat, said.get((measure.name, case.id, repeat)))
        for measure in imported_measures(rows)
        for case in cases
        if measure.applies(case, none)
        for repeat in range(repeats)
    ]


def _measure(name: str, rows: Sequence[Imported]) -> Measure:
    values = [row.value for row in rows if row.value is not None]
    share = all(0.0 <= value <= 1.0 for value in values)
    answerable = all(row.answerable for row in rows)
    return Measure(
        name=name,
        version=1,
        title={"vi": name, "en": name},
        better=Better.HIGHER,
        applies=lambda case, _register: case.answerable or not answerable,
        score=_never,
        worst=0.0 if share else min(0.0, *values),
        unit="" if share else "points",
    )


def _score(measure: Measure, case: Case, repeat: int, said: Imported | None) -> Score:
    value = measure.worst if said is None or said.value is None else said.value
    why = "no row of the tool" if said is None else said.why
    return Score(measure.id, case.id, repeat, value, case.cluster, why, slices_of(case))


def _never(_case: Case, _row: AnswerRow, _register: Register) -> Scored:
    raise TypeError("this measure is scored by another tool: imported_scores")
