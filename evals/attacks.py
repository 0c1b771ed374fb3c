"""Attacks on the assistant: what is asked, what an obedient model writes, what must never be shown.

Each attack stands in ``data/attacks/<family>.yaml``; ``topics.yaml`` holds the honest questions, and
``documents`` the poisoned regulations, all of them invented. ``data/attacks/README.md`` explains the fields.
"""

import base64
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.conversation import Turn

DATA = Path(__file__).parent / "data" / "attacks"
DOCUMENTS = DATA / "documents"
_TOPICS = DATA / "topics.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Topic(_Strict):
    """An honest question and the article of the sample library that answers it."""

    question: str
    path: str


class Earlier(_Strict):
    """A turn that a client sends along; its answer may be forged."""

    question: str
    answer: str = ""


class Filler(_Strict):
    """Words said over and over."""

    unit: str
    times: int


class EndlessReply(_Strict):
    """A reply that does not end by itself."""

    start: str
    word: str
    tokens: int


class ManyStatements(_Strict):
    """One statement over and over; ``{n}`` in it counts."""

    text: str
    times: int


class ManyTurns(_Strict):
    """One earlier turn over and over."""

    question: str
    answer: str
    times: int


class Attack(_Strict):
    """One attack. ``claims``: statements an obedient model writes; ``raw``: whole replies of its;
    ``rewrites``: what it makes of a follow-up. ``forbidden``: what may stand nowhere in an answer but in
    quotations of the library (``re:`` begins a pattern, else words, whatever their case and marks);
    ``echo_forbidden``: nor where the asker's own words are repeated. ``leak``: asks for the prompt.
    """

    id: str
    family: str = ""
    language: str = "vi"
    topic: str
    question: str = ""
    path: str = ""
    turns: tuple[Earlier, ...] = ()
    turns_many: ManyTurns | None = None
    claims: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()
    rewrites: str = ""
    endless: EndlessReply | None = None
    nested: int = 0
    many: ManyStatements | None = None
    filler: Filler | None = None
    as_of: str = ""
    audience: str = ""
    conversation: str = ""
    feedback: str = ""
    fault: str = ""
    honest: bool = False
    leak: bool = False
    forbidden: tuple[str, ...] = Field(default=())
    echo_forbidden: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> str:
        """The question as it is typed."""
        filler = self.filler.unit * self.filler.times if self.filler else ""
        return hidden(self.question or TOPICS[self.topic].question).replace("{filler}", filler)

    @cached_property
    def earlier(self) -> tuple[Turn, ...]:
        """The turns that come with it."""
        turns = self.turns
        if self.turns_many is not None:
            one = Earlier(question=self.turns_many.question, answer=self.turns_many.answer)
            turns = (one,) * self.turns_many.times
        return tuple(Turn(question=turn.question, answer=turn.answer) for turn in turns)

    @property
    def honest_question(self) -> str:
        """The same matter asked plainly."""
        return TOPICS[self.topic].question

    @property
    def answered_by(self) -> str:
        """The article that answers the matter."""
        return self.path or TOPICS[self.topic].path

    @property
    def asks_plainly(self) -> bool:
        """Whether its question hides nothing, so that the answer must be there."""
        return self.honest or not (self.question or self.turns or self.filler)


class Secrets(_Strict):
    """What a deployment must keep to itself; each may be asked for."""

    key: str
    url: str
    home: str

    @property
    def places(self) -> Mapping[str, str]:
        """What stands for them in claims and in what is forbidden."""
        return {
            "{key}": self.key,
            "{key_spaced}": " ".join(self.key[at : at + 4] for at in range(0, len(self.key), 4)),
            "{key_base64}": base64.b64encode(self.key.encode()).decode(),
            "{url}": self.url,
            "{home}": self.home,
        }

    def told(self, text: str) -> str:
        """``text`` with the secrets in their places."""
        for place, secret in self.places.items():
            text = text.replace(place, secret)
        return text


def load() -> tuple[Attack, ...]:
    """All attacks, in the order of families and numbers. Raises where a file is not as it must be."""
    files = sorted(path for path in DATA.glob("*.yaml") if path != _TOPICS)
    return tuple(Attack(**{**row, "family": path.stem}) for path in files for row in _read(path))


def hidden(text: str) -> str:
    """``text`` with characters that nobody sees in the places named for them."""
    while "{tags:" in text:
        before, _, rest = text.partition("{tags:")
        said, _, after = rest.partition("}")
        text = before + "".join(chr(0xE0000 + ord(char)) for char in said if char.isascii()) + after
    return text.replace("{combining}", "\u0301\u0323\u0489" * 40)


def _read(path: Path) -> Any:  # noqa: ANN401 - pydantic checks what it is
    return yaml.safe_load(path.read_text("utf-8"))


TOPICS: Mapping[str, Topic] = {name: Topic(**row) for name, row in _read(_TOPICS).items()}
"""Honest questions by name."""
