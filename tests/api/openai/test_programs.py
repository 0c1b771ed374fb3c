"""Requests recorded in the form in which chat programs send them, and what is on the wire."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.serving import data_events as events

QUESTION = "Khi nào HS được bảo lưu?"

OPEN_WEBUI = {
    "stream": True,
    "model": "hoc-vu-can-bo",
    "messages": [
        {"role": "system", "content": "User Context:\n\nYou are a helpful assistant. Today is 2026-01-01."},
        {"role": "user", "content": "Học phí là bao nhiêu?"},
        {"role": "assistant", "content": ""},
        {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
    ],
    "stream_options": {"include_usage": True},
    "temperature": 0.8,
    "max_tokens": 128,
    "features": {"image_generation": False, "web_search": False},
    "params": {"function_calling": "native"},
    "tool_ids": [],
    "session_id": "k3jYw0yq7sZb1XqT",
    "chat_id": "4f1f2c1e-0000-4000-8000-000000000000",
    "id": "a0f1f2c1-0000-4000-8000-000000000000",
    "background_tasks": {"title_generation": True, "tags_generation": True},
    "variables": {"{{USER_NAME}}": "An"},
}
LIBRE_CHAT = {
    "model": "hoc-vu-nguoi-dan",
    "temperature": 1,
    "top_p": 1,
    "presence_penalty": 0,
    "frequency_penalty": 0,
    "user": "66f0c0ffee",
    "stream": True,
    "stream_options": {"include_usage": True},
    "messages": [
        {"role": "developer", "content": "Answer in one word.", "name": "instructions"},
        {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
    ],
}


@pytest.mark.parametrize("body", [OPEN_WEBUI, LIBRE_CHAT], ids=["open-webui", "librechat"])
def test_a_streamed_chat_of_a_program_is_answered(http, door, body):
    response = http.post("/v1/chat/completions", json=body, headers={"Authorization": "Bearer 0p3n-w3bu1"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    *told, done = events(response.text)
    chunks = [json.loads(event) for event in told]
    assert done == "[DONE]"
    assert all(chunk["object"] == "chat.completion.chunk" for chunk in chunks)
    assert all(chunk["model"] == body["model"] for chunk in chunks)
    assert "Đã học ít nhất một học kỳ" in "".join(
        choice["delta"].get("content", "") for chunk in chunks for choice in chunk["choices"]
    )
    assert chunks[-1]["usage"]["total_tokens"] == 42
    assert door.asked == [QUESTION]


def test_an_empty_answer_in_the_history_is_a_turn_without_one(http, telling):
    http.post("/v1/chat/completions", json=OPEN_WEBUI)
    ((turn,),) = telling.turns
    assert (turn.question, turn.answer) == ("Học phí là bao nhiêu?", "")


def test_the_list_of_models_is_what_programs_ask_for_first(http):
    listed = http.get("/v1/models", headers={"Authorization": "Bearer x"}).json()
    assert listed["object"] == "list"
    first = listed["data"][0]
    assert (first["id"], first["object"], first["name"]) == ("hoc-vu", "model", "Học Vụ")
    assert first["created"] > 0


def test_pictures_and_files_are_not_read_and_the_reader_is_told(http, door):
    parts = [
        {"type": "text", "text": QUESTION},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        {"type": "file", "file": {"file_id": "f"}},
    ]
    told = http.post("/v1/chat/completions", json={"messages": [{"role": "user", "content": parts}]}).json()
    assert "gửi kèm không được đọc" in told["choices"][0]["message"]["content"]
    assert door.asked == [QUESTION]


def test_the_question_is_the_last_message_of_the_user_also_where_an_answer_was_begun_after_it(http, door):
    messages = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Theo khoản"}]
    http.post("/v1/chat/completions", json={"model": "hoc-vu", "messages": messages})
    assert door.asked == [QUESTION]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"messages": []}, 400, "invalid_request"),
        ({"messages": "học phí"}, 400, "invalid_request"),
        ({"messages": [{"role": "system", "content": "x"}]}, 400, "invalid_parameter"),
        ({"messages": [{"role": "user", "content": " "}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": None}]}, 400, "empty_question"),
        ({"messages": [{"role": "user", "content": "x" * 3_000}]}, 413, "question_too_long"),
        ({"messages": [{"role": "user", "content": "x" * 1_100_000}]}, 413, "body_too_large"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_failure_has_the_form_of_openai(http, door, body, status, code, stream):
    response = http.post("/v1/chat/completions", json=body | {"stream": stream})
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    assert error["type"] == "invalid_request_error"
    assert {"message", "param", "request_id"} <= error.keys()
    assert door.asked == []


def test_what_is_no_json_and_no_such_method_have_that_form_too(http):
    broken = http.post("/v1/chat/completions", content=b"{", headers={"content-type": "application/json"})
    assert (broken.status_code, broken.json()["error"]["type"]) == (400, "invalid_request_error")
    assert http.get("/v1/chat/completions").json()["error"]["code"] == "method_not_allowed"


def test_a_long_history_is_taken_where_a_long_question_is_not(http, door):
    history = [
        {"role": "user", "content": "Câu hỏi dài. " * 2_000},
        {"role": "assistant", "content": "x" * 90_000},
    ]
    body = {"messages": [*history, {"role": "user", "content": QUESTION}]}
    assert http.post("/v1/chat/completions", json=body).status_code == 200
    assert http.post("/v1/chat", json={"question": "x" * 90_000}).status_code == 413


def test_other_addresses_keep_their_own_form_of_failure(http):
    assert "hint" in http.post("/v1/chat", json={"question": ""}).json()["error"]


def test_work_that_takes_too_long_ends_the_stream_with_an_error(client_with, telling):
    release = threading.Event()
    telling.before_said = lambda index: index == 1 and release.wait(20)
    http = client_with(request_timeout_s=0.3)
    response = http.post("/v1/chat/completions", json=OPEN_WEBUI)
    release.set()
    *_, error, done = events(response.text)
    assert done == "[DONE]"
    assert json.loads(error)["error"]["code"] == "timeout"
    assert "Đã học ít nhất một học kỳ" in response.text


def test_more_requests_than_places_are_sent_away_also_where_they_stream(client_with, telling):
    release, entered = threading.Event(), threading.Event()
    telling.before_open = lambda: (entered.set(), release.wait(20))
    http = client_with(max_requests=1, request_threads=1)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(http.post, "/v1/chat/completions", json=OPEN_WEBUI)
        assert entered.wait(20)
        refused = http.post("/v1/chat/completions", json=OPEN_WEBUI)
        release.set()
        assert first.result().status_code == 200
    assert (refused.status_code, refused.json()["error"]["type"]) == (503, "server_error")
    assert refused.headers["retry-after"]


def test_a_stream_says_now_and_then_that_it_is_alive(http, telling, monkeypatch):
    monkeypatch.setattr("api.routers.openai._PING_S", 1)
    telling.before_said = lambda index: index == 0 and time.sleep(1.5)
    response = http.post("/v1/chat/completions", json=OPEN_WEBUI)
    assert "\n: ping" in response.text


@pytest.mark.parametrize("host", ["[bad", "a b", "x" * 300, "evil.example/?q=", '"><script>'])
def test_no_host_header_breaks_the_links(http, door, host):
    door.documents_held[0] = replace(
        door.documents_held[0], head=replace(door.documents_held[0].head, url=None)
    )
    response = http.post("/v1/chat/completions", json=OPEN_WEBUI, headers={"host": host})
    assert response.status_code == 200
    assert "[DONE]" in response.text
    assert "<script" not in response.text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from(
        [
            "messages",
            "model",
            "stream",
            "stream_options",
            "n",
            "tool_choice",
            "response_format",
            "as_of",
            "tools",
        ]
    ),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_value_of_a_parameter_is_answered_or_refused(http, value, name):
    response = http.post("/v1/chat/completions", json={**OPEN_WEBUI, name: value})
    assert response.status_code in {200, 400, 404, 413}
