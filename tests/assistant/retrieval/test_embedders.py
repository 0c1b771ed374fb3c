"""Embedders chosen by setting: a real small SentenceTransformer, a real HTTP service."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from assistant.retrieval.embedding import EmbedderUnavailable, open_embedder
from assistant.retrieval.passages import Passage
from assistant.retrieval.remote import RemoteEmbedder
from assistant.settings import Settings

TEXTS = ["nuôi ong trong vườn", "thả diều trên bãi cỏ", "chấm thi trong phòng kín", "tủ thuốc của trường"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> str:
    """A folder with a sentence-transformers model of eight dimensions, made here."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", *dict.fromkeys(word for text in TEXTS for word in text.split())]
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.random.default_rng(1).standard_normal((len(words), 8)).astype(np.float32)
    folder = tmp_path_factory.mktemp("tiny")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
    return str(folder)


def test_a_sentence_transformers_model_is_used_with_its_prefixes(tiny):
    plain = open_embedder(Settings(embedder=f"sentence-transformers:{tiny}", _env_file=None))
    rows = plain.passages([Passage("", "", text) for text in TEXTS])
    assert rows.shape == (4, plain.dimensions) == (4, 8)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    asked = plain.questions([TEXTS[1]])
    assert int(np.argmax(asked @ rows.T)) == 1
    prefixed = open_embedder(
        Settings(embedder=f"sentence-transformers:{tiny}", embedder_query_prefix="tủ thuốc ", _env_file=None)
    )
    assert not np.allclose(prefixed.questions([TEXTS[1]]), asked)
    assert prefixed.name != plain.name
    assert (
        open_embedder(Settings(embedder=f"sentence-transformers:{tiny}", _env_file=None)).name == plain.name
    )


def test_the_whole_way_works_with_another_model(tiny, tmp_path, made):
    from assistant.library import Library
    from assistant.retrieval import IndexWriter, Retriever

    settings = Settings(home=tmp_path / "home", embedder=f"sentence-transformers:{tiny}", _env_file=None)
    settings.home.mkdir()
    library = Library.open(settings.sqlalchemy_url)
    edition = library.begin().number
    from assistant.library.records import Source

    library.put_document(made.bees, Source("a", "a" * 64, "text/plain", 1, path="a"), edition=edition)
    writer = IndexWriter.open(settings, library)
    writer.index(library.added(edition))
    writer.commit(edition)
    library.publish(edition, writer.embedder_name)
    writer.close()
    retriever = Retriever.open(settings, library)
    assert retriever.search("mở tổ ong mặc áo lưới").hits[0].stored.provision.path.article == "3"
    retriever.close()
    library.close()


def test_a_model_that_is_not_there_is_an_error_with_a_hint(tmp_path):
    settings = Settings(embedder=f"sentence-transformers:{tmp_path / 'none'}", _env_file=None)
    with pytest.raises(EmbedderUnavailable) as raised:
        open_embedder(settings)
    assert raised.value.hint


class Service:
    """A service that speaks the embeddings protocol; ``answer`` decides what it says."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.answer: Callable[[dict], tuple[int, bytes]] = right
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                service.asked.append(request)
                status, body = service.answer(request)
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


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
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def remote(service: Service, **changes: object) -> RemoteEmbedder:
    settings = Settings(openai_base_url=service.url, openai_api_key="k", _env_file=None, **changes)
    return RemoteEmbedder("made-model", settings, timeout_s=2.0)


def test_a_service_is_asked_in_batches_with_prefixes_and_rows_are_put_in_order(service):
    embedder = remote(service, embedder_query_prefix="hỏi: ", embedder_passage_prefix="đoạn: ")
    rows = embedder.passages([Passage("", "", "a" * n) for n in range(130)])
    assert rows.shape == (130, 6)
    assert [len(request["input"]) for request in service.asked[1:]] == [64, 64, 2]
    assert service.asked[1]["input"][3] == "đoạn: aaa"
    expected = np.array(vector("hỏi: eee"))
    assert np.allclose(embedder.questions(["eee"])[0], expected / np.linalg.norm(expected), atol=1e-5)
    assert embedder.name.startswith("made-model@")


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
    with pytest.raises(EmbedderUnavailable) as raised:
        remote(service)
    assert "HOCVU_OPENAI_BASE_URL" in raised.value.hint


def test_a_service_that_hangs_is_given_up(service):
    release = threading.Event()
    service.answer = lambda request: (release.wait(20), right(request))[1]
    try:
        settings = Settings(openai_base_url=service.url, openai_api_key="k", _env_file=None)
        with pytest.raises(EmbedderUnavailable):
            RemoteEmbedder("made-model", settings, timeout_s=0.2)
    finally:
        release.set()


def test_vectors_of_another_length_are_refused(service):
    embedder = remote(service)
    service.answer = saying({"data": [{"index": 0, "embedding": [1.0, 2.0]}], "model": "m", "object": "list"})
    with pytest.raises(EmbedderUnavailable):
        embedder.questions(["ong"])
