"""Made documents have the build of real ones, and a walk keeps the statistics of real text."""

from collections import Counter
from itertools import islice, pairwise
from random import Random

import pytest

from assistant.domain.document import Document, DocumentKind, Head, Provision, Relation, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from evals.benchmarks.generated import Maker, articles_of, library_of
from evals.benchmarks.walk import Growth, Walk, split
from evals.benchmarks.word_statistics import Spread

_WHO = ("thủ thư", "hiệu trưởng", "đội cờ", "người giữ vườn", "tổ bếp", "ban nhạc")
_DOES = ("đếm", "sửa", "mượn", "cất", "lau", "ghi vào sổ")
_WHAT = ("bàn cờ", "kính thiên văn", "giỏ tre", "đàn đá", "thùng ong", "sách bản đồ")
_WHEN = ("vào thứ hai", "mỗi đầu tháng", "khi trời mưa", "sau giờ học", "trước kỳ nghỉ")


def _texts(count: int, seed: int) -> list[str]:
    draw = Random(seed)
    parts = (_WHO, _DOES, _WHAT, _WHEN)
    return [
        "\n".join(
            " ".join(draw.choice(part) for part in parts) + f" lần {draw.randrange(400)}." for _ in range(6)
        )
        for _ in range(count)
    ]


def _document(index: int, kind: DocumentKind = DocumentKind.CIRCULAR) -> Document:
    number = DocumentNumber(f"{index + 1}/2030/TT-BGDM")
    article = ProvisionPath.parse(f"{number}#dieu-1")
    units = [
        Provision(
            ProvisionPath.parse(f"{number}#dieu-{n}"), article.segments[0].kind, f"Điều {n}", "Giữ đồ", text
        )
        for n, text in enumerate(_texts(3, index), 1)
    ]
    other = ProvisionPath(DocumentNumber("900/2029/TT-BGDM"))
    head = Head(number, kind, f"Về việc giữ đồ dùng chung {index}", topic=f"Đồ dùng {index % 2}")
    return Document(head, tuple(units), (Relation(RelationKind.REPEALS, article, other, "bãi bỏ"),))


@pytest.fixture(scope="module")
def real() -> list[Document]:
    return [_document(n, DocumentKind.LAW if n == 3 else DocumentKind.CIRCULAR) for n in range(12)]


def test_the_same_seed_makes_the_same_documents_and_another_seed_others(real):
    def first(seed: int) -> list[Document]:
        return list(islice(Maker(real, seed).documents(), 5))

    assert first(1) == first(1)
    assert first(1) != first(2)


def test_a_made_document_has_the_build_of_a_real_one_under_a_number_of_its_own(real):
    made = list(islice(Maker(real).documents(), 40))
    numbers = {document.number for document in made}
    assert len(numbers) == 40
    assert not numbers & {document.number for document in real}
    for document in made:
        assert articles_of(document) == 3
        assert {unit.path.document for unit in document.provisions} == {document.number}
        assert document.relations[0].source.document == document.number
        assert document.relations[0].target.document in numbers


def test_no_law_is_made_because_people_call_laws_by_their_titles(real):
    kinds = {document.head.kind for document in islice(Maker(real).documents(), 60)}
    assert kinds == {DocumentKind.CIRCULAR, DocumentKind.DECISION}


def test_a_library_has_the_real_documents_before_any_made_one(real):
    documents = list(library_of(real, articles=60))
    assert {document.number for document in documents[:12]} == {document.number for document in real}
    assert sum(map(articles_of, documents)) == 60
    assert sum(map(articles_of, library_of(real, articles=9))) == 9


def test_a_walk_has_the_words_and_pairs_of_its_text_about_as_often():
    texts = _texts(300, 7)
    walk = Walk([texts[:150], texts[150:]], Random(3))
    made = [walk.text(n % 2, 60) for n in range(300)]
    real_pairs, made_pairs = _pairs(texts), _pairs(made)
    for pair, times in real_pairs.most_common(40):
        share = times / real_pairs.total()
        assert made_pairs[pair] / made_pairs.total() == pytest.approx(share, rel=0.5)


def _pairs(texts: list[str]) -> Counter[tuple[str, str]]:
    return Counter(pair for text in texts for pair in pairwise(split(text)))


def test_a_walk_is_as_long_as_wanted_and_goes_on_bringing_new_words():
    walk = Walk([_texts(200, 5)], Random(1))
    made = [walk.text(0, 80) for _ in range(200)]
    assert all(75 <= len(split(text)) <= 83 for text in made)
    known = {word for text in _texts(200, 5) for word in split(text)}
    assert {word for text in made for word in split(text)} - known


def test_novelty_falls_as_text_grows():
    growth = Growth.of(half=700, whole=1_000, tokens=10_000)
    assert growth.beta == pytest.approx(0.5146, abs=1e-4)
    assert growth.novelty(10_000) == pytest.approx(0.05146, abs=1e-5)
    assert growth.novelty(1_000_000) < growth.novelty(100_000) < growth.novelty(10_000)


def test_spread_counts_articles_and_not_times():
    spread = Spread()
    spread.add("đếm bàn cờ, đếm bàn cờ")
    spread.add("đếm kính")
    single, pairs = spread.ranked()
    assert single == [2, 1, 1, 1]
    assert pairs == [1, 1, 1, 1]
