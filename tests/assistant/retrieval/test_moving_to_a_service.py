"""A library moves from the shipped model to an embedding service, which fails on the way."""

import json

import pytest

from assistant.retrieval import Retriever
from assistant.retrieval.embedding import EmbedderUnavailable
from ingest.pipeline import Ingest

QUESTION = "mở tổ ong mặc áo lưới"
LETTERS = "aeiouylmnghtcbdp"


def embeddings(request: dict) -> tuple[int, bytes]:
    rows = [
        {"object": "embedding", "index": n, "embedding": [text.count(letter) + 0.1 for letter in LETTERS]}
        for n, text in enumerate(request["input"])
    ]
    return 200, json.dumps({"object": "list", "model": "m", "data": rows}).encode()


def refusing_passages(request: dict) -> tuple[int, bytes]:
    first = request["input"][0]
    return (413, b"{}") if first.startswith("đoạn: ") else embeddings(request)


def test_a_service_that_fails_leaves_the_old_serving_and_the_next_run_moves(world, made, service):
    first = world.put(made.bees, made.kites)
    service.answer = refusing_passages
    new = world.settings.model_copy(
        update={
            "embedder": "openai:made-model",
            "openai_base_url": service.url,
            "embedder_query_prefix": "hỏi: ",
            "embedder_passage_prefix": "đoạn: ",
        }
    )
    running = world.retriever()
    with pytest.raises(EmbedderUnavailable, match="413") as raised:
        Ingest(new).reindex()
    assert "HOCVU_EMBEDDER_PART_CHARS" in raised.value.hint
    assert running.search(QUESTION).edition == first
    service.answer = embeddings
    report = Ingest(new).reindex()
    assert report.indexed == 5
    assert report.kept[0].startswith("static@")
    hit = running.search(QUESTION).hits[0]
    assert hit.stored.provision.path.article == "3"
    anew = Retriever.open(new, world.library)
    try:
        moved = anew.search(QUESTION)
        assert moved.edition == report.edition
        assert moved.hits[0].stored.id == hit.stored.id
        assert moved.hits[0].vector not in (0.0, hit.vector)
        assert service.asked[-1]["input"][0].startswith("hỏi: ")
    finally:
        anew.close()
