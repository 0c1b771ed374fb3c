"""The one door to the assistant, opened once, and the places where its work is done."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Protocol

from fastapi import Depends, Request

from api.errors import NotReady, log
from api.work import Workroom
from assistant.assistant import Assistant
from assistant.domain.answer import Answer
from assistant.domain.conversation import Turn
from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.errors import HocVuError
from assistant.following import Beside
from assistant.keeping import Kept
from assistant.library.happenings import Happening
from assistant.library.records import CitedText, DocumentRecord, Edition, StoredProvision
from assistant.lives import Comparison, Life, StillValid
from assistant.retrieval import SearchResult
from assistant.settings import Settings
from assistant.telling import Listen

_RETRY_OPEN_S = 2.0


class Door(Protocol):
    """What the API asks of ``assistant.assistant.Assistant``. Every call blocks.

    ``show``, ``timeline``, ``compare``, ``still_valid``, ``document`` and ``source_file`` raise
    ``NotFound``. Only public texts come out.
    """

    def answer(
        self,
        question: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        turns: Sequence[Turn] = (),
        listen: Listen | None = None,
    ) -> Answer:
        """Answer a question as of a day, after earlier turns; ``listen`` hears it while it is made."""

    def converse(
        self,
        question: str,
        conversation: str,
        as_of: date | None = None,
        audience: str | None = None,
        *,
        listen: Listen | None = None,
    ) -> Answer:
        """Answer a question as the next turn of a conversation that is kept; "new" begins one."""

    def search(
        self, question: str, k: int = 10, as_of: date | None = None, *, explain: bool = False
    ) -> SearchResult:
        """Rank provisions for a question, in the words of a day; with the ranker's reasons on demand."""

    def beside(self, result: SearchResult, *, depth: int = 1) -> Beside:
        """What the hits of a search refer to, and the definitions of words in its question."""

    def show(self, path: ProvisionPath, as_of: date | None = None) -> StoredProvision:
        """The provision at an address in the words of a day; of a clause, its article."""

    def timeline(self, path: ProvisionPath) -> Life:
        """The life of a provision or document with its wordings."""

    def compare(self, path: ProvisionPath, first: date, second: date) -> Comparison:
        """A provision on two days, word by word."""

    def changes(self, since: date, until: date | None = None, *, text: str = "") -> Sequence[Happening]:
        """What came into force, changed or ended from a day to a last day."""

    def still_valid(self, answer_id: str) -> StillValid:
        """Whether an answer given earlier still holds today."""

    def references(self, stored: StoredProvision) -> Sequence[CitedText]:
        """The texts of the library that a provision names."""

    def document(self, number: DocumentNumber) -> DocumentRecord:
        """A document's head, source and relations."""

    def outline(self, number: DocumentNumber, as_of: date | None = None) -> list[StoredProvision]:
        """All units of a document in reading order, in the words of a day."""

    def documents(
        self, *, text: str = "", kind: DocumentKind | None = None, offset: int = 0, limit: int = 50
    ) -> tuple[list[DocumentRecord], int]:
        """One page of the list, and how many there are."""

    @property
    def kept(self) -> Kept:
        """The conversations and the feedback that are kept."""

    def suggestions(self) -> Sequence[str]:
        """Questions to start from."""

    def source_file(self, document_id: int) -> Path:
        """The kept copy of the file a document was read from."""

    def edition(self) -> Edition | None:
        """The edition that answers now."""

    def close(self) -> None:
        """Close what is open."""


def open_assistant(settings: Settings) -> Door:
    """Open the real door."""
    return Assistant.open(settings)


@dataclass
class DoorKeeper:
    """Holds the open door. Where it would not open, tries again, but not with every request."""

    settings: Settings
    open: Callable[[Settings], Door] = open_assistant
    _door: Door | None = None
    _error: HocVuError | None = None
    _tried_at: float = field(default=float("-inf"))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Door:
        """The door, opened if need be; raises why it is shut. Blocks: call it in a thread."""
        with self._lock:
            if self._door is None and time.monotonic() - self._tried_at >= _RETRY_OPEN_S:
                self._try()
            if self._door is None:
                raise self._error or _shut()
            return self._door

    def close(self) -> None:
        """Close the door if it is open."""
        with self._lock:
            if self._door is not None:
                self._door.close()
            self._door = None

    def _try(self) -> None:
        self._tried_at = time.monotonic()
        try:
            self._door, self._error = self.open(self.settings), None
        except HocVuError as error:
            if self._error is None or self._error.message != error.message:
                log.warning("%s %s", error.message, error.hint)  # for who started it; told once
            self._error = error
        except Exception:
            log.exception("the library could not be opened")
            self._error = _shut()


def _shut() -> NotReady:
    return NotReady(
        "Thư viện văn bản chưa mở được.", "Người quản trị chạy “hocvu doctor” để xem nguyên nhân."
    )


@dataclass(frozen=True)
class House:
    """What every request may use: settings, the door, a room for work and one for pictures."""

    settings: Settings
    keeper: DoorKeeper
    work: Workroom
    pictures: Workroom

    @classmethod
    def build(cls, settings: Settings, keeper: DoorKeeper) -> "House":
        """The rooms in the sizes that the settings give; pictures are drawn one at a time.

        Each call to a model has a thread of its own: those that wait for a slow one would else take
        all, and what needs no model would wait behind them past its time.
        """
        places, timeout_s = settings.max_requests, settings.request_timeout_s
        waiting = settings.model_concurrency if settings.model else 0
        threads = settings.request_threads + waiting
        work = Workroom("work", threads=threads, places=places, timeout_s=timeout_s)
        return cls(
            settings, keeper, work, Workroom("pictures", threads=1, places=places, timeout_s=timeout_s)
        )

    def close(self) -> None:
        """Stop working and close the door."""
        self.work.close()
        self.pictures.close()
        self.keeper.close()


async def _house(request: Request) -> House:  # async: a plain one costs a hop to another thread
    house: House = request.app.state.house
    return house


HouseDep = Annotated[House, Depends(_house)]
