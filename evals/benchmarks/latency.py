"""Question to ranked evidence, warm, one thread.

    python -m evals.benchmarks.latency --questions dev.jsonl --home HOME

Each question is asked once after two hundred others; ``load`` is the machine's load average
per core while it was measured, since a busy machine cannot show what a quiet one does.
"""

import argparse
import os
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from assistant.assistant import Assistant
from assistant.library import Library
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import load

_WARM = 200
_COMMAND = "python -m evals.benchmarks.latency --questions dev.jsonl --home HOME"
_NOTES = (
    "Bars: p50 at most 12 ms, p95 at most 30 ms, one thread, warm.",
    "processor: time that this process itself used, which other work on the machine does not lengthen "
    "as much; it includes Chroma's own threads.",
    "steps: medians in milliseconds.",
)


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    options = parser.parse_args()
    questions = [question.question for question in load(options.questions)]
    settings = Settings(home=options.home)
    with Assistant.open(settings) as assistant:
        for question in questions[:_WARM]:
            assistant.search(question)
        figures = measure(assistant, questions[_WARM:])
    keep("latency", "Question to ranked evidence", _COMMAND, _size(settings) | figures, _NOTES)


def _size(settings: Settings) -> dict[str, object]:
    library = Library.open(settings.sqlalchemy_url)
    edition = library.edition()
    counts = library.counts(edition.number) if edition else {}
    library.close()
    return {"provisions that can be found": counts.get("rankable", 0), "articles": counts.get("articles", 0)}


def measure(assistant: Assistant, questions: list[str]) -> dict[str, object]:
    """Wall and processor time of each question, and the median of each step."""
    wall, processor = [], []
    steps: dict[str, list[float]] = {}
    for question in questions:
        start, used = perf_counter(), process_time()
        result = assistant.search(question)
        wall.append((perf_counter() - start) * 1000)
        processor.append((process_time() - used) * 1000)
        for step, spent in result.timings_ms.items():
            steps.setdefault(step, []).append(spent)
    return {
        "questions": len(questions),
        **_quantiles("", wall),
        **_quantiles("processor ", processor),
        "steps": {step: round(float(np.median(spent)), 2) for step, spent in steps.items()},
        "load": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
    }


def _quantiles(name: str, times: list[float]) -> dict[str, float]:
    found = np.percentile(times, [50, 95, 99])
    return {f"{name}p{q} ms": round(float(v), 2) for q, v in zip((50, 95, 99), found, strict=True)}


if __name__ == "__main__":
    main()
