"""Made-up text with the statistics of real text, by a walk through it.

The walk copies a run of real words, then goes on from another place where its last word stands,
mostly within the same field of law: so a word is followed by what follows it in real text, as
often as there, and the words of a field keep together in a text as they do in a real one.
Vocabulary goes on growing by Heaps' law: as the walk gets longer it brings pairs and words
that the real text has not, at the rate at which the real text itself still brings new ones.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from assistant.domain.words import syllables

_RUN = 12.0
"""Words copied in one go, on average: about a clause."""

_NEAR, _WITHIN = 0.80, 0.97
"""How often the walk goes on near where the text began, and how often at least in its field. As
measured: a made article then has as many different syllables as a real one of its length."""

_AGAIN = 0.3
"""How often the walk goes on as the text itself did after the same word."""

_REACH = 3_000
"""Words to either side that are near: about a document."""

_LINE, _END = "\n", ""
_PROBES = 20_000

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Growth:
    """Heaps' law ``V = V0 (n/n0)^beta`` around the ``tokens`` read, fitted to half and whole."""

    kinds: int
    tokens: int
    beta: float

    @classmethod
    def of(cls, half: int, whole: int, tokens: int) -> "Growth":
        """From the different things in half of a text and in all of it."""
        return cls(whole, tokens, math.log2(whole / half) if half else 1.0)

    def novelty(self, tokens: int) -> float:
        """How likely the next token is a new one after ``tokens``."""
        grown = max(1.0, tokens / self.tokens)
        return self.beta * self.kinds / self.tokens * float(grown ** (self.beta - 1))


@dataclass(frozen=True)
class _Near:
    """Real words, a place in them, and the stretch around it that a text keeps to."""

    words: list[str]
    place: int
    low: int
    high: int


class _Made:
    """A text under way: its words, where each of them stands in it, and what is copied next."""

    def __init__(self, near: _Near) -> None:
        self.near = near
        self.words: list[str] = []
        self.places: dict[str, list[int]] = {}
        self.source, self.place = near.words, near.place

    def take(self, run: int) -> None:
        """Copy a run, up to the end of the text that it is copied from."""
        taken = self.source[self.place : self.place + run]
        if _END in taken:
            taken = [*taken[: taken.index(_END)], _LINE]
        for word in taken:
            self.add(word)

    def add(self, word: str) -> None:
        """Add a word."""
        self.places.setdefault(word, []).append(len(self.words))
        self.words.append(word)


class Walk:
    """Endless text in the manner of ``fields``: real texts, grouped by what they are about."""

    def __init__(self, fields: Sequence[Sequence[str]], draw: Random) -> None:
        self._draw = draw
        self._read(fields)
        ids = np.frombuffer(self._ids, dtype=np.int32).astype(np.int64)
        order = np.argsort(ids, kind="stable")
        self._places = array("i", order.astype(np.int32).tobytes())
        self._first = np.searchsorted(ids[order], np.arange(len(self._numbers) + 1)).tolist()
        self._fit(ids)
        self.tokens = len(ids)
        """How much text there is: what was read, and what was made since."""

    def text(self, field: int, length: int) -> str:
        """About ``length`` words on ``field``."""
        made = _Made(self._near(field))
        fresh_word = self._new_words.novelty(self.tokens) * _RUN
        fresh = fresh_word + self._new_pairs.novelty(self.tokens) * _RUN / self._unheard
        while len(made.words) < length:
            made.take(min(1 + int(self._draw.expovariate(1 / _RUN)), length - len(made.words)))
            chance = self._draw.random()
            if chance < fresh_word:
                made.add(self._minted())
            self._go_on(made, field, fresh=chance < fresh)
        self.tokens += len(made.words)
        return _joined(made.words)

    def _near(self, field: int) -> "_Near":
        """Where a text begins, and what is near that."""
        starts, (low, high) = self._starts[field], self._fields[field]
        place = starts[self._anywhere(0, len(starts))]
        return _Near(self._words, place, max(low, place - _REACH), min(high, place + _REACH))

    def _go_on(self, made: "_Made", field: int, *, fresh: bool) -> None:
        """Choose where the next run is copied from. ``fresh``: where the last word has not stood."""
        again = made.places[made.words[-1]]
        repeats = self._draw.random() < _AGAIN
        near = (made.near.low, made.near.high)
        if fresh and repeats:
            made.source, made.place = made.words, self._anywhere(0, len(made.words))
        elif fresh:
            made.source, made.place = self._words, self._anywhere(*near)
        elif repeats and len(again) > 1:
            made.source, made.place = made.words, again[self._anywhere(0, len(again) - 1)] + 1
        else:
            onwards = self._onwards(made.words[-1], near, self._fields[field])
            made.source, made.place = self._words, onwards

    def _anywhere(self, low: int, high: int) -> int:
        return low + int(self._draw.random() * (high - low))  # randrange takes three times as long

    def _onwards(self, last: str, near: tuple[int, int], field: tuple[int, int]) -> int:
        """What follows another place where a word stands: near, in the field, anywhere."""
        number = self._numbers.get(last)
        if number is None:  # a new word, or an end of line among headings
            return self._anywhere(*near)
        first, end = self._first[number], self._first[number + 1]
        far = self._draw.random()
        if far < _WITHIN:
            low, high = near if far < _NEAR else field
            here = bisect_left(self._places, low, first, end)
            there = bisect_left(self._places, high, here, end)
            first, end = (here, there) if here < there else (first, end)
        return self._places[self._anywhere(first, end)] + 1

    def _minted(self) -> str:
        """A word that nobody wrote: another number, or the beginning of one word and the end of another."""
        one, other = self._draw.choice(self._vocabulary), self._draw.choice(self._vocabulary)
        if any(char.isdigit() for char in one):
            return "".join(str(self._draw.randrange(10)) if char.isdigit() else char for char in one)
        return one[: len(one) // 2 + 1] + other[len(other) // 2 :]

    # --- reading

    def _read(self, fields: Sequence[Sequence[str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._ids = array("i")
        self._fields: list[tuple[int, int]] = []
        self._starts: list[list[int]] = []
        for field in fields:
            begun = len(self._words)
            self._starts.append([self._add(text) for text in field])
            self._fields.append((begun, len(self._words)))
        self._vocabulary = [word for word in self._numbers if word not in {_LINE, _END}]

    def _add(self, text: str) -> int:
        """Add a text; return where it begins."""
        begun = len(self._words)
        for word in (*split(text), _END):
            number = self._numbers.setdefault(word, len(self._numbers))
            self._ids.append(number)
            self._words.append(word)
        return begun

    def _fit(self, ids: Ids) -> None:
        """How fast words (without case and what clings to them) and pairs grew in what was read,
        and how often two words that stand anywhere have not met in it.
        """
        bare: dict[str, int] = {}
        kinds = [bare.setdefault(" ".join(syllables(word)), len(bare)) for word in self._numbers]
        half = (np.cumsum(ids == self._numbers[_END]) % 2 == 0)[:-1]
        ids, width = np.array(kinds)[ids], len(bare)
        keys = ids[:-1] * width + ids[1:]
        pairs = np.unique(keys)
        self._new_words = Growth.of(len(np.unique(ids[:-1][half])), width, len(ids))
        self._new_pairs = Growth.of(len(np.unique(keys[half])), len(pairs), len(ids))
        places = np.array([self._draw.randrange(len(ids)) for _ in range(2 * _PROBES)])
        probes = ids[places[:_PROBES]] * width + ids[places[_PROBES:]]
        self._unheard = max(0.05, 1.0 - float(np.isin(probes, pairs).mean()))


def split(text: str) -> list[str]:
    """Words with what clings to them, and ends of lines."""
    return [word for word in text.replace(_LINE, f" {_LINE} ").split(" ") if word]


def _joined(words: Iterable[str]) -> str:
    return " ".join(words).replace(f" {_LINE} ", _LINE).strip()
