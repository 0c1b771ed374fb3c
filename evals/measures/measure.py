"""What a measure is, and what came of it for a case.

Whether a measure counts for a case is decided by the case alone, never by what was said: an answer that
crashed, said nothing or cited nothing stays in the denominator with the worst value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from evals.cases import Case
from evals.register import Register
from evals.running.rows import AnswerRow, Failure


class Better(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Sort(StrEnum):
    """How values are put together: a ``MEAN`` over cases; a ``COUNT`` that is summed and, where
    ``Measure.zero_tolerance``, must not rise.
    """

    MEAN = "mean"
    COUNT = "count"


@dataclass(frozen=True)
class Scored:
    """A value for one row; ``why``: words for a person who follows the figure down."""

    value: float
    why: str = ""


@dataclass(frozen=True)
class Measure:
    """A measure. ``name`` and ``version`` begin a series: a measure that changes what it says gets
    another version. ``applies``: whether a case counts, by the case (and the register) alone. ``score``
    is called for rows with what it ``needs`` (``answer`` or ``hits``); a row without gets ``worst``, one
    with a failure what ``failed`` says where that is told. ``unit``: ``""`` for shares, ``ms``, ``tokens``...
    """

    name: str
    version: int
    title: Mapping[str, str]
    better: Better
    applies: Callable[[Case, Register], bool]
    score: Callable[[Case, AnswerRow, Register], Scored]
    needs: str = "answer"
    worst: float = 0.0
    failed: Callable[[Failure], float] | None = None
    sort: Sort = Sort.MEAN
    zero_tolerance: bool = False
    unit: str = ""
    gated: bool = False

    @property
    def id(self) -> str:
        """``pinpoint/1``."""
        return f"{self.name}/{self.version}"

    def of(self, case: Case, row: AnswerRow, register: Register) -> Scored | None:
        """The value for a row; ``None`` where the case does not count."""
        if not self.applies(case, register):
            return None
        if row.failure is not None:
            value = self.worst if self.failed is None else self.failed(row.failure)
            return Scored(value, f"failed: {row.failure.kind.value}")
        if getattr(row, self.needs) is None:
            return Scored(self.worst, f"no {self.needs}")
        return self.score(case, row, register)


@dataclass(frozen=True)
class Score:
    """What a measure says of one row of a run, with what slices are cut by."""

    measure: str
    case: str
    repeat: int
    value: float
    cluster: str
    why: str = ""
    slices: Mapping[str, str] = field(default_factory=dict)
