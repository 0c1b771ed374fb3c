"""What keeps a note from being understood whole: words that nothing accounts for, facts it lacks.

A note counts as understood when every word of it went into a fact. Only what joins facts is
passed over: blanks, commas, full stops, semicolons, brackets, quotation marks and "và".
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

GLUE = re.compile(r"(?:[\s,.;()'\"“”]|và(?![^\W_]))*")


class Residue(StrEnum):
    """Why a note is not understood whole. The first five are of stretches of words."""

    STRAY_WORDS = "stray words"
    UNKNOWN_VERB = "unknown verb"
    UNREADABLE_CHANGER = "unreadable changer"
    UNKNOWN_ISSUER = "unknown issuing body"
    IMPOSSIBLE_DATE = "impossible date"
    CUT_OFF = "longer than any note"
    NO_NUMBER = "no document number"
    NO_PLACE = "no article or section"
    NO_FORCE_DAY = "no day in force"
    NO_KIND = "change without a kind"
    NO_CHANGER = "change without a document number"
    NO_CHANGE_DAY = "change without a day"


@dataclass
class Ledger:
    """The stretches of a note's text that were not understood, as they are met.

    ``cut``: the note went on beyond the text.
    """

    text: str
    cut: bool = False
    found: list[tuple[int, str, Residue]] = field(default_factory=list)

    def add(self, start: int, end: int, kind: Residue) -> None:
        """Keep ``text[start:end]`` without the glue at its ends; nothing but glue is nothing."""
        start = skip(self.text, start)
        words = self.text[start:end].strip(" ,.;()'\"“”")
        if words and start < end:
            self.found.append((start, words, kind))

    def stretches(self) -> list[tuple[str, Residue]]:
        """Words and kinds in the order of the text."""
        return [(words, kind) for _, words, kind in sorted(self.found, key=lambda one: one[0])]


def skip(text: str, pos: int) -> int:
    """The place after the glue at ``pos``."""
    match = GLUE.match(text, pos)
    return match.end() if match else pos
