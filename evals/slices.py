"""Figures of a run by slice, each with n and its interval: pure functions of scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from evals.measures.measure import Measure, Score, Sort
from evals.slice_words import SLICE_NAMES, value_in_words
from evals.statistics.bootstrap import DRAWS, SEED, Interval, interval
from evals.statistics.clustered import Clustered
from evals.statistics.repeats import Spread, means, spread

_WHOLE = {"vi": "toàn bộ", "en": "all cases"}


@dataclass(frozen=True, order=True)
class Slice:
    """The cases whose ``by`` is ``value``; without ``by``, all of them."""

    by: str = ""
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> "Slice":
        """``kind=date``; ``""`` is the whole. Raise ``ValueError``."""
        by, mark, value = text.partition("=")
        if text and not (by and mark and value):
            raise ValueError(f"{text!r} is no slice; write kind=date")
        return cls(by, value)

    def holds(self, cut: Mapping[str, str]) -> bool:
        """Whether a case with these slices is one of it."""
        return not self.by or cut.get(self.by) == self.value

    def title(self, language: str = "vi") -> str:
        """In words: "loại câu hỏi: thủ tục"."""
        if not self.by:
            return _WHOLE[language]
        named = SLICE_NAMES.get(self.by, {}).get(language, self.by).lower()
        return f"{named}: {value_in_words(self.by, self.value, language)}"

    def __str__(self) -> str:
        return f"{self.by}={self.value}" if self.by else ""


WHOLE = Slice()


@dataclass(frozen=True)
class Figure:
    """What a measure says of a slice. ``interval``: of the mean over cases, a case's value the mean over
    its repeats. ``total``: the sum over all rows, what counts of zero tolerance are told by.
    ``spread``: how repeats lie apart; ``None`` where nothing was asked twice.
    """

    measure: str
    slice: Slice
    interval: Interval
    total: float
    rows: int
    spread: Spread | None


def slices(scores: Iterable[Score]) -> list[Slice]:
    """The whole, and every slice that occurs."""
    found = {Slice(by, value) for score in scores for by, value in score.slices.items()}
    return [WHOLE, *sorted(found)]


def figures(
    scores: Sequence[Score],
    measures: Sequence[Measure],
    cuts: Sequence[Slice] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Figure]:
    """The figures of each measure for each slice in which a case counts for it, in that order."""
    own: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        own[score.measure].append(score)
    told = cuts if cuts is not None else slices(scores)
    return [
        _figure(one, cut, some, draws, seed)
        for one in measures
        for cut in told
        if (some := [score for score in own[one.id] if cut.holds(score.slices)])
    ]


def _figure(measure: Measure, cut: Slice, scores: Sequence[Score], draws: int, seed: int) -> Figure:
    values: dict[str, list[float]] = defaultdict(list)
    clusters: dict[str, str] = {}
    for score in sorted(scores, key=lambda score: (score.case, score.repeat)):
        values[score.case].append(score.value)
        clusters[score.case] = score.cluster
    by_case = means(values)
    sample = Clustered.of(list(by_case.values()), [clusters[case] for case in by_case])
    found = interval(sample, reach=reach(measure), draws=draws, seed=seed)
    total = fsum(score.value for score in scores)
    return Figure(measure.id, cut, found, total, len(scores), spread(values))


def reach(measure: Measure) -> tuple[float, float] | None:
    """The least and greatest value of a case: shares have 0 and 1."""
    return (0.0, 1.0) if not measure.unit and measure.sort is Sort.MEAN else None
