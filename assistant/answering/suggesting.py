"""Questions that the library can answer, made from the headings of its articles and tried."""

import logging
import re
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from time import monotonic, perf_counter

from assistant.domain.answer import Answer, Outcome
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.domain.words import fold
from assistant.errors import HocVuError
from assistant.library.records import StoredProvision

_log = logging.getLogger("hocvu.suggesting")

# Headings that every document has say nothing of its matter.
_GENERAL = re.compile(
    r"pham vi|doi tuong ap dung|giai thich tu ngu|hieu luc|trach nhiem|to chuc thuc hien|dieu khoan|"
    r"thi hanh|chuyen tiep|sua doi|bai bo|thay the|quy dinh chung|^vi tri|ban hanh"
)
_KEPT = 10_000
"""Verdicts on candidates that are kept, 200 bytes each."""
_WAITING = 60
"""Candidates that wait to be tried; of more the oldest are let go."""
_QUIET_S = 0.25
"""Nobody asked anything for so long: the machine has time to try what waits."""
_FIRST_GUESS_MS = 8.0
_LEARNING, _FORGETTING = 0.1, 0.99
"""How fast the time that a trial takes is learnt; and forgotten while nothing fits, since a guess
that is never tried would never be put right."""


@dataclass(frozen=True)
class Candidate:
    """A question, and the article that it was made from and must lead to."""

    question: str
    path: ProvisionPath


Ask = Callable[[str, date | None, Access], Answer]
"""Answers as the door does, by the provisions' own words, leaving no trace; a day of ``None`` is the
one that the question names, else today."""


def candidates(provisions: Iterable[StoredProvision], *, limit: int) -> tuple[Candidate, ...]:
    """Up to ``limit`` different questions with what they were made from, in the order of
    ``provisions``.
    """
    made = ((question_of(stored), stored.provision.path) for stored in provisions)
    first: dict[str, Candidate] = {}
    for question, path in made:
        if question and question not in first:
            first[question] = Candidate(question, path)
            if len(first) == limit:
                break
    return tuple(first.values())


def questions(provisions: Iterable[StoredProvision], *, limit: int) -> tuple[str, ...]:
    """The same, the questions alone. They were not tried."""
    return tuple(candidate.question for candidate in candidates(provisions, limit=limit))


def question_of(stored: StoredProvision) -> str | None:
    """``Hồ sơ chuyển trường được quy định như thế nào?``; ``None`` for a general heading."""
    heading = stored.provision.heading.strip().rstrip(".:;")
    if not 2 <= len(heading.split()) <= 16 or _GENERAL.search(fold(heading)) or heading.isupper():
        return None
    return f"{heading} được quy định như thế nào?"


_Key = tuple[int, Access, date | None, str]


class Suggester:
    """Tells which candidates the library really answers, by asking each of them.

    A candidate is good where the answer is a full one and cites first the article that the question
    was made from. A verdict holds for an edition, an asker and a day, and is kept; what there was no
    time to try is tried when nobody has asked anything for a while, so that it can be shown the
    next time. Safe to share between threads; close it before what ``ask`` works with.
    """

    def __init__(self, ask: Ask, *, kept: int = _KEPT) -> None:
        self._ask = ask
        self._most = kept
        self._verdicts: OrderedDict[_Key, bool] = OrderedDict()
        self._waiting: deque[tuple[_Key, Candidate]] = deque(maxlen=_WAITING)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._work = threading.Event()
        self._thread: threading.Thread | None = None
        self._asked_at = 0.0
        self._cost_ms = _FIRST_GUESS_MS

    def good(
        self,
        tried: Sequence[Candidate],
        edition: int,
        access: Access,
        allowance_ms: float | None = None,
        *,
        day: date | None = None,
        limit: int = 3,
    ) -> tuple[str, ...]:
        """The first ``limit`` questions of ``tried`` that are good, in their order.

        ``allowance_ms``: none is tried that would take longer, going by what others took; what was
        not tried is not shown. ``None``: as many are tried as it takes, and the result is the same
        every time. ``day``: the one that the asker chose.
        """
        self._asked_at, began = monotonic(), perf_counter()
        found, late = list[str](), list[tuple[_Key, Candidate]]()
        for candidate in tried:
            key = (edition, access, day, candidate.question)
            verdict = self._known(key)
            if verdict is None and self._fits(began, allowance_ms):
                verdict = self._try(key, candidate)
            if verdict is None:
                late.append((key, candidate))
            elif verdict:
                found.append(candidate.question)
            if len(found) == limit:
                break
        self._later(late)
        return tuple(found)

    def close(self) -> None:
        """Try nothing more; wait for what is being tried."""
        self._closed.set()
        self._work.set()
        if self._thread is not None:
            self._thread.join()

    def _known(self, key: _Key) -> bool | None:
        with self._lock:
            if key in self._verdicts:
                self._verdicts.move_to_end(key)
            return self._verdicts.get(key)

    def _fits(self, began: float, allowance_ms: float | None) -> bool:
        if allowance_ms is None:
            return True
        spent = (perf_counter() - began) * 1_000
        if self._cost_ms > allowance_ms > 0:
            self._cost_ms *= _FORGETTING
        return spent + self._cost_ms <= allowance_ms

    def _try(self, key: _Key, candidate: Candidate) -> bool | None:
        """The verdict, which is kept; ``None`` where the library moved on or cannot be asked now."""
        began = perf_counter()
        try:
            answer = self._ask(candidate.question, key[2], key[1])
        except HocVuError:
            return None
        self._cost_ms += _LEARNING * ((perf_counter() - began) * 1_000 - self._cost_ms)
        if answer.edition != key[0]:
            return None
        verdict = leads_to(answer, candidate.path)
        with self._lock:
            self._verdicts[key] = verdict
            for old in list(islice(self._verdicts, max(0, len(self._verdicts) - self._most))):
                del self._verdicts[old]
        return verdict

    def _later(self, late: Sequence[tuple[_Key, Candidate]]) -> None:
        """Leave some to be tried in idle time."""
        if not late or self._closed.is_set():
            return
        with self._lock:
            self._waiting.extend(each for each in late if each not in self._waiting)
            if self._thread is None:
                self._thread = threading.Thread(target=self._idle, name="hocvu-suggesting", daemon=True)
                self._thread.start()
        self._work.set()

    def _idle(self) -> None:
        """Try what waits, the newest first, one at a time, while nobody asks."""
        while self._work.wait() and not self._closed.is_set():
            quiet = monotonic() - self._asked_at
            if quiet < _QUIET_S:
                self._closed.wait(_QUIET_S - quiet)
                continue
            with self._lock:
                next_ = self._waiting.pop() if self._waiting else None
                if next_ is None:
                    self._work.clear()
            if next_ is not None:
                self._try_quietly(*next_)

    def _try_quietly(self, key: _Key, candidate: Candidate) -> None:
        """A fault here is told to whoever runs the service, and the next one is tried."""
        try:
            if self._known(key) is None:
                self._try(key, candidate)
        except Exception:
            _log.exception("a suggestion could not be tried")


def leads_to(answer: Answer, path: ProvisionPath) -> bool:
    """Whether an answer is a full one that cites first what stands in the article at ``path``."""
    if answer.outcome is not Outcome.ANSWERED or not answer.citations:
        return False
    return ProvisionPath.parse(answer.citations[0].path).article_path == path.article_path
