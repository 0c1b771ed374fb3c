"""How long after the model's words the reader has them, and what everything but the model takes.

    python -m evals.benchmarks.first_words --questions dev.jsonl --home HOME

The service as ``hocvu serve`` starts it, a model server beside it that repeats what it is given to
write from, and one reader of the stream, all on this machine. A reply is two statements with a pause
between them: the pause shows that the first does not wait for the second.
"""

import argparse
import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import numpy as np

from evals.benchmarks.machine import keep
from evals.benchmarks.throughput import serving
from evals.retrieval import load
from prompts.blocks import read

_COMMAND = "python -m evals.benchmarks.first_words --questions dev.jsonl --home HOME"
_PAUSE_S = 0.3
_PATIENCE_S = 60.0
_WARM = 10
_NOTES = (
    "First words: from the moment at which the model server has sent the end of the first statement that "
    "passes verification to the reader's having it as an event. Bar: 150 ms.",
    "All but the model: from sending the question to the last event, less the time in which the model server "
    "was at work. Bar: 60 ms.",
    "The model repeats the first lines of two sources; where verification holds one back, it is asked once "
    "more, and both calls count as its time.",
)


@dataclass
class Script:
    """The model's side: it says the first clause of the first source, waits, and the first of another.

    ``out``: when each statement was out, by its words; ``busy``: the stretches in which it was at work.
    """

    out: dict[str, float] = field(default_factory=dict)
    busy: list[tuple[float, float]] = field(default_factory=list)

    def begin(self) -> None:
        """Forget the last question's times."""
        self.out, self.busy = {}, []


def statements(prompt: str) -> list[str]:
    """The JSON of two statements in the words of the sources of a prompt."""
    found = [block for block in read(prompt) if block.name == "nguon"]
    said = []
    for block in found[:2]:
        words = block.text.split("\n")[0].split(". ", 1)[-1].strip()
        text = words if words.endswith((".", ";")) else f"{words}."
        said.append(
            json.dumps(
                {"text": text.replace(";", "."), "citations": [block.token], "part": "detail"},
                ensure_ascii=False,
            )
        )
    return said


def _handler(script: Script) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            began = time.perf_counter()
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            prompt = "\n".join(str(message["content"]) for message in body["messages"])
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            said = statements(prompt)
            self._say('{"answerable": true, "statements": [')
            for at, one in enumerate(said):
                if at:
                    time.sleep(_PAUSE_S)
                self._say(f", {one}" if at else one)
                script.out[json.loads(one)["text"]] = time.perf_counter()
            self._say("]}")
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._send(b"data: [DONE]\n\n")
            self.close_connection = True
            script.busy.append((began, time.perf_counter()))

        def _say(self, text: str) -> None:
            self._event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})

        def _event(self, value: Mapping[str, Any]) -> None:
            head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "mau"}
            self._send(b"data: " + json.dumps({**head, **value}).encode() + b"\n\n")

        def _send(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def model(script: Script) -> Iterator[str]:
    """The model server; gives its base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()


def measure(client: httpx.Client, script: Script, question: str) -> dict[str, float]:
    """Milliseconds for a question: ``first``, ``rest``; without ``first`` where nothing written came."""
    script.begin()
    asked, first, said = time.perf_counter(), 0.0, ""
    body = {"question": question, "stream": True, "audience": "official"}
    with client.stream("POST", "/v1/chat", json=body) as reply:
        for line in reply.iter_lines():
            if not first and line.startswith("data:") and '"part":"detail"' in line:
                first, said = time.perf_counter(), json.loads(line[5:])["text"]
    took = time.perf_counter() - asked
    busy = sum(end - start for start, end in script.busy)
    told = {"rest": (took - busy) * 1_000, "calls": float(len(script.busy))}
    return told | ({"first": (first - script.out[said]) * 1_000} if first else {})


def _until(written: int, taken: Iterable[dict[str, float]]) -> Iterator[dict[str, float]]:
    """What was measured after warming up, until a model has written so many times."""
    asked = 0
    for at, one in enumerate(taken):
        if asked == written:
            return
        if at >= _WARM:
            asked += one["calls"] > 0
            yield one


def figures(taken: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """Medians and 95th percentiles over the questions that a model wrote for."""
    written = [one for one in taken if one["calls"]]
    first = [one["first"] for one in written if "first" in one]
    rest = [one["rest"] for one in written]
    plain = [one["rest"] for one in taken if not one["calls"]]
    return {
        "questions": len(taken),
        "written for": len(written),
        "first statement shown": len(first),
        "first words p50 ms": round(median(first), 1),
        "first words p95 ms": round(float(np.percentile(first, 95)), 1),
        "all but the model p50 ms": round(median(rest), 1),
        "all but the model p95 ms": round(float(np.percentile(rest, 95)), 1),
        "no model asked p50 ms": round(median(plain), 1) if plain else None,
        "load a core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2),
    }


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=60)
    options = parser.parse_args()
    questions = [question.question for question in load(options.questions)]
    script = Script()
    with model(script) as url:
        os.environ |= {"HOCVU_MODEL": "mau", "HOCVU_MODEL_BASE_URL": url, "HOCVU_MODEL_OUTPUT": "text"}
        with (
            serving(options.home, 1) as (port, _),
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE_S) as client,
        ):
            taken = list(_until(options.limit, (measure(client, script, q) for q in questions)))
    found = figures(taken)
    keep("first_words", "First words of a written answer, and all but the model", _COMMAND, found, _NOTES)


if __name__ == "__main__":
    main()
