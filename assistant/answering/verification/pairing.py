"""A value beside the head of another: "học kỳ thứ nhất" where the law has "học kỳ thứ hai".

Values of one sort (ordinals of one noun, annexes, articles) that stand in one provision divide
it: each has its stretch of words. What a statement says beside a value must be of its stretch no
less than of that of another value of the sort. Words that stand in every stretch tell nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.verification.alignment import CONTENT, Aligned, is_parallel, pieces_of
from assistant.answering.verification.facts import Bound
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part

_EARLY = 2
"""Words of content before a value, up to which what it is of stands behind it."""

_ALIKE = 3
_SWAP = 2
"""Values that stand wrong where several are told: one put wrong puts another wrong."""

_OPEN = frozenset({Bound.OVER, Bound.UNDER})


@dataclass(frozen=True)
class _Stretch:
    """The words of one value."""

    value: str
    words: frozenset[str]

    def shares(self, other: "_Stretch") -> int:
        """How many words two stretches have in common."""
        return len(self.words & other.words)


def pairing_faults(aligned: Aligned) -> Iterator[Fault]:
    """Values whose surroundings are those of another value of the sort."""
    sorts = dict.fromkeys(sort for token in aligned.reading.tokens if (sort := _sort(token)))
    for sort in sorts:
        if _relates(aligned.reading.tokens, sort):
            continue
        held = [one for part in aligned.source.parts for one in _of(part, sort)]
        if len({one.value for one in held}) < 2:
            continue
        told = list(_stretches(aligned.reading.tokens, sort))
        crossed = [one for one in told if _is_beside_another(one, held)]
        if len(crossed) >= min(len(told), _SWAP):
            yield from (Fault(FaultKind.NUMBER, f"{sort} {one.value}") for one in crossed)


def _of(part: Part, sort: str) -> Iterator[_Stretch]:
    """The stretches of a part, with the words that it takes from what it goes on with."""
    elder = () if is_parallel(part) else part.elder
    above = _stretch("", elder, sort).words
    for one in _stretches(part.tokens, sort):
        yield _Stretch(one.value, one.words | above)


def _relates(tokens: Sequence[Token], sort: str) -> bool:
    """Whether a piece relates two values of a sort: a range, a step from one to the other."""
    return any(sum(_sort(token) == sort for token in piece) > 1 for piece, _ in pieces_of(tokens))


def _is_beside_another(said: _Stretch, held: Sequence[_Stretch]) -> bool:
    mine = max((one for one in held if one.value == said.value), key=said.shares, default=None)
    if mine is None:
        return False
    others = (one for one in held if one.value != said.value and len(one.words & mine.words) >= _ALIKE)
    return any(said.shares(other) > said.shares(mine) for other in others)


def _sort(token: Token) -> str:
    """The sort of a value that names: an ordinal, an address; empty for any other word. Quantities are
    compared with what they are of in ``figures``.
    """
    if token.fact is not None:
        return token.fact.unit if token.fact.unit.startswith("#") else ""
    return token.key.split()[0] if token.kind is Kind.NAMED else ""


def _value(token: Token) -> str:
    return token.fact.value if token.fact is not None else token.key


def _stretches(tokens: Sequence[Token], sort: str) -> Iterator[_Stretch]:
    """The stretches of the values of a sort. Where values open theirs, what stands before the first is
    of all ("theo Phụ lục 2 đối với ..., Phụ lục 5 đối với ..."); else a value closes its own.
    """
    pieces = [list(piece) for piece, _ in pieces_of(tokens)]
    with_value = [piece for piece in pieces if any(_sort(token) == sort for token in piece)]
    opening = len(with_value) > 1 and all(_opens(piece, sort) for piece in with_value[1:])
    for value, inside in _divided(pieces, sort, opening=opening):
        yield _stretch(value, inside, sort)


def _divided(pieces: Sequence[list[Token]], sort: str, *, opening: bool) -> Iterator[tuple[str, list[Token]]]:
    """Values and their words: pieces without one go with the value before or behind them."""
    found: list[tuple[str, list[Token]]] = []
    waiting: list[Token] = []
    for piece in pieces:
        values = [_value(token) for token in piece if _sort(token) == sort]
        yield from ((other, piece) for other in values[1:])
        if values:
            first = piece[_place(piece, sort) :] if opening and not found else [*waiting, *piece]
            found.append((values[0], first))
            waiting = []
        elif opening and found:
            found[-1][1].extend(piece)
        else:
            waiting.extend(piece)
    if found:
        found[-1][1].extend(waiting)
    yield from found


def _opens(tokens: Sequence[Token], sort: str) -> bool:
    """Whether a value stands at the head of its words."""
    return sum(1 for token in tokens[: _place(tokens, sort)] if token.kind in CONTENT) <= _EARLY


def _place(tokens: Sequence[Token], sort: str) -> int:
    return next((k for k, token in enumerate(tokens) if _sort(token) == sort), 0)


def _stretch(value: str, tokens: Sequence[Token], sort: str) -> _Stretch:
    return _Stretch(value, frozenset(_word(t) for t in tokens if _tells(t) and _sort(t) != sort))


def _tells(token: Token) -> bool:
    return token.kind in CONTENT or token.kind is Kind.NAMED or token.fact is not None


def _word(token: Token) -> str:
    """A word as it is compared: a number with the bound that makes it another case."""
    fact = token.fact
    return f"{token.key} {fact.bound}" if fact is not None and fact.bound in _OPEN else token.key
