"""How far people agree, what is left to a third, and what a judge is held against."""

from math import isnan

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from assistant.domain.answer import Part
from evals.cases import Nugget
from evals.judging.asks import Kind, answer_digest
from evals.judging.people.agreement import _alphas, _coincidences, agreement, disputes
from evals.judging.people.labels import Item, Matter
from evals.judging.people.truth import against_judge, ask_of, labels_as_truth
from evals.judging.verdicts import VERDICTS, Verdict
from evals.running.files import Appended
from evals.running.runner import read_answers
from evals.statistics.agreement import Level, alpha, kappa
from evals.statistics.ppi import mean
from tests.evals.judging.people.made import a_run, opened, task_of, two_runs, written
from tests.evals.measures.made import case, cited, given, spoken

WHOLE = Item(Matter.WHOLE)
ORDER = ("complete", "lacks_lesser", "lacks_vital", "wrong")
MANY = tuple(
    case(f"m{n:02}", cluster=f"d{n // 2}", nuggets=(Nugget(text="ba tổ", vital=True),)) for n in range(24)
)


@pytest.fixture
def many(tmp_path):
    return a_run(tmp_path / "m", "m", {one.id: written() for one in MANY}, cases=MANY)


def said(book, pairs, who=("Lan", "Minh")):
    """Labels of the whole answers, a pair for each of the first cases."""
    for task, pair in zip(book.tasks.values(), pairs, strict=False):
        for name, label in zip(who, pair, strict=True):
            if label is not None:
                book.put(task, WHOLE, name, label)


def test_agreement_is_alpha_and_kappa_of_what_two_labelled(many):
    pairs = [(ORDER[n % 4], ORDER[(n + (n % 5 == 0)) % 4]) for n in range(20)] + [("wrong", None)]
    with opened([many]) as book:
        said(book, pairs)
        [found] = agreement(book)
    assert (found.matter, found.units, found.people) == (Matter.WHOLE, 20, 2)
    assert found.alpha == alpha(pairs[:20], Level.ORDINAL, order=list(ORDER))
    assert found.kappa == kappa(*zip(*pairs[:20], strict=True))
    assert found.alike == 16 / 20
    assert found.low < found.alpha < found.high <= 1


def test_the_interval_is_the_same_every_time_and_one_family_has_none(tmp_path, many):
    pairs = [(ORDER[n % 4], ORDER[(n + n % 2) % 4]) for n in range(24)]
    with opened([many]) as book:
        said(book, pairs)
        assert agreement(book) == agreement(book)
    alone = [one.model_copy(update={"cluster": "one"}) for one in MANY]
    folder = a_run(tmp_path / "one", "m", {one.id: written() for one in alone}, cases=alone)
    with opened([folder]) as book:
        said(book, pairs)
        [found] = agreement(book)
    assert isnan(found.low)
    assert isnan(found.high)
    assert not isnan(found.alpha)


LABELLED = st.lists(st.lists(st.sampled_from(ORDER), min_size=2, max_size=4), min_size=1, max_size=30)


@each(LABELLED, st.sampled_from([Level.NOMINAL, Level.ORDINAL]))
def test_alpha_of_summed_pairs_is_alpha_of_the_labels(labels, level):
    summed = sum(_coincidences(one, ORDER) for one in labels)
    known = alpha(labels, level, order=list(ORDER))
    assert _alphas(summed[None], level)[0] == pytest.approx(known, abs=1e-9, nan_ok=True)


def test_an_answer_that_both_runs_gave_counts_once(tmp_path):
    with opened(two_runs(tmp_path)) as book:
        for who in ("Lan", "Minh"):
            book.put(task_of(book, "c2"), WHOLE, who, "wrong")
        [found] = agreement(book)
    assert found.units == 1


def test_what_two_do_not_agree_on_is_listed_until_a_third_decides(many):
    with opened([many]) as book:
        said(book, [("complete", "wrong"), ("wrong", "wrong"), ("lacks_vital", "lacks_lesser")])
        first, second = disputes(book)
        assert [one.task.case.id for one in (first, second)] == ["m00", "m02"]
        assert first.labels == ["complete", "wrong"]
        book.put(first.task, WHOLE, "Hoa", "wrong")
        book.put(second.task, WHOLE, "Hoa", "complete")  # a third opinion settles nothing
        assert [one.task.case.id for one in disputes(book)] == ["m02"]
        assert [one.task.case.id for one in disputes(book, without=("Hoa",))] == ["m00", "m02"]


def test_labels_are_truth_for_each_run_that_gave_the_answer(tmp_path):
    folders = two_runs(tmp_path)
    with opened(folders) as book:
        for who, label in (("Lan", "complete"), ("Minh", "wrong")):
            book.put(task_of(book, "c2"), WHOLE, who, label)
    for folder in folders:
        [truth] = labels_as_truth(folder)
        assert (truth.case, truth.value, truth.settled, truth.people) == ("c2", 0.5, None, 2)


def test_a_judge_is_asked_about_the_same_thing():
    quote, short, detail = spoken(), spoken("Ba.", (1,), Part.SHORT), spoken("Cả hai.", (1, 0), Part.DETAIL)
    answer = given([quote, short, detail], [cited(), cited()])
    asked = [
        ask_of(item, answer)
        for item in (
            Item(Matter.STATEMENT, 0),
            Item(Matter.STATEMENT, 1),
            Item(Matter.CITATION, 1, 1),
            Item(Matter.STATEMENT, 2),
            Item(Matter.CITATION, 2, 0),
            Item(Matter.NUGGET, 3),
            WHOLE,
        )
    ]
    told = [one and (one.kind.value, one.item, one.passage) for one in asked]
    assert told == [
        None,
        ("support", 0, -1),
        ("support", 0, -1),
        ("support", 1, -1),
        ("alone", 1, 1),
        ("nugget", 3, -1),
        ("rubric", 1, -1),
    ]


def test_a_judge_is_held_against_people_and_his_error_is_in_the_interval(many):
    nugget = MANY[0].nuggets[0]
    rows = read_answers(many)
    verdicts = ["missing" if n % 6 == 0 else "said" for n in range(len(rows))]
    with Appended[Verdict](many / VERDICTS) as file:
        for row, label in zip(rows, verdicts, strict=True):
            fields = {"run": row.run, "case": row.case, "repeat": 0, "answer": answer_digest(row)}
            file.add(Verdict(**fields, judge="j", kind=Kind.NUGGET, item=0, label=label))
    people = ["missing" if n % 4 == 0 else "said" for n in range(12)]
    with opened([many]) as book:
        for task, label in zip(list(book.tasks.values())[:12], people, strict=True):
            item = next(one for one in task.items if one.matter is Matter.NUGGET)
            for who in ("Lan", "Minh"):
                book.put(task, item, who, label)
    [found] = against_judge(many, "j")
    y, f = ([float(one == "said") for one in some] for some in (people, verdicts))
    assert (found.matter, found.both) == (Matter.NUGGET, 12)
    assert found.alike == sum(a == b for a, b in zip(y, f[:12], strict=True)) / 12
    assert found.kappa == kappa(f[:12], y)
    clusters = [one.cluster for one in MANY]
    assert found.share == mean(y, f[:12], f[12:], clusters=clusters[:12], alone_clusters=clusters[12:])
    assert nugget.vital
    assert against_judge(many, "somebody else") == []
