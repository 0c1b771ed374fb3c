"""A library of any size, built as ``hocvu ingest`` builds one, every stage measured.

    python -m evals.benchmarks.made_library --real REAL_HOME --home HOME --articles 1000000

Real documents first, then made ones (``generated``), as one snapshot of a codification. Two
stages, each a process of its own, so that each one's memory is its own: ``--stage library``
writes the documents into the building edition, ``--stage index`` does what a run does that
finds an edition half built: fills both indexes and publishes. Documents come from a third
process, so that neither its time nor its memory counts. Each stage prints its figures as JSON.
"""

import argparse
import functools
import json
import multiprocessing
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from queue import Queue
from time import perf_counter, process_time, thread_time
from typing import Any

from assistant.domain.document import Document
from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval.lexical import LexicalWriter
from assistant.retrieval.static import StaticEmbedder
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings
from evals.benchmarks.generated import articles_of, library_of, real_documents
from ingest.lock import write_lock
from ingest.progress import silent
from ingest.publication import Publication

_BATCH = 500
_AHEAD = 8
_KNOWN_UNTIL = date(2026, 1, 1)
_STEPS: dict[str, tuple[type, str]] = {
    "read back": (Library, "added"),
    "lexical": (LexicalWriter, "put"),
    "lexical commit": (LexicalWriter, "commit"),
    "embedding": (StaticEmbedder, "passages"),
    "vectors": (VectorIndex, "put"),
    "lives": (Library, "publish"),
}

Figures = dict[str, Any]


class Clock:
    """Seconds of wall clock in each step, and of the thread that did it; ``whole`` steps are
    given the seconds of all threads, those inside Chroma and tantivy included.
    """

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str, *, whole: bool = False) -> Iterator[None]:
        """Time ``step``."""
        processor = process_time if whole else thread_time
        start, used = perf_counter(), processor()
        try:
            yield
        finally:
            self.wall[step] = self.wall.get(step, 0.0) + perf_counter() - start
            self.processor[step] = self.processor.get(step, 0.0) + processor() - used

    def figures(self) -> Figures:
        """Both, rounded."""
        return {
            "wall s": {step: round(spent, 1) for step, spent in self.wall.items()},
            "processor s": {step: round(spent, 1) for step, spent in self.processor.items()},
        }


@contextmanager
def _watched(clock: Clock) -> Iterator[None]:
    """While this lasts the steps of indexing are timed where they happen."""
    with ExitStack() as undo:
        for step, (owner, name) in _STEPS.items():
            original = getattr(owner, name)
            undo.callback(setattr, owner, name, original)
            setattr(owner, name, _timed(original, clock, step))
        yield


def _timed(original: Callable[..., Any], clock: Clock, step: str) -> Callable[..., Any]:
    @functools.wraps(original)
    def timed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        with clock(step):
            return original(*args, **kwargs)

    return timed


# --- documents, from another process ------------------------------------------------------


def _produce(real: Path, articles: int, queue: "Queue[list[Document]]") -> None:
    library = Library.open(Settings(home=real, database_url="").sqlalchemy_url)
    documents = real_documents(library)
    library.close()
    batch: list[Document] = []
    for document in library_of(documents, articles):
        batch.append(document)
        if sum(map(articles_of, batch)) >= _BATCH:
            queue.put(batch)
            batch = []
    if batch:
        queue.put(batch)
    queue.put([])


def _documents(real: Path, articles: int, clock: Clock) -> Iterator[Document]:
    """The documents in order; the time spent waiting for them is a step of its own."""
    context = multiprocessing.get_context("spawn")
    queue: Queue[list[Document]] = context.Queue(_AHEAD)  # type: ignore[assignment]
    producer = context.Process(target=_produce, args=(real, articles, queue), daemon=True)
    producer.start()
    while True:
        with clock("waiting for documents"):
            batch = queue.get()
        if not batch:
            break
        yield from batch
    producer.join()


# --- stages --------------------------------------------------------------------------------


def write_documents(real: Path, home: Path, articles: int) -> Figures:
    """Put the documents into the building edition."""
    settings, clock = Settings(home=home), Clock()
    source = Source(f"made-{articles}", f"{articles:064x}", "text/html", 0, "", _KNOWN_UNTIL, "package")
    with write_lock(home):
        library = Library.open(settings.sqlalchemy_url)
        edition = library.begin().number
        with clock("library with waiting", whole=True):
            library.put_snapshot(_documents(real, articles, clock), source, edition=edition)
        library.close()
    waited = clock.wall.get("waiting for documents", 0.0)
    clock.wall["library"] = clock.wall.pop("library with waiting") - waited
    clock.processor["library"] = clock.processor.pop("library with waiting")
    return clock.figures() | {"peak memory MB": peak_mb()}


def index_documents(home: Path) -> Figures:
    """Fill both indexes and publish, as a run does; then clean."""
    settings, clock = Settings(home=home), Clock()
    with write_lock(home):
        library = Library.open(settings.sqlalchemy_url)
        publication = Publication(library, settings, silent)
        edition = library.begin().number
        with _watched(clock), clock("index in all", whole=True):
            rows, _ = publication.publish(edition)
        with clock("clean"):
            publication.clean()
        publication.close()
        counts = library.counts(edition)
        library.close()
    steps = sum(clock.processor.get(step, 0.0) for step in _STEPS)
    clock.processor["inside both indexes"] = clock.processor["index in all"] - steps
    return clock.figures() | {"peak memory MB": peak_mb(), "rows": rows, "counts": counts}


def peak_mb() -> float:
    """The most memory that this process has held (``VmHWM``)."""
    return memory_mb("VmHWM")


def memory_mb(name: str) -> float:
    """A line of ``/proc/self/status`` in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.M)
    return round(int(found[1]) * 1024 / 1e6, 1) if found else 0.0


def disk_mb(home: Path) -> dict[str, float]:
    """What the parts of a library take on disk."""
    vectors = home / "vectors"
    parts: dict[str, Sequence[Path]] = {
        "library": [*home.glob("library.sqlite3*")],
        "lexical": [*(home / "lexical").iterdir()],
        "vectors": [path for path in vectors.rglob("*") if path.parent != vectors],
        "vectors' log and ids": [*vectors.glob("chroma.sqlite3*")],
    }
    return {
        name: round(sum(path.stat().st_size for path in paths if path.is_file()) / 1e6, 1)
        for name, paths in parts.items()
    }


def main() -> None:
    """Run one stage or both and print their figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--real", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--stage", choices=("library", "index", "both"), default="both")
    options = parser.parse_args()
    figures: Figures = {}
    if options.stage in {"library", "both"}:
        figures["library"] = write_documents(options.real, options.home, options.articles)
    if options.stage in {"index", "both"}:
        figures["index"] = index_documents(options.home) | {"disk MB": disk_mb(options.home)}
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
