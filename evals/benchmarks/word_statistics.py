"""How syllables and pairs of them are spread over the articles of a library (Zipf, Heaps)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.domain.document import Document
from assistant.domain.words import syllables
from assistant.library.rows import RANKABLE
from assistant.retrieval.terms import JOINT, terms

_RANKS = (1, 10, 100, 1_000, 10_000, 100_000)
_SIZES = (1_000, 10_000, 50_000)


@dataclass
class Spread:
    """In how many articles each term stands, and how the number of terms grew."""

    frequencies: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    grown: dict[int, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Spread":
        """Count the articles of ``documents``."""
        spread = cls()
        for document in documents:
            for unit in document.provisions:
                if unit.kind in RANKABLE:
                    spread.add(f"{unit.heading}\n{unit.text}")
        return spread

    def add(self, text: str) -> None:
        """Count an article."""
        words = syllables(text)
        self.frequencies.update(set(terms(text)))
        self.lengths.append(len(words))
        self.different.append(len(set(words)))
        if len(self.lengths) in _SIZES:
            single, pairs = self.ranked()
            self.grown[len(self.lengths)] = (len(single), len(pairs))

    def ranked(self) -> tuple[list[int], list[int]]:
        """Frequencies of syllables and of pairs, highest first."""
        single = [times for term, times in self.frequencies.items() if JOINT not in term]
        pairs = [times for term, times in self.frequencies.items() if JOINT in term]
        return sorted(single, reverse=True), sorted(pairs, reverse=True)


def compared(real: Iterable[Document], made: Iterable[Document]) -> dict[str, object]:
    """Figures of both side by side: "real / made"."""
    one, other = Spread.of(real), Spread.of(made)
    (words, pairs), (made_words, made_pairs) = one.ranked(), other.ranked()
    figures: dict[str, object] = {
        "articles": _beside(len(one.lengths), len(other.lengths)),
        "syllables of an article, median": _beside(_median(one.lengths), _median(other.lengths)),
        "different syllables of an article, median": _beside(
            _median(one.different), _median(other.different)
        ),
    }
    for rank in _RANKS:
        figures[f"articles with the syllable of rank {rank}"] = _at(words, made_words, rank)
    for rank in _RANKS:
        figures[f"articles with the pair of rank {rank}"] = _at(pairs, made_pairs, rank)
    for size in (size for size in _SIZES if size in one.grown and size in other.grown):
        figures[f"different syllables in {size} articles"] = _beside(one.grown[size][0], other.grown[size][0])
        figures[f"different pairs in {size} articles"] = _beside(one.grown[size][1], other.grown[size][1])
    figures["different syllables in all"] = _beside(len(words), len(made_words))
    figures["different pairs in all"] = _beside(len(pairs), len(made_pairs))
    return figures


def _median(values: Sequence[int]) -> int:
    return int(np.median(values))


def _at(real: Sequence[int], made: Sequence[int], rank: int) -> str:
    return _beside(real[rank - 1] if rank <= len(real) else 0, made[rank - 1] if rank <= len(made) else 0)


def _beside(real: int, made: int) -> str:
    return f"{real} / {made}"
