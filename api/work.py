"""Blocking work in threads, bounded: how many are inside, and how long one may take."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from api.errors import Overloaded, TooSlow
from assistant.waiting import waiting_since

_Result = TypeVar("_Result")


class Workroom:
    """A few threads and a short bench before them.

    A request that finds the bench full is sent away at once (503) instead of waiting for an
    answer nobody will read. A thread that runs past the limit keeps its place until it ends,
    so work that hangs cannot pile up. What a request waits on the bench counts as its own time
    (``assistant.waiting``).
    """

    def __init__(self, name: str, *, threads: int, places: int, timeout_s: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=f"hocvu-{name}")
        self._places = max(places, threads)
        self._timeout_s = timeout_s
        self._inside = 0
        self._lock = threading.Lock()

    async def run(self, work: Callable[[], _Result]) -> _Result:
        """Run ``work`` in a thread; raise ``Overloaded`` or ``TooSlow``."""
        future = self._enter(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._timeout_s)
        except TimeoutError:
            raise TooSlow(
                "Máy chủ chưa trả lời kịp trong thời gian cho phép.", "Vui lòng thử lại sau ít phút."
            ) from None

    def check(self) -> None:
        """Raise ``Overloaded`` where ``run`` would: for answers whose status goes out first."""
        if self._inside >= self._places:
            raise Overloaded(
                "Máy chủ đang bận vì có nhiều câu hỏi cùng lúc.", "Vui lòng thử lại sau vài giây."
            )

    def close(self) -> None:
        """Take no more work; do not wait for what hangs."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _enter(self, work: Callable[[], _Result]) -> "Future[_Result]":
        with self._lock:
            self.check()
            self._inside += 1
        try:
            future = self._pool.submit(_worked, work, monotonic())
        except RuntimeError:
            self._leave()
            raise Overloaded("Máy chủ đang dừng.", "Vui lòng thử lại sau ít phút.") from None
        future.add_done_callback(self._leave)
        return future

    def _leave(self, _done: object = None) -> None:
        with self._lock:
            self._inside -= 1


def _worked(work: Callable[[], _Result], asked_at: float) -> _Result:
    """What ``work`` gives, in a thread of the room."""
    with waiting_since(asked_at):
        return work()
