"""What a model wrote, read with caution: a text, the tokens it names, and what part it is.

Models write tokens as numbers, as "1", as "[1]", and into the text as well; all mean the same. What
has no text, or a part that is no part, is still read: whether it may be shown is decided later.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.answer import WRITTEN, Part
from assistant.domain.words import nfc

LONGEST = 1_200
"""Characters of a statement that are looked at; nothing that long is shown."""

_MARK = re.compile(r"\s*\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]")
_DIGITS = re.compile(r"\d{1,4}")
_MOST_TOKENS = 12


@dataclass(frozen=True)
class Draft:
    """A statement as it was written. ``tokens``: what it names, in order; one that cannot be read
    is 0, which names nothing.
    """

    text: str
    tokens: tuple[int, ...]
    part: Part


def draft_of(item: Mapping[str, object]) -> Draft | None:
    """The statement that an object holds; ``None`` where it holds none."""
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    words = nfc(text)[: LONGEST + 1]
    marks = (int(digit) for mark in _MARK.findall(words) for digit in _DIGITS.findall(mark))
    tokens = dict.fromkeys([*_tokens(item.get("citations")), *marks])
    return Draft(_without_marks(words), tuple(tokens)[:_MOST_TOKENS], _part(item.get("part")))


def says_it_cannot(item: Mapping[str, object]) -> bool:
    """Whether an object of the reply says that what was given does not answer the question."""
    return item.get("answerable") is False


def _without_marks(text: str) -> str:
    return " ".join(_MARK.sub("", text).split())


def _tokens(value: object) -> Iterator[int]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, bool) or each is None:
            continue
        if isinstance(each, int):
            yield each if 0 < each < 10_000 else 0
        elif isinstance(each, str):
            found = _DIGITS.findall(each)
            yield from map(int, found) if found else (0,)
        else:
            yield 0


def _part(value: object) -> Part:
    """A part that a model may write; anything else is a detail."""
    parts = {part.value: part for part in WRITTEN}
    return parts.get(value, Part.DETAIL) if isinstance(value, str) else Part.DETAIL
