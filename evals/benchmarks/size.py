"""How a library grows from a thousand articles to a million: building, memory, latency.

    python -m evals.benchmarks.size --home REAL_HOME --questions dev.jsonl --work FOLDER

``REAL_HOME`` is a library of both packages. For each size a library of that many articles is
built under ``FOLDER`` (``made_library``), then a fresh process serves the questions from it
(``serving``). Figures of a size are kept in ``FOLDER``: a size that has them is not built again,
``--again serve`` measures serving once more where its library was kept (``--keep``).
"""

import argparse
import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.benchmarks.machine import RESULTS, keep
from evals.benchmarks.picture import Chart, picture

SIZES = (1_000, 10_000, 78_140, 300_000, 1_000_000)
_COMMAND = "python -m evals.benchmarks.size --home REAL_HOME --questions dev.jsonl --work FOLDER"
_BAR_P95_MS, _BAR_MEMORY_MB = 80.0, 6_000.0
_NOTES = (
    "Bars at 1,000,000 articles: p95 at most 80 ms, resident memory of the serving process under 6 GB.",
    "Up to 78,140 articles all are real, beyond that the rest is made (generated.md: how like they are).",
    "Question: real questions, warm, one thread, ten hits, the learned ranker on. Processor: time of this "
    "process alone. load: of the whole machine, a core.",
    "Built by one process, on a machine that did other work at the same time: processor seconds are the "
    "figure to compare, wall seconds what it took there.",
    "Steps of building: seconds of the thread that did them; inside both indexes: of the threads of Chroma "
    "and tantivy, and of what is left.",
    "Of its own: memory that the process holds itself; the rest of resident are pages of files (the lexical "
    "index, the library), which the system takes back when others need the room.",
    "One document more: the whole command; then the serving process opens the indexes of the new edition "
    "beside those of the old, and the first question waits for that.",
    "nDCG@10: without the ranker, which was fitted on these questions; of those whose gold documents the "
    "library has. Made articles take clauses from real ones, so that they are hard distractors.",
    "Where one machine ends: the lexical index reads postings in proportion to the library, and takes over a "
    "third of a question at a million; going on so, p95 would reach 80 ms below two million. Before that "
    "the change of editions is felt: seconds for the first question, and twice the vectors in memory.",
    "What takes over: HOCVU_CHROMA_URL=http://HOST:8000 (`chroma run --path FOLDER`, or a cluster) takes the "
    "vectors out of every serving process; HOCVU_DATABASE_URL=postgresql+psycopg://USER@HOST/NAME takes the "
    "records; `hocvu serve --processes N` and more machines behind a proxy share the questions, each with "
    "its own lexical index in HOCVU_HOME. HOCVU_RANKER_DEPTH lowers what the ranker costs.",
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """What to measure, and where the libraries are built."""

    real: Path
    questions: Path
    work: Path
    keep: bool

    def home(self, size: int) -> Path:
        """The library of a size."""
        return self.work / f"size-{size}"

    def kept(self, size: int) -> Path:
        """The figures of a size."""
        return self.work / f"size-{size}.json"

    def read(self, size: int) -> Row:
        """What is known of a size."""
        path = self.kept(size)
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def write(self, size: int, row: Row) -> None:
        """Keep what is known of a size."""
        self.kept(size).write_text(json.dumps(row, ensure_ascii=False, indent=1), encoding="utf-8")


def _said(module: str, *arguments: object) -> Row:
    """The JSON that a process of its own prints last."""
    command = [sys.executable, "-m", f"evals.benchmarks.{module}", *map(str, arguments)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    row: Row = json.loads(printed.strip().splitlines()[-1])
    return row


def build(plan: Plan, size: int, stages: Sequence[str]) -> None:
    """Build the library of a size, stage by stage; what was done before is not done again."""
    for stage in stages:
        row = plan.read(size)
        if stage not in row:
            home = plan.home(size)
            if stage == "library":
                shutil.rmtree(home, ignore_errors=True)
            arguments = ("--real", plan.real, "--home", home, "--articles", size, "--stage", stage)
            plan.write(size, row | _said("made_library", *arguments))


def serve(plan: Plan, size: int, *, again: bool) -> None:
    """Measure serving from the library of a size."""
    row = plan.read(size)
    if plan.home(size).is_dir() and (again or "serving" not in row):
        found = _said("serving", "--home", plan.home(size), "--questions", plan.questions)
        plan.write(size, row | {"serving": found})
    if not plan.keep:
        shutil.rmtree(plan.home(size), ignore_errors=True)


# --- telling -------------------------------------------------------------------------------

_SEARCH = ("understand", "name", "lexical", "vector", "rank", "library", "coverage")
_STEPS = ("read back", "lexical", "embedding", "lives", "inside both indexes")
_PARTS = ("library", "lexical", "vectors", "vectors' log and ids")
_ASKED = ("p50 ms", "p95 ms", "p99 ms", "processor p50 ms", "processor p95 ms", "load")

_BUILT: dict[str, tuple[str, ...]] = {
    "documents": ("index", "counts", "documents"),
    "articles": ("index", "counts", "rankable"),
    "build, wall s: library": ("library", "wall s", "library"),
    "build, wall s: indexes and publication": ("index", "wall s", "index in all"),
    "build, processor s: library": ("library", "processor s", "library"),
    "build, processor s: indexes and publication": ("index", "processor s", "index in all"),
    **{f"of that, s: {step}": ("index", "processor s", step) for step in _STEPS},
    "build, peak memory MB: library": ("library", "peak memory MB"),
    "build, peak memory MB: indexes": ("index", "peak memory MB"),
    **{f"disk MB: {part}": ("index", "disk MB", part) for part in _PARTS},
}
_SERVED: dict[str, tuple[str, ...]] = {
    "serving, s from start to first answer": ("serving", "ready s"),
    "serving, resident MB after 500 questions": ("serving", "after questions", "resident MB"),
    "serving, of its own MB": ("serving", "after questions", "of its own MB"),
    **{f"question, {name}": ("serving", "question", name) for name in _ASKED},
    **{f"question, median ms: {step}": ("serving", "question", "steps", step) for step in _SEARCH},
    "one more document, ingest s": ("serving", "one more document", "ingest s"),
    "first question after it, s": ("serving", "one more document", "first question s"),
    "serving, peak MB with both editions open": ("serving", "one more document", "peak MB"),
    "questions whose gold is there": ("serving", "quality", "questions"),
    "nDCG@10": ("serving", "quality", "nDCG@10"),
}
"""Where each figure stands in a row."""


def at(row: Row, path: Sequence[str]) -> Any:  # noqa: ANN401  a number or a word
    """A figure of a row, empty where it was not measured."""
    found = functools.reduce(lambda found, name: found.get(name, {}), path, row)
    return "" if found == {} else found


def articles(row: Row) -> float:
    """Articles of a library."""
    return float(at(row, _BUILT["articles"]))


def processor_s(row: Row) -> float:
    """Processor seconds of building."""
    return float(row["library"]["processor s"]["library"] + row["index"]["processor s"]["index in all"])


def table(rows: Sequence[Row]) -> dict[str, object]:
    """A line a figure, a value a size."""
    lines: dict[str, object] = {name: [at(row, path) for row in rows] for name, path in _BUILT.items()}
    each = [round(1000 * processor_s(row) / articles(row), 2) for row in rows]
    lines["build, processor ms an article"] = each
    return lines | {name: [at(row, path) for row in rows] for name, path in _SERVED.items()}


def charts(rows: Sequence[Row]) -> list[Chart]:
    """How building, disk, memory and latency grow."""

    def line(value: Callable[[Row], float]) -> list[tuple[float, float]]:
        return [(articles(row), value(row)) for row in rows]

    def served(name: str) -> list[tuple[float, float]]:
        return line(lambda row: float(at(row, _SERVED[name])))

    resident = served("serving, resident MB after 500 questions")
    peak = line(lambda row: max(row[stage]["peak memory MB"] for stage in ("library", "index")))
    disk = line(lambda row: sum(row["index"]["disk MB"].values()))
    asked = {name: served(f"question, {name}") for name in ("p50 ms", "p95 ms")}
    memory = {"serving, resident": resident, "building, peak": peak}
    return [
        Chart("Building, processor seconds", "articles", {"all stages": line(processor_s)}),
        Chart("On disk, MB", "articles", {"library and indexes": disk}),
        Chart("Memory, MB", "articles", memory, _BAR_MEMORY_MB),
        Chart("One question, warm, one thread, ms", "articles", asked, _BAR_P95_MS),
    ]


def report(rows: Sequence[Row]) -> None:
    """Keep table and picture."""
    columns = tuple(f"{articles(row):,.0f} articles" for row in rows)
    keep("size", "From a thousand articles to a million", _COMMAND, table(rows), _NOTES, columns)
    (RESULTS / "size.svg").write_text(picture(charts(rows)), encoding="utf-8")


def main() -> None:
    """Build, serve and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--stages", nargs="*", default=("library", "index"))
    parser.add_argument("--again", choices=("serve",))
    parser.add_argument("--keep", action="store_true", help="keep the libraries that are built")
    options = parser.parse_args()
    plan = Plan(options.home, options.questions, options.work, options.keep)
    plan.work.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        build(plan, size, options.stages)
        if "index" in plan.read(size):
            serve(plan, size, again=options.again == "serve")
    rows = [row for size in SIZES if "serving" in (row := plan.read(size))]
    if rows:
        report(rows)


if __name__ == "__main__":
    main()
