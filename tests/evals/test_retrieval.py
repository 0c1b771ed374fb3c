"""The runner of question sets: figures that can be checked by hand."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest
from evals.retrieval import Gold, Question, load, measure, run


def question(text, *gold):
    return Question(question=text, gold=tuple(Gold(document=d, article=a) for d, a in gold))


ONE = question("một", ("1/2030/TT-X", "5"))
TWO = question("hai", ("2/2030/TT-X", "1"))
RIGHT_ONE, RIGHT_TWO, WRONG = "1/2030/tt-x 5", "2/2030/tt-x 1", "9/2030/tt-x 9"


def test_the_first_place_is_perfect_and_the_second_as_the_formula_says():
    answers = {"một": [RIGHT_ONE], "hai": [WRONG, RIGHT_TWO]}
    report = run([ONE, TWO], answers.__getitem__)
    assert report.measures["nDCG@10"] == pytest.approx((1 + 1 / math.log2(3)) / 2)
    assert report.measures["MRR@10"] == pytest.approx(0.75)
    assert report.measures["R@5"] == report.coverage == 1.0


def test_a_question_that_crashes_is_a_miss_and_is_counted():
    def search(text):
        if text == "một":
            raise RuntimeError("made")
        return [RIGHT_TWO]

    report = run([ONE, TWO], search)
    assert report.crashed == 1
    assert report.measures["nDCG@10"] == report.coverage == 0.5
    assert report.misses == ("một",)


def test_no_hits_are_a_miss_not_a_gap():
    assert run([ONE, TWO], lambda _: []).measures["R@20"] == 0.0


def test_two_hits_of_one_article_take_one_place():
    report = run([ONE], lambda _: [WRONG, WRONG, WRONG, WRONG, WRONG, RIGHT_ONE])
    assert report.measures["R@5"] == 1.0


def test_gold_counts_however_its_number_is_written():
    written = question("một", ("01/2030/tt-x", "5"))
    assert run([written], lambda _: [RIGHT_ONE]).coverage == 1.0


def test_an_empty_set_gives_zeros():
    report = run([], lambda _: [])
    assert report.questions == 0
    assert set(report.measures.values()) == {0.0}


def test_a_line_that_is_no_question_is_named(tmp_path):
    good = json.dumps({"question": "một", "gold": [{"document": "1/2030/TT-X", "article": "5"}]})
    path = tmp_path / "set.jsonl"
    path.write_text(f"{good}\n\n{{}}\n", encoding="utf-8")
    with pytest.raises(BadRequest, match="Dòng 3"):
        load(path)
    path.write_text(good, encoding="utf-8")
    assert [gold.name for loaded in load(path) for gold in loaded.gold] == [RIGHT_ONE]


_NAMES = st.sampled_from([f"d {n}" for n in range(30)])
_RANKED = st.lists(_NAMES, max_size=30, unique=True)


@given(st.lists(st.tuples(st.sets(_NAMES, min_size=1), _RANKED), max_size=6))
def test_every_measure_is_a_share(pairs):
    values = measure([gold for gold, _ in pairs], [ranked for _, ranked in pairs])
    assert all(0 <= value <= 1 + 1e-9 for value in values.values())
    assert values["R@5"] <= values["R@20"] + 1e-9
