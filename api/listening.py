"""Hearing in the event loop what a thread tells of an answer while it is being made."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from api.work import Workroom
from assistant.telling import Listen, Told

_Result = TypeVar("_Result")


class ReaderLeft(Exception):
    """Nobody reads any more; raised into the work so that it ends."""


class Hearing(Generic[_Result]):
    """Work under way in a thread, and what it tells.

    ``work`` is given a function to tell with. Close the hearing when the reader is gone: the
    next thing that the work tells then ends it.
    """

    def __init__(self, room: Workroom, work: Callable[[Listen], _Result]) -> None:
        self._loop = asyncio.get_running_loop()
        self._told: asyncio.Queue[Told | None] = asyncio.Queue()
        self._begun = asyncio.Event()
        self._closed = False
        self._work: asyncio.Task[_Result] = asyncio.ensure_future(room.run(lambda: work(self._tell)))
        self._work.add_done_callback(lambda _done: self._put(None))

    async def begin(self, within_s: float) -> None:
        """Wait a moment for the first word; raise what the work raised where it failed before it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._begun.wait(), within_s)
        if self._work.done() and not self._work.cancelled() and self._told.qsize() == 1:
            self._work.result()

    async def pieces(self) -> AsyncIterator[Told]:
        """What is told, until the work is done."""
        while (told := await self._told.get()) is not None:
            yield told

    async def result(self) -> _Result:
        """What the work gave, once it is done; raises what it raised."""
        return await self._work

    def close(self) -> None:
        """End the work where it is not done."""
        self._closed = True
        if not self._work.cancel() and not self._work.cancelled():
            self._work.exception()  # looked at, so that nobody complains that it was not

    def _tell(self, told: Told) -> None:
        """Called in the working thread."""
        if self._closed:
            raise ReaderLeft
        self._loop.call_soon_threadsafe(self._put, told)

    def _put(self, told: Told | None) -> None:
        self._told.put_nowait(told)
        self._begun.set()
