"""JSON objects out of a text that is still being written.

A model that is asked for JSON may write just that, or put it into fenced code, say something
before and after it, write one object a line, or wrap it once more; all of it is read alike: by its
brackets and strings, character by character, each object as soon as it closes.
"""

import json
from dataclasses import dataclass, field
from typing import Any

_DEEPEST = 32
"""Brackets inside one another; a reply needs five."""

_CLOSES = {"}": "{", "]": "["}


@dataclass
class _Open:
    """A bracket that is not closed yet: ``at``: where it stands in the kept text; ``key``: what it is
    the value of. ``listing``: the list that is wanted stands in it. ``holds``: something in it does.
    """

    bracket: str
    at: int
    key: str = ""
    listing: bool = False
    holds: bool = False


@dataclass
class Objects:
    """Reads objects from text as it comes.

    ``items``: the key of the list whose objects are given out one by one, and the object around them
    after them, without that list. ``broken``: objects that are no JSON.
    """

    items: str = ""
    broken: int = 0
    found: list[dict[str, Any]] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _string: list[str] | None = None
    _escaped: bool = False
    _last: str = ""
    _key: str = ""

    @property
    def is_inside(self) -> bool:
        """Whether an object has begun that is not closed yet."""
        return bool(self._open)

    def begin(self) -> None:
        """An object starts: its bracket has been read."""
        self._kept = ["{"]
        self._open = [_Open("{", 0)]
        self._string, self._key, self._last = None, "", ""

    def take(self, char: str) -> None:
        """The next character inside an object; those that it completes join ``found``."""
        self._kept.append(char)
        if self._string is not None:
            self._in_string(char)
        elif char == '"':
            self._string = []
        elif char == ":":
            self._key = self._last
        elif char in "{[":
            self._opened(char)
        elif char in "}]":
            self._closed(char)

    def _in_string(self, char: str) -> None:
        assert self._string is not None  # noqa: S101  called inside of a string only
        if self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._last, self._string = "".join(self._string), None
            return
        self._string.append(char)

    def _opened(self, bracket: str) -> None:
        key = self._key if self._open[-1].bracket == "{" else ""
        self._key = ""
        if bracket == "[" and key and key == self.items:
            self._open[-1].listing = True
            for around in self._open:
                around.holds = True
        self._open.append(_Open(bracket, len(self._kept) - 1, key))
        if len(self._open) > _DEEPEST:
            self._give_up()

    def _closed(self, bracket: str) -> None:
        if self._open[-1].bracket != _CLOSES[bracket]:
            return self._give_up()
        closed = self._open.pop()
        if bracket == "}" and self._is_wanted(closed):
            self._read(closed)
        if not self._open:
            self._kept = []
        return None

    def _is_wanted(self, closed: _Open) -> bool:
        if closed.listing:
            return True
        if not self._open:
            return not closed.holds
        around = self._open[-1]
        return around.bracket == "[" and bool(around.key) and around.key == self.items

    def _read(self, closed: _Open) -> None:
        text = "".join(self._kept[closed.at :])
        value = parsed(text)
        if value is None:
            self.broken += 1
            return
        if closed.listing:
            value.pop(self.items, None)
        if value:
            self.found.append(value)

    def _give_up(self) -> None:
        """This is no JSON: look for the next object."""
        self.broken += 1
        self._open, self._kept, self._string = [], [], None


def parsed(text: str) -> dict[str, Any] | None:
    """An object from its text; line breaks inside strings and a comma before a closing bracket are
    forgiven, as models write them. ``None`` where it is no JSON.
    """
    for attempt in (text, _without_trailing_commas(text)):
        try:
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return None


def _without_trailing_commas(text: str) -> str:
    kept: list[str] = []
    inside = escaped = False
    for char in text:
        if not inside and char in "}]":
            while kept and kept[-1].isspace():
                kept.pop()
            if kept and kept[-1] == ",":
                kept.pop()
        kept.append(char)
        if char == '"' and not escaped:
            inside = not inside
        escaped = inside and char == "\\" and not escaped
    return "".join(kept)
