"""How units are numbered: roman numbers, ordinal words, the letters of points."""

import re

# After y the letters are doubled; f, j, w and z are no letters of the Vietnamese alphabet,
# but older texts use them in their English place, so they may stand and may be missing.
ALPHABET = "abcdđefghijklmnopqrstuvwxyz"
FOREIGN = frozenset("fjwz")
"""Letters of English lists that are none of the Vietnamese alphabet."""

_WORD_NUMBERS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SIGNS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numeral(text: str) -> int | None:
    """Value of ``4``, ``IV``, ``iv``, ``thứ tư``, ``B``; OCR's l and 1 for I in a roman number."""
    word = text.lower()
    if word.startswith("thứ"):
        name = word.split()[1]
        return _WORD_NUMBERS.index(name) + 1 if name in _WORD_NUMBERS else None
    if word.isdecimal():
        return int(word)
    roman = re.sub("[1l](?=[1livx]*$)", "i", word) if "1" in word or "l" in text else word
    if set(roman) <= set(_ROMAN_VALUES):
        return from_roman(roman)
    return ord(word) - ord("a") + 1 if len(word) == 1 and "a" <= word <= "z" else None


def from_roman(text: str) -> int | None:
    """Value of a roman number in lower case; ``None`` where it is not well formed."""
    total = 0
    for sign, after in zip(text, [*text[1:], "i"], strict=True):
        value = _ROMAN_VALUES[sign]
        total += -value if value < _ROMAN_VALUES[after] else value
    return total if 0 < total < 90 and to_roman(total) == text else None


def to_roman(value: int) -> str:
    """Roman number in lower case, as paths print it."""
    signs = []
    for size, sign in _ROMAN_SIGNS:
        signs.append(sign * (value // size))
        value %= size
    return "".join(signs)
