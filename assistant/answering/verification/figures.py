"""Numbers, dates and amounts of a statement against what it rests on.

That a number stands somewhere in a quotation is not enough: it must stand in the item that the rest
of the clause speaks of. "Giáo viên tiểu học: 23 tiết; trung học cơ sở: 19 tiết" does not hold
"giáo viên tiểu học dạy 19 tiết". Where another item with another number of the same unit
holds more of the clause, the number is the wrong one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.verification.alignment import CONTENT, Aligned, Clause, clause_groups
from assistant.answering.verification.facts import Bound, Fact, alike, facts_of, same_value
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

# How much more of a clause another item must hold for it to be the one meant.
_MARGIN = 0.25
_SPREAD = 1.2


def figure_faults(aligned: Aligned, known_days: Iterable[date] = ()) -> Iterator[Fault]:
    """Facts that do not stand where the statement puts them. ``known_days`` are told beside the
    words of the provision (the day of issue, of coming into force).
    """
    days = [(day.day, day.month, day.year) for day in known_days]
    for clause in aligned.clauses:
        for token in clause.tokens:
            fact = token.fact
            if fact is None or _told(fact, days):
                continue
            kind = FaultKind.NUMBER if fact.date is None else FaultKind.DATE
            if not _stands(fact, clause, aligned):
                yield Fault(kind, aligned.reading.text[fact.start : fact.end])
    yield from _loose(aligned)


def _told(fact: Fact, days: Sequence[tuple[int, int, int]]) -> bool:
    if fact.date is None:
        return False
    held = (Fact(0, 0, "", "date", date=day) for day in days)
    return any(same_value(fact, one) for one in held)


def _stands(fact: Fact, clause: Clause, aligned: Aligned) -> bool:
    """Whether some part holds the fact and no rival is nearer to the clause."""
    parts = aligned.source.parts
    holders = [part for part in parts if holds(part, fact, clause)]
    if not holders:
        return any(_held_by(fact, facts_of(one.text)) for one in aligned.source.around)
    own = [token for token in clause.tokens if token.kind in CONTENT]
    least = min(aligned.weights.lack(own, part) for part in holders)
    for part in parts:
        if part in holders:
            continue
        gap = least - aligned.weights.lack(own, part)
        if (gap > _MARGIN and _has_rival(part, fact)) or gap > _SPREAD:
            return False
    return any(_bound_here(part, fact, own) for part in holders)


def holds(part: Part, fact: Fact, clause: Clause | None = None) -> bool:
    """Whether a part, or what it continues, states the fact with its bound."""
    return _held_by(fact, _facts(part.tokens), clause) or _held_by(fact, _facts(part.leads), clause)


def _facts(tokens: Iterable[Token]) -> Iterator[Fact]:
    negated = False
    for token in tokens:
        if token.kind is Kind.MARK:
            negated = False
        negated = negated or token.kind in {Kind.NOT, Kind.BAN}
        if token.fact is not None:
            yield _turned(token.fact) if negated else token.fact


def _turned(fact: Fact) -> Fact:
    """Under a negation "quá hai" is at most two, "dưới hai" at least two."""
    turned = {Bound.OVER: Bound.MAX, Bound.UNDER: Bound.MIN}
    return replace(fact, bound=turned.get(fact.bound, fact.bound))


def _held_by(fact: Fact, held: Iterable[Fact], clause: Clause | None = None) -> bool:
    said = fact
    if clause is not None:
        said = next((one for one in _facts(clause.tokens) if one.start == fact.start), fact)
    return any(same_value(said, one) and _same_bound(said, fact, one) for one in held)


def _same_bound(said: Fact, plain: Fact, held: Fact) -> bool:
    return alike(said.bound, held.bound) or (said is not plain and alike(plain.bound, held.bound))


def _has_rival(part: Part, fact: Fact) -> bool:
    """Whether a part states another value of the same unit."""
    return any(_rivals(fact, one) for one in _facts(part.tokens))


def _rivals(fact: Fact, other: Fact) -> bool:
    if (fact.date is None) != (other.date is None):
        return False
    return (fact.unit == other.unit or not fact.unit or not other.unit) and not same_value(fact, other)


def _bound_here(part: Part, fact: Fact, own: Sequence[Token]) -> bool:
    """Whether inside a part the fact belongs to the clause: a part may tell two values, one each of
    two subjects ("tổ trưởng 03 tiết, tổ phó 01 tiết").
    """
    groups = [[token for piece in group for token in piece] for group in clause_groups(part.tokens)]
    mine = [group for group in groups if any(t.fact and same_value(fact, t.fact) for t in group)]
    rivals = [
        group
        for group in groups
        if group not in mine and any(t.fact and _rivals(fact, t.fact) for t in group)
    ]
    if not mine or not rivals:
        return True
    said = {token.key for token in own}
    told = [_tellings(group, rivals + mine) for group in mine]
    best = max(len(said & keys) for keys in told)
    least_missed = min(_missed(keys) for keys in told) if best == 0 else 0
    return all(len(said & _tellings(group, rivals + mine)) <= best for group in rivals) or least_missed < 0


def _tellings(group: Sequence[Token], groups: Sequence[Sequence[Token]]) -> set[str]:
    """The closed words that tell a clause from the others."""
    shared = set.intersection(*({t.key for t in one} for one in groups)) if len(groups) > 1 else set()
    return {token.key for token in group if token.kind in CLOSED and token.kind is not Kind.TIME} - shared


def _missed(keys: set[str]) -> int:
    return len(keys)


def _loose(aligned: Aligned) -> Iterator[Fault]:
    """Words such as "một tháng" are a number or a rate: the source must have either."""
    for fact in aligned.reading.facts:
        if not fact.loose or not fact.unit:
            continue
        held = (f for reading in aligned.source.readings for f in reading.facts)
        named = fact.unit in aligned.source.syllables or fact.unit in aligned.source.keys
        if not named and not any(f.value == "1" and f.unit == fact.unit for f in held):
            yield Fault(FaultKind.NUMBER, aligned.reading.text[fact.start : fact.end])
