"""Date-flip pairs: one question, two days; the answer changes if and only if the provision did.

The file (JSON Lines, fields in ``evals/data/README.md``) says which version governs each day.
Its days and the words' digests come from the packages of the codification, read apart from
the library under test (``flips_reader``); no figure here rests on a date of the index.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest
from evals.flips_reader import Article, Key, article_key, digest

PAIRS = Path(__file__).parent / "data" / "date_flips.jsonl"
"""The shipped pairs."""

_DATE = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b|\b(?:ngày|tháng|năm)\s+\d", re.IGNORECASE)


class Sort(StrEnum):
    """What happened between the two days."""

    CHANGED = "changed"
    REPLACED = "replaced"
    BEGUN = "begun"
    ENDED = "ended"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gold(_Strict):
    """The version that governs a day: in force from ``start`` until before ``end``.

    ``scope`` of ``None``: not told apart. ``words``: digest of the article's whole text.
    """

    document: str = Field(min_length=1)
    article: str = Field(min_length=1)
    scope: str | None
    start: date = Field(alias="from")
    end: date | None = Field(alias="to")
    words: str = Field(pattern=r"^[0-9a-f]{16}$")

    @property
    def key(self) -> Key:
        """The article's comparable name."""
        return article_key(self.document, self.article)

    def holds(self, day: date) -> bool:
        """Whether it governs ``day``."""
        return self.start <= day and (self.end is None or day < self.end)

    def names(self, path: ProvisionPath) -> bool:
        """Whether a citation's address lies in this article."""
        same = path.article is not None and article_key(str(path.document), path.article) == self.key
        return same and self.scope in (None, path.scope)


class ChangedBy(_Strict):
    """The provision that made the difference, and its first day."""

    document: str
    article: str | None
    day: date


class Pair(_Strict):
    """A question with two days. A gold of ``None``: the article did not apply on that day;
    whether another did is not claimed. ``superseded``: addresses of articles, or of whole
    documents, that must not be given as in force on the second day.
    """

    id: str = Field(min_length=1)
    sort: Sort
    question: str = Field(min_length=10)
    education: bool
    day1: date
    day2: date
    gold1: Gold | None
    gold2: Gold | None
    change: ChangedBy
    superseded: tuple[str, ...]
    checked: Literal[True]

    @property
    def sides(self) -> tuple["Side", "Side"]:
        """Both days."""
        return (
            Side(self.question, self.day1, self.gold1, self.gold2),
            Side(self.question, self.day2, self.gold2, self.gold1, self.superseded),
        )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.day1 < self.change.day <= self.day2:
            raise ValueError("the change must fall after the first day, at the latest on the second")
        if any(side.gold and not side.gold.holds(side.day) for side in self.sides):
            raise ValueError("a gold version must govern its day")
        if _DATE.search(self.question):
            raise ValueError("the question must name no date")
        if (self.gold1 is None, self.gold2 is None) != (self.sort is Sort.BEGUN, self.sort is Sort.ENDED):
            raise ValueError("the sort must say which day has no version")
        if self.gold1 and self.gold2 and self.gold1.words == self.gold2.words:
            raise ValueError("the two versions must differ in their words")
        return self


@dataclass(frozen=True, slots=True)
class Side:
    """One day of a pair: its version and the other day's, and what is superseded by then."""

    question: str
    day: date
    gold: Gold | None
    other: Gold | None
    superseded: tuple[str, ...] = ()


def load(path: Path = PAIRS) -> list[Pair]:
    """Read pairs; raise ``BadRequest`` naming the first line that is none or repeats an id."""
    pairs, seen = list[Pair](), set[str]()
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            pair = Pair.model_validate(orjson.loads(line))
        except (orjson.JSONDecodeError, ValidationError) as error:
            raise BadRequest(f"Dòng {number} của {path.name} không đúng mẫu: {error}", _SHAPE) from error
        if pair.id in seen:
            raise BadRequest(f"Dòng {number} của {path.name} lặp lại mã {pair.id}.", _SHAPE)
        seen.add(pair.id)
        pairs.append(pair)
    return pairs


_SHAPE = "Mẫu nằm trong evals/data/README.md."


def ended_documents(pairs: Iterable[Pair]) -> dict[str, date]:
    """The days on which whole documents ended, by the documents' keys: where a superseded
    address is a document's, another document ended all of it.
    """
    paths = ((ProvisionPath.parse(path), pair.change.day) for pair in pairs for path in pair.superseded)
    return {path.document.key: day for path, day in paths if not path.segments}


def governing_words(pairs: Iterable[Pair], articles: Iterable[Article]) -> dict[str, str]:
    """The words of every gold version, by their digest; raise ``BadRequest`` where the
    packages lack one, because then they are not those that the pairs were made from.
    """
    wanted = {(gold.key, gold.words): pair.id for pair in pairs for gold in (pair.gold1, pair.gold2) if gold}
    keys = {key for key, _ in wanted}
    found = {(each.key, digest(each.words)): each.words for each in articles if each.key in keys}
    lacking = sorted({pair for version, pair in wanted.items() if version not in found})
    if lacking:
        raise BadRequest(f"Các gói không có lời văn của cặp: {', '.join(lacking)}.", _SHAPE)
    return {words: found[key, words] for key, words in wanted}
