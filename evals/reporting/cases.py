"""The words of a run, case by case: what a figure is followed down to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from evals.blame import Blame
from evals.cases import Case
from evals.measures.measure import Score
from evals.measures.registry import slices_of
from evals.reporting.told import AskingTold, CaseTold, CitedTold, SaidTold
from evals.running.rows import AnswerRow, Cited

_SHOWN_HITS = 10
_LONGEST_QUOTE = 1200
"""Letters of a citation that a report shows: a whole appendix is nobody's reading."""

_Scores = Mapping[tuple[str, int], Sequence[Score]]


def cases_told(
    cases: Sequence[Case],
    rows: Mapping[tuple[str, int], AnswerRow],
    scores: Sequence[Score],
    blamed: Sequence[Blame],
) -> tuple[CaseTold, ...]:
    """Every case in the order of the set, with each asking."""
    own: dict[tuple[str, int], list[Score]] = defaultdict(list)
    for score in scores:
        own[score.case, score.repeat].append(score)
    blame = {(one.case, one.repeat): one for one in blamed}
    askings: dict[str, list[AskingTold]] = defaultdict(list)
    for key, row in rows.items():
        askings[key[0]].append(_asking(row, own.get(key, ()), blame.get(key)))
    return tuple(_case(case, askings[case.id]) for case in cases)


def _case(case: Case, askings: Sequence[AskingTold]) -> CaseTold:
    return CaseTold(
        id=case.id,
        question=case.question,
        history=tuple(turn.question for turn in case.history),
        as_of=case.as_of,
        slices=dict(slices_of(case)),
        cluster=case.cluster,
        gold=case.gold,
        superseded=case.superseded,
        nuggets=tuple((one.text, one.vital) for one in case.nuggets),
        expected=tuple(one.value for one in case.expected),
        pair=case.pair or "",
        variant_of=case.variant_of or "",
        askings=tuple(askings),
    )


def _asking(row: AnswerRow, scores: Sequence[Score], blame: Blame | None) -> AskingTold:
    given, failure = row.answer, row.failure
    return AskingTold(
        repeat=row.repeat,
        outcome=given.outcome.value if given else "failed" if failure else "",
        failure=f"{failure.kind.value}: {failure.words}" if failure else "",
        as_of=given.as_of if given else None,
        statements=tuple(
            SaidTold(text=one.text, citations=one.citations, part=one.part.value)
            for one in (given.statements if given else ())
        ),
        citations=tuple(_cited(one) for one in (given.citations if given else ())),
        hits=tuple(hit.path for hit in (row.hits or ())[:_SHOWN_HITS]),
        made_by=given.made_by if given else "",
        dropped=given.model.dropped if given and given.model else (),
        ms=row.ms if failure is None else None,
        stage=blame.stage.value if blame else "",
        lost=blame.lost if blame else (),
        ranks=blame.ranks if blame else (),
        values={one.measure: round(one.value, 6) for one in scores},
        whys={one.measure: one.why for one in scores if one.why},
    )


def _cited(one: Cited) -> CitedTold:
    whole = len(one.quote) <= _LONGEST_QUOTE
    return CitedTold(
        path=one.path,
        label=one.label,
        status=one.status.value if one.status else "",
        quote=one.quote if whole else f"{one.quote[:_LONGEST_QUOTE].rstrip()} […]",
    )
