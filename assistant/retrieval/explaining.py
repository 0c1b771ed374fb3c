"""Why a hit stands where it stands, in words for people."""

from dataclasses import dataclass

from assistant.retrieval.features import FEATURES
from assistant.retrieval.results import Hit

_SAYS = {feature.name: feature.says for feature in FEATURES}
_DIGITS = 4


@dataclass(frozen=True)
class Reason:
    """``feature``: the name of a figure; ``says``: the same in Vietnamese; ``adds``: what it added to
    the ranker's own score of the provision (below 0: took from it), against an average candidate.
    """

    feature: str
    says: str
    adds: float


def reasons_of(hit: Hit) -> tuple[Reason, ...]:
    """The figures that moved a hit, the one that moved it most first; none where the search was not
    to explain or the ranker did not look at the hit.
    """
    return tuple(Reason(name, _SAYS[name], round(adds, _DIGITS)) for name, adds in hit.reasons)
