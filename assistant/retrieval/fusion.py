"""One score from two: a weighted sum of what both indexes say.

By score and not by rank: measured 0.788 against 0.740 nDCG@10 for reciprocal rank fusion.
The weights were chosen on dev.jsonl from 40 combinations; both halves of it choose nearly the
same, and neighbouring weights differ by less than 0.005.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """``lexical``: weight of the lexical share, the rest is the cosine's. ``full``: the share
    that a very good text reaches (every term often is out of reach), made 1. ``unseen``: what a
    provision that one index did not return gets there, as a part of the least that it did.
    """

    lexical: float = 0.6
    full: float = 0.55
    unseen: float = 0.9


WEIGHTS = Weights()


def fuse(
    lexical: Mapping[int, float], vector: Mapping[int, float], weights: Weights = WEIGHTS
) -> dict[int, float]:
    """Scores from 0 to 1 of everything that either index found, best first; equals by id."""
    low_lexical = weights.unseen * min(lexical.values(), default=0.0)
    low_vector = weights.unseen * min(vector.values(), default=0.0)
    fused = {
        id_: weights.lexical * lexical.get(id_, low_lexical) / weights.full
        + (1 - weights.lexical) * vector.get(id_, low_vector)
        for id_ in {**lexical, **vector}
    }
    ranked = sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))
    return {id_: min(1.0, max(0.0, score)) for id_, score in ranked}
