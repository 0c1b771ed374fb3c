import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.errors import IndexMismatch


def test_the_process_says_that_it_lives(client):
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.head("/healthz").status_code == 200


def test_the_service_says_which_edition_answers(client):
    assert client.get("/readyz").json() == {"status": "ready", "edition": 1, "embedder": "static@00000000"}


def test_an_empty_library_is_alive_and_not_ready(client, door):
    door.edition = lambda: None
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "empty_library"
    assert client.get("/healthz").status_code == 200


def refuse(_settings):
    raise IndexMismatch("Chỉ mục không khớp với thư viện.", "Chạy “hocvu reindex”.")


def crash(_settings):
    raise RuntimeError("/home/someone/secret")


@pytest.mark.parametrize(("opening", "code"), [(refuse, "index_mismatch"), (crash, "not_ready")])
def test_a_door_that_will_not_open_is_told_and_the_process_lives(settings, opening, code):
    with TestClient(create_app(settings, opening), raise_server_exceptions=False) as client:
        for path in ("/readyz", "/v1/search?q=a", "/v1/documents"):
            response = client.get(path)
            assert response.status_code == 503
            assert response.json()["error"]["code"] == code
            assert "secret" not in response.text
            assert int(response.headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 200


def test_who_starts_a_service_that_cannot_open_its_library_is_told_once(settings, caplog):
    with TestClient(create_app(settings, refuse)) as client:
        client.get("/readyz")
    told = [record.getMessage() for record in caplog.records if record.name == "hocvu.api"]
    assert told == ["Chỉ mục không khớp với thư viện. Chạy “hocvu reindex”."]


def test_a_door_is_tried_again_after_a_while(settings, door, monkeypatch):
    answers = iter([crash, lambda _settings: door])
    app = create_app(settings, lambda s: next(answers)(s))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.get("/readyz").status_code == 503
        monkeypatch.setattr("api.door._RETRY_OPEN_S", 0.0)
        assert client.get("/readyz").status_code == 200


def test_the_door_is_closed_when_the_service_ends(settings, door):
    with TestClient(create_app(settings, lambda _settings: door)):
        assert not door.closed
    assert door.closed
