"""Answers and searches with what belongs beside them, over a real library without indexes."""

from datetime import date

import pytest

from assistant.answering import answer
from assistant.domain.answer import Reach
from assistant.domain.document import Access
from assistant.following import Following

DAY = date(2024, 6, 1)
OWN = "1/2022/TT-X"


@pytest.fixture
def library(make):
    head = make.head(OWN, issued_on=date(2022, 1, 1))
    article = make.article
    words = "Trong Thông tư này, các từ ngữ dưới đây được hiểu như sau:\n1. Lớp học đêm là lớp mở sau 19 giờ."
    papers = "1. Hồ sơ gồm đơn.\n2. Đơn xin học lớp học đêm viết tay và có chữ ký của phụ huynh học sinh."
    points = "Hồ sơ chuyển sang lớp học đêm thực hiện theo quy định tại khoản 2 Điều 3."
    return make.publish(
        (
            head,
            [
                article(f"{OWN}#dieu-2", "Giải thích từ ngữ", words),
                article(f"{OWN}#dieu-3", "Hồ sơ học sinh vào lớp học đêm", papers),
                article(f"{OWN}#dieu-4", "Hồ sơ học sinh chuyển sang lớp học đêm", points),
                article(f"{OWN}#dieu-5", "Giờ học sinh vào lớp học đêm", "Học sinh vào lớp lúc 19 giờ."),
            ],
            [],
        )
    )


@pytest.fixture
def complete(make, library):
    following = Following(library)

    def run(question: str, *paths: str):
        found = answer(question, make.result(question, *paths), library, as_of=DAY)
        return found, following.complete(found, question, Access.PUBLIC)

    return run


QUESTION = "Hồ sơ học sinh chuyển sang lớp học đêm của trường gồm những gì?"


def test_what_a_clause_only_points_to_is_quoted_with_it(complete):
    plain, whole = complete(QUESTION, f"{OWN}#dieu-4")
    [one] = whole.followed
    assert one.pointer
    assert one.citation.verified
    assert [citation.path for citation in plain.citations] == [f"{OWN}#dieu-4"]
    assert [citation.path for citation in whole.citations] == [f"{OWN}#dieu-4", f"{OWN}#dieu-3.khoan-2"]
    said = whole.statements[-1]
    assert said.citations == (1,)
    assert said.text.startswith("Được dẫn chiếu ở trên, khoản 2 Điều 3 Thông tư số 1/2022/TT-X")
    assert "> 2. Đơn xin học lớp học đêm" in said.text
    assert whole.answer.endswith(said.text)


def test_words_of_the_question_are_defined_beside_the_answer(complete):
    _, whole = complete(QUESTION, f"{OWN}#dieu-4")
    [word] = whole.definitions
    assert (word.term, word.asked) == ("Lớp học đêm", False)
    assert word.citation.path == f"{OWN}#dieu-2.khoan-1"
    assert word.citation.verified


def test_a_definition_that_is_the_answer_is_not_given_twice(complete):
    _, whole = complete("Lớp học đêm của học sinh là gì?", f"{OWN}#dieu-2")
    assert any("lớp mở sau 19 giờ" in citation.quote for citation in whole.citations)
    assert whole.definitions == ()


def test_an_answer_that_refers_to_nothing_stays_as_it_is(complete):
    plain, whole = complete("Mấy giờ học sinh vào lớp?", f"{OWN}#dieu-5")
    assert whole == plain


def test_an_answer_without_citations_stays_as_it_is(complete):
    plain, whole = complete("Thời tiết ngày mai thế nào?")
    assert whole is plain
    assert not whole.citations


def test_a_search_is_told_what_each_hit_refers_to(make, library):
    result = make.result(QUESTION, f"{OWN}#dieu-5", f"{OWN}#dieu-4")
    beside = Following(library).beside(result, DAY, Access.PUBLIC)
    none, [one] = beside.followed
    assert none == ()
    assert (one.reach, one.path) == (Reach.FOUND, f"{OWN}#dieu-3.khoan-2")
    assert [len(shown) for shown in beside.shown] == [1, 1]
    assert [word.term for word in beside.definitions] == ["Lớp học đêm"]


def test_a_search_without_hits_has_nothing_beside_it(make, library):
    beside = Following(library).beside(make.result("không có gì"), DAY, Access.PUBLIC)
    assert (beside.shown, beside.followed, beside.definitions) == ((), (), ())


def test_tables_are_read_once_an_edition(make, library):
    following = Following(library)
    first = following.words(make.edition, Access.PUBLIC)
    assert following.words(make.edition, Access.PUBLIC) is first
    assert following.laws(make.edition, Access.PUBLIC) is following.laws(make.edition, Access.PUBLIC)
    assert following.words(make.edition, Access.INTERNAL) is not first
