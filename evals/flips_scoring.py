"""How a system does on date-flip pairs: pure functions over what its door gives.

Every pair counts in every denominator that it belongs to; a question that crashes is a
failure of its day. Whether a citation is right is judged by the evaluation's own table of
words and days (``flips_table``), never by the dates that the answer brings along.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from assistant.domain.answer import Answer, Citation, Outcome
from assistant.domain.path import ProvisionPath
from assistant.retrieval import Hit, SearchResult
from evals.date_flips import Gold, Pair, Side
from evals.flips_reader import plain
from evals.flips_table import BROKEN, Table, Verdict

DEPTH = 10
"""Hits among which the governing version must be."""

_ANSWERED = (Outcome.ANSWERED, Outcome.PARTLY)


class Door(Protocol):
    """What is asked of a system: the two calls of ``assistant.Assistant``."""

    def answer(self, question: str, as_of: date | None = None) -> Answer:
        """Answer as of a day."""

    def search(self, question: str, k: int = DEPTH, *, as_of: date | None = None) -> SearchResult:
        """The ranked provisions as of a day."""


class Got(StrEnum):
    """What an answer for one day was.

    ``STALE`` and ``TOO_RECENT``: a provision or words of before or after the day, given as
    current. ``OTHER``: in force, but not the article asked for. ``NONE``: no provision.
    Where nothing governs, a day is ``RIGHT`` unless something is stale or too recent.
    """

    RIGHT = "right"
    STALE = "stale"
    TOO_RECENT = "too recent"
    OTHER = "other"
    NONE = "none"
    ERROR = "error"


class Cell(StrEnum):
    """The four cells of a pair: the second and third are right on one day only."""

    BOTH = "right on both days"
    STALE = "stale (right on the first day only)"
    TOO_RECENT = "too recent (right on the second day only)"
    WRONG = "wrong on both days"


class Ranked(StrEnum):
    """What the first hits hold of the governing article."""

    GOVERNING = "governing version"
    ANOTHER = "another version, or both"
    MISSING = "article not among the first ten"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class DayScore:
    """One question on one day. ``broken``: citations outside their interval. ``unread``:
    citations whose words the evaluator has in no version, ``unknown``: without a day to judge
    by. ``telling``: right, by words that the other day's version has not. ``ranked`` of
    ``None``: nothing governs. ``error``: what was raised, by the answer or the search.
    """

    got: Got
    ranked: Ranked | None = None
    cited: int = 0
    broken: int = 0
    unread: int = 0
    unknown: int = 0
    telling: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class PairScore:
    """A pair with both of its days."""

    pair: Pair
    first: DayScore
    second: DayScore

    @property
    def days(self) -> tuple[DayScore, DayScore]:
        """Both days, in order."""
        return self.first, self.second

    @property
    def cell(self) -> Cell:
        """Which of the four cells."""
        right = self.first.got is Got.RIGHT, self.second.got is Got.RIGHT
        return {
            (True, True): Cell.BOTH,
            (True, False): Cell.STALE,
            (False, True): Cell.TOO_RECENT,
            (False, False): Cell.WRONG,
        }[right]

    def row(self) -> dict[str, object]:
        """The pair's line among the kept rows."""
        return {
            "id": self.pair.id,
            "sort": self.pair.sort,
            "cell": self.cell,
            "day1": asdict(self.first),
            "day2": asdict(self.second),
        }


@dataclass(frozen=True, slots=True)
class Judge:
    """The evaluation's knowledge: its table, and the words of each gold by digest."""

    table: Table
    words: Mapping[str, str]

    def of(self, gold: Gold | None) -> str:
        """The words of a gold version, empty for none."""
        return self.words[gold.words] if gold else ""

    def verdict(self, side: Side, citation: Citation) -> Verdict:
        """Judge one citation: by the table, and by what is superseded on the day."""
        path = ProvisionPath.parse(citation.path)
        if any(_within(path, each) for each in side.superseded):
            return Verdict.STALE
        return self.table.judge(str(path.document), path.article, citation.quote, side.day)


def _within(path: ProvisionPath, superseded: str) -> bool:
    outer = ProvisionPath.parse(superseded)
    return path.document == outer.document and outer.article in (None, path.article)


def score(pairs: Iterable[Pair], door: Door, judge: Judge) -> list[PairScore]:
    """Ask each pair's question as of both days and score what came, in order."""
    return [PairScore(pair, *(_score_day(side, door, judge) for side in pair.sides)) for pair in pairs]


def _score_day(side: Side, door: Door, judge: Judge) -> DayScore:
    ranked, failed = _rank(side, door, judge)
    try:
        scored = _judged(door.answer(side.question, as_of=side.day), side, judge)
    except Exception as error:
        return DayScore(Got.ERROR, ranked, error=f"{failed} {error!r}".strip())
    return replace(scored, ranked=ranked, error=failed)


def _judged(answer: Answer, side: Side, judge: Judge) -> DayScore:
    cited = answer.citations if answer.outcome in _ANSWERED else ()
    verdicts = [judge.verdict(side, citation) for citation in cited]
    fitting = [each for each in cited if side.gold and _quotes(each, side.gold, judge.of(side.gold))]
    got, counts = _got(verdicts, bool(fitting), side.gold), Counter(verdicts)
    return DayScore(
        got,
        cited=len(cited),
        broken=sum(counts[verdict] for verdict in BROKEN),
        unread=counts[Verdict.UNREAD],
        unknown=counts[Verdict.UNKNOWN],
        telling=got is Got.RIGHT and any(plain(c.quote) not in judge.of(side.other) for c in fitting),
    )


def _quotes(citation: Citation, gold: Gold, words: str) -> bool:
    quote = plain(citation.quote)
    return bool(quote) and quote in words and gold.names(ProvisionPath.parse(citation.path))


def _got(verdicts: Sequence[Verdict], fits: bool, gold: Gold | None) -> Got:
    broken = next((verdict for verdict in verdicts if verdict in BROKEN), None)
    if broken:
        return Got.STALE if broken is Verdict.STALE else Got.TOO_RECENT
    if gold is None or fits:
        return Got.RIGHT
    return Got.OTHER if verdicts else Got.NONE


def _rank(side: Side, door: Door, judge: Judge) -> tuple[Ranked | None, str]:
    """What the first hits hold, and what was raised instead."""
    if side.gold is None:
        return None, ""
    try:
        hits = door.search(side.question, DEPTH, as_of=side.day).hits[:DEPTH]
        return _chosen(hits, side.gold, side.other, judge), ""
    except Exception as error:
        return Ranked.ERROR, repr(error)


def _chosen(hits: Sequence[Hit], gold: Gold, other: Gold | None, judge: Judge) -> Ranked:
    mine = [hit for hit in hits if gold.names(hit.stored.provision.path)]
    if not mine:
        return Ranked.MISSING
    governing = [hit for hit in mine if _same(hit, judge.of(gold))]
    rest = [hit for hit in hits if hit not in governing]
    superseded = other and any(other.names(hit.stored.provision.path) for hit in rest)
    return Ranked.GOVERNING if governing and not superseded else Ranked.ANOTHER


def _same(hit: Hit, words: str) -> bool:
    """Whether a hit's text is the version's: whole, or a part of it, or with a bit more
    around it (headings, names of attached files).
    """
    text = plain(hit.stored.provision.text)
    return bool(text) and (text in words or words in text)
