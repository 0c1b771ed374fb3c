from assistant.domain.answer import Outcome
from tests.api.serving import named_events as events

QUESTION = {"question": "Khi nào được bảo lưu kết quả?"}
STREAM = {"accept": "text/event-stream"}


def test_an_answer_carries_its_citations(client):
    answer = client.post("/v1/chat", json=QUESTION).json()
    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["quote"] == "2. Đã học ít nhất một học kỳ."
    assert answer["statements"][0]["citations"] == [0]


def test_the_day_asked_about_is_passed_on(client):
    answer = client.post("/v1/chat", json=QUESTION | {"as_of": "2020-01-01"}).json()
    assert answer["as_of"] == "2020-01-01"
    assert answer["citations"][0]["status"] == "chưa có hiệu lực"


def test_nothing_found_is_an_answer_not_an_error(client, door):
    door.outcome = Outcome.NOT_FOUND
    response = client.post("/v1/chat", json=QUESTION)
    assert response.status_code == 200
    assert response.json()["outcome"] == "no_provision_found"
    assert response.json()["citations"] == []


def test_a_stream_tells_the_steps_then_the_same_answer(client):
    whole = client.post("/v1/chat", json=QUESTION).json()
    response = client.post("/v1/chat", json=QUESTION, headers=STREAM)
    told = events(response.text)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert [name for name, _ in told] == ["start", "understood", "found", "citation", "statement", "done"]
    assert told[-1][1] == whole


def test_stream_true_streams_without_the_header(client):
    response = client.post("/v1/chat", json=QUESTION | {"stream": True})
    assert events(response.text)[0][0] == "start"


def test_every_citation_comes_before_the_statement_that_stands_on_it(client):
    told = events(client.post("/v1/chat", json=QUESTION, headers=STREAM).text)
    seen = set()
    for name, data in told:
        if name == "citation":
            seen.add(data["index"])
        if name == "statement":
            assert set(data["citations"]) <= seen


def test_a_failure_inside_a_stream_is_an_event_in_the_one_form(client, door):
    def broken(_question):
        raise RuntimeError("secret path /srv/x")

    door.before_answer = broken
    response = client.post("/v1/chat", json=QUESTION, headers=STREAM)
    name, data = events(response.text)[-1]
    assert name == "error"
    assert data["error"]["code"] == "internal"
    assert data["error"]["request_id"] == response.headers["x-request-id"]
    assert "secret" not in response.text


def test_an_empty_question_is_refused_before_the_stream_begins(client):
    response = client.post("/v1/chat", json={"question": " \u200b "}, headers=STREAM)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "empty_question"


def test_a_question_that_is_too_long_is_refused(client):
    response = client.post("/v1/chat", json={"question": "á" * 2_001})
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "question_too_long"


def test_control_characters_do_not_reach_the_assistant(client, door):
    client.post("/v1/chat", json={"question": "bảo\u0000 lưu kết quả học tập\u0007 khi nào"})
    assert door.asked == ["bảo lưu kết quả học tập khi nào"]


def test_an_unknown_field_is_named_as_wrong_and_its_value_not_repeated(client):
    response = client.post("/v1/chat", json=QUESTION | {"temperature": "<b>1</b>"})
    assert response.status_code == 422
    assert "temperature" in response.json()["error"]["message"]
    assert "<b>" not in response.text
