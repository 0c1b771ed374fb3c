"""How much of a statement's content the source holds."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.answering.verification.alignment import CONTENT, Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind, everyday
from assistant.answering.verification.plain import GLUE, VERBS
from assistant.answering.verification.reading import Token, is_end
from assistant.answering.verification.source import Part

_SHARE = 0.3
_FEW = 2
_MOST = 4
_MIXED = 0.8
# The words that open a piece name what it is about: they count half as much again.
_SUBJECT = 2
_MORE = 0.5
_OWN = frozenset({Kind.GRADE, Kind.ACT, Kind.PAPER})
_WHO = frozenset({Kind.PERSON, Kind.OFFICE, Kind.BODY})
_PREDICATE = frozenset({Kind.MUST, Kind.MAY, Kind.NOT, Kind.BAN, Kind.FACT})
_LEADS = frozenset({",", ":", "do", "có", "là", "thì", "bao gồm"})
_FAR = 5
_STRAYED = 0.5
_APART = 0.9
_AT_END = 2


def support_faults(aligned: Aligned) -> Iterator[Fault]:
    """A word of content that nothing cited holds and plain speech does not bring along, or many that
    it does.
    """
    content = [token for token in aligned.reading.tokens if token.kind is Kind.WORD]
    strange = [token for token in content if not _held(token, aligned)]
    words = " ".join(token.key for token in strange)
    told = [token for token in strange if token.key not in everyday() or _is_name(token, aligned)]
    many = len(strange) > _FEW and len(strange) > _SHARE * len(content)
    if many or told or len(strange) > _MOST:
        yield Fault(FaultKind.SUPPORT, words)
    yield from _mixed(aligned)
    yield from _strayed(aligned)
    yield from _conditional(aligned)
    here = frozenset().union(*(part.all for part in aligned.used)) if aligned.used else frozenset()
    near = frozenset(word for key in here for word in key.split())
    yield from _put_for(
        aligned, {id(t) for t in content if t.key not in here and not {*t.key.split()} <= near}
    )


def _mixed(aligned: Aligned) -> Iterator[Fault]:
    """A piece put together from two items: words of one beside words of another."""
    for piece in aligned.pieces:
        part = piece.part
        if part is None:
            continue
        heading = {token.key for token in (*part.heading, *part.title) if token.kind not in _OWN}
        nobody = not any(token.kind is Kind.PERSON for token in part.tokens)
        first = [token for token in piece.tokens if token.kind in CONTENT][:_SUBJECT]
        heading |= _carried(part)
        lacking = [t for t in piece.tokens if t.key not in heading and not (nobody and t.kind is Kind.PERSON)]
        subject = [token for token in first if token in lacking]
        if aligned.weights.lack(lacking, part) + _MORE * aligned.weights.lack(subject, part) > _MIXED:
            yield Fault(
                FaultKind.SUPPORT, " ".join(t.key for t in lacking if aligned.weights.lack([t], part))
            )


def _carried(part: Part) -> set[str]:
    """What the sentences before a part in its item speak of, where it names nobody itself."""
    addresses = {token.key for token in part.before if token.kind is Kind.NAMED}
    if any(token.kind in _WHO for token in part.tokens):
        return addresses
    return addresses | {token.key for one in _sentences(part.before) for token in takewhile(_is_subject, one)}


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    taken: list[Token] = []
    for token in tokens:
        taken.append(token)
        if is_end(token):
            yield taken
            taken = []
    yield taken


def _is_subject(token: Token) -> bool:
    return token.kind not in _PREDICATE and token.key not in _LEADS


def _conditional(aligned: Aligned) -> Iterator[Fault]:
    """The condition of one rule before the consequence of another."""
    for clause in aligned.clauses:
        part = clause.part
        kinds = {token.kind for token in clause.tokens}
        if part is None or Kind.IF not in kinds or Kind.OR in kinds:
            continue
        heading = {token.key for token in (*part.heading, *part.title, *part.before)}
        lacking = [t for t in clause.tokens if t.key not in heading and t.kind is not Kind.PERSON]
        if aligned.weights.lack(lacking, part) > _APART:
            yield Fault(
                FaultKind.SUPPORT, " ".join(t.key for t in lacking if aligned.weights.lack([t], part))
            )


def _strayed(aligned: Aligned) -> Iterator[Fault]:
    """An item told as one of another list: "gồm" with what a list of something else has."""
    for clause in aligned.clauses:
        part = clause.part
        if part is None or not all(
            any(t.key == "bao gồm" for t in one) for one in (part.tokens, clause.tokens)
        ):
            continue
        led = [one for one in aligned.source.parts if one is part or part.tokens[0] in one.leads]
        inside = {id(token) for token in clause.tokens}
        for piece in (one for one in aligned.pieces if id(one.tokens[0]) in inside):
            inside_list = _behind(piece.tokens)
            if min(aligned.weights.lack(inside_list, one) for one in led) > _STRAYED:
                yield Fault(FaultKind.SUPPORT, " ".join(token.key for token in inside_list))


def _behind(tokens: Sequence[Token]) -> Sequence[Token]:
    """What a piece has of the list: all of it, or what follows the word that opens the list."""
    at = next((k for k, token in enumerate(tokens) if token.key == "bao gồm"), None)
    return tokens if at is None else tokens[at + 1 :]


def _put_for(aligned: Aligned, strange: set[int]) -> Iterator[Fault]:
    """A strange word between two words of the source, where the source has another."""
    tokens = [token for token in aligned.reading.tokens if token.kind in CONTENT or token.fact is not None]
    said = {token.key for token in tokens}
    for at, token in enumerate(tokens):
        if id(token) not in strange or at == 0 or token.key in VERBS | GLUE:
            continue
        before = tokens[:at]
        right = next((t for t in tokens[at + 1 :] if id(t) not in strange), None)
        if any(_has_other(part, before, right, said) for part in aligned.used):
            yield Fault(FaultKind.SUPPORT, token.key)
            return


def _has_other(part: Part, before: Sequence[Token], right: Token | None, said: set[str]) -> bool:
    """Whether a part has words between two others that the statement has not."""
    content = [token.key for token in part.tokens if token.kind in CONTENT or token.fact is not None]
    left = next((token for token in reversed(before) if token.key in content), None)
    if left is None:
        return False
    for at, key in enumerate(content):
        if key != left.key:
            continue
        ahead = content[at + 1 : at + 1 + _FAR]
        if right is None and ahead and not any(word in said for word in ahead[:_AT_END]):
            return True
        if right is not None and right.key in ahead:
            between = ahead[: ahead.index(right.key)]
            if between and not any(word in said for word in between):
                return True
    return False


def _held(token: Token, aligned: Aligned) -> bool:
    source = aligned.source
    return token.key in source.keys or all(word in source.syllables for word in token.key.split())


def _is_name(token: Token, aligned: Aligned) -> bool:
    """Whether a strange word is written as a name inside a sentence."""
    text = aligned.reading.text
    before = text[: token.start].rstrip()
    return text[token.start].isupper() and bool(before) and before[-1] not in '.!?:\n“"«'
