"""Questions in English: knowing one, and putting it into Vietnamese words to search with.

A rendering word for word by a glossary (``english.json``), the longest term first. It is for the
search and for choosing words inside a provision; no reader is shown it as a translation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from assistant.domain.number import NUMBER
from assistant.domain.words import fold, nfc, syllables
from assistant.retrieval.days_reading import YEAR
from assistant.retrieval.language import shipped_language

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SYMBOL = re.compile(r"[{}\[\]<>=;()\\|_#$`~^*+]")
# Words of English grammar; those that are Vietnamese syllables too ("them", "my") tell nothing.
_GRAMMAR_WORDS = """
what which when where who whom whose why how is are was were am does did doing done have has had having
of for from with without about into under over between after before during since until while and or if
then than that this these those there their they them he she it its his her you your we our us my i not
must should would could shall will may might need needs want get gets got take takes make makes be been
being by as at all any each every other another some such only also more most many much very please tell
explain does doesn't don't isn't aren't can't cannot what's who's it's i'm you're know say says mean
means called use used give given still again always never just both either
"""
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
# Words of the glossary that people write in Vietnamese too.
_LOANS = frozenset(
    {"online", "form", "test", "file", "copy", "module", "email", "web", "app", "video", "tet", "gpa", "phd"}
)
_MOST_SYMBOLS = 0.25
"""Symbols for each word from which on a text is code."""
_MOST_WORDS = 6
"""Words of a term at most."""


# --- knowing one


def is_english(question: str) -> bool:
    """Whether ``question`` is in English: more of its words are surely English than surely not.

    Words that are English and Vietnamese without diacritics ("can", "the", "to") tell nothing.
    Code, numbers and names alone are not English.

    >>> is_english("How long does it take to transfer schools?")
    True
    >>> is_english("hoc phi truong cong lap la bao nhieu")
    False
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(_NUMBER.sub(" ", nfc(question)))]
    if not words or len(_SYMBOL.findall(question)) > _MOST_SYMBOLS * len(words):
        return False
    sides = [_side(word) for word in words]
    return sides.count(1) > sides.count(-1)


def _side(word: str) -> int:
    """1 where a word is surely English, -1 where it is surely Vietnamese, else 0."""
    if not word.isascii():
        return -1
    if word in _LOANS:
        return 0
    known = word in _GRAMMAR or _root(word) in _vocabulary()
    return known - (word in shipped_language().by_skeleton)


_NUMBER = re.compile(NUMBER)


# --- putting it into Vietnamese


@dataclass(frozen=True)
class _Term:
    """Words in Vietnamese; ``asks``: they ask, and so stand behind what they ask of."""

    words: str
    asks: bool = False


@cache
def _glossary() -> dict[tuple[str, ...], _Term]:
    """Terms by the roots of their English words."""
    groups = orjson.loads(Path(__file__).with_name("english.json").read_bytes())
    return {
        tuple(map(_root, english.split())): _Term(vietnamese, group == "questions")
        for group, terms in groups.items()
        for english, vietnamese in terms.items()
    }


@cache
def _vocabulary() -> frozenset[str]:
    """Every root that stands in a term."""
    return frozenset(root for roots in _glossary() for root in roots)


@cache
def glossary_syllables() -> frozenset[str]:
    """Every syllable, without diacritics, of the Vietnamese words of the glossary."""
    return frozenset(one for term in _glossary().values() for one in syllables(fold(term.words)))


def _root(word: str) -> str:
    """A word without the endings of plural and possession: ``schools`` and ``school's`` are alike."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > len("ties"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_SINCE = {"before": "trước", "after": "sau", "since": "từ", "from": "từ", "until": "đến"}
_WHEN = re.compile(
    rf"(?<![\w/.-])(?:(?P<side>{'|'.join(_SINCE)}|in|on|as of)\s+)?(?:"
    rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>{YEAR})|"
    rf"(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})\.?,?\s+(?P<year2>{YEAR})|"
    rf"(?P<month3>{_MONTH})\.?\s+(?P<year3>{YEAR})|"
    r"(?:(?:the\s+)?(?P<school>(?:school|academic)\s+year)\s+)?"
    rf"(?P<year4>{YEAR})(?P<to>\s*[-–/]\s*(?:19|20)?\d\d)?)(?![\w/])",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"\x00\d+\x00|{NUMBER}|\d[\d.,/%-]*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_HELD = re.compile(r"\x00(\d+)\x00")


def to_vietnamese(question: str) -> str:
    """``question`` in Vietnamese words to search with; days as a Vietnamese question tells them.

    Numbers, names and Vietnamese words are kept; English words that the glossary does not have
    are left out. Empty where nothing is left.
    """
    held = list[str]()
    text = _NUMBER.sub(lambda match: _hold(held, match[0]), nfc(question).replace("\x00", " "))
    text = _WHEN.sub(lambda match: _hold(held, _day(match)), text)
    items = _ITEM.findall(text)
    said, asked = list[str](), list[str]()
    for term in _terms(items):
        (asked if term.asks else said).append(_HELD.sub(lambda match: held[int(match[1])], term.words))
    return " ".join(filter(None, [*said, *dict.fromkeys(asked)]))


def _hold(held: list[str], words: str) -> str:
    """Keep words out of the glossary's reach."""
    held.append(words)
    return f" \x00{len(held) - 1}\x00 "


def _day(match: re.Match[str]) -> str:
    """A day, a month or a year in Vietnamese."""
    part = match.groupdict()
    side = _SINCE.get((part["side"] or "").lower(), "")
    month, year = (
        part["month"] or part["month2"] or part["month3"],
        part["year"] or part["year2"] or part["year3"],
    )
    if month is None:
        word = "năm học" if part["school"] or part["to"] else "năm"
        return f"{side} {word} {part['year4']}{(part['to'] or '').strip()}".strip()
    number = next(at for at, name in enumerate(_MONTHS, start=1) if name.startswith(month.lower()[:3]))
    day = part["day"] or part["day2"]
    return f"{side} ngày {day}/{number}/{year}".strip() if day else f"{side} tháng {number}/{year}".strip()


def _terms(items: Sequence[str]) -> Iterator[_Term]:
    """The longest terms of the glossary from left to right; what is in none as ``_other`` tells."""
    roots, at = [_root(item) for item in items], 0
    while at < len(items):
        size = next(
            (
                n
                for n in range(min(_MOST_WORDS, len(items) - at), 0, -1)
                if tuple(roots[at : at + n]) in _glossary()
            ),
            0,
        )
        yield _glossary()[tuple(roots[at : at + size])] if size else _Term(_other(items[at]))
        at += size or 1


def _other(item: str) -> str:
    """A number, a name or a Vietnamese word as it is; nothing of another word."""
    if item.lower() in _GRAMMAR or fold(item) in _ARTICLES:
        return ""
    return item if not item.isascii() or not item.islower() else ""


_ARTICLES = frozenset({"a", "an", "the", "to", "in", "on", "do", "can"})
