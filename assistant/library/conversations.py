"""Conversations: what was asked and answered, turn by turn, for those who hold their id.

The id is the right to read a conversation and to delete it, and nobody can guess it. Questions
come here with personal data masked. A conversation is forgotten so many days after its last turn,
and one that was begun and never used after a day. What is deleted is overwritten
(``assistant.library.side``).
"""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)

from assistant.domain.answer import Answer, Audience
from assistant.domain.conversation import Turn
from assistant.domain.document import Access
from assistant.errors import NotFound
from assistant.library.rows import clean
from assistant.library.side import before, erase, moment, now, opened, span
from assistant.library.store import Store

TURNS_KEPT = 100
"""Turns of a conversation that are kept: of a longer one the last."""

_metadata = MetaData()

_conversations = Table(
    "conversations",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False, index=True),
    Column("audience", String(16)),
    Column("access", String(16), nullable=False),
    Column("turns", Integer, nullable=False),
)
_turns = Table(
    "turns",
    _metadata,
    Column("conversation", String(32), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("asked", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("answer", Text, nullable=False),
    Column("cited", Text, nullable=False),
    Column("answer_id", String(32), nullable=False),
    Column("made_by", String(16), nullable=False, server_default="extractive"),
    Column("language", String(8), nullable=False, server_default="vi"),
)
_BYTES = 24
_UNUSED_DAYS = 1
_TIDY_EVERY_S = 600.0
_ASKED_CHARS, _ANSWER_CHARS, _CITED = 4_000, 20_000, 50
"""The most of a turn that is kept: whole in all but absurd ones, and nobody fills the disk."""
_LEANED_ON_CHARS = 1_200
"""The most of an answer that a new question leans on."""


@dataclass(frozen=True)
class KeptTurn:
    """A turn as it is kept: what was asked and how it was understood, and the answer. ``made_by`` and
    ``language``: as in ``Answer``; of turns kept before they were, ``extractive`` and ``vi``.
    """

    n: int
    at: datetime
    asked: str
    standalone: str
    as_of: date
    outcome: str
    answer: str
    cited: tuple[str, ...]
    answer_id: str
    made_by: str
    language: str

    @property
    def turn(self) -> Turn:
        """What a new question may lean on."""
        return Turn(
            question=self.asked,
            standalone=self.standalone,
            as_of=self.as_of,
            cited=self.cited,
            answer=_cut(self.answer, _LEANED_ON_CHARS),
        )


@dataclass(frozen=True)
class Conversation:
    """A conversation with its turns, the first first. ``kept_until``: unless it goes on."""

    id: str
    begun_at: datetime
    last_at: datetime
    kept_until: datetime
    audience: Audience | None
    access: Access
    turns: tuple[KeptTurn, ...] = ()


class Conversations:
    """Conversations by id. ``days``: how long they are kept after their last turn; 0 keeps none.

    Safe to share between threads, and beside other processes. An internal conversation is found by
    internal askers alone; one that was begun by the public becomes internal with the first turn
    that may show internal texts.
    """

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._days = days
        self._tidied = time.monotonic()

    @classmethod
    def open(cls, url: str, days: int) -> "Conversations":
        """Open them at a SQLAlchemy URL, forgetting what is too old."""
        store = opened(url, _metadata, lambda connection: _forget(connection, days), erases=True)
        erase(store)
        return cls(store, days)

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    def begin(self, audience: Audience | None = None, access: Access = Access.PUBLIC) -> str:
        """Begin a conversation; return its id. Empty where none are kept."""
        if not self._days:
            return ""
        self._tidy()
        begun = now()
        row = {
            "id": secrets.token_urlsafe(_BYTES),
            "begun_at": begun,
            "last_at": begun,
            "audience": audience.value if audience else None,
            "access": access.value,
            "turns": 0,
        }
        with self._store.writing() as connection:
            connection.execute(insert(_conversations), row)
        return str(row["id"])

    def add(self, id_: str, answer: Answer, access: Access = Access.PUBLIC) -> bool:
        """Keep an answer as the next turn; false where the conversation is gone meanwhile.

        ``answer.question`` is kept as what was asked: personal data is masked there already.
        """
        self._tidy()
        with self._store.writing() as connection:
            row = self._row(connection, id_, access, lock=True)
            if row is None:
                return False
            n, inside = row.turns + 1, Access.INTERNAL in (access, Access(row.access))
            connection.execute(insert(_turns), _turn_row(id_, n, answer))
            old = and_(_turns.c.conversation == id_, _turns.c.n <= n - TURNS_KEPT)
            connection.execute(delete(_turns).where(old))
            kept_as = Access.INTERNAL if inside else Access.PUBLIC
            changed = update(_conversations).where(_conversations.c.id == id_)
            connection.execute(changed.values(last_at=now(), turns=n, access=kept_as.value))
        return True

    def history(self, id_: str, access: Access = Access.PUBLIC, last: int = TURNS_KEPT) -> Conversation:
        """The conversation with its turns, or the ``last`` of them; raise ``NotFound``."""
        with self._store.reading() as connection:
            row = self._found(connection, id_, access)
            ended = moment(row.last_at)
            return Conversation(
                id=row.id,
                begun_at=moment(row.begun_at),
                last_at=ended,
                kept_until=ended + span(self._days if row.turns else min(self._days, _UNUSED_DAYS)),
                audience=Audience(row.audience) if row.audience else None,
                access=Access(row.access),
                turns=_read(connection, id_, last),
            )

    def delete(self, id_: str, access: Access = Access.PUBLIC) -> None:
        """Delete a conversation for good; raise ``NotFound``."""
        with self._store.writing() as connection:
            self._found(connection, id_, access, lock=True)
            connection.execute(delete(_turns).where(_turns.c.conversation == id_))
            connection.execute(delete(_conversations).where(_conversations.c.id == id_))
        erase(self._store)

    def _found(self, connection: Connection, id_: str, access: Access, *, lock: bool = False) -> "Row[Any]":
        row = self._row(connection, id_, access, lock=lock)
        if row is None:
            raise NotFound(
                "Không có cuộc trò chuyện này.", "Nó đã hết hạn lưu hoặc đã bị xoá; hãy bắt đầu mới."
            )
        return row

    def _row(
        self, connection: Connection, id_: str, access: Access, *, lock: bool = False
    ) -> "Row[Any] | None":
        """The row of a conversation that is not too old and that such an asker may see."""
        ours = and_(_conversations.c.id == clean(id_), ~_too_old(self._days))
        query = select(_conversations).where(ours)
        row = connection.execute(query.with_for_update() if lock else query).first()
        if row is None or (row.access != Access.PUBLIC.value and access is not Access.INTERNAL):
            return None
        return row

    def _tidy(self) -> None:
        """Forget what is too old, now and then: a server runs longer than a conversation is kept."""
        if time.monotonic() - self._tidied < _TIDY_EVERY_S:
            return
        self._tidied = time.monotonic()
        with self._store.writing() as connection:
            _forget(connection, self._days)
        erase(self._store)


def digest(id_: str) -> str:
    """By which a conversation can be told again and not opened."""
    return hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()


def _turn_row(id_: str, n: int, answer: Answer) -> dict[str, object]:
    cited = list(dict.fromkeys(clean(citation.path) for citation in answer.citations))
    return {
        "conversation": id_,
        "n": n,
        "at": now(),
        "asked": clean(_cut(answer.question, _ASKED_CHARS)),
        "standalone": clean(_cut(answer.standalone, _ASKED_CHARS)),
        "as_of": answer.as_of,
        "outcome": answer.outcome.value,
        "answer": clean(_cut(answer.answer, _ANSWER_CHARS)),
        "cited": orjson.dumps(cited[:_CITED]).decode(),
        "answer_id": clean(answer.id),
        "made_by": answer.made_by,
        "language": answer.language,
    }


def _read(connection: Connection, id_: str, limit: int) -> tuple[KeptTurn, ...]:
    query = select(_turns).where(_turns.c.conversation == id_).order_by(_turns.c.n.desc()).limit(limit)
    rows = connection.execute(query).all()
    return tuple(
        KeptTurn(
            n=row.n,
            at=moment(row.at),
            asked=row.asked,
            standalone=row.standalone,
            as_of=row.as_of,
            outcome=row.outcome,
            answer=row.answer,
            cited=tuple(orjson.loads(row.cited)),
            answer_id=row.answer_id,
            made_by=row.made_by,
            language=row.language,
        )
        for row in reversed(rows)
    )


def _too_old(days: int) -> ColumnElement[bool]:
    unused = and_(_conversations.c.turns == 0, _conversations.c.last_at < before(min(days, _UNUSED_DAYS)))
    return or_(unused, _conversations.c.last_at < before(days))


def _forget(connection: Connection, days: int) -> None:
    old = select(_conversations.c.id).where(_too_old(days))
    connection.execute(delete(_turns).where(_turns.c.conversation.in_(old)))
    connection.execute(delete(_conversations).where(_too_old(days)))


def _cut(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: chars - 1] + "…"
