"""Whether words speak of education: a lexicon learned from the codification of all law.

``field.json`` gives a term (a syllable or two neighbouring ones) the logarithm of how much
more often articles on education have it than articles on everything else. It was counted by
``python -m evals.benchmarks.field_words``; nothing in it was chosen by hand. Words that no
regulation has (a recipe's, a football report's) are not in it and weigh nothing.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import orjson

from assistant.answering.asking import FUNCTION, FUNCTION_FOLDED, typed_plain
from assistant.domain.words import fold, syllables

_STRONG = 2.0
"""Weight of a term that stands seven times as often in education as elsewhere."""


@dataclass(frozen=True)
class Field:
    """Weights of terms as written, and of terms counted without diacritics, since a word
    without them can stand for several.
    """

    weights: dict[str, float]
    folded: dict[str, float]

    def weight(self, text: str) -> float:
        """The mean weight of the terms of ``text``: above 0 it speaks of education."""
        plain = typed_plain(text)
        table = self.folded if plain else self.weights
        terms = field_terms(text, plain=plain)
        return sum(table.get(term, 0.0) for term in terms) / (len(terms) or 1)

    def strong(self, text: str) -> frozenset[str]:
        """The pairs of ``text``, with its diacritics, that speak of education by themselves."""
        terms = field_terms(text, plain=False)
        return frozenset(term for term in terms if " " in term and self.weights.get(term, 0.0) >= _STRONG)


def field_terms(text: str, *, plain: bool) -> frozenset[str]:
    """Syllables and pairs of neighbours without function words and bare numbers."""
    words = syllables(fold(text) if plain else text)
    dropped = FUNCTION_FOLDED if plain else FUNCTION
    content = ["" if word in dropped or word.isdigit() else word for word in words]
    pairs = (f"{a} {b}" for a, b in pairwise(content) if a and b)
    return frozenset(word for word in content if word) | frozenset(pairs)


@cache
def field_of_education() -> Field:
    """The lexicon shipped with this package."""
    return Field(**orjson.loads(Path(__file__).with_name("field.json").read_bytes()))
