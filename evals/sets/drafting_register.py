"""A register of documents proposed from a library, for a person to check against the documents.

A register is there so that no figure on validity rests on the index that it measures. What this makes
does rest on it, so it is written under names that ``read_set`` passes over (``writing.DRAFT``), and what
the library itself is not sure of is told as doubts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.domain.timeline import Timeline
from assistant.domain.validity import Status
from assistant.library.records import DocumentRecord, StoredProvision
from evals.register import Known, Register, Stretch, Wording
from evals.sets.shelf import Shelf

_NUMBER = re.compile(r"(\d+)(.*)")


@dataclass(frozen=True)
class DraftRegister:
    """The proposal; ``doubts``: in Vietnamese, what a person must find out."""

    register: Register
    doubts: tuple[str, ...]


def draft_register(shelf: Shelf, wordings: Iterable[Wording] = ()) -> DraftRegister:
    """Every document of a shelf with its days, its articles, and those articles that have days of
    their own.
    """
    documents = tuple(_known(record, shelf.articles[record.head.number.key]) for record in shelf.documents)
    doubts = tuple(doubt for record in shelf.documents for doubt in _doubts(record))
    return DraftRegister(Register(documents, tuple(wordings)), doubts)


def _known(record: DocumentRecord, articles: Iterable[StoredProvision]) -> Known:
    head = record.head
    held = Stretch(
        starts=record.timeline.in_force_from or head.in_force_from,
        ends=record.timeline.ends_on or head.expires_on,
    )
    labels: set[str] = set()
    parts: dict[str, Stretch] = {}
    for article in articles:
        path = article.provision.path
        labels |= {path.article} if path.article else set()
        own = stretch(article.timeline)
        if own is not None and own != held:
            parts[str(path).partition("#")[2]] = own
    return Known(
        number=str(head.number),
        title=head.title,
        held=held,
        articles=tuple(sorted(labels, key=_natural)),
        parts=parts,
    )


def stretch(life: Timeline) -> Stretch | None:
    """The days from the first in force to the end for good; ``None`` where the first is not known."""
    if life.in_force_from is None:
        return None
    return Stretch(starts=life.in_force_from, ends=life.ends_on)


def _natural(label: str) -> tuple[int, str]:
    found = _NUMBER.match(label)
    return (int(found[1]), found[2]) if found else (0, label)


def _doubts(record: DocumentRecord) -> Iterator[str]:
    number = record.head.number
    for phase in record.timeline.phases:
        since = f" từ {_printed(phase.starts)}" if phase.starts else ""
        if phase.status is Status.UNKNOWN:
            yield f"{number}: thư viện không rõ hiệu lực{since}."
        if phase.status is Status.SUSPENDED:
            yield f"{number}: ngưng hiệu lực{since}, sổ văn bản không ghi được khoảng ngưng."


def _printed(day: date) -> str:
    return day.strftime("%d/%m/%Y")
