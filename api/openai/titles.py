"""Titles that a program wants as fields: LibreChat's way "structured".

Such a request shows in its form, not in its words, which may be anybody's own: a JSON schema of a
title alone, or of a title and the language of the conversation, as ``response_format`` or as the
one tool that must be called. It is answered by rule, as other chores are (``tasks``).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from api.openai.requests import ChatCompletionRequest
from api.openai.tasks import question_said, title_of
from assistant.answering.english import is_english

_Form = TypeVar("_Form", bound=BaseModel)

_NAMES = frozenset({"title", "language"})
_LANGUAGES = {False: "Vietnamese", True: "English"}
"""As the schema wants it, which is in English: "the detected language of the conversation"."""


class _Schema(BaseModel):
    type: Literal["object"]
    properties: dict[str, Any]

    @property
    def is_title(self) -> bool:
        return "title" in self.properties and self.properties.keys() <= _NAMES


class _JsonSchema(BaseModel):
    body: _Schema = Field(alias="schema")


class _Format(BaseModel):
    type: Literal["json_schema"]
    json_schema: _JsonSchema


class _Function(BaseModel):
    name: str
    parameters: _Schema


class _Tool(BaseModel):
    type: Literal["function"]
    function: _Function


class _Named(BaseModel):
    name: str


class _Choice(BaseModel):
    type: Literal["function"]
    function: _Named


class _Forced(BaseModel):
    """The one tool there is, which must be called: by its name, or because one must be."""

    tools: Annotated[list[_Tool], Field(min_length=1, max_length=1)]
    tool_choice: _Choice | Literal["required"]

    @property
    def tool(self) -> _Tool | None:
        only, choice = self.tools[0], self.tool_choice
        return only if choice == "required" or choice.function.name == only.function.name else None


@dataclass(frozen=True)
class Title:
    """A title's fields as JSON; ``tool``: the name of the one to call with them, if any."""

    fields: str
    tool: str = ""


def title_wanted(request: ChatCompletionRequest) -> Title | None:
    """The title that a request wants as fields; ``None`` where it wants none.

    Raises ``WrongParameter`` where nobody says anything in it.
    """
    for schema, tool in _wanted(request):
        if schema.is_title:
            text = request.messages[request.last_of_user()].text
            return Title(_fields(question_said(text), schema), tool)
    return None


def _wanted(request: ChatCompletionRequest) -> Iterator[tuple[_Schema, str]]:
    """The schemas that a reply must have, with the tool that each is of."""
    wanted = _read(_Format, request.response_format)
    if wanted is not None:
        yield wanted.json_schema.body, ""
    forced = _read(_Forced, {"tools": request.tools, "tool_choice": request.tool_choice})
    if forced is not None and forced.tool is not None:
        yield forced.tool.function.parameters, forced.tool.function.name


def _read(form: type[_Form], value: object) -> _Form | None:
    """A value in a form; ``None`` where it has another."""
    try:
        return form.model_validate(value)
    except ValidationError:
        return None


def _fields(question: str, schema: _Schema) -> str:
    told = {"title": title_of(question), "language": _LANGUAGES[is_english(question)]}
    return json.dumps({name: told[name] for name in schema.properties}, ensure_ascii=False)
