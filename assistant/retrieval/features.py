"""What the learned ranker is told of a candidate: figures that retrieval already has.

All of them are shares, ranks or small logarithms, so that they mean the same in a library of ten
documents and of a hundred thousand. None is about the day: what is in force is decided by rule.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from assistant.domain.document import DocumentKind
from assistant.domain.words import fold_syllables, syllables
from assistant.library.labelling import Label
from assistant.retrieval.kinds_asked import Asked, kinds_of_heading
from assistant.retrieval.terms import JOINT

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Feature:
    """``name``: for machines; ``says``: for people, in Vietnamese. ``rises``: more of it never
    lowers a provision (the fitting is held to that).
    """

    name: str
    says: str
    rises: bool = False


FEATURES = (
    Feature("fused", "điểm gộp so với điểm cao nhất", rises=True),
    Feature("lexical", "điểm từ vựng so với điểm cao nhất", rises=True),
    Feature("lexical_rank", "thứ hạng theo từ vựng", rises=True),
    Feature("vector", "độ gần nghĩa so với độ gần nhất", rises=True),
    Feature("vector_rank", "thứ hạng theo nghĩa", rises=True),
    Feature("cosine", "độ gần nghĩa", rises=True),
    Feature("syllables", "phần tiếng của câu hỏi có trong điều", rises=True),
    Feature("pairs", "phần cặp tiếng của câu hỏi có trong điều", rises=True),
    Feature("heading_within", "phần tên điều có trong câu hỏi", rises=True),
    Feature("heading_pairs_within", "phần cặp tiếng của tên điều có trong câu hỏi", rises=True),
    Feature("title_syllables", "phần tiếng của câu hỏi có trong tên văn bản", rises=True),
    Feature("title_within", "phần tên văn bản có trong câu hỏi", rises=True),
    Feature("title_pairs_within", "phần cặp tiếng của tên văn bản có trong câu hỏi", rises=True),
    Feature("titles_syllables", "phần tiếng của câu hỏi có trong tên điều hay tên văn bản", rises=True),
    Feature("document_share", "phần ứng viên thuộc cùng văn bản"),
    Feature("document_sum", "điểm của năm ứng viên tốt nhất cùng văn bản"),
    Feature("document_other", "điểm của điều tốt nhất khác trong cùng văn bản"),
    Feature("kind_fits", "tên điều đúng loại việc được hỏi hay không", rises=True),
    Feature("defines", "có giải thích từ được hỏi hay không", rises=True),
    Feature("heading_length", "độ dài tên điều"),
    Feature("title_length", "độ dài tên văn bản"),
    Feature("text_length", "độ dài điều"),
    Feature("article", "số của điều"),
    Feature("decree", "có phải nghị định hay không"),
    Feature("circular", "có phải thông tư hay không"),
)

_CIRCULARS = frozenset(kind.value for kind in DocumentKind if kind.value.startswith("thông tư"))
_BEST = 5
_UNRANKED = 200


@dataclass(frozen=True)
class Words:
    """The different syllables and pairs of a text."""

    syllables: frozenset[str]
    pairs: frozenset[str]


@dataclass(frozen=True)
class Sought:
    """A question as the features need it. ``syllables``: those that carry matter, with their
    rarity; ``words``: all syllables and pairs; ``plain``: without diacritics; ``defines``: how surely a
    provision defines what is asked.
    """

    syllables: Mapping[str, float]
    words: Words
    plain: bool = False
    asked: Asked = Asked.NONE
    defines: Mapping[int, float] | None = None


@dataclass(frozen=True)
class Candidates:
    """What both indexes say of the provisions to be ranked: shares of the best possible BM25,
    cosines, the fusion of both, and the shares of the question's matter that stand in each.
    """

    fused: Mapping[int, float]
    lexical: Mapping[int, float]
    vector: Mapping[int, float]
    syllables: Mapping[int, float]
    pairs: Mapping[int, float]
    labels: Mapping[int, Label]


def describe(candidates: Candidates, sought: Sought) -> Matrix:
    """A row of ``FEATURES`` for each labelled candidate, in the order of ``labels``."""
    ids = list(candidates.labels)
    if not ids:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    found = [*_by_indexes(candidates, ids), *_by_words(candidates, sought, ids)]
    return np.array(found, dtype=np.float32).T


def _by_indexes(candidates: Candidates, ids: Sequence[int]) -> list[list[float]]:
    columns = [_shares(candidates.fused, ids)]
    for scores in (candidates.lexical, candidates.vector):
        columns += [_shares(scores, ids), _ranks(scores, ids)]
    columns.append([candidates.vector.get(id_, 0.0) for id_ in ids])
    columns.append([candidates.syllables.get(id_, 0.0) for id_ in ids])
    columns.append([candidates.pairs.get(id_, 0.0) for id_ in ids])
    return columns


def _shares(scores: Mapping[int, float], ids: Sequence[int]) -> list[float]:
    """Scores as shares of the best; what an index did not return has just less than the least. In a
    small library an index returns everything, and a cosine may be below 0.
    """
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return [0.0] * len(ids)
    least = 0.9 * max(0.0, min(scores.values()))
    return [max(0.0, scores.get(id_, least)) / best for id_ in ids]


def _ranks(scores: Mapping[int, float], ids: Sequence[int]) -> list[float]:
    """One over the place in an index: 1, 1/2, 1/3."""
    places = {id_: place for place, id_ in enumerate(scores, 1)}
    return [1 / places.get(id_, _UNRANKED) for id_ in ids]


def _by_words(candidates: Candidates, sought: Sought, ids: Sequence[int]) -> list[tuple[float, ...]]:
    together, overlaps = _Together.of(candidates, ids), _Overlaps(sought)
    defines = sought.defines or {}
    rows = []
    for id_ in ids:
        label = candidates.labels[id_]
        heading, title = overlaps.of(label.heading), overlaps.of(label.title)
        rows.append(
            (
                *heading.within,
                overlaps.held(title.syllables),
                *title.within,
                overlaps.held(heading.syllables | title.syllables),
                *together.of_document(id_, label.document),
                _kind_fits(label, sought),
                defines.get(id_, 0.0),
                heading.length,
                title.length,
                math.log1p(label.length),
                math.log1p(_number(label.article)),
                float(label.kind == DocumentKind.DECREE.value),
                float(label.kind in _CIRCULARS),
            )
        )
    return list(zip(*rows, strict=True))


@dataclass(frozen=True, slots=True)
class _Overlap:
    """A title beside the question. ``syllables``: those that carry matter in both; ``within``: the
    shares of the title's syllables and pairs that the question has; ``length``: logarithm of its
    syllables.
    """

    syllables: frozenset[str]
    within: tuple[float, float]
    length: float


class _Overlaps:
    """Titles beside one question; many candidates share the title of their document."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._matter = frozenset(sought.syllables)
        self._whole = math.fsum(sought.syllables.values()) or 1.0
        self._known: dict[str, _Overlap] = {}

    def of(self, text: str) -> _Overlap:
        """A title's overlap."""
        if text not in self._known:
            self._known[text] = self._compare(words_of(text, self._sought.plain))
        return self._known[text]

    def held(self, syllables: frozenset[str]) -> float:
        """The share of the question's matter, by rarity, that these make up. Summed exactly: sets
        have no order, and the same question must give the same figures in every process.
        """
        return math.fsum(map(self._sought.syllables.__getitem__, syllables)) / self._whole

    def _compare(self, words: Words) -> _Overlap:
        asked = self._sought.words
        single = len(words.syllables & asked.syllables) / (len(words.syllables) or 1)
        paired = len(words.pairs & asked.pairs) / (len(words.pairs) or 1)
        return _Overlap(self._matter & words.syllables, (single, paired), math.log1p(len(words.syllables)))


def _number(article: str) -> int:
    """15 of "15a"; 0 where there is none."""
    digits = re.match(r"\d+", article)
    return int(digits[0]) if digits else 0


def _kind_fits(label: Label, sought: Sought) -> float:
    """Whether the heading promises the kind of thing asked for."""
    if sought.asked is Asked.NONE:
        return 0.0
    return float(sought.asked in kinds_of_heading(label.heading, label.title))


@dataclass(frozen=True)
class _Together:
    """The candidates of each document, by their fused scores as shares of the best."""

    shares: Mapping[int, float]
    best: Mapping[str, list[float]]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, candidates: Candidates, ids: Sequence[int]) -> "_Together":
        shares = dict(zip(ids, _shares(candidates.fused, ids), strict=True))
        grouped: dict[str, list[float]] = defaultdict(list)
        for id_ in ids:
            grouped[candidates.labels[id_].document].append(shares[id_])
        best = {key: sorted(values, reverse=True)[:_BEST] for key, values in grouped.items()}
        return cls(shares, best, Counter(candidates.labels[id_].document for id_ in ids))

    def of_document(self, id_: int, document: str) -> tuple[float, float, float]:
        """Share of all candidates, sum of the best five, the best other one."""
        best = self.best[document]
        other = best[0] if best[0] != self.shares[id_] else best[1] if len(best) > 1 else 0.0
        return self.counts[document] / len(self.shares), sum(best), other


@lru_cache(maxsize=16_384)
def words_of(text: str, plain: bool) -> Words:
    """The syllables and pairs of a title, without diacritics where ``plain``."""
    found: list[str] = []
    pairs: list[str] = []
    for line in text.split("\n"):
        words = syllables(line)
        words = fold_syllables(words) if plain else words
        found += words
        pairs += (f"{a}{JOINT}{b}" for a, b in pairwise(words))
    return Words(frozenset(found), frozenset(pairs))


def words_of_question(terms: Iterable[str]) -> Words:
    """The terms of a question, apart."""
    found = frozenset(terms)
    pairs = frozenset(term for term in found if JOINT in term)
    return Words(found - pairs, pairs)
