"""A question as references are read from it: folded, each letter in its place."""

import re
from dataclasses import dataclass

from assistant.domain.words import fold, nfc

YEAR = r"(?:19|20)\d\d"
"""A year that stands in numbers."""

_FULL_WIDTH = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2043, 0x207B, 0x2212, 0xFE58, 0xFE63], "-")
_SLASHES = dict.fromkeys([0x2044, 0x2215, 0x2571, 0x29F8, ord("\\")], "/")
_BLANKS = dict.fromkeys(
    [9, 10, 11, 12, 13, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000],
    " ",
)
_PLAIN = _FULL_WIDTH | _DASHES | _SLASHES | _BLANKS
_ODD = re.compile("[" + "".join(re.escape(chr(char)) for char in _PLAIN) + "]")


@dataclass(frozen=True, slots=True)
class Written:
    """``shown``: as typed, in normal form. ``folded``: lower case without diacritics, with plain
    blanks, dashes, slashes and digits. A place in one is the same place in the other.
    """

    shown: str
    folded: str


def written(question: str) -> Written:
    """Lay ``question`` out. Where a letter folds to several, what is shown is folded too."""
    shown = nfc(question)
    plain = shown.translate(_PLAIN) if _ODD.search(shown) else shown
    folded = fold(plain)
    return Written(shown if len(shown) == len(folded) else folded, folded)
