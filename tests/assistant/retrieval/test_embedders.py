"""Embedders chosen by setting: a real small SentenceTransformer, a real HTTP service."""

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from assistant.library import Library
from assistant.library.records import Source
from assistant.retrieval import IndexWriter, Retriever
from assistant.retrieval.embedding import Embedder, EmbedderUnavailable, open_embedder, part_chars
from assistant.retrieval.passages import PART_CHARS, Passage, passages
from assistant.retrieval.remote import RemoteEmbedder
from assistant.settings import Settings

TEXTS = ["nuôi ong trong vườn", "thả diều trên bãi cỏ", "chấm thi trong phòng kín", "tủ thuốc của trường"]


def chosen(folder: str, **changes: object) -> Embedder:
    return open_embedder(Settings(embedder=f"sentence-transformers:{folder}", _env_file=None, **changes))


def parts(*texts: str) -> list[Passage]:
    return [Passage("", "", text) for text in texts]


@pytest.fixture(scope="module")
def tiny(tiny_models) -> str:
    return tiny_models.embedder()


def test_a_sentence_transformers_model_gives_unit_vectors_that_find_the_same_words(tiny):
    model = chosen(tiny)
    rows = model.passages(parts(*TEXTS))
    assert rows.shape == (4, model.dimensions) == (4, 32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    asked = model.questions(["thả diều bãi cỏ", "chấm thi trong phòng"])
    assert np.argmax(asked @ rows.T, axis=1).tolist() == [1, 2]
    assert model.questions([]).shape == model.passages([]).shape == (0, 32)


def test_prefixes_are_put_before_questions_and_passages_apart(tiny):
    plain = chosen(tiny)
    prefixed = chosen(tiny, embedder_query_prefix="hỏi: ", embedder_passage_prefix="đoạn: ")
    asked, told = prefixed.questions([TEXTS[1]]), prefixed.passages(parts(TEXTS[1]))
    assert np.allclose(asked, plain.questions([f"hỏi: {TEXTS[1]}"]), atol=1e-5)
    assert np.allclose(told, plain.passages(parts(f"đoạn: {TEXTS[1]}")), atol=1e-5)
    assert not np.allclose(asked, told, atol=1e-3)
    assert len({plain.name, prefixed.name, chosen(tiny, embedder_query_prefix="hỏi: ").name}) == 3


def test_the_prompts_of_the_model_itself_are_used_unless_prefixes_are_set(tiny_models, tiny):
    plain, prompted = chosen(tiny), tiny_models.embedder(prompts={"query": "query: ", "passage": "passage: "})
    own = chosen(prompted)
    assert np.allclose(own.questions([TEXTS[0]]), plain.questions([f"query: {TEXTS[0]}"]), atol=1e-5)
    assert np.allclose(
        own.passages(parts(TEXTS[0])), plain.passages(parts(f"passage: {TEXTS[0]}")), atol=1e-5
    )
    ours = chosen(prompted, embedder_query_prefix="hỏi: ")
    assert np.allclose(ours.questions([TEXTS[0]]), plain.questions([f"hỏi: {TEXTS[0]}"]), atol=1e-5)


def test_the_name_changes_with_the_weights_and_not_with_the_place(tiny_models, tiny, tmp_path):
    assert chosen(tiny).name == chosen(tiny).name
    moved = shutil.copytree(tiny, tmp_path / "moved")
    assert chosen(str(moved)).name.partition("@")[2] == chosen(tiny).name.partition("@")[2]
    assert chosen(tiny_models.embedder(seed=2)).name.partition("@")[2] != chosen(tiny).name.partition("@")[2]


def test_the_last_words_of_a_long_article_reach_a_vector(tiny_models, made, world):
    """Parts are as long as the model's window: what it would cut off stands in the next part."""
    text = "Nhà trường nuôi ong theo kế hoạch. " * 60 + "Mỗi tổ có một con cáo canh."
    world.put(made.regulation("3/2033/TT-BGDM", "Quy định về nuôi ong " * 20, [("Ong", text)]))
    (stored,) = world.library.added(world.library.edition().number)
    model = chosen(tiny_models.embedder(window=200))
    assert 100 < part_chars(model) < 300
    cut = passages(stored, part_chars(model))
    assert len(cut) > 5
    count = model._model.tokenizer
    assert all(len(count(model._titled(part).joined())["input_ids"]) <= 200 for part in cut)
    last = cut[-1]
    other = Passage(last.document, last.heading, last.text.replace("con cáo", "cái chổi"))
    assert not np.allclose(model.passages([last]), model.passages([other]), atol=1e-3)


def test_a_wide_window_gives_the_usual_parts(tiny_models):
    model = chosen(tiny_models.embedder())
    model._model.max_seq_length = 8192
    assert model._room()[1] == PART_CHARS


def test_threads_share_a_model(tiny):
    model = chosen(tiny)
    expected = model.questions(TEXTS)
    with ThreadPoolExecutor(4) as hands:
        for rows in hands.map(model.questions, [TEXTS] * 40):
            assert np.allclose(rows, expected, atol=1e-5)


def test_a_static_model_of_sentence_transformers_is_read_too(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", *dict.fromkeys(word for text in TEXTS for word in text.split())]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(1).standard_normal((len(words), 8)).astype(np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(tmp_path))
    model = chosen(str(tmp_path))
    assert part_chars(model) == PART_CHARS
    assert int(np.argmax(model.questions([TEXTS[1]]) @ model.passages(parts(*TEXTS)).T)) == 1


def test_the_whole_way_works_with_another_model(tiny, tmp_path, made):
    settings = Settings(home=tmp_path / "home", embedder=f"sentence-transformers:{tiny}", _env_file=None)
    settings.home.mkdir()
    library = Library.open(settings.sqlalchemy_url)
    edition = library.begin().number
    library.put_document(made.bees, Source("a", "a" * 64, "text/plain", 1, path="a"), edition=edition)
    writer = IndexWriter.open(settings, library)
    writer.index(library.added(edition))
    writer.commit(edition)
    library.publish(edition, writer.embedder_name)
    writer.close()
    retriever = Retriever.open(settings, library)
    hit = retriever.search("mở tổ ong mặc áo lưới").hits[0]
    assert (hit.stored.provision.path.article, hit.vector > 0.5) == ("3", True)
    retriever.close()
    library.close()


_IMPORTS = """
import sys
from assistant.assistant import Assistant
from assistant.retrieval import reranking
from assistant.retrieval.embedding import open_embedder
from assistant.settings import Settings
settings = Settings(_env_file=None)
open_embedder(settings).questions(["ong"])
assert reranking.open_reranker(settings) is None
print([name for name in ("torch", "sentence_transformers", "transformers", "openai") if name in sys.modules])
"""


def test_nothing_heavy_is_imported_unless_it_is_chosen():
    done = subprocess.run([sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_model_that_is_not_there_is_an_error_with_a_hint(tmp_path):
    settings = Settings(embedder=f"sentence-transformers:{tmp_path / 'none'}", _env_file=None)
    with pytest.raises(EmbedderUnavailable) as raised:
        open_embedder(settings)
    assert raised.value.hint


def vector(text: str, size: int = 6) -> list[float]:
    return [float(text.count(letter)) + 0.1 for letter in "aeiouy"[:size]]


def right(request: dict) -> tuple[int, bytes]:
    """A right answer, its rows in another order than asked."""
    rows = [
        {"object": "embedding", "index": n, "embedding": vector(text)}
        for n, text in enumerate(request["input"])
    ]
    return 200, json.dumps({"object": "list", "model": request["model"], "data": rows[::-1]}).encode()


def saying(value: object, status: int = 200) -> Callable[[dict], tuple[int, bytes]]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return lambda _request: (status, body)


@pytest.fixture
def service(service: Any) -> Any:
    """A service that speaks the embeddings protocol."""
    service.answer = right
    return service


def remote(service: Any, retries: int = 0, **changes: object) -> RemoteEmbedder:
    settings = Settings(openai_base_url=service.url, openai_api_key="k", _env_file=None, **changes)
    return RemoteEmbedder("made-model", settings, timeout_s=2.0, retries=retries)


def test_a_service_is_asked_in_batches_with_prefixes_and_rows_are_put_in_order(service):
    embedder = remote(service, embedder_query_prefix="hỏi: ", embedder_passage_prefix="đoạn: ")
    texts = ["a" * (n % 50) + "e" * (n % 7) for n in range(330)]
    rows = embedder.passages(parts(*texts))
    assert sorted(len(request["input"]) for request in service.asked[1:]) == [10, 64, 64, 64, 64, 64]
    assert "đoạn: aaaeee" in {text for request in service.asked[1:] for text in request["input"]}
    expected = np.array([vector(f"đoạn: {text}") for text in texts])
    assert np.allclose(rows, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-5)
    asked = np.array(vector("hỏi: eee"))
    assert np.allclose(embedder.questions(["eee"])[0], asked / np.linalg.norm(asked), atol=1e-5)
    assert embedder.name.startswith("made-model@")
    assert embedder.passages([]).shape == (0, 6)


def test_batches_go_out_side_by_side_over_few_connections(service):
    embedder = remote(service)
    service.answer = lambda request: (time.sleep(0.1), right(request))[1]
    embedder.passages(parts(*["ong"] * (64 * 8)))
    assert 2 <= service.most_at_once <= 4


def test_prefixes_and_the_length_of_parts_are_in_the_name(service):
    settings = (
        {},
        {"embedder_query_prefix": "q"},
        {"embedder_passage_prefix": "q"},
        {"embedder_part_chars": 900},
    )
    assert len({remote(service, **changes).name for changes in settings}) == len(settings)
    assert part_chars(remote(service, embedder_part_chars=900)) == 900


def test_too_many_requests_are_tried_again_after_the_time_named(service):
    embedder = remote(service, retries=2)
    refusals = iter([True, True])
    service.headers = {"retry-after": "1"}
    service.answer = lambda r: (429, b"{}") if next(refusals, False) else right(r)
    start = time.monotonic()
    assert embedder.passages(parts("ong")).shape == (1, 6)
    assert time.monotonic() - start >= 2


def test_the_setting_opens_it(service):
    settings = Settings(
        embedder="openai:made-model", openai_base_url=service.url, openai_api_key="k", _env_file=None
    )
    assert open_embedder(settings).dimensions == 6


_GARBAGE = {
    "no json": b"<html>",
    "an error": {"error": {"message": "no"}},
    "too few rows": {"data": [], "model": "m", "object": "list"},
    "words for numbers": {"data": [{"index": 0, "embedding": ["x"], "object": "embedding"}], "model": "m"},
    "no embedding": {"data": [{"index": 0}], "model": "m"},
    "null": b"null",
    "not finite": b'{"data":[{"index":0,"embedding":[NaN,1.0]}],"model":"m"}',
    "a number": b"7",
    "one index twice": {"data": [{"index": 0, "embedding": [1.0] * 6}] * 2, "model": "m"},
    "another index": {"data": [{"index": 1, "embedding": [1.0] * 6}], "model": "m"},
    "rows of two lengths": {
        "data": [{"index": 0, "embedding": [1.0] * 6}, {"index": 1, "embedding": [1.0] * 5}],
        "model": "m",
    },
}


@pytest.mark.parametrize("kind", _GARBAGE)
def test_garbage_is_refused(service, kind):
    embedder = remote(service)
    service.answer = saying(_GARBAGE[kind])
    with pytest.raises(EmbedderUnavailable):
        embedder.questions(["ong"])


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_an_error_of_the_service_is_told(service, status):
    service.answer = saying({"error": {"message": "no"}}, status)
    with pytest.raises(EmbedderUnavailable, match=str(status)) as raised:
        remote(service)
    assert "HOCVU_OPENAI_BASE_URL" in raised.value.hint
    assert ("HOCVU_EMBEDDER_PART_CHARS" in raised.value.hint) is (status == 400)


def test_a_service_that_is_not_there_is_an_error_with_a_hint():
    settings = Settings(openai_base_url="http://127.0.0.1:9/v1", _env_file=None)
    with pytest.raises(EmbedderUnavailable) as raised:
        RemoteEmbedder("made-model", settings, timeout_s=2.0, retries=0)
    assert raised.value.hint


def test_a_service_that_hangs_is_given_up(service):
    release = threading.Event()
    service.answer = lambda request: (release.wait(20), right(request))[1]
    try:
        settings = Settings(openai_base_url=service.url, openai_api_key="k", _env_file=None)
        with pytest.raises(EmbedderUnavailable, match="kịp"):
            RemoteEmbedder("made-model", settings, timeout_s=0.2, retries=1)
    finally:
        release.set()


def test_vectors_of_another_length_are_refused(service):
    embedder = remote(service)
    service.answer = saying({"data": [{"index": 0, "embedding": [1.0, 2.0]}], "model": "m", "object": "list"})
    with pytest.raises(EmbedderUnavailable):
        embedder.questions(["ong"])
