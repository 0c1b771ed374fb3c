"""A light client that asks a service over HTTP, so that the load takes little of the machine.

Plain sockets of asyncio with keep-alive: about 0.15 ms of processor a question. Run as a
process of its own, it reads what to ask as JSON from its input and prints its figures:

    {"port": 8000, "kind": "search", "concurrency": 8, "questions": ["..."]}
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import numpy as np

_HITS = 10
_APART_S = 0.02


def _search(question: str) -> bytes:
    return f"GET /v1/search?k={_HITS}&q={quote(question)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _chat(question: str) -> bytes:
    body = json.dumps({"question": question}).encode()
    head = (
        "POST /v1/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


_REQUESTS = {"search": _search, "chat": _chat}


@dataclass
class Load:
    """What was sent and what came back. An error is any answer but 200 and any broken connection."""

    port: int
    waiting: list[bytes]
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answered_bytes: int = 0

    async def ask(self) -> None:
        """Send what waits, one request after the other over one connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while self.waiting:
            request = self.waiting.pop()
            start = time.perf_counter()
            try:
                writer.write(request)
                await self._answer(reader)
            except (OSError, EOFError, ValueError) as error:
                self.errors.append(repr(error))
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.seconds.append(time.perf_counter() - start)
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(length)
        self.answered_bytes += len(body)
        if head.split(b" ", 2)[1] != b"200":
            self.errors.append(head.partition(b"\r\n")[0].decode())


async def _run(load: Load, concurrency: int) -> None:
    """Clients come one after the other, as they do: of several that come in one moment, one process
    of a service takes all.
    """
    asking = []
    for _ in range(concurrency):
        asking.append(asyncio.ensure_future(load.ask()))
        await asyncio.sleep(_APART_S)
    await asyncio.gather(*asking)


def measure(port: int, kind: str, concurrency: int, questions: Sequence[str]) -> dict[str, Any]:
    """Ask every question once, ``concurrency`` at a time."""
    load = Load(port, [_REQUESTS[kind](question) for question in reversed(questions)])
    start, used = time.perf_counter(), time.process_time()
    asyncio.run(_run(load, concurrency))
    spent = time.perf_counter() - start
    p50, p95 = np.percentile([1000 * seconds for seconds in load.seconds], [50, 95])
    return {
        "questions a second": round(len(questions) / spent, 1),
        "p50 ms": round(float(p50), 2),
        "p95 ms": round(float(p95), 2),
        "errors": len(load.errors),
        "client ms": round(1000 * (time.process_time() - used) / len(questions), 2),
        "kB an answer": round(load.answered_bytes / len(questions) / 1000, 1),
        "first errors": load.errors[:3],
    }


if __name__ == "__main__":
    print(json.dumps(measure(**json.load(sys.stdin))))
