"""The sum of small trees: the same numbers as LightGBM's, parts that add up, files that are refused."""

import json
import math
import os
import subprocess
import sys

import lightgbm
import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval import Retriever
from assistant.retrieval.features import FEATURES
from assistant.retrieval.learning import Judged, fit
from assistant.retrieval.ranking import Ranker, RankerUnusable, Trees, handed_out, open_ranker
from assistant.settings import Settings

FIGURES = len(FEATURES)
NAMES = tuple(feature.name for feature in FEATURES)
QUESTION = "mỗi lớp nuôi mấy tổ ong"


def judged(seed=0, questions=60, each=20):
    """Questions whose right candidate is told by some of the figures, and noise."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(questions):
        rows = rng.random((each, FIGURES), dtype=np.float32)
        worth = 2 * rows[:, 0] + rows[:, 6] - rows[:, -5] + 0.3 * rng.standard_normal(each)
        made.append(Judged(rows, np.arange(each) == worth.argmax()))
    return made


@pytest.fixture(scope="module")
def trained():
    """A fitted ranker and LightGBM's own model of it."""
    kept, real = [], lightgbm.train

    def train(*arguments, **more):
        kept.append(real(*arguments, **more))
        return kept[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lightgbm, "train", train)
        ranker = fit(judged())
    return ranker, kept[0]


def rows_at(thresholds, seed=3, count=400):
    """Random rows, many of whose figures lie exactly on a threshold."""
    rng = np.random.default_rng(seed)
    rows = rng.normal(0.5, 0.6, (count, FIGURES)).astype(np.float32)
    on = rng.random(rows.shape) < 0.3
    rows[on] = rng.choice(thresholds.astype(np.float32), on.sum())
    return rows


def test_trees_give_the_numbers_that_lightgbm_gives(trained):
    ranker, model = trained
    thresholds = ranker.trees.thresholds
    rows = rows_at(thresholds[np.abs(thresholds) < 10])
    assert ranker.scores(rows) == pytest.approx(model.predict(rows), abs=1e-9)


def test_a_ranker_of_a_file_scores_as_the_fitted_one(trained, tmp_path):
    ranker, _ = trained
    path = tmp_path / "own.json"
    path.write_bytes(orjson.dumps(ranker.card()))
    read, rows = Ranker.read(path), rows_at(ranker.trees.thresholds[:, 0])
    assert read.scores(rows) == pytest.approx(ranker.scores(rows), abs=1e-3)
    assert read.card() == ranker.card()
    assert read.name.startswith("trees@")
    assert len(read.digest) == 8


def test_base_and_parts_sum_up_to_the_score(trained):
    ranker, _ = trained
    rows = rows_at(ranker.trees.thresholds[:, 0])
    parts = ranker.parts(rows)
    assert parts.shape == (len(rows), FIGURES)
    assert ranker.base + parts.sum(axis=1) == pytest.approx(ranker.scores(rows), abs=1e-9)


def test_reasons_are_the_parts_with_names_the_largest_first(trained):
    ranker, _ = trained
    rows = rows_at(ranker.trees.thresholds[:, 0], count=20)
    for row, parts, reasons in zip(rows, ranker.parts(rows), ranker.reasons(rows), strict=True):
        assert dict(reasons) == {name: part for name, part in zip(NAMES, parts, strict=True) if part}
        sizes = [abs(part) for _, part in reasons]
        assert sizes == sorted(sizes, reverse=True)
        score = ranker.scores(row[None])[0]
        assert ranker.base + math.fsum(part for _, part in reasons) == pytest.approx(score, abs=1e-9)


def test_no_rows_have_no_scores_and_no_reasons(trained):
    ranker, _ = trained
    none = np.zeros((0, FIGURES), dtype=np.float32)
    assert ranker.scores(none).shape == (0,)
    assert ranker.parts(none).shape == (0, FIGURES)
    assert ranker.reasons(none) == []


def made_trees(draw_features, thresholds, means, leaves):
    return Trees(
        np.array(draw_features, dtype=np.intp).reshape(-1, 3),
        np.array(thresholds, dtype=np.float64).reshape(-1, 3),
        np.array(means, dtype=np.float64).reshape(-1, 3),
        np.array(leaves, dtype=np.float64).reshape(-1, 4),
    )


_NUMBER = st.floats(-100, 100, allow_subnormal=False)


@st.composite
def _rankers(draw):
    count = draw(st.integers(0, 5))
    numbers = st.lists(_NUMBER, min_size=3 * count, max_size=3 * count)
    asked = draw(st.lists(st.integers(0, FIGURES - 1), min_size=3 * count, max_size=3 * count))
    leaves = draw(st.lists(_NUMBER, min_size=4 * count, max_size=4 * count))
    return Ranker(made_trees(asked, draw(numbers), draw(numbers), leaves), NAMES)


def by_hand(ranker, row):
    """The score of a row, tree by tree."""
    trees, score = ranker.trees, 0.0
    for asked, thresholds, leaves in zip(trees.features, trees.thresholds, trees.leaves, strict=True):
        right = row[asked[0]] > thresholds[0]
        again = row[asked[1 + right]] > thresholds[1 + right]
        score += leaves[2 * right + again]
    return score


_ROWS = st.lists(st.lists(_NUMBER, min_size=FIGURES, max_size=FIGURES), min_size=1, max_size=3)


@given(_rankers(), _ROWS)
def test_any_trees_are_walked_as_by_hand_and_explained_without_rest(ranker, rows):
    rows = np.array(rows, dtype=np.float32)
    scores = ranker.scores(rows)
    assert scores == pytest.approx([by_hand(ranker, row) for row in rows], abs=1e-9)
    assert ranker.base + ranker.parts(rows).sum(axis=1) == pytest.approx(scores, abs=1e-9)
    assert Ranker.of(ranker.card()).card() == ranker.card()


# --- files


def a_card(**changed):
    parts = {
        "features": [[0, 1, 2]],
        "thresholds": [[0.5, 0.5, 0.5]],
        "means": [[0.0, -0.1, 0.1]],
        "leaves": [[-0.2, 0.0, 0.0, 0.2]],
    }
    return {"features": list(NAMES), "trees": parts | changed}


BROKEN = {
    "nothing": b"",
    "no JSON": b"{",
    "not UTF-8": b"\xff\xfe\x00",
    "a list": b"[]",
    "a number": b"3",
    "no trees": orjson.dumps({"features": list(NAMES)}),
    "other figures": orjson.dumps(a_card() | {"features": [*NAMES[1:], NAMES[0]]}),
    "fewer figures": orjson.dumps(a_card() | {"features": list(NAMES[:-1])}),
    "figures that are not there": orjson.dumps(a_card(features=[[0, 1, FIGURES]])),
    "a figure before the first": orjson.dumps(a_card(features=[[0, -1, 2]])),
    "figures by name": orjson.dumps(a_card(features=[list(NAMES[:3])])),
    "too large a number": json.dumps(a_card(features=[[0, 1, 10**30]])).encode(),
    "no number": orjson.dumps(a_card(leaves=[[None, 0.0, 0.0, 0.0]])),
    "words for numbers": orjson.dumps(a_card(thresholds=[["a", "b", "c"]])),
    "a leaf too few": orjson.dumps(a_card(leaves=[[0.0, 0.0, 0.0]])),
    "a tree too few": orjson.dumps(a_card(means=[])),
    "ragged": orjson.dumps(a_card(means=[[0.0], [0.0, 0.0]])),
    "trees of another kind": orjson.dumps(a_card() | {"trees": [1, 2]}),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_no_ranker_of_today_is_refused_with_the_next_step(data, tmp_path):
    path = tmp_path / "hỏng.json"
    path.write_bytes(data)
    with pytest.raises(RankerUnusable) as told:
        open_ranker(Settings(home=tmp_path, ranker=str(path), _env_file=None))
    assert "hỏng.json" in told.value.message
    assert "hocvu train ranker" in told.value.hint
    assert "HOCVU_RANKER=off" in told.value.hint


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "không có.json", tmp_path):
        with pytest.raises(RankerUnusable, match="Không đọc được bộ xếp hạng"):
            open_ranker(Settings(home=tmp_path, ranker=str(path), _env_file=None))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3), st.lists))
def test_whatever_stands_in_a_file_it_is_a_ranker_or_refused(value):
    for card in (value, a_card() | {"trees": value}, a_card(features=value), a_card(leaves=value)):
        try:
            ranker = Ranker.of(card)
        except (ValueError, TypeError, KeyError, OverflowError):
            continue
        ranker.scores(np.zeros((2, FIGURES), dtype=np.float32))


def test_off_means_none(tmp_path):
    assert open_ranker(Settings(home=tmp_path, ranker="off", _env_file=None)) is None


def test_the_shipped_ranker_is_for_the_figures_of_today(tmp_path):
    ranker = open_ranker(Settings(home=tmp_path, _env_file=None))
    assert ranker is not None
    assert ranker.names == NAMES
    assert len(ranker.trees.features) > 10


# --- scores handed out anew


_SCORES = st.dictionaries(st.integers(0, 30), st.floats(0, 1), max_size=12)


@given(_SCORES, st.randoms(use_true_random=False), st.integers(0, 12))
def test_scores_are_handed_out_to_the_new_order_and_none_is_made_or_lost(scores, random, count):
    scores = dict(sorted(scores.items(), key=lambda pair: -pair[1]))
    order = random.sample(list(scores)[:count], min(count, len(scores)))
    new = handed_out(scores, order)
    assert sorted(new.values()) == sorted(scores.values())
    assert list(new)[: len(order)] == order
    assert list(new.values()) == sorted(scores.values(), reverse=True)
    assert {id_: new[id_] for id_ in scores if id_ not in order} == {
        id_: score for id_, score in scores.items() if id_ not in order
    }


def test_an_order_that_is_the_old_one_changes_nothing():
    scores = {3: 0.9, 1: 0.5, 2: 0.5}
    assert list(handed_out(scores, [3, 1, 2]).items()) == list(scores.items())


# --- in a search


def first_by(name, sign):
    """A ranker that looks at one figure alone; ``sign``: 1 for more of it, -1 for less."""
    steps = np.log1p(np.arange(150) + 0.5) if name == "text_length" else np.linspace(0.001, 0.999, 500)
    at = NAMES.index(name)
    trees = [[at] * 3 for _ in steps]
    leaves = [[-sign, -sign, sign, sign] for _ in steps]
    return Ranker(made_trees(trees, [[s] * 3 for s in steps], [[0.0] * 3 for _ in steps], leaves), NAMES)


@pytest.fixture
def ranked_by(full):
    """Hits of a search with a ranker, among those of the fusion."""
    opened = []

    def search(ranker, question=QUESTION, **more):
        retriever = Retriever.open(full.settings.model_copy(update={"ranker": "off"}), full.library)
        opened.append(retriever)
        retriever.ranker = ranker
        return retriever.search(question, k=50, **more).hits

    yield search
    for retriever in opened:
        retriever.close()


def ids(hits):
    return [hit.stored.id for hit in hits]


def test_the_ranker_decides_the_order_and_the_fusion_the_scores(ranked_by):
    fusion = ranked_by(None)
    longest = ranked_by(first_by("text_length", 1))
    lengths = [len(hit.stored.provision.text) for hit in longest]
    assert lengths == sorted(lengths, reverse=True)
    shortest = [len(hit.stored.provision.text) for hit in ranked_by(first_by("text_length", -1))]
    assert shortest == sorted(shortest)
    assert set(ids(longest)) == set(ids(fusion))
    assert [hit.score for hit in longest] == [hit.score for hit in fusion]
    assert all(hit.margin >= 0 for hit in longest)


def test_a_named_provision_stays_first_whatever_the_ranker_says(ranked_by):
    hits = ranked_by(first_by("fused", -1), "điều 3 thông tư 29/2031/TT-BGDM")
    assert str(hits[0].stored.provision.path) == "29/2031/TT-BGDM#dieu-3"
    assert hits[0].score == 1.0


def test_below_the_depth_the_order_is_the_fusions(full):
    settings = full.settings.model_copy(update={"ranker": "off", "ranker_depth": 3})
    retriever = Retriever.open(settings, full.library)
    try:
        fusion = ids(retriever.search(QUESTION, k=50).hits)
        retriever.ranker = first_by("fused", -1)
        hits = retriever.search(QUESTION, k=50, explain=True).hits
    finally:
        retriever.close()
    assert ids(hits) == [*reversed(fusion[:3]), *fusion[3:]]
    assert [bool(hit.reasons) for hit in hits] == [True] * 3 + [False] * (len(hits) - 3)


def test_reasons_come_only_on_demand_and_explain_the_order(ranked_by):
    ranker = first_by("text_length", 1)
    assert not any(hit.reasons for hit in ranked_by(ranker))
    assert not any(hit.reasons for hit in ranked_by(None, explain=True))
    hits = ranked_by(ranker, explain=True)
    assert {name for hit in hits for name, _ in hit.reasons} == {"text_length"}
    parts = [sum(part for _, part in hit.reasons) for hit in hits]
    assert parts == sorted(parts, reverse=True)


_ANSWERING = """
import json, sys
from pathlib import Path
from assistant.assistant import Assistant
from assistant.settings import Settings
with Assistant.open(Settings(home=Path(sys.argv[1]), ranker=sys.argv[2], _env_file=None)) as assistant:
    answer = assistant.answer("mỗi lớp nuôi mấy tổ ong?")
    hits = assistant.search("mỗi lớp nuôi mấy tổ ong?", explain=True).hits
heavy = [name for name in ("lightgbm", "torch", "scipy", "sklearn") if name in sys.modules]
print(json.dumps([len(hits), bool(hits[0].reasons), heavy]))
"""


def test_answering_with_a_ranker_imports_neither_lightgbm_nor_torch(full, tmp_path):
    path = tmp_path / "own.json"
    path.write_bytes(orjson.dumps(a_card()))
    done = subprocess.run(
        [sys.executable, "-c", _ANSWERING, str(full.settings.home), str(path)],
        capture_output=True, text=True, timeout=240,
        env={name: value for name, value in os.environ.items() if not name.startswith("HOCVU_")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    hits, explained, heavy = json.loads(done.stdout)
    assert hits
    assert explained
    assert heavy == []
