"""Labels: what a person says of one thing in an answer, a row each, only ever added to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

LABELS_FILE = "labels.jsonl"


class Matter(StrEnum):
    """What is labelled: a statement, a citation of it, a point of a right answer, the answer whole."""

    STATEMENT = "statement"
    CITATION = "citation"
    NUGGET = "nugget"
    WHOLE = "whole"


CHOICES: dict[Matter, dict[str, str]] = {
    Matter.STATEMENT: {
        "right": "Đúng",
        "partly": "Đúng một phần",
        "wrong": "Sai",
        "unverifiable": "Không kiểm chứng được",
    },
    Matter.CITATION: {"says": "Nói đúng điều đó", "partly": "Nói một phần", "silent": "Không nói"},
    Matter.NUGGET: {"said": "Có nói", "partly": "Nói một phần", "missing": "Không nói"},
    Matter.WHOLE: {
        "complete": "Đủ",
        "lacks_lesser": "Thiếu ý phụ",
        "lacks_vital": "Thiếu ý chính",
        "wrong": "Sai",
    },
}
"""The labels of each, the best first, with the words that people choose by."""


@dataclass(frozen=True, order=True)
class Item:
    """One thing to label in an answer. ``at``: index of the statement among all of the answer, or of the
    nugget; -1 of the whole. ``citation``: index among the answer's citations, -1 where it is none.
    ``about``: a digest of the nugget's words, since sets are mended.
    """

    matter: Matter
    at: int = -1
    citation: int = -1
    about: str = ""

    @property
    def id(self) -> str:
        """A name within the answer."""
        return f"{self.matter}.{self.at}.{self.citation}"


class Label(BaseModel):
    """What somebody said. ``run``, ``case``, ``digest``, ``repeat``: the row of the answer; ``answer``: a
    digest of its words (``evals.judging.asks.answer_digest``). ``label`` of ``None``: taken back.
    ``undo``: the row takes the one before back, and says what counts again.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    run: str
    case: str
    digest: str
    repeat: int
    answer: str
    matter: Matter
    at: int = -1
    citation: int = -1
    about: str = ""
    who: str
    label: str | None
    words: str = ""
    undo: bool = False
    moment: datetime

    @property
    def item(self) -> Item:
        """What it is the label of."""
        return Item(self.matter, self.at, self.citation, self.about)

    @property
    def known(self) -> bool:
        """Whether the label is one that can be given."""
        return self.label is None or self.label in CHOICES[self.matter]
