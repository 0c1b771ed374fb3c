"""Fitting the ranker on questions: in folds that hold, on small libraries, without harm."""

from collections import Counter

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest, EmptyLibrary
from assistant.library import Library
from assistant.retrieval import Retriever
from assistant.retrieval.features import FEATURES
from assistant.retrieval.learning import Recipe
from assistant.retrieval.ranking import Ranker
from assistant.settings import Settings
from evals import ranker as module
from evals.ranker import FOLDS, folds, train, write
from evals.retrieval import evaluate, load

QUICK = Recipe(trees=12)


def settings_of(home, ranker="off"):
    return Settings(home=home, ranker=str(ranker), _env_file=None)


@given(st.integers(0, 400), st.integers(0, 5))
def test_folds_are_even_and_the_same_for_one_seed(count, seed):
    found = folds(count, seed)
    sizes = Counter(found.tolist())
    assert sum(sizes.values()) == count
    assert max(sizes.values(), default=0) - min((sizes[n] for n in range(FOLDS)), default=0) <= 1
    assert np.array_equal(found, folds(count, seed))


def test_folds_do_not_follow_the_order_of_the_file_and_differ_by_seed():
    assert not np.array_equal(folds(100), np.arange(100) % FOLDS)
    assert not np.array_equal(folds(100, 0), folds(100, 1))


class Spied:
    """What each ranker was fitted on, and which ranked each question."""

    def __init__(self, patch):
        self.texts = {}
        self.fitted = {}
        self.ranked = []
        judged, fit, search = module._Training._judged, module.fit, Retriever.search
        patch.setattr(module._Training, "_judged", lambda *args: self.judged(judged(*args), *args[1:]))
        patch.setattr(module, "fit", lambda given, recipe: self.fit(fit(given, recipe), given))
        patch.setattr(Retriever, "search", lambda *args, **more: self.search(search, *args, **more))

    def judged(self, made, question):
        self.texts[id(made)] = (made, question.question)
        return made

    def fit(self, ranker, given):
        self.fitted[id(ranker)] = (ranker, {self.texts[id(one)][1] for one in given}, len(given))
        return ranker

    def search(self, search, retriever, question, **more):
        if retriever.ranker is not None:
            self.ranked.append((question, id(retriever.ranker)))
        return search(retriever, question, **more)


@pytest.fixture(scope="module")
def spied(sample_home, sample_questions):
    with pytest.MonkeyPatch.context() as patch:
        spy = Spied(patch)
        outcome = train(settings_of(sample_home), sample_questions, recipe=QUICK)
    return spy, outcome, load(sample_questions)


def test_no_question_is_ranked_by_a_ranker_that_saw_it_in_training(spied):
    spy, _, questions = spied
    assert [text for text, _ in spy.ranked] == [question.question for question in questions]
    everything = {question.question for question in questions}
    for text, ranker in spy.ranked:
        seen = spy.fitted[ranker][1]
        assert text not in seen
        assert seen < everything


def test_each_fold_has_a_ranker_and_the_last_is_fitted_on_everything(spied):
    spy, outcome, questions = spied
    everything = {question.question for question in questions}
    assert len(spy.fitted) == FOLDS + 1
    assert len({ranker for _, ranker in spy.ranked}) == FOLDS
    last, seen, _ = spy.fitted[id(outcome.ranker)]
    assert last is outcome.ranker
    assert seen == everything
    left_out = [everything - seen for _, seen, _ in spy.fitted.values() if seen != everything]
    assert set().union(*left_out) == everything
    assert sum(map(len, left_out)) == len(everything)


def test_every_question_is_taught_once(spied):
    spy, outcome, questions = spied
    assert [text for _, text in spy.texts.values()] == [question.question for question in questions]
    assert spy.fitted[id(outcome.ranker)][2] == len(questions)


def test_figures_are_of_the_fusion_and_of_the_folds(spied):
    _, outcome, questions = spied
    assert set(outcome.figures) == {"fusion, all", "ranker in folds, all"}
    assert outcome.questions == len(questions)
    assert all(0 <= value <= 1 for figures in outcome.figures.values() for value in figures.values())
    assert outcome.figures["fusion, all"]["R@20"] > 0.9


def test_gains_name_every_figure_the_largest_first(spied):
    _, outcome, _ = spied
    assert set(outcome.gains) == {feature.name for feature in FEATURES}
    sizes = list(outcome.gains.values())
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0


def test_the_fusion_that_is_measured_is_the_search_without_a_ranker(spied, sample_home, sample_questions):
    _, outcome, _ = spied
    without = evaluate(settings_of(sample_home), sample_questions)
    for name, value in outcome.figures["fusion, all"].items():
        assert without[name] == pytest.approx(value, abs=1e-4)


def test_what_is_written_can_be_read_and_has_a_picture_beside(spied, tmp_path):
    _, outcome, questions = spied
    path = write(outcome, tmp_path / "new" / "own.json")
    assert Ranker.read(path).card() == outcome.ranker.card()
    card = orjson.loads(path.read_bytes())
    assert card["questions"] == len(questions)
    assert card["recipe"]["trees"] == QUICK.trees
    assert set(card["figures"]) == set(outcome.figures)
    assert (tmp_path / "new" / "own.svg").read_text("utf-8").startswith("<svg")
    write(outcome, tmp_path / "own.svg")
    assert Ranker.read(tmp_path / "own.svg").card() == outcome.ranker.card()


def test_a_place_that_cannot_be_written_is_told(spied, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadRequest, match="Không ghi được") as told:
        write(spied[1], tmp_path / "file" / "own.json")
    assert "--output" in told.value.hint


def test_whoever_watches_is_told_how_far_it_is(sample_home, sample_questions):
    told = []
    train(
        settings_of(sample_home), sample_questions, recipe=Recipe(trees=2),
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    count = len(load(sample_questions))
    assert list(dict.fromkeys(what for what, _, _ in told)) == [
        "Đọc câu hỏi",
        "Học theo từng phần",
        "Xếp hạng",
    ]
    assert all(0 < done <= whole for _, done, whole in told)
    assert told[count - 1] == ("Đọc câu hỏi", count, count)


# --- what cannot be learned from


def dataset(tmp_path, *rows):
    path = tmp_path / "set.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return path


def about(document, at):
    return {"question": f"câu hỏi thứ {at} về học phí", "gold": [{"document": document, "article": "1"}]}


def test_fewer_questions_than_folds_need_are_refused(sample_home, tmp_path):
    path = dataset(tmp_path, *(about("12/2024/TT-BGDM", at) for at in range(9)))
    with pytest.raises(BadRequest, match="Cần ít nhất 10 câu hỏi có đáp án, tệp chỉ có 9") as told:
        train(settings_of(sample_home), path)
    assert told.value.hint


def test_answers_that_the_library_does_not_have_are_refused(sample_home, tmp_path):
    path = dataset(tmp_path, *(about("99/2099/TT-X", at) for at in range(10)))
    with pytest.raises(BadRequest, match="Không huấn luyện được: không câu hỏi nào") as told:
        train(settings_of(sample_home), path)
    assert "số hiệu" in told.value.hint


def test_an_empty_library_is_told(tmp_path):
    path = dataset(tmp_path, *(about("12/2024/TT-BGDM", at) for at in range(10)))
    with pytest.raises(EmptyLibrary, match="Thư viện còn trống"):
        train(settings_of(tmp_path / "home"), path)


def test_a_broken_ranker_in_use_does_not_stop_the_training_that_mends_it(
    sample_home, sample_questions, tmp_path
):
    broken = tmp_path / "hỏng.json"
    broken.write_text("{}")
    outcome = train(settings_of(sample_home, broken), sample_questions, recipe=Recipe(trees=2))
    assert len(outcome.ranker.trees.features) == 2


# --- a library of a dozen documents


def test_switched_off_the_order_is_exactly_that_of_the_fusion(sample_home, sample_questions):
    settings = settings_of(sample_home)
    library = Library.open(settings.sqlalchemy_url)
    retriever = Retriever.open(settings, library)
    try:
        for question in load(sample_questions)[:15]:
            fusion, rows = retriever.figures(question.question)
            result = retriever.search(question.question, k=20)
            for hits in (result.hits, result.out_of_force):
                found = [hit.stored.id for hit in hits]
                assert found == [id_ for id_ in fusion if id_ in found]
            best = result.of_any_day[0].score
            shares = {id_: row[0] for id_, row in zip(fusion, rows, strict=True)}
            for hit in result.of_any_day:
                assert hit.score / best == pytest.approx(shares[hit.stored.id], abs=1e-5)
    finally:
        retriever.close()
        library.close()


def test_the_shipped_ranker_is_no_worse_than_the_fusion_on_a_dozen_documents(sample_home, sample_questions):
    fusion = evaluate(settings_of(sample_home), sample_questions)
    shipped = evaluate(settings_of(sample_home, "shipped"), sample_questions)
    assert (shipped["crashed"], fusion["crashed"]) == (0, 0)
    assert shipped["nDCG@10"] > 0.85
    for name in ("nDCG@10", "MRR@10", "R@5", "R@20"):
        assert shipped[name] >= fusion[name], (name, fusion, shipped)
