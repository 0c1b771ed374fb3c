"""Conditions, exceptions and scope: none lost, none added, none turned round."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_OPENS = frozenset({Kind.IF, Kind.EXCEPT})
_TOLD = 0.5
_KEPT = 0.34
_QUALIFIERS = frozenset({Kind.LEVEL, Kind.OWNER, Kind.GRADE})
_NEAR = 6
_PERSONAL = frozenset(
    {"bạn", "con bạn", "con", "em", "con em", "cháu", "con của bạn", "tôi", "anh chị", "quý vị"}
)
_WHOLE = frozenset({Kind.ALL, Kind.FULL})


def condition_faults(aligned: Aligned) -> Iterator[Fault]:
    """Conditions that the statement loses, and limits that it adds, drops or stretches."""
    for check in (_lost_conditions, _exceptions, _only, _all, _choice, _qualifiers):
        yield from check(aligned)


def _kinds(tokens: Sequence[Token]) -> set[Kind]:
    return {token.kind for token in tokens}


def _said(aligned: Aligned) -> set[str]:
    return {token.key for token in aligned.reading.tokens}


def _used_kinds(aligned: Aligned) -> set[Kind]:
    return {token.kind for part in aligned.used for token in (*part.tokens, *part.leads)}


def _lost_conditions(aligned: Aligned) -> Iterator[Fault]:
    said = _said(aligned)
    for part in aligned.used:
        for marker, inside in spans(part.tokens):
            condition = _content(inside)
            rest = _content([t for t in part.tokens if t not in inside])
            if not condition or not rest or len(rest & said) < _TOLD * len(rest):
                continue
            if len(condition & said) < _KEPT * len(condition):
                yield Fault(FaultKind.CONDITION, marker.key)


def spans(tokens: Sequence[Token]) -> Iterator[tuple[Token, tuple[Token, ...]]]:
    """Each condition or exception of a part: its marker and the words up to where it ends."""
    for at, token in enumerate(tokens):
        if token.kind in _OPENS:
            end = next((k for k in range(at + 1, len(tokens)) if _closes(tokens[k])), len(tokens))
            yield token, tuple(tokens[at + 1 : end])


def _closes(token: Token) -> bool:
    return token.kind in _OPENS or token.key == "thì" or (token.kind is Kind.MARK and token.key in ",;.:")


def _content(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if token.kind in CONTENT or token.fact is not None}


def _exceptions(aligned: Aligned) -> Iterator[Fault]:
    """Exceptions turned into cases, and exceptions that the source does not make."""
    kinds = _kinds(aligned.reading.tokens)
    excepting = bool(kinds & {Kind.EXCEPT, Kind.NOT, Kind.BAN})
    said = _said(aligned)
    if Kind.EXCEPT in kinds and not _used_kinds(aligned) & {Kind.EXCEPT, Kind.NOT}:
        yield Fault(FaultKind.CONDITION, "")
    for part in aligned.used:
        for marker, inside in spans(part.tokens):
            told = _content(inside)
            if (
                marker.kind is Kind.EXCEPT
                and not excepting
                and told
                and len(told & said) >= _TOLD * len(told)
            ):
                yield Fault(FaultKind.CONDITION, marker.key)


def _only(aligned: Aligned) -> Iterator[Fault]:
    """What narrows ("chỉ"): it may be neither lost nor added."""
    said = _said(aligned)
    has = Kind.ONLY in _kinds(aligned.reading.tokens)
    if has and not _used_kinds(aligned) & {Kind.ONLY, Kind.EXCEPT, Kind.NOT} and not _has_bound(aligned):
        yield Fault(FaultKind.CONDITION, "chỉ")
    if has:
        return
    for part in aligned.used:
        for at, token in enumerate(part.tokens):
            heads = [t.key for t in part.tokens[at + 1 :] if t.kind in CONTENT or t.fact][:2]
            if (
                token.kind is Kind.ONLY
                and heads
                and all(head in said for head in heads)
                and not _bounded(aligned)
            ):
                yield Fault(FaultKind.CONDITION, "chỉ")


def _has_bound(aligned: Aligned) -> bool:
    return any(t.fact is not None and t.fact.bound for part in aligned.used for t in part.tokens)


def _bounded(aligned: Aligned) -> bool:
    kinds = _kinds(aligned.reading.tokens)
    return Kind.NOT in kinds or any(fact.bound for fact in aligned.reading.facts)


def _all(aligned: Aligned) -> Iterator[Fault]:
    """Words such as "mọi", "tất cả" stretch a rule unless the source says as much."""
    for token in aligned.reading.tokens:
        if token.kind is Kind.ALL and not _used_kinds(aligned) & _WHOLE:
            yield Fault(FaultKind.CONDITION, token.key)


def _choice(aligned: Aligned) -> Iterator[Fault]:
    """One of several cases is not all of them."""
    kinds, used = _kinds(aligned.reading.tokens), _used_kinds(aligned)
    if Kind.CHOICE in kinds and not used & {Kind.CHOICE, Kind.OR}:
        yield Fault(FaultKind.CONDITION, "một trong")
    if kinds & _WHOLE and Kind.CHOICE not in kinds and Kind.CHOICE in used and not used & _WHOLE:
        yield Fault(FaultKind.CONDITION, "đủ")


def _qualifiers(aligned: Aligned) -> Iterator[Fault]:
    """A narrower subject: "học sinh trường công lập" may not become "học sinh"."""
    said = _said(aligned)
    if said & _PERSONAL:
        return
    for part in aligned.used:
        for at, token in enumerate(part.tokens):
            if token.kind is Kind.PERSON and token.key in said:
                told = _qualifying(part, at)
                if told and not told & said and not _elsewhere(part, at, token.key):
                    yield Fault(FaultKind.CONDITION, token.key)


def _qualifying(part: Part, at: int) -> set[str]:
    """The level, kind or grade behind a person, up to the next person, duty or mark."""
    found: set[str] = set()
    for token in part.tokens[at + 1 : at + 1 + _NEAR]:
        if token.kind in {Kind.PERSON, Kind.MUST, Kind.MAY, Kind.MARK, Kind.NOT, Kind.IF} or token.fact:
            break
        if token.kind in _QUALIFIERS:
            found.add(token.key)
    return found


def _elsewhere(part: Part, at: int, key: str) -> bool:
    """Whether the part names the person without such words too."""
    places = [k for k, token in enumerate(part.tokens) if token.key == key and k != at]
    return any(not _qualifying(part, k) for k in places)
