"""Whether a value stands among the words that it stands among in what is cited.

The words right before and right behind a value say most surely what it is of: "06 tháng kể từ ngày
cấp lần đầu" is no length of what runs "kể từ ngày gia hạn", however many words the two share.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from assistant.answering.verification.facts import Fact, same_value
from assistant.answering.verification.lexicon import Kind
from assistant.answering.verification.reading import Token

_NEAR = 4
"""Words on each side that are looked at."""

_ENOUGH = 3
_SILENT = frozenset({Kind.MARK, Kind.FREE})


def is_in_place(fact: Fact, said: Sequence[Token], held: Sequence[Token]) -> bool:
    """Whether the words around ``fact`` in ``said`` are those around it in ``held``, and more of them
    than around any other value of its unit: some on either side, or several on one.
    """
    words = [token for token in said if token.kind not in _SILENT]
    at = next((k for k, token in enumerate(words) if token.fact is fact), None)
    if at is None:
        return False
    told = [token for token in held if token.kind not in _SILENT]
    runs = [(token.fact, _runs(words, at, told, k)) for k, token in enumerate(told) if token.fact]
    mine = max((run for one, run in runs if one and same_value(fact, one)), key=sum, default=(0, 0))
    others = [sum(run) for one, run in runs if one and one.unit == fact.unit and not same_value(fact, one)]
    return (min(mine) > 0 or sum(mine) >= _ENOUGH) and all(sum(mine) > other for other in others)


def _runs(said: Sequence[Token], at: int, held: Sequence[Token], place: int) -> tuple[int, int]:
    """How many words right before and right behind two places are the same."""
    before = zip(reversed(said[:at]), reversed(held[:place]), strict=False)
    behind = zip(said[at + 1 :], held[place + 1 :], strict=False)
    return _alike(before), _alike(behind)


def _alike(pairs: Iterable[tuple[Token, Token]]) -> int:
    same = sum(1 for _ in takewhile(lambda pair: pair[0].key == pair[1].key, pairs))
    return min(same, _NEAR)
