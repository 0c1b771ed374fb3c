"""A run's ranking and the set's judgements as TREC's files, which ir_measures and trec_eval read.

A line of a run is ``query Q0 document rank score tag``, one of qrels ``query 0 document grade``
(trec_eval's README; ``ir_measures.read_trec_run``, ``read_trec_qrels``). The document is the article, at
its best rank, as our own measures have it. trec_eval orders by score and then by name, so the score that is
written is made of the rank. A question whose asking failed has judgements and no line: it counts as 0.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from evals.cases import Case
from evals.measures.retrieval import article_name, ranked, relevant
from evals.running.rows import AnswerRow

Rows = Mapping[tuple[str, int], AnswerRow]


def trec_run(cases: Sequence[Case], rows: Rows, repeat: int = 0, tag: str = "hocvu") -> str:
    """The ranking of every case that has gold, of one repeat."""
    lines = [line for case in cases if case.gold for line in _lines(case, rows.get((case.id, repeat)), tag)]
    return "".join(f"{line}\n" for line in lines)


def trec_qrels(cases: Sequence[Case]) -> str:
    """Grade 1 for every article of gold, 0 for superseded ones that are none."""
    return "".join(
        f"{_token(case.id)} 0 {_token(name)} {grade}\n"
        for case in cases
        if case.gold
        for name, grade in sorted(_judged(case).items())
    )


def _judged(case: Case) -> dict[str, int]:
    old = {article_name(one): 0 for one in case.superseded if "#" in one}
    return old | dict.fromkeys(relevant(case), 1)


def _lines(case: Case, row: AnswerRow | None, tag: str) -> list[str]:
    names = ranked(row.hits or ()) if row else []
    return [
        f"{_token(case.id)} Q0 {_token(name)} {rank} {len(names) - rank + 1} {_token(tag)}"
        for rank, name in enumerate(names, 1)
    ]


def _token(text: str) -> str:
    """Without blanks, which part the columns."""
    return quote(text, safe="#/:.-_@,+()") if any(letter.isspace() for letter in text) else text
