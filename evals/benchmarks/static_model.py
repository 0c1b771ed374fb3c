"""The shipped embedding model alone: no lexical index, no fusion, no ranker.

    python -m evals.benchmarks.static_model --questions dev.jsonl --home HOME [--model FOLDER]

Every passage of the library is embedded anew and compared with every question, so that no
index stands between model and figure. The best part of an article counts, and the best
wording. Of the library in HOME only the texts are read, whatever model it was indexed with.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import numpy.typing as npt
import psutil

from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.embedding import Vectors, unit
from assistant.retrieval.model_files import SHIPPED
from assistant.retrieval.passages import passages
from assistant.retrieval.static import StaticEmbedder
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.retrieval import Article, Question, article_name, load, measure

_COMMAND = "python -m evals.benchmarks.static_model --questions dev.jsonl --home HOME"
_DEPTH = 100
_PARTS_ASKED = 400
"""Parts looked at for a hundred articles: an article has one and a half on average."""
_ROWS = 2_000
_NOTES = (
    "Bar: nDCG@10 at least 0.66 over all questions with all dimensions.",
    "Vectors are those of the shipped int8 rows. Gold is about one article a question although others "
    "can be right too. No question was used in training.",
    "first half, second half: the questions with odd and even places in the file.",
    "question ms: one question to its vector, median and 95th percentile, one at a time, while the machine "
    "had the load given (its average over a minute).",
)


@dataclass(frozen=True)
class _Embedded:
    """All parts of a library: their vectors, of which article each is, processor time."""

    vectors: Vectors
    articles: list[Article]
    seconds: float


def _stored(settings: Settings) -> Iterator[list[StoredProvision]]:
    library = Library.open(settings.sqlalchemy_url)
    edition = library.edition()
    if edition is None:
        raise SystemExit("the library has no published edition")
    ids = list(library.live_ids(edition.number, Access.PUBLIC))
    for start in range(0, len(ids), _ROWS):
        yield library.provisions(ids[start : start + _ROWS], edition=edition.number)
    library.close()


def _embed(model: StaticEmbedder, settings: Settings) -> _Embedded:
    rows: list[Vectors] = []
    articles: list[Article] = []
    seconds = 0.0
    for some in _stored(settings):
        parts = [(each, part) for each in some for part in passages(each)]
        start = process_time()
        rows.append(model.passages([part for _, part in parts]))
        seconds += process_time() - start
        articles += [article_name(each.document.number, each.provision.path.article) for each, _ in parts]
    return _Embedded(np.concatenate(rows), articles, seconds)


def _ranked(asked: Vectors, told: Vectors, articles: Sequence[Article]) -> list[list[Article]]:
    """For each question the articles of the nearest parts, best first."""
    scores = asked @ told.T
    wanted = min(_PARTS_ASKED, len(articles))
    best = np.argpartition(-scores, wanted - 1, axis=1)[:, :wanted]
    return [_names(row[places], places, articles) for row, places in zip(scores, best, strict=True)]


def _names(
    scores: npt.NDArray[np.float32], places: npt.NDArray[np.int64], articles: Sequence[Article]
) -> list[Article]:
    order = places[np.lexsort((places, -scores))]
    return list(dict.fromkeys(articles[place] for place in order))[:_DEPTH]


def _quality(gold: Sequence[set[Article]], ranked: Sequence[Sequence[Article]]) -> dict[str, float]:
    figures = {name: round(value, 4) for name, value in measure(gold, ranked).items()}
    found = [len(wanted & set(names)) / len(wanted) for wanted, names in zip(gold, ranked, strict=True)]
    return figures | {f"R@{_DEPTH}": round(float(np.mean(found)), 4)}


def _by_slice(
    questions: Sequence[Question], ranked: Sequence[Sequence[Article]]
) -> dict[str, dict[str, float]]:
    gold = [{gold.name for gold in question.gold} for question in questions]
    education = [place for place, question in enumerate(questions) if question.education]
    every = range(len(questions))
    places = {"all": every, "first half": every[::2], "second half": every[1::2], "education": education}
    return {
        name: _quality([gold[i] for i in some], [ranked[i] for i in some]) for name, some in places.items()
    }


def _loading(folder: Path) -> tuple[StaticEmbedder, dict[str, float]]:
    before, start = psutil.Process().memory_info().rss, perf_counter()
    model = StaticEmbedder(folder)
    model.questions(["a"])
    seconds = perf_counter() - start
    grown = psutil.Process().memory_info().rss - before
    size = sum(path.stat().st_size for path in folder.iterdir())
    return model, {
        "load ms": round(seconds * 1000, 1),
        "memory MB": round(grown / 1e6, 1),
        "files MB": round(size / 1e6, 2),
    }


def _asking(model: StaticEmbedder, questions: Sequence[Question]) -> dict[str, float]:
    times = []
    for question in questions:
        start = perf_counter()
        model.questions([question.question])
        times.append((perf_counter() - start) * 1000)
    return {
        "question ms, median": round(median(times), 3),
        "question ms, p95": round(float(np.percentile(times, 95)), 3),
        "questions a second": round(1000 * len(times) / sum(times)),
    }


def main() -> None:
    """Measure and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=SHIPPED, help="another model's folder: nothing is kept")
    options = parser.parse_args()
    figures = _figures(options.model, options.questions, Settings(home=options.home))
    if options.model == SHIPPED:
        keep("static_model", "The shipped embedding model alone", _COMMAND, figures, _NOTES)
    else:
        print(figures)


def _figures(folder: Path, dataset: Path, settings: Settings) -> dict[str, Any]:
    questions = load(dataset)
    model, figures = _loading(folder)
    figures |= _asking(model, questions)
    figures["load"] = round(os.getloadavg()[0], 1)
    embedded = _embed(model, settings)
    figures["passages"] = len(embedded.articles)
    figures["passages a second of processor time"] = round(len(embedded.articles) / embedded.seconds)
    asked = model.questions([question.question for question in questions])
    quality = {}
    for size in (model.dimensions, model.dimensions // 2):
        ranked = _ranked(unit(asked[:, :size]), unit(embedded.vectors[:, :size]), embedded.articles)
        for name, values in _by_slice(questions, ranked).items():
            quality[f"{size} dimensions, {name}"] = values
    return {"model": model.name, **figures, **quality}


if __name__ == "__main__":
    main()
