"""A language model of syllables and pairs of neighbours, counted in the official packages.

One file, ``language.npz``, made by ``assistant.retrieval.counting``:

- ``syllables``: UTF-8, a syllable a line, the frequent ones first; ``0`` stands for every number.
- ``single``: uint8, cost of each syllable by itself; ``backoff``: uint8, what a pair costs more
  than its second syllable where the pair is not kept.
- ``pairs``: uint32, gaps between the sorted keys ``first * syllables + second`` of the pairs that
  are kept; ``costs``: uint8, the cost of each.

Costs are negative logarithms of probabilities in steps of ``1 / STEPS`` nats.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.domain.words import fold_syllables
from assistant.retrieval.letters import Parts, parts

STEPS = 12
NUMBER = "0"
UNKNOWN = -1
UNKNOWN_COST = 17.0
"""Nats that a word outside the model costs, the same after every word."""

SHIPPED = Path(__file__).with_name("language.npz")

Costs = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Language:
    """Costs in nats. Syllables are numbered; ``UNKNOWN`` stands for any other word."""

    syllables: tuple[str, ...]
    single: Costs
    backoff: Costs
    keys: Ids
    costs: npt.NDArray[np.uint8]

    @classmethod
    def read(cls, file: Path) -> "Language":
        """Read a model's file: about 30 ms."""
        with np.load(file) as arrays:
            syllables = tuple(arrays["syllables"].tobytes().decode().split("\n"))
            single = arrays["single"].astype(np.float32) / STEPS
            backoff = arrays["backoff"].astype(np.float32) / STEPS
            keys = np.cumsum(arrays["pairs"], dtype=np.int64)
            costs = arrays["costs"]
        unknown = np.array([UNKNOWN_COST], np.float32)
        nothing = np.zeros(1, np.float32)
        return cls(
            syllables, np.concatenate([single, unknown]), np.concatenate([backoff, nothing]), keys, costs
        )

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each syllable."""
        return {syllable: number for number, syllable in enumerate(self.syllables)}

    @cached_property
    def by_parts(self) -> dict[Parts, int]:
        """Syllables by letters and tone."""
        return {parts(syllable): number for number, syllable in enumerate(self.syllables)}

    @cached_property
    def by_skeleton(self) -> dict[str, list[int]]:
        """Syllables by their letters without any diacritic, the frequent ones first."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, skeleton in enumerate(fold_syllables(self.syllables)):
            found[skeleton].append(number)
        return dict(found)

    @cached_property
    def by_deletion(self) -> dict[str, list[str]]:
        """Skeletons by what is left of them when one letter is dropped."""
        found: dict[str, list[str]] = defaultdict(list)
        for skeleton in self.by_skeleton:
            for left in deletions(skeleton):
                found[left].append(skeleton)
        return dict(found)

    def between(self, first: Ids, second: Ids) -> tuple[Costs, npt.NDArray[np.bool_]]:
        """What each of ``second`` costs after each of ``first`` (the arrays are broadcast), and
        whether the pair is kept.
        """
        keys = first * len(self.syllables) + second
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        kept = (self.keys[place] == keys) & (first >= 0) & (second >= 0)
        costs = np.where(
            kept, self.costs[place] / np.float32(STEPS), self.single[second] + self.backoff[first]
        )
        return costs, kept


def deletions(word: str) -> set[str]:
    """``word`` with one letter dropped, each once."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@cache
def shipped_language() -> Language:
    """The model in this package, read when it is first needed."""
    return Language.read(SHIPPED)
