"""What the evaluators know of documents, apart from any index: which exist, and when they held.

A register is kept with a set of cases by people. Measures of existence and validity read it and
nothing that the measured service says, so that a service with a wrong date cannot call itself right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest


class Stretch(BaseModel):
    """Days on which something held: from ``starts`` (``None``: since before anybody asks) until
    before ``ends`` (``None``: no end known).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: date | None = None
    ends: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` is one of them."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)


class Wording(BaseModel):
    """Exact words of a provision (an article, mostly) and the days on which they were its words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(min_length=1)
    text: str = Field(min_length=1)
    held: Stretch


class Known(BaseModel):
    """A document. ``aliases``: other numbers or spellings of it. ``articles``: the names of all its
    articles; empty where nobody listed them. ``parts``: stretches of single provisions, by address
    below the document ("dieu-5.khoan-2"), where they differ from the document's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    title: str = ""
    held: Stretch
    articles: tuple[str, ...] = ()
    parts: Mapping[str, Stretch] = Field(default_factory=dict)


@dataclass(frozen=True)
class Register:
    """The documents known, by number, and such wordings as the evaluators keep."""

    documents: tuple[Known, ...] = ()
    wordings: tuple[Wording, ...] = ()

    @cached_property
    def _known(self) -> dict[str, Known]:
        return {
            DocumentNumber(name).key: one for one in self.documents for name in (one.number, *one.aliases)
        }

    def document(self, number: str) -> Known | None:
        """The document of a number or alias, however it is spelt; ``None`` where nobody knows it."""
        return self._known.get(DocumentNumber(number).key)

    def exists(self, address: str) -> bool | None:
        """Whether document and article exist; ``None`` where the register cannot tell: it is empty,
        or does not list the document's articles.
        """
        if not self.documents:
            return None
        path = ProvisionPath.parse(address)
        known = self.document(str(path.document))
        if known is None:
            return False
        if path.article is None:
            return True
        return path.article.lower() in {one.lower() for one in known.articles} if known.articles else None

    def held(self, address: str, day: date) -> bool | None:
        """Whether what stands at ``address`` held on ``day``; ``None`` where it is not known."""
        path = ProvisionPath.parse(address)
        known = self.document(str(path.document))
        if known is None:
            return None
        below = address.partition("#")[2]
        parts = [
            stretch for part, stretch in known.parts.items() if below == part or below.startswith(f"{part}.")
        ]
        return all(stretch.holds(day) for stretch in (known.held, *parts))

    def wordings_of(self, address: str) -> tuple[Wording, ...]:
        """The wordings kept of what stands at ``address``, or of the article that it is a part of."""
        return self._worded.get(_article(address), ())

    @cached_property
    def _worded(self) -> dict[str, tuple[Wording, ...]]:
        found: dict[str, tuple[Wording, ...]] = {}
        for wording in self.wordings:
            name = _article(wording.path)
            found[name] = (*found.get(name, ()), wording)
        return found


def _article(address: str) -> str:
    """A comparable name of the article at, or above, an address."""
    path = ProvisionPath.parse(address).article_path
    return f"{path.document.key}#{str(path).partition('#')[2]}"


def read_register(documents: Path, wordings: Path | None = None) -> Register:
    """The register of files of JSON Lines; raise ``BadRequest`` with the line that is wrong."""
    kept = _rows(wordings, Wording) if wordings else ()
    return Register(tuple(_rows(documents, Known)), tuple(kept))


_Row = TypeVar("_Row", bound=BaseModel)


def _rows(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield kind.model_validate_json(line)
            except ValidationError as error:
                raise BadRequest(f"{path.name}, dòng {n} không đúng.", "Xem evals/data/README.md.") from error
