"""How many questions in English find their provision, without a language model.

    python -m evals.benchmarks.english_questions --home HOME

The home folder is made by ``hocvu ingest`` of the sample library (``ingest/samples/library``).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.answering.english import is_english, to_vietnamese
from assistant.assistant import Assistant
from assistant.domain.answer import Outcome
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.follow_ups import FIRST, place

_COMMAND = "python -m evals.benchmarks.english_questions --home HOME"
_QUESTIONS = Path(__file__).parents[1] / "data" / "english_questions.jsonl"
_NOTES = (
    f"found: a provision that answers is among the first {FIRST} citations and hits.",
    "answered: the outcome is answered or partly answered; the others were found and held to be off the "
    "subject, or not found.",
    "The glossary was written before the questions. Two that missed were looked at afterwards, and words for "
    "what they speak of (to bring, abroad) were added.",
)


class Question(BaseModel):
    """A question in English and what answers it: any of ``paths``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    paths: tuple[str, ...]


def load(path: Path = _QUESTIONS) -> tuple[Question, ...]:
    """The questions of a JSON Lines file."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(Question.model_validate_json(line) for line in lines if line.strip())


def measure(assistant: Assistant, questions: Sequence[Question]) -> dict[str, Any]:
    """Ask each through the door."""
    places, answered = list[int](), 0
    for one in questions:
        answer = assistant.answer(one.question)
        hits = assistant.search(to_vietnamese(one.question), FIRST, answer.as_of).hits
        found = [*(c.path for c in answer.citations), *(str(hit.stored.provision.path) for hit in hits)]
        places.append(place(found, one.paths))
        answered += answer.outcome in {Outcome.ANSWERED, Outcome.PARTLY}
    return {
        "questions": len(places),
        "known as English": sum(is_english(one.question) for one in questions),
        "found": round(sum(1 <= at <= FIRST for at in places) / len(places), 4),
        "first": round(places.count(1) / len(places), 4),
        "answered": round(answered / len(places), 4),
        "missed": [one.id for one, at in zip(questions, places, strict=True) if not 1 <= at <= FIRST],
    }


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="home folder of the sample library")
    with Assistant.open(Settings(home=parser.parse_args().home)) as assistant:
        figures = measure(assistant, load())
    keep("english_questions", "Questions in English, without a model", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
