"""A case of an evaluation: a question, the day, and what a right answer stands on.

One JSON object a line, every field in every line, described in ``evals/data/README.md``. Reading is
strict: what is not known here, or says two things at once, is refused with its line.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.domain.answer import Audience, Outcome
from assistant.domain.conversation import Turn
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest


class DateMode(StrEnum):
    """How the question stands to time. ``CURRENT``: it asks for the day it is asked on, in words or by
    a day beside it; ``UNSTATED``: it says nothing of time. ``STRADDLING``: about a stretch in which
    the rule changed; only a person can tell.
    """

    CURRENT = "current"
    PAST = "past"
    FUTURE = "future"
    UNSTATED = "unstated"
    STRADDLING = "straddling"


class Split(StrEnum):
    """What a case may be used for: to build with, to guard what was reached, to measure once."""

    DEV = "dev"
    REGRESSION = "regression"
    HOLDOUT = "holdout"


class Kind(StrEnum):
    """What a case is about; slices are cut by it. ``SIMPLE``: one provision answers. ``SEVERAL``: it
    takes more than one, a chain of documents too. ``DATE``: the day decides. ``FLIP``: one of a pair
    with the same question and another day. ``PROCEDURE``: how to get something done.
    ``CONVERSATION``: it leans on turns before it. ``UNANSWERABLE``: of the field, and nothing in the
    library answers. ``ATTACK``: it tries to have the rules broken.
    """

    SIMPLE = "simple"
    SEVERAL = "several"
    DATE = "date"
    FLIP = "flip"
    PROCEDURE = "procedure"
    CONVERSATION = "conversation"
    UNANSWERABLE = "unanswerable"
    OUT_OF_FIELD = "out_of_field"
    ATTACK = "attack"


SAID = frozenset({Outcome.ANSWERED, Outcome.PARTLY})
"""Outcomes that give provisions as an answer."""


def _address(text: str) -> str:
    ProvisionPath.parse(text)  # raises ValueError
    return text


def _provision(text: str) -> str:
    if not ProvisionPath.parse(text).segments:
        raise ValueError("a whole document is no provision")
    return text


Address = Annotated[str, AfterValidator(_address)]
Provision = Annotated[str, AfterValidator(_provision)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Nugget(_Value):
    """Something that a whole answer says; ``vital``: without it the answer is wrong."""

    text: str = Field(min_length=1)
    vital: bool


class Case(_Value):
    """A question with what is known of its right answer.

    ``gold``: groups of provisions; an answer needs one of each group (a chain has a group for each
    link). ``superseded``: provisions or whole documents that must not be given as in force on the
    day. ``expected``: the outcomes that are right. ``field``: what it is about, for slices.
    ``cluster``: cases of one cluster share a document and are no independent draws. ``pair``: the
    two sides of a date flip share it. ``variant_of``: the case that this one asks in other letters.
    ``checked_by``: nobody where the gold is only proposed.
    """

    id: str = Field(min_length=1)
    question: str = Field(min_length=1)
    as_of: date
    date_mode: DateMode
    kind: Kind
    field: str
    audience: Audience | None
    history: tuple[Turn, ...]
    gold: tuple[Annotated[tuple[Provision, ...], Field(min_length=1)], ...]
    superseded: tuple[Address, ...]
    nuggets: tuple[Nugget, ...]
    answerable: bool
    expected: tuple[Outcome, ...] = Field(min_length=1)
    cluster: str = Field(min_length=1)
    pair: str | None
    variant_of: str | None
    split: Split
    source: str = Field(min_length=1)
    checked_by: str | None
    checked_on: date | None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.answerable != bool(self.gold):
            raise ValueError("gold stands where, and only where, the question is answerable")
        if self.answerable != bool(SAID & set(self.expected)):
            raise ValueError("an answer is expected where, and only where, the question is answerable")
        if (self.checked_by is None) != (self.checked_on is None):
            raise ValueError("checked_by and checked_on go together")
        given = {address for group in self.gold for address in group}
        if given & set(self.superseded):
            raise ValueError("an address is both gold and superseded")
        return self


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; raise ``BadRequest`` with the line that is wrong."""
    found: dict[str, Case] = {}
    for n, line in _lines(path):
        try:
            case = Case.model_validate_json(line)
        except ValidationError as error:
            where = ", ".join(str(part) for part in error.errors()[0]["loc"]) or "cả dòng"
            raise BadRequest(
                f"{path.name}, dòng {n}: {where} không đúng.", "Xem evals/data/README.md."
            ) from error
        if case.id in found:
            raise BadRequest(f"{path.name}, dòng {n}: mã {case.id} đã có ở dòng trên.")
        found[case.id] = case
    return list(found.values())


def written(cases: Iterable[Case]) -> str:
    """The cases as the text of a file."""
    return "".join(f"{case.model_dump_json()}\n" for case in cases)


def write_cases(path: Path, cases: Sequence[Case]) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(written(cases), encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"Không đọc được tệp {path}.", "Đưa một tệp JSONL (UTF-8).") from error
    return ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
