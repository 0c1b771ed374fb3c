"""Two wordings of a provision, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


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
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_tidied(_stretches(old, new)))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    for step in Indel.opcodes(old, new):
        gone = "".join(old[step.src_start : step.src_end])
        come = "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal":
            yield Stretch(Mark.SAME, gone)
            continue
        yield Stretch(Mark.DELETED, gone)
        yield Stretch(Mark.INSERTED, come)


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
