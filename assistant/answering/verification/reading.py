"""A text as the checks read it: words by what they do, facts, addresses, in order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.answering.verification.addresses import Address, Named, addresses, documents
from assistant.answering.verification.facts import Fact, facts_of
from assistant.answering.verification.lexicon import Kind, phrases
from assistant.domain.words import nfc, syllables

_PIECE = re.compile(r"[^\W_]+|\.(?=\s|$|[”»\"])|[,;:\n()?!…/]|[-–+](?=\s)")
_OF_A_PLACE = frozenset({"ủy ban nhân dân", "hội đồng nhân dân"})
_ENDS = frozenset(".;:\n?!…")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, fact or mark at ``start:end``. ``key`` compares; ``fact`` where it is one."""

    kind: Kind
    key: str
    start: int
    end: int
    fact: Fact | None = None


@dataclass(frozen=True)
class Reading:
    """``text`` (in NFC) and what stands in it."""

    text: str
    tokens: tuple[Token, ...]
    facts: tuple[Fact, ...]
    addresses: tuple[Address, ...]
    documents: tuple[Named, ...]
    keys: frozenset[str] = field(default_factory=frozenset)


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """Read ``text``. Kept for the texts read last: a citation is read once for many statements."""
    text = nfc(text)
    named, units = documents(text), addresses(text)
    masked = [(one.start, one.end) for one in named] + [(one.start, one.end) for one in units]
    facts = facts_of(text, masked=masked)
    tokens = tuple(_tokens(text, facts, masked))
    keys = frozenset(token.key for token in tokens)
    return Reading(text, tokens, tuple(facts), tuple(units), tuple(named), keys)


def _tokens(text: str, facts: Sequence[Fact], masked: Sequence[tuple[int, int]]) -> list[Token]:
    spans: dict[int, tuple[int, Fact | None]] = {start: (end, None) for start, end in masked}
    spans |= {fact.start: (fact.end, fact) for fact in facts if not fact.loose}
    found: list[Token] = []
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text)]
    words = [_word(text[start:end]) for start, end in pieces]
    at, until = 0, -1
    while at < len(pieces):
        start = pieces[at][0]
        if start in spans and start >= until:
            until, fact = spans[start]
            kind = Kind.FACT if fact else Kind.NAMED
            key = _fact_key(fact) if fact else f"§{text[start:until].lower()}"
            if fact and fact.date and found and found[-1].kind is Kind.TIME:
                found[-1] = replace(found[-1], kind=Kind.FREE)  # "ngày" before a date is no rate
            found.append(Token(kind, key, start, until, fact))
        if start < until:
            at += 1
            continue
        taken, token = _phrase(words, pieces, at, text, spans)
        _add(found, token)
        at += taken
    return found


def _add(found: list[Token], token: Token) -> None:
    """Add a word; a council or committee and the level behind it are one body."""
    last = next((t for t in reversed(found[-2:]) if t.kind is not Kind.FREE), None)
    if last is not None and token.kind is Kind.PLACE and last.key in _OF_A_PLACE:
        found[:] = found[: found.index(last)]
        token = Token(Kind.BODY, f"{last.key} {token.key}", last.start, token.end)
    found.append(_unit_of(found[-1], token) if found else token)


def _unit_of(before: Token, token: Token) -> Token:
    """A unit of time behind its number is told by the fact; alone it is a rate ("một tuần")."""
    fact = before.fact
    is_unit = fact is not None and fact.unit == token.key and token.kind in {Kind.TIME, Kind.PERSON}
    return replace(token, kind=Kind.FREE) if is_unit else token


def _fact_key(fact: Fact) -> str:
    return f"{fact.unit or '#'} {fact.value}" if fact.date is None else f"#{fact.date}"


def _word(piece: str) -> str:
    return (syllables(piece) or [piece])[0]


def _phrase(
    words: Sequence[str],
    pieces: Sequence[tuple[int, int]],
    at: int,
    text: str,
    spans: dict[int, tuple[int, Fact | None]],
) -> tuple[int, Token]:
    """The longest known phrase at a place and how many pieces it takes, else the word alone."""
    start = pieces[at][0]
    for phrase, kind, key in phrases().get(words[at], ()):
        size = len(phrase)
        if tuple(words[at : at + size]) != phrase:
            continue
        if any(pieces[k][0] in spans for k in range(at + 1, at + size)):
            continue
        return size, Token(kind, key, start, pieces[at + size - 1][1])
    if not text[start].isalnum():
        return 1, Token(Kind.MARK, text[start], start, pieces[at][1])
    return 1, Token(Kind.WORD, words[at], start, pieces[at][1])


def is_end(token: Token) -> bool:
    """Whether a mark ends a sentence or an item of a list."""
    return token.kind is Kind.MARK and token.key in _ENDS
