"""All of several, or one of them: "và" where the law says "hoặc" changes it."""

from collections.abc import Iterator, Sequence

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token, is_end
from assistant.answering.verification.source import Part

_JOINS = frozenset({Kind.AND, Kind.OR})
_ITEMS = CONTENT | {Kind.NAMED}
_FAR = 9
_NEAR = 4
_CLOSE = 4
_LEAD = 6
_LEVELS = frozenset({"mầm non", "tiểu học", "trung học cơ sở", "trung học phổ thông", "cao đẳng", "đại học"})
_CASES = frozenset(
    {"trường hợp", "trong trường hợp", "đối tượng", "các trường hợp", "trong các trường hợp",
     "trong những trường hợp"}
)  # fmt: skip
_WHEN = frozenset({"khi", "nếu", "một khi", "với điều kiện", "nếu như"})
_MET = frozenset({"điều kiện", "tiêu chuẩn", "tiêu chí", "yêu cầu", "bao gồm"})
_TOGETHER = "đồng thời"
_FREES = frozenset({Kind.NOT, Kind.BAN, Kind.IF, Kind.EXCEPT, Kind.FREED})


def connective_faults(aligned: Aligned) -> Iterator[Fault]:
    """Joining words of another sort than those between the same words in the source."""
    tokens = aligned.reading.tokens
    for at, token in enumerate(tokens):
        kind = _join(token) or _both(tokens, at)
        if kind is None:
            continue
        left, right = _side(tokens[:at][::-1]), _side(tokens[at + 1 :])
        if left and right and _differs(kind, left, right, aligned, tokens[:at]):
            yield Fault(FaultKind.CONDITION, token.key)
    yield from _optional(aligned)


def _join(token: Token) -> Kind | None:
    """The sort of a joining word; "đồng thời" joins as "và" does."""
    if token.kind in _JOINS:
        return token.kind
    return Kind.AND if token.key == _TOGETHER else None


def _both(tokens: Sequence[Token], at: int) -> Kind | None:
    """What "vừa A vừa B" joins, as "và" does."""
    twice = tokens[at].key == "vừa" and any(token.key == "vừa" for token in tokens[:at])
    return Kind.AND if twice else None


def _optional(aligned: Aligned) -> Iterator[Fault]:
    """A duty with an "or" where nothing that the statement rests on has one: "phải A hoặc B" of A, B."""
    held = {token.kind for part in aligned.used for token in (*part.leads, *part.tokens)}
    if held & {Kind.OR, Kind.CHOICE}:
        return
    duty = False
    for token in aligned.reading.tokens:
        duty = (duty or token.kind is Kind.MUST) and token.kind not in _FREES and not is_end(token)
        if duty and token.kind is Kind.OR:
            yield Fault(FaultKind.CONDITION, token.key)


def _side(tokens: Sequence[Token]) -> list[str]:
    """The nearest words of content on one side, at most two, up to the next joining word or mark; a
    comma right at the joining word is none.
    """
    found: list[str] = []
    for at, token in enumerate(tokens):
        if at == 0 and token.key == ",":
            continue
        if token.kind is Kind.MARK or _join(token) is not None:
            break
        if token.kind in _ITEMS or token.fact is not None:
            found.append(token.key)
        if len(found) == 2:
            break
    return found


def _differs(
    kind: Kind, left: Sequence[str], right: Sequence[str], aligned: Aligned, before: Sequence[Token]
) -> bool:
    if kind is Kind.OR and left[0] in _LEVELS and right[0] in _LEVELS:
        return False  # "lớp THCS hoặc THPT" for lớp of both
    told = [joins for part in aligned.used for joins in _between(part, left[0], right[0])]
    if told:
        return all(kind not in joins for joins in told)
    across = _across(aligned, left, right)
    if across is None or across is kind:
        return False
    if kind is Kind.AND:
        opens = next((t.key for t in reversed(before) if t.kind is Kind.IF), "")
        return opens in _WHEN or not any(t.key in _CASES for t in aligned.reading.tokens)
    return True


def _between(part: Part, left: str, right: str) -> Iterator[set[Kind]]:
    """The sorts of joining words that stand between two words of a part, those nearest each other; all
    pairs that are as near.
    """
    lefts = [at for at, token in enumerate(part.tokens) if token.key == left]
    rights = [at for at, token in enumerate(part.tokens) if token.key == right]
    pairs = sorted((b - a, a, b) for a in lefts for b in rights if a < b)
    turned = sorted((a - b, b, a) for a in lefts for b in rights if b < a and a - b <= _NEAR)
    for far, first, last in pairs or turned:
        if far > _FAR or far > (pairs or turned)[0][0]:
            break
        joins = _joins(part.tokens[first + 1 : last])
        joins = joins or _closing(part.tokens[first + 1 : last], part.tokens[last + 1 :])
        if not joins and any(token.key == "bao gồm" for token in part.tokens[:first]):
            joins = {Kind.AND}
        if joins:
            yield joins


def _joins(tokens: Sequence[Token]) -> set[Kind]:
    return {kind for kind in map(_join, tokens) if kind is not None}


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
            if one is not other and (kind := _listed(one, other)):
                return kind
    return None


def _listed(one: Part, other: Part) -> Kind | None:
    """How two items under one lead are joined: any of them, or all."""
    if not one.leads or one.leads != other.leads:
        return None
    last = [token for token in one.leads if token.key != "\n"][-_LEAD:]
    kinds = {token.kind for token in one.leads}
    if Kind.CHOICE in kinds:
        return Kind.OR
    if Kind.FULL in kinds or any(token.key in _MET for token in last):
        return Kind.AND
    return Kind.OR if any(token.key in _CASES for token in last) else None
