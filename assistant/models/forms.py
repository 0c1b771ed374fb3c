"""The form of a request: what an endpoint understands, found out by what it refuses."""

import threading
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from assistant.models.shapes import Shape

Output = Literal["schema", "tool", "text"]
_WEAKER: dict[Output, Output] = {"schema": "tool", "tool": "text"}

_LONG = ("context_length", "context length", "context window", "prompt is too long", "too many tokens")
_ABOUT_OUTPUT = {
    "schema": ("response_format", "json_schema", "json schema", "structured output", "grammar", "guided"),
    "tool": ("tool", "function"),
}


@dataclass(frozen=True)
class Form:
    """``output``: how JSON is asked for. ``usage``: tokens are asked for at the end of the stream.
    ``limit``: what the field for the longest reply is called; empty: it is not sent.
    """

    output: Output = "schema"
    usage: bool = True
    limit: str = "max_tokens"
    temperature: bool = True

    def fields(self, shape: Shape, most_tokens: int, temperature: float) -> dict[str, Any]:
        """The arguments of a call. What LangChain would treat in a way of its own (it parses replies
        to a ``response_format`` itself, and renames ``max_tokens``) goes through ``extra_body``.
        """
        body: dict[str, Any] = {self.limit: most_tokens} if self.limit else {}
        fields: dict[str, Any] = {"stream_usage": self.usage}
        if self.temperature:
            fields["temperature"] = temperature
        if self.output == "schema":
            schema = {"name": shape.name, "strict": True, "schema": dict(shape.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        if self.output == "tool":
            fields["tools"] = [{"type": "function", "function": _function(shape)}]
            fields["tool_choice"] = {"type": "function", "function": {"name": shape.name}}
        return {**fields, "extra_body": body}

    def weaker(self, said: str, *, fixed: bool) -> "Form | None":
        """The form to try after a refusal that was put in the words ``said``; ``None`` where there is
        none left. ``fixed``: how JSON is asked for was set by hand, and stays.
        """
        said = said.lower()
        if any(word in said for word in _LONG):
            return None
        named = [form for word, form in self._without() if word in said and form != self]
        if named:
            return named[0]
        if not fixed and self.output != "text" and any(w in said for w in _ABOUT_OUTPUT[self.output]):
            return replace(self, output=_WEAKER[self.output])
        return self._next(fixed=fixed)

    def _without(self) -> list[tuple[str, "Form"]]:
        """Words of a refusal, and the form without what they name."""
        newer = "max_completion_tokens" if self.limit == "max_tokens" else ""
        return [
            ("stream_options", replace(self, usage=False)),
            ("temperature", replace(self, temperature=False)),
            *([(self.limit, replace(self, limit=newer))] if self.limit else []),
        ]

    def _next(self, *, fixed: bool) -> "Form | None":
        """Nothing was named: leave out one thing after the other, what matters least first."""
        if self.usage:
            return replace(self, usage=False)
        if not fixed and self.output != "text":
            return replace(self, output=_WEAKER[self.output])
        return replace(self, temperature=False) if self.temperature else None


def is_too_long(said: str) -> bool:
    """Whether a refusal says that the prompt is longer than the model reads."""
    return any(word in said.lower() for word in _LONG)


def _function(shape: Shape) -> dict[str, Any]:
    about = "Give the reply in this form."
    return {"name": shape.name, "description": about, "parameters": dict(shape.schema), "strict": True}


@dataclass
class Forms:
    """The form that each model of an endpoint takes, as far as this process knows."""

    first: Form
    _known: dict[str, Form] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, model: str) -> Form:
        """The form for the next call."""
        with self._lock:
            return self._known.get(model, self.first)

    def learn(self, model: str, form: Form) -> None:
        """That model takes this form."""
        with self._lock:
            self._known[model] = form
