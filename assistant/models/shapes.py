"""The form that a reply is wanted in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Shape:
    """A JSON object that a model is asked for: its name and its JSON schema.

    Where the schema has a list of objects, each of them is given out as soon as it has come. Where
    these have ``text`` and ``citations``, plain sentences with [1] marks are taken for such objects;
    where the schema is a single text, plain words are taken for it.
    """

    name: str
    schema: Mapping[str, Any]

    @cached_property
    def items(self) -> str:
        """The key of the list of objects; empty where there is none."""
        return next((key for key, value in self._fields.items() if _lists_objects(value)), "")

    @cached_property
    def takes_sentences(self) -> bool:
        """Whether marked sentences can stand for the objects of the list."""
        fields = self._fields.get(self.items, {}).get("items", {}).get("properties", {})
        return {"text", "citations"} <= set(fields)

    @cached_property
    def single(self) -> str:
        """The key of the only field, where it is a text."""
        only = len(self._fields) == 1 and next(iter(self._fields.items()))
        return only[0] if only and only[1].get("type") == "string" else ""

    @property
    def _fields(self) -> Mapping[str, Any]:
        fields: Mapping[str, Any] = self.schema.get("properties", {})
        return fields


def _lists_objects(field: Mapping[str, Any]) -> bool:
    return bool(field.get("type") == "array" and field.get("items", {}).get("type") == "object")
