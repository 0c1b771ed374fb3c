"""Parting cases into splits so that nothing leaks from one into another."""

import random
from collections.abc import Mapping, Sequence

from assistant.domain.path import ProvisionPath
from evals.cases import Case, Split
from evals.sets.likeness import plain, similar

SHARES: Mapping[Split, float] = {Split.DEV: 0.4, Split.REGRESSION: 0.4, Split.HOLDOUT: 0.2}


def split(cases: Sequence[Case], shares: Mapping[Split, float] = SHARES, seed: int = 0) -> list[Case]:
    """The cases with splits of about these shares, the same for the same seed.

    Cases that share an article of gold, a pair, a case that they are variants of, or (nearly) their
    question stay together, so shares are met only as nearly as such families allow: the largest are
    given away first, each to the split that lacks most, among equals by chance.
    """
    families = _families(cases)
    chance = random.Random(seed)  # noqa: S311  no secret
    chance.shuffle(families)
    wanted = {name: share * len(cases) / sum(shares.values()) for name, share in shares.items()}
    given: dict[int, Split] = {}
    for family in sorted(families, key=len, reverse=True):
        name = max(wanted, key=lambda one: wanted[one])
        wanted[name] -= len(family)
        given |= dict.fromkeys(family, name)
    return [case.model_copy(update={"split": given[at]}) for at, case in enumerate(cases)]


def _families(cases: Sequence[Case]) -> list[list[int]]:
    """The positions of cases that must stay together."""
    root = list(range(len(cases)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = at = root[root[at]]
        return at

    first: dict[str, int] = {}
    for at, case in enumerate(cases):
        for tie in _ties(case):
            root[top(at)] = top(first.setdefault(tie, at))
    for left, right, _ in similar([plain(case.question) for case in cases]):
        root[top(right)] = top(left)
    groups: dict[int, list[int]] = {}
    for at in range(len(cases)):
        groups.setdefault(top(at), []).append(at)
    return list(groups.values())


def _ties(case: Case) -> list[str]:
    """Names of what a case shares with its family."""
    articles = [ProvisionPath.parse(one).article_path for group in case.gold for one in group]
    return [
        f"case {case.variant_of or case.id}",
        *([f"pair {case.pair}"] if case.pair else []),
        *(f"article {path.document.key}#{str(path).partition('#')[2]}" for path in articles),
    ]
