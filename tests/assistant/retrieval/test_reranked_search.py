"""Searches whose best candidates a reranker looks at once more."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest

from assistant.domain.document import Access
from assistant.retrieval import Retriever
from assistant.retrieval.embedding import open_embedder
from assistant.retrieval.passages import Passage
from assistant.retrieval.ranking import open_ranker
from assistant.retrieval.reranking import GuardedReranker

BEES, KITES, SECRET = "29/2031/TT-BGDM", "7/2032/TT-BGDM", "5/QĐ-THM"
QUESTION = "mở tổ ong phải mặc gì"


class Scripted:
    name, batch, part_chars = "scripted", 8, 500

    def __init__(self, score: Callable[[Passage], float]) -> None:
        self.score = score
        self.seen: list[Passage] = []

    def scores(self, question: str, passages: Sequence[Passage]) -> list[float]:
        self.seen += passages
        return [self.score(passage) for passage in passages]


@pytest.fixture
def looked(full) -> Iterator[Callable[..., tuple[Retriever, Scripted]]]:
    """A retriever on the full library with a reranker that scores so."""
    opened: list[Retriever] = []

    def make(score: Callable[[Passage], float], depth: int = 10, timeout_s: float = 5.0):
        scripted = Scripted(score)
        settings = full.settings
        guarded = GuardedReranker(scripted, depth, timeout_s)
        models = open_embedder(settings), open_ranker(settings), guarded
        opened.append(Retriever(settings, full.library, *models))
        return opened[-1], scripted

    yield make
    for each in opened:
        each.close()


def about(*words: str) -> Callable[[Passage], float]:
    return lambda passage: float(sum(word in passage.joined() for word in words))


def paths(result) -> list[str]:
    return [str(hit.stored.provision.path) for hit in result.hits]


def test_the_reranker_decides_which_is_first(looked, asked):
    assert paths(asked.search(QUESTION))[0] == f"{BEES}#dieu-3"
    retriever, _ = looked(about("thả diều", "dây điện"))
    result = retriever.search(QUESTION)
    assert paths(result)[0] == f"{KITES}#dieu-2"
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(hit.margin >= 0 for hit in result.hits)
    assert result.timings_ms["rerank"] > 0


def test_what_stands_below_the_first_k_can_be_lifted_into_them(looked, asked):
    assert f"{KITES}#dieu-2" not in paths(asked.search(QUESTION, k=1))
    retriever, scripted = looked(about("dây điện"))
    assert paths(retriever.search(QUESTION, k=1)) == [f"{KITES}#dieu-2"]
    assert len(scripted.seen) > 1


def test_what_stands_below_the_depth_cannot(looked, asked):
    usual = paths(asked.search(QUESTION, k=5))
    retriever, scripted = looked(lambda passage: 1.0, depth=2)
    assert paths(retriever.search(QUESTION, k=5)) == usual
    assert len(scripted.seen) == 2


def test_a_named_provision_stays_first(looked):
    retriever, _ = looked(about("thả diều"))
    result = retriever.search("Điều 3 Thông tư 29/2031/TT-BGDM về mở tổ ong và thả diều")
    assert paths(result)[0] == f"{BEES}#dieu-3"
    assert result.hits[0].score == 1.0


def test_provisions_of_a_named_document_stay_before_others(looked):
    retriever, _ = looked(about("thả diều", "găng tay"))
    found = paths(retriever.search("29/2031/TT-BGDM quy định gì về mở tổ ong, thả diều"))
    assert {path.partition("#")[0] for path in found[:3]} == {BEES}
    assert found[0] == f"{BEES}#dieu-3"


def test_a_document_alone_keeps_its_reading_order(looked):
    retriever, scripted = looked(about("găng tay"))
    assert paths(retriever.search("29/2031/TT-BGDM", k=3)) == [f"{BEES}#dieu-{n}" for n in (1, 2, 3)]
    assert not scripted.seen


def test_an_internal_text_is_never_shown_to_it_for_a_public_asker(looked):
    retriever, scripted = looked(about("phòng kín"))
    question = "giám khảo chấm thi nội bộ trong phòng kín"
    assert not [path for path in paths(retriever.search(question)) if path.startswith(SECRET)]
    assert not [passage for passage in scripted.seen if "phòng kín" in passage.text]
    assert paths(retriever.search(question, access=Access.INTERNAL))[0].startswith(SECRET)


@pytest.mark.parametrize(
    ("score", "told"),
    [(lambda _p: 1 / 0, "rerank_failed"), (lambda _p: time.sleep(0.5) or 1.0, "rerank_late")],
)
def test_without_its_answer_the_order_stands_and_the_result_says_so(looked, asked, score, told):
    retriever, _ = looked(score, timeout_s=0.3)
    result = retriever.search(QUESTION, k=5)
    usual = asked.search(QUESTION, k=5)
    assert [(hit.stored.id, hit.score) for hit in result.hits] == [
        (hit.stored.id, hit.score) for hit in usual.hits
    ]
    assert told in result.timings_ms
    assert "rerank" not in result.timings_ms


def test_a_search_of_a_day_and_one_without_hits_work(looked):
    retriever, _ = looked(about("ong"))
    assert retriever.search("").hits == ()
    assert retriever.search(QUESTION, k=0).hits == ()
    assert len(retriever.search(QUESTION, k=2, day=date(2032, 1, 1)).hits) == 2


def test_the_setting_opens_a_real_cross_encoder(full, tiny_models):
    folder = tiny_models.cross_encoder()
    settings = full.settings.model_copy(
        update={"reranker": f"cross-encoder:{folder}", "reranker_timeout_s": 60.0}
    )
    retriever = Retriever.open(settings, full.library)
    try:
        result = retriever.search(QUESTION, k=5)
    finally:
        retriever.close()
    assert len(result.hits) == 5
    assert "rerank" in result.timings_ms
