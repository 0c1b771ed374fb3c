"""A prompt: messages with places for variables, one file a version.

    name: official
    version: 1
    released: 2026-11-24
    purpose: ...
    variables: {question: what it is, ...}
    messages:
      - role: system
        text: ...

Whatever is put in for a variable is data: it is escaped (``blocks``), unless it is made of blocks.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

import yaml
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prompts.blocks import Blocks, escaped, in_head

Role = Literal["system", "user", "assistant"]
_HASH_DIGITS = 16


class PromptError(Exception):
    """A prompt that is not there or not as it must be, or variables that do not fit it."""


class Said(NamedTuple):
    """What is said to a model, and who says it."""

    role: Role
    text: str


class Message(BaseModel):
    """A message before its variables are put in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    text: str = Field(min_length=1)


class _File(BaseModel):
    """What stands in the file of a version."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    version: int = Field(ge=1)
    released: date
    purpose: str
    variables: dict[str, str]
    messages: tuple[Message, ...] = Field(min_length=1, strict=False)


class Prompt(_File):
    """One version of a prompt. ``variables``: what each is; ``hash``: of its file."""

    hash: str

    @classmethod
    def parse(cls, source: str) -> "Prompt":
        """The prompt that a file holds. Raises ``PromptError`` where it is not as it must be."""
        try:
            prompt = cls(**_File(**yaml.safe_load(source)).model_dump(), hash=hash_of(source))
        except (yaml.YAMLError, ValidationError, TypeError) as error:
            raise PromptError(f"not a prompt: {error}") from error
        prompt._check()
        return prompt

    def render(self, **variables: object) -> tuple[Said, ...]:
        """The messages with ``variables`` put in.

        Texts, numbers, blocks, and sequences and mappings of these. Raises ``PromptError`` with the
        names of variables that are missing, or that the prompt does not have.
        """
        self._expect("missing", self.variables.keys() - variables.keys())
        self._expect("unknown", variables.keys() - self.variables.keys())
        try:
            return tuple(Said(role, template.render(**variables)) for role, template in self._templates)
        except TemplateError as error:
            raise PromptError(f"{self.name}/{self.version}: {error}") from error

    @cached_property
    def _templates(self) -> tuple[tuple[Role, Template], ...]:
        return tuple((message.role, _ENVIRONMENT.from_string(message.text)) for message in self.messages)

    def _check(self) -> None:
        """The variables that are declared are those that are used."""
        used = set(self._used())
        self._expect("undeclared", used - self.variables.keys())
        self._expect("unused", self.variables.keys() - used)

    def _used(self) -> Iterator[str]:
        try:
            for message in self.messages:
                yield from find_undeclared_variables(_ENVIRONMENT.parse(message.text))
        except TemplateError as error:
            raise PromptError(f"{self.name}/{self.version}: {error}") from error

    def _expect(self, what: str, names: set[str]) -> None:
        if names:
            told = ", ".join(sorted(names))
            raise PromptError(f"{self.name}/{self.version}: {what} variables: {told}")


def hash_of(source: str) -> str:
    """The hash of a file, the same however its lines end."""
    text = source.replace("\r\n", "\n")
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_DIGITS]


def _put_in(value: Any) -> str:  # noqa: ANN401  whatever a variable holds
    """What stands in a prompt for a value."""
    if isinstance(value, Blocks):
        return value
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, naming what is missing
    raise TemplateError(f"a {type(value).__name__} cannot be said")


def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # what is put in is escaped by ``finalize``, as prompts want it
        finalize=_put_in,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.clear()
    made.filters = {"head": in_head, "default": made.filters["default"]}
    return made


_ENVIRONMENT = _environment()
