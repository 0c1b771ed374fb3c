"""Ours beside LangChain's recipe and bm25s, in one run.

    python -m evals.benchmarks.side_by_side --questions dev.jsonl --packages ZIP ZIP --union HOME [--whole]

The topics 13.1, 13.2, 20.1 and 5.2 of the packages are read as ``hocvu ingest`` reads them, and
each system, in a fresh process, one after the other, builds its index of the same articles
(document's title, heading, text) and answers the questions whose gold stands there, one thread.
``--union``: a home folder made by ``hocvu ingest`` of whole packages. There our ranker is fitted
anew on the questions that are not asked about the four topics, since the shipped one has seen all
of them; without the folder ours has no ranker. With ``--whole`` the systems that can bear it are then
compared over the union too, which takes most of a quarter of an hour.

LangChain's recipe: RecursiveCharacterTextSplitter 1000/200, its BM25Retriever and langchain-chroma
with our embeddings, and both with equal weights in its EnsembleRetriever.
"""

import argparse
import ctypes
import gc
import importlib
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import orjson
import psutil

from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.benchmarks.side_by_side_systems import SYSTEMS, articles
from evals.ranker import train, write
from evals.retrieval import DEPTH, Question, load, run
from ingest.codification.topic import TOPIC
from ingest.pipeline import Ingest

_COMMAND = "python -m evals.benchmarks.side_by_side --questions dev.jsonl --packages ZIP ZIP --union HOME"
_TOPICS = frozenset({"13.1", "13.2", "20.1", "5.2"})
_HEAD_BYTES = 4_000
_USUAL = 10
_WARM = 20
_FEW = 60
_MEGABYTE = 1_000_000
_WHOLE = ("ours without the ranker", "bm25s, syllables")
_TIMED = ("LangChain BM25Retriever",)
"""At this size asked few questions: one takes it most of a second."""

COLUMNS = (
    "nDCG@10", "R@5", "R@20", "p50 ms", "p95 ms", "memory MB", "peak MB", "build s", "crashed", "load"
)  # fmt: skip

_NOTES = (
    "Bar: ours better in nDCG@10 than LangChain's ensemble and at least 10 times faster a question.",
    "Quality: every system gives 50 chunks or articles, so that twenty different articles are among them.",
    "ms: every system gives 10, on the same questions, after a warm-up; load is the machine's, per core.",
    "memory: resident, after building and answering, more than after the imports; peak: the most it was. "
    "Ours holds no texts in memory, and builds in the process that is measured, as the others do.",
    "ours: with a ranker fitted on the questions of the file that are not asked here, on the union; the "
    "shipped one has seen all of them. At the larger size every question would be one it was fitted on, so "
    "there ours is without one; with rankers in folds see retrieval.md.",
    "build: from the articles in the library to the first answer.",
    f"At the larger size LangChain's BM25Retriever is asked {_FEW} questions, for time and memory alone; its "
    "quality there is not measured.",
)


Row = list[float | str]


@dataclass(frozen=True)
class Compared:
    """The rows of every system over one library, and how large that is."""

    what: str
    size: str
    rows: dict[str, Row]


# --- one system, in a process of its own


def measure(name: str, settings: Settings, questions: Sequence[Question], *, whole: bool) -> Row:
    """Build a system, ask it, and say what that took, as ``COLUMNS``; without ``whole`` no quality."""
    system = SYSTEMS[name]
    for module in system.modules:
        importlib.import_module(module)
    before = _resident()
    start = perf_counter()
    with system.build(settings) as at_depth:
        at_depth(_USUAL)(questions[0].question)
        built = perf_counter() - start
        for question in questions[:_WARM]:
            at_depth(_USUAL)(question.question)
        timed = run(questions, at_depth(_USUAL)).figures()
        quality = run(questions, at_depth(DEPTH)).figures() if whole else {}
        memory = _resident() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEGABYTE - before
    crashed = int(timed["crashed"] + quality.get("crashed", 0))
    load = round(os.getloadavg()[0] / (os.cpu_count() or 1), 1)
    well = [quality.get(measure, "not measured") for measure in COLUMNS[:3]]
    return [
        *well,
        timed["p50 ms"],
        timed["p95 ms"],
        round(memory),
        round(peak),
        round(built, 1),
        crashed,
        load,
    ]


def _resident() -> float:
    """Megabytes in use, without what was freed and not yet given back."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return float(psutil.Process().memory_info().rss / _MEGABYTE)


def apart(name: str, home: Path, questions: Path, ranker: str, *, whole: bool) -> Row:
    """``measure`` in a fresh process; raise ``CalledProcessError`` where it fails."""
    environment = os.environ | {"HOCVU_RANKER": ranker}
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        command = [sys.executable, "-m", "evals.benchmarks.side_by_side", "--questions", str(questions)]
        command += ["--one", name, "--home", str(home), "--result", result.name]
        subprocess.run([*command, *([] if whole else ["--timed-only"])], check=True, env=environment)
        found: Row = orjson.loads(Path(result.name).read_bytes())
        return found


# --- the run


def education(packages: Sequence[Path], folder: Path) -> Path:
    """A home folder with the topics on education of the packages; each package is read by itself."""
    home = folder / "home"
    taken = [_topics_of(package, folder / package.stem) for package in packages]
    Ingest(Settings(home=home)).run(taken)
    return home


def _topics_of(package: Path, folder: Path) -> Path:
    folder.mkdir()
    with zipfile.ZipFile(package) as archive:
        for member in archive.infolist():
            if member.filename.endswith(".html"):
                with archive.open(member) as file:
                    head = file.read(_HEAD_BYTES).decode("utf-8", "replace")
                match = TOPIC.search(head)
                if match and match["number"] in _TOPICS:
                    (folder / Path(member.filename).name).write_bytes(archive.read(member))
    return folder


def _asked_there(questions: Path, home: Path, folder: Path) -> tuple[Path, str]:
    """The questions whose gold stands in the library, as a file; and how much there is of each."""
    names = [text.name for text in articles(Settings(home=home))]
    there = set(names)
    asked = [q for q in load(questions) if {gold.name for gold in q.gold} <= there]
    kept = folder / f"{home.name}.jsonl"
    kept.write_bytes(b"\n".join(orjson.dumps(question.model_dump()) for question in asked))
    return kept, f"{len(names)} articles, {len(asked)} questions whose gold stands there"


def _unseen(questions: Path, asked: Path, union: Path, folder: Path) -> str:
    """A ranker fitted on the questions that are not asked, over the union."""
    there = {question.id for question in load(asked)}
    others = folder / "others.jsonl"
    rest = [question for question in load(questions) if question.id not in there]
    others.write_bytes(b"\n".join(orjson.dumps(question.model_dump()) for question in rest))
    return str(write(train(Settings(home=union), others), folder / "ranker.json"))


def compare(
    what: str, home: Path, questions: Path, folder: Path, systems: Sequence[str], union: Path | None = None
) -> Compared:
    """Every system in turn, over one library; ours with a ranker only where it can be fitted on
    other questions, over ``union``.
    """
    asked, size = _asked_there(questions, home, folder)
    ranker = _unseen(questions, asked, union, folder) if union else "off"
    rows: dict[str, Row] = {}
    for name in systems:
        rows[name] = apart(
            name, home, asked, ranker, whole=name not in _TIMED or len(systems) == len(SYSTEMS)
        )
        print(name, rows[name], flush=True)
    return Compared(what, f"{what}: {size}.", rows)


def main() -> None:
    """Measure all sides and keep the result."""
    options = _options()
    if options.one:
        questions = load(options.questions)
        found = measure(
            options.one,
            Settings(home=options.home),
            questions[:_FEW] if options.timed_only else questions,
            whole=not options.timed_only,
        )
        options.result.write_bytes(orjson.dumps(found))
        return
    if not options.packages:
        sys.exit("--packages: the zips of the codification")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = education(options.packages, folder)
        compared = [compare("education", home, options.questions, folder, list(SYSTEMS), options.union)]
        against = _against(compared[0].rows)
        if options.union and options.whole:
            compared.append(compare("union", options.union, options.questions, folder, [*_WHOLE, *_TIMED]))
    rows: dict[str, object] = {
        f"{one.what}: {name}": row for one in compared for name, row in one.rows.items()
    }
    notes = (*(one.size for one in compared), against, *_NOTES)
    keep("side_by_side", "Ours beside LangChain's recipe and bm25s", _COMMAND, rows, notes, COLUMNS)


def _against(rows: dict[str, Row]) -> str:
    """Ours and LangChain's ensemble on the topics on education, as the bar has it."""
    mine, theirs = (
        dict(zip(COLUMNS, rows[name], strict=True)) for name in ("ours", "LangChain EnsembleRetriever")
    )
    better = float(mine["nDCG@10"]) - float(theirs["nDCG@10"])
    faster = float(theirs["p50 ms"]) / float(mine["p50 ms"])
    return f"Education: ours less the ensemble {better:.4f} nDCG@10; its p50 over ours {faster:.1f}."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--packages", type=Path, nargs="+", help="zips of the codification")
    parser.add_argument("--union", type=Path, help="a home folder with whole packages; without: not compared")
    parser.add_argument("--whole", action="store_true", help="compare over the union too")
    for name in ("--one", "--timed-only"):
        action = "store_true" if name == "--timed-only" else "store"
        parser.add_argument(name, action=action, help=argparse.SUPPRESS)
    for name in ("--home", "--result"):
        parser.add_argument(name, type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
