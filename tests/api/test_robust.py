"""Whatever is sent, the answer is a success or a failure in the one form, and never a 500."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ANY_CLIENT = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.fixed_dictionaries(
    {"question": JSON}, optional={"as_of": JSON, "audience": JSON, "stream": JSON, "more": JSON}
)


def assert_sound(response):
    assert response.status_code < 500, response.text
    if response.status_code >= 400:
        assert set(response.json()["error"]) == {"code", "message", "hint", "request_id"}


@ANY_CLIENT
@given(JSON | FIELDS)
def test_any_json(client, body):
    sent = json.dumps(body).encode()
    assert_sound(client.post("/v1/chat", content=sent, headers={"content-type": "application/json"}))


@ANY_CLIENT
@given(st.binary(max_size=200))
def test_any_bytes(client, body):
    assert_sound(client.post("/v1/chat", content=body, headers={"content-type": "application/json"}))


@ANY_CLIENT
@given(st.text(max_size=80).map(lambda text: quote(text, safe="/.#")), st.sampled_from(
    ["/v1/documents/", "/v1/provisions/", "/v1/pages/", "/van-ban/", "/v1/", "/", "/static/"]
))  # fmt: skip
def test_any_address(client, text, prefix):
    assert_sound(client.get(prefix + text, headers={"accept": "application/json"}))


@ANY_CLIENT
@given(
    st.dictionaries(
        st.sampled_from(["q", "k", "chars", "as_of", "offset", "limit", "kind", "page"]), st.text(max_size=20)
    )
)
def test_any_query(client, query):
    for path in ("/v1/search", "/v1/documents", "/van-ban", "/"):
        assert_sound(client.get(path, params=query, headers={"accept": "application/json"}))


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": "\\ud800 alone"}',
        b'{"question": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"question": NaN}',
        b'{"question": "a", "as_of": 1e400}',
        b'{"question": "a", "as_of": "99999999999-01-01"}',
        b"\xff\xfe{}",
        b"",
    ],
)
def test_nasty_json(client, body):
    assert_sound(client.post("/v1/chat", content=body, headers={"content-type": "application/json"}))
