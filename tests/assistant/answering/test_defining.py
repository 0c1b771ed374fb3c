"""Which definitions are shown beside a question."""

from datetime import date

import pytest

from assistant.answering.defining import Definer
from assistant.domain.document import Access, DocumentKind, Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.retrieval.definitions import Definitions

DAY = date(2024, 6, 1)
HEAD = "Giải thích từ ngữ"


@pytest.fixture
def define(make):
    article = make.article
    ended = Relation(
        RelationKind.REPLACES, ProvisionPath.parse("3/2023/TT-X#dieu-1"), ProvisionPath.parse("2/2019/TT-X"),
        "thay thế", date(2023, 1, 1),
    )  # fmt: skip
    law = make.head("7/2018/QH99", "Luật Lớp học", kind=DocumentKind.LAW, issued_on=date(2018, 6, 1))
    old = "1. Sổ lớp là sổ cũ.\n2. Lớp sáng là lớp buổi sáng."
    make.publish(
        (law, [article("7/2018/QH99#dieu-3", HEAD, "1. Lớp đêm là lớp tối.\n2. Lớp ghép là lớp đông.")], []),
        (
            make.head("1/2022/TT-X", issued_on=date(2022, 1, 1)),
            [
                article("1/2022/TT-X#dieu-2", HEAD, "1. Lớp đêm là lớp từ bảy giờ.\n2. Sổ lớp là sổ ghi."),
                article("1/2022/TT-X#dieu-3", "Mở lớp", "Trường mở lớp đêm và ghi vào sổ lớp."),
            ],
            [],
        ),
        (make.head("2/2019/TT-X"), [article("2/2019/TT-X#dieu-1", HEAD, old)], []),
        (make.head("3/2023/TT-X"), [article("3/2023/TT-X#dieu-1", "Thay thế", "Thay thế.")], [ended]),
    )  # fmt: skip
    words = Definitions.read(make.library, make.edition, Access.PUBLIC)
    definer = Definer(make.library, words, make.edition, Access.PUBLIC, DAY)

    def run(question: str, best: str | None = None):
        stored = make.stored(best) if best else None
        return [(word.term, word.citation.path, word.asked) for word in definer.define(question, stored)]

    return run


def test_a_word_that_is_asked_is_defined_by_the_hits_own_document_first(define):
    own, law = define("Lớp đêm là gì?", "1/2022/TT-X#dieu-3")
    assert own == ("Lớp đêm", "1/2022/TT-X#dieu-2.khoan-1", True)
    assert law == ("Lớp đêm", "7/2018/QH99#dieu-3.khoan-1", True)


def test_else_by_the_higher_rank(define):
    assert define("Lớp đêm là gì?")[0] == ("Lớp đêm", "7/2018/QH99#dieu-3.khoan-1", True)


def test_a_definition_that_ended_is_shown_only_where_there_is_no_other(define):
    assert define("Sổ lớp là gì?") == [("Sổ lớp", "1/2022/TT-X#dieu-2.khoan-2", True)]
    assert define("Lớp sáng là gì?") == [("Lớp sáng", "2/2019/TT-X#dieu-1.khoan-2", True)]


def test_words_that_are_used_are_defined_by_the_document_of_the_best_hit_alone(define):
    used = define("Ai ghi sổ lớp của lớp đêm và lớp ghép?", "1/2022/TT-X#dieu-3")
    assert sorted(used) == [
        ("Lớp đêm", "1/2022/TT-X#dieu-2.khoan-1", False),
        ("Sổ lớp", "1/2022/TT-X#dieu-2.khoan-2", False),
    ]
    assert define("Ai ghi sổ lớp?", "7/2018/QH99#dieu-3") == []


def test_a_question_without_defined_words_has_none(define):
    assert define("Trường mở cửa lúc nào?", "1/2022/TT-X#dieu-3") == []
    assert define("Cái bàn là gì?") == []
