"""Plain sentences with [1] marks, for models that write no JSON."""

import re
from collections.abc import Iterator
from typing import Any

_MARK = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_BOUNDARY = re.compile(r"\n+|(?<=[.!?…\]])[”\"’)]*[ \t]+(?=\S)")
_BULLET = re.compile(r"^(?:[-*•–]|#{1,6}|\d{1,2}[.)]|[a-zđ]\))\s+")
_SHORT = re.compile(r"(?:^|[\s(])(?:\d{1,2}|\w|\w{1,2}[gptT]|TP|TT|NĐ|QĐ|Đ)\.$")
"""What ends with a full stop that ends no sentence: a numeral of a list, "TT.", "tr.", "TP."."""


class Sentences:
    """Reads marked sentences from text as it comes: ``{"text": ..., "citations": [1]}`` each.

    Sentences without a mark are held until one with a mark shows that the model does write so.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._held: list[dict[str, Any]] = []
        self._marked = False

    def feed(self, text: str) -> list[dict[str, Any]]:
        """The sentences that ``text`` completes."""
        self._rest += text
        ready = list(self._complete())
        return self._released(ready)

    def end(self) -> list[dict[str, Any]]:
        """What is left when nothing more comes."""
        rest, self._rest = self._rest, ""
        return self._released([rest])

    def drop(self) -> None:
        """Forget what was read and not given out: it was said around an object."""
        self._rest, self._held = "", []

    def _complete(self) -> Iterator[str]:
        at = 0
        while (found := _BOUNDARY.search(self._rest, at)) is not None:
            before, after = self._rest[: found.start()], self._rest[found.end() :]
            if not after:  # what follows decides
                return
            if "\n" not in found[0] and not _parts(before, after):
                at = found.end()
                continue
            yield self._rest[: found.end()]
            self._rest, at = after, 0

    def _released(self, texts: list[str]) -> list[dict[str, Any]]:
        said = [sentence for text in texts if (sentence := _read(text)) is not None]
        self._held += said
        self._marked = self._marked or any(sentence["citations"] for sentence in said)
        if not self._marked:
            return []
        released, self._held = self._held, []
        return released


def _parts(before: str, after: str) -> bool:
    """Whether a sentence ends between the two."""
    if after[0] == "[":  # the marks of the sentence before
        return False
    if _SHORT.search(before):
        return False
    return after[0].isupper() or after[0].isdigit() or after[0] in "“\"'(-*•–"


def _read(text: str) -> dict[str, Any] | None:
    tokens = [int(token) for mark in _MARK.finditer(text) for token in re.findall(r"\d+", mark[1])]
    said = _MARK.sub("", text).replace("**", "").strip()
    while (bullet := _BULLET.match(said)) is not None:
        said = said[bullet.end() :]
    if not any(char.isalnum() for char in said):
        return None
    return {"text": said, "citations": list(dict.fromkeys(tokens))}
