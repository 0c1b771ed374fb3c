"""Words and signs that no Vietnamese sentence of law is made of, unless what is cited has them.

Numbers in other digits, letters of other scripts, codes, names of hosts and words of other languages
are how a statement carries off what nobody may say. And what is no sentence says nothing: a cut-off
clause reads as if the rest of it did not matter.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.answering.verification.faults import Fault, FaultKind
from assistant.domain.answer import Citation
from assistant.domain.orthography import is_syllable
from assistant.domain.words import fold, nfc, syllables
from assistant.retrieval.abbreviations import ABBREVIATIONS

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+[a-zđ]?|[IVXLC]+")
_UNIT_NAMES = "km m cm mm kg g km2 m2 m3 ha kwh kw vnd co2 pdf internet"
_UNITS = frozenset(_UNIT_NAMES.split())
_SIGNS = re.compile(r"%[0-9A-Fa-f]{2}|[\[\]{}<>\\|@#$^~*_=`¬§¶•]|(?<=\w)\.(?=[a-zđ]{2})")
_STARTS = re.compile(r"^[“\"«‘'(\[]*(?:[a-zđ]\d?\)|[-–]\s|\d)?\s*")
_ENDS = ".!…;"
"""Not a question mark, nor the colon of a lead without what it leads to."""

_CLOSING = "”\"»’') "
_LEAST = 3
"""Words of the shortest sentence: “Không thu phí.”"""


def foreign_faults(text: str, cited: Sequence[Citation], language: str = "vi") -> Iterator[Fault]:
    """Words and signs that are neither of the statement's language nor in what is cited.

    In English any word of Latin letters is one of the language; what it says is for other rules.
    """
    words = nfc(text)
    is_plain = _is_plain if language == "vi" else _is_english
    source = _source(cited)
    held = frozenset(syllables(source))
    for match in _WORD.finditer(words):
        if not is_plain(match.group()) and not _is_held(match.group(), held):
            yield Fault(FaultKind.FORM, match.group())
            break
    for match in _SIGNS.finditer(words):
        if match.group() not in source:
            yield Fault(FaultKind.FORM, match.group())
            break


def sentence_faults(text: str) -> Iterator[Fault]:
    """What is no whole sentence, by how it begins, how it ends and how little it says."""
    words = nfc(text).strip()
    begins = _STARTS.sub("", words)[:1]
    if begins.islower() and not words[:1].isdigit() and not _is_item(words):
        yield Fault(FaultKind.FORM, words[:20])
    if words.rstrip(_CLOSING)[-1:] not in _ENDS:
        yield Fault(FaultKind.FORM, words[-20:])
    if len(_WORD.findall(words)) < _LEAST:
        yield Fault(FaultKind.FORM, words)


def _is_item(words: str) -> bool:
    """An item of a list keeps its label, and the letter after it may be small."""
    return re.match(r"^[“\"«]?[a-zđ]\d?\)\s", words) is not None


def _is_plain(word: str) -> bool:
    """A syllable, a number, a letter that is a label, a known abbreviation or unit."""
    if not all(_is_latin(char) for char in word):
        return False
    if len(word) == 1 or _NUMBER.fullmatch(word):
        return True
    return is_syllable(word) or fold(word) in ABBREVIATIONS or word.lower() in _UNITS


def _is_english(word: str) -> bool:
    return _is_plain(word) or (word.isalpha() and all(map(_is_latin, word)) and not _is_shouted(word))


def _is_shouted(word: str) -> bool:
    """Capitals that are no abbreviation of the field."""
    return len(word) > 1 and word.isupper()


def _is_latin(char: str) -> bool:
    return char in "0123456789" or (char.isalpha() and "LATIN" in unicodedata.name(char, ""))


def _is_held(word: str, held: frozenset[str]) -> bool:
    return set(syllables(word)) <= held


def _source(cited: Sequence[Citation]) -> str:
    """All that stands in or above what is cited."""
    parts = (
        (c.quote, *c.leads, c.heading, *c.headings, c.document_title, c.document, c.label, c.issuer or "")
        for c in cited
    )
    return nfc("\n".join(part for each in parts for part in each))
