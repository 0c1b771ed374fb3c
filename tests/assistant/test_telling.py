"""What is told of an answer: a citation before its statement, each once, in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answer import Outcome, Statement
from assistant.telling import CitationTold, Opened, StatementTold, Teller
from tests.assistant.answering.verification.conftest import make

OPENED = Opened(Outcome.ANSWERED, date(2026, 9, 1), "", 1)


@given(st.lists(st.lists(st.integers(0, 8), max_size=4), max_size=8))
def test_a_citation_is_told_once_and_before_the_first_statement_that_stands_on_it(cited):
    told, all_cited = [], []
    teller = Teller(told.append)
    teller.open(OPENED)
    for tokens in cited:
        all_cited += [one for one in dict.fromkeys(tokens) if one not in all_cited]
        citations = tuple(make(f"Lời {one}.", f"1/2023/TT-BGDM#dieu-{one + 1}") for one in all_cited)
        teller.say(Statement(text="…", citations=tuple(map(all_cited.index, tokens))), citations)
    known = set()
    for piece in told[1:]:
        if isinstance(piece, CitationTold):
            assert piece.index == len(known)
            known.add(piece.index)
        else:
            assert set(piece.statement.citations) <= known
    assert told[0] is OPENED
    assert [piece.index for piece in told if isinstance(piece, StatementTold)] == list(range(len(cited)))
    assert teller.told == len(cited)


def test_where_nobody_listens_nothing_is_counted_as_told():
    teller = Teller()
    teller.open(OPENED)
    teller.say(Statement(text="…"), ())
    assert teller.told == 0


def test_what_a_listener_raises_goes_through():
    class Gone(Exception):
        pass

    def gone(_piece):
        raise Gone

    teller = Teller(gone)
    with pytest.raises(Gone):
        teller.open(OPENED)
    with pytest.raises(Gone):
        teller.say(Statement(text="…"), ())
    assert teller.told == 0
