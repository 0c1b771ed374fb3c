"""What keeps a failing or crowded endpoint from taking an asker's time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from assistant.models.failures import Failure, ModelFailure

_FAILURES = 5
"""In a row, after which an endpoint is left alone."""

_REST_S = 30.0
_MOMENT_S = 0.25
"""How long a call waits for another to end before it is told that all are busy."""

_SICK = frozenset(
    {
        Failure.UNREACHABLE,
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.LIMITED,
        Failure.BROKEN,
        Failure.CUT,
    }
)
"""Failures that the next call would probably meet as well; the others are of one reply."""


class Breaker:
    """Opens after failures in a row; after a rest one call is let through, and its end decides."""

    def __init__(self, failures: int = _FAILURES, rest_s: float = _REST_S) -> None:
        from pybreaker import STATE_CLOSED, CircuitBreaker, CircuitMemoryStorage

        self._memory = CircuitMemoryStorage(STATE_CLOSED)
        self._breaker = CircuitBreaker(failures, rest_s, state_storage=self._memory)
        self._lock = threading.Lock()
        self._trying = False

    @contextmanager
    def guarding(self, *, fair: bool = True) -> Iterator[None]:
        """Let one call through, and learn from how it ends. Raises ``ModelFailure`` while open.

        ``fair``: the call has time enough; one that has not says nothing of the endpoint by being late.

        The library's own ``call`` would hold its lock all through it, one call after the other.
        """
        trial = self._enter()
        failed = False
        try:
            yield
        except ModelFailure as failure:
            counts = failure.lasting and (fair or failure.reason is not Failure.TIMEOUT)
            failed = counts and failure.reason in _SICK
            raise
        finally:
            self._leave(trial, failed)

    def _enter(self) -> bool:
        with self._lock:
            if self._breaker.current_state == "closed":
                return False
            if self._trying or not self._is_rested():
                raise ModelFailure(Failure.OPEN)
            self._trying = True
            return True

    def _is_rested(self) -> bool:
        from datetime import UTC, datetime, timedelta

        opened = self._memory.opened_at
        return opened is None or datetime.now(UTC) >= opened + timedelta(seconds=self._breaker.reset_timeout)

    def _leave(self, trial: bool, failed: bool) -> None:
        from pybreaker import CircuitBreakerError

        with self._lock, suppress(CircuitBreakerError, _Failed):
            self._trying = self._trying and not trial
            self._breaker.call(_fail if failed else _succeed)


class _Failed(Exception):
    """A call failed."""


def _fail() -> None:
    raise _Failed


def _succeed() -> None:
    return None


class Gate:
    """Lets so many calls through side by side."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    @contextmanager
    def passing(self, left_s: float) -> Iterator[None]:
        """A place, waited for at most a moment. Raises ``ModelFailure`` where there is none."""
        if not self._places.acquire(timeout=max(0.0, min(_MOMENT_S, left_s))):
            raise ModelFailure(Failure.BUSY)
        try:
            yield
        finally:
            self._places.release()


class Lane:
    """The limits of one kind of call. A judge is asked while an answer is being written: were both in
    one lane, writers would take the places that their judges wait for.
    """

    def __init__(self, places: int) -> None:
        self.gate = Gate(places)
        self.breaker = Breaker()
