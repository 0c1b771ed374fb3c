"""From starting the service to ready, with the sample library: time, memory, what is imported.

A process of its own is started as ``hocvu serve`` starts it; ready is the first 200 of
``/readyz``. Memory is the resident set then, and again after questions were answered.

    python -m evals.benchmarks.startup [--runs 7]
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from assistant.settings import Settings
from evals.benchmarks.machine import keep

BAR_S, BAR_MB = 3.0, 400
_HEAVY = ("torch", "transformers", "sentence_transformers", "sklearn", "pandas", "langchain_core")
_PATIENCE_S = 60.0

# The server in the main thread, as it is served; a second thread reports what was imported.
_SERVER = """
import sys, threading
from pathlib import Path
def report():
    for _ in sys.stdin:
        print(*sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
threading.Thread(target=report, daemon=True).start()
from api.server import serve
from assistant.settings import Settings
serve(Settings(home=Path(sys.argv[1])), port=int(sys.argv[2]))
"""


@dataclass(frozen=True)
class Start:
    """One start of the service."""

    ready_s: float
    ready_cpu_s: float
    ready_mb: float
    asked_mb: float
    modules: frozenset[str]


def start(home: Path, questions: Sequence[str]) -> Start:
    """Start the service on ``home``, wait until it is ready, ask, and stop it."""
    port = _free_port()
    begun = time.perf_counter()
    with _serving(home, port) as server, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        _wait_until_ready(client, server)
        ready_s = time.perf_counter() - begun
        ready_mb, ready_cpu_s = _resident_mb(server), _cpu_s(server)
        for question in questions:
            client.post("/v1/chat", json={"question": question}, timeout=30).raise_for_status()
        return Start(ready_s, ready_cpu_s, ready_mb, _resident_mb(server), _modules(server))


@contextmanager
def _serving(home: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", _SERVER, str(home), str(port)]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(30)


def _wait_until_ready(client: httpx.Client, server: "subprocess.Popen[str]") -> None:
    until = time.perf_counter() + _PATIENCE_S
    while time.perf_counter() < until and server.poll() is None:
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.005)
    raise RuntimeError("the service did not become ready")


def _resident_mb(server: "subprocess.Popen[str]") -> float:
    return float(psutil.Process(server.pid).memory_info().rss) / 1e6


def _cpu_s(server: "subprocess.Popen[str]") -> float:
    """Seconds of processor, which other work on the machine lengthens less than those of the clock."""
    times = psutil.Process(server.pid).cpu_times()
    return float(times.user + times.system)


def _modules(server: "subprocess.Popen[str]") -> frozenset[str]:
    if server.stdin is None or server.stdout is None:
        raise RuntimeError("the service has no pipes")
    server.stdin.write("\n")
    server.stdin.flush()
    return frozenset(server.stdout.readline().split())


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def sample_home(home: Path) -> list[str]:
    """Read the sample library into ``home``; return questions that it can answer."""
    from assistant.assistant import Assistant
    from ingest.pipeline import Ingest
    from ingest.samples import LIBRARY

    settings = Settings(home=home)
    Ingest(settings).run([LIBRARY])
    with Assistant.open(settings) as assistant:
        return list(assistant.suggestions())


def figures(starts: Sequence[Start]) -> dict[str, object]:
    """Medians and worst over the starts, beside the bars."""
    times = [s.ready_s for s in starts]
    found = sorted({name for s in starts for name in _HEAVY if name in s.modules})
    return {
        "starts": len(starts),
        f"start to ready, median (bar {BAR_S:g} s)": f"{statistics.median(times):.2f} s",
        "start to ready, worst": f"{max(times):.2f} s",
        "processor time to ready, median": f"{statistics.median(s.ready_cpu_s for s in starts):.2f} s",
        f"resident memory when ready, worst (bar {BAR_MB} MB)": f"{max(s.ready_mb for s in starts):.0f} MB",
        "resident memory after answering, worst": f"{max(s.asked_mb for s in starts):.0f} MB",
        "torch in sys.modules": "torch" in found,
        "heavy packages in sys.modules": ", ".join(found) or "none",
        "bars met": max(times) < BAR_S and max(s.asked_mb for s in starts) < BAR_MB and "torch" not in found,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print one start as JSON, keep nothing")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        questions = sample_home(Path(folder))
        starts = [start(Path(folder), questions) for _ in range(1 if options.json else options.runs)]
    if options.json:
        print(json.dumps({"ready_s": starts[0].ready_s, "modules": sorted(starts[0].modules)}))
        return
    command = f"python -m evals.benchmarks.startup --runs {options.runs}"
    notes = (f"Other work on the machine when begun: load average {load:.1f}.",)
    keep("startup", "Service start to ready, sample library", command, figures(starts), notes)


if __name__ == "__main__":
    main()
