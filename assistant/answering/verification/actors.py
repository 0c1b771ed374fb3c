"""Who, at which level, of which kind, on which paper: each named must stand in what is cited."""

from collections.abc import Iterator

from assistant.answering.verification.alignment import Aligned
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.answering.verification.lexicon import CLOSED, WIDER
from assistant.answering.verification.reading import Token
from assistant.answering.verification.source import Part


def actor_faults(aligned: Aligned) -> Iterator[Fault]:
    """Offices, persons, levels, kinds, papers, places that the source does not name."""
    above = frozenset().union(*(part.all for part in aligned.used)) if aligned.used else frozenset()
    for token in aligned.reading.tokens:
        if token.kind in CLOSED and not _named(token, above, aligned):
            yield Fault(FaultKind.ACTOR, token.key)


def _named(token: Token, above: frozenset[str], aligned: Aligned) -> bool:
    if token.key in above or WIDER.get(token.key, frozenset()) & above:
        return True
    return any(_spelled(token.key, part) for part in aligned.used)


def _spelled(key: str, part: Part) -> bool:
    """Whether the syllables of a name stand together in a part that was read in other phrases."""
    words = " ".join(token.key for token in part.tokens)
    return f" {key} " in f" {words} "
