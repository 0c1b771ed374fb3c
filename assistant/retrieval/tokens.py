"""The words of a question, and which of them may be read otherwise than they were typed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.words import fold, syllables
from assistant.retrieval.abbreviations import is_abbreviation
from assistant.retrieval.language import NUMBER
from assistant.retrieval.letters import from_vni

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\d\S*/|/\S*\d|\d-|-\d|@|://|\w\.\w+\.\w|[A-ZĐ]{2,}[/&-]|[/&-][A-ZĐ]{2,}")
"""In numbers of documents and the like: ``29/2024/TT-BGDĐT``, addresses, dates."""
_CHUNK = re.compile(r"\S+")
_ROMAN = frozenset(["ii", "iii", "iv", "vii", "viii", "ix", "xi", "xii", "xiii", "xiv", "xv"])
_LONGEST = 12
"""Letters: no syllable of Vietnamese has more, typed by whatever keys."""
_VOWELS = frozenset("aeiouyw")
"""``w`` is ư in Telex."""


@dataclass(frozen=True)
class Token:
    """A word at ``start:end`` of the text, as ``syllables`` gives it; ``free`` to be read
    otherwise; ``joined`` to the word before by nothing but a space; ``name``: it begins with a
    capital letter though nothing ends before it.
    """

    start: int
    end: int
    word: str
    free: bool
    joined: bool
    name: bool = False


def tokens(text: str) -> list[Token]:
    """The words of ``text``, which is in normal form."""
    codes = _codes(text)
    shouted = text.isupper()
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        typed, gap = match.group(), text[end : match.start()]
        inside = any(start <= match.start() < stop for start, stop in codes)
        joined = bool(found) and gap.isspace() and "\n" not in gap
        word, free = _word(typed, shouted)
        named = joined and typed[0].isupper() and not shouted
        found.append(Token(match.start(), match.end(), word, free and not inside, joined, named))
        end = match.end()
    return found


def _codes(text: str) -> list[tuple[int, int]]:
    """Where numbers of documents and the like stand."""
    if not _CODE.search(text):
        return []
    return [match.span() for match in _CHUNK.finditer(text) if _CODE.search(match.group())]


@lru_cache(maxsize=20_000)
def _word(typed: str, shouted: bool) -> tuple[str, bool]:
    """A typed word as ``syllables`` gives it, and whether it is free."""
    word = typed.lower() if typed.isascii() else "".join(syllables(typed))
    return word, _is_free(typed, word, shouted)


def _is_free(typed: str, word: str, shouted: bool) -> bool:
    """Whether a word may be anything but what it is."""
    if len(word) > _LONGEST or is_abbreviation(typed) or word in _ROMAN:
        return False
    if typed.isupper() and len(typed) > 1 and not shouted:
        return False
    if word.isalpha():
        short = len(word) == 2 and not _VOWELS & set(fold(word))  # "dk", "vs": rather shortened than slipped
        return not short and (len(word) > 1 or word in "oy")
    return len(word) > 2 and word[0].isalpha() and from_vni(word) is not None


def model_word(token: Token) -> str:
    """The word as the language model counts it: every number alike."""
    return token.word if token.word.isalpha() else NUMBER
