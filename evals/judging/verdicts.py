"""Verdicts: one row for each question to a judge, kept so that scores are made again without one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import mode

from pydantic import BaseModel, ConfigDict

from evals.judging.asks import LABELS, Ask, Kind, answer_digest
from evals.running.rows import AnswerRow, digest

VERDICTS = "verdicts.jsonl"


class Judge(BaseModel):
    """Who judges: everything that can make a verdict differ."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    model: str
    prompts: dict[str, str]
    temperature: float = 0.0

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits."""
        return digest(self.model_dump(mode="json"))


class Verdict(BaseModel):
    """What a judge said of one question, or why it said nothing. ``round``: the same question is put
    several times to know how far a judge agrees with itself.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    run: str
    case: str
    repeat: int
    answer: str
    judge: str
    round: int = 0
    kind: Kind
    item: int
    passage: int = -1
    label: str | None = None
    failure: str = ""
    words: str = ""
    at: datetime | None = None

    @property
    def key(self) -> tuple[str, str, int, str, str, int, Kind, int, int]:
        """What it is the verdict of: run, model, prompt, words and round are all part of it."""
        return (
            self.run,
            self.case,
            self.repeat,
            self.answer,
            self.judge,
            self.round,
            self.kind,
            self.item,
            self.passage,
        )


Found = Mapping[Ask, str | None]
"""The label for each question of a row; ``None`` where no judge gave one."""


def labels(
    rows: Iterable[AnswerRow], verdicts: Iterable[Verdict], judge: str
) -> dict[tuple[str, int], dict[Ask, str | None]]:
    """By case and repeat, what ``judge`` said of each question in most rounds; between two that are as
    many, the one that is worse for the answer.
    """
    answers = {(row.run, row.case, row.repeat): answer_digest(row) for row in rows}
    said: dict[tuple[str, int], dict[Ask, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in verdicts:
        of_this = answers.get((one.run, one.case, one.repeat)) == one.answer and one.judge == judge
        if of_this and one.label in LABELS[one.kind]:
            said[one.case, one.repeat][Ask(one.kind, one.item, one.passage)].append(one.label)
    return {key: {ask: _most(given) for ask, given in asked.items()} for key, asked in said.items()}


_WORST_FIRST = {"contradicted": 0, "not_enough": 1, "missing": 1, "partly": 2, "0": 0, "1": 1}


def _most(given: list[str]) -> str:
    """The commonest label; the worst of those as common."""
    return mode(sorted(given, key=lambda label: _WORST_FIRST.get(label, 3)))
