"""How well the ranking has what answers: equal to ir_measures, question by question.

The unit is the article, since gold and ranking may be cut differently below it; hits of one article
count once, at the best rank, so that chunks that overlap cannot be counted twice.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import log2

from assistant.domain.path import ProvisionPath
from evals.cases import Case
from evals.measures.measure import Better, Measure, Scored
from evals.register import Register
from evals.running.rows import AnswerRow, Hit


@lru_cache(maxsize=100_000)
def article_name(text: str) -> str:
    """A comparable name of the article at, or above, an address; of no address, the text. Kept: the same
    addresses are read by every measure, for every question that they rank for.
    """
    try:
        path = ProvisionPath.parse(text).article_path
    except ValueError:
        return text
    return f"{path.document.key}#{str(path).partition('#')[2]}"


def ranked(hits: Sequence[Hit]) -> list[str]:
    """The articles in the order of their best hits."""
    return list(dict.fromkeys(article_name(hit.path) for hit in hits))


def relevant(case: Case) -> frozenset[str]:
    """Every article that is gold of some group."""
    return frozenset(article_name(one) for group in case.gold for one in group)


def ndcg(ranking: Sequence[str], gold: frozenset[str], k: int) -> float:
    """Gain 1 for an article of gold, discount log2(rank + 1), against the best possible ranking."""
    got = sum(1 / log2(rank + 1) for rank, name in enumerate(ranking[:k], 1) if name in gold)
    best = sum(1 / log2(rank + 1) for rank in range(1, min(k, len(gold)) + 1))
    return got / best if best else 0.0


def recall(ranking: Sequence[str], gold: frozenset[str], k: int) -> float:
    """The share of gold among the first ``k``."""
    return len(gold & set(ranking[:k])) / len(gold) if gold else 0.0


def precision(ranking: Sequence[str], gold: frozenset[str], k: int) -> float:
    """The share of ``k`` places with gold; a ranking that is shorter has its last places empty."""
    return len(gold & set(ranking[:k])) / k


def reciprocal_rank(ranking: Sequence[str], gold: frozenset[str], k: int) -> float:
    """One over the rank of the first gold within ``k``."""
    return next((1 / rank for rank, name in enumerate(ranking[:k], 1) if name in gold), 0.0)


def unjudged(ranking: Sequence[str], judged: frozenset[str], k: int) -> float:
    """The share of the first ``k`` that nobody judged, neither gold nor superseded."""
    first = ranking[:k]
    return sum(name not in judged for name in first) / len(first) if first else 0.0


def groups_found(case: Case, ranking: Sequence[str], k: int) -> float:
    """The share of the groups of gold of which some provision is among the first ``k``."""
    first = set(ranking[:k])
    return sum(any(article_name(one) in first for one in group) for group in case.gold) / len(case.gold)


_Figure = Callable[[Sequence[str], frozenset[str], int], float]


def _score(figure: _Figure, k: int, case: Case, row: AnswerRow, _: Register) -> Scored:
    ranking, gold = ranked(row.hits or ()), relevant(case)
    rank = next((at for at, name in enumerate(ranking, 1) if name in gold), None)
    return Scored(figure(ranking, gold, k), f"rank {rank}" if rank else "not among the hits")


def _groups(k: int, case: Case, row: AnswerRow, _: Register) -> Scored:
    return Scored(groups_found(case, ranked(row.hits or ()), k))


def _unjudged(k: int, case: Case, row: AnswerRow, _: Register) -> Scored:
    judged = relevant(case) | {article_name(one) for one in case.superseded}
    return Scored(unjudged(ranked(row.hits or ()), judged, k))


def _has_gold(case: Case, _: Register) -> bool:
    return bool(case.gold)


def _measure(
    name: str, english: str, vietnamese: str, figure: _Figure, k: int, *, gated: bool = False
) -> Measure:
    return Measure(
        name=f"{name}@{k}",
        version=1,
        title={"en": f"{english} at {k}", "vi": f"{vietnamese} ({k} kết quả đầu)"},
        better=Better.HIGHER,
        applies=_has_gold,
        score=partial(_score, figure, k),
        needs="hits",
        gated=gated,
    )


RETRIEVAL: tuple[Measure, ...] = (
    _measure("ndcg", "Ranking quality (nDCG)", "Chất lượng xếp hạng (nDCG)", ndcg, 10, gated=True),
    _measure("recall", "Recall", "Độ phủ", recall, 5),
    _measure("recall", "Recall", "Độ phủ", recall, 20),
    _measure("mrr", "Reciprocal rank", "Nghịch đảo hạng", reciprocal_rank, 10),
    _measure("precision", "Precision", "Độ chính xác", precision, 5),
    Measure(
        name="groups@20",
        version=1,
        title={"en": "Links of the answer found at 20", "vi": "Phần căn cứ tìm thấy (20 kết quả đầu)"},
        better=Better.HIGHER,
        applies=_has_gold,
        score=partial(_groups, 20),
        needs="hits",
    ),
    Measure(
        name="unjudged@10",
        version=1,
        title={"en": "Hits nobody judged at 10", "vi": "Kết quả chưa ai đánh giá (10 đầu)"},
        better=Better.LOWER,
        applies=_has_gold,
        score=partial(_unjudged, 10),
        needs="hits",
        worst=1.0,
    ),
)
