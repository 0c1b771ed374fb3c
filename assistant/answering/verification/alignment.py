"""Which parts of what is cited a statement rests on.

A statement falls into pieces (between commas and joining words) and clauses (pieces with a
predicate). Each rests on the part that lacks the fewest of its words, rare ones first: a word
that every part holds tells nothing. Numbers take no part in this: they are what is checked.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.verification.lexicon import CLOSED, WIDER, Kind
from assistant.answering.verification.plain import VERBS
from assistant.answering.verification.reading import Reading, Token
from assistant.answering.verification.source import Part, Source

CONTENT = CLOSED | {Kind.WORD}
_JOINS = frozenset({Kind.AND, Kind.OR})
_BREAKS = frozenset(",;:.()\n?!–")
_PREDICATES = frozenset(
    {Kind.MUST, Kind.MAY, Kind.NOT, Kind.BAN, Kind.FREED, Kind.IF, Kind.EXCEPT, Kind.FACT}
)
_OPENERS = frozenset({Kind.IF, Kind.EXCEPT})
_PREDICATE_WORDS = frozenset({"do", "có", "là", "thì", "còn", "riêng"})
_SAYS = frozenset({"do", "là", "thì"})
_SPLITTERS = frozenset({"còn", "nhưng", "thì", "riêng"})
_CLOSED_WEIGHT = 1.6
_HABIT = 0.35
_GOING_ON = 0.1
_TIE = 0.001
_DENIED = 0.3
_SAME_FACT = 0.08
_BEFORE = 0.5
_ELDER = 0.25
_LESS = 0.5
# Words that stand in every other rule.
_NONE: frozenset[str] = frozenset()
COMMON = frozenset(
    {
        "trường", "học", "dạy", "lớp", "nộp", "quyết định", "thực hiện", "giải quyết", "hồ sơ", "mức",
       "số lượng",
        "việc", "quy", "chế", "báo cáo", "thời hạn", "kết quả", "học tập", "giáo", "dục", "đào", "tạo",
    }
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Clause:
    """Words of a statement that belong together, and the part that they rest on."""

    tokens: tuple[Token, ...]
    part: Part | None


@dataclass(frozen=True, eq=False)
class Aligned:
    """A statement over its source. ``clauses`` have a predicate each, ``pieces`` are finer; ``used``:
    the parts that some piece or clause rests on, in their order.
    """

    reading: Reading
    source: Source
    clauses: tuple[Clause, ...]
    pieces: tuple[Clause, ...]
    used: tuple[Part, ...]
    weights: "Weights"


class Weights:
    """How much each key tells one part of a source from another, from 0 to 1.6."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._size = max(1, len(parts))
        self._counts = Counter(key for part in parts for key in part.own)

    def of(self, token: Token) -> float:
        """The weight of a word; nothing for one that is no content, or in no part."""
        if not is_telling(token) or not (count := self._counts[token.key]):
            return 0.0
        rare = math.log((self._size + 1) / count) / math.log(self._size + 1)
        if token.key in COMMON or token.key in VERBS:
            return rare * _LESS
        return rare * (1.0 if token.kind in {Kind.WORD, Kind.PERSON} else _CLOSED_WEIGHT)

    def lack(self, tokens: Iterable[Token], part: Part) -> float:
        """The weight of the words that ``part`` and what it continues do not hold."""
        return sum(self._lack(token, part) for token in tokens)

    def _lack(self, token: Token, part: Part) -> float:
        weight = self.of(token)
        if not weight or token.key in part.near or WIDER.get(token.key, _NONE) & part.near:
            return 0.0
        if not is_parallel(part) and any(other.key == token.key for other in part.elder):
            return weight * _ELDER
        return weight * _BEFORE if token.kind in CLOSED and _stands_before(token, part) else weight


def is_parallel(part: Part) -> bool:
    """Whether a part is built as the one before it in its sentence, and so is whole without it."""
    mine, other = _first(part.tokens), _first(part.elder)
    if mine is None or other is None or any(token.key == ":" for token in part.elder):
        return False
    return mine.key == other.key or (mine.kind is other.kind and mine.kind in CLOSED)


def _first(tokens: Sequence[Token]) -> Token | None:
    return next((token for token in tokens if token.kind in CONTENT or token.fact is not None), None)


def is_telling(token: Token) -> bool:
    """Whether a word can tell one item from another: content, or an ordinal ("lớp 10")."""
    return token.kind in CONTENT or token.kind is Kind.NAMED or is_ordinal(token)


def is_ordinal(token: Token) -> bool:
    """Whether a token is a number that names ("lớp 10", "học kỳ I")."""
    return token.fact is not None and token.fact.unit.startswith("#")


def _stands_before(token: Token, part: Part) -> bool:
    return any(other.key == token.key for other in part.before)


def align(reading: Reading, source: Source) -> Aligned:
    """Lay a statement over its source."""
    weights = Weights(source.parts)
    clauses, pieces = list[Clause](), list[Clause]()
    for group in clause_groups(reading.tokens):
        tokens = tuple(token for piece in group for token in piece)
        part = _best(tokens, source.parts, weights, clauses[-1].part if clauses else None, _GOING_ON)
        clauses.append(Clause(tokens, part))
        for piece in group:
            pieces.append(Clause(piece, _best(piece, source.parts, weights, part, _HABIT)))
    used = {id(one.part): one.part for one in (*clauses, *pieces) if one.part is not None}
    ordered = tuple(part for part in source.parts if id(part) in used)
    return Aligned(reading, source, tuple(clauses), tuple(pieces), ordered, weights)


def _best(
    tokens: Sequence[Token], parts: Sequence[Part], weights: Weights, habit: Part | None, bonus: float
) -> Part | None:
    """The part that lacks least; ``habit``, that of what is around, unless another is clearly better."""
    best, least = None, math.inf
    for part in parts:
        lack = weights.lack(tokens, part) - (bonus if part is habit else 0.0)
        lack -= _TIE * sum(1 for token in tokens if token.key in part.own)
        lack += _DENIED * (_denies(tokens) and not _denies((*part.leads, *part.tokens)))
        lack -= _SAME_FACT * sum(1 for token in tokens if token.fact is not None and token.key in part.near)
        if lack < least:
            best, least = part, lack
    return best


def _denies(tokens: Sequence[Token]) -> bool:
    return any(token.kind in {Kind.NOT, Kind.BAN} for token in tokens)


def clause_groups(tokens: Sequence[Token]) -> list[list[tuple[Token, ...]]]:
    """Clauses as lists of pieces: a piece without a predicate goes on with the clause before it."""
    groups: list[list[tuple[Token, ...]]] = []
    fresh = True
    for piece, ends in pieces_of(tokens):
        if fresh or (_is_main(piece) and any(map(_is_main, groups[-1]))):
            groups.append([piece])
        else:
            groups[-1].append(piece)
        fresh = ends
    return groups


def pieces_of(tokens: Sequence[Token]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Pieces between commas and joining words, and whether a sentence or item ends there. The joining
    word opens the next piece.
    """
    taken: list[Token] = []
    for token in tokens:
        is_mark = token.kind is Kind.MARK
        if (is_mark and token.key in _BREAKS) or token.kind in _JOINS or token.key in _SPLITTERS:
            if taken:
                yield tuple(taken), is_mark and token.key in ".;\n?!"
            taken = []
        if not is_mark:
            taken.append(token)
    if taken:
        yield tuple(taken), True


def _is_main(piece: Sequence[Token]) -> bool:
    """Whether a piece says something by itself: it has a predicate, and opens no condition."""
    first = next((t for t in piece if t.kind not in {Kind.FREE, Kind.AND, Kind.OR, Kind.MARK}), None)
    if first is None or not _has_predicate(piece):
        return False
    return first.kind not in _OPENERS or any(token.key in _SAYS for token in piece)


def _has_predicate(tokens: Iterable[Token]) -> bool:
    return any(token.kind in _PREDICATES or token.key in _PREDICATE_WORDS for token in tokens)
