"""What 200 notes of the codification say, written down by hand, against what the reader makes of them.

``evals/data/note_facts.jsonl``; facts only, so the package must be at hand to compare. A note
counts as right when every one of its facts is: article, number, days, units that start on days
of their own, and every change in its order with its kinds, changing provisions and day.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from ingest.codification.changes import Change
from ingest.codification.markup import one_line
from ingest.codification.notes import Note
from ingest.codification.tails import PartForce
from ingest.codification.topic import TOPIC

FACTS = Path(__file__).parent / "data" / "note_facts.jsonl"
Place = tuple[str, str, str]
"""Topic, and label and anchor of an article in it; no two of them alone are enough."""
_PIECE = re.compile(r"<p\s+class=['\"]p(Chuong|Dieu|GhiChu|NoiDung|ChiDan)['\"]\s*>")
_ANCHOR = re.compile(r"<a\s+name=['\"]([^'\"]{1,200})['\"]")


class PartFact(BaseModel):
    """Units of the article that start on a day of their own."""

    model_config = ConfigDict(frozen=True)

    units: tuple[str, ...]
    starts: date = Field(alias="from")

    def agrees(self, part: PartForce) -> bool:
        """Whether the reader says the same."""
        units = tuple(".".join(map(str, unit)) for unit in part.units)
        return (units, part.in_force_from, part.until) == (self.units, self.starts, None)


class ChangeFact(BaseModel):
    """One change: kinds said of the whole article and of some of it, who made it, from which day."""

    model_config = ConfigDict(frozen=True)

    whole: tuple[str, ...]
    part: tuple[str, ...]
    inserted: bool
    by: tuple[str, ...]
    on: date

    def agrees(self, change: Change) -> bool:
        """Whether the reader says the same."""
        by = tuple(ProvisionPath.parse(one) for one in self.by)
        kinds = (change.whole_kinds, change.part_kinds, change.whole, change.inserted)
        said = (self.whole, self.part, bool(self.whole), self.inserted)
        return (*kinds, change.provisions, change.effective_on) == (*said, by, self.on)


class NoteFact(BaseModel):
    """One note: where it stands in a package, and what it says."""

    model_config = ConfigDict(frozen=True)

    package: str
    topic: str
    label: str
    anchor: str
    article: str
    number: str
    issued_on: date | None
    in_force_from: date
    last_day: date | None
    parts: tuple[PartFact, ...]
    changes: tuple[ChangeFact, ...]

    @property
    def place(self) -> Place:
        """Where the note stands in its package."""
        return self.topic, self.label, self.anchor

    def differences(self, note: Note) -> tuple[str, ...]:
        """The names of the facts that the reader has otherwise."""
        same = {
            "article": note.article == self.article,
            "number": note.number == DocumentNumber(self.number),
            "issued_on": note.issued_on == self.issued_on,
            "in_force_from": note.in_force_from == self.in_force_from,
            "last_day": note.until == self.last_day,
            "parts": len(note.parts) == len(self.parts)
            and all(fact.agrees(part) for fact, part in zip(self.parts, note.parts, strict=True)),
            "changes": len(note.changes) == len(self.changes)
            and all(fact.agrees(one) for fact, one in zip(self.changes, note.changes, strict=True)),
        }
        return tuple(name for name, right in same.items() if not right)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A note of the set that was not found, or facts that the reader has otherwise."""

    fact: NoteFact
    what: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.fact.package} {self.fact.topic} {self.fact.label}: {', '.join(self.what)}"


def read_facts(package: str | None = None) -> tuple[NoteFact, ...]:
    """The facts written by hand, of one package or of both."""
    facts = (NoteFact(**orjson.loads(line)) for line in FACTS.read_bytes().splitlines())
    return tuple(fact for fact in facts if package in (None, fact.package))


def printed_notes(path: Path) -> Iterator[tuple[Place, str]]:
    """Every note (``p.pGhiChu``) of a package, found by plain search and not by the reader."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            html = archive.read(name).decode("utf-8-sig", errors="replace")
            if topic := TOPIC.search(html[:20_000]):
                yield from _notes(html, topic["number"])


def _notes(html: str, topic: str) -> Iterator[tuple[Place, str]]:
    pieces = _PIECE.split(html)
    place = (topic, "", "")
    for kind, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind == "Dieu":
            anchor = _ANCHOR.search(body)
            label = " ".join(one_line(body).split(maxsplit=2)[:2])
            place = (topic, label, anchor[1] if anchor else "")
        elif kind == "GhiChu":
            yield place, one_line(body)


def compare(facts: Iterable[NoteFact], notes: Mapping[Place, Note]) -> Iterator[Wrong]:
    """Each note that is not right; ``notes`` by topic, label and anchor."""
    for fact in facts:
        note = notes.get(fact.place)
        what = ("not found",) if note is None else fact.differences(note)
        if what:
            yield Wrong(fact, what)
