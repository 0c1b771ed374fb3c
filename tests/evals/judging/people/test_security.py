"""Only this machine, only the page itself, only with the token of a link."""

import pytest
from fastapi.testclient import TestClient

from evals.judging.people.app import create_app
from evals.judging.people.desk import Desk, Plan
from tests.evals.judging.people.made import opened, two_runs

HERE = "http://127.0.0.1:8123"
TOKEN = {"Authorization": "Bearer of-lan"}
FACES = (("GET", "/api/work"), ("GET", "/api/answers/x"), ("POST", "/api/labels"), ("POST", "/api/undo"))


@pytest.fixture
def desk(tmp_path):
    with opened(two_runs(tmp_path)) as book:
        yield Desk(book, Plan(["Lan", "Minh"]))


@pytest.fixture
def client(desk):
    with TestClient(create_app(desk, {"of-lan": "Lan", "of-minh": "Minh"}), base_url=HERE) as client:
        yield client


@pytest.fixture
def label(desk):
    lying = desk.lying["Lan"][0]
    return {"answer": desk.name_of(lying.task), "item": lying.items[0].id, "label": None, "words": ""}


@pytest.mark.parametrize(("method", "path"), FACES)
@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Bearer of-la", "Basic of-lan", "Bearer ờ"])
def test_nothing_is_told_or_kept_without_a_token(client, desk, method, path, given):
    headers = {"Authorization": given.encode()} if given is not None else {}
    answer = client.request(method, path, headers=headers, json={})
    assert answer.status_code == 401 or (path == "/api/labels" and answer.status_code == 422)
    assert "Nuôi" not in answer.text
    assert desk.book.people == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "example.org"},
        {"Host": "127.0.0.1.example.org:8123"},
        {"Host": ""},
    ],
)
def test_another_origin_or_name_is_refused_even_with_the_token(client, desk, label, headers):
    for method, path in (("GET", "/"), ("GET", "/api/work"), ("POST", "/api/labels")):
        answer = client.request(method, path, headers=TOKEN | headers, json=label)
        assert answer.status_code in (403, 421)
    assert desk.book.people == []


def test_the_page_may_do_nothing_but_run_its_own_script(client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert "<script>" not in answer.text
    assert "style=" not in answer.text
    assert "http://" not in answer.text
    assert "https://" not in answer.text


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/redoc", "/../labels.jsonl", "/page/label.js"])
def test_nothing_else_is_served(client, path):
    assert client.get(path, headers=TOKEN).status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"label": "superb"}, 422),
        ({"item": "whole.9.9"}, 422),
        ({"answer": "x"}, 404),
        ({"words": "x" * 2001}, 422),
        ({"who": "Minh"}, 422),
        ({"words": "x" * 40_000}, 413),
    ],
)
def test_what_does_not_fit_is_refused_and_not_echoed(client, desk, label, change, status):
    answer = client.post("/api/labels", headers=TOKEN, json=label | change)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert "xxx" not in answer.text
    assert desk.book.people == []


def test_a_form_of_another_page_is_no_label(client, desk):
    answer = client.post("/api/undo", headers=TOKEN, data={"x": "1"})
    assert answer.status_code == 415
    answer = client.post("/api/labels", headers=TOKEN, content=iter([b"{}"]))
    assert answer.status_code == 411


def test_a_person_labels_only_what_is_theirs(client, desk, label):
    other = {"Authorization": "Bearer of-minh"}
    assert client.post(
        "/api/labels", headers=TOKEN, json=label | {"label": "complete", "item": "whole.-1.-1"}
    ).json()
    assert desk.book.people == ["Lan"]
    assert client.post("/api/undo", headers=other, json={}).json() == {"answer": None, "item": None}


def test_a_browser_that_says_nothing_of_origins_is_served(client):
    assert client.get("/api/work", headers=TOKEN).json()["who"] == "Lan"
    assert client.get("/", headers={"Host": "localhost:8123"}).status_code == 200


def test_the_link_may_be_followed_from_another_page_but_not_framed_or_fetched(client):
    going = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/", headers=going).status_code == 200
    assert client.get("/", headers=going | {"Sec-Fetch-Dest": "iframe"}).status_code == 403
    assert client.get("/api/work", headers=TOKEN | going).status_code == 403
