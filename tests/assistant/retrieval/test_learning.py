"""Fitting: it repeats itself, it rises with what can only speak for a provision, it learns at all."""

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.features import FEATURES
from assistant.retrieval.learning import Judged, Recipe, fit, recipe_card
from assistant.retrieval.ranking import Ranker, open_ranker
from assistant.settings import Settings

FIGURES = len(FEATURES)
RISING = [at for at, feature in enumerate(FEATURES) if feature.rises]
FREE = [at for at, feature in enumerate(FEATURES) if not feature.rises]


def judged(seed=0, questions=60, each=20):
    """Questions whose right candidate has much of one rising figure and little of a free one; more
    of another rising figure speaks *against* it, which no ranker may learn.
    """
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(questions):
        rows = rng.random((each, FIGURES), dtype=np.float32)
        worth = 2 * rows[:, RISING[0]] - rows[:, FREE[0]] - 2 * rows[:, RISING[1]]
        made.append(Judged(rows, np.arange(each) == worth.argmax()))
    return made


@pytest.fixture(scope="module")
def fitted():
    return fit(judged())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return open_ranker(Settings(home=tmp_path_factory.mktemp("home"), _env_file=None))


def test_the_same_questions_give_the_same_bytes(fitted):
    assert orjson.dumps(fit(judged()).card()) == orjson.dumps(fitted.card())


def test_other_questions_give_another_ranker(fitted):
    assert fit(judged(seed=1)).card() != fitted.card()


def test_a_ranker_puts_unseen_right_answers_higher_than_chance(fitted):
    places = []
    for one in judged(seed=5):
        order = np.argsort(-fitted.scores(one.rows), kind="stable")
        places.append(int(np.flatnonzero(one.right[order])[0]))
    assert np.mean(places) < 4  # of 20, so 9.5 by chance


def test_questions_without_a_right_candidate_change_nothing(fitted):
    rows = np.random.default_rng(9).random((12, FIGURES), dtype=np.float32)
    idle = [
        Judged(rows, np.zeros(12, dtype=np.bool_)),
        Judged(rows, np.ones(12, dtype=np.bool_)),
        Judged(rows[:0], np.zeros(0, dtype=np.bool_)),
    ]
    assert fit([idle[0], *judged(), *idle[1:]]).card() == fitted.card()


@pytest.mark.parametrize("right", [0, 1])
def test_where_nothing_can_be_learned_it_says_so(right):
    rows = np.zeros((3, FIGURES), dtype=np.float32)
    same = Judged(rows, np.full(3, bool(right)))
    for questions in ([], [same], [same, same]):
        with pytest.raises(ValueError, match="không câu hỏi nào có câu trả lời"):
            fit(questions)


def test_too_few_rows_to_part_make_a_ranker_without_opinions():
    rows = np.random.default_rng(2).random((4, FIGURES), dtype=np.float32)
    ranker = fit([Judged(rows, np.array([True, False, False, False]))])
    assert len(set(ranker.scores(rows))) == 1
    assert ranker.reasons(rows) == [()] * 4


def test_a_recipe_decides(fitted):
    short = fit(judged(), Recipe(trees=3))
    assert len(short.trees.features) == 3
    assert len(fitted.trees.features) == Recipe().trees
    assert recipe_card(Recipe(trees=3))["trees"] == 3


_VALUE = st.floats(-1, 16, width=32, allow_subnormal=False)
_ROW = st.lists(_VALUE, min_size=FIGURES, max_size=FIGURES)


def raised(row, at, by):
    more = np.array([row, row], dtype=np.float32)
    more[1, at] += by
    return more


@given(_ROW, st.sampled_from(RISING), st.floats(0, 16, width=32))
def test_more_of_a_rising_figure_never_lowers_a_score(fitted, row, at, by):
    less, more = fitted.scores(raised(row, at, by))
    assert more >= less - 1e-9


@given(_ROW, st.sampled_from(RISING), st.floats(0, 16, width=32))
def test_more_of_a_rising_figure_never_lowers_a_score_of_the_shipped_ranker(shipped, row, at, by):
    less, more = shipped.scores(raised(row, at, by))
    assert more >= less - 1e-9


def _near(ranker: Ranker, seed: int) -> np.ndarray:
    """Rows whose figures lie just below and just above thresholds."""
    rng = np.random.default_rng(seed)
    rows = rng.random((300, FIGURES), dtype=np.float32)
    for at in range(FIGURES):
        steps = ranker.trees.thresholds[(ranker.trees.features == at) & (ranker.trees.thresholds < 1e3)]
        if len(steps):
            rows[:, at] = rng.choice(steps, 300) + rng.choice([-1e-4, 0.0, 1e-4], 300)
    return rows


@pytest.mark.parametrize("which", ["fitted", "shipped"])
def test_no_single_step_over_a_threshold_goes_down(which, request):
    ranker = request.getfixturevalue(which)
    rows = _near(ranker, seed=4)
    for at in RISING:
        more = rows.copy()
        more[:, at] += np.float32(0.05)
        assert (ranker.scores(more) >= ranker.scores(rows) - 1e-9).all(), FEATURES[at].name


def test_free_figures_may_lower(fitted):
    rows = np.full((2, FIGURES), 0.5, dtype=np.float32)
    rows[1, FREE[0]] = 0.95
    low, high = fitted.scores(rows)
    assert high < low
