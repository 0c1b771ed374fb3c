"""Since when somebody waits for an answer, where that is longer than it is being worked on.

A request may wait for a thread before anybody works on it, and its time runs meanwhile. Whoever
keeps requests waiting says so here, around the work; what works within a request's time reads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_SINCE: ContextVar[float | None] = ContextVar("waited_since", default=None)


@contextmanager
def waiting_since(moment: float) -> Iterator[None]:
    """What is done inside, in this thread, was asked for at ``moment`` (seconds of ``monotonic``)."""
    token = _SINCE.set(moment)
    try:
        yield
    finally:
        _SINCE.reset(token)


def waited_since() -> float:
    """When what is being done was asked for, in seconds of ``monotonic``: now, unless it waited."""
    moment = _SINCE.get()
    return monotonic() if moment is None else moment
