"""Two wordings of a provision, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^.;\n]*[.;\n]+|[^.;\n]+")
_AT_ONCE = 400_000_000
"""The most pairs that are compared: a bit of memory each."""


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Stretch:
    """A stretch of words and what became of it."""

    mark: Mark
    text: str


def compare_words(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches that lead from ``before`` to ``after``: those that are the same or deleted
    put together are the one text, the same and the inserted the other.
    """
    tidied = groupby(_tidied(_compared(before, after)), key=lambda stretch: stretch.mark)
    return tuple(Stretch(mark, "".join(one.text for one in alike)) for mark, alike in tidied)


def _compared(before: str, after: str) -> Iterator[Stretch]:
    """Word by word; texts too long for that sentence by sentence, and then the words of those
    that changed.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) <= _AT_ONCE:
        yield from _stretches(old, new)
        return
    for same, stretches in groupby(_by_sentences(before, after), key=lambda one: one.mark is Mark.SAME):
        found = list(stretches)
        yield from found if same else _changed(_joined(found, Mark.DELETED), _joined(found, Mark.INSERTED))


def _by_sentences(before: str, after: str) -> Iterator[Stretch]:
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if len(old) * len(new) <= _AT_ONCE:
        return _stretches(old, new)
    return _change(before, after)


def _changed(gone: str, come: str) -> Iterator[Stretch]:
    """The words of sentences that changed, unless they are still too many."""
    old, new = _TOKEN.findall(gone), _TOKEN.findall(come)
    return _stretches(old, new) if len(old) * len(new) <= _AT_ONCE else _change(gone, come)


def _joined(stretches: list[Stretch], mark: Mark) -> str:
    return "".join(one.text for one in stretches if one.mark is mark)


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            yield Stretch(Mark.SAME, "".join(old[step.src_start : step.src_end]))
        else:
            gone, come = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
            yield from _change("".join(gone), "".join(come))


def _tidied(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbouring changes as one deletion and one insertion. A blank alone between two changes
    goes with them: "hai ba" to "ba bốn" reads better than letter by letter.
    """
    gone, come = "", ""
    waiting = ""
    for stretch in stretches:
        if stretch.mark is Mark.SAME and (stretch.text.strip() or not (gone or come)):
            yield from _change(gone, come)
            if waiting:
                yield Stretch(Mark.SAME, waiting)
            gone, come, waiting = "", "", ""
            yield stretch
        elif stretch.mark is Mark.SAME:
            waiting += stretch.text
        elif stretch.text:
            gone += waiting + (stretch.text if stretch.mark is Mark.DELETED else "")
            come += waiting + (stretch.text if stretch.mark is Mark.INSERTED else "")
            waiting = ""
    yield from _change(gone, come)
    if waiting:
        yield Stretch(Mark.SAME, waiting)


def _change(gone: str, come: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch(Mark.DELETED, gone)
    if come:
        yield Stretch(Mark.INSERTED, come)
