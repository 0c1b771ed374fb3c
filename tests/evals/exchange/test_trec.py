"""Runs and judgements as TREC's files: ir_measures reads them and finds what our own measures find."""

import ir_measures
import pytest
from ir_measures import RR, R, nDCG

from evals.exchange.trec import trec_qrels, trec_run
from evals.measures.registry import by_case, score
from evals.running.rows import Hit, case_digest
from tests.evals.measures.made import NEW, REGISTER, case, given, manifest, row

RUN = manifest()
CASES = (
    case("một câu", gold=((f"{NEW}#dieu-2.khoan-1",),), superseded=(f"{NEW}#dieu-9", "1/2000/TT-X")),
    case("c2", gold=((f"{NEW}#dieu-1",), (f"{NEW}#dieu-3",))),
    case("lost", gold=((f"{NEW}#dieu-1",),)),
)


def hits(*articles):
    """Equal scores: an order by name would be another one."""
    return tuple(Hit(path=f"{NEW}#dieu-{one}", score=0.5) for one in articles)


@pytest.fixture
def rows():
    found = {"một câu": hits("9", "2.khoan-2", "2.khoan-1", "1"), "c2": hits("3", "8", "7", "1")}
    made = [
        row(given(), one.id, run=RUN.fingerprint, digest=case_digest(one)).model_copy(
            update={"hits": found[one.id]}
        )
        for one in CASES
        if one.id in found
    ]
    return by_case(CASES, made, RUN)


def test_what_ir_measures_finds_is_what_we_find(rows, tmp_path):
    (tmp_path / "qrels.txt").write_text(trec_qrels(CASES), encoding="utf-8")
    (tmp_path / "run.txt").write_text(trec_run(CASES, rows), encoding="utf-8")
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "qrels.txt")))
    run = list(ir_measures.read_trec_run(str(tmp_path / "run.txt")))
    theirs = ir_measures.calc_aggregate([nDCG @ 10, R @ 5, RR @ 10], qrels, run)
    ours = score(CASES, rows.values(), REGISTER, RUN)
    for name, measure in (("ndcg@10", nDCG @ 10), ("recall@5", R @ 5), ("mrr@10", RR @ 10)):
        own = [one.value for one in ours if one.measure == f"{name}/1"]
        assert len(own) == 3  # what was lost counts as 0, there too
        assert sum(own) / 3 == pytest.approx(theirs[measure], abs=1e-9)


def test_lines_have_their_columns_whatever_an_id_is_called(rows):
    assert all(len(line.split(" ")) == 6 for line in trec_run(CASES, rows).splitlines())
    assert all(len(line.split(" ")) == 4 for line in trec_qrels(CASES).splitlines())


def test_what_is_superseded_is_judged_and_whole_documents_are_not_named(rows):
    grades = {line.split(" ")[2]: line.split(" ")[3] for line in trec_qrels(CASES[:1]).splitlines()}
    assert sorted(grades.values()) == ["0", "1"]
