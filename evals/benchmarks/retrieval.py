"""Questions of the public against a library of both packages of the codification.

    python -m evals.benchmarks.retrieval --questions dev.jsonl --home HOME

The home folder is made by ``hocvu ingest`` of both packages. Nothing is trained on the
questions; three weights of the fusion were chosen on them, which the two halves check.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from assistant.assistant import Assistant, today
from assistant.domain.words import fold
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import DEPTH, Article, Question, article_name, load, run

_COMMAND = "python -m evals.benchmarks.retrieval --questions dev.jsonl --home HOME"
ASKED = date(2021, 10, 1)
"""A day of the time when the questions were asked."""

_NOTES = (
    "Bars: nDCG@10 at least 0.78, R@20 at least 0.93, over all questions.",
    "Gold is about one article a question although others can be right too.",
    "first half, second half: the questions with odd and even places in the file.",
    "education: the questions marked as being on education.",
    "without diacritics: all questions as people type them on a bare keyboard.",
    "These slices state no day: provisions of any day count. The last two state one: what is known not to "
    "be in force on it is not ranked. The questions were collected in 2021; since then the gold of some has "
    "been replaced, and giving it today would be wrong.",
)


def slices(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """What is measured by itself."""
    plain = [question.model_copy(update={"question": fold(question.question)}) for question in questions]
    return {
        "all": list(questions),
        "first half": list(questions[::2]),
        "second half": list(questions[1::2]),
        "education": [question for question in questions if question.education],
        "without diacritics": plain,
    }


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    with Assistant.open(Settings(home=options.home)) as assistant:

        def search(question: str, as_of: date | None = None) -> list[Article]:
            hits = assistant.search(question, DEPTH, as_of).hits
            return [article_name(h.stored.document.number, h.stored.provision.path.article) for h in hits]

        questions = load(options.questions)
        figures = {name: run(some, search).figures() for name, some in slices(questions).items()}
        for name, day in {f"as of {ASKED}": ASKED, "as of today": today()}.items():
            figures[name] = run(questions, partial(search, as_of=day)).figures()
        edition = assistant.edition()
    made = {"embedder": edition.embedder} if edition else {}
    keep("retrieval", "Finding the article that answers", _COMMAND, made | figures, _NOTES)


if __name__ == "__main__":
    main()
