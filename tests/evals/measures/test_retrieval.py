"""The ranking's measures equal ir_measures, whatever the run; overlap and identity give nothing away."""

import random

import ir_measures
import pytest
from ir_measures import RR, P, R, nDCG

from evals.measures import retrieval
from evals.measures.registry import measure
from tests.evals.measures.made import NEW, OLD, REGISTER, case, crashed, row

PEER = {nDCG @ 10: "ndcg@10", R @ 5: "recall@5", R @ 20: "recall@20", RR @ 10: "mrr@10", P @ 5: "precision@5"}


def a_run(draw):
    pool = [f"{n}/2031/TT-BGDM#dieu-{n}" for n in range(1, 60)]
    gold = draw.sample(pool, draw.randint(1, 12))
    return gold, draw.sample(pool, draw.randint(0, 50))


def test_a_thousand_random_runs_have_the_figures_of_ir_measures():
    draw = random.Random(20261124)
    for _ in range(1000):
        gold, hits = a_run(draw)
        asked = case(gold=tuple((one,) for one in gold), superseded=())
        qrels = {"q": dict.fromkeys(gold, 1)}
        run = {"q": {name: float(len(hits) - at) for at, name in enumerate(hits)} or {"none": 0.0}}
        theirs = ir_measures.calc_aggregate(list(PEER), qrels, run)
        for peer, name in PEER.items():
            ours = measure(name).of(asked, row(hits=hits), REGISTER).value
            assert ours == pytest.approx(float(theirs[peer]), abs=1e-9), (name, gold, hits)


def test_chunks_of_one_article_count_once():
    hits = [f"{NEW}#dieu-2.khoan-2", f"{NEW}#dieu-2.khoan-2.diem-a", f"{NEW}#dieu-2", f"{NEW}#dieu-3"]
    found = row(hits=hits)
    assert measure("recall@5").of(case(), found, REGISTER).value == 1
    assert measure("precision@5").of(case(), found, REGISTER).value == pytest.approx(1 / 5)
    assert retrieval.ranked(found.hits) == [
        retrieval.article_name(f"{NEW}#dieu-2"),
        retrieval.article_name(f"{NEW}#dieu-3"),
    ]


def test_a_provision_with_the_id_of_the_case_is_found_like_any_other():
    same = f"{NEW}#dieu-2"
    assert (
        measure("ndcg@10").of(case(same, gold=((same,),)), row(hits=[same], case_=same), REGISTER).value == 1
    )


def test_a_question_that_crashed_is_a_miss_and_does_not_raise_the_mean():
    scored = [
        measure("ndcg@10").of(case(), found, REGISTER).value
        for found in (row(hits=[f"{NEW}#dieu-2"]), crashed())
    ]
    assert scored == [1, 0]


def test_a_link_of_the_answer_counts_once_however_many_of_its_provisions_are_found():
    asked = case(gold=((f"{NEW}#dieu-1", f"{NEW}#dieu-3"), (f"{OLD}#dieu-2",)), superseded=())
    found = row(hits=[f"{NEW}#dieu-1", f"{NEW}#dieu-3"])
    assert measure("groups@20").of(asked, found, REGISTER).value == 0.5


def test_what_nobody_judged_is_told():
    found = row(hits=[f"{NEW}#dieu-2", f"{NEW}#dieu-9", f"{NEW}#dieu-1", f"{NEW}#dieu-3"])
    assert measure("unjudged@10").of(case(), found, REGISTER).value == 0.75


def test_a_hit_that_is_no_address_is_a_name_like_another():
    assert measure("mrr@10").of(case(), row(hits=["###", f"{NEW}#dieu-2"]), REGISTER).value == 0.5
