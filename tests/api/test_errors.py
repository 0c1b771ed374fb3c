import logging

import pytest

KEYS = {"code", "message", "hint", "request_id"}


def error_of(response):
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == KEYS
    assert all(isinstance(value, str) for value in body["error"].values())
    assert body["error"]["message"].endswith(".")
    return body["error"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/static/../app.py", 404, "not_found"),
        ("GET", "/static/%2e%2e/pages.py", 404, "not_found"),
        ("GET", "/v1/chat", 405, "method_not_allowed"),
        ("DELETE", "/v1/search", 405, "method_not_allowed"),
        ("POST", "/v1/chat", 422, "invalid_request"),
        ("GET", "/v1/documents?limit=0", 422, "invalid_request"),
        ("GET", "/v1/documents/", 404, "not_found"),
    ],
)
def test_every_failure_has_the_one_form(client, method, path, status, code):
    response = client.request(method, path)
    assert response.status_code == status
    assert error_of(response)["code"] == code


def test_what_is_not_json_is_said_to_be_so(client):
    response = client.post("/v1/chat", content=b"{nope", headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert "JSON" in error_of(response)["message"]


def test_an_unexpected_failure_tells_nothing_of_the_inside(client, door, caplog):
    def broken(_question):
        raise KeyError("/srv/hocvu/secret")

    door.before_answer = broken
    with caplog.at_level(logging.ERROR):
        response = client.post("/v1/chat", json={"question": "câu hỏi riêng tư"})
    error = error_of(response)
    assert (response.status_code, error["code"]) == (500, "internal")
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["x-request-id"] == error["request_id"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_log_names_the_request_and_not_the_question(client, door, caplog):
    def broken(_question):
        raise KeyError("x")

    door.before_answer = broken
    with caplog.at_level(logging.INFO):
        error = error_of(client.post("/v1/chat", json={"question": "câu hỏi riêng tư"}))
    assert error["request_id"] in caplog.text
    assert "riêng tư" not in caplog.text


def test_a_person_gets_a_page_and_a_program_the_form(client):
    page = client.get("/van-ban/99/2024/TT-X", headers={"accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "Thư viện không có văn bản số 99/2024/TT-X." in page.text
    assert error_of(client.get("/van-ban/99/2024/TT-X", headers={"accept": "application/json"}))
    assert error_of(client.get("/v1/documents/99/2024/TT-X", headers={"accept": "text/html"}))


def test_a_proxys_request_id_is_kept_and_nonsense_is_not(client):
    assert (
        client.get("/healthz", headers={"x-request-id": "abc-12345"}).headers["x-request-id"] == "abc-12345"
    )
    for bad in ("x", "a b c d e f g h", "<script>alert(1)</script>", "a" * 65):
        assert client.get("/healthz", headers={"x-request-id": bad}).headers["x-request-id"] != bad
