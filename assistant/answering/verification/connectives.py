"""All of several, or one of them: "và" where the law says "hoặc" changes it."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_JOINS = frozenset({Kind.AND, Kind.OR})
_ITEMS = CONTENT | {Kind.NAMED}
_FAR = 9
_NEAR = 4
_CLOSE = 4
_LEVELS = frozenset({"mầm non", "tiểu học", "trung học cơ sở", "trung học phổ thông", "cao đẳng", "đại học"})
_CASES = frozenset({"trường hợp", "trong trường hợp", "đối tượng", "các trường hợp"})


def connective_faults(aligned: Aligned) -> Iterator[Fault]:
    """Joining words of another sort than those between the same words in the source."""
    tokens = aligned.reading.tokens
    for at, token in enumerate(tokens):
        if token.kind in _JOINS:
            left, right = _side(tokens[:at][::-1]), _side(tokens[at + 1 :])
            if left and right and _differs(token.kind, left, right, aligned):
                yield Fault(FaultKind.CONDITION, token.key)


def _side(tokens: Sequence[Token]) -> list[str]:
    """The nearest words of content on one side, at most two, up to the next joining word or mark."""
    found: list[str] = []
    for token in tokens:
        if token.kind is Kind.MARK or token.kind in _JOINS:
            break
        if token.kind in _ITEMS or token.fact is not None:
            found.append(token.key)
        if len(found) == 2:
            break
    return found


def _differs(kind: Kind, left: Sequence[str], right: Sequence[str], aligned: Aligned) -> bool:
    if kind is Kind.OR and left[0] in _LEVELS and right[0] in _LEVELS:
        return False  # "lớp THCS hoặc THPT" for lớp of both
    told = [joins for part in aligned.used for joins in _between(part, left[0], right[0])]
    if told:
        return all(kind not in joins for joins in told)
    across = _across(aligned, left, right)
    if across is None or across is kind:
        return False
    return kind is Kind.OR or not any(t.key in _CASES for t in aligned.reading.tokens)


def _between(part: Part, left: str, right: str) -> Iterator[set[Kind]]:
    """The sorts of joining words that stand between two words of a part, those nearest each other."""
    lefts = [at for at, token in enumerate(part.tokens) if token.key == left]
    rights = [at for at, token in enumerate(part.tokens) if token.key == right]
    pairs = sorted((b - a, a, b) for a in lefts for b in rights if a < b)
    turned = sorted((a - b, b, a) for a in lefts for b in rights if b < a and a - b <= _NEAR)
    for far, first, last in (pairs or turned)[:1]:
        if far > _FAR:
            continue
        joins = {t.kind for t in part.tokens[first + 1 : last] if t.kind in _JOINS}
        joins = joins or _closing(part.tokens[first + 1 : last], part.tokens[last + 1 :])
        if not joins and any(token.key == "bao gồm" for token in part.tokens[:first]):
            joins = {Kind.AND}
        if joins:
            yield joins


def _closing(between: Sequence[Token], rest: Sequence[Token]) -> set[Kind]:
    """The joining word that closes a list whose items stand between commas."""
    if not any(token.kind is Kind.MARK and token.key == "," for token in between):
        return set()
    for token in rest[:_CLOSE]:
        if token.kind in _JOINS:
            return {token.kind}
        if token.kind is Kind.MARK and token.key != ",":
            break
    return set()


def _across(aligned: Aligned, left: Sequence[str], right: Sequence[str]) -> Kind | None:
    """How the items of a list are joined, of which one holds the left words, another the right."""
    first = [part for part in aligned.used if left[0] in part.own]
    second = [part for part in aligned.used if right[0] in part.own]
    for one in first:
        for other in second:
            if one is not other and one.leads and one.leads == other.leads:
                kinds = {token.kind for token in one.leads}
                if Kind.CHOICE in kinds:
                    return Kind.OR
                if Kind.FULL in kinds or any(token.key == "bao gồm" for token in one.leads):
                    return Kind.AND
    return None
