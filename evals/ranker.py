"""Fits the learned ranker on a file of questions, and measures it in folds; behind ``hocvu train
ranker``.

In folds: each question is ranked by a ranker that saw none of the questions of its fold, through
the same search that users have. What is then written was fitted on all questions. A question is
taught as it stands and without diacritics, in one fold, so that the ranker serves both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from assistant.domain.words import fold
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
Taught = tuple[Judged, ...]
"""A question's candidates, for each way in which it is typed."""


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
    recipe, questions = recipe or Recipe(), load(dataset)
    if len(questions) < 2 * FOLDS:
        raise BadRequest(
            f"Cần ít nhất {2 * FOLDS} câu hỏi có đáp án, tệp chỉ có {len(questions)}.",
            "Thêm câu hỏi vào tệp, mỗi dòng một câu.",
        )
    library = Library.open(settings.sqlalchemy_url)
    try:
        if library.edition() is None:
            raise EmptyLibrary("Thư viện còn trống.", "Đọc văn bản bằng “hocvu ingest” trước.")
        # with no ranker: the one in use may be of other figures, and this is what mends it
        retriever = Retriever.open(settings.model_copy(update={"ranker": "off"}), library)
        try:
            return _Training(library, retriever, questions, recipe, progress).run()
        finally:
            retriever.close()
    finally:
        library.close()


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

    def run(self) -> Outcome:
        taught = self._taught()
        in_folds = self._in_folds(taught)
        ranked = {"fusion": self._ranked([None] * len(self.questions)), "ranker in folds": in_folds}
        ranker = fit([judged for each in taught for judged in each], self.recipe)
        figures = {
            f"{name}, {where}": measure([gold for gold, _ in found], [names for _, names in found])
            for name, names in ranked.items()
            for where, found in self._slices(names).items()
        }
        return Outcome(len(self.questions), figures, _gains(ranker, taught), ranker, self.recipe)

    def _taught(self) -> list[Taught]:
        """The candidates of each question, as typed and without diacritics."""
        found = []
        for done, question in enumerate(self.questions, 1):
            typed = dict.fromkeys((question.question, fold(question.question)))
            found.append(tuple(self._judged(text, question) for text in typed))
            self.progress("Đọc câu hỏi", done, len(self.questions))
        return found

    def _judged(self, text: str, question: Question) -> Judged:
        gold = {each.name for each in question.gold}
        ids, rows = self.retriever.figures(text)
        names = self._names(ids)
        return Judged(rows, np.array([names.get(id_) in gold for id_ in ids], dtype=np.bool_))

    def _names(self, ids: Sequence[int]) -> dict[int, Article]:
        edition = self.library.edition()
        labels = self.library.labels(ids, edition=edition.number if edition else 0)
        return {id_: f"{label.document} {label.article}" for id_, label in labels.items()}

    def _in_folds(self, taught: Sequence[Taught]) -> list[list[Article]]:
        place = folds(len(self.questions))
        rankers = []
        for number in range(FOLDS):
            rest = [judged for at, each in enumerate(taught) if place[at] != number for judged in each]
            rankers.append(_fitted(rest, self.recipe))
            self.progress("Học theo từng phần", number + 1, FOLDS)
        return self._ranked([rankers[number] for number in place])

    def _ranked(self, rankers: Sequence[Ranker | None]) -> list[list[Article]]:
        """The articles found for each question, ranked by its ranker."""
        kept, found = self.retriever.ranker, []
        try:
            for done, (question, ranker) in enumerate(zip(self.questions, rankers, strict=True), 1):
                self.retriever.ranker = ranker
                hits = self.retriever.search(question.question, k=DEPTH).of_any_day
                names = (
                    article_name(h.stored.document.number, h.stored.provision.path.article) for h in hits
                )
                found.append(list(dict.fromkeys(names)))
                self.progress("Xếp hạng", done, len(self.questions))
        finally:
            self.retriever.ranker = kept
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


def _gains(ranker: Ranker, taught: Sequence[Taught]) -> dict[str, float]:
    """Of each figure the mean size of its part in a score, largest first."""
    rows = np.concatenate([judged.rows for each in taught for judged in each[:1]])
    parts = np.concatenate(
        [np.abs(ranker.parts(rows[at : at + _CHUNK])) for at in range(0, len(rows), _CHUNK)]
    )
    means = parts.mean(axis=0)
    ordered = sorted(range(len(FEATURES)), key=lambda at: -means[at])
    return {FEATURES[at].name: round(float(means[at]), 4) for at in ordered}
