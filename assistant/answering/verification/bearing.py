"""What a statement says of its own: every sentence of it must bear on what is cited.

A false sentence behind a true one, a subject that nothing cited knows, a permission where the law
has a penalty, an office that only a heading names: each says something the source does not, in
words that are few enough to be overlooked among the true ones.
"""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned, Clause
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_LEAST = 2
"""Words of content that a sentence shares with its source, below which it is about something else."""

_PREDICATES = frozenset({Kind.MUST, Kind.MAY, Kind.NOT, Kind.BAN, Kind.FREED, Kind.FACT})
_PREDICATE_WORDS = frozenset({"là", "gồm", "do", "có", "bị", "thì", "nếu", "khi"})
_PENALTY = frozenset({"bị", "phạt", "xử", "đình", "buộc", "kỷ", "cảnh", "hủy", "huỷ", "đuổi"})


def bearing_faults(aligned: Aligned) -> Iterator[Fault]:
    """What a sentence says that is not what its source speaks of."""
    yield from _says_nothing(aligned)
    for clause in aligned.clauses:
        yield from _strange_subject(clause, aligned)
        yield from _other_office(clause)
        yield from _permitted_penalty(clause)


def _says_nothing(aligned: Aligned) -> Iterator[Fault]:
    told = [t for t in aligned.reading.tokens if t.kind in CONTENT or t.kind in (Kind.FACT, Kind.NAMED)]
    held = [t for t in told if t.kind in (Kind.FACT, Kind.NAMED) or _is_held(t, aligned)]
    if len(held) < _LEAST:
        yield Fault(FaultKind.SUPPORT, " ".join(token.key for token in told))


def _strange_subject(clause: Clause, aligned: Aligned) -> Iterator[Fault]:
    """Words before the predicate that nothing cited has: who or what it is said of is made up."""
    for token in _subject(clause.tokens):
        if token.kind is Kind.WORD and not _is_held(token, aligned):
            yield Fault(FaultKind.SUPPORT, token.key)


def _subject(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.kind in _PREDICATES or token.key in _PREDICATE_WORDS:
            return
        yield token


def _other_office(clause: Clause) -> Iterator[Fault]:
    """An office that a heading names, where the part that is rested on names another."""
    if clause.part is None:
        return
    own = {token.key for token in (*clause.part.tokens, *clause.part.leads) if token.kind is Kind.OFFICE}
    for token in clause.tokens:
        if token.kind is Kind.OFFICE and own and token.key not in own:
            yield Fault(FaultKind.ACTOR, token.key)


def _permitted_penalty(clause: Clause) -> Iterator[Fault]:
    """"Được" of what the part it rests on punishes and nowhere permits."""
    if clause.part is None:
        return
    tokens = (*clause.part.tokens, *clause.part.leads)
    punished = any(set(token.key.split()) & _PENALTY for token in tokens)
    permitted = any(token.kind in (Kind.MAY, Kind.FREED) for token in tokens)
    if punished and not permitted:
        denied = any(token.kind in (Kind.NOT, Kind.BAN) for token in clause.tokens)
        for token in clause.tokens:
            if token.kind is Kind.MAY and not denied:
                yield Fault(FaultKind.MODALITY, token.key)


def _is_held(token: Token, aligned: Aligned) -> bool:
    source = aligned.source
    return token.key in source.keys or all(word in source.syllables for word in token.key.split())
