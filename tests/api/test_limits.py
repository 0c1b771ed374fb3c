import json
import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.settings import Settings
from tests.model_server import ModelServer, Silence

QUESTION = {"question": "Khi nào được bảo lưu?"}


def test_a_body_announced_too_large_is_refused_unread(client, door):
    response = client.post("/v1/chat", json={"question": "x" * 70_000})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"
    assert door.asked == []


def test_a_body_that_grows_too_large_is_refused(client, door):
    def chunks():
        yield b'{"question": "'
        for _ in range(100):
            yield b"x" * 1_000
        yield b'"}'

    response = client.post("/v1/chat", content=chunks(), headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "body_too_large"
    assert door.asked == []


def test_an_absurd_announced_length_is_refused(client):
    headers = {"content-type": "application/json", "content-length": "9" * 400}
    assert client.post("/v1/chat", content=b"{}", headers=headers).status_code == 413


def test_the_limit_of_the_body_is_a_setting(client_of):
    client = client_of(max_body_bytes=1_024)
    assert client.post("/v1/chat", json={"question": "x" * 1_100}).status_code == 413
    assert client.post("/v1/chat", json=QUESTION).status_code == 200


def test_those_who_wait_for_a_model_leave_the_threads_to_others(sample_home):
    asked = {"question": "Định mức tiết dạy của giáo viên THCS là bao nhiêu?", "as_of": "2026-11-20"}
    with ModelServer(Silence(20)) as server:
        few = {"request_threads": 1, "model_concurrency": 1, "model_retries": 0, "model_timeout_s": 4.0}
        model = {"model": "mau", "model_base_url": server.url, "answers_kept_days": 0}
        settings = Settings(home=sample_home, _env_file=None, **few, **model)
        with TestClient(create_app(settings)) as client, ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(client.post, "/v1/chat", json=asked)
            while not server.requests:
                assert not waiting.done()
            busy = client.post("/v1/chat", json=asked).json()
            assert busy["outcome"] == "answered"
            assert busy["model"]["failure"] == "busy"
            assert client.get("/v1/search", params={"q": "chuyển trường"}).status_code == 200
            assert not waiting.done()
            assert waiting.result().json()["model"]["failure"] == "timeout"


def test_work_that_takes_too_long_is_given_up(client_of, door):
    release = threading.Event()
    door.before_answer = lambda _question: release.wait(20)
    client = client_of(request_timeout_s=0.05)
    response = client.post("/v1/chat", json=QUESTION)
    release.set()
    assert response.status_code == 504
    assert response.json()["error"]["code"] == "timeout"


def test_more_requests_than_places_are_sent_away(client_of, door):
    release, entered = threading.Event(), threading.Event()

    def wait(_question):
        entered.set()
        release.wait(20)

    door.before_answer = wait
    client = client_of(max_requests=1, request_threads=1)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, "/v1/chat", json=QUESTION)
        assert entered.wait(20)
        for headers in ({}, {"accept": "text/event-stream"}):
            second = client.post("/v1/chat", json=QUESTION, headers=headers)
            assert second.status_code == 503
            assert second.json()["error"]["code"] == "overloaded"
            assert int(second.headers["retry-after"]) > 0
        assert client.get("/healthz").status_code == 200
        release.set()
        assert first.result().status_code == 200
    assert client.post("/v1/chat", json=QUESTION).status_code == 200


def test_work_that_hangs_keeps_its_place_until_it_ends(client_of, door):
    release = threading.Event()
    door.before_answer = lambda _question: release.wait(20)
    client = client_of(max_requests=1, request_threads=1, request_timeout_s=0.05)
    assert client.post("/v1/chat", json=QUESTION).status_code == 504
    assert client.post("/v1/chat", json=QUESTION).status_code == 503
    release.set()
    client.portal.call(_until, lambda: client.app.state.house.work._inside == 0)
    door.before_answer = lambda _question: None
    assert client.post("/v1/chat", json=QUESTION).status_code == 200


async def _until(done):
    while not done():
        await anyio.sleep(0.01)


def test_a_body_that_never_comes_is_given_up(settings, door):
    app = create_app(settings.model_copy(update={"request_timeout_s": 0.05}), lambda _settings: door)
    scope = {"type": "http", "method": "POST", "path": "/v1/chat", "query_string": b"", "headers": [
        (b"content-type", b"application/json"), (b"content-length", b"20")]}  # fmt: skip
    sent = []

    async def never():
        await anyio.sleep_forever()

    async def send(message):
        sent.append(message)

    anyio.run(app, scope, never, send)
    assert sent[0]["status"] == 408
    assert json.loads(sent[1]["body"])["error"]["code"] == "request_timeout"
