"""Answers that were given, kept so that they can be asked later whether they still hold.

Kept are the day, the edition and the citations with their versions; never the question, nor
anything of the asker.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from assistant.domain.document import Access
from assistant.library.rows import clean
from assistant.library.side import before, moment, now, opened
from assistant.library.store import Store

_metadata = MetaData()

_answers = Table(
    "answers",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("given_at", DateTime(timezone=True), nullable=False, index=True),
    Column("as_of", Date, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("access", String(16), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("citations", Text, nullable=False),
)
_BYTES = 12
_BETWEEN = 1_000
"""Answers kept between two times of forgetting old ones."""


@dataclass(frozen=True)
class CitedVersion:
    """A citation as it is kept: address, label, and the words by their hash."""

    path: str
    label: str
    document: str
    words: str


@dataclass(frozen=True)
class GivenAnswer:
    """An answer that was given: when, for which day, from which edition, on what."""

    id: str
    given_at: datetime
    as_of: date
    edition: int
    access: Access
    outcome: str
    citations: tuple[CitedVersion, ...]


class AnswerLog:
    """Answers by id. ``days``: how long they are kept; 0 keeps none."""

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._days = days
        self._kept = 0

    @classmethod
    def open(cls, url: str, days: int) -> "AnswerLog":
        """Open the log at a SQLAlchemy URL, forgetting what is older than ``days``."""
        return cls(opened(url, _metadata, lambda connection: _forget(connection, days)), days)

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    def keep(
        self, as_of: date, edition: int, access: Access, outcome: str, citations: Sequence[CitedVersion]
    ) -> str:
        """Keep an answer; return its id, which nobody can guess. Empty where none are kept."""
        if not self._days:
            return ""
        row = {
            "id": secrets.token_urlsafe(_BYTES),
            "given_at": now(),
            "as_of": as_of,
            "edition": edition,
            "access": access.value,
            "outcome": outcome,
            "citations": orjson.dumps([asdict(citation) for citation in citations]).decode(),
        }
        self._kept += 1
        with self._store.writing() as connection:
            connection.execute(insert(_answers), row)
            if self._kept % _BETWEEN == 0:
                _forget(connection, self._days)
        return str(row["id"])

    def find(self, id_: str, access: Access) -> GivenAnswer | None:
        """The answer of that id, where it was given to such an asker."""
        with self._store.reading() as connection:
            row = connection.execute(select(_answers).where(_answers.c.id == clean(id_))).first()
        if row is None or (row.access != Access.PUBLIC.value and access is not Access.INTERNAL):
            return None
        cited = tuple(CitedVersion(**each) for each in orjson.loads(row.citations))
        return GivenAnswer(
            row.id, moment(row.given_at), row.as_of, row.edition, Access(row.access), row.outcome, cited
        )


def _forget(connection: Connection, days: int) -> None:
    connection.execute(delete(_answers).where(_answers.c.given_at < before(days)))
