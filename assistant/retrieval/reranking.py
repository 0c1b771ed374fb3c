"""An optional last look at the best candidates: a model that reads question and passage together.

Off unless set. Whatever becomes of it (no answer, nonsense, too slow), the question is answered
in the order that stood without it.
"""

import logging
import math
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Protocol

from assistant.domain.words import fold, syllables
from assistant.errors import HocVuError
from assistant.library.records import StoredProvision
from assistant.retrieval.passages import Passage, passages
from assistant.retrieval.terms import content_syllables
from assistant.settings import Settings

log = logging.getLogger("hocvu.reranking")

_SLOTS = 4
"""Questions scored side by side; one that never ends holds its slot, and the others do not wait."""

_TRIES_BEFORE_REST = 3
_REST_S = 30.0
"""After so many failures in a row nobody waits for the model for so long."""

Ranked = list[tuple[StoredProvision, float]]


class RerankerUnavailable(HocVuError):
    """The reranking model or service does not answer as it should."""

    code, status = "reranker_unavailable", 503


class Reranker(Protocol):
    """Says of passages how well each answers a question."""

    @property
    def name(self) -> str:
        """Which model, for logs."""

    @property
    def batch(self) -> int:
        """Passages that it is given at once; between batches a run can be given up."""

    @property
    def part_chars(self) -> int:
        """Characters of a passage's text that it reads to the end."""

    def scores(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """A finite score a passage, the higher the better; raise ``RerankerUnavailable``."""


class Outcome(StrEnum):
    """What became of reranking a question."""

    DONE = "done"
    FAILED = "failed"
    LATE = "late"
    BUSY = "busy"
    RESTING = "resting"


@dataclass
class GuardedReranker:
    """A reranker with a time limit, for any number of threads.

    ``depth``: how many of the best candidates are put in order. ``timeout_s``: the most that a
    question waits. ``now``: seconds of a clock that never goes back.
    """

    reranker: Reranker
    depth: int
    timeout_s: float
    now: Callable[[], float] = monotonic
    _slots: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_SLOTS))
    _failures: int = 0
    _rests_until: float = -math.inf

    @property
    def name(self) -> str:
        """Which model."""
        return self.reranker.name

    def scores(self, question: str, texts: Sequence[Passage]) -> tuple[list[float], Outcome]:
        """A score a passage; none where the outcome is not ``DONE``. Never raises."""
        if self.now() < self._rests_until:
            return [], Outcome.RESTING
        if not self._slots.acquire(blocking=False):
            return [], Outcome.BUSY
        answer: SimpleQueue[list[float] | Exception] = SimpleQueue()
        run = _Run(self.reranker, question, texts, self.now() + self.timeout_s, self.now)
        # A daemon: a model that hangs must not keep the process from ending.
        threading.Thread(target=self._work, args=(run, answer), daemon=True).start()
        try:
            found = answer.get(timeout=self.timeout_s)
        except Empty:
            found = _Late()
        return self._judged(found)

    def _work(self, run: "_Run", answer: "SimpleQueue[list[float] | Exception]") -> None:
        try:
            answer.put(run.scores())
        except Exception as error:  # models and services raise whatever their parts raise
            answer.put(error)
        finally:
            self._slots.release()

    def _judged(self, found: list[float] | Exception) -> tuple[list[float], Outcome]:
        if not isinstance(found, Exception):
            self._failures = 0
            return found, Outcome.DONE
        outcome = Outcome.LATE if isinstance(found, _Late) else Outcome.FAILED
        self._failures += 1
        if self._failures >= _TRIES_BEFORE_REST:
            self._failures, self._rests_until = 0, self.now() + _REST_S
        why = f"not done in {self.timeout_s} s" if outcome is Outcome.LATE else repr(found)
        log.warning("%s: %s; the order without it stands", self.name, why)
        return [], outcome


class _Late(Exception):
    """The time is up."""


@dataclass(frozen=True)
class _Run:
    """One question's passages, batch by batch until the time is up."""

    reranker: Reranker
    question: str
    texts: Sequence[Passage]
    deadline: float
    now: Callable[[], float]

    def scores(self) -> list[float]:
        found: list[float] = []
        size = self.reranker.batch
        for start in range(0, len(self.texts), size):
            if self.now() > self.deadline:
                raise _Late
            batch = self.texts[start : start + size]
            got = [float(score) for score in self.reranker.scores(self.question, batch)]
            if len(got) != len(batch) or not all(map(math.isfinite, got)):
                raise RerankerUnavailable("Mô hình xếp lại cho điểm không dùng được.")
            found += got
        return found


def open_reranker(settings: Settings) -> GuardedReranker | None:
    """The reranker that the settings name, ``None`` where they name none, or one that cannot be
    loaded: that is logged, and answers stand without it (``hocvu doctor`` tells). Raise
    ``RerankerUnavailable`` where the setting makes no sense.
    """
    if not settings.reranker:
        return None
    _named(settings)
    try:
        return load_reranker(settings)
    except RerankerUnavailable as error:
        log.error("%s %s", error.message, error.hint)
        return None


def load_reranker(settings: Settings) -> GuardedReranker:
    """The reranker that the settings name; raise ``RerankerUnavailable`` where it cannot be loaded.
    Only here anything heavy is imported.
    """
    kind, name = _named(settings)
    reranker: Reranker
    if kind == "cross-encoder":
        from assistant.retrieval.cross_encoder import CrossEncoderReranker

        reranker = CrossEncoderReranker(name)
    else:
        from assistant.retrieval.remote_reranker import RemoteReranker

        reranker = RemoteReranker(name, settings)
    return GuardedReranker(reranker, settings.reranker_depth, settings.reranker_timeout_s)


def _named(settings: Settings) -> tuple[str, str]:
    kind, _, name = settings.reranker.partition(":")
    if kind not in {"cross-encoder", "rerank"} or not name:
        raise RerankerUnavailable(
            f"Cấu hình mô hình xếp lại không hiểu được: “{settings.reranker}”.",
            "Để trống HOCVU_RERANKER, hoặc đặt là cross-encoder:TÊN hay rerank:TÊN.",
        )
    return kind, name


def rerank(
    guarded: GuardedReranker,
    question: str,
    ranked: Ranked,
    *,
    first: Collection[int] = (),
    before: Collection[int] = (),
) -> tuple[Ranked, Outcome]:
    """``ranked`` (best first) with its first ``depth`` in the order of the model.

    The provisions ``first`` (that the question names) stay where they are, those ``before`` (of a
    document that it names) before all others. The scores stay too, handed out anew from the
    highest, so that they fall and mean what they meant.
    """
    places = [at for at, (stored, _) in enumerate(ranked[: guarded.depth]) if stored.id not in first]
    if len(places) < 2:
        return ranked, Outcome.DONE
    chosen = [ranked[at][0] for at in places]
    texts = [best_part(question, stored, guarded.reranker.part_chars) for stored in chosen]
    scores, outcome = guarded.scores(question, texts)
    if outcome is not Outcome.DONE:
        return ranked, outcome
    order = sorted(range(len(chosen)), key=lambda at: (chosen[at].id not in before, -scores[at]))
    moved = list(ranked)
    for place, at in zip(places, order, strict=True):
        moved[place] = (chosen[at], ranked[place][1])
    return moved, outcome


def best_part(question: str, stored: StoredProvision, chars: int) -> Passage:
    """The part of a provision that has the most of the question's words; of equals the first."""
    parts = passages(stored, chars)
    wanted = set(content_syllables(fold(question), plain=True))
    return max(parts, key=lambda part: len(wanted.intersection(syllables(fold(part.text)))))
