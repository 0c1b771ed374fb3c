"""Questions a second over HTTP: the service as ``hocvu serve`` starts it, and a load beside it.

    python -m evals.benchmarks.throughput --questions dev.jsonl --home HOME [--processes 2]

Service and load are processes of this machine, so both share its cores. The questions are
real, each asked once a run, and answers come uncompressed as plain programs ask for them.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from evals.benchmarks.machine import keep
from evals.retrieval import load

_SERVE = "from api.cli.main import main; main()"
_COMMAND = "python -m evals.benchmarks.throughput --questions dev.jsonl --home HOME --processes 2"
_CONCURRENCY = (1, 4, 8, 16)
_WARM = 200
_PATIENCE_S = 120.0
_COLUMNS = ("questions a second", "p50 ms", "p95 ms", "errors", "server ms", "client ms", "load")
_NOTES = (
    "Bar: at least 120 questions a second on two cores, no errors.",
    "server ms, client ms: processor time a question of each; load: the machine's load average a core, "
    "other work included, when the run ended.",
    "search: GET /v1/search?k=10, the texts of ten provisions; chat: POST /v1/chat, an answer.",
)


@contextmanager
def serving(home: Path, processes: int) -> Iterator[tuple[int, psutil.Process]]:
    """The service on a free port; ends when this does."""
    port = _free_port()
    command = [sys.executable, "-c", _SERVE, "--home", str(home), "serve", "--port", str(port)]
    command += ["--processes", str(processes)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(port, server)
        yield port, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and server.poll() is None:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")


def ask(port: int, kind: str, concurrency: int, questions: Sequence[str]) -> dict[str, Any]:
    """Let a process of its own ask the questions."""
    wanted = {"port": port, "kind": kind, "concurrency": concurrency, "questions": list(questions)}
    done = subprocess.run(
        [sys.executable, "-m", "evals.benchmarks.load"],
        input=json.dumps(wanted),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def processor_s(server: psutil.Process) -> float:
    """Processor seconds of the service and its children so far."""
    total = 0.0
    for process in (server, *server.children(recursive=True)):
        times = process.cpu_times()
        total += times.user + times.system
    return total


def runs(home: Path, questions: Sequence[str], processes: int) -> dict[str, list[Any]]:
    """A line for each kind of request and number of clients."""
    lines: dict[str, list[Any]] = {}
    with serving(home, processes) as (port, server):
        ask(port, "search", 2 * processes, questions[:_WARM])
        for kind in ("search", "chat"):
            for concurrency in _CONCURRENCY:
                before = processor_s(server)
                figures = ask(port, kind, concurrency, questions)
                figures["server ms"] = round(1000 * (processor_s(server) - before) / len(questions), 2)
                figures["load"] = round(os.getloadavg()[0] / (os.cpu_count() or 1), 1)
                name = f"{kind}, {concurrency} at a time, {processes} serving"
                lines[name] = [figures[column] for column in _COLUMNS]
                print(name, figures, flush=True)
    return lines


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--processes", type=int, nargs="*", default=(1, 2))
    options = parser.parse_args()
    questions = [question.question for question in load(options.questions)]
    lines: dict[str, list[Any]] = {}
    for processes in options.processes:
        lines |= runs(options.home, questions, processes)
    keep("throughput", "Questions a second over HTTP", _COMMAND, lines, _NOTES, _COLUMNS)


if __name__ == "__main__":
    main()
