"""Date flips: one question, two days; the answer must change if, and only if, the provision did."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.cases import Case
from evals.measures.validity import right_version
from evals.register import Register
from evals.running.rows import AnswerRow


class Cell(StrEnum):
    """``RIGHT``: both days are; ``STALE``: the older alone, so the later day got a rule that had gone;
    ``TOO_RECENT``: the later alone; ``WRONG``: neither, failures too.
    """

    RIGHT = "right"
    STALE = "stale"
    TOO_RECENT = "too_recent"
    WRONG = "wrong"


_CELLS = {
    (True, True): Cell.RIGHT,
    (True, False): Cell.STALE,
    (False, True): Cell.TOO_RECENT,
    (False, False): Cell.WRONG,
}


@dataclass(frozen=True)
class Flip:
    """What became of a pair in one repeat."""

    pair: str
    repeat: int
    older: str
    later: str
    cell: Cell


def flips(
    cases: Sequence[Case], rows: Mapping[tuple[str, int], AnswerRow], repeats: int, register: Register
) -> list[Flip]:
    """The cell of each pair and repeat; a side without an answer is not right. ``rows`` by case and
    repeat. A pair with one side only is none (``checking`` tells of it); a variant of a side is no side.
    """
    pairs: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.pair is not None and case.variant_of is None:
            pairs[case.pair].append(case)
    return [
        _flip(name, sorted(sides, key=lambda case: case.as_of), rows, repeat, register)
        for name, sides in sorted(pairs.items())
        for repeat in range(repeats)
        if len(sides) == 2
    ]


def _flip(
    name: str,
    sides: Sequence[Case],
    rows: Mapping[tuple[str, int], AnswerRow],
    repeat: int,
    register: Register,
) -> Flip:
    older, later = sides
    right = [_right(case, rows.get((case.id, repeat)), register) for case in sides]
    return Flip(name, repeat, older.id, later.id, _CELLS[right[0], right[1]])


def _right(case: Case, row: AnswerRow | None, register: Register) -> bool:
    if row is None or row.answer is None:
        return False
    return right_version(case, row.answer, register)
