"""Conversations whose last question leans on those before: whether the rules alone find what it asks for.

Each question goes through the door with the turns before it, as a conversation does, and without a
language model; the next one leans on it. A case counts as found where one of its provisions, or a
unit inside it, is among the first three citations and hits, and the answer is for the day that the
case names.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.assistant import Assistant
from assistant.domain.answer import Answer
from assistant.domain.conversation import Turn

FOLLOW_UPS = Path(__file__).with_name("data") / "follow_ups.jsonl"
FIRST = 3
"""How many places count."""


class Case(BaseModel):
    """A conversation: ``turns`` asked before, ``question`` the follow-up, ``paths`` any of which
    answers it, ``as_of`` the day it is for where it names one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str
    turns: tuple[str, ...]
    question: str
    paths: tuple[str, ...]
    as_of: date | None = None

    @property
    def held_out(self) -> bool:
        """Even cases are held out: the rules were written with odd ones alone."""
        return int(self.id.rpartition("-")[2]) % 2 == 0


@dataclass(frozen=True)
class Found:
    """How a case ended: the question as it was understood, the place of what was to be found
    (from 1; 0 where it is not there), and whether the day is the right one.
    """

    case: Case
    understood: str
    place: int
    on_the_day: bool

    @property
    def is_right(self) -> bool:
        """Among the first places, for the right day."""
        return self.on_the_day and 1 <= self.place <= FIRST

    @property
    def is_first(self) -> bool:
        """In the first place, for the right day."""
        return self.on_the_day and self.place == 1


def load(path: Path = FOLLOW_UPS) -> tuple[Case, ...]:
    """The cases of a JSON Lines file."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(Case.model_validate_json(line) for line in lines if line.strip())


def run(assistant: Assistant, case: Case, typed: Callable[[str], str] = str) -> Found:
    """Hold a conversation; ``typed``: how its questions are typed."""
    turns = list[Turn]()
    for question in map(typed, case.turns):
        turns.append(_turn(question, assistant.answer(question, turns=turns)))
    question = typed(case.question)
    answer = assistant.answer(question, turns=turns)
    understood = answer.standalone or question
    hits = assistant.search(understood, FIRST, answer.as_of).hits
    given = [citation.path for citation in answer.citations]
    places = [*given, *(str(hit.stored.provision.path) for hit in hits)]
    on_the_day = case.as_of is None or case.as_of == answer.as_of
    return Found(case, understood, place(places, case.paths), on_the_day)


def _turn(question: str, answer: Answer) -> Turn:
    cited = tuple(citation.path for citation in answer.citations)
    alone = answer.standalone or question
    return Turn(question=question, standalone=alone, as_of=answer.as_of, cited=cited)


def place(found: Iterable[str], wanted: Sequence[str]) -> int:
    """The place, from 1, of the first address among ``found`` that is one of ``wanted`` or inside
    one; 0 where there is none. An address counts once.
    """
    inside = (
        any(path == one or path.startswith((f"{one}.", f"{one}#")) for one in wanted)
        for path in dict.fromkeys(found)
    )
    return next((at for at, is_inside in enumerate(inside, start=1) if is_inside), 0)
