"""Whole sentences of what is cited: they need no other check than the words themselves.

A sentence that goes on with a lead above it ("Các hành vi bị nghiêm cấm:") is whole only with it;
such an item stands by itself where its lead denies nothing.
"""

import re
from collections.abc import Sequence

from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.polarity import is_banned
from assistant.answering.verification.source import Part, Source, source_of
from assistant.domain.answer import Citation
from assistant.domain.words import nfc

_MARK = re.compile(r"^\s*(?:\d{1,3}[a-zđ]?\.|[a-zđ]\d?\)|[-–+•*])\s+")
_DENIES = frozenset({Kind.BAN, Kind.NOT, Kind.EXCEPT, Kind.FREED})


def is_whole_sentence(text: str, cited: Sequence[Citation]) -> bool:
    """Whether ``text`` is one or more whole sentences of a quotation, in order and side by side."""
    said = _plain(text)
    if not said:
        return False
    source = source_of(cited)
    return any(_is_run(said, run, source) for run in _runs(source))


def _runs(source: Source) -> list[list[tuple[Part, str]]]:
    """The sentences of each quotation in order, as plain words."""
    runs: list[list[tuple[Part, str]]] = [[] for _ in source.citations]
    for part in source.parts:
        if part.made:
            continue
        text = source.readings[part.citation].text
        words = text[part.tokens[0].start : part.tokens[-1].end]
        runs[part.citation].append((part, _plain(words)))
    return runs


def _is_run(said: str, run: Sequence[tuple[Part, str]], source: Source) -> bool:
    for at, (part, words) in enumerate(run):
        if not said.startswith(words) or _needs_lead(part, source):
            continue
        joined, end = words, at + 1
        while joined != said and end < len(run) and said.startswith(joined):
            joined, end = f"{joined} {run[end][1]}", end + 1
        if joined == said:
            return True
    return False


def _needs_lead(part: Part, source: Source) -> bool:
    return is_banned(part, source) or any(token.kind in _DENIES for token in part.leads)


def _plain(text: str) -> str:
    """Words in a line without the mark of an item and the mark that ends a sentence."""
    lines = (_MARK.sub("", line) for line in nfc(text).split("\n"))
    return re.sub(r"[.;:,]+(?=\s|$)", "", " ".join(" ".join(lines).split())).strip()
