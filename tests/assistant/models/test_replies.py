"""However a model writes its reply, the same objects come of it."""

import time

import pytest

from tests.assistant.models.conftest import ITEMS, QUESTION, SAID, SHAPE
from tests.model_server import (
    Empty,
    Event,
    Fenced,
    InvalidJson,
    Lines,
    Marked,
    Object,
    Statements,
    Text,
    Without,
)

WHOLE = [*ITEMS, {"answerable": True}]


@pytest.mark.parametrize("output", ["auto", "schema", "tool", "text"])
def test_statements_come_by_schema_by_tool_and_in_text(ask, output) -> None:
    asked = ask(Statements(ITEMS), output=output)
    assert asked() == WHOLE
    wanted = {"auto": "schema"}.get(output, output)
    assert asked.server.requests[0].mode == wanted


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize("write", [Statements, Fenced, Lines])
def test_a_reply_reads_the_same_in_pieces_of_any_size(ask, write, size) -> None:
    expected = ITEMS if write is Lines else WHOLE
    assert ask(write(ITEMS, size=size))() == expected


def test_sentences_with_marks_stand_for_statements(ask) -> None:
    came = ask(Marked(ITEMS))()
    assert came == [{"text": item["text"], "citations": item["citations"]} for item in ITEMS]


def test_statements_come_while_the_model_still_writes(ask) -> None:
    asked = ask(Statements(ITEMS, delay_s=0.03))
    stream = asked.model.stream(SAID, SHAPE, asked.spent)
    start = time.monotonic()
    next(stream)
    first = time.monotonic() - start
    list(stream)
    assert first < 0.6 * (time.monotonic() - start)


def test_what_a_model_thinks_aloud_is_no_reply(ask) -> None:
    thought = '<think>Có lẽ {"text": "bịa", "citations": [9]}. Theo [9] thì vậy.</think>'
    body = Object({"answerable": True, "statements": ITEMS}).text
    assert ask(Text(thought + body))() == WHOLE


def test_a_reply_that_says_there_is_no_answer_is_a_reply(ask) -> None:
    assert ask(Statements([], answerable=False))() == [{"answerable": False}]


def test_a_model_without_json_can_rewrite_a_question(ask) -> None:
    assert ask(Object({"question": "Học phí?"}))(QUESTION) == [{"question": "Học phí?"}]
    assert ask(Text("“Học phí trường tư là bao nhiêu?”\n"))(QUESTION) == [
        {"question": "Học phí trường tư là bao nhiêu?"}
    ]


def test_the_good_statements_of_a_reply_with_a_bad_one_come_and_the_rest_is_told(ask) -> None:
    text = Object({"statements": ITEMS[:1]}).text[:-2] + ', {"text": "x" "y"}]}'
    assert ask(Text(text)).failing() == ("invalid", ITEMS[:1])


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (InvalidJson, "invalid"), (Text('{"answerable": true, '), "invalid"), (Text("   \n"), "empty"),
        (Empty(), "empty"), (Text("Tôi không rõ."), "empty"), (Event([]), "empty"), (Text("{}"), "empty"),
        (Text("x", finish="content_filter"), "declined"), (Empty("content_filter"), "declined"),
        (Event([{"choices": [{"index": 0, "delta": {"refusal": "no"}, "finish_reason": "stop"}]}]), "empty"),
        (Event([{"choices": None}]), "cut"), (Event([{"choices": [{}]}]), "empty"),
        (Event([{"error": {"message": "hỏng"}}]), "broken"), (Event([[1]]), "invalid"),
        (Event(["x"]), "invalid"), (Event([1, None]), "invalid"), (Event([b'{"choices": [{"del']), "invalid"),
    ],
)  # fmt: skip
def test_a_reply_that_is_none_is_told_as_what_it_is(ask, reply, reason) -> None:
    assert ask(reply, retries=0).failing() == (reason, [])


def test_a_reply_cut_by_its_length_gives_what_it_has_and_says_so(ask) -> None:
    reason, came = ask(Statements(ITEMS, finish="length")).failing()
    assert (reason, came[: len(ITEMS)]) == ("cut", ITEMS)


REFUSED = "response_format is not supported"


@pytest.mark.parametrize(
    ("fields", "message", "mode", "requests"),
    [
        ({"response_format"}, REFUSED, "tool", 2),
        ({"response_format", "tools"}, "Unsupported parameter: {field}", "text", 3),
        ({"response_format", "tools", "stream_options"}, "bad request", "text", 4),
        ({"stream_options"}, "Unknown field: {field}", "schema", 2),
        ({"max_tokens"}, "Use 'max_completion_tokens' instead of {field}", "schema", 2),
        ({"temperature"}, "{field} does not support 0", "schema", 2),
        ({"max_tokens", "max_completion_tokens", "temperature"}, "no {field}", "schema", 4),
    ],
)
def test_what_an_endpoint_refuses_is_left_out_and_remembered(ask, fields, message, mode, requests) -> None:
    asked = ask(Without(Statements(ITEMS), frozenset(fields), message))
    assert asked() == WHOLE
    assert len(asked.server.requests) == requests
    assert asked() == WHOLE
    assert len(asked.server.requests) == requests + 1
    assert asked.server.requests[-1].mode == mode
    assert not fields & asked.server.requests[-1].json.keys()


def test_a_form_set_by_hand_is_kept(ask) -> None:
    asked = ask(Without(Statements(ITEMS), frozenset({"response_format"}), REFUSED), output="schema")
    assert asked.failing() == ("refused", [])


def test_a_request_says_what_the_settings_say(ask) -> None:
    asked = ask(
        Statements(ITEMS), max_tokens=99, temperature=0.5, api_key="khoa-bi-mat", small="nho", judge="y"
    )
    asked(), asked(small=True), asked(judge=True)
    first = asked.server.requests[0]
    assert (first.json["max_tokens"], first.json["temperature"], first.json["stream"]) == (99, 0.5, True)
    assert first.headers["authorization"] == "Bearer khoa-bi-mat"
    assert [request.json["model"] for request in asked.server.requests] == ["mau", "nho", "y"]
    assert [message["content"] for message in first.json["messages"]] == [text for _, text in SAID]


def test_a_request_tells_nothing_of_the_machine_or_its_environment(ask, monkeypatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "to-chuc")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "du-an")
    asked = ask(Statements(ITEMS))
    asked()
    headers = asked.server.requests[0].headers
    assert not [name for name in headers if name.startswith(("x-stainless", "openai-"))]
    assert headers["user-agent"] == "hocvu"
    assert headers["authorization"] == "Bearer none"
