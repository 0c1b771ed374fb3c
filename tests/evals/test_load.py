"""The client that measures throughput counts what fails and asks on."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from evals.benchmarks.load import measure


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """200 for most questions, 503 for "busy", and a broken connection for "gone"."""
    while head := await reader.readline():
        line = head.decode()
        while (await reader.readline()).strip():
            pass
        if "gone" in line:
            break
        status = "503 Service Unavailable" if "busy" in line else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\n{{}}".encode())
    writer.close()


@pytest.fixture
def port() -> Iterator[int]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    start = asyncio.start_server(_answer, "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(start, loop).result()
    yield server.sockets[0].getsockname()[1]
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_every_question_is_asked_and_failures_are_counted(port):
    found = measure(port, "search", 2, ["học phí", "busy", "lịch thi", "gone", "nghỉ hè"])
    assert found["errors"] == 2
    assert found["kB an answer"] == pytest.approx(0.002, abs=0.05)
    assert any("503" in error for error in found["first errors"])


def test_no_failure_where_there_is_none(port):
    found = measure(port, "search", 3, [f"câu {n}" for n in range(30)])
    assert found["errors"] == 0
    assert found["questions a second"] > 0
