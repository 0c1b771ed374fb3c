"""Titles as fields, in the form in which LibreChat asks for them (its way "structured")."""

import json

import pytest
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field

from tests.api.serving import data_events

QUESTION = "Khi nào sinh viên được bảo lưu kết quả học tập đã có từ trước?"
PROMPT = (
    "Look at this conversation and give its language and a concise title in that language.\n\n"
    "User: {question}\nAI: Theo khoản 2 Điều 5: …"
)
SAID = {"role": "user", "content": PROMPT.format(question=QUESTION)}
SCHEMA = {
    "type": "object",
    "properties": {"language": {"type": "string"}, "title": {"type": "string"}},
    "required": ["language", "title"],
    "additionalProperties": False,
}
TITLE_ALONE = {"type": "object", "properties": {"title": {"type": "string"}}}
TOOL = {"type": "function", "function": {"name": "extract", "parameters": SCHEMA}}
NAMED = {"type": "function", "function": {"name": "extract"}}
TITLE = "Khi nào sinh viên được bảo lưu kết quả…"


def formatted(schema: dict) -> dict:
    return {"type": "json_schema", "json_schema": {"name": "extract", "strict": True, "schema": schema}}


def ask(http, **body):
    return http.post("/v1/chat/completions", json={"model": "hoc-vu", "messages": [SAID]} | body)


def message(http, **body) -> dict:
    response = ask(http, **body)
    assert response.status_code == 200, response.text
    return response.json()["choices"][0]["message"]


class Titled(BaseModel):
    """A title and a language, as a program's own class has them."""

    language: str = Field(description="The language of the conversation")
    title: str = Field(description="A concise title")


@pytest.mark.parametrize("method", ["json_schema", "function_calling"])
def test_a_program_built_on_langchain_gets_its_title(site, door, method):
    model = ChatOpenAI(model="hoc-vu-can-bo", base_url=f"{site}/v1", api_key="x", max_retries=0)
    told = model.with_structured_output(Titled, method=method).invoke(SAID["content"])
    assert told == Titled(language="Vietnamese", title=TITLE)
    assert door.asked == []


def test_only_the_fields_of_the_schema_are_given(http):
    told = json.loads(message(http, response_format=formatted(TITLE_ALONE))["content"])
    assert told == {"title": TITLE}


def test_the_language_is_that_of_the_question(http):
    said = SAID | {"content": PROMPT.format(question="When may a student take a leave of absence?")}
    told = json.loads(message(http, response_format=formatted(SCHEMA), messages=[said])["content"])
    assert told["language"] == "English"
    assert told["title"].startswith("When may a student")


@pytest.mark.parametrize("choice", [NAMED, "required"])
def test_a_tool_that_must_be_called_is_called_with_the_fields(http, choice):
    told = message(http, tools=[TOOL], tool_choice=choice)
    (call,) = told["tool_calls"]
    assert told["content"] is None
    assert (call["type"], call["function"]["name"]) == ("function", "extract")
    assert json.loads(call["function"]["arguments"]) == {"language": "Vietnamese", "title": TITLE}


@pytest.mark.parametrize(
    "form", [{"response_format": formatted(SCHEMA)}, {"tools": [TOOL], "tool_choice": NAMED}]
)
def test_a_title_is_streamed_too(http, door, form):
    told = ask(http, stream=True, stream_options={"include_usage": True}, **form)
    *events, done = data_events(told.text)
    deltas = [choice["delta"] for event in events for choice in json.loads(event)["choices"]]
    calls = [call for delta in deltas for call in delta.get("tool_calls", ())]
    text = "".join(delta.get("content", "") for delta in deltas)
    fields = calls[0]["function"]["arguments"] if calls else text
    assert (json.loads(fields)["title"], done) == (TITLE, "[DONE]")
    assert json.loads(events[-1])["usage"]["total_tokens"] == 0
    assert door.asked == []


def test_where_nobody_is_quoted_the_title_says_what_the_service_is_for(http):
    said = SAID | {"content": "Name this conversation."}
    told = json.loads(message(http, response_format=formatted(TITLE_ALONE), messages=[said])["content"])
    assert told == {"title": "Hỏi đáp quy định giáo dục"}


@pytest.mark.parametrize(
    ("form", "param"),
    [
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        ({"response_format": formatted({"type": "object", "properties": {}})}, "response_format"),
        (
            {"response_format": formatted(SCHEMA | {"properties": {"title": {}, "answer": {}}})},
            "response_format",
        ),
        ({"tools": [TOOL, TOOL], "tool_choice": NAMED}, "tool_choice"),
        (
            {"tools": [TOOL], "tool_choice": {"type": "function", "function": {"name": "other"}}},
            "tool_choice",
        ),
        ({"tools": [], "tool_choice": "required"}, "tool_choice"),
    ],
)
def test_other_forms_stay_refused(http, door, form, param):
    response = ask(http, **form)
    assert (response.status_code, response.json()["error"]["param"]) == (400, param)
    assert door.asked == []


def test_a_tool_that_need_not_be_called_is_not(http, door):
    assert "tool_calls" not in message(
        http, tools=[TOOL], tool_choice="auto", messages=[SAID | {"content": "Học phí?"}]
    )
    assert door.asked == ["Học phí?"]
