"""Which syllables and pairs get a vector, and texts as bags of them, for training.

The same bags are made one text at a time by ``static.StaticEmbedder``; here many at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.retrieval.corpus import BREAK, Corpus, Ids

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_CHUNK = 4_000
_LEAST_SYLLABLE, _LEAST_PAIR = 3, 8
_LEAST_BOND = 0.1
"""Normalised pointwise mutual information; below it two syllables merely meet."""
_MOST_SYLLABLES = 9_000


@dataclass(frozen=True)
class Features:
    """``rows``: the row of each syllable number, -1 for none. ``pairs``: sorted keys
    ``first * syllables + second``, whose rows follow those of the syllables. ``counts``: how
    often each row stands in the corpus.
    """

    rows: Ids
    pairs: Longs
    counts: Longs
    total: int

    def __len__(self) -> int:
        return len(self.counts)

    def names(self, corpus: Corpus) -> list[str]:
        """What each row stands for: ``giáo``, ``giáo viên``."""
        words = list(corpus.syllables)
        single = [""] * int(self.rows.max() + 1)
        for number, row in enumerate(self.rows[: len(words)]):
            if row >= 0:
                single[row] = words[number]
        width = len(words)
        return single + [f"{words[key // width]} {words[key % width]}" for key in self.pairs]

    def rarity(self) -> Floats:
        """Logarithm of how rare each feature is, 1 on average: where vectors begin."""
        rare = np.log(self.total / (self.counts + 1.0))
        scaled: Floats = (rare / rare.mean()).astype(np.float32)
        return scaled

    def bags(self, texts: Sequence[Ids]) -> tuple[Longs, Longs, Floats]:
        """Rows, where each text's begin, and 1 + ln(times) for each."""
        gap = np.array([BREAK], dtype=np.int32)
        flat = np.concatenate([piece for text in texts for piece in (text, gap)])
        owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        single = self.rows[flat]
        paired = self._pair_rows(flat)
        owners = np.concatenate([owner[single >= 0], owner[:-1][paired >= 0]])
        found = np.concatenate([single[single >= 0], paired[paired >= 0]])
        keys, times = np.unique(owners * len(self) + found, return_counts=True)
        starts = np.searchsorted(keys // len(self), np.arange(len(texts)))
        return keys % len(self), starts, (1 + np.log(times)).astype(np.float32)

    def sequence(self, text: Ids) -> list[int]:
        """Rows of a text's features, each as often as it stands there."""
        single, paired = self.rows[text], self._pair_rows(text)
        rows: list[int] = np.concatenate([single[single >= 0], paired[paired >= 0]]).tolist()
        return rows

    def _pair_rows(self, flat: Ids) -> Longs:
        keys = _pair_keys(flat, len(self.rows) - 1)
        if not len(self.pairs):
            return np.full(len(keys), -1)
        place = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        first = len(self) - len(self.pairs)
        return np.where(self.pairs[place] == keys, place + first, -1)


def choose_features(corpus: Corpus, most: int) -> Features:
    """The most frequent syllables, then the most frequent pairs that hold together."""
    width = len(corpus.syllables)
    single, keys, times = _count(corpus, width)
    digits = np.array([any(char.isdigit() for char in word) for word in corpus.syllables], dtype=bool)
    weight = np.where(digits, single // 20, single)
    chosen = np.argsort(-weight, kind="stable")[: min(_MOST_SYLLABLES, most // 3)]
    chosen = chosen[single[chosen] >= min(_LEAST_SYLLABLE, single.max(initial=0))]
    bond = _bond(single, keys, times, width)
    good = (bond > _LEAST_BOND) & ~digits[keys // width] & ~digits[keys % width] & (times >= _LEAST_PAIR)
    candidates = np.flatnonzero(good)
    kept = np.sort(candidates[np.argsort(-times[candidates], kind="stable")][: most - len(chosen)])
    rows = np.full(width + 1, -1, dtype=np.int32)  # the last stands for BREAK, which is -1
    rows[chosen] = np.arange(len(chosen))
    counts = np.concatenate([single[chosen], times[kept]]).astype(np.int64)
    return Features(rows, keys[kept], counts, int(single.sum()))


def _count(corpus: Corpus, width: int) -> tuple[Longs, Longs, Longs]:
    """How often each syllable stands in the corpus, and each pair (sorted keys, times)."""
    single = np.zeros(width, dtype=np.int64)
    keys, times = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(corpus), _CHUNK):
        end = min(len(corpus), start + _CHUNK)
        flat = np.concatenate([corpus.whole(index) for index in range(start, end)])
        single += np.bincount(flat[flat >= 0], minlength=width)
        found = _pair_keys(flat, width)
        some, often = np.unique(found[found >= 0], return_counts=True)
        keys.append(some)
        times.append(often)
    merged, place = np.unique(np.concatenate(keys), return_inverse=True)
    return single, merged, np.bincount(place, np.concatenate(times), len(merged)).astype(np.int64)


def _pair_keys(flat: Ids, width: int) -> Longs:
    first, second = flat[:-1].astype(np.int64), flat[1:].astype(np.int64)
    return np.where((first >= 0) & (second >= 0), first * width + second, -1)


def _bond(single: Longs, keys: Longs, times: Longs, width: int) -> npt.NDArray[np.float64]:
    total = float(single.sum())
    together = times * total / (single[keys // width].astype(np.float64) * single[keys % width])
    bond: npt.NDArray[np.float64] = np.log(together) / -np.log(times / total)
    return bond
