"""A sign of life from a reader at slow work: a recognised page gives its file more time.

OCR takes seconds a page; a scan of two hundred pages is no hang. The guarded process passes the
sign on, and the guard counts the file's time anew, within a limit of its own.
"""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Call ``listener`` at each sign of life."""
    _listeners.append(listener)


def beat() -> None:
    """Say that a slow step was done."""
    for listener in _listeners:
        listener()
