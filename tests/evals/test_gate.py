"""The gate on planted runs: what it passes, what it stops, what it says it cannot tell."""

import numpy as np
import pytest

from assistant.errors import BadRequest
from evals.comparing import Arm, compare
from evals.gate import Gated, Rules, State, Verdict, decide, family
from evals.gate_words import ReasonKind
from evals.measures.registry import MEASURES as REAL
from evals.measures.registry import score as scored
from evals.register import Register
from evals.running.rows import AnswerRow, Failure, FailureKind, Hit, case_digest
from evals.slices import WHOLE, Slice, slices
from tests.evals.made_runs import MEASURES, MS, RIGHT, all_right, arm, cases, manifest, wrong_at

RULES = Rules(under_test={"commit"}, draws=1000)
WHOLE_ONLY = [Gated(RIGHT.id)]


def gate(old, new, gated=WHOLE_ONLY, rules=RULES):
    return decide(compare(old, new, MEASURES), gated, rules)


def kinds(decision):
    return [reason.kind for reason in decision.reasons]


def some_wrong(some, share, seed, kind=None):
    """Ids of cases drawn with a chance of ``share``, of one kind or of all."""
    dice = np.random.default_rng(seed)
    drawn = dice.random(len(some))
    return {
        one.id for one, d in zip(some, drawn, strict=True) if d < share and (kind is None or one.kind == kind)
    }


def test_the_same_answers_pass():
    some = cases()
    decision = gate(arm(some, all_right), arm(some, all_right, commit="b"))
    assert (decision.verdict, decision.exit_code) == (Verdict.PASS, 0)
    assert kinds(decision) == [ReasonKind.HELD]


def test_churn_without_a_drop_passes():
    some = cases()
    old = arm(some, wrong_at(some_wrong(some, 0.04, 1)))
    new = arm(some, wrong_at(some_wrong(some, 0.04, 2)), commit="b")
    assert gate(old, new).verdict is Verdict.PASS


def test_a_drop_of_ten_points_is_a_regression_and_is_named():
    some = cases()
    decision = gate(arm(some, all_right), arm(some, wrong_at(some_wrong(some, 0.1, 3)), commit="b"))
    assert (decision.verdict, decision.exit_code) == (Verdict.REGRESSION, 1)
    assert kinds(decision) == [ReasonKind.DROPPED]
    assert decision.items[0].state is State.DROPPED


def test_a_drop_in_one_slice_is_found_there_and_held_elsewhere():
    some = cases(800)
    worse = some_wrong(some, 0.15, 4, kind="date")
    old, new = arm(some, all_right), arm(some, wrong_at(worse), commit="b")
    both = compare(old, new, MEASURES)
    cuts = [cut for cut in slices(old.scores) if cut.by == "kind"]
    decision = decide(both, family(both, cuts=cuts, margins={"right": 0.05}), RULES)
    states = {item.gated.slice.value: item.state for item in decision.items}
    assert states == {
        "date": State.DROPPED,
        "simple": State.HELD,
        "procedure": State.HELD,
        "several": State.HELD,
    }
    assert "ngày quyết định" in decision.words("vi")[1]
    assert "the day decides" in decision.words("en")[1]


def test_a_drop_that_few_cases_show_is_unmeasurable_and_the_words_say_what_it_takes():
    some = cases(40)
    decision = gate(arm(some, all_right), arm(some, wrong_at({"c0001", "c0002", "c0003"}), commit="b"))
    assert (decision.verdict, decision.exit_code) == (Verdict.UNMEASURABLE, 2)
    assert kinds(decision) == [ReasonKind.OPEN]
    assert decision.items[0].cases > 40
    assert f"Cần khoảng {decision.items[0].cases} câu" in decision.words("vi")[1]


def test_what_is_only_watched_need_not_be_shown():
    some = cases(40)
    old, new = arm(some, all_right), arm(some, wrong_at({"c0001", "c0002", "c0003"}), commit="b")
    assert gate(old, new, [Gated(RIGHT.id, watched=True)]).verdict is Verdict.PASS
    far = arm(some, wrong_at({one.id for one in some[:20]}), commit="b")
    assert gate(old, far, [Gated(RIGHT.id, watched=True)]).verdict is Verdict.REGRESSION


def test_a_set_too_small_to_see_the_margin_is_refused_where_that_is_asked():
    some = cases(40)
    runs = arm(some, all_right), arm(some, all_right, commit="b")
    assert gate(*runs).verdict is Verdict.PASS
    strict = gate(*runs, rules=Rules(under_test={"commit"}, sighted=True))
    assert (strict.verdict, kinds(strict)) == (Verdict.UNMEASURABLE, [ReasonKind.BLIND])
    many = cases(600)
    sighted = Rules(under_test={"commit"}, sighted=True)
    assert gate(arm(many, all_right), arm(many, all_right, commit="b"), rules=sighted).verdict is Verdict.PASS


def test_clusters_are_no_independent_losses():
    together = cases(400, cluster=40)
    lost = {one.id for one in together[:40]}
    assert (
        gate(arm(together, all_right), arm(together, wrong_at(lost), commit="b")).verdict
        is Verdict.UNMEASURABLE
    )
    apart = cases(400)
    assert gate(arm(apart, all_right), arm(apart, wrong_at(lost), commit="b")).verdict is Verdict.REGRESSION


def test_repeats_tell_what_one_asking_cannot():
    some = cases(200)
    dice = np.random.default_rng(5)
    luck = {(arm_, one.id, repeat): dice.random() for arm_ in "ab" for one in some for repeat in range(9)}

    def right(arm_, rate):
        return lambda one, repeat: float(luck[arm_, one.id, repeat] < rate)

    def decision(repeats):
        old = arm(some, right("a", 0.8), repeats=repeats)
        return gate(old, arm(some, right("b", 0.73), repeats=repeats, commit="b"))

    assert decision(1).verdict is not Verdict.PASS
    assert decision(9).verdict is Verdict.REGRESSION
    assert decision(9).items[0].smallest < decision(1).items[0].smallest


def test_a_count_of_zero_tolerance_may_not_rise_by_one():
    some = cases()
    old = arm(some, all_right, invented={"c0001": 1})
    assert gate(old, arm(some, all_right, invented={"c0009": 1}, commit="b")).verdict is Verdict.PASS
    decision = gate(old, arm(some, all_right, invented={"c0001": 1, "c0007": 1}, commit="b"))
    assert (decision.verdict, kinds(decision)) == (Verdict.REGRESSION, [ReasonKind.ROSE])
    assert decision.words("vi")[1] == "Số hiệu bịa: từ 1 lên 2, trong khi không được tăng (câu: c0007)."


def test_a_count_is_no_higher_because_it_was_asked_more_often():
    some = cases(50)
    old = arm(some, all_right, invented={"c0001": 1})
    same = arm(some, all_right, invented={"c0001": 1}, repeats=3, commit="b")
    assert gate(old, same).verdict is Verdict.PASS
    more = arm(some, all_right, invented={"c0001": 1, "c0002": 1}, repeats=3, commit="b")
    assert gate(old, more).verdict is Verdict.REGRESSION


def test_arms_that_differ_in_more_than_what_is_tested_are_unmeasurable_even_where_worse():
    some = cases()
    worse = arm(some, wrong_at(some_wrong(some, 0.3, 6)), commit="b", edition=2, models={"writer": "m"})
    decision = gate(arm(some, all_right), worse)
    assert (decision.verdict, decision.exit_code) == (Verdict.UNMEASURABLE, 2)
    assert kinds(decision)[0] is ReasonKind.ARMS
    assert decision.words("vi")[1].endswith("edition, models.writer.")
    named = Rules(under_test={"commit", "edition", "models"}, draws=1000)
    assert gate(arm(some, all_right), worse, rules=named).verdict is Verdict.REGRESSION


def test_what_was_not_asked_is_unmeasurable_and_no_regression():
    some = cases(100)
    new = arm(some, wrong_at({"c0001", "c0002", "c0003"}), absent={"c0001", "c0002", "c0003"}, commit="b")
    decision = gate(arm(some, all_right), new)
    assert (decision.verdict, kinds(decision)) == (Verdict.UNMEASURABLE, [ReasonKind.UNCOVERED])
    assert "97,0 %" in decision.words("vi")[1]
    assert "98.0 %" in decision.words("en")[1]


def test_cases_that_the_candidates_set_lost_count_against_its_coverage():
    some = cases(100)
    decision = gate(arm(some, all_right), arm(some[5:], all_right, commit="b"))
    assert kinds(decision) == [ReasonKind.UNCOVERED]
    assert gate(arm(some[5:], all_right), arm(some, all_right, commit="b")).verdict is Verdict.PASS


def test_an_empty_slice_is_unmeasurable():
    some = cases(100)
    gated = [Gated(RIGHT.id), Gated(RIGHT.id, Slice("kind", "attack"))]
    decision = gate(arm(some, all_right), arm(some, all_right, commit="b"), gated)
    assert (decision.verdict, kinds(decision)) == (Verdict.UNMEASURABLE, [ReasonKind.EMPTY])
    assert gate(arm(some, all_right), arm(some, all_right, commit="b"), []).verdict is Verdict.UNMEASURABLE


def test_what_is_shown_to_be_worse_stands_beside_what_could_not_be_measured():
    some = cases(400)
    gated = [Gated(RIGHT.id), Gated(RIGHT.id, Slice("kind", "attack"))]
    decision = gate(arm(some, all_right), arm(some, wrong_at(some_wrong(some, 0.2, 7)), commit="b"), gated)
    assert decision.verdict is Verdict.REGRESSION
    assert kinds(decision) == [ReasonKind.DROPPED, ReasonKind.EMPTY]


def test_figures_with_a_unit_are_gated_with_a_margin_of_their_own():
    some = cases(60)
    old, slow = arm(some, all_right, ms=100.0), arm(some, all_right, ms=900.0, commit="b")
    both = compare(old, slow, MEASURES)
    with pytest.raises(BadRequest, match="ms"):
        family(both, measures=[MS])
    decision = decide(both, family(both, measures=[MS], margins={"ms": 300.0}), RULES)
    assert decision.verdict is Verdict.REGRESSION
    assert "−800 ms" in decision.words("vi")[1]
    assert decide(both, family(both, measures=[MS], margins={"ms": 1000.0}), RULES).verdict is Verdict.PASS


def test_the_family_is_what_is_marked_and_the_primary_measure_has_most_of_alpha():
    some = cases(80)
    both = compare(arm(some, all_right), arm(some, all_right, commit="b"), MEASURES)
    cuts = [WHOLE, Slice("kind", "date"), Slice("kind", "attack")]
    found = family(both, cuts=cuts, primary="right", watch_slices=True)
    assert [(one.measure, one.slice, one.margin, one.watched) for one in found] == [
        (RIGHT.id, WHOLE, 0.05, False),
        (RIGHT.id, Slice("kind", "date"), 0.10, True),
    ]
    assert found[0].weight / sum(one.weight for one in found) == pytest.approx(0.8)
    with pytest.raises(BadRequest, match="nothing"):
        family(both, primary="nothing")


def test_holm_is_over_the_whole_family():
    some = cases(400)
    new = arm(some, wrong_at({one.id for one in some[:24] if int(one.id[1:]) % 4 == 1}), commit="b")
    date = Gated(RIGHT.id, Slice("kind", "date"), 0.05)
    rest = [Gated(RIGHT.id, Slice("kind", kind), 0.05) for kind in ("simple", "procedure", "several")]
    alone, among = (gate(arm(some, all_right), new, gated) for gated in ([date], [date, *rest]))
    assert among.items[0].adjusted == pytest.approx(4 * alone.items[0].p)
    assert (alone.items[0].state, among.items[0].state) == (State.DROPPED, State.OPEN)


def test_the_decision_is_the_same_again_and_in_any_order():
    some = cases(120, cluster=3)
    old, new = arm(some, all_right), arm(some, wrong_at(some_wrong(some, 0.05, 8)), commit="b")
    mixed = Arm(new.manifest, some[::-1], new.rows[::-1], new.scores[::-1])
    assert gate(old, new) == gate(old, mixed) == gate(old, new)


def test_every_reason_has_words_in_both_languages():
    some = cases(40)
    old = arm(some, all_right)
    decisions = [
        gate(old, arm(some, all_right, commit="b")),
        gate(old, arm(some, wrong_at({one.id for one in some[:30]}), invented={"c0001": 1}, edition=4)),
        gate(old, arm(some, wrong_at({"c0001"}), commit="b"), [Gated("unknown/1"), Gated(RIGHT.id)]),
        gate(old, arm(some, all_right, absent={"c0001"}, commit="b")),
        gate(old, arm(some, all_right, commit="b"), rules=Rules(under_test={"commit"}, sighted=True)),
        gate(old, old, []),
    ]
    seen = {reason.kind for decision in decisions for reason in decision.reasons}
    verdicts = {ReasonKind.PASS, ReasonKind.REGRESSION, ReasonKind.UNMEASURABLE}
    assert seen == set(ReasonKind) - verdicts
    for decision in decisions:
        for language in ("vi", "en"):
            lines = decision.words(language)
            assert len(lines) == 1 + len(decision.reasons)
            assert all(line and "{" not in line and "None" not in line for line in lines)


# --- planted runs with real rows and real measures


def ranked(some, broken=(), worse=(), **subject):
    """A run of retrieval alone: the gold first, fifth where it ranks worse, nothing where it broke."""
    told = manifest(**subject).model_copy(update={"retrieval_only": True})
    rows = [_ranking(told, one, one.id in broken, one.id in worse) for one in some]
    return Arm(told, some, rows, scored(some, rows, Register(), told))


def _ranking(told, one, broke, worse):
    gold, other = one.gold[0][0], [f"9/2030/TT-BGDM#dieu-{n}" for n in range(1, 10)]
    paths = [*other[:4], gold, *other[4:]] if worse else [gold, *other]
    failure = Failure(kind=FailureKind.CRASH, words="KeyError") if broke else None
    hits = None if broke else tuple(Hit(path=path, score=1 / n) for n, path in enumerate(paths, 1))
    return AnswerRow(run=told.fingerprint, case=one.id, digest=case_digest(one), hits=hits, failure=failure)


def test_a_retriever_that_fails_on_a_fifth_of_one_kind_is_found_there():
    some = cases(800)
    broken = some_wrong(some, 0.2, 9, kind="procedure")
    both = compare(ranked(some), ranked(some, broken, commit="b"), REAL)
    cuts = [WHOLE, *(Slice("kind", kind) for kind in ("simple", "date", "procedure", "several"))]
    decision = decide(both, family(both, cuts=cuts), RULES)
    dropped = {
        (item.gated.measure, item.gated.slice.value) for item in decision.items if item.state is State.DROPPED
    }
    assert decision.verdict is Verdict.REGRESSION
    assert ("ndcg@10/1", "procedure") in dropped
    assert not {kind for _, kind in dropped} & {"simple", "date", "several"}


def test_a_retriever_that_fails_on_a_twentieth_is_not_passed_and_its_mean_does_not_rise():
    some = cases(400)
    broken = {one.id for one in some[::20]}
    both = compare(ranked(some), ranked(some, broken, commit="b"), REAL)
    decision = decide(both, family(both), RULES)
    assert decision.verdict is Verdict.REGRESSION
    assert decision.items[0].found.candidate == pytest.approx(0.95)


def test_a_worse_ranker_is_found_by_the_rank_and_not_by_what_is_there():
    some = cases(200)
    both = compare(ranked(some), ranked(some, worse={one.id for one in some[::2]}, commit="b"), REAL)
    decision = decide(both, family(both), RULES)
    states = {item.gated.measure: item.state for item in decision.items}
    assert states["ndcg@10/1"] is State.DROPPED
    assert decision.items[0].found.worse == 100
