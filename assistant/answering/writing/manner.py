"""How a written statement must sound: its length and its tone, checked and not hoped for.

What stands between quotation marks is the law's own and is judged by none of this. Lengths are in words
parted by blanks, which are syllables in Vietnamese.

``manner`` tells what is wrong with one statement, ``whole`` with an answer's statements together, both in
short words for programs. ``SEVERE`` are those with which a statement is better not shown; the others
(a sentence that is long) are worth another try, and no reason to lose what is true.
"""

import re
from collections.abc import Sequence

from assistant.answering.writing.manner_words import BOTH, HARD, OFFICIAL, OPENINGS, shaped_english
from assistant.domain.answer import WRITTEN, Audience, Part, Statement

SEVERE = frozenset(
    {
        "empty",
        "greeting",
        "chatter",
        "flattery",
        "first_person",
        "advice",
        "promise",
        "hedging",
        "emoji",
        "language",
        "address",
        "lead",
    }
)
"""Faults with which a statement is not shown."""

SHORT_WORDS = 30
"""The most words of the first statement for citizens."""
SENTENCE_WORDS = {Audience.CITIZEN: 35, Audience.OFFICIAL: 60, Audience.EVALUATOR: 60}
"""The most words of a sentence; of a list, those of its longest item."""
MOST_STATEMENTS = 8

_LIST_COMMAS = 3
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ỸĐ“«\"])|\n+")
_ITEM = re.compile(r"[;:\n]|(?:^|\s)[-•]\s")
_COMMA = re.compile(r",\s")
_OWN_LETTER = re.compile(
    r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
_FOREIGN = re.compile("[\u0370-\u1cff\u2e80-\ud7ff\uf900-\ufaff\uff66-\uffdc]")
_WORDY = re.compile(r"[^\W\d_]")
_FEW_WORDS = 4
_OWN_SHARE, _OTHER_SHARE = 0.25, 0.3


def manner(text: str, part: Part, audience: Audience | None, language: str = "vi") -> tuple[str, ...]:
    """What is wrong with the manner of a statement: nothing where empty. Without an ``audience`` it is
    judged as for citizens.
    """
    own = _QUOTED.sub(" “…” ", text)
    reader = audience or Audience.CITIZEN
    found = _tone(own, part, reader) + _length(text, own, part, reader)
    if not _WORDY.search(text):
        found = ["empty", *found]
    if text.rstrip(" .…–-”").endswith((":", "：")):
        found.append("lead")  # what it announces does not follow: it tells nothing by itself
    if not _speaks(own, language):
        found.append("language")
    return tuple(dict.fromkeys(found))


def whole(statements: Sequence[Statement], audience: Audience | None) -> tuple[str, ...]:
    """What is wrong with the written statements of an answer together: ``no_short`` (citizens hear the
    answer in a sentence first), ``shorts`` (more than one), ``many``, ``repeated``.
    """
    written = [statement for statement in statements if statement.part in WRITTEN]
    shorts = sum(statement.part is Part.SHORT for statement in written)
    plain = (audience or Audience.CITIZEN) is Audience.CITIZEN
    said = {" ".join(statement.text.lower().split()) for statement in written}
    checks = {
        "no_short": plain and bool(written) and written[0].part is not Part.SHORT,
        "shorts": shorts > 1,
        "many": len(written) > MOST_STATEMENTS,
        "repeated": len(said) < len(written),
    }
    return tuple(name for name, wrong in checks.items() if wrong)


def hard_words(text: str) -> tuple[str, ...]:
    """Words of the law in ``text`` that citizens need explained and that it does not explain itself, in
    their order. They are told, not replaced: another word would be another rule.
    """
    own = _QUOTED.sub(" ", text)
    found = [match for match in HARD.finditer(own) if not _EXPLAINED.match(own, match.end())]
    return tuple(dict.fromkeys(match.group().lower() for match in found))


_EXPLAINED = re.compile(r"\s*(?:\(|,?\s*(?:tức|nghĩa) là\b|là\b)", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence.strip()]


def _tone(own: str, part: Part, reader: Audience) -> list[str]:
    """Words that have no place; ``own`` is the statement without its quotations."""
    rules = BOTH if reader is Audience.CITIZEN else BOTH + OFFICIAL
    found = [name for name, pattern in rules if pattern.search(own)]
    stiff = part is Part.SHORT and reader is Audience.CITIZEN and OPENINGS.match(own.strip())
    return [*found, "officialese"] if stiff else found


def _length(text: str, own: str, part: Part, reader: Audience) -> list[str]:
    found = []
    if part is Part.SHORT and reader is Audience.CITIZEN and len(text.split()) > SHORT_WORDS:
        found.append("short_long")
    if any(_longest(sentence) > SENTENCE_WORDS[reader] for sentence in sentences(own)):
        found.append("sentence_long")
    return found


def _longest(sentence: str) -> int:
    """The words of a sentence; of a list, those of its longest item."""
    items = _ITEM.split(sentence)
    pieces = [
        piece
        for item in items
        for piece in (_COMMA.split(item) if len(_COMMA.findall(item)) >= _LIST_COMMAS else [item])
    ]
    return max(len(piece.split()) for piece in pieces)


def _speaks(own: str, language: str) -> bool:
    """Whether the statement's own words are of the language. Vietnamese has its letters in more than a
    quarter of all but the shortest stretches; English has them in names alone.
    """
    words = [word for word in own.split() if _WORDY.search(word) and not any(char.isdigit() for char in word)]
    if _FOREIGN.search(own):
        return False
    share = sum(bool(_OWN_LETTER.search(word)) for word in words) / (len(words) or 1)
    if language == "en":
        return share <= _OTHER_SHARE or len(words) <= _FEW_WORDS
    return (share >= _OWN_SHARE or len(words) <= _FEW_WORDS) and not shaped_english(words)
