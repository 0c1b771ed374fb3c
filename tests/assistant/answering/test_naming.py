"""What is said of documents, articles and clauses that are named and not there."""

from datetime import date

from assistant.answering import answer
from assistant.domain.answer import Outcome
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.retrieval.results import Reference

DAY = date(2026, 1, 1)
NUMBER = "12/2024/TT-BGDM"
TEXT = "1. Lớp học đêm bắt đầu lúc bảy giờ.\n2. Lớp học đêm kết thúc lúc chín giờ."


def published(make):
    return make.publish((make.head(NUMBER), [make.article(f"{NUMBER}#dieu-5", "Giờ học", TEXT)], []))


def test_a_clause_that_an_article_does_not_have_is_said_of_the_article(make):
    library = published(make)
    path = ProvisionPath.parse(f"{NUMBER}#dieu-5.khoan-9")
    absent = Reference("12/2024", path.document, (path.document,), path, f"khoản 9 Điều 5 của {NUMBER}")
    given = answer(
        "khoản 9 Điều 5 TT 12/2024",
        make.result("khoản 9 Điều 5 TT 12/2024", f"{NUMBER}#dieu-5", reference=absent),
        library,
        as_of=DAY,
    )
    assert given.outcome is Outcome.NOT_FOUND
    assert given.answer == f"Văn bản số {NUMBER} có trong thư viện nhưng không có “khoản 9 Điều 5”."


def test_of_two_references_the_one_that_is_not_there_is_told_beside_the_answer(make):
    library = published(make)
    path = ProvisionPath.parse(f"{NUMBER}#dieu-5")
    found = Reference("TT 12/2024", DocumentNumber(NUMBER), (path.document,), path)
    question = "so sánh Điều 5 TT 12/2024 và NĐ 99/2031"
    result = make.result(question, f"{NUMBER}#dieu-5", reference=found)
    read = type(result.understood)(
        question, references=(found, Reference("NĐ 99/2031", missing="NĐ 99/2031"))
    )
    given = answer(
        question, type(result)(result.hits, read, result.edition, reference=found), library, as_of=DAY
    )
    assert given.outcome is Outcome.ANSWERED
    assert "Thư viện không có văn bản “NĐ 99/2031”." in given.notices
