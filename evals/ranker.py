"""Fits the learned ranker on a file of questions, and measures it in folds; behind ``hocvu train
ranker``.

In folds: each question is ranked by a ranker that saw none of the questions of its fold, through
the same search that users have. What is then written was fitted on all questions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from assistant.errors import BadRequest, EmptyLibrary
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.retrieval.features import FEATURES
from assistant.retrieval.learning import Judged, Recipe, fit, recipe_card
from assistant.retrieval.ranking import Ranker
from assistant.settings import Settings
from evals.ranker_picture import drawn
from evals.retrieval import DEPTH, Article, Question, article_name, load, measure

FOLDS = 5
SEED = 0
_CHUNK = 2_000

Progress = Callable[[str, int, int], None]


def _silent(_what: str, _done: int, _all: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """``figures``: by ranking (fusion, ranker in folds) and slice. ``gains``: how much each figure
    moves the score of a candidate, in the mean over all. ``ranker``: fitted on everything.
    """

    questions: int
    figures: Mapping[str, Mapping[str, float]]
    gains: Mapping[str, float]
    ranker: Ranker
    recipe: Recipe

    def card(self) -> dict[str, Any]:
        """What is written beside the trees."""
        return {
            "questions": self.questions,
            "folds": FOLDS,
            "recipe": recipe_card(self.recipe),
            "figures": {name: dict(values) for name, values in self.figures.items()},
            "gains": dict(self.gains),
            **self.ranker.card(),
        }


def train(
    settings: Settings,
    dataset: Path,
    *,
    recipe: Recipe | None = None,
    progress: Progress = _silent,
) -> Outcome:
    """Fit and measure on the library of ``settings``.

    Raises ``EmptyLibrary``; ``BadRequest`` where the file holds too few questions for the folds
    or none of its answers is found in the library.
    """
    with _opened(settings) as (library, retriever):
        training = _Training(library, retriever, load(dataset), recipe or Recipe(), progress)
        return training.run()


@contextmanager
def in_folds(settings: Settings, dataset: Path) -> Iterator["Folded"]:
    """The search of ``settings`` in which no question meets a ranker that saw it; for measuring.

    Raises as ``train`` does.
    """
    with _opened(settings) as (library, retriever):
        training = _Training(library, retriever, load(dataset), Recipe(), _silent)
        edition = library.edition()
        made = edition.embedder if edition else ""
        yield Folded(retriever, training.rankers(training.taught()), made)


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Library, Retriever]]:
    library = Library.open(settings.sqlalchemy_url)
    try:
        if library.edition() is None:
            raise EmptyLibrary("Thư viện còn trống.", "Đọc văn bản bằng “hocvu ingest” trước.")
        # with no ranker: the one in use may be of other figures, and this is what mends it
        retriever = Retriever.open(settings.model_copy(update={"ranker": "off"}), library)
        try:
            yield library, retriever
        finally:
            retriever.close()
    finally:
        library.close()


@dataclass(frozen=True, eq=False)
class Folded:
    """``rankers``: for each question of the file the one that did not see it. ``edition``: the models
    of the library's edition.
    """

    retriever: Retriever
    rankers: Sequence[Ranker]
    edition: str = ""

    def search(self, place: int, text: str, day: date | None = None) -> list[Article]:
        """The articles found for the question at ``place`` of the file, typed as ``text``."""
        return self.search_with(self.rankers[place], text, day)

    def search_with(self, ranker: Ranker | None, text: str, day: date | None = None) -> list[Article]:
        """The same with a given ranker or none. Without a day provisions of any day count."""
        kept, self.retriever.ranker = self.retriever.ranker, ranker
        try:
            result = self.retriever.search(text, k=DEPTH, day=day)
        finally:
            self.retriever.ranker = kept
        hits = result.of_any_day if day is None else result.hits
        names = (article_name(h.stored.document.number, h.stored.provision.path.article) for h in hits)
        return list(dict.fromkeys(names))


def folds(count: int, seed: int = SEED) -> npt.NDArray[np.intp]:
    """The fold of each question, as even as can be, drawn by a seed."""
    found = np.empty(count, dtype=np.intp)
    found[np.random.default_rng(seed).permutation(count)] = np.arange(count) % FOLDS
    return found


def write(outcome: Outcome, path: Path) -> Path:
    """Write the ranker to a file, and a picture of what it looks at beside it (``.svg``).

    Raises ``BadRequest`` where that cannot be written.
    """
    beside = path.with_suffix(".svg") if path.suffix == ".json" else path.with_name(f"{path.name}.svg")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(orjson.dumps(outcome.card(), option=orjson.OPT_INDENT_2))
        beside.write_text(drawn(outcome.gains), encoding="utf-8")
    except OSError as error:
        raise BadRequest(
            f"Không ghi được {path}: {error.strerror}.", "Chọn nơi khác bằng --output."
        ) from error
    return path


@dataclass(frozen=True, eq=False)
class _Training:
    library: Library
    retriever: Retriever
    questions: Sequence[Question]
    recipe: Recipe
    progress: Progress

    def __post_init__(self) -> None:
        if len(self.questions) < 2 * FOLDS:
            raise BadRequest(
                f"Cần ít nhất {2 * FOLDS} câu hỏi có đáp án, tệp chỉ có {len(self.questions)}.",
                "Thêm câu hỏi vào tệp, mỗi dòng một câu.",
            )

    def run(self) -> Outcome:
        """Measure in folds, then fit on everything."""
        taught = self.taught()
        rankers = self.rankers(taught)
        none: list[Ranker | None] = [None] * len(self.questions)
        ranked = {"fusion": self._ranked(none), "ranker in folds": self._ranked(rankers)}
        ranker = _fitted(taught, self.recipe)
        figures = {
            f"{name}, {where}": measure([gold for gold, _ in found], [names for _, names in found])
            for name, names in ranked.items()
            for where, found in self._slices(names).items()
        }
        return Outcome(len(self.questions), figures, _gains(ranker, taught), ranker, self.recipe)

    def taught(self) -> list[Judged]:
        """The candidates of each question."""
        found = []
        for done, question in enumerate(self.questions, 1):
            found.append(self._judged(question))
            self.progress("Đọc câu hỏi", done, len(self.questions))
        return found

    def rankers(self, taught: Sequence[Judged]) -> list[Ranker]:
        """For each question the ranker fitted on the other folds."""
        place = folds(len(self.questions))
        fitted = []
        for number in range(FOLDS):
            rest = [judged for at, judged in enumerate(taught) if place[at] != number]
            fitted.append(_fitted(rest, self.recipe))
            self.progress("Học theo từng phần", number + 1, FOLDS)
        return [fitted[number] for number in place]

    def _judged(self, question: Question) -> Judged:
        gold = {each.name for each in question.gold}
        ids, rows = self.retriever.figures(question.question)
        names = self._names(ids)
        return Judged(rows, np.array([names.get(id_) in gold for id_ in ids], dtype=np.bool_))

    def _names(self, ids: Sequence[int]) -> dict[int, Article]:
        edition = self.library.edition()
        labels = self.library.labels(ids, edition=edition.number if edition else 0)
        return {id_: f"{label.document} {label.article}" for id_, label in labels.items()}

    def _ranked(self, rankers: Sequence[Ranker | None]) -> list[list[Article]]:
        """The articles found for each question, ranked by its ranker."""
        folded, found = Folded(self.retriever, ()), []
        for done, (question, ranker) in enumerate(zip(self.questions, rankers, strict=True), 1):
            found.append(folded.search_with(ranker, question.question))
            self.progress("Xếp hạng", done, len(self.questions))
        return found

    def _slices(self, ranked: Sequence[list[Article]]) -> dict[str, list[tuple[set[Article], list[Article]]]]:
        pairs = [
            ({gold.name for gold in question.gold}, names)
            for question, names in zip(self.questions, ranked, strict=True)
        ]
        education = [pair for pair, q in zip(pairs, self.questions, strict=True) if q.education]
        return {"all": pairs} | ({"education": education} if education else {})


def _fitted(judged: Sequence[Judged], recipe: Recipe) -> Ranker:
    try:
        return fit(judged, recipe)
    except ValueError as error:
        raise BadRequest(
            f"Không huấn luyện được: {error}.",
            "Kiểm tra thư viện có những văn bản mà đáp án nêu, và số hiệu trong tệp viết đúng.",
        ) from error


def _gains(ranker: Ranker, taught: Sequence[Judged]) -> dict[str, float]:
    """Of each figure the mean size of its part in a score, largest first."""
    rows = np.concatenate([judged.rows for judged in taught])
    parts = np.concatenate(
        [np.abs(ranker.parts(rows[at : at + _CHUNK])) for at in range(0, len(rows), _CHUNK)]
    )
    means = parts.mean(axis=0)
    ordered = sorted(range(len(FEATURES)), key=lambda at: -means[at])
    return {FEATURES[at].name: round(float(means[at]), 4) for at in ordered}
