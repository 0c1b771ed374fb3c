"""The last look at the best candidates: a real small cross-encoder, a real HTTP service."""

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.domain.document import Access
from assistant.retrieval.passages import Passage
from assistant.retrieval.reranking import (
    GuardedReranker,
    Outcome,
    RerankerUnavailable,
    best_part,
    load_reranker,
    open_reranker,
    rerank,
)
from assistant.settings import Settings

QUESTION = "nuôi ong trong vườn trường"
TEXTS = ["nuôi ong trong vườn", "thả diều trên bãi cỏ", "chấm thi trong phòng kín", "tủ thuốc của trường"]


def settings(reranker: str, **changes: object) -> Settings:
    return Settings(reranker=reranker, _env_file=None, **changes)


def parts(*texts: str) -> list[Passage]:
    return [Passage("", "", text) for text in texts]


@pytest.fixture(scope="module")
def stored(full) -> list:
    edition = full.library.edition().number
    ids = list(full.library.live_ids(edition, Access.PUBLIC))
    return full.library.provisions(ids, edition=edition)


class Scripted:
    """A reranker whose scores a function makes."""

    name, part_chars = "scripted", 500

    def __init__(self, score: Callable[[str], float], batch: int = 100) -> None:
        self.batch = batch
        self.score = score
        self.seen: list[str] = []

    def scores(self, question: str, passages: Sequence[Passage]) -> list[float]:
        self.seen += [passage.text for passage in passages]
        return [self.score(passage.text) for passage in passages]


def guarded(score: Callable[[str], float], **changes: Any) -> GuardedReranker:
    given = {"depth": 10, "timeout_s": 5.0} | changes
    batch = given.pop("batch", 100)
    return GuardedReranker(Scripted(score, batch), **given)


def falling(stored: list) -> list:
    return [(each, 1.0 - at / 10) for at, each in enumerate(stored)]


def ids(ranked: list) -> list[int]:
    return [each.id for each, _ in ranked]


# --- the order


def test_the_order_is_the_models_and_the_scores_still_fall(stored):
    ranked = falling(stored)
    moved, outcome = rerank(guarded(lambda text: -len(text)), QUESTION, ranked)
    assert outcome is Outcome.DONE
    assert ids(moved) == [each.id for each in sorted(stored, key=lambda s: len(s.provision.text))]
    assert [score for _, score in moved] == [score for _, score in ranked]


def test_only_the_first_depth_are_looked_at(stored):
    ranked = falling(stored)
    looked = guarded(lambda text: -len(text), depth=3)
    moved, _ = rerank(looked, QUESTION, ranked)
    assert ids(moved)[3:] == ids(ranked)[3:]
    assert sorted(ids(moved)[:3]) == sorted(ids(ranked)[:3])
    assert len(looked.reranker.seen) == 3


def test_what_the_question_names_stays_where_it_is(stored):
    ranked = falling(stored)
    first = {ranked[0][0].id, ranked[2][0].id}
    moved, _ = rerank(guarded(lambda text: -len(text)), QUESTION, ranked, first=first)
    assert (ids(moved)[0], ids(moved)[2]) == (ids(ranked)[0], ids(ranked)[2])
    rest = [each for each, _ in ranked if each.id not in first]
    expected = [each.id for each in sorted(rest, key=lambda s: len(s.provision.text))]
    assert [id_ for id_ in ids(moved) if id_ not in first] == expected


def test_the_provisions_of_a_named_document_stay_before_the_others(stored):
    ranked = falling(stored)
    before = set(ids(ranked)[:3])
    moved, _ = rerank(guarded(lambda text: -len(text)), QUESTION, ranked, before=before)
    short = sorted(stored, key=lambda s: len(s.provision.text))
    assert ids(moved) == sorted((each.id for each in short), key=lambda id_: id_ not in before)


def test_equal_scores_keep_the_order(stored):
    ranked = falling(stored)
    assert rerank(guarded(lambda _text: 1.0), QUESTION, ranked)[0] == ranked


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_order_asks_nobody(stored, count):
    looked = guarded(lambda _text: 1.0)
    ranked = falling(stored[:count])
    assert rerank(looked, QUESTION, ranked) == (ranked, Outcome.DONE)
    assert not looked.reranker.seen


def test_the_part_that_has_the_words_of_the_question_is_read(world, made):
    lines = [f"{n}. Nhà trường lập kế hoạch của năm học thứ {n}." for n in range(40)]
    lines[30] = "30. Mỗi tổ có một con cáo canh đàn ong."
    world.put(made.regulation("3/2033/TT-BGDM", "Quy định", [("Ong", "\n".join(lines))]))
    (one,) = world.library.added(world.library.edition().number)
    assert "con cáo" in best_part("con cáo canh ong?", one, 300).text
    assert "con cáo" in best_part("con cao canh ong", one, 300).text
    assert best_part("", one, 300).text.startswith("0. ")


# --- what goes wrong


def fails(_text: str) -> float:
    raise RuntimeError("out of memory")


@pytest.mark.parametrize("score", [fails, lambda _text: float("nan"), lambda _text: "x", lambda _text: None])
def test_a_failing_model_leaves_the_order(stored, score, caplog):
    ranked = falling(stored)
    with caplog.at_level(logging.WARNING):
        assert rerank(guarded(score), QUESTION, ranked) == (ranked, Outcome.FAILED)
    assert "scripted" in caplog.text


def test_too_few_scores_leave_the_order(stored):
    looked = guarded(lambda _text: 1.0)
    looked.reranker.scores = lambda _question, _passages: [1.0]
    assert rerank(looked, QUESTION, falling(stored))[1] is Outcome.FAILED


def test_a_slow_model_is_not_waited_for(stored):
    ranked = falling(stored)
    looked = guarded(lambda _text: time.sleep(0.15) or 1.0, batch=1, timeout_s=0.2)
    start = time.monotonic()
    assert rerank(looked, QUESTION, ranked) == (ranked, Outcome.LATE)
    assert time.monotonic() - start < 0.6
    time.sleep(0.5)
    assert len(looked.reranker.seen) < len(ranked)  # it gave up by itself between batches


def test_a_model_that_hangs_holds_nobody_for_long(stored):
    ranked, release, clock = falling(stored), threading.Event(), [0.0]
    looked = guarded(lambda _text: release.wait(60) or 1.0, timeout_s=0.1, now=lambda: clock[0])
    outcomes = []
    for _ in range(6):
        clock[0] += 100  # no rest after failures
        outcomes.append(rerank(looked, QUESTION, ranked)[1])
    assert outcomes == [Outcome.LATE] * 4 + [Outcome.BUSY] * 2
    release.set()


def test_after_failures_in_a_row_it_rests_and_then_is_tried_again(stored):
    ranked, clock = falling(stored), [0.0]
    looked = guarded(fails, now=lambda: clock[0])
    assert [rerank(looked, QUESTION, ranked)[1] for _ in range(5)] == [Outcome.FAILED] * 3 + [
        Outcome.RESTING
    ] * 2
    looked.reranker.score = lambda _text: 1.0
    clock[0] = 31.0
    assert rerank(looked, QUESTION, ranked)[1] is Outcome.DONE


def test_a_failure_now_and_then_brings_no_rest(stored):
    ranked, turns = falling(stored), iter([0, 0, 1] * 5)
    looked = guarded(lambda _text: 1.0)
    looked.reranker.scores = lambda _q, passages: [1.0] * len(passages) * next(turns)
    assert {rerank(looked, QUESTION, ranked)[1] for _ in range(15)} == {Outcome.FAILED, Outcome.DONE}


_HANGS = """
import time
from assistant.retrieval.passages import Passage
from assistant.retrieval.reranking import GuardedReranker
class Hangs:
    name, batch, part_chars = "hangs", 8, 500
    def scores(self, question, passages):
        time.sleep(600)
print(GuardedReranker(Hangs(), 5, 0.1).scores("ong", [Passage("", "", "ong")])[1])
"""


def test_a_model_that_hangs_does_not_keep_the_process_from_ending():
    done = subprocess.run([sys.executable, "-c", _HANGS], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "late"


# --- a cross-encoder


def test_a_cross_encoder_is_chosen_by_setting_and_orders_by_its_scores(tiny_models, stored):
    from sentence_transformers import CrossEncoder

    folder = tiny_models.cross_encoder()
    chosen = open_reranker(settings(f"cross-encoder:{folder}", reranker_timeout_s=60))
    scores, outcome = chosen.scores(QUESTION, parts(*TEXTS))
    expected = CrossEncoder(folder).predict([(QUESTION, text) for text in TEXTS])
    assert outcome is Outcome.DONE
    assert scores == pytest.approx(expected.tolist(), abs=1e-5)
    assert len({round(score, 4) for score in scores}) == 4
    ranked = falling(stored)
    moved, outcome = rerank(chosen, QUESTION, ranked)
    assert outcome is Outcome.DONE
    assert ids(moved) != ids(ranked)
    assert sorted(ids(moved)) == sorted(ids(ranked))


def test_threads_share_a_cross_encoder(tiny_models):
    chosen = load_reranker(settings(f"cross-encoder:{tiny_models.cross_encoder()}", reranker_timeout_s=60))
    expected, _ = chosen.scores(QUESTION, parts(*TEXTS))
    with ThreadPoolExecutor(4) as hands:
        for scores, outcome in hands.map(lambda _n: chosen.scores(QUESTION, parts(*TEXTS)), range(40)):
            assert outcome is Outcome.DONE
            assert scores == pytest.approx(expected, abs=1e-5)


def test_a_long_passage_and_a_long_question_are_scored(tiny_models):
    chosen = load_reranker(settings(f"cross-encoder:{tiny_models.cross_encoder()}", reranker_timeout_s=60))
    assert chosen.reranker.part_chars == 512
    scores, outcome = chosen.scores("ong " * 500, [Passage("Quy định " * 99, "Ong", "nuôi ong " * 900)])
    assert (len(scores), outcome) == (1, Outcome.DONE)


def test_a_classifier_is_no_reranker(tiny_models):
    with pytest.raises(RerankerUnavailable, match="3 điểm"):
        load_reranker(settings(f"cross-encoder:{tiny_models.cross_encoder(labels=3)}"))


def test_a_model_that_cannot_be_loaded_is_told_and_answers_stand_without_it(tmp_path, caplog):
    missing = settings(f"cross-encoder:{tmp_path / 'none'}")
    with pytest.raises(RerankerUnavailable) as raised:
        load_reranker(missing)
    assert "HOCVU_RERANKER" in raised.value.hint
    assert open_reranker(missing) is None
    assert "xếp lại" in caplog.text


@pytest.mark.parametrize("said", ["bge", "cross-encoder", "cross-encoder:", "rerank:", "openai:x"])
def test_a_setting_that_makes_no_sense_is_refused(said):
    with pytest.raises(RerankerUnavailable, match=said):
        open_reranker(settings(said))


# --- a service


def right(request: dict) -> tuple[int, bytes]:
    """Longer documents score higher, the best first, as services answer."""
    scored = [
        {"index": at, "relevance_score": len(text) / 100} for at, text in enumerate(request["documents"])
    ]
    ordered = sorted(scored, key=lambda each: -each["relevance_score"])[: request["top_n"]]
    return 200, json.dumps({"id": "1", "model": request["model"], "results": ordered}).encode()


@pytest.fixture
def service(service: Any) -> Any:
    """A service that speaks the reranking protocol."""
    service.answer = right
    return service


def remote(service: Any, **changes: object) -> GuardedReranker:
    made = settings("rerank:made-model", reranker_base_url=f"{service.url}/", reranker_api_key="k", **changes)
    chosen = open_reranker(made)
    assert chosen is not None
    return chosen


def test_a_service_is_asked_once_with_all_and_its_scores_are_put_in_order(service):
    scores, outcome = remote(service).scores(QUESTION, parts(*TEXTS))
    assert (scores, outcome) == ([len(text) / 100 for text in TEXTS], Outcome.DONE)
    assert service.paths == [("/v1/rerank", "Bearer k")]
    asked = {"model": "made-model", "query": QUESTION, "documents": TEXTS, "top_n": 4}
    assert service.asked == [asked]


_GARBAGE = {
    "no json": b"<html>",
    "a list": b"[]",
    "null": b"null",
    "no results": b"{}",
    "too few": b'{"results": [{"index": 0, "relevance_score": 1}]}',
    "an index twice": json.dumps({"results": [{"index": 0, "relevance_score": 1}] * 4}).encode(),
    "no score": json.dumps({"results": [{"index": n} for n in range(4)]}).encode(),
    "not finite": b'{"results": ['
    + b",".join(b'{"index":%d,"relevance_score":NaN}' % n for n in range(4))
    + b"]}",
    "words": json.dumps({"results": [{"index": n, "relevance_score": "x"} for n in range(4)]}).encode(),
}


@pytest.mark.parametrize("kind", _GARBAGE)
def test_garbage_leaves_the_order(service, kind):
    service.answer = lambda _request: (200, _GARBAGE[kind])
    assert remote(service).scores(QUESTION, parts(*TEXTS)) == ([], Outcome.FAILED)


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 302])
def test_an_error_of_the_service_leaves_the_order(service, status):
    service.answer = lambda _request: (status, b"{}")
    assert remote(service).scores(QUESTION, parts(*TEXTS)) == ([], Outcome.FAILED)


def test_a_service_that_is_not_there_or_hangs_leaves_the_order(service):
    release = threading.Event()
    service.answer = lambda request: (release.wait(20), right(request))[1]
    start = time.monotonic()
    late = remote(service, reranker_timeout_s=0.3).scores(QUESTION, parts(*TEXTS))[1]
    assert late in {Outcome.LATE, Outcome.FAILED}
    assert time.monotonic() - start < 2
    release.set()
    gone = settings("rerank:m", reranker_base_url="http://127.0.0.1:9")
    assert open_reranker(gone).scores(QUESTION, parts(*TEXTS))[1] is Outcome.FAILED


def test_a_service_without_an_address_is_told():
    with pytest.raises(RerankerUnavailable) as raised:
        load_reranker(settings("rerank:made-model"))
    assert "HOCVU_RERANKER_BASE_URL" in raised.value.hint
