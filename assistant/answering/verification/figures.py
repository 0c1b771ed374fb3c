"""Numbers, dates and amounts of a statement against what it rests on.

That a number stands somewhere in a quotation is not enough: it must stand in the item that the rest
of the clause speaks of. "Giáo viên tiểu học: 23 tiết; trung học cơ sở: 19 tiết" does not hold
"giáo viên tiểu học dạy 19 tiết". Where another item with another number of the same unit
holds more of the clause, the number is the wrong one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.answering.verification.alignment import Aligned, Clause, clause_groups, is_ordinal, is_telling
from assistant.answering.verification.facts import Bound, Fact, alike, same_value
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, Kind
from assistant.answering.verification.places import is_in_place
from assistant.answering.verification.reading import Token, is_end
from assistant.answering.verification.source import Part

# How much more of a clause another item must hold for it to be the one meant.
_MARGIN = 0.25
_SPREAD = 1.2
_OTHER = 0.8
_CLEAR = 0.7
_CLOSE = 2
_YEAR = 4
_TELLS = frozenset({Kind.WORD, Kind.FREED, Kind.NOT, Kind.MUST})
_INHERITED = frozenset({Kind.PERSON, Kind.OFFICE, Kind.GRADE, Kind.FAMILY})
_LED = (
    (Bound.MAX, frozenset({"tối đa", "không quá", "không vượt quá", "nhiều nhất", "cao nhất", "lớn nhất"})),
    (Bound.MIN, frozenset({"tối thiểu", "ít nhất", "không dưới", "thấp nhất", "nhỏ nhất"})),
)
_WHEN = frozenset({"nếu", "khi", "nếu như"})
_GOES_ON = frozenset({Kind.AND, Kind.OR})
_COUNTED = {"hình thức": "phương thức"}
_LENGTHS = frozenset({"ngày", "ngày làm việc", "tuần", "tháng", "năm", "giờ", "phút", "học kỳ"})


def figure_faults(aligned: Aligned, known_days: Iterable[date] = ()) -> Iterator[Fault]:
    """Facts that do not stand where the statement puts them. ``known_days`` are told beside the
    words of the provision (the day of issue, of coming into force).
    """
    days = [(day.day, day.month, day.year) for day in known_days]
    for clause in _whole(aligned.clauses):
        for token in clause.tokens:
            fact = token.fact
            if fact is None or _told(fact, days) or _counts(fact, aligned):
                continue
            kind = FaultKind.NUMBER if fact.date is None else FaultKind.DATE
            if not _stands(fact, clause, aligned):
                yield Fault(kind, aligned.reading.text[fact.start : fact.end])
    yield from _of_another(aligned)
    yield from _loose(aligned)


def _of_another(aligned: Aligned) -> Iterator[Fault]:
    """The only number of its unit in a sentence that as a whole, the case with what it brings, is clearly
    that of an item with another number: a case may be a clause of its own ("Ở trường có 20 lớp, ...").
    """
    tokens = aligned.reading.tokens
    if any(is_end(token) and token.key != ":" for token in tokens[:-1]):
        return
    told = [token.fact for token in tokens if token.fact is not None]
    parts = aligned.source.parts
    for fact in told:
        if fact.date is not None or fact.unit.startswith("#") or any(_rivals(fact, one) for one in told):
            continue
        others = [one for one in told if not same_value(fact, one)]
        lacks = [(part, aligned.weights.lack(tokens, part) + _unheld(others, part)) for part in parts]
        mine = min((lack for part, lack in lacks if _held_by(fact, _stated(part))), default=None)
        rival = min((lack for part, lack in lacks if _is_of_another(part, fact)), default=None)
        if mine is not None and rival is not None and mine - rival > _CLEAR:
            yield Fault(FaultKind.NUMBER, aligned.reading.text[fact.start : fact.end])


def _is_of_another(part: Part, fact: Fact) -> bool:
    return _has_rival(part, fact) and not any(same_value(fact, one) for one in _stated(part))


def _whole(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Clauses, the consequence of a condition with it: the case that its numbers are of."""
    case: tuple[Token, ...] = ()
    for clause in clauses:
        first = clause.tokens[0]
        if first.key in _WHEN or (case and first.kind in _GOES_ON):
            case += clause.tokens
            yield clause
        else:
            yield Clause((*case, *clause.tokens), clause.part)
            case = clause.tokens if any(t.fact for t in clause.tokens) and _is_case(clause, clauses) else ()


def _is_case(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether "thì" behind a clause makes it a condition."""
    return any(after.tokens[0].key == "thì" and before is clause for before, after in pairwise(clauses))


def _counts(fact: Fact, aligned: Aligned) -> bool:
    """Whether a number counts the items under a lead that names them: "có ba hình thức"."""
    for lead in {id(part.leads[-1]): part.leads for part in aligned.used if part.leads}.values():
        items = sum(1 for part in aligned.source.parts if part.leads and part.leads[-1] is lead[-1])
        counted = [t.key for t in aligned.reading.tokens if fact.end <= t.start][:1]
        counted += [fact.unit, _COUNTED.get(fact.unit, "")]
        if str(items) == fact.value and any(token.key in counted for token in lead):
            return True
    return False


def _told(fact: Fact, days: Sequence[tuple[int, int, int]]) -> bool:
    if fact.date is None or fact.date[2] is None:
        return False  # a month or a day of each year is no day that is known
    held = (Fact(0, 0, "", "date", date=day) for day in days)
    return any(same_value(fact, one) for one in held)


def _stands(fact: Fact, clause: Clause, aligned: Aligned) -> bool:
    """Whether some part holds the fact and none without it is nearer to the clause."""
    parts = aligned.source.parts
    holders = [part for part in parts if holds(part, fact, clause)]
    if not holders:
        return any(_held_by(fact, one.facts) for one in aligned.source.around)
    own = [token for token in clause.tokens if is_telling(token) and token.fact is not fact]
    own += [token for token in clause.tokens if token.kind in _TELLS and token.kind is not Kind.WORD]
    others = [t.fact for t in clause.tokens if t.fact and t.fact is not fact and t.fact.unit != fact.unit]
    keys = {t.key for t in clause.tokens if t.fact in others and _pairs(t)}
    lacks = [(part, aligned.weights.lack(own, part) + _unheld(others, part)) for part in parts]
    return any(
        _is_nearest(part, fact, own, lacks, holders)
        and (is_in_place(fact, clause.tokens, part.tokens) or _is_bound(part, fact, own, keys))
        for part in holders
    )


def _goes_on(part: Part, other: Part) -> bool:
    """Whether a part goes on with another in the same sentence or item."""
    return any(token is other.tokens[0] for token in part.before)


def _tells_more(other: Part, part: Part, own: Sequence[Token]) -> bool:
    """Whether a part has of its own clearly more of a clause: a lead with a number beside its item."""
    if other.tokens[0] not in part.leads:
        return False
    keys = {token.key for token in own}
    return len(keys & other.own) > len(keys & part.own) + 1


def _is_meant(other: Part, part: Part, own: Sequence[Token]) -> bool:
    """Whether of two items under one lead the other has all that one has of a clause, and more: the lead
    may name what each of them is about.
    """
    if other.leads != part.leads or not part.leads:
        return False
    keys = {token.key for token in own}
    return keys & part.own < keys & other.own


def _unheld(facts: Sequence[Fact], part: Part) -> float:
    """The weight of the other facts of a clause that a part does not state; what it says itself of a
    unit goes before what its lead says.
    """
    return _OTHER * sum(1 for fact in facts if not _says(part, fact))


def _says(part: Part, fact: Fact) -> bool:
    own = [one for one in _facts(part.tokens) if _rivals(fact, one) or same_value(fact, one)]
    return any(same_value(fact, one) for one in own or _stated(part))


def _stated(part: Part) -> Iterator[Fact]:
    return (token.fact for token in (*part.leads, *part.tokens) if token.fact is not None)


def _is_nearest(
    part: Part,
    fact: Fact,
    own: Sequence[Token],
    lacks: Sequence[tuple[Part, float]],
    holders: Sequence[Part],
) -> bool:
    """Whether no part without the fact, least of all one with a rival, holds more of the clause."""
    least = next(lack for other, lack in lacks if other is part)
    for other, lack in lacks:
        if other not in holders:
            gap = least - lack
            if (gap > _SPREAD and not _goes_on(part, other)) or (
                gap > _MARGIN and not fact.unit.startswith("#") and _has_rival(other, fact)
            ):
                return False
            if (
                gap >= 0
                and _has_rival(other, fact)
                and (_tells_more(other, part, own) or _is_meant(other, part, own))
            ):
                return False
        elif least - lack > _MARGIN:
            return False
    return True


def holds(part: Part, fact: Fact, clause: Clause | None = None) -> bool:
    """Whether a part, or what it continues, states the fact with its bound: its own, or its lead's
    ("Số trẻ em tối đa như sau:").
    """
    own = list(_facts(part.tokens))
    colon = next((at for at, t in enumerate(part.tokens) if t.key == ":"), 0)
    led = {t.key for t in (*part.leads, *part.tokens[:colon])}
    own += [replace(f, bound=b) for b, words in _LED for f in own if f.bound is Bound.NONE and words & led]
    return _held_by(fact, own, clause) or _held_by(fact, _facts(part.leads), clause)


def _facts(tokens: Iterable[Token]) -> Iterator[Fact]:
    negated = False
    for token in tokens:
        if token.kind is Kind.MARK:
            negated = False
        # "chưa đến", "chưa đủ" are bounds by themselves
        negated = negated or (token.kind in {Kind.NOT, Kind.BAN} and not token.key.startswith("chưa"))
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
    alike_units = fact.unit == other.unit or {fact.unit, other.unit} <= _LENGTHS
    return alike_units and not same_value(fact, other)


def _pairs(token: Token) -> bool:
    """Whether a number belongs to one of several cases: a day or a year may be said of them all."""
    fact = token.fact
    return fact is not None and fact.date is None and not (fact.unit == "năm" and len(fact.value) == _YEAR)


def _is_bound(part: Part, fact: Fact, own: Sequence[Token], others: set[str]) -> bool:
    """Whether inside a part the fact belongs to the clause: a part may tell two values, one each of
    two subjects ("tổ trưởng 03 tiết, tổ phó 01 tiết").
    """
    groups = [[token for piece in group for token in piece] for group in clause_groups(part.tokens)]
    mine = [group for group in groups if any(t.fact and same_value(fact, t.fact) for t in group)]
    rivals = [one for one in groups if one not in mine and any(t.fact and _rivals(fact, t.fact) for t in one)]
    if not mine or not rivals or fact.unit.startswith("#"):
        return True
    said = {token.key for token in own} | others
    told = dict(zip(map(id, groups), _tellings(_cut(groups), fact.unit), strict=True))
    shared = frozenset.intersection(*(told[id(group)].all for group in (*mine, *rivals)))
    best = max(told[id(group)].score(said - shared) for group in mine)
    return all(told[id(group)].score(said - shared) <= best for group in rivals)


@dataclass(frozen=True)
class _Telling:
    """The words of a clause that tell it from others: closed ones, which weigh double, and the rest."""

    closed: frozenset[str]
    words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.closed | self.words

    def score(self, said: set[str]) -> int:
        return 2 * len(said & self.closed) + len(said & self.words)


def _cut(groups: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
    """The clauses without a predicate that one of them has for all ("... thì được bố trí")."""
    places = [_predicate(group) for group in groups]
    if sum(place is not None for place in places) != 1:
        return list(groups)
    return [group[:place] for group, place in zip(groups, places, strict=True)]


def _predicate(group: Sequence[Token]) -> int | None:
    found = (
        at for at, token in enumerate(group) if token.kind in {Kind.MUST, Kind.MAY} or token.key == "thì"
    )
    return next((at for at in found if any(t.fact for t in group[:at])), None)


def _tellings(groups: Sequence[Sequence[Token]], unit: str) -> Iterator[_Telling]:
    """What tells each clause; a sort of subject that a clause has not it takes from the one before."""
    held: dict[Kind, set[str]] = {}
    for at, group in enumerate(groups):
        own: dict[Kind, set[str]] = {}
        for token in group:
            if (token.kind in CLOSED and token.kind is not Kind.TIME) or is_ordinal(token):
                own.setdefault(token.kind, set()).add(token.key)
        facts = {token.key for token in group if token.fact and token.fact.unit != unit and _pairs(token)}
        closed = frozenset(facts).union(*{**held, **own}.values())
        yield _Telling(closed, frozenset(_words(group, first=at == 0)))
        held |= {kind: keys for kind, keys in own.items() if kind in _INHERITED}


def _words(group: Sequence[Token], *, first: bool) -> Iterator[str]:
    """Words of a clause; in the first of a sentence those before its number may be the subject of all,
    and only the nearest count, where nothing stands behind it.
    """
    last = max((at for at, token in enumerate(group) if token.fact and not is_ordinal(token)), default=-1)
    before = [token.key for token in group[: last + 1] if token.kind in _TELLS]
    behind = [token.key for token in group[last + 1 :] if token.kind in _TELLS]
    tells = behind or any(token.kind in CLOSED for token in group[last + 1 :])
    if first:
        before = [] if tells else before[-_CLOSE:]
    yield from (*before, *behind)


def _loose(aligned: Aligned) -> Iterator[Fault]:
    """Words such as "một tháng" are a number or a rate: the source must have either."""
    for fact in aligned.reading.facts:
        if not fact.loose or not fact.unit:
            continue
        held = (f for reading in aligned.source.readings for f in reading.facts)
        named = fact.unit in aligned.source.syllables or fact.unit in aligned.source.keys
        if not named and not any(f.value == "1" and f.unit == fact.unit for f in held):
            yield Fault(FaultKind.NUMBER, aligned.reading.text[fact.start : fact.end])
