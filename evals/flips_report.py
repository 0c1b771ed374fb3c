"""The figures of a run over date-flip pairs: counts with fixed denominators, intervals."""

from collections.abc import Callable, Iterable, Sequence
from math import sqrt

from evals.date_flips import Sort
from evals.flips_scoring import Cell, DayScore, Got, PairScore, Ranked

_Z = 1.959963984540054  # two-sided 95 %


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; everything where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, of: int) -> str:
    """``75 of 128 = 0.586 (0.500 to 0.668)``."""
    if not of:
        return "0 of 0"
    low, high = wilson(hits, of)
    return f"{hits} of {of} = {hits / of:.3f} ({low:.3f} to {high:.3f})"


def figures(scores: Sequence[PairScore]) -> dict[str, str | int]:
    """All figures of a run, in the order they are printed."""
    days = [day for each in scores for day in each.days]
    return {
        "pairs": len(scores),
        "documents of the pairs": len(
            {side.gold.key[0] for each in scores for side in each.pair.sides if side.gold}
        ),
        **{f"pairs: {cell}": share(_count(scores, cell), len(scores)) for cell in Cell},
        **_slices(scores),
        **_outcomes(scores),
        **_choice(days),
        **_citations(days),
        "days on which the answer or the search raised": sum(bool(day.error) for day in days),
    }


def _count(scores: Iterable[PairScore], cell: Cell) -> int:
    return sum(each.cell is cell for each in scores)


def _slices(scores: Sequence[PairScore]) -> dict[str, str]:
    """Right on both days, by what happened and by field."""
    tests: dict[str, Callable[[PairScore], bool]] = {
        **{sort.value: lambda each, sort=sort: each.pair.sort is sort for sort in Sort},  # type: ignore[misc]
        "education": lambda each: each.pair.education,
        "other fields": lambda each: not each.pair.education,
    }
    parts = {name: [each for each in scores if test(each)] for name, test in tests.items()}
    return {f"{Cell.BOTH}, {name}": share(_count(part, Cell.BOTH), len(part)) for name, part in parts.items()}


def _outcomes(scores: Sequence[PairScore]) -> dict[str, str]:
    sides = {"first day": [each.first for each in scores], "second day": [each.second for each in scores]}
    return {
        f"{side}: {got}": share(sum(day.got is got for day in days), len(days))
        for side, days in sides.items()
        for got in Got
    }


def _choice(days: Sequence[DayScore]) -> dict[str, str]:
    asked = [day.ranked for day in days if day.ranked]
    found = [ranked for ranked in asked if ranked in (Ranked.GOVERNING, Ranked.ANOTHER)]
    return {
        "retrieval chooses the governing version": share(found.count(Ranked.GOVERNING), len(found)),
        **{
            f"retrieval: {kind}": share(asked.count(kind), len(asked))
            for kind in (Ranked.MISSING, Ranked.ERROR)
        },
    }


def _citations(days: Sequence[DayScore]) -> dict[str, str | int]:
    right = [day for day in days if day.got is Got.RIGHT and day.ranked]
    return {
        "citations outside their interval": sum(day.broken for day in days),
        "citations": sum(day.cited for day in days),
        "citations whose words the evaluator has in no version": sum(day.unread for day in days),
        "citations without a day to judge by": sum(day.unknown for day in days),
        "right by words that only the day's version has": share(sum(d.telling for d in right), len(right)),
    }
