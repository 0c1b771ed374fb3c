"""One fresh process that answers questions: how soon, how fast, in how much memory.

    python -m evals.benchmarks.serving --home HOME --questions dev.jsonl [--keep]

Prints its figures as JSON; with ``--keep`` they are kept as those of a library whose records are
in PostgreSQL and whose vectors in a Chroma server, which HOCVU_DATABASE_URL and HOCVU_CHROMA_URL
name (here and when the library is built by ``made_library``).

``ready``: from the start of the process to its first answer.
Warm times are of one thread, after ``_WARM`` other questions. Resident memory is split as the
system does: what the process holds itself, and pages of the index's files that it has mapped
and that the system takes back when others need the room.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from assistant.assistant import Assistant
from assistant.domain.number import DocumentNumber
from assistant.library import Library
from assistant.settings import Settings
from evals.benchmarks.latency import measure
from evals.benchmarks.machine import keep
from evals.benchmarks.made import write
from evals.benchmarks.made_library import memory_mb
from evals.retrieval import DEPTH, Article, Question, article_name, load, run

_HOCVU = "from api.cli.main import main; main()"
_COMMAND = "python -m evals.benchmarks.serving --home HOME --questions dev.jsonl --keep"
_NOTES = (
    "A library of both packages (78,140 articles); PostgreSQL 15 on a socket and `chroma run`, both on the "
    "same machine with their own settings; beside it stands the embedded library in size.md.",
    "The serving process holds no vectors; the servers' memory is not counted. load: of the machine, a core.",
)
_WARM = 200
_TIMED = 500
_MEMORY = {"resident MB": "VmRSS", "of its own MB": "RssAnon", "mapped files MB": "RssFile"}


def memory() -> dict[str, float]:
    """What this process holds now."""
    return {name: memory_mb(line) for name, line in _MEMORY.items()}


def quality(settings: Settings, questions: Sequence[Question]) -> dict[str, float]:
    """How well the questions are answered without the learned ranker, which was fitted on them."""
    with Assistant.open(settings.model_copy(update={"ranker": "off"})) as assistant:

        def search(question: str) -> list[Article]:
            hits = assistant.search(question, DEPTH).hits
            return [article_name(h.stored.document.number, h.stored.provision.path.article) for h in hits]

        figures = run(questions, search).figures()
    return {name: figures[name] for name in ("questions", "nDCG@10", "R@5", "R@20")} if questions else {}


def answerable(settings: Settings, questions: Sequence[Question]) -> list[Question]:
    """The questions whose gold stands in documents that the library has."""
    library = Library.open(settings.sqlalchemy_url)
    edition = library.edition()
    held = {number.key for number in library.numbers(edition.number)} if edition else set()
    library.close()
    return [q for q in questions if all(DocumentNumber(gold.document).key in held for gold in q.gold)]


def one_more(assistant: Assistant, settings: Settings, question: str) -> dict[str, float]:
    """``hocvu ingest`` of one more document by another process, and the first question after it,
    for which this process opens the indexes of the new edition.
    """
    edition = assistant.edition()
    number = edition.number if edition is not None else 0
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), range(number, number + 1))
        command = [sys.executable, "-c", _HOCVU, "--home", str(settings.home), "ingest", *map(str, paths)]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        published = time.perf_counter()
    assistant.search(question)
    return {
        "ingest s": round(published - start, 1),
        "first question s": round(time.perf_counter() - published, 2),
        "peak MB": memory_mb("VmHWM"),
    }


def serve(settings: Settings, questions: Sequence[Question]) -> dict[str, Any]:
    """Open, ask, and tell."""
    asked = [question.question for question in questions]
    with Assistant.open(settings) as assistant:
        opened = memory()
        assistant.search(asked[0])
        ready = time.time() - psutil.Process().create_time()
        for question in asked[:_WARM]:
            assistant.search(question)
        timed = measure(assistant, (asked[_WARM:] or asked)[:_TIMED])
        held = memory()
        more = one_more(assistant, settings, asked[0])
    return {
        "ready s": round(ready, 2),
        "opened": opened,
        "after questions": held,
        "question": timed,
        "one more document": more,
        "quality": quality(settings, answerable(settings, questions)),
    }


def keep_servers(figures: dict[str, Any]) -> None:
    """Keep what was measured with both servers."""
    question, quality = figures["question"], figures["quality"]
    lines = {
        "s from start to first answer": figures["ready s"],
        "resident MB after 500 questions": figures["after questions"]["resident MB"],
        **{name: question[name] for name in ("p50 ms", "p95 ms", "processor p50 ms", "processor p95 ms")},
        "steps": question["steps"],
        "load": question["load"],
        "one more document, ingest s": figures["one more document"]["ingest s"],
        "first question after it, s": figures["one more document"]["first question s"],
        "nDCG@10 without the ranker": quality.get("nDCG@10", ""),
    }
    keep("servers", "Records in PostgreSQL, vectors in a Chroma server", _COMMAND, lines, _NOTES)


def main() -> None:
    """Print the figures of one library."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--keep", action="store_true", help="keep the figures as those of the servers")
    options = parser.parse_args()
    figures = serve(Settings(home=options.home), load(options.questions))
    if options.keep:
        keep_servers(figures)
    print(json.dumps(figures | {"load": os.getloadavg()[0]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
