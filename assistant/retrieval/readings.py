"""What a typed word may stand for, and how unlikely each slip is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from assistant.domain.words import fold
from assistant.retrieval.language import UNKNOWN, UNKNOWN_COST, Costs, Ids, Language, deletions
from assistant.retrieval.letters import from_telex, from_vni, parts
from assistant.retrieval.tokens import Token, model_word

_MOST = 24
"""Readings of a word that are weighed: the cheapest by themselves."""
_CACHED = 20_000
_TOO_DEAR = 20.0
_RARER = 3.0
"""Nats by which a word typed without diacritics is rarer than the same with some."""
_HOI_NGA = frozenset({3, 4})
_STOPS = ("c", "p", "t", "ch")
_SHARP = frozenset({1, 5})


class Style(StrEnum):
    """How a question was typed: with diacritics, without any, or partly without."""

    WRITTEN = "written"
    PLAIN = "plain"
    MIXED = "mixed"


@dataclass(frozen=True)
class Slips:
    """Nats that each kind of slip costs: about the negative logarithm of how rare it is.

    ``key``: a letter too many, too few, or two swapped; ``far``: more for a letter that is no
    neighbour on the keyboard; ``vowel``: i for y (kì, kỳ); ``tone``: another tone, ``alike`` hỏi for
    ngã; ``no_tone``: none; ``mark``: a letter's mark differs; ``lost``: a mark or tone gone with the
    letter that was mistyped; ``bare``: a word without any diacritic that should have some, ``mixed``
    where many words are so; ``keys``: left-overs of an input method; ``name``: more for a word with
    a capital letter; ``known``: more for a word that the library knows; ``word``: more for one that
    is a word as it stands.
    """

    key: float = 8.5
    far: float = 1.5
    tone: float = 6.5
    alike: float = 3.5
    no_tone: float = 6.0
    mark: float = 6.5
    lost: float = 2.0
    vowel: float = 1.5
    bare: float = 6.0
    mixed: float = 1.0
    keys: float = 2.0
    name: float = 6.0
    known: float = 8.0
    word: float = 3.0


SLIPS = Slips()

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}


def _near(one: str, other: str) -> bool:
    if one not in _PLACES or other not in _PLACES:
        return False
    (row, column), (other_row, other_column) = _PLACES[one], _PLACES[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


@dataclass(frozen=True)
class Choices:
    """Syllables that a word may stand for and what each slip costs; the first is the word."""

    ids: Ids
    costs: Costs


class Readings:
    """The choices for words, kept for those that come again."""

    def __init__(self, language: Language, slips: Slips = SLIPS) -> None:
        self._language = language
        self._slips = slips
        self._spelt = [_Spelt.of(syllable) for syllable in language.syllables]
        self._cached_first = lru_cache(_CACHED)(self._first)
        self._cached_all = lru_cache(_CACHED)(self._all)
        self.is_keyed = lru_cache(_CACHED)(self._is_keyed)
        self.looks_bare = lru_cache(_CACHED)(self._looks_bare)

    def first(self, token: Token, style: Style) -> Choices:
        """Itself, what its keys make, and without diacritics what it may be with them."""
        return self._cached_first(
            token.word if token.free else model_word(token), token.word, token.free, style
        )

    def all(self, token: Token, style: Style, known: Callable[[str], bool]) -> Choices:
        """The same and what is one slip away."""
        word = token.word
        wary = token.name * self._slips.name
        if word in self._language.number_of or (style is not Style.WRITTEN and self._may_be(word)):
            wary += 0.0 if style is Style.WRITTEN and self.looks_bare(word) else self._slips.word
        elif known(word):
            wary += self._slips.known
        return self._cached_all(word, style, wary)

    def _may_be(self, word: str) -> bool:
        """Whether ``word`` is a syllable once it has its diacritics."""
        return word in self._language.by_skeleton

    def _looks_bare(self, word: str) -> bool:
        """Whether ``word`` has no diacritics and is far rarer so than with some."""
        if not word.isascii() or len(word) < 2:
            return False
        own = self._language.number_of.get(word, UNKNOWN)
        same = self._language.by_skeleton.get(word, [])
        likeliest = min((float(self._language.single[number]) for number in same), default=UNKNOWN_COST)
        return float(self._language.single[own]) - likeliest > _RARER

    def _is_keyed(self, word: str) -> bool:
        """Whether ``word`` is no syllable, but its keys make one in Telex or VNI."""
        return word not in self._language.by_skeleton and self._keyed(word) is not None

    def _keyed(self, word: str) -> int | None:
        made = from_telex(word) if word.isalpha() else from_vni(word)
        return None if made is None else self._language.by_parts.get(made)

    def _first(self, counted: str, word: str, free: bool, style: Style) -> Choices:
        own = self._language.number_of.get(counted, UNKNOWN)
        found: dict[int, float] = {}
        if free and own == UNKNOWN and (keyed := self._keyed(word)) is not None:
            found[keyed] = self._slips.keys
        if free and style is not Style.WRITTEN and word.isascii():
            cost = 0.0 if style is Style.PLAIN else self._slips.mixed
            found |= dict.fromkeys(self._language.by_skeleton.get(word, ()), cost)
        return self._choices(own, word, found, style)

    def _all(self, word: str, style: Style, wary: float) -> Choices:
        first = self._first(word, word, True, style)
        if not word.isalpha():
            return first
        found = dict(zip(first.ids[1:].tolist(), first.costs[1:].tolist(), strict=True))
        typed = _Spelt.of(word)
        for skeleton, slip, gone in self._skeletons(fold(word)):
            for number in self._language.by_skeleton[skeleton]:
                cost = slip + wary + self._diacritics(typed, self._spelt[number], style, gone)
                if cost < found.get(number, _TOO_DEAR):
                    found[number] = cost
        return self._choices(int(first.ids[0]), word, found, style)

    def _choices(self, own: int, word: str, found: dict[int, float], style: Style) -> Choices:
        """The cheapest, the word itself first."""
        found.pop(own, None)
        own_cost = 0.0
        if style is Style.PLAIN and own != UNKNOWN and found and not _sounds(word):
            own_cost += self._slips.key  # "hoat" stands in texts that were typed without diacritics
        single = self._language.single
        ranked = sorted(found, key=lambda number: (found[number] + single[number], number))[:_MOST]
        costs = [own_cost, *(found[number] for number in ranked)]
        return Choices(np.array([own, *ranked], np.int64), np.array(costs, np.float32))

    def _skeletons(self, skeleton: str) -> Iterator[tuple[str, float, bool]]:
        """Skeletons of syllables at most one slip of a key away, what the slip costs, and whether
        a letter was lost by it.
        """
        slips, language = self._slips, self._language
        if skeleton in language.by_skeleton:
            yield skeleton, 0.0, False
        if len(skeleton) < 2:
            return
        for longer in language.by_deletion.get(skeleton, ()):
            yield longer, slips.key, True
        for left in sorted(deletions(skeleton)):
            if left in language.by_skeleton:
                yield left, slips.key, False
            for other in language.by_deletion.get(left, ()):
                if other != skeleton and (changed := self._changed(skeleton, other)) is not None:
                    yield other, *changed

    def _changed(self, one: str, other: str) -> tuple[float, bool] | None:
        """What it costs to type ``one`` for ``other`` of its length, and whether a letter is lost:
        one letter for another, or two swapped.
        """
        different = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(different) == 1:
            a, b = one[different[0]], other[different[0]]
            if {a, b} == {"i", "y"}:
                return self._slips.vowel, False
            return self._slips.key + (0.0 if _near(a, b) else self._slips.far), True
        if len(different) == 2:
            first, second = different
            swapped = (one[first], one[second]) == (other[second], other[first])
            return (self._slips.key, False) if swapped and second == first + 1 else None
        return None

    def _diacritics(self, typed: "_Spelt", meant: "_Spelt", style: Style, gone: bool) -> float:
        """What it costs to type the diacritics of ``typed`` for those of ``meant``; ``gone``: a
        letter was lost, and with it may be a mark and the tone.
        """
        slips = self._slips
        if typed.bare and not meant.bare and style is not Style.WRITTEN:
            return 0.0 if style is Style.PLAIN else slips.mixed
        cost = self._tone(typed.tone, meant.tone, gone)
        missing, other = len(meant.marks - typed.marks), len(typed.marks - meant.marks)
        if gone and missing and not other:
            cost, missing = cost + slips.lost, missing - 1
        cost += slips.mark * max(missing, other)
        return min(cost, slips.bare) if typed.bare else cost

    def _tone(self, typed: int, meant: int, gone: bool) -> float:
        slips = self._slips
        if typed == meant:
            return 0.0
        if not typed:
            return slips.lost if gone else slips.no_tone
        return slips.alike if {typed, meant} == _HOI_NGA else slips.tone


@dataclass(frozen=True)
class _Spelt:
    """A word's tone and marked letters, wherever they stand: ``ươ`` counts as one."""

    bare: bool
    tone: int
    marks: frozenset[str]

    @classmethod
    def of(cls, word: str) -> "_Spelt":
        letters, tone = parts(word)
        marks = frozenset(letter for letter in letters.replace("ươ", "ư") if not letter.isascii())
        return cls(not tone and not marks, tone, marks)


@lru_cache(maxsize=_CACHED)
def _sounds(word: str) -> bool:
    """Whether the tone fits the end: p, t, c, ch take sắc or nặng alone."""
    return not word.endswith(_STOPS) or parts(word)[1] in _SHARP
