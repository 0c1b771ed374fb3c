"""Work in threads: what it knows of how long it waited for one."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from api.work import Workroom
from assistant.waiting import waited_since


@pytest.fixture
def room() -> Iterator[Workroom]:
    """A room of one thread."""
    room = Workroom("test", threads=1, places=4, timeout_s=20)
    yield room
    room.close()


def test_what_waits_for_a_thread_was_asked_for_when_it_came(room):
    release = threading.Event()

    async def both() -> tuple[float, float]:
        first = asyncio.ensure_future(room.run(lambda: release.wait(20)))
        came = time.monotonic()
        second = asyncio.ensure_future(room.run(lambda: (waited_since(), time.monotonic())))
        await asyncio.sleep(0.3)
        release.set()
        await first
        asked_at, began = await second
        return asked_at - came, began - came

    asked_at, began = asyncio.run(both())
    assert asked_at < 0.2
    assert began >= 0.3


def test_the_next_work_of_a_thread_has_a_time_of_its_own(room):
    async def one_after_the_other() -> tuple[float, float]:
        return await room.run(waited_since), await room.run(waited_since)

    first, second = asyncio.run(one_after_the_other())
    assert first < second
