"""A statement in nearly the words of its item: what stands where the item has something else.

Where most words of a clause stand in the item in the same order, the two are laid side by side.
A level, person, office put where the item has another one, a duty denied or made an option at the
same verb, are other rules in the same words.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.answering.verification.alignment import CONTENT, Aligned, Clause
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, Kind, stands_for
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_SHARE = 0.6
_LEAST = 3
_PASSED = frozenset({Kind.TIME, Kind.ACT, Kind.FAMILY})
_DENIALS = frozenset({Kind.NOT, Kind.BAN})
_DENYING = _DENIALS | {Kind.EXCEPT, Kind.FREED}
_GOVERNORS = frozenset({Kind.MUST, Kind.MAY, Kind.NOT, Kind.BAN, Kind.FREED, Kind.EXCEPT, Kind.ONLY})
_CONDITIONS = frozenset({"điều kiện", "tiêu chuẩn"})
_WEAK = "được"


def side_faults(aligned: Aligned) -> Iterator[Fault]:
    """What a clause has in the place of another word of its item."""
    for clause in aligned.clauses:
        if clause.part is not None:
            source = (*clause.part.leads, *clause.part.tokens)
            said, held = _content(clause.tokens), _content(source)
            matcher = SequenceMatcher(None, [t.key for t in said], [t.key for t in held], autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            if same >= _LEAST and same >= _SHARE * len(said):
                yield from _replaced(matcher, said, held, clause.part)
                yield from _governed(matcher, said, held, clause)
                yield from _denied(matcher, said, held, (clause.tokens, source))


def _content(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.kind in CONTENT or token.fact is not None]


def _replaced(
    matcher: "SequenceMatcher[str]", said: Sequence[Token], held: Sequence[Token], part: Part
) -> Iterator[Fault]:
    """Closed words where the item has another of their sort."""
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "replace":
            continue
        for token in said[first:last]:
            others = {t.key for t in held[start:end] if t.kind is token.kind}
            if token.kind in CLOSED - _PASSED and others and not stands_for(token.key, others | part.near):
                yield Fault(FaultKind.ACTOR, token.key)


def _governed(
    matcher: "SequenceMatcher[str]", said: Sequence[Token], held: Sequence[Token], clause: Clause
) -> Iterator[Fault]:
    """Modal words and denials at a verb, beside those that the item has at the same verb."""
    part = clause.part
    if part is None:
        return
    denying = any(t.kind in _DENIALS for t in part.tokens)
    excepting = any(t.kind is Kind.EXCEPT for t in part.tokens)
    excepts = any(t.kind is Kind.EXCEPT for t in clause.tokens)
    for block in matcher.get_matching_blocks():
        for at in range(block.size):
            token, other = said[block.a + at], held[block.b + at]
            ours = _governors(clause.tokens, token, said[block.a + at - 1] if block.a + at else None)
            theirs = _governors(part.tokens, other, held[block.b + at - 1] if block.b + at else None)
            fault = _differs(ours, theirs, denying=denying)
            if fault and (not excepting or excepts or fault is FaultKind.MODALITY):
                yield Fault(fault, token.key)


def _denied(
    matcher: "SequenceMatcher[str]",
    said: Sequence[Token],
    held: Sequence[Token],
    texts: tuple[Sequence[Token], Sequence[Token]],
) -> Iterator[Fault]:
    """A denial that one of two texts has between the same two words, and the other has not."""
    for block in matcher.get_matching_blocks():
        for at in range(1, block.size):
            ours = _between(texts[0], said[block.a + at - 1], said[block.a + at])
            theirs = _between(texts[1], held[block.b + at - 1], held[block.b + at])
            denied = [any(t.kind in _DENYING for t in tokens) for tokens in (ours, theirs)]
            if denied[0] != denied[1] and not any(map(_joins, (*ours, *theirs))):
                yield Fault(FaultKind.NEGATION, said[block.a + at].key)


def _between(tokens: Sequence[Token], first: Token, last: Token) -> Sequence[Token]:
    start, end = tokens.index(first), tokens.index(last)
    return tokens[start + 1 : end]


def _joins(token: Token) -> bool:
    """Whether a word joins what a denial may reach over: "không nhận tiền, quà"."""
    return token.kind in {Kind.MARK, Kind.AND, Kind.OR, Kind.IF}


def _governors(tokens: Sequence[Token], verb: Token, before: Token | None) -> list[Token]:
    """The modal words and denials between a word and the word of content before it."""
    start = before.end if before is not None else -1
    return [t for t in tokens if start <= t.start < verb.start and t.kind in _GOVERNORS]


def _differs(ours: Sequence[Token], theirs: Sequence[Token], *, denying: bool) -> FaultKind | None:
    said, held = {token.kind for token in ours}, {token.kind for token in theirs}
    if not held or (said | held) & {Kind.FREED, Kind.EXCEPT, Kind.ONLY}:
        return None
    if said & _DENIALS and not denying and held & {Kind.MUST, Kind.MAY}:
        return FaultKind.NEGATION
    if held & _DENIALS and said and not said & _DENIALS:
        return FaultKind.NEGATION
    options = [token for token in ours if token.kind is Kind.MAY and token.key != _WEAK]
    if options and Kind.MUST in held and Kind.MAY not in held:
        return FaultKind.MODALITY
    return None
