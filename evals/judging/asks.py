"""What there is to judge in a row: every question to a judge is known before the first is put.

Scores are shares of what was to be judged, never of the verdicts that came. Quotations are judged by
code (``measures.citing``); a judge is asked about what was written, and about the answer as a whole.
"""

from dataclasses import dataclass
from enum import StrEnum

from evals.cases import Case
from evals.measures.reading import written
from evals.running.rows import AnswerRow, Cited, Given, Spoken, digest


class Kind(StrEnum):
    """``SUPPORT``: a written statement with all that it cites. ``ALONE``: with one citation of
    several. ``WITHOUT``: with all but that one. ``NUGGET``: whether the answer says a point of a right
    one. ``RUBRIC``: an item of the rubric.
    """

    SUPPORT = "support"
    ALONE = "alone"
    WITHOUT = "without"
    NUGGET = "nugget"
    RUBRIC = "rubric"


RUBRIC = ("correct", "complete", "grounded", "honest", "clear", "tone")
"""Items of ``prompts/judge``, 0 to 2 each."""

LABELS: dict[Kind, tuple[str, ...]] = {
    Kind.SUPPORT: ("supported", "contradicted", "not_enough"),
    Kind.ALONE: ("supported", "contradicted", "not_enough"),
    Kind.WITHOUT: ("supported", "contradicted", "not_enough"),
    Kind.NUGGET: ("said", "partly", "missing", "contradicted"),
    Kind.RUBRIC: ("0", "1", "2"),
}
"""What a judge may say; anything else is no verdict."""


@dataclass(frozen=True, order=True)
class Ask:
    """A question to a judge. ``item``: index of the statement among the written ones, of the nugget, or
    of the rubric's item. ``passage``: index among the statement's citations, -1 where it is not one.
    """

    kind: Kind
    item: int
    passage: int = -1


def asks(case: Case, row: AnswerRow) -> list[Ask]:
    """All that is to be judged of a row, in order; nothing where there is no answer."""
    if row.answer is None:
        return []
    found = [ask for at, said in enumerate(written(row.answer)) for ask in _of_statement(at, said)]
    if case.answerable:
        found += [Ask(Kind.NUGGET, at) for at in range(len(case.nuggets))]
        found += [Ask(Kind.RUBRIC, at) for at in range(len(RUBRIC))]
    return found


def _of_statement(at: int, said: Spoken) -> list[Ask]:
    found = [Ask(Kind.SUPPORT, at)]
    several = range(len(said.citations)) if len(said.citations) > 1 else ()
    found += [Ask(Kind.ALONE, at, passage) for passage in several]
    return found + [Ask(Kind.WITHOUT, at, passage) for passage in several]


def passages(given: Given, ask: Ask) -> list[Cited]:
    """The citations that a question about a statement is put with."""
    said = written(given)[ask.item]
    cited = [given.citations[at] for at in said.citations if 0 <= at < len(given.citations)]
    if ask.kind is Kind.ALONE:
        return cited[ask.passage : ask.passage + 1]
    if ask.kind is Kind.WITHOUT:
        return cited[: ask.passage] + cited[ask.passage + 1 :]
    return cited


def answer_digest(row: AnswerRow) -> str:
    """Of the words that are judged: a row asked again with other words is judged again."""
    if row.answer is None:
        return ""
    said = [(one.text, one.citations) for one in row.answer.statements]
    return digest([said, [(one.path, one.quote) for one in row.answer.citations], row.answer.answer])
