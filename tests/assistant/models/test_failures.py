"""Whatever an endpoint does, a call ends in time, with what came and a word why."""

import socket
import threading
import time

import pytest

from assistant.models.failures import Failure, ModelFailure
from assistant.models.limits import Breaker
from assistant.models.model import Spent, open_model
from assistant.settings import Settings
from tests.assistant.models.conftest import ITEMS, SAID, SHAPE
from tests.model_server import (
    Cut,
    Drip,
    Empty,
    Endless,
    Garbage,
    ModelServer,
    Silence,
    Statements,
    Status,
    Text,
)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Status(401), "refused"), (Status(403), "refused"), (Status(404), "refused"),
        (Status(400), "refused"), (Status(402), "limited"), (Status(408), "timeout"),
        (Status(413), "too_long"), (Status(429), "limited"), (Status(500), "broken"),
        (Status(503), "broken"), (Status(502, body=b"<html>"), "broken"),
        (Status(400, message="This model's maximum context length is 4096 tokens"), "too_long"),
        (Status(302, {"Location": "http://127.0.0.1:9/"}), "refused"),
        (Cut(Statements(ITEMS), 0), "cut"), (Cut(Statements(ITEMS), 5, clean=True), "cut"),
        (Garbage(), "invalid"), (Garbage(stream=True), "invalid"), (Garbage(event=True), "invalid"),
        (Silence(0.0), "unreachable"),
    ],
)  # fmt: skip
def test_each_failure_has_its_word(ask, reply, reason) -> None:
    assert ask(reply, retries=0).failing() == (reason, [])


def test_what_came_whole_before_a_cut_is_given(ask) -> None:
    assert ask(Cut(Statements(ITEMS), 30)).failing() == ("cut", ITEMS[:1])


@pytest.mark.parametrize(
    "reply", [Silence(), Silence(opened=True), Drip(), Drip(head=True), Text("x", first_s=9)]
)
def test_a_slow_endpoint_is_left_at_the_deadline(ask, reply) -> None:
    asked = ask(reply, timeout_s=0.5)
    start = time.monotonic()
    assert asked.failing() == ("timeout", [])
    assert 0.4 < time.monotonic() - start < 1.0


def test_a_deadline_that_is_given_goes_before_the_usual_time(ask) -> None:
    asked = ask(Statements(ITEMS, delay_s=0.2))
    start = time.monotonic()
    assert asked.failing(deadline=start + 0.4)[0] == "timeout"
    assert time.monotonic() - start < 0.9


def test_without_any_time_left_nothing_is_sent(ask) -> None:
    asked = ask(Statements(ITEMS))
    assert asked.failing(deadline=time.monotonic() - 1) == ("timeout", [])
    assert asked.server.requests == []
    assert (asked.spent.calls, asked.spent.prompt_tokens) == (0, 0)


@pytest.mark.parametrize("start", ["", '{"statements": [', '{"statements": [{"text": "'])
def test_a_model_that_does_not_stop_is_stopped(ask, start) -> None:
    asked = ask(Endless(start=start), max_tokens=50)
    begun = time.monotonic()
    assert asked.failing() == ("too_long", [])
    assert time.monotonic() - begun < 3
    assert asked.spent.completion_tokens < 1_000


def test_a_head_without_end_is_not_read(ask) -> None:
    asked = ask(Status(200, {"X-Long": "a" * 2_000_000}), max_tokens=50)
    assert asked.failing()[0] in {"too_long", "invalid"}


def test_an_endpoint_that_is_not_there_is_unreachable(ask) -> None:
    asked = ask(Empty(), base_url="http://127.0.0.1:9/v1")
    assert asked.failing() == ("unreachable", [])
    assert ask(Empty(), base_url="http://khong-co.invalid/v1", retries=0).failing() == ("unreachable", [])
    assert ask(Empty(), base_url="khong phai dia chi", retries=0).failing()[0] in {"unreachable", "invalid"}


def test_a_connection_that_nobody_takes_is_given_up_in_the_connect_time(ask) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        start = time.monotonic()
        asked = ask(Empty(), base_url=f"http://127.0.0.1:{port}/v1", connect_timeout_s=0.3, retries=0)
        assert asked.failing(deadline=start + 3)[0] in {"unreachable", "timeout"}
        assert time.monotonic() - start < 3.5
        for one in waiting:
            one.close()


def test_a_name_that_is_looked_up_for_ever_ends_with_the_connect_time(ask, monkeypatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [hanging.wait(20)][:0])
    start = time.monotonic()
    asked = ask(Empty(), base_url="http://cham.invalid/v1", connect_timeout_s=0.3, retries=0)
    assert asked.failing() == ("unreachable", [])
    assert time.monotonic() - start < 2.5
    hanging.set()


def test_passing_failures_are_tried_again_and_others_not(ask) -> None:
    for passing in (Status(500), Status(429, {"Retry-After": "0.1"}), Silence(0.0)):
        asked = ask(passing, Statements(ITEMS))
        assert asked()[:3] == ITEMS
        assert asked.spent.calls == 2
    for lasting in (Status(401), Cut(Statements(ITEMS), 9), Empty()):
        asked = ask(lasting, Statements(ITEMS))
        asked.failing()
        assert asked.spent.calls == 1


def test_tries_end(ask) -> None:
    asked = ask(Status(500), retries=2)
    assert asked.failing()[0] == "broken"
    assert asked.spent.calls == 3


def test_an_endpoint_that_asks_for_a_long_wait_is_not_waited_for(ask) -> None:
    asked = ask(Status(429, {"Retry-After": "60"}), Statements(ITEMS))
    start = time.monotonic()
    assert asked.failing()[0] == "limited"
    assert time.monotonic() - start < 1
    asked = ask(Status(503, {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}), Statements(ITEMS))
    assert asked.failing()[0] == "broken"


def test_closing_the_iterator_ends_the_reply(ask) -> None:
    asked = ask(Statements(ITEMS * 40, delay_s=0.01), max_tokens=10_000)
    stream = asked.model.stream(SAID, SHAPE, asked.spent)
    assert next(stream) == ITEMS[0]
    stream.close()
    for _ in range(100):
        if asked.server.hung_up:
            break
        time.sleep(0.02)
    assert asked.server.hung_up == 1
    assert asked.spent.estimated


def test_a_place_is_given_back_however_a_call_ends(ask) -> None:
    asked = ask(Status(500), Statements(ITEMS), Garbage(), Statements(ITEMS), retries=0, concurrency=1)
    for _ in range(2):
        asked.failing()
        stream = asked.model.stream(SAID, SHAPE, asked.spent)
        next(stream)
        stream.close()
    assert asked()[:1] == ITEMS[:1]


def test_calls_over_the_limit_are_told_that_all_are_busy(ask) -> None:
    asked = ask(Statements(ITEMS, delay_s=0.02), concurrency=2)
    ends: list[str] = []

    def call() -> None:
        try:
            asked.model.ask(SAID, SHAPE, Spent())
            ends.append("whole")
        except ModelFailure as failure:
            ends.append(failure.reason.value)

    threads = [threading.Thread(target=call) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["busy"] * 3 + ["whole"] * 2
    assert asked.server.most_at_once == 2


def test_a_judge_is_heard_while_every_place_writes(ask) -> None:
    asked = ask(Statements(ITEMS), concurrency=1, judge="quan-toa")
    writing = asked.model.stream(SAID, SHAPE, asked.spent)
    next(writing)
    assert asked(judge=True)[:3] == ITEMS
    writing.close()


def test_an_endpoint_that_fails_again_and_again_is_left_alone_for_a_while(ask) -> None:
    asked = ask(*[Status(500)] * 5, Status(401), Statements(ITEMS), retries=0)
    asked.model._lanes[False].breaker = Breaker(failures=5, rest_s=0.3)
    assert [asked.failing()[0] for _ in range(8)] == ["broken"] * 5 + ["open"] * 3
    assert len(asked.server.requests) == 5
    time.sleep(0.35)
    assert [asked.failing()[0] for _ in range(2)] == ["refused", "open"]
    time.sleep(0.35)
    assert asked()[:3] == ITEMS
    assert asked()[:3] == ITEMS


@pytest.mark.parametrize("reply", [
    Statements(ITEMS, finish="length"), Cut(Statements(ITEMS), 9, clean=True), Text("x"),
    Statements(ITEMS * 20, delay_s=0.05),
])  # fmt: skip
def test_replies_that_are_not_whole_do_not_make_an_endpoint_a_failing_one(ask, reply) -> None:
    asked = ask(reply, timeout_s=0.3)
    ends = {asked.failing()[0] for _ in range(7)}
    assert ends <= {"cut", "empty", "timeout"}
    assert len(asked.server.requests) == 7


def test_one_call_alone_tries_whether_an_endpoint_is_well_again() -> None:
    breaker = Breaker(failures=1, rest_s=0.0)
    with pytest.raises(ModelFailure), breaker.guarding():
        raise ModelFailure(Failure.BROKEN)
    with breaker.guarding(), pytest.raises(ModelFailure, match="open"), breaker.guarding():
        pass
    with breaker.guarding(), breaker.guarding():
        pass


@pytest.mark.parametrize(("reason", "fair", "opens"), [
    (Failure.TIMEOUT, True, True), (Failure.TIMEOUT, False, False), (Failure.INVALID, True, False),
    (Failure.TOO_LONG, True, False), (Failure.LIMITED, False, True),
])  # fmt: skip
def test_a_breaker_counts_what_says_something_of_the_endpoint(reason, fair, opens) -> None:
    breaker = Breaker(failures=1, rest_s=60)
    with pytest.raises(ModelFailure), breaker.guarding(fair=fair):
        raise ModelFailure(reason)
    if opens:
        with pytest.raises(ModelFailure, match="open"), breaker.guarding():
            pass
    else:
        with breaker.guarding():
            pass


def test_a_failure_tells_no_key_no_question_and_none_of_the_endpoints_words(ask) -> None:
    secret = "sk-bi-mat"
    for reply in (Status(401, message=f"{secret} and {SAID[1][1]}"), Status(400, message="xyz"), Garbage()):
        asked = ask(reply, api_key=secret, retries=0)
        with pytest.raises(ModelFailure) as caught:
            asked()
        told = f"{caught.value} {caught.value!r} {caught.value.detail}"
        assert not [word for word in (secret, SAID[1][1], "xyz", "garbage") if word in told]
    assert secret not in repr(Settings(model_api_key=secret, _env_file=None))


def test_no_proxy_and_no_tracer_of_the_environment_is_used(ask, monkeypatch) -> None:
    with ModelServer(Statements(ITEMS)) as other:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "OPENAI_PROXY"):
            monkeypatch.setenv(name, other.url)
        for name in ("LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT", "OPENAI_BASE_URL", "OPENAI_API_BASE"):
            monkeypatch.setenv(name, other.url)
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_GATEWAY"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "x")
        asked = ask(Statements(ITEMS))
        assert asked()[:3] == ITEMS
        time.sleep(0.3)
        assert other.requests == []


def test_a_name_alone_means_openai_itself_and_nothing_connects_before_a_call() -> None:
    model = open_model(Settings(model="gpt-x", _env_file=None))
    assert model is not None
    assert model._opened()._url == "https://api.openai.com/v1"
    model.close()


def test_no_model_is_none() -> None:
    assert open_model(Settings(model="", _env_file=None)) is None


def test_nothing_heavy_is_imported_before_a_model_is_used() -> None:
    import subprocess
    import sys

    told = subprocess.run(
        [sys.executable, "-c", "import sys, assistant.models.model as m\n"
         "from assistant.settings import Settings\n"
         "m.open_model(Settings(model='x', _env_file=None))\n"
         "print([n for n in ('openai', 'langchain_openai', 'langsmith') if n in sys.modules])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
