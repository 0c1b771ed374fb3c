"""A model that invents: true answers, and the same answers with one fact made up.

The data (``evals/data/inventions``, fields in its README) holds statements in this project's own
words and the addresses they rest on; what is cited is read from a library when the figures
are taken. This module only reads and joins; ``inventions_scoring`` counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.answering.citing import cite
from assistant.answering.passages import Span
from assistant.answering.standing import standing_of
from assistant.assistant import Assistant
from assistant.domain.answer import Citation
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest, NotFound

DATA = Path(__file__).parent / "data" / "inventions"
"""The shipped answers and inventions."""

HAND = "hand"
"""The operator of an invention that a person wrote."""


class Part(StrEnum):
    """``DEVELOPMENT``: rules may be written with it in view; ``HELD_OUT``: it is only measured."""

    DEVELOPMENT = "development"
    HELD_OUT = "held-out"


class Home(StrEnum):
    """The library that has what is cited: the shipped sample, or the codification's education topics."""

    SAMPLE = "sample"
    CODIFICATION = "codification"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Strict):
    """A statement and the addresses of the units it cites."""

    cites: tuple[str, ...] = Field(min_length=1)
    text: str = Field(min_length=10)


class TrueAnswer(_Strict):
    """An answer of which every statement is true of what it cites on ``as_of``."""

    id: str = Field(min_length=1)
    part: Part
    library: Home
    audience: Literal["official", "citizen"]
    language: Literal["vi", "en"] = "vi"
    as_of: date
    statements: tuple[Said, ...] = Field(min_length=2, max_length=4)


class Invention(_Strict):
    """What stands in place of statement number ``statement`` (from 0) of an answer; false of what
    it cites. ``operator``: what made it, or ``hand``. ``cites``: other addresses than the true ones.
    """

    id: str = Field(min_length=1)
    answer: str
    statement: int = Field(ge=0)
    family: str = Field(min_length=1)
    operator: str = Field(min_length=1)
    text: str = Field(min_length=10)
    cites: tuple[str, ...] = ()


class Case(_Strict):
    """An answer with one statement replaced by an invention."""

    answer: TrueAnswer
    invention: Invention

    @model_validator(mode="after")
    def _changes(self) -> Self:
        if self.invented == self.replaced:
            raise ValueError(f"{self.invention.id} invents nothing")
        return self

    @property
    def replaced(self) -> Said:
        """The true statement whose place is taken."""
        return self.answer.statements[self.invention.statement]

    @property
    def invented(self) -> Said:
        """What stands there instead."""
        return Said(cites=self.invention.cites or self.replaced.cites, text=self.invention.text)

    @property
    def statements(self) -> tuple[Said, ...]:
        """What the inventing model says, in order."""
        said = list(self.answer.statements)
        said[self.invention.statement] = self.invented
        return tuple(said)


_Row = TypeVar("_Row", bound=_Strict)


def answers(folder: Path = DATA) -> tuple[TrueAnswer, ...]:
    """The true answers in the order of their file; raise ``BadRequest`` where a line is wrong."""
    return tuple(_rows(folder / "answers.jsonl", TrueAnswer))


def inventions(folder: Path = DATA) -> tuple[Invention, ...]:
    """The inventions in the order of their file; raise ``BadRequest`` where a line is wrong."""
    return tuple(_rows(folder / "inventions.jsonl", Invention))


def cases(
    true: Sequence[TrueAnswer], false: Sequence[Invention], part: Part | None = None
) -> tuple[Case, ...]:
    """Each invention put into its answer; of one part, or of both."""
    by_id = {answer.id: answer for answer in true}
    joined = (Case(answer=by_id[one.answer], invention=one) for one in false if one.answer in by_id)
    return tuple(case for case in joined if part is None or case.answer.part is part)


def _rows(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield kind.model_validate(orjson.loads(line))
        except (orjson.JSONDecodeError, ValidationError) as error:
            raise BadRequest(f"Dòng {at} của {path.name} không đúng.", str(error)) from error


@dataclass(frozen=True)
class Cited:
    """Reads what statements cite from one library."""

    assistant: Assistant

    def citations(self, paths: Sequence[str], day: date) -> tuple[Citation, ...]:
        """The whole units at ``paths`` as citations in the words of ``day``; raise ``NotFound``."""
        return tuple(self._citation(ProvisionPath.parse(path), day) for path in paths)

    def _citation(self, path: ProvisionPath, day: date) -> Citation:
        stored = self.assistant.show(path, day)
        return cite(stored, _span(stored.provision, path), standing_of(stored, day))


def _span(provision: Provision, path: ProvisionPath) -> Span:
    """The unit at exactly ``path``, without blank ends. Not cut however long: what a model is shown
    of a long clause is another matter than whether the clause bears a statement out.
    """
    if path == provision.path:
        return _stripped(provision.text, Span(path, 0, len(provision.text)))
    unit = provision.unit(path)
    if unit is None:
        raise NotFound(f"Không có {path}.", "Địa chỉ của một câu mẫu phải có trong thư viện.")
    return _stripped(provision.text, Span(path, unit.start, unit.end))


def _stripped(text: str, span: Span) -> Span:
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(span.path, start, start + len(inner.strip()))
