"""What a run will take, before it is begun: from how many are to be asked, and from rows of before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from pathlib import Path

from evals.running.rows import AnswerRow, case_digest
from evals.running.runner import Options, read_answers
from evals.sets.folder import CaseSet


@dataclass(frozen=True)
class Estimate:
    """``askings``: all; ``left``: not asked yet. ``seconds``, ``cost`` of what is left; ``None`` where no
    row of before tells them. ``measured``: rows that they are the means of.
    """

    askings: int
    left: int
    seconds: float | None = None
    cost: float | None = None
    currency: str = ""
    measured: int = 0


def estimate(cases: CaseSet, folder: Path, options: Options, before: Sequence[Path] = ()) -> Estimate:
    """What is left of a run in ``folder``. Where it has no rows, the first of the folders ``before`` that
    has some tells what an answer takes. Raise ``BadRequest`` where a file cannot be read.
    """
    wanted = {(case.id, case_digest(case), at) for case in cases.cases for at in range(options.repeats)}
    own = read_answers(folder)
    left = len(wanted - {(row.case, row.digest, row.repeat) for row in own})
    known = own or next((rows for one in before if (rows := read_answers(one))), [])
    if not known:
        return Estimate(len(wanted), left)
    seconds = _mean(row.ms for row in known) / 1000 * left / options.workers
    cost, currency = (None, "") if options.retrieval_only else _cost(known)
    return Estimate(
        len(wanted), left, seconds, None if cost is None else cost * left, currency, measured=len(known)
    )


def _cost(rows: Sequence[AnswerRow]) -> tuple[float | None, str]:
    """Of an asking, those that needed no model among them; nothing where no price is known."""
    priced = [one.model for row in rows if (one := row.answer) and one.model and one.model.cost is not None]
    if not priced:
        return None, ""
    return fsum(one.cost or 0.0 for one in priced) / len(rows), priced[0].currency


def _mean(values: Iterable[float]) -> float:
    told = list(values)
    return fsum(told) / len(told)
