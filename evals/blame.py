"""Which stage lost a question: decided by code from what was given, so that it can be mended there.

Each row falls under exactly one stage. What is looked at first decides: an answer with a rule of
another day is told as that, wherever the right rule was lost.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.answer import WRITTEN, Outcome
from evals.cases import SAID, Case
from evals.measures.citing import credits, missing
from evals.measures.reading import cited_by, claims, written
from evals.measures.retrieval import article_name, ranked
from evals.measures.saying import answers, invented_figures
from evals.measures.validity import right_version, stale
from evals.register import Register
from evals.running.rows import AnswerRow, Given

_HALF = 0.5
"""The credit from which on a citation stands in the right article (``citing.credit``)."""


class Stage(StrEnum):
    """``RIGHT``: nothing was lost. ``FAILURE``: no answer came. ``RETRIEVAL``: what answers is not among
    the hits. ``SELECTION``: it is, and was not cited. ``WRITING``: what a model wrote cites something
    else, lost what the quotations cite, or says what no source says. ``VERIFICATION``: statements of
    the model were dropped, or it failed, and what is left does not cite it. ``ABSTAINED``: it was
    found, and no answer was given. ``ANSWERED``: there is no answer, and one was given. ``VERSION``:
    what is cited is not of the day.
    """

    RIGHT = "right"
    FAILURE = "failure"
    RETRIEVAL = "retrieval"
    SELECTION = "selection"
    WRITING = "writing"
    VERIFICATION = "verification"
    ABSTAINED = "abstained"
    ANSWERED = "answered"
    VERSION = "version"


@dataclass(frozen=True)
class Blame:
    """The stage that lost a row. ``lost``: the addresses, or words, that show it; ``ranks``: for each
    group of gold that is not cited, the best rank among the hits, ``None`` where it is not there.
    """

    case: str
    repeat: int
    stage: Stage
    lost: tuple[str, ...] = ()
    ranks: tuple[int | None, ...] = ()


def blames(
    cases: Sequence[Case],
    rows: Mapping[tuple[str, int], AnswerRow],
    register: Register,
    *,
    retrieval_only: bool = False,
) -> list[Blame]:
    """The blame of each row, in the order of ``rows``, as ``registry.by_case`` gives them. In a run of
    retrieval alone only questions that have an answer are looked at.
    """
    looked_at = {case.id: case for case in cases if case.gold or not retrieval_only}
    return [blame(looked_at[name], row, register) for (name, _), row in rows.items() if name in looked_at]


def counted(found: Sequence[Blame]) -> dict[Stage, int]:
    """How many rows each stage has, all stages; they add up to the rows."""
    seen = Counter(one.stage for one in found)
    return {stage: seen[stage] for stage in Stage}


def blame(case: Case, row: AnswerRow, register: Register) -> Blame:
    """The stage that lost a row, ``RIGHT`` where none did."""
    if row.failure is not None or (row.answer is None and row.hits is None):
        words = row.failure.kind.value if row.failure else "no answer"
        return Blame(case.id, row.repeat, Stage.FAILURE, (words,))
    if row.answer is None:
        return _found(case, row)
    if row.answer.outcome is Outcome.UNAVAILABLE:
        return Blame(case.id, row.repeat, Stage.FAILURE, (Outcome.UNAVAILABLE.value,))
    if not case.gold:
        return _of_nothing(case, row, row.answer)
    return _of_something(case, row, row.answer, register)


def _of_nothing(case: Case, row: AnswerRow, given: Given) -> Blame:
    """Where there is no answer."""
    if given.outcome not in SAID:
        return Blame(case.id, row.repeat, Stage.RIGHT)
    cited = tuple(dict.fromkeys(one.path for one in cited_by(given, claims(given))))
    return Blame(case.id, row.repeat, Stage.ANSWERED, cited)


def _found(case: Case, row: AnswerRow) -> Blame:
    """Of the ranking alone."""
    lost = _not_found(case, row, range(len(case.gold)))
    stage = Stage.RETRIEVAL if lost else Stage.RIGHT
    return _lost(case, row, stage, lost)


def _of_something(case: Case, row: AnswerRow, given: Given, register: Register) -> Blame:
    """Where there is an answer: the rule of the day first, then from the question to the words."""
    old = stale(case, given, register) if given.outcome in SAID else []
    if old:
        return Blame(case.id, row.repeat, Stage.VERSION, tuple(old))
    lost = _uncited(case, given) if answers(given) else list(range(len(case.gold)))
    if not lost:
        return _of_cited(case, row, given, register)
    if row.hits is not None and (never := _not_found(case, row, lost)):
        return _lost(case, row, Stage.RETRIEVAL, never)
    return _lost(case, row, _after_retrieval(given), lost)


def _after_retrieval(given: Given) -> Stage:
    """Who lost what retrieval had."""
    if given.model is not None and (given.model.dropped or given.model.failure):
        return Stage.VERIFICATION
    if not answers(given):
        return Stage.ABSTAINED
    return Stage.WRITING if written(given) else Stage.SELECTION


def _of_cited(case: Case, row: AnswerRow, given: Given, register: Register) -> Blame:
    """All of gold is cited: whether what a model wrote kept it, and said nothing of its own."""
    if not right_version(case, given, register):
        cited = tuple(dict.fromkeys(one.path for one in cited_by(given, claims(given))))
        return Blame(case.id, row.repeat, Stage.VERSION, cited)
    made = (*missing(given, register), *invented_figures(given))
    if made:
        return Blame(case.id, row.repeat, Stage.WRITING, made)
    lost = _uncited(case, given, written_only=True) if written(given) else []
    return _lost(case, row, Stage.WRITING if lost else Stage.RIGHT, lost)


def _uncited(case: Case, given: Given, *, written_only: bool = False) -> list[int]:
    """The groups of gold that no claim cites, to the article at least."""
    said = [one for one in claims(given) if not written_only or one.part in WRITTEN]
    got = credits(case, cited_by(given, said))
    return [at for at, one in enumerate(got) if one < _HALF]


def _not_found(case: Case, row: AnswerRow, groups: Sequence[int]) -> list[int]:
    """Those of some groups of which nothing is among the hits."""
    return [at for at in groups if _rank(case, row, at) is None]


def _rank(case: Case, row: AnswerRow, group: int) -> int | None:
    names = {article_name(one) for one in case.gold[group]}
    return next((at for at, name in enumerate(ranked(row.hits or ()), 1) if name in names), None)


def _lost(case: Case, row: AnswerRow, stage: Stage, groups: Sequence[int]) -> Blame:
    return Blame(
        case.id,
        row.repeat,
        stage,
        tuple(" / ".join(case.gold[at]) for at in groups),
        tuple(_rank(case, row, at) for at in groups),
    )
