"""What people say of answers, as a queue that an official works through.

A row says which answer is meant (its day, outcome and citations, never its words) and the verdict.
The asker's question stands there only with their consent, and no conversation can be opened from
here. What is taken out is overwritten (``assistant.library.side``).
"""

import re
import secrets
import time
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from assistant.domain.answer import Audience
from assistant.domain.conversation import Turn
from assistant.domain.document import Access
from assistant.errors import NotFound, TooMuchFeedback
from assistant.library.rows import clean
from assistant.library.side import before, erase, moment, now, opened
from assistant.library.store import Store, scalar

_metadata = MetaData()

_feedback = Table(
    "feedback",
    _metadata,
    Column("id", String(16), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("state", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("access", String(16), nullable=False),
    Column("thread", String(64), nullable=False, index=True),
    Column("said", Text, nullable=False),
    Column("handled_by", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("ruling", Text, nullable=False),
)
_BYTES = 6
_ID = re.compile(r"[0-9a-f]{4,12}")
_TIDY_EVERY_S = 600.0
_DAY = timedelta(days=1)


class Verdict(StrEnum):
    """What is said of an answer. ``OUTDATED``: the rule has changed. ``UNCLEAR``: it may be right
    and cannot be understood.
    """

    RIGHT = "right"
    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"


class State(StrEnum):
    """How far the work on a row is."""

    NEW = "new"
    TAKEN = "taken"
    DONE = "done"
    DISMISSED = "dismissed"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Value):
    """What somebody says of an answer, personal data masked.

    ``question`` and ``history`` (the turns before it, without their answers): with the asker's
    consent alone. ``answer_id``: by which it can be asked whether the answer still holds.
    """

    verdict: Verdict
    words: str = ""
    question: str = ""
    history: tuple[Turn, ...] = ()
    audience: Audience | None = None
    access: Access = Access.PUBLIC
    answer_id: str = ""
    as_of: date | None = None
    outcome: str = ""
    cited: tuple[str, ...] = ()


class Ruling(_Value):
    """What an official found to be right: the question in words that may be used, the provisions
    that answer it (in each group any one will do), those that must not be given, or that nothing
    answers it.
    """

    question: str = ""
    gold: tuple[tuple[str, ...], ...] = ()
    superseded: tuple[str, ...] = ()
    unanswerable: bool = False
    by: str = ""
    on: date | None = None

    @property
    def decides(self) -> bool:
        """Whether it says what the right answer is."""
        return bool(self.gold) or self.unanswerable


class Entry(_Value):
    """A row of the queue. ``changed_at``: when it was last worked on, or given."""

    id: str
    at: datetime
    changed_at: datetime
    state: State
    said: Said
    handled_by: str = ""
    note: str = ""
    ruling: Ruling = Ruling()


class Feedback:
    """The queue. ``days``: how long a row is kept after it was last worked on; ``a_day``: how many
    rows are taken in a day, from everybody together. Safe to share between threads and processes.
    """

    def __init__(self, store: Store, days: int, a_day: int) -> None:
        self._store = store
        self._days = days
        self._a_day = a_day
        self._tidied = time.monotonic()

    @classmethod
    def open(cls, url: str, days: int, a_day: int) -> "Feedback":
        """Open it at a SQLAlchemy URL, forgetting what is too old."""
        store = opened(url, _metadata, lambda connection: _forget(connection, days), erases=True)
        erase(store)
        return cls(store, days, a_day)

    def close(self) -> None:
        """Give the connections back."""
        self._store.close()

    def give(self, said: Said, thread: str = "") -> str:
        """Put a row into the queue; return its id. ``thread``: a digest of the conversation it came
        from, by which it can be taken back. Raises ``TooMuchFeedback`` where the day is full.
        """
        self._tidy()
        given = now()
        row = {
            "id": secrets.token_hex(_BYTES),
            "at": given,
            "changed_at": given,
            "state": State.NEW.value,
            "verdict": said.verdict.value,
            "access": said.access.value,
            "thread": thread,
            "said": clean(said.model_dump_json()),
            "handled_by": "",
            "note": "",
            "ruling": Ruling().model_dump_json(),
        }
        with self._store.writing() as connection:
            self._check_room(connection)
            connection.execute(insert(_feedback), row)
        return str(row["id"])

    def entries(
        self,
        *,
        state: State | None = None,
        verdict: Verdict | None = None,
        since: datetime | None = None,
        access: Access = Access.PUBLIC,
    ) -> list[Entry]:
        """The rows that such an asker may see, the oldest first: it has waited longest."""
        query = select(_feedback).order_by(_feedback.c.at, _feedback.c.id)
        if access is not Access.INTERNAL:
            query = query.where(_feedback.c.access == Access.PUBLIC.value)
        if state is not None:
            query = query.where(_feedback.c.state == state.value)
        if verdict is not None:
            query = query.where(_feedback.c.verdict == verdict.value)
        if since is not None:
            query = query.where(_feedback.c.at >= since)
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def find(self, id_: str, access: Access = Access.PUBLIC) -> Entry:
        """The row of an id, or of the beginning of one where no other begins so; raise ``NotFound``."""
        with self._store.reading() as connection:
            return _entry(_found(connection, id_, access))

    def set(
        self,
        id_: str,
        state: State,
        *,
        by: str = "",
        note: str = "",
        ruling: Ruling | None = None,
        access: Access = Access.PUBLIC,
    ) -> Entry:
        """Set the state of a row; empty ``by`` and ``note``, and no ``ruling``, leave those that
        stand. Returns the row as it is then; raises ``NotFound``.
        """
        values: dict[str, Any] = {"state": state.value, "changed_at": now()}
        values |= {"handled_by": clean(by)[:200]} if by else {}
        values |= {"note": clean(note)} if note else {}
        values |= {"ruling": clean(ruling.model_dump_json())} if ruling is not None else {}
        with self._store.writing() as connection:
            found = _found(connection, id_, access)
            connection.execute(update(_feedback).where(_feedback.c.id == found.id).values(**values))
            return _entry(_found(connection, found.id, access))

    def take_back(self, thread: str) -> None:
        """Take out what the asker said in rows that came from a conversation: the verdict, and what
        officials wrote themselves, stay.
        """
        with self._store.writing() as connection:
            for row in connection.execute(select(_feedback).where(_feedback.c.thread == thread)).all():
                said = Said.model_validate_json(row.said)
                left = said.model_copy(update={"words": "", "question": "", "history": ()})
                values = {"said": left.model_dump_json(), "thread": ""}
                connection.execute(update(_feedback).where(_feedback.c.id == row.id).values(**values))
        erase(self._store)

    def _check_room(self, connection: Connection) -> None:
        today = select(func.count()).select_from(_feedback).where(_feedback.c.at >= now() - _DAY)
        if scalar(connection, today) >= self._a_day:
            raise TooMuchFeedback(
                "Hôm nay thư viện không nhận thêm góp ý được nữa.", "Vui lòng gửi lại vào ngày mai."
            )

    def _tidy(self) -> None:
        """Forget what is too old, now and then."""
        if time.monotonic() - self._tidied < _TIDY_EVERY_S:
            return
        self._tidied = time.monotonic()
        with self._store.writing() as connection:
            _forget(connection, self._days)
        erase(self._store)


def _found(connection: Connection, id_: str, access: Access) -> Row[Any]:
    typed = id_.strip().lower()
    query = select(_feedback).where(_feedback.c.id.startswith(typed)).limit(2)
    if access is not Access.INTERNAL:
        query = query.where(_feedback.c.access == Access.PUBLIC.value)
    rows = connection.execute(query).all() if _ID.fullmatch(typed) else []
    if len(rows) != 1:
        raise NotFound(
            "Có nhiều góp ý mang mã bắt đầu như vậy." if rows else "Không có góp ý nào mang mã này.",
            "“hocvu feedback list” kê các góp ý cùng mã; gõ từ bốn ký tự đầu của mã trở lên.",
        )
    return rows[0]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        at=moment(row.at),
        changed_at=moment(row.changed_at),
        state=State(row.state),
        said=Said.model_validate_json(row.said),
        handled_by=row.handled_by,
        note=row.note,
        ruling=Ruling.model_validate_json(row.ruling),
    )


def _forget(connection: Connection, days: int) -> None:
    connection.execute(delete(_feedback).where(_feedback.c.changed_at < before(days)))
