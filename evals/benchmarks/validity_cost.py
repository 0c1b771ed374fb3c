"""What answering for a day costs: the same questions with and without the lives of provisions.

    python -m evals.benchmarks.validity_cost --questions dev.jsonl --home HOME

Both arms run in one process, question by question, in turn, so that other work on the machine
meets both alike. Without: no wording is chosen, no life is read, no status is looked at.
"""

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from assistant.days import today
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.reading import Reader
from assistant.retrieval import Retriever
from assistant.retrieval.governing import Wordings
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import load

_PUBLIC = Access.PUBLIC
_WARM = 100
_COMMAND = "python -m evals.benchmarks.validity_cost --questions dev.jsonl --home HOME"
_NOTES = (
    "Bar: at most 1.25 times on the median of a question at 78,000 articles.",
    "Medians of the same questions, asked by both arms in turn; processor: time that this process used.",
    "No metadata filter is given to the vector index by either arm.",
)


class _WithoutLives(Reader):
    """Reads provisions as if nothing were known of their lives."""

    def _lives(self, *_: Any) -> dict[tuple[str, str], Any]:  # noqa: ANN401
        return {}

    def worded(self, *_: Any) -> list[Any]:  # noqa: ANN401
        """No provision has several wordings."""
        return []


def _plain(settings: Settings) -> tuple[Library, Retriever]:
    """A library and retriever without lives."""
    library = Library.open(settings.sqlalchemy_url)
    library._reader = _WithoutLives(library._store)
    return library, Retriever.open(settings, library)


def measure(
    with_lives: Retriever, without: Retriever, questions: Sequence[str], day: date
) -> dict[str, object]:
    """Medians of both arms and their ratios."""
    wall: tuple[list[float], list[float]] = ([], [])
    used: tuple[list[float], list[float]] = ([], [])
    for at, question in enumerate(questions):
        arms = [(0, with_lives), (1, without)]
        for arm, retriever in arms if at % 2 else reversed(arms):
            start, spent = perf_counter(), process_time()
            retriever.search(question, k=10, day=day)
            wall[arm].append((perf_counter() - start) * 1000)
            used[arm].append((process_time() - spent) * 1000)
    return {
        "questions": len(questions),
        **_compared("", wall),
        **_compared("processor ", used),
        "load": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
    }


def _compared(name: str, times: tuple[list[float], list[float]]) -> dict[str, float]:
    (p50, p95), (plain50, plain95) = (np.percentile(arm, [50, 95]) for arm in times)
    return {
        f"{name}p50 ms": round(float(p50), 2),
        f"{name}p50 ms without": round(float(plain50), 2),
        f"{name}p50 ratio": round(float(p50 / plain50), 3),
        f"{name}p95 ratio": round(float(p95 / plain95), 3),
    }


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    settings = Settings(home=options.home)
    questions = [question.question for question in load(options.questions)]
    library = Library.open(settings.sqlalchemy_url)
    retriever = Retriever.open(settings, library)
    plain_library, plain = _plain(settings)
    for question in questions[:_WARM]:
        retriever.search(question, day=today())
        plain.search(question, day=today())
    edition = library.edition()
    many = Wordings.read(library, edition.number, _PUBLIC) if edition else Wordings(())
    figures = {"provisions with several wordings": len(many.worded)}
    figures |= measure(retriever, plain, questions[_WARM:], today())  # type: ignore[arg-type]
    for opened in (retriever, plain, library, plain_library):
        opened.close()
    keep("validity_cost", "What answering for a day costs", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
