"""What a model writes, turned into objects while it is still writing."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.models.objects import Objects
from assistant.models.sentences import Sentences
from assistant.models.shapes import Shape

_THINKING = re.compile(r"<(/?)think(?:ing)?>$", re.IGNORECASE)
_LONGEST_TAG = len("</thinking>")
_LONGEST_SINGLE = 2_000


class Reader:
    """Reads one reply. What a model thinks aloud (``<think>``) is not part of it."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._objects = Objects(shape.items)
        self._sentences = Sentences()
        self._plain: list[str] = []
        self._tag = ""
        self._thinking = False
        self._brace = False
        self.given = 0

    @property
    def is_broken(self) -> bool:
        """Whether something looked like an object and could not be read."""
        return self._objects.broken > 0 or self._objects.is_inside

    def feed(self, text: str) -> Iterator[dict[str, Any]]:
        """The objects that ``text`` completes."""
        for char in text:
            self._take(char)
            if self._objects.found:
                yield from self._give()
        if self._shape.takes_sentences and not self._objects.is_inside:
            yield from self._counted(self._sentences.feed(self._said()))

    def end(self) -> Iterator[dict[str, Any]]:
        """What is left when the reply is over."""
        if self._objects.is_inside:
            return
        if self._shape.takes_sentences:
            yield from self._counted(self._sentences.feed(self._said()) + self._sentences.end())
        elif self._shape.single and not self.given and (text := _single(self._said())):
            yield from self._counted([{self._shape.single: text}])

    def _take(self, char: str) -> None:
        if self._objects.is_inside:
            self._objects.take(char)
        elif self._brace and not char.isspace():
            self._after_brace(char)
        elif char == "{" and not self._thinking:
            self._brace = True
        else:
            self._outside(char)

    def _after_brace(self, char: str) -> None:
        """A bracket in plain words opens no object: one that does has a key, or nothing, after it."""
        if char == "{":
            return self._outside(char)
        self._brace = False
        if char in '"}':
            self._sentences.drop()
            self._plain = []
            self._objects.begin()
            self._objects.take(char)
        else:
            self._outside("{")
            self._outside(char)
        return None

    def _outside(self, char: str) -> None:
        self._plain.append(char)
        self._tag = (self._tag + char)[-_LONGEST_TAG:]
        if char == ">" and (tag := _THINKING.search(self._tag)):
            self._thinking = not tag[1]
            self._sentences.drop()
            self._plain = []

    def _said(self) -> str:
        if self._thinking:
            return ""
        said, self._plain = "".join(self._plain), []
        return said

    def _give(self) -> Iterator[dict[str, Any]]:
        found, self._objects.found = self._objects.found, []
        yield from self._counted(found)

    def _counted(self, found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for value in found:
            self.given += 1
            yield value


def _single(said: str) -> str:
    """The first line with words, without the quotation marks or the code fence around it."""
    lines = (line.strip().strip("`\"“”'").strip() for line in said[:_LONGEST_SINGLE].splitlines())
    return next((line for line in lines if any(char.isalnum() for char in line)), "")
