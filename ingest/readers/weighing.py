"""Is what a page says of itself its text? A page may hold nothing, only a stamp, or nonsense."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from assistant.domain.orthography import is_syllable
from ingest.readers.encodings import legacy_encoding
from ingest.readers.layout import Printed
from ingest.readers.vietnamese import (
    has_diacritics,
    lone_letters,
    plausibility,
    valid_share,
    words_of,
)

_FEW_LETTERS = 40
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_PRIVATE_WORD = re.compile(r"(?:[^\W\d_]*[\ue000-\uf8ff])+[^\W\d_]*")
_BULLETS = re.compile(r"(?<![^\W\d_])(?:[\ue000-\uf8ff](?![^\W\d_])|[\uf020-\uf0ff])")
_NONSENSE = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]")
_VOWELS = "aăâeêioôơuưy"
_LETTERS = tuple(
    dict.fromkeys("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđdnhtcgmlrsvbpkqx")
)


class Weight(StrEnum):
    """What a page's own text is worth; the words say what a clerk is told."""

    GOOD = "đọc được"
    EMPTY = "không có chữ"
    STAMP = "chỉ có dấu chữ ký điện tử"
    PRIVATE = "có chữ dùng mã riêng của phông"
    SPACED = "chữ cái đứng rời nhau"
    GARBLED = "chữ bị hỏng mã"


def weigh(lines: Sequence[Printed], picture: float = 0.0, *, stamped: bool = False) -> Weight:
    """Weigh a page by its lines, those of a signature stamp left out (``stamped``).

    ``picture`` is the share of the page that an image covers: a few words beside a picture of
    a page are not its text.
    """
    text = "\n".join(line.text for line in lines)
    letters = _letters(text)
    if stamped and letters < _FEW_LETTERS:
        return Weight.STAMP
    if not letters or (picture > 0.5 and letters < _FEW_LETTERS):
        return Weight.EMPTY
    return _weigh_words(text)


def _weigh_words(text: str) -> Weight:
    words = words_of(text)
    if _PRIVATE_WORD.search(plain_bullets(text)):
        return Weight.PRIVATE
    if len(words) >= 12 and lone_letters(text) > 0.5:
        return Weight.SPACED
    if len(_NONSENSE.findall(text)) > 0.02 * len(text):
        return Weight.GARBLED
    if len(words) >= 12 and _wrong_letters(text):
        return Weight.GARBLED
    return Weight.GOOD


def _wrong_letters(text: str) -> bool:
    """Letters beyond ASCII that make no Vietnamese, unless an old encoding explains them."""
    marked = sum(ord(char) > 127 and char.isalpha() for char in text)
    if marked < 12 or legacy_encoding(text):
        return False
    return plausibility(text) < 0.5 or (has_diacritics(text) and valid_share(text) < 0.4)


def _letters(text: str) -> int:
    return sum(char.isalpha() or _PRIVATE.match(char) is not None for char in text)


def plain_bullets(text: str) -> str:
    """Private-use code points that stand alone are bullets of a symbol font."""
    return _BULLETS.sub("•", text)


def mend_private(text: str) -> str | None:
    """Text in which one letter is drawn by a private-use code point, with the letter found.

    The letter is the one that makes syllables of all the words it stands in; ``None`` where
    several code points stand for letters, or no letter or more than one fits as well.
    """
    words = _PRIVATE_WORD.findall(plain_bullets(text))
    codes = set(_PRIVATE.findall("".join(words)))
    if len(codes) != 1:
        return None
    code = codes.pop()
    known = Counter(word.lower() for word in words_of(_PRIVATE_WORD.sub(" ", text)))
    best = max(_LETTERS, key=lambda letter: _fit(words, code, letter, known))
    fits, seen = _fit(words, code, best, known)
    if fits < len(words) or (seen == 0 and _rivals(words, code, best)):
        return None
    return re.sub(_PRIVATE_WORD, lambda match: _in_case(match.group(), code, best), plain_bullets(text))


def _fit(words: Sequence[str], code: str, letter: str, known: Counter[str]) -> tuple[int, int]:
    """How many words become syllables, and how many of them stand elsewhere on the page."""
    tried = [word.replace(code, letter).lower() for word in words]
    return sum(map(is_syllable, tried)), sum(known[word] > 0 for word in tried)


def _rivals(words: Sequence[str], code: str, best: str) -> bool:
    nothing: Counter[str] = Counter()
    others = (letter for letter in _LETTERS if letter != best)
    return any(_fit(words, code, letter, nothing)[0] == len(words) for letter in others)


def _in_case(word: str, code: str, letter: str) -> str:
    rest = word.replace(code, "")
    return word.replace(code, letter.upper() if rest.isupper() else letter)
