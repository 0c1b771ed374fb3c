"""Whether a text spells Vietnamese.

Text decoded with the wrong table, read from a broken font or by a failing OCR leaves the sets of
syllables (``assistant.domain.orthography``) at once, so the share of valid ones tells good text from
bad without a dictionary.
"""

import re
import unicodedata

from assistant.domain.orthography import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\s\d/\-–—.,;:!?()\[\]{}\"'“”‘’…|]+")


def _marked(word: str) -> bool:
    return any(ord(char) > 127 for char in word)


def _abbreviation(word: str) -> bool:
    """Capitals such as ``BGDĐT`` or ``UBND`` (with a small suffix) are nobody's syllable."""
    return sum(char.isupper() for char in word) >= 2 and not is_syllable(word)


def words_of(text: str) -> list[str]:
    """Runs of letters in ``text`` that should be syllables (abbreviations left out)."""
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    return [word for word in found if not _abbreviation(word)]


def plausibility(text: str) -> float:
    """Share (0 to 1) of the words with diacritics that are valid syllables; 0 without any.

    Words of ASCII letters alone say nothing on an encoding, so they are not counted. A sign
    inside a word is no break: bytes read with the wrong table are full of them.
    """
    found = (word.strip("«»•") for word in _TOKEN.findall(unicodedata.normalize("NFC", text)))
    marked = [word for word in found if len(word) > 1 and _marked(word) and not _abbreviation(word)]
    return sum(map(is_syllable, marked)) / len(marked) if marked else 0.0


def valid_share(text: str) -> float:
    """Share (0 to 1) of all words of two letters and more that are valid syllables."""
    words = [word for word in words_of(text) if len(word) > 1]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def has_diacritics(text: str) -> bool:
    """Whether Vietnamese letters beyond ASCII stand in ``text``."""
    return any(_marked(word) and is_syllable(word) for word in words_of(text))


def lone_letters(text: str) -> float:
    """Share (0 to 1) of the words that are one letter: high where letters stand apart."""
    words = _WORD.findall(text)
    return sum(len(word) == 1 for word in words) / len(words) if words else 0.0
