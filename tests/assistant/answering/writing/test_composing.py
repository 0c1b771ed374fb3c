"""A written answer put together: every index names a citation, and nothing is lost with what is dropped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import wording
from assistant.answering.phrases import phrases
from assistant.answering.verification.faults import FaultKind
from assistant.answering.writing.composing import Composer, compose, validity_lines
from assistant.answering.writing.writer import Sentence, Written
from assistant.domain.answer import WRITTEN, Answer, Outcome, Part, Statement
from assistant.domain.path import ProvisionPath
from assistant.telling import CitationTold, StatementTold, Teller
from tests.assistant.answering.verification.conftest import make

DAY = date(2026, 9, 1)
CITED = [
    make(f"Lời {clause}.", f"1/2023/TT-BGDM#dieu-{article}.khoan-{clause}", validity=standing)
    for article in (1, 2, 3)
    for clause, standing in ((1, "còn hiệu lực"), (2, "còn hiệu lực"), (3, "chưa rõ hiệu lực"))
]
PARTS = st.sampled_from(sorted(WRITTEN))
SENTENCES = st.builds(
    Sentence,
    text=st.text(min_size=1, max_size=20),
    citations=st.lists(st.sampled_from(CITED), min_size=1, max_size=4).map(tuple),
    part=PARTS,
)
WRITTEN_BY_A_MODEL = st.builds(
    Written,
    sentences=st.lists(SENTENCES, max_size=6),
    dropped=st.lists(st.sampled_from(FaultKind), max_size=2),
    answerable=st.booleans(),
    failure=st.sampled_from(["", "cut"]),
)


def extractive(outcome: Outcome = Outcome.ANSWERED, cited=(CITED[1],)) -> Answer:
    quotes = [
        Statement(text=f"Theo:\n\n> {one.quote}", citations=(at,), part=Part.QUOTE)
        for at, one in enumerate(cited)
    ]
    opening = [Statement(text=wording.PARTLY)] if outcome is Outcome.PARTLY else []
    stands = Statement(text="Còn hiệu lực.", citations=(0,), part=Part.VALIDITY)
    said = (*opening, *quotes, stands)
    told = {"statements": said, "answer": "\n\n".join(statement.text for statement in said)}
    return Answer(question="?", outcome=outcome, citations=tuple(cited), as_of=DAY, edition=1, **told)


def composed(written: Written, plain: Answer, told=None) -> Answer:
    composer = Composer(Teller(told.append if told is not None else None))
    for sentence in written.sentences:
        composer.write(sentence)
    return compose(composer, plain, written)


@given(WRITTEN_BY_A_MODEL, st.sampled_from([Outcome.ANSWERED, Outcome.PARTLY]))
def test_indexes_name_citations_in_the_order_of_their_first_use_and_what_is_told_is_the_answer(
    written, outcome
):
    told = []
    answer = composed(written, extractive(outcome), told)
    used = [index for statement in answer.statements for index in statement.citations]
    assert list(dict.fromkeys(used)) == list(range(len(answer.citations)))
    assert len(set(answer.citations)) == len(answer.citations)
    assert [one.statement for one in told if isinstance(one, StatementTold)] == list(answer.statements)
    assert [one.citation for one in told if isinstance(one, CitationTold)] == list(answer.citations)
    shown = [(s.text, tuple(answer.citations[at] for at in s.citations)) for s in answer.statements]
    for sentence in written.sentences:
        assert (sentence.text, tuple(dict.fromkeys(sentence.citations))) in shown


@given(WRITTEN_BY_A_MODEL, st.sampled_from([Outcome.ANSWERED, Outcome.PARTLY]))
def test_every_cited_article_has_its_standing_and_what_is_missing_is_followed_by_the_quotations(
    written, outcome
):
    plain = extractive(outcome)
    answer = composed(written, plain)
    stands = [s for s in answer.statements if s.part is Part.VALIDITY]
    articles = {ProvisionPath.parse(one.path).article_path for one in answer.citations}
    assert {
        ProvisionPath.parse(answer.citations[at].path).article_path for s in stands for at in s.citations
    } == (articles)
    quoted = [s.text for s in answer.statements if s.part is Part.QUOTE]
    cited = {one.article for sentence in written.sentences for one in sentence.citations}
    answers = written.is_whole and plain.citations[0].article in cited  # all clauses here begin at 0
    assert quoted == ([] if answers else [s.text for s in plain.statements if s.part is Part.QUOTE])
    assert answer.made_by == ("model" if written.sentences else "extractive")
    assert answer.answer == "\n\n".join(s.text for s in answer.statements)


@given(WRITTEN_BY_A_MODEL, st.sampled_from([Outcome.ANSWERED, Outcome.PARTLY]))
def test_a_model_can_lower_the_outcome_and_never_raise_it_and_the_answer_says_so_once(written, outcome):
    answer = composed(written, extractive(outcome))
    lowered = outcome is Outcome.PARTLY or not written.answerable
    assert answer.outcome is (Outcome.PARTLY if lowered else Outcome.ANSWERED)
    assert [s.text for s in answer.statements].count(wording.PARTLY) == lowered


def test_without_a_statement_the_extractive_answer_is_the_answer():
    plain = extractive()
    answer = composed(Written(failure="timeout"), plain)
    assert answer == plain


def test_the_standing_of_an_article_is_told_once_where_all_that_is_cited_of_it_stands_alike():
    same = Written(
        [Sentence("Một.", (CITED[0], CITED[1]), Part.SHORT), Sentence("Hai.", (CITED[3],), Part.DETAIL)]
    )
    answer = composed(same, extractive())
    assert [s.citations for s in answer.statements if s.part is Part.VALIDITY] == [(0, 1), (2,)]


def test_what_stands_otherwise_in_one_article_has_a_line_of_its_own():
    lines = list(validity_lines(CITED[:3], phrases("vi")))
    assert [len(cited) for _, cited in lines] == [2, 1]
    assert "chưa rõ hiệu lực" in lines[1][0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_missing_is_said_in_the_language_of_the_answer(language):
    composer = Composer(Teller(), language)
    sentence = Sentence("Một.", (CITED[0],), Part.SHORT)
    composer.write(sentence)
    answer = compose(composer, extractive(), Written([sentence], [FaultKind.NUMBER]))
    assert answer.statements[1] == Statement(text=str(phrases(language).NOT_ALL_SHOWN))
