"""How well questions find the article that answers them; behind ``hocvu eval retrieval``.

A dataset is JSON Lines: ``{"id": ..., "question": ..., "gold": [{"document": "43/2019/QH14",
"article": "5"}]}``; ``education`` and other fields are kept for slices. Gold is a document
and an article, so hits of one article (an Điều 1 of a decree and that of its annex) count as
one. Metrics by ir_measures. A question that crashes is a miss, not a gap.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import ir_measures
import numpy as np
import orjson
from ir_measures import RR, R, nDCG
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain.number import DocumentNumber
from assistant.errors import BadRequest
from assistant.settings import Settings

DEPTH = 50
"""Hits asked for: enough that twenty different articles are among them."""

_MEASURES = {"nDCG@10": nDCG @ 10, "R@5": R @ 5, "R@20": R @ 20, "MRR@10": RR @ 10}

Article = str
"""Document's key and article's number, the unit of gold and of ranking."""

Search = Callable[[str], Sequence[Article]]


class Gold(BaseModel):
    """An article that answers."""

    model_config = ConfigDict(frozen=True)

    document: str
    article: str

    @property
    def name(self) -> Article:
        """Document and article as one comparable name."""
        return article_name(DocumentNumber(self.document), self.article)


class Question(BaseModel):
    """A question of a dataset."""

    model_config = ConfigDict(frozen=True, extra="allow")

    question: str
    gold: tuple[Gold, ...] = Field(min_length=1)
    id: str = ""
    education: bool = False


@dataclass(frozen=True)
class Report:
    """Means over the questions. ``coverage``: share of questions whose gold is anywhere in
    the hits; ``crashed``: questions that raised, counted as misses; times in milliseconds.
    """

    questions: int
    measures: dict[str, float]
    coverage: float
    crashed: int
    p50_ms: float
    p95_ms: float
    misses: tuple[str, ...] = field(default=(), repr=False)

    def figures(self) -> dict[str, float]:
        """Everything that is a number, rounded to what the sample size bears."""
        return {
            "questions": self.questions,
            **{name: round(value, 4) for name, value in self.measures.items()},
            "coverage": round(self.coverage, 4),
            "crashed": self.crashed,
            "p50 ms": round(self.p50_ms, 2),
            "p95 ms": round(self.p95_ms, 2),
        }


def article_name(number: DocumentNumber, article: str | None) -> Article:
    """``43/2019/qh14 5``."""
    return f"{number.key} {(article or '').lower()}"


def load(path: Path) -> list[Question]:
    """Read a dataset; raise ``BadRequest`` naming the first line that is no question."""
    questions = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                questions.append(Question.model_validate(orjson.loads(line)))
            except (orjson.JSONDecodeError, ValidationError) as error:
                raise BadRequest(
                    f"Dòng {number} của {path.name} không phải một câu hỏi đúng mẫu.",
                    'Mẫu: {"question": "...", "gold": [{"document": "43/2019/QH14", "article": "5"}]}',
                ) from error
    return questions


def run(questions: Iterable[Question], search: Search) -> Report:
    """Ask each question by its words and measure what came."""
    return run_each(questions, lambda question: search(question.question))


def run_each(questions: Iterable[Question], search: Callable[[Question], Sequence[Article]]) -> Report:
    """The same for a search that is to know which question it is."""
    asked = list(questions)
    ranked: list[Sequence[Article]] = []
    times: list[float] = []
    crashed = 0
    for question in asked:
        start = perf_counter()
        try:
            ranked.append(list(dict.fromkeys(search(question))))
        except Exception:
            ranked.append([])
            crashed += 1
        times.append((perf_counter() - start) * 1000)
    return _report(asked, ranked, times, crashed)


def _report(
    asked: Sequence[Question], ranked: Sequence[Sequence[Article]], times: Sequence[float], crashed: int
) -> Report:
    gold = [{gold.name for gold in question.gold} for question in asked]
    found = [bool(wanted & set(names)) for wanted, names in zip(gold, ranked, strict=True)]
    p50, p95 = np.percentile(times, [50, 95]) if times else (0.0, 0.0)
    return Report(
        questions=len(asked),
        measures=measure(gold, ranked),
        coverage=sum(found) / (len(found) or 1),
        crashed=crashed,
        p50_ms=float(p50),
        p95_ms=float(p95),
        misses=tuple(question.question for question, hit in zip(asked, found, strict=True) if not hit),
    )


def measure(gold: Sequence[set[Article]], ranked: Sequence[Sequence[Article]]) -> dict[str, float]:
    """The measures over questions in order; one without any hit counts as zero."""
    qrels = {str(n): dict.fromkeys(wanted, 1) for n, wanted in enumerate(gold)}
    names = {str(n): _falling(each) for n, each in enumerate(ranked)}
    if not qrels:
        return dict.fromkeys(_MEASURES, 0.0)
    values: dict[Any, float] = ir_measures.calc_aggregate(list(_MEASURES.values()), qrels, names)
    return {name: float(values[measure]) for name, measure in _MEASURES.items()}


def _falling(names: Sequence[Article]) -> dict[Article, float]:
    """Ranks as scores, so that equal scores cannot change the order."""
    return {name: float(len(names) - rank) for rank, name in enumerate(names)} or {"": 0.0}


def evaluate(settings: Settings, dataset: Path, as_of: date | None = None) -> dict[str, float]:
    """The figures of the library in ``settings`` on ``dataset``, through the assistant's door.

    ``as_of``: the day that the questions are about; without one provisions of any day count.
    """
    from assistant.assistant import Assistant

    questions = load(dataset)
    with Assistant.open(settings) as assistant:

        def search(question: str) -> list[Article]:
            hits = assistant.search(question, DEPTH, as_of).hits
            return [article_name(h.stored.document.number, h.stored.provision.path.article) for h in hits]

        return run(questions, search).figures()
