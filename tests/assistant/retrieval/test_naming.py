"""What a question names, looked up in a library: clauses, attached regulations, what is absent."""

from collections.abc import Callable

import pytest

from assistant.domain.document import Document, DocumentKind, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.retrieval.results import SearchResult
from ingest.structure import parse_article_text

NUMBER = "8/2033/QĐ-BGDM"
CLAUSED = (
    "1. Mỗi tổ trồng một luống rau:\n"
    "a) Luống rau cải;\nb) Luống rau dền;\nc) Luống cà;\nd) Luống đậu;\nđ) Luống khoai.\n"
    "2. Mỗi tuần tưới hai lần."
)


def provision(scope: str | None, article: int, heading: str, text: str, nth: int = 1) -> Provision:
    path = ProvisionPath(DocumentNumber(NUMBER), scope, (Segment(UnitKind.ARTICLE, str(article), nth),))
    units = parse_article_text(path, text)
    return Provision(path, UnitKind.ARTICLE, f"Điều {article}", heading, text, units=units)


GARDEN = Document(
    Head(DocumentNumber(NUMBER), DocumentKind.DECISION, "Ban hành Quy chế vườn rau"),
    (
        provision(None, 1, "Ban hành", "Ban hành kèm theo Quyết định này Quy chế vườn rau."),
        provision(None, 2, "Hiệu lực", "Quyết định này có hiệu lực kể từ ngày ký."),
        provision("quy-che", 1, "Luống rau", CLAUSED),
        provision("quy-che", 3, "Thu hoạch", "1. Rau được hái vào thứ sáu.\n2. Rau chia đều."),
    ),
)


@pytest.fixture
def ask(world) -> Callable[[str], SearchResult]:
    world.put(GARDEN)
    retriever = world.retriever()
    return lambda question: retriever.search(question)


@pytest.mark.parametrize(
    ("question", "path", "first"),
    [
        ("Điều 1 Quyết định 8/2033", "#dieu-1", "#dieu-1"),
        ("Điều 1 Quy chế ban hành kèm theo Quyết định 8/2033", "#quy-che/dieu-1", "#quy-che/dieu-1"),
        ("khoản 2 Điều 1 Quyết định 8/2033", "#quy-che/dieu-1.khoan-2", "#quy-che/dieu-1"),
        ("Điều 3 Quyết định 8/2033", "#quy-che/dieu-3", "#quy-che/dieu-3"),
        ("Điều 2 Quy định kèm theo QĐ 8/2033", "#dieu-2", "#dieu-2"),
        ("điểm đ khoản 1 Điều 1 QĐ 8/2033", "#quy-che/dieu-1.khoan-1.diem-đ", "#quy-che/dieu-1"),
        ("điểm đ Điều 1 QĐ 8/2033", "#quy-che/dieu-1.khoan-1.diem-đ", "#quy-che/dieu-1"),
    ],
)
def test_the_article_named_goes_first_with_its_clause(ask, question, path, first):
    result = ask(question)
    assert str(result.reference.path) == NUMBER + path
    assert not result.reference.missing
    assert str(result.hits[0].stored.provision.path) == NUMBER + first


def test_two_articles_of_one_number_are_both_named(ask):
    named = [str(hit.stored.provision.path) for hit in ask("Điều 1 QĐ 8/2033").hits if hit.named]
    assert named == [f"{NUMBER}#dieu-1", f"{NUMBER}#quy-che/dieu-1"]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("khoản 3 Điều 1 QĐ 8/2033", f"khoản 3 Điều 1 của {NUMBER}"),
        ("điểm k khoản 1 Điều 1 QĐ 8/2033", f"điểm k khoản 1 Điều 1 của {NUMBER}"),
        ("khoản 1 Điều 2 QĐ 8/2033", f"khoản 1 Điều 2 của {NUMBER}"),
        ("Điều 4 QĐ 8/2033", f"Điều 4 của {NUMBER}"),
        ("Điều 1 QĐ 9/2033", "QĐ 9/2033"),
    ],
)
def test_what_is_not_there_is_missing(ask, question, missing):
    assert ask(question).reference.missing == missing


def test_the_second_of_two_references_is_looked_up_too(ask):
    references = ask("Điều 3 và Điều 9 QĐ 8/2033").understood.references
    assert [reference.missing for reference in references] == ["", f"Điều 9 của {NUMBER}"]


def test_nothing_takes_the_place_of_an_article_that_is_not_there(ask):
    assert not any(hit.named for hit in ask("Điều 9 QĐ 8/2033").hits)
