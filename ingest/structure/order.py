"""Order tells a unit from a number that only looks like one.

A label counts as a unit when it follows the last one (2 after 1, đ after d, 2a after 2). A
list that starts again inside a unit is text of that unit. Small gaps are let through where
what follows goes on from them: the codification leaves out repealed units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.domain.numbering import ALPHABET, FOREIGN

_PLACES = {
    letter: index + 1 - sum(other in FOREIGN for other in ALPHABET[:index])
    for index, letter in enumerate(ALPHABET)
}
GAP = 3
"""The most clauses or points that a source may leave out in one place."""
_WINDOW = 80


@dataclass(frozen=True, slots=True)
class Rank:
    """Place of a label in its order: ``2a`` is (2, 1), the point ``c1`` is (3, 1).

    ``strong``: the label stands where only a unit begins, so a gap before it is believed.
    """

    major: int
    minor: int = 0
    strong: bool = field(default=False, compare=False)

    @property
    def first(self) -> bool:
        """Whether a list may start here."""
        return self.major == 1 and self.minor == 0

    def follows(self, other: "Rank") -> bool:
        """Whether this label comes right after ``other``."""
        if self.major == other.major:
            return self.minor == other.minor + 1
        return self.minor == 0 and self.major == other.major + 1

    def skips(self, other: "Rank", gap: int = GAP) -> bool:
        """Whether this label comes after ``other`` with a few left out."""
        return self > other and self.major - other.major <= gap and not self.follows(other)

    def __gt__(self, other: "Rank") -> bool:
        return (self.major, self.minor) > (other.major, other.minor)


def number_rank(digits: str, letters: str = "", *, strong: bool = False) -> Rank:
    """Rank of ``5``, ``5a``, ``5đ``."""
    return Rank(int(digits), ALPHABET.index(letters[0]) + 1 if letters else 0, strong)


def point_rank(letters: str, digits: str = "") -> Rank | None:
    """Rank of ``a``, ``đ``, ``c1``, ``aa``; ``None`` for two different letters."""
    if len(set(letters)) != 1:
        return None
    round_ = (len(letters) - 1) * (len(ALPHABET) - len(FOREIGN))
    return Rank(_PLACES[letters[0]] + round_, int(digits or 0), strong=True)


def in_order(ranks: Sequence[Rank], gap: int = GAP) -> list[int]:
    """Indexes of those labels that make one running list; the rest are text.

    >>> in_order([Rank(1), Rank(7), Rank(2), Rank(1), Rank(2), Rank(3), Rank(3)])
    [0, 2, 6]
    """
    chosen: list[int] = []
    current: Rank | None = None
    nested: Rank | None = None
    for index, rank in enumerate(ranks):
        fits = _starts(ranks, index) if current is None else rank.follows(current)
        if nested is not None and rank.follows(nested) and not (fits and not _again(ranks, index)):
            nested = rank
        elif fits or (current is not None and nested is None and _bridges(ranks, index, current, gap)):
            chosen.append(index)
            current, nested = rank, None
        elif rank.first and current is not None:
            nested = rank
    return chosen


def _starts(ranks: Sequence[Rank], index: int) -> bool:
    """A list starts at 1 or a, or late where its first units are gone and it goes on."""
    rank = ranks[index]
    if rank.first:
        return True
    late = rank.major <= GAP and not any(other.first for other in ranks[index : index + _WINDOW])
    return late and index + 1 < len(ranks) and ranks[index + 1].follows(rank)


def _again(ranks: Sequence[Rank], index: int) -> bool:
    """Whether the label stands once more before another list starts: then that one is meant."""
    for other in ranks[index + 1 : index + _WINDOW]:
        if other.first:
            return False
        if other == ranks[index]:
            return True
    return False


def _bridges(ranks: Sequence[Rank], index: int, current: Rank, gap: int) -> bool:
    """A gap is believed when the missing label never comes, and the one after the gap is
    strong or is gone on from.
    """
    rank = ranks[index]
    if not rank.skips(current, gap):
        return False
    later = ranks[index + 1 : index + _WINDOW]
    if any(other.follows(current) for other in later):
        return False
    return rank.strong or (bool(later) and later[0].follows(rank))
