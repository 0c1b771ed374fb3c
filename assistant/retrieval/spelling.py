"""What was meant by what was typed: diacritics, left-overs of Telex and VNI, typing errors.

A noisy channel: each word may stand for itself, for a syllable with other diacritics, for what its
keys make in Telex or VNI, or for a syllable one slip of a key away (``readings``). What a reading
costs is how unlikely it is in the language of regulations (``language``) and how unlikely the
slip. Viterbi's way finds the cheapest reading of the whole question. References, numbers and
abbreviations are never touched; a word is changed only where that is clearly better.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
import numpy.typing as npt

from assistant.domain.orthography import is_syllable
from assistant.domain.words import fold, nfc
from assistant.retrieval.language import UNKNOWN, Costs, Ids, Language, shipped_language
from assistant.retrieval.letters import parts
from assistant.retrieval.readings import Choices, Readings, Style
from assistant.retrieval.terms import JOINT
from assistant.retrieval.tokens import Token, tokens

Changes = tuple[tuple[str, str], ...]
Known = Callable[[str], bool]
"""Whether the library has a term, a syllable or a pair of neighbours, often enough to be no error."""

_STRANGE = 9.5
"""Nats of a pair of neighbours above which both are looked at again."""
_BORNE_OUT = 5.0
"""Nats of a pair below which its words speak for each other."""
_NAME_BORNE_OUT = 7.0
"""The same for words of a name."""
_KEYED = 0.25
"""Share of words with left-over keys from which on a question was typed by an input method."""
_LONGEST_NAME = 4
"""Words of a name of a person or a school; more in a row are titles typed in capital letters."""
_SOME_BARE = 2
"""Words typed without diacritics that should have some, from which on others count as such too."""


@dataclass(frozen=True)
class Reading:
    """``text``: what was meant. ``changes``: word typed and word meant, each once, in their order.
    ``plain``: it was typed without diacritics.
    """

    text: str
    changes: Changes = ()
    plain: bool = False


def nothing_known(_term: str) -> bool:
    """Of a library that nothing is known of."""
    return False


class Speller:
    """Reads questions by a language model. Safe to share between threads."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._readings = Readings(language)

    def read(self, text: str, known: Known = nothing_known) -> Reading:
        """What was meant by ``text``."""
        text = nfc(text)
        words = tokens(text)
        if not any(token.free for token in words):
            return Reading(text, plain=_is_plain(words))
        style = self._style(words)
        meant = self._meant(words, style, known)
        if style is Style.WRITTEN and sum(map(_was_bare, words, meant)) >= _SOME_BARE:
            style, meant = Style.MIXED, self._meant(words, Style.MIXED, known)
        if style is not Style.WRITTEN:
            meant = self._with_names(words, meant)
        changed = [(token, word) for token, word in zip(words, meant, strict=True) if word != token.word]
        return Reading(_put(text, changed), _told(text, changed), style is Style.PLAIN)

    def _style(self, words: Sequence[Token]) -> Style:
        """How the question was typed as a whole."""
        letters = [token for token in words if token.free]
        keyed = sum(self._readings.is_keyed(token.word) for token in letters)
        bare = sum(self._readings.looks_bare(token.word) for token in letters)
        if keyed >= max(1, _KEYED * len(letters)):
            return Style.MIXED if bare >= max(_SOME_BARE, keyed) else Style.WRITTEN
        if _is_plain(words):
            return Style.PLAIN
        return Style.MIXED if bare >= _SOME_BARE else Style.WRITTEN

    def _meant(self, words: Sequence[Token], style: Style, known: Known) -> list[str]:
        """The cheapest reading: first with the choices that the style gives, then, around what is
        still strange, with slips of keys too.
        """
        choices = [self._readings.first(token, style) for token in words]
        path = self._cheapest(words, choices)
        again = self._strange(words, [c.ids[at] for c, at in zip(choices, path, strict=True)], known)
        if any(again):
            for at in np.flatnonzero(again).tolist():
                choices[at] = self._readings.all(words[at], style, known)
            path = self._cheapest(words, choices)
        if style is Style.WRITTEN:
            path = self._borne_out(words, choices, path)
        chosen = (int(c.ids[at]) for c, at in zip(choices, path, strict=True))
        names = self._language.syllables
        return [
            names[id_] if at and id_ >= 0 else token.word
            for token, at, id_ in zip(words, path, chosen, strict=True)
        ]

    def _strange(self, words: Sequence[Token], ids: Sequence[int], known: Known) -> npt.NDArray[np.bool_]:
        """Free words that the model does not know, or that do not go with a neighbour, unless the
        library has them together.
        """
        row = np.array(ids, np.int64)
        odd = row < 0
        if len(row) > 1:
            joined = np.array([token.joined for token in words[1:]])
            costs, kept = self._language.between(row[:-1], row[1:])
            both = joined & (row[:-1] >= 0) & (row[1:] >= 0)
            unlike = both & (~kept | (costs > _STRANGE))
            names = self._language.syllables
            for at in np.flatnonzero(unlike).tolist():
                unlike[at] = not known(f"{names[row[at]]}{JOINT}{names[row[at + 1]]}")
            odd[1:] |= unlike
            odd[:-1] |= unlike
        free = np.array([token.free for token in words])
        strange: npt.NDArray[np.bool_] = odd & free
        return strange

    def _borne_out(
        self, words: Sequence[Token], choices: Sequence[Choices], path: Sequence[int]
    ) -> list[int]:
        """``path`` without those changes of one word into another that no neighbour speaks for: that
        a word is rare, or in no regulation, does not make it an error. What can be no word at all as
        it was typed needs nobody to speak for it.
        """
        row = np.array([c.ids[at] for c, at in zip(choices, path, strict=True)])
        costs, kept = self._language.between(row[:-1], row[1:])
        joined = np.array([token.joined and token.word.isalpha() for token in words[1:]], bool)
        letters = np.array([token.word.isalpha() for token in words[:-1]], bool)  # numbers stand anywhere
        speaks = kept & (costs < _BORNE_OUT) & joined & letters
        borne = np.concatenate([[False], speaks]) | np.concatenate([speaks, [False]])
        others = map(self._is_other_word, words, choices, path)
        return [0 if is_other and not borne[n] else path[n] for n, is_other in enumerate(others)]

    def _is_other_word(self, token: Token, choices: Choices, at: int) -> bool:
        """Whether a change makes another word of one that is a word as it was typed: one of
        regulations, or one with diacritics that is well made. Of one without them it is not known
        whether they were left out, and where only the tone stands elsewhere it is the same word.
        """
        if not at:
            return False
        if choices.ids[0] >= 0:
            return True
        meant = self._language.syllables[int(choices.ids[at])]
        return not token.word.isascii() and is_syllable(token.word) and parts(token.word) != parts(meant)

    def _with_names(self, words: Sequence[Token], meant: list[str]) -> list[str]:
        """``meant`` with names as they were typed where their words do not speak for each other: of a
        name without diacritics the likeliest reading is hardly ever right, and may be an insult.
        """
        ids = np.array([self._language.number_of.get(word, UNKNOWN) for word in meant], np.int64)
        costs, together = self._language.between(ids[:-1], ids[1:])
        speaks = together & (costs < _NAME_BORNE_OUT) & np.array([token.joined for token in words[1:]], bool)
        borne = np.concatenate([[False], speaks]) | np.concatenate([speaks, [False]])
        for start, end in _names(words):
            if end - start <= _LONGEST_NAME:
                borne[start:end] = borne[start:end].all()
        return [
            word if is_borne or not token.name else token.word
            for token, word, is_borne in zip(words, meant, borne, strict=True)
        ]

    def _cheapest(self, words: Sequence[Token], choices: Sequence[Choices]) -> list[int]:
        """Viterbi's way: for each word the place of its reading among its choices."""
        costs = choices[0].costs + self._language.single[choices[0].ids]
        backs: list[Ids | None] = []
        for at in range(1, len(choices)):
            here, before = choices[at], choices[at - 1]
            if len(here.ids) == 1 and len(before.ids) == 1:
                backs.append(None)  # nothing to choose: all ways grow alike
                continue
            step = self._step(before, here, words[at].joined) + costs[:, None]
            back = step.argmin(axis=0)
            backs.append(back)
            costs = step[back, np.arange(len(here.ids))] + here.costs
        path = [int(costs.argmin())]
        for step_back in reversed(backs):
            path.append(0 if step_back is None else int(step_back[path[-1]]))
        return path[::-1]

    def _step(self, before: Choices, here: Choices, joined: bool) -> Costs:
        if joined:
            return self._language.between(before.ids[:, None], here.ids[None, :])[0]
        alone: Costs = np.broadcast_to(self._language.single[here.ids], (len(before.ids), len(here.ids)))
        return alone


def _names(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Runs of words with capital letters."""
    for is_name, run in groupby(range(len(words)), lambda at: words[at].name):
        if is_name:
            places = list(run)
            yield places[0], places[-1] + 1


def _was_bare(token: Token, meant: str) -> bool:
    return token.word != meant and token.word.isascii() and token.word == fold(meant)


@cache
def shipped_speller() -> Speller:
    """The speller of the model in this package."""
    return Speller(shipped_language())


def _is_plain(words: Sequence[Token]) -> bool:
    """Two words or more, and no letter beyond ASCII."""
    return len(words) > 1 and all(token.word.isascii() for token in words)


def _put(text: str, changed: Sequence[tuple[Token, str]]) -> str:
    """``text`` with words changed, in the case in which they were typed."""
    parts, end = list[str](), 0
    for token, word in changed:
        parts += [text[end : token.start], _like(text[token.start : token.end], word)]
        end = token.end
    return "".join([*parts, text[end:]])


def _told(text: str, changed: Sequence[tuple[Token, str]]) -> Changes:
    told = ((text[token.start : token.end], word) for token, word in changed)
    return tuple(dict.fromkeys((typed, _like(typed, word)) for typed, word in told))


def _like(typed: str, word: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word
