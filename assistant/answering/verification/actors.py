"""Who, at which level, of which kind, on which paper: each named must stand in what is cited."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.answering.verification.alignment import CONTENT, Aligned, Clause
from assistant.answering.verification.facts import Fact
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, OPPOSITES, WIDER, Kind
from assistant.answering.verification.polarity import is_banned
from assistant.answering.verification.reading import Token, read
from assistant.answering.verification.source import Part

_ROLES = frozenset({"do", "bởi", "sang", "thành", "khỏi"})
_REACH = 5
_TIED = 0.1
_SORTS = frozenset({Kind.SUBJECT, Kind.OWNER, Kind.PAPER, Kind.MODE})
_OF_A_DOCUMENT = 30
_PUPILS = frozenset({"học sinh", "trẻ em", "người học"})
_DOERS = frozenset({Kind.PERSON, Kind.OFFICE, Kind.BODY})
_OWNERLESS = frozenset({Kind.MAY, Kind.MUST, Kind.NOT, Kind.BAN})
_BODIES = frozenset({Kind.BODY, Kind.OFFICE})
_SENDS = frozenset({"nộp", "gửi", "báo cáo", "thông báo", "tới"})
_GETS = frozenset({"nhận", "tiếp nhận", "được", "nơi"})
_ALIKE = dict.fromkeys(_DOERS, _DOERS)


def actor_faults(aligned: Aligned) -> Iterator[Fault]:
    """Offices, persons, levels, kinds, papers, places that the source does not name."""
    for clause in aligned.clauses:
        yield from _named_beside(clause, aligned)
    yield from _replaced(aligned)
    yield from _repeated(aligned)
    yield from _supplanted(aligned)
    yield from _roles(aligned)
    yield from _scopes(aligned)
    yield from _recipients(aligned)
    yield from _crossed(aligned)


def _named_beside(clause: Clause, aligned: Aligned) -> Iterator[Fault]:
    """Names of a clause that stand in nothing that it, or a piece of it, rests on."""
    inside = {id(token) for token in clause.tokens}
    pieces = [piece for piece in aligned.pieces if id(piece.tokens[0]) in inside]
    used = list({id(one.part): one.part for one in (clause, *pieces) if one.part is not None}.values())
    above = frozenset().union(*(part.all for part in used))
    banned = any(is_banned(part, aligned.source) for part in used)
    near = frozenset().union(*(part.near for part in used))
    times = frozenset().union(*(part.times for part in used))
    acts = frozenset(t.key for part in used for t in part.before) | near
    times |= {fact.rate for part in used for fact in _facts(part)}
    for token in clause.tokens:
        if token.kind not in CLOSED:
            if token.key in OPPOSITES and token.key not in near and OPPOSITES[token.key] & near:
                yield Fault(FaultKind.ACTOR, token.key)
            continue
        opposed = token.key not in above and OPPOSITES.get(token.key, frozenset()) & above
        held = {Kind.TIME: times, Kind.ACT: acts}.get(token.kind, above)
        if (opposed or not _named(token, held, used, banned=banned)) and not _issues(token, aligned):
            yield Fault(FaultKind.ACTOR, token.key)


def _named(token: Token, above: frozenset[str], used: Sequence[Part], *, banned: bool) -> bool:
    if token.key in above or WIDER.get(token.key, frozenset()) & above:
        return True
    if any(key.startswith(f"{token.key} ") for key in above) and token.kind in {Kind.BODY, Kind.OFFICE}:
        return True
    if token.kind is Kind.PERSON and banned:
        return True
    if token.key in _PUPILS and not any(t.kind is Kind.PERSON for part in used for t in part.tokens):
        return True
    return any(_spelled(token.key, part) for part in used)


def _spelled(key: str, part: Part) -> bool:
    """Whether words of a part that was read in other phrases make up a name, none of them cut."""
    words = "|".join(token.key for token in part.tokens)
    name = re.escape(key).replace(r"\ ", "[ |]")
    return re.search(rf"(?<![^|]){name}(?![^|])", words) is not None


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
    near = {key for part in aligned.used for key in _persons((*part.leads, *_subject(part), *part.tokens))}
    above = {key for part in aligned.used for key in _persons((*part.heading, *part.title))}
    held = frozenset().union(*(part.near for part in aligned.used)) if aligned.used else frozenset()
    held |= {token.key for part in aligned.used for token in _subject(part)}
    said = list(dict.fromkeys(_persons(aligned.reading.tokens)))
    if not near or any(_is_one_of(key, near) for key in said):
        return
    for key in said:
        if key not in held and (key in above or not key.startswith("người ")):
            yield Fault(FaultKind.ACTOR, key)


def _subject(part: Part) -> tuple[Token, ...]:
    """What stands before a part that has no subject of its own ("...; được cử đi thi"): whose it is."""
    return part.elder if part.tokens[0].kind in _OWNERLESS else ()


def _persons(tokens: Sequence[Token]) -> Iterator[str]:
    """Whom words name: by a name of persons, or as “người” by what they do or are (“người hướng dẫn”)."""
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind is Kind.PERSON:
            yield token.key
        elif token.key == "người" and after is not None and after.kind in CONTENT:
            yield f"người {after.key}"


def _repeated(aligned: Aligned) -> Iterator[Fault]:
    """A level told more often than the source has it, where one that the source has is not told."""
    said = Counter(token.key for token in aligned.reading.tokens if token.kind is Kind.LEVEL)
    for part in aligned.used:
        held = Counter(token.key for token in part.tokens if token.kind is Kind.LEVEL)
        missing = set(held) - set(said)
        for key in held:
            if missing and len(aligned.used) == 1 and said[key] > held[key]:
                yield Fault(FaultKind.ACTOR, key)


def _supplanted(aligned: Aligned) -> Iterator[Fault]:
    """A subject or paper that only a heading names, where the item has another of the sort."""
    said = {token.key for token in aligned.reading.tokens}
    for clause in aligned.clauses:
        if clause.part is None:
            continue
        for token in clause.tokens:
            if token.kind not in _SORTS or token.key in clause.part.near | _near(aligned, token):
                continue
            others = {t.key for t in (*clause.part.tokens, *clause.part.leads) if t.kind is token.kind}
            if others and not others & said:
                yield Fault(FaultKind.ACTOR, token.key)


def _near(aligned: Aligned, token: Token) -> frozenset[str]:
    """Keys of the parts that the pieces which hold a word rest on."""
    parts = [one.part for one in aligned.pieces if token in one.tokens and one.part is not None]
    return frozenset().union(*(part.near for part in parts))


def _is_one_of(key: str, held: set[str]) -> bool:
    return key in held or bool(WIDER.get(key, frozenset()) & held)


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
    quoted = frozenset().union(*(reading.keys for reading in aligned.source.readings))
    if not said:
        return
    for one in (*aligned.clauses, *aligned.pieces):
        if one.part is None or _is_of(one.part, said, quoted):
            continue
        least = aligned.weights.lack(one.tokens, one.part)
        near = (
            part for part in aligned.source.parts if aligned.weights.lack(one.tokens, part) <= least + _TIED
        )
        if not any(_is_of(part, said, quoted) for part in near):
            yield Fault(FaultKind.ACTOR, " ".join(sorted(said)))


def _recipients(aligned: Aligned) -> Iterator[Fault]:
    """Whom the source only sends something to or has asked, told as who acts."""
    for clause in aligned.clauses:
        first = next((token for token in clause.tokens if token.kind is not Kind.FREE), None)
        keys = {token.key for token in clause.tokens}
        if first is None or first.kind not in _BODIES or clause.part is None or keys & _GETS:
            continue
        others = [part for part in aligned.used if part is not clause.part]
        beside = any(first.key in part.near for part in others) or clause.tokens[0] is not first
        places = [at for at, token in enumerate(clause.part.tokens) if token.key == first.key]
        sent = [at > 1 and clause.part.tokens[at - 1].key in _SENDS for at in places]
        if sent and all(sent) and not beside and first.key not in {t.key for t in clause.part.leads}:
            yield Fault(FaultKind.ACTOR, first.key)


def _crossed(aligned: Aligned) -> Iterator[Fault]:
    """Items beside each other for institutions of two owners, told as one of them."""
    said = _owners(aligned.reading.tokens)
    for one, other in combinations(aligned.used, 2):
        mine, theirs = _owners(one.tokens), _owners(other.tokens)
        beside = one.citation == other.citation and one.leads == other.leads
        if (
            said
            and beside
            and mine
            and theirs
            and not mine & theirs
            and bool(mine & said) != bool(theirs & said)
        ):
            yield Fault(FaultKind.ACTOR, " ".join(sorted(said)))


def _owners(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.kind is Kind.OWNER}


def _is_of(part: Part, said: set[str], quoted: frozenset[str]) -> bool:
    """Whether a part is for a level said, or for none."""
    scope = _levels(part.tokens) or _levels(part.leads)
    if not scope and not said & quoted:
        scope = _levels(_first_line(part.heading))
    wider = {name for name, parts in WIDER.items() if parts & scope}
    narrower = {name for one in scope for name in WIDER.get(one, frozenset())}
    return not scope or bool((scope | wider | narrower) & said)


def _first_line(tokens: Sequence[Token]) -> Sequence[Token]:
    """The heading of the provision itself, without those above it."""
    end = next((at for at, token in enumerate(tokens) if token.key == "\n"), len(tokens))
    return tokens[:end]


def _levels(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.kind is Kind.LEVEL}
