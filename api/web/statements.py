"""The statements of an answer as the page lays them out: steps together, each chip where it is new."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.domain.answer import WRITTEN, Answer, Part, Statement

_QUOTED = re.compile(r"(“[^”]*”)")


@dataclass(frozen=True)
class Shown:
    """A statement with the indexes of the citations that stand under it."""

    text: str
    chips: tuple[int, ...]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Its words in turn with quotations, which are Vietnamese in every language."""
        return [(piece, piece.startswith("“")) for piece in _QUOTED.split(self.text) if piece]


@dataclass(frozen=True)
class Group:
    """Statements of one part that follow each other; ``start``: the number of the first, for steps."""

    part: Part
    shown: tuple[Shown, ...]
    start: int = 1

    @property
    def is_written(self) -> bool:
        """Whether a model wrote them: plain words then, whatever stands in them."""
        return self.part in WRITTEN


def layout(answer: Answer) -> list[Group]:
    """The groups of an answer in their order."""
    groups: list[Group] = []
    steps = 1
    for part, pairs in groupby(_with_chips(answer.statements), lambda pair: pair[0].part):
        shown = tuple(Shown(one.text, chips) for one, chips in pairs)
        groups.append(Group(part, shown, steps))
        steps += len(shown) if part is Part.STEP else 0
    return groups


def _with_chips(statements: Iterable[Statement]) -> Iterator[tuple[Statement, tuple[int, ...]]]:
    """Each statement with its chips: none that the one before has, and under a line on validity none
    that stands further up.
    """
    seen: set[int] = set()
    before: tuple[int, ...] = ()
    for one in statements:
        told = one.citations == before or (one.part is Part.VALIDITY and seen.issuperset(one.citations))
        yield one, () if told else one.citations
        before = one.citations
        seen.update(one.citations)
