"""Who, at which level, of which kind, on which paper: each named must stand in what is cited."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import Aligned
from assistant.answering.verification.facts import Fact
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, OPPOSITES, WIDER, Kind
from assistant.answering.verification.reading import Token, read
from assistant.answering.verification.source import Part

_ROLES = frozenset({"do", "bởi", "sang", "thành", "khỏi"})
_REACH = 5
_OF_A_DOCUMENT = 30
_PUPILS = frozenset({"học sinh", "trẻ em", "người học"})
_DOERS = frozenset({Kind.PERSON, Kind.OFFICE, Kind.BODY})
_ALIKE = dict.fromkeys(_DOERS, _DOERS)


def actor_faults(aligned: Aligned) -> Iterator[Fault]:
    """Offices, persons, levels, kinds, papers, places that the source does not name."""
    above = frozenset().union(*(part.all for part in aligned.used)) if aligned.used else frozenset()
    times = frozenset().union(*(part.times for part in aligned.used)) if aligned.used else frozenset()
    times |= {fact.rate for part in aligned.used for fact in _facts(part)}
    for token in aligned.reading.tokens:
        if token.kind not in CLOSED:
            continue
        opposed = token.key not in above and OPPOSITES.get(token.key, frozenset()) & above
        held = above if token.kind is not Kind.TIME else times
        if (opposed or not _named(token, held, aligned)) and not _issues(token, aligned):
            yield Fault(FaultKind.ACTOR, token.key)
    yield from _replaced(aligned)
    yield from _roles(aligned)
    yield from _scopes(aligned)


def _named(token: Token, above: frozenset[str], aligned: Aligned) -> bool:
    if token.key in above or WIDER.get(token.key, frozenset()) & above:
        return True
    if any(key.startswith(f"{token.key} ") for key in above) and token.kind is Kind.BODY:
        return True
    if token.key in _PUPILS and not any(t.kind is Kind.PERSON for part in aligned.used for t in part.tokens):
        return True
    return any(_spelled(token.key, part) for part in aligned.used)


def _spelled(key: str, part: Part) -> bool:
    """Whether the syllables of a name stand together in a part that was read in other phrases."""
    words = " ".join(token.key for token in part.tokens)
    return f" {key} " in f" {words} "


def _facts(part: Part) -> Iterator[Fact]:
    return (token.fact for token in (*part.tokens, *part.leads) if token.fact is not None)


def _issues(token: Token, aligned: Aligned) -> bool:
    """Whether a body is named as that which issued a document ("Thông tư số ... của Bộ ...")."""
    if token.kind not in {Kind.BODY, Kind.OFFICE}:
        return False
    close = [t for t in aligned.reading.tokens if 0 <= token.start - t.end <= _OF_A_DOCUMENT]
    issuers = " ".join(one.issuer or "" for one in aligned.source.citations)
    return any(t.kind is Kind.NAMED for t in close) and token.key in read(issuers).keys


def _replaced(aligned: Aligned) -> Iterator[Fault]:
    """Persons whom only a title names, in the place of those whom the provision names."""
    near = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    held = {t.key for part in aligned.used for t in (*part.tokens, *part.leads) if t.kind is Kind.PERSON}
    said = [token for token in aligned.reading.tokens if token.kind is Kind.PERSON]
    if not held or any(_is_one_of(token, held) for token in said):
        return
    for token in said:
        if token.key not in near:
            yield Fault(FaultKind.ACTOR, token.key)


def _is_one_of(token: Token, held: set[str]) -> bool:
    return token.key in held or bool(WIDER.get(token.key, frozenset()) & held)


def _roles(aligned: Aligned) -> Iterator[Fault]:
    """Who does it: "do cha, mẹ ký" may not become "do học sinh ký", nor "sang công lập" "sang tư thục"."""
    for word, token in _led(aligned.reading.tokens):
        held = [other for part in aligned.used for lead, other in _led(part.tokens) if lead == word]
        held += [other for part in aligned.used for lead, other in _led(part.leads) if lead == word]
        alike = [other for other in held if other.kind in _ALIKE.get(token.kind, {token.kind})]
        if alike and not any(_fits(token, other) for other in alike):
            yield Fault(FaultKind.ACTOR, token.key)


def _led(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """Words that give a role, each with the closed words close behind it, commas passed over."""
    for at, token in enumerate(tokens):
        if token.key not in _ROLES:
            continue
        for other in tokens[at + 1 : at + 1 + _REACH]:
            if other.kind in CLOSED and other.kind is not Kind.TIME:
                yield token.key, other
                if token.key != "do":
                    break
            elif other.kind in {Kind.MUST, Kind.MAY, Kind.IF, Kind.NOT}:
                break


def _fits(token: Token, other: Token) -> bool:
    return token.key == other.key or other.key in WIDER.get(token.key, frozenset())


def _scopes(aligned: Aligned) -> Iterator[Fault]:
    """An item of a list for one level, told of another level."""
    said = {token.key for token in aligned.reading.tokens if token.kind is Kind.LEVEL}
    said |= {key for name in said for key in WIDER.get(name, frozenset())}
    if not said:
        return
    for part in aligned.used:
        scope = _levels(part.tokens) or _levels(part.leads)
        wider = {name for name, parts in WIDER.items() if parts & scope}
        if scope and not (scope | wider) & said:
            yield Fault(FaultKind.ACTOR, " ".join(sorted(said)))


def _levels(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.kind is Kind.LEVEL}
