"""How alike questions are: by what is left without diacritics, case and spacing, and by shingles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

from assistant.domain.words import fold_syllables, syllables

SHINGLE = 3
LEAST = 0.5
"""The likeness from which two questions are worth comparing."""


def plain(text: str) -> str:
    """The words of a text, folded, a blank between."""
    return " ".join(fold_syllables(syllables(text)))


def shingles(words: str) -> frozenset[str]:
    """The runs of three words of a plain text; of a shorter one the text itself."""
    split = words.split()
    runs = (" ".join(split[at : at + SHINGLE]) for at in range(len(split) - SHINGLE + 1))
    return frozenset(runs) if len(split) >= SHINGLE else frozenset({words} if words else ())


def similar(texts: Sequence[str], least: float = LEAST) -> Iterator[tuple[int, int, float]]:
    """The pairs of plain texts whose shingles have a Jaccard index of ``least`` or more, and the index;
    the lower position first, in order. Equal texts have 1.

    Exact: two sets so alike must share one of the few rarest shingles of either (prefix filtering,
    Chaudhuri et al. 2006, "A primitive operator for similarity joins"), so that only pairs which do
    are compared.
    """
    sets = [shingles(text) for text in texts]
    often = Counter(run for runs in sets for run in runs)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, runs in enumerate(sets):
        rarest = sorted(runs, key=lambda run: (often[run], run))[: len(runs) - ceil(least * len(runs)) + 1]
        candidates = {other for run in rarest for other in holders[run]}
        for other in sorted(candidates):
            index = len(runs & sets[other]) / len(runs | sets[other])
            if index >= least:
                yield other, at, index
        for run in rarest:
            holders[run].append(at)
