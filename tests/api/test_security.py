import re

import pytest

PAGES = ["/", "/?q=b%E1%BA%A3o", "/van-ban", "/van-ban/05/2024/TT-BGDDTT", "/docs", "/static/style.css"]
DATA = ["/healthz", "/v1/documents", "/v1/nothing", "/openapi.json"]


@pytest.mark.parametrize("path", PAGES + DATA)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path, headers={"accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", PAGES[:5])
def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_script_or_style(client, path):
    html = client.get(path, headers={"accept": "text/html"}).text
    assert not re.findall(r'(?:src|<link[^>]* href)="(?:https?:)?//', html)
    assert not re.findall(r"\son\w+=|\sstyle=|<style", html.replace("onerror=", ""))
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)
    assert all(not body.strip() or 'type="application/json"' in attributes for attributes, body in scripts)


def test_what_is_asked_is_not_kept_by_caches(client):
    assert client.post("/v1/chat", json={"question": "riêng tư"}).headers["cache-control"] == "no-store"
    assert client.get("/static/style.css").headers["cache-control"] == "private, no-cache"


def test_the_host_header_is_never_repeated(client):
    for path in (*PAGES, "/v1/documents/", "/van-ban/"):
        response = client.get(path, headers={"host": "evil.example", "accept": "text/html"})
        assert "evil.example" not in response.text
        assert "location" not in response.headers


def test_unknown_hosts_are_refused_where_hosts_are_named(client_of):
    client = client_of(allowed_hosts="hocvu.example, [::1]")
    assert client.get("/healthz", headers={"host": "hocvu.example:8000"}).status_code == 200
    assert client.get("/healthz", headers={"host": "[::1]:8000"}).status_code == 200
    refused = client.get("/healthz", headers={"host": "evil.example"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "unknown_host")


PORTAL = "https://portal.example"
ASKING = {"origin": PORTAL, "access-control-request-method": "POST"}
QUESTION = {"question": "Khi nào được bảo lưu?"}


def test_no_page_of_another_origin_may_call_unless_it_is_named(client):
    preflight = client.options("/v1/chat", headers=ASKING)
    told = client.post("/v1/chat", json=QUESTION, headers={"origin": PORTAL})
    for response in (preflight, told):
        assert not [name for name in response.headers if name.startswith("access-control")]


@pytest.fixture
def for_portals(client_of):
    """A service that two portals may call from their pages."""
    return client_of(cors_origins=f"{PORTAL}/, http://so.example:8080")


@pytest.mark.parametrize("origin", [PORTAL, "http://so.example:8080"])
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_named_origin_may_ask_and_read_the_answer(for_portals, origin, accept):
    asking = ASKING | {"origin": origin, "access-control-request-headers": "content-type,x-stainless-os"}
    preflight = for_portals.options("/v1/chat", headers=asking)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == origin
    assert "x-stainless-os" in preflight.headers["access-control-allow-headers"]
    told = for_portals.post("/v1/chat", json=QUESTION, headers={"origin": origin, "accept": accept})
    assert told.status_code == 200
    assert told.headers["access-control-allow-origin"] == origin
    assert "access-control-allow-credentials" not in told.headers
    assert "default-src 'none'" in told.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("body", "status"), [({"question": " "}, 400), ({"question": "x" * 70_000}, 413), ({}, 422)]
)
def test_a_named_origin_may_read_why_it_is_refused(for_portals, body, status):
    refused = for_portals.post("/v1/chat", json=body, headers={"origin": PORTAL})
    assert refused.status_code == status
    assert refused.headers["access-control-allow-origin"] == PORTAL


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "https://portal.example.evil.example", "http://portal.example", "null"],
)
def test_another_origin_is_not_named_back(for_portals, origin):
    preflight = for_portals.options("/v1/chat", headers=ASKING | {"origin": origin})
    told = for_portals.post("/v1/chat", json=QUESTION, headers={"origin": origin})
    assert preflight.status_code == 400
    assert not {"access-control-allow-origin"} & {*preflight.headers, *told.headers}


def test_any_origin_may_call_where_any_is_named(client_of):
    told = client_of(cors_origins="*").post("/v1/chat", json=QUESTION, headers={"origin": "null"})
    assert told.headers["access-control-allow-origin"] == "*"


def test_pages_link_below_the_place_where_a_proxy_mounts_them(door, settings):
    from fastapi.testclient import TestClient

    from api.app import create_app

    app = create_app(settings, lambda _settings: door)
    with TestClient(app, root_path="/tra-cuu") as client:
        html = client.get("/").text
    assert 'href="/tra-cuu/static/style.css"' in html
    assert 'data-base="/tra-cuu"' in html


def test_the_openapi_document_is_complete_and_in_vietnamese(client):
    spec = client.get("/openapi.json").json()
    assert {"/v1/chat", "/v1/search", "/v1/documents", "/healthz", "/readyz"} <= set(spec["paths"])
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
    assert spec["components"]["schemas"]["ChatRequest"]["examples"]
    assert spec["components"]["schemas"]["ErrorForm"]["examples"]
