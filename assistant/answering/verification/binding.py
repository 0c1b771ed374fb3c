"""Who decides for whom: an office beside the level that the law puts beside another office."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import Aligned, Clause, clause_groups, is_ordinal
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token

_DOERS = frozenset({Kind.OFFICE, Kind.BODY})
_CASES = frozenset({Kind.LEVEL, Kind.OWNER})


def binding_faults(aligned: Aligned) -> Iterator[Fault]:
    """Pairs of an office and a case that the source has crosswise and nowhere together."""
    for clause in aligned.clauses:
        if clause.part is None:
            continue
        groups = [[t for piece in group for t in piece] for group in clause_groups(clause.part.tokens)]
        for doer, case in _pairs(clause):
            if _is_crossed(doer, case, groups):
                yield Fault(FaultKind.ACTOR, f"{doer.key} {case.key}")


def _pairs(clause: Clause) -> Iterator[tuple[Token, Token]]:
    for doer in clause.tokens:
        if doer.kind in _DOERS:
            yield from ((doer, case) for case in clause.tokens if _is_case(case))


def _is_case(token: Token) -> bool:
    return token.kind in _CASES or is_ordinal(token)


def _is_crossed(doer: Token, case: Token, groups: Sequence[Sequence[Token]]) -> bool:
    """Whether each of two words has another of the other's sort beside it, and never it."""
    with_doer = [group for group in groups if any(t.key == doer.key for t in group)]
    with_case = [group for group in groups if any(t.key == case.key for t in group)]
    if not with_doer or not with_case or any(group in with_case for group in with_doer):
        return False
    other_cases = all(any(t.kind is case.kind for t in group) for group in with_doer)
    doers = _DOERS | {Kind.PERSON}
    return other_cases and all(any(t.kind in doers for t in group) for group in with_case)
