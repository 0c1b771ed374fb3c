"""Each question that went wrong has one stage that lost it, and the counts add up."""

import pytest
from hypothesis import given as supposed
from hypothesis import strategies as st

from assistant.domain.answer import Outcome, Part
from evals.blame import Stage, blame, blames, counted
from evals.running.rows import Spent
from tests.evals.measures.made import (
    AFTER,
    NEW,
    OLD,
    REGISTER,
    WORDS,
    case,
    cited,
    crashed,
    given,
    refusal,
    row,
    spoken,
    unanswerable,
)

GOLD = f"{NEW}#dieu-2"
BESIDE = f"{NEW}#dieu-3"
WROTE = "Mỗi lớp được nuôi tối đa 03 tổ ong."


def stage(answer, hits=(GOLD, BESIDE), one=None):
    return blame(one or case(), row(answer, hits=hits), REGISTER).stage


def beside(**fields):
    return given(citations=[cited(BESIDE, quote="Điều 3. Trại ong")], **fields)


def wrote(*paths, quoted=(), text=WROTE, **fields):
    """A model's statement on some provisions, quotations of others."""
    citations = [cited(path) for path in (*paths, *quoted)]
    said = [spoken(text, tuple(range(len(paths))), Part.SHORT)]
    said += [spoken(citations=(at,)) for at in range(len(paths), len(citations))]
    return given(said, citations, made_by="model", model=Spent(model="m"), **fields)


def test_an_answer_that_cites_the_right_article_of_the_day_lost_nothing():
    assert stage(given()) is Stage.RIGHT
    assert stage(wrote(GOLD)) is Stage.RIGHT


def test_no_answer_is_a_failure():
    assert blame(case(), crashed(), REGISTER).stage is Stage.FAILURE
    assert stage(refusal(Outcome.UNAVAILABLE)) is Stage.FAILURE


def test_what_retrieval_did_not_find_is_lost_there_whatever_was_said():
    for answer in (beside(), refusal(), wrote(BESIDE)):
        found = blame(case(), row(answer, hits=(BESIDE,)), REGISTER)
        assert (found.stage, found.ranks) == (Stage.RETRIEVAL, (None,))
        assert found.lost == (f"{NEW}#dieu-2.khoan-2",)


def test_what_was_found_and_not_cited_is_lost_in_selecting_evidence():
    found = blame(case(), row(beside(), hits=(BESIDE, GOLD)), REGISTER)
    assert (found.stage, found.ranks) == (Stage.SELECTION, (2,))


def test_a_model_that_cites_something_else_lost_it_in_writing():
    assert stage(wrote(BESIDE)) is Stage.WRITING


def test_what_the_quotations_cite_and_the_written_part_does_not_is_lost_in_writing():
    assert stage(wrote(BESIDE, quoted=(GOLD,))) is Stage.WRITING


def test_a_figure_or_a_document_of_the_models_own_is_a_fault_of_writing():
    assert stage(wrote(GOLD, text="Mỗi lớp được nuôi 41 tổ ong.")) is Stage.WRITING
    assert stage(wrote(GOLD, text="Theo Thông tư 99/2031/TT-BGDM, mỗi lớp 03 tổ.")) is Stage.WRITING


@pytest.mark.parametrize("use", [Spent(dropped=("number",)), Spent(failure="timeout")])
def test_what_was_dropped_of_a_model_is_lost_in_verification(use):
    assert stage(beside(model=use)) is Stage.VERIFICATION
    assert stage(refusal().model_copy(update={"model": use})) is Stage.VERIFICATION
    assert stage(given(model=use)) is Stage.RIGHT


def test_no_answer_though_it_was_found_is_abstaining_wrongly():
    assert stage(refusal()) is Stage.ABSTAINED
    assert stage(given(outcome=Outcome.AMBIGUOUS)) is Stage.ABSTAINED
    assert stage(refusal(Outcome.ANSWERED)) is Stage.ABSTAINED


def test_an_answer_where_there_is_none_is_answering_wrongly():
    found = blame(unanswerable(), row(given(), "u1"), REGISTER)
    assert (found.stage, found.lost) == (Stage.ANSWERED, (f"{NEW}#dieu-2.khoan-2",))
    assert stage(refusal(), one=unanswerable()) is Stage.RIGHT


def test_a_rule_of_another_day_is_the_wrong_version_even_where_retrieval_missed_the_right_one():
    answer = given(citations=[cited(f"{OLD}#dieu-2")])
    assert stage(answer) is Stage.VERSION
    assert stage(answer, hits=(f"{OLD}#dieu-2",)) is Stage.VERSION


def test_words_of_another_day_of_the_right_article_are_the_wrong_version():
    answer = given(citations=[cited(quote="2. Mỗi lớp nuôi không quá 09 tổ ong.")])
    assert stage(answer) is Stage.VERSION


def test_one_link_of_a_chain_that_is_not_cited_is_lost_and_named():
    chain = case(gold=((f"{NEW}#dieu-2",), (f"{NEW}#dieu-3",)))
    found = blame(chain, row(given(), hits=(GOLD, BESIDE)), REGISTER)
    assert (found.stage, found.lost, found.ranks) == (Stage.SELECTION, (f"{NEW}#dieu-3",), (2,))


def test_where_nobody_asked_for_hits_retrieval_is_not_blamed():
    assert stage(beside(), hits=()) is Stage.RETRIEVAL
    unknown = row(beside()).model_copy(update={"hits": None})
    assert blame(case(), unknown, REGISTER).stage is Stage.SELECTION


def test_of_retrieval_alone_only_questions_with_an_answer_are_looked_at():
    some = [case("a"), case("b"), unanswerable("u")]
    rows = {
        ("a", 0): row(case_="a", hits=(BESIDE, GOLD)),
        ("b", 0): row(case_="b", hits=(BESIDE,)),
        ("u", 0): row(case_="u", hits=(BESIDE,)),
    }
    found = blames(some, rows, REGISTER, retrieval_only=True)
    assert [(one.case, one.stage) for one in found] == [("a", Stage.RIGHT), ("b", Stage.RETRIEVAL)]


_ANSWERS = st.sampled_from(
    [
        given(),
        beside(),
        refusal(),
        wrote(GOLD),
        wrote(BESIDE),
        given(citations=[cited("không phải địa chỉ")]),
        given([spoken(WORDS, (7,))]),
        given(as_of=AFTER, model=Spent(dropped=("number",))),
        refusal(Outcome.UNAVAILABLE),
    ]
)
_HITS = st.sampled_from([None, (), (GOLD,), (BESIDE, GOLD)])


@supposed(st.lists(st.tuples(_ANSWERS | st.none(), _HITS, st.booleans()), max_size=12))
def test_every_row_has_one_stage_and_the_counts_add_up(drawn):
    some = [(case if has else unanswerable)(f"c{at}") for at, (_, _, has) in enumerate(drawn)]
    rows = {}
    for at, (answer, hits, _) in enumerate(drawn):
        one = crashed(f"c{at}") if answer is None else row(answer, f"c{at}", hits=hits or ())
        rows[f"c{at}", 0] = one.model_copy(update={"hits": None}) if hits is None else one
    found = blames(some, rows, REGISTER)
    assert [one.case for one in found] == [one.id for one in some]
    assert sum(counted(found).values()) == len(some)
    for one, (answer, _, _) in zip(found, drawn, strict=True):
        assert answer is not None or one.stage is Stage.FAILURE
