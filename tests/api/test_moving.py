"""A running service while its library moves to another embedding model."""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.settings import Settings
from ingest.pipeline import Ingest
from ingest.samples import LIBRARY

QUESTION = "Sinh viên được nghỉ học tạm thời khi nào?"


def answers(client: TestClient) -> tuple[str, int]:
    """The first citation of an answer, and the edition; every door stands open."""
    chat = client.post("/v1/chat", json={"question": QUESTION})
    search = client.get("/v1/search", params={"q": QUESTION})
    ready = client.get("/readyz")
    assert [each.status_code for each in (chat, search, ready)] == [200, 200, 200], chat.text
    return search.json()["hits"][0]["path"], ready.json()["edition"]


@pytest.mark.timeout(600)
def test_services_with_the_old_and_the_new_model_answer_side_by_side(tmp_path, tiny_models):
    old = Settings(home=tmp_path / "home", _env_file=None)
    new = old.model_copy(update={"embedder": f"sentence-transformers:{tiny_models.embedder()}"})
    Ingest(old).run([LIBRARY])
    with TestClient(create_app(old)) as running:
        first = answers(running)
        Ingest(new).reindex()
        assert answers(running) == (first[0], first[1] + 1)
        with TestClient(create_app(new)) as anew:
            assert answers(anew)[1] == first[1] + 1
            assert answers(running) == (first[0], first[1] + 1)
            Ingest(new).reindex(drop_others=True)
            assert answers(anew)[1] == first[1] + 1
        stopped = running.get("/v1/search", params={"q": QUESTION})
        assert stopped.status_code == 503
        assert stopped.json()["error"]["hint"]
