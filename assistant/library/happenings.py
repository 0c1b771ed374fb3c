"""What came into force, changed or ended in a stretch of time, for those who follow a field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, and_, func, select

from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Phase, Timeline, of_phases
from assistant.domain.validity import Status
from assistant.domain.words import fold
from assistant.library.queries import EDITION, HEARD, LIVES_OF, asking, with_document
from assistant.library.rows import path, phase_of
from assistant.library.store import Store
from assistant.library.tables import documents, phases, provisions, seen

_CHUNK = 1_000
_SHOWN = ("number", "title", "search", "topic")


class Happened(StrEnum):
    """What happened to a document or provision, in Vietnamese."""

    BEGAN = "bắt đầu có hiệu lực"
    CHANGED = "được sửa đổi, bổ sung"
    RESUMED = "có hiệu lực trở lại"
    ENDED = "hết hiệu lực"
    SUSPENDED = "ngưng hiệu lực"
    DOUBTFUL = "chưa rõ còn hiệu lực"


@dataclass(frozen=True)
class Happening:
    """What happened on ``day`` to the provision at ``path``, or to a whole document with
    ``provisions`` articles. ``because``: what brought it about.
    """

    day: date
    what: Happened
    path: ProvisionPath
    heading: str
    document_title: str
    because: tuple[Basis, ...] = ()
    provisions: int = 0


def happenings(
    store: Store, since: date, until: date | None, edition: int, access: Access, text: str
) -> list[Happening]:
    """In the order of days, then of addresses; ``until`` is the last day, ``text`` words of the
    document's number, title, issuer or field. What happens to all of a document is told once.
    """
    asked = asking(edition, access)
    words = fold(text).split()
    with store.reading() as connection:
        found = connection.execute(_query(since, until), asked).mappings()
        rows = [row for row in found if _is_about(row, words)]
        lives = _lives(connection, asked, sorted({row["number_key"] for row in rows}))
    return _told(rows, lives)


def _query(since: date, until: date | None) -> Any:  # noqa: ANN401  a select
    same = and_(provisions.c.number_key == phases.c.number_key, provisions.c.tail == phases.c.tail)
    query = (
        select(
            phases,
            *(documents.c[name] for name in _SHOWN),
            func.min(provisions.c.heading).label("heading"),
        )
        .join(documents, with_document(phases))
        .outerjoin(provisions, and_(same, seen(provisions, EDITION)))
        .where(HEARD, phases.c.starts >= since)
        .group_by(*phases.c, *(documents.c[name] for name in _SHOWN))
        .order_by(phases.c.starts, phases.c.number_key, phases.c.tail)
    )
    return query if until is None else query.where(phases.c.starts <= until)


def _is_about(row: Any, words: Sequence[str]) -> bool:  # noqa: ANN401  a row of the query
    """Whether all the words, without diacritics, stand in what a document is found by or its field."""
    return all(word in row["search"] or word in _folded(row["topic"] or "") for word in words)


_folded = lru_cache(maxsize=1_000)(fold)
"""Fields are few, and documents many."""


def _lives(
    connection: Connection, asked: dict[str, object], keys: Sequence[str]
) -> dict[tuple[str, str], Timeline]:
    found: dict[tuple[str, str], list[Phase]] = {}
    for start in range(0, len(keys), _CHUNK):
        asked_now = asked | {"keys": keys[start : start + _CHUNK]}
        for row in connection.execute(LIVES_OF, asked_now).mappings():
            found.setdefault((row["number_key"], row["tail"]), []).append(phase_of(row))
    return {place: of_phases(life) for place, life in found.items()}


def _told(rows: Sequence[Any], lives: Mapping[tuple[str, str], Timeline]) -> list[Happening]:
    """Documents first; an article's share in what befell its whole document is counted there."""
    found: dict[tuple[str, date, Happened], Happening] = {}
    articles: list[tuple[str, Happening]] = []
    for row in rows:
        happening = _happening(row, lives[row["number_key"], row["tail"]])
        if happening is None:
            continue
        if row["tail"]:
            articles.append((row["number_key"], happening))
        else:
            found[row["number_key"], happening.day, happening.what] = happening
    alone: list[Happening] = []
    for key, happening in articles:
        whole = found.get((key, happening.day, happening.what))
        if whole is None:
            alone.append(happening)
        else:
            found[key, happening.day, happening.what] = replace(whole, provisions=whole.provisions + 1)
    return sorted([*found.values(), *alone], key=lambda one: (one.day, str(one.path), one.what))


def _happening(row: Any, life: Timeline) -> Happening | None:  # noqa: ANN401  a row of the query
    phase = phase_of(row)
    what = _what(phase, life, whole=not row["tail"])
    if what is None or phase.starts is None:
        return None
    where = path(row["number"], row["tail"])
    because = life.told(phase) if what is Happened.CHANGED else phase.because
    return Happening(phase.starts, what, where, row["heading"] or "", row["title"], because)


def _what(phase: Phase, life: Timeline, *, whole: bool) -> Happened | None:
    """A document that is partly ended says nothing that its articles do not say."""
    before = life.before(phase)
    if phase.status in (Status.IN_FORCE, Status.PARTLY_EXPIRED):
        if before is not None and before.status is Status.NOT_YET:
            return Happened.BEGAN
        if before is not None and before.status in (Status.SUSPENDED, Status.EXPIRED):
            return Happened.RESUMED
        return Happened.CHANGED if not whole and life.changes(phase) else None
    if before is not None and before.status is phase.status:
        return Happened.CHANGED if not whole and life.told(phase) else None
    return {
        Status.EXPIRED: Happened.ENDED,
        Status.SUSPENDED: Happened.SUSPENDED,
        Status.UNKNOWN: Happened.DOUBTFUL,
    }.get(phase.status)
