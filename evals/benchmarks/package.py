"""A whole package of the codification, from zip to published edition, and again unchanged.

    python -m evals.benchmarks.package --data DATA [--package phapdien-2025-02.zip] [--runs 3]

``DATA`` holds ``phapdien/``. Memory is the peak of the whole process tree: the sum of the
processes' resident sets (shared pages counted as often as they are mapped, so an upper bound).
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from evals.benchmarks.machine import keep

_HOCVU = "from api.cli.main import main; main()"
_EVERY_S = 0.2


@dataclass(frozen=True)
class Run:
    """One command: seconds of wall clock and of processors, peak bytes of its process tree."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


class _Watch(threading.Thread):
    """Samples the memory of a process and all its children until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = psutil.Process(pid)
        self._stop_asked = threading.Event()

    def run(self) -> None:
        while not self._stop_asked.wait(_EVERY_S):
            with suppress(psutil.Error):
                self.peak = max(self.peak, self._resident())

    def _resident(self) -> int:
        total = 0
        for process in (self._process, *self._process.children(recursive=True)):
            with suppress(psutil.Error):
                total += process.memory_info().rss
        return total

    def stop(self) -> None:
        """Stop and wait."""
        self._stop_asked.set()
        self.join()


def ingest(package: Path, home: Path) -> Run:
    """Run ``hocvu ingest`` on ``package``; raise where it fails."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-c", _HOCVU, "--home", str(home), "ingest", str(package)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    watch = _Watch(process.pid)
    watch.start()
    code = process.wait()
    watch.stop()
    if code:
        raise RuntimeError(f"hocvu ingest ended with {code}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.monotonic() - start, cpu, watch.peak)


def main() -> None:
    """Run the benchmark and keep its result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--package", default="phapdien-2025-02.zip")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    package = options.data / "phapdien" / options.package
    first, again = [], []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            first.append(ingest(package, Path(folder) / "home"))
            again.append(ingest(package, Path(folder) / "home"))
    figures = _figures(first, again)
    command = f"python -m evals.benchmarks.package --data DATA --package {package.name} --runs {options.runs}"
    keep(f"package-{package.stem}", f"{package.name}: zip to published edition", command, figures)


def _figures(first: list[Run], again: list[Run]) -> dict[str, float | int]:
    return {
        "runs": len(first),
        "zip to published edition, s (median)": round(statistics.median(run.seconds for run in first), 1),
        "processor time of all its processes, s (median)": round(
            statistics.median(run.cpu_seconds for run in first), 1
        ),
        "slowest, s": round(max(run.seconds for run in first), 1),
        "peak memory of the process tree, GB (largest)": round(max(run.peak_bytes for run in first) / 1e9, 2),
        "again, nothing changed, s (median)": round(statistics.median(run.seconds for run in again), 2),
        "again, peak memory, GB (largest)": round(max(run.peak_bytes for run in again) / 1e9, 2),
        "load before the end (1 min)": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    main()
