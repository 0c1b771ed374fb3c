"""What training takes from a package: articles, and the pointers from one to another."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.domain.document import Document
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.featurizing import choose_features
from assistant.retrieval.gathering import Gathered
from assistant.retrieval.neighbours import lexical_neighbours
from assistant.retrieval.training import Recipe, train_embedder
from ingest.codification import read_package
from tests.ingest.codification.conftest import article, topic, write_zip

LAW = "Luật số 5/2031/QH19 Vườn mẫu ngày 01/02/2031 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/07/2031"
DECREE = (
    "Nghị định số 9/2031/NĐ-CP Về cây mẫu ngày 15/03/2031 của Chính phủ, "
    "có hiệu lực thi hành kể từ ngày 01/05/2031"
)
POINTER = """<a href='#' onclick="ViewNoiDungPhapDien('900')">Điều 2.2.NĐ.1.1. Cây ăn quả</a>"""
LONG = (
    "<p>1. Người trồng vườn mẫu tưới cây mỗi sáng và ghi vào sổ vườn.</p><p>2. Cây bị sâu phải được chữa.</p>"
)


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    garden = topic(
        "1.1",
        "Vườn mẫu",
        article("Điều 1.1.LQ.1. Chăm sóc vườn", f"(Điều 1 {LAW})", LONG, guides=POINTER),
        article("Điều 1.1.LQ.2. Thu hoạch", f"(Điều 2 {LAW})", LONG.replace("tưới", "hái")),
    )
    note = f"(Điều 1 {DECREE})"
    trees = topic(
        "2.2", "Cây mẫu", article("Điều 2.2.NĐ.1.1. Cây ăn quả", note, LONG, anchor="900", item="12#Dieu_1")
    )
    with ThreadPoolExecutor(2) as pool:
        return list(read_package(write_zip(tmp_path / "p.zip", vuon=garden, cay=trees), executor=pool))


def test_a_pointer_of_the_package_relates_its_article_to_the_other(documents: list[Document]):
    gathered = Gathered.of(documents)
    place = {path: index for index, path in enumerate(gathered.texts)}
    one, other = place["5/2031/QH19#dieu-1"], place["9/2031/NĐ-CP#dieu-1"]
    assert gathered.related() == {one: [other]}


def test_of_two_packages_the_later_words_are_taken_once(documents: list[Document]):
    once, twice = Gathered.of(documents), Gathered.of([*documents, *documents])
    assert twice.texts == once.texts
    assert twice.related() == once.related()


def test_an_article_in_the_same_words_is_no_hard_negative(documents: list[Document]):
    gathered = Gathered.of(documents)
    place = {path: index for index, path in enumerate(gathered.texts)}
    corpus = Corpus.of(gathered.texts.values())
    near = lexical_neighbours(corpus, choose_features(corpus, 100), most=2)
    one, copy = place["5/2031/QH19#dieu-1"], place["9/2031/NĐ-CP#dieu-1"]
    assert copy not in near[one]
    assert one not in near[copy]


def test_the_same_documents_and_seed_give_the_same_bytes_again(documents: Iterable[Document], tmp_path: Path):
    recipe = Recipe(dimensions=16, features=100, steps=5, batch=8, threads=1)
    folders = [train_embedder(documents, tmp_path / name, recipe) for name in ("a", "b")]
    for file in ("features.txt", "model.safetensors", "config.json"):
        first, again = ((folder / file).read_bytes() for folder in folders)
        assert first == again
