"""One question's way through the indexes of an edition."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from itertools import islice, pairwise
from time import perf_counter

import numpy as np

from assistant.domain.document import Access
from assistant.domain.validity import Status
from assistant.domain.words import fold
from assistant.library import Library
from assistant.library.records import Edition, StoredProvision
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.definitions import SURE, Definitions
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.features import Candidates, Matrix, Sought, describe, words_of_question
from assistant.retrieval.fusion import fuse
from assistant.retrieval.governing import Governing, Wordings
from assistant.retrieval.lexical import PLAIN, WORDS, LexicalReader
from assistant.retrieval.naming import Named, look_up
from assistant.retrieval.ranking import Ranker, handed_out
from assistant.retrieval.reranking import GuardedReranker, Outcome, rerank
from assistant.retrieval.results import Hit, Reasons, SearchResult, Understood
from assistant.retrieval.terms import content_pairs, content_syllables, terms
from assistant.retrieval.vectors import VectorIndex

CANDIDATES = 100
"""What each index is asked for: enough that rows an edition no longer sees leave plenty."""

NOT_IN_FORCE = frozenset({Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED})
"""What is known not to apply on a day. What is not known may."""

_Ranked = list[tuple[StoredProvision, float]]

_PER_ERROR = 2_000
"""Provisions among which one may hold a given typing error."""


@dataclass
class View:
    """Both indexes and the names of documents, as of one edition; ``users`` ask it now."""

    edition: Edition
    lexical: LexicalReader
    vectors: VectorIndex
    catalogues: dict[Access, Catalogue] = field(default_factory=dict)
    wordings: dict[Access, Wordings] = field(default_factory=dict)
    definitions: dict[Access, Definitions] = field(default_factory=dict)
    users: int = 0

    def knows(self, term: str) -> bool:
        """Whether a term stands in enough provisions to be no typing error."""
        return self.lexical.frequency(WORDS, term) > len(self.lexical) // _PER_ERROR


@dataclass(frozen=True)
class Ranking:
    """How the best of the fusion are put in order: by whom, how many, and what they define; and
    who looks at the best of those once more.
    """

    ranker: Ranker | None
    depth: int
    definitions: Definitions
    reranker: GuardedReranker | None = None


@dataclass(frozen=True)
class Found:
    """What both indexes gave: shares of the best possible BM25, and cosines."""

    lexical: dict[int, float]
    vector: dict[int, float]


@dataclass(frozen=True)
class Wanted:
    """What a question wants: how it was read, for whom, how many hits, of which day, with reasons."""

    understood: Understood
    access: Access
    k: int
    day: date
    explain: bool = False


@dataclass
class Search:
    """One question's way through the indexes."""

    view: View
    library: Library
    embedder: Embedder
    wanted: Wanted
    governing: Governing
    clock: "Clock"
    ranking: Ranking
    whole: bool = True
    covered: dict[int, tuple[float, float]] = field(default_factory=dict)
    reasons: dict[int, Reasons] = field(default_factory=dict)

    def run(self) -> SearchResult:
        """Named provisions first, then the best by both indexes."""
        with self.clock("name"):
            read, rest = self.wanted.understood, self._terms(self.wanted.understood.rest)
            lexical, access = self.view.lexical, self.wanted.access
            named = look_up(read.references, lexical, self._field, rest, access, self._read)
            if named.documents and not self._asks_more:
                named.documents = self._in_reading_order(named)
            named.articles = list(dict.fromkeys(map(self.governing.of, named.articles)))
            named.documents = self.governing.best(named.documents)
        understood = replace(self.wanted.understood, references=tuple(named.references))
        reference = next(iter(named.references), None)
        hits, out = self._ranked(named) if self.wanted.k > 0 else ((), ())
        edition = self.view.edition.number
        return SearchResult(hits, understood, edition, self.clock.spent, reference, out)

    @property
    def _asks_more(self) -> bool:
        """Whether the question has words of matter beside the documents it names."""
        return bool(content_syllables(self.wanted.understood.rest, plain=self.wanted.understood.plain))

    def _in_reading_order(self, named: Named) -> dict[int, float]:
        """Ids do not tell it: an article whose words changed has a new one."""
        edition = self.view.edition.number
        ids = [
            stored.id
            for reference in named.references
            if reference.number is not None and reference.certain
            for stored in self.library.outline(reference.number, edition=edition, access=self.wanted.access)
        ]
        return {id_: named.documents[id_] for id_ in ids if id_ in named.documents}

    def figures(self) -> tuple[list[int], Matrix]:
        """The candidates to be ranked and a row of figures for each."""
        found = self._find()
        return self._described(found, self._fused(found))

    def _ranked(self, named: Named) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The best that are in force on the day, or named; and those among them that are not."""
        found = self._find()
        scores = self._fused(found)
        if self.ranking.ranker is not None:
            with self.clock("rank"):
                ids, rows = self._described(found, scores)
                best = np.argsort(-self.ranking.ranker.scores(rows), kind="stable")
                scores = handed_out(scores, [ids[place] for place in best])
                if self.wanted.explain:
                    self.reasons = dict(zip(ids, self.ranking.ranker.reasons(rows), strict=True))
        with self.clock("library"):
            standing, out = self._visible(named.scores(scores), named)
        if self.ranking.reranker is not None:
            standing, out = self._reranked(self.ranking.reranker, standing, out, named)
        hits = self._hits([*standing, *out], named, found)
        return _with_margins(hits[: len(standing)]), tuple(hits[len(standing) :])

    def _reranked(
        self, reranker: GuardedReranker, standing: _Ranked, out: _Ranked, named: Named
    ) -> tuple[_Ranked, _Ranked]:
        """The best ``k`` in the order of the reranker, within what the question names. Where it did
        not answer in time, the order stands and the timings tell (``rerank_late`` and the like).
        """
        outcome = Outcome.DONE
        if self._asks_more or not named.documents:
            with self.clock("rerank"):
                standing, outcome = rerank(
                    reranker, self.wanted.understood.text, standing,
                    first=named.articles, before=named.documents,
                )  # fmt: skip
        if outcome is not Outcome.DONE:
            self.clock.spent[f"rerank_{outcome}"] = self.clock.spent.pop("rerank")
        standing = standing[: self.wanted.k]
        least = standing[-1][1] if standing else 0.0
        return standing, [(stored, score) for stored, score in out if score >= least][: self.wanted.k]

    def _find(self) -> Found:
        """Ask both indexes."""
        text = self.wanted.understood.text
        wanted = self._terms(text)
        limit = max(CANDIDATES, 2 * self.wanted.k)
        with self.clock("lexical"):
            others = [term for _, name in self.wanted.understood.others for term in self._terms(name)]
            sought = list(dict.fromkeys([*wanted, *others]))
            lexical = self.governing.best(
                self.view.lexical.search(self._field, sought, self.wanted.access, limit)
            )
        with self.clock("vector"):
            question = self.embedder.questions([text])[0]
            near = self.view.vectors.search(question, self.wanted.access, limit) if question.any() else {}
            vector = self.governing.best(near)
        highest = self.view.lexical.highest(self._field, wanted) or 1.0
        return Found({id_: score / highest for id_, score in lexical.items()}, vector)

    def _fused(self, found: Found) -> dict[int, float]:
        """One score from both indexes, best first; below them the provisions that define what is
        asked and that no index gave.
        """
        scores = fuse(found.lexical, found.vector)
        return scores | dict.fromkeys(self._defining.keys() - scores.keys(), 0.0)

    @cached_property
    def _defining(self) -> dict[int, float]:
        """The provisions that define what the question asks the meaning of, with how surely."""
        sure = self.ranking.definitions.defines(self.wanted.understood.text)
        return self.governing.best({id_: sureness for id_, sureness in sure.items() if sureness >= SURE})

    def _described(self, found: Found, scores: dict[int, float]) -> tuple[list[int], Matrix]:
        """The candidates that the asker sees, and what the ranker is told of them."""
        ids, edition = self._shortlist(found, scores), self.view.edition.number
        self._cover(ids)
        labels = self.library.labels(ids, edition=edition, access=self.wanted.access)
        candidates = Candidates(
            fused={id_: scores[id_] for id_ in ids},
            lexical=found.lexical,
            vector=found.vector,
            syllables={id_: self.covered[id_][0] for id_ in ids},
            pairs={id_: self.covered[id_][1] for id_ in ids},
            labels={id_: labels[id_] for id_ in ids if id_ in labels},
        )
        return list(candidates.labels), describe(candidates, self._sought())

    def _shortlist(self, found: Found, scores: dict[int, float]) -> list[int]:
        """What the ranker puts in order: the best of each index and of both together, so that a
        provision which only one of them finds is looked at too. In the order of ``scores``.
        """
        few = self.ranking.depth // 4
        ahead = [*self._defining, *islice(found.lexical, few), *islice(found.vector, few)]
        chosen = set(islice(dict.fromkeys([*ahead, *scores]), self.ranking.depth))
        return [id_ for id_ in scores if id_ in chosen]

    def _sought(self) -> Sought:
        understood = self.wanted.understood
        return Sought(
            syllables=self._content[0],
            words=words_of_question(self._terms(understood.text)),
            plain=understood.plain,
            asked=understood.asked,
            defines=self._defining,
        )

    def _terms(self, text: str) -> list[str]:
        return list(dict.fromkeys(terms(fold(text) if self.wanted.understood.plain else text)))

    @property
    def _field(self) -> str:
        return PLAIN if self.wanted.understood.plain else WORDS

    def _visible(self, scores: dict[int, float], named: Named) -> tuple[_Ranked, _Ranked]:
        """The best ``k`` that the edition and the asker see and that may be in force on the day,
        and better or equal ones that are not. More than ``k`` are read from the library only
        where some of the best fall out: reading is the dearest step.
        """
        k = max(self.wanted.k, self.ranking.reranker.depth if self.ranking.reranker else 0)
        waiting = list(scores)[: 2 * k + CANDIDATES // 2]
        asked_for = {*named.articles, *named.documents}
        standing: _Ranked = []
        out: _Ranked = []
        while waiting and len(standing) < k:
            batch, waiting = waiting[:k], waiting[k:]
            stored = self._read(batch)
            self.whole = self.whole and len(stored) == len(batch)
            for each in stored:
                gone = each.id not in asked_for and each.status_on(self.wanted.day) in NOT_IN_FORCE
                (out if gone else standing).append((each, scores[each.id]))
        return standing[:k], out[:k]

    def _read(self, ids: list[int]) -> list[StoredProvision]:
        return self.library.provisions(ids, edition=self.view.edition.number, access=self.wanted.access)

    def _hits(self, ranked: _Ranked, named: Named, found: Found) -> list[Hit]:
        with self.clock("coverage"):
            self._cover([stored.id for stored, _ in ranked])
        sure = set(named.articles)
        if not self._asks_more:
            sure |= named.documents.keys()
        return [self._hit(stored, score, found, sure=stored.id in sure) for stored, score in ranked]

    def _hit(self, stored: StoredProvision, score: float, found: Found, *, sure: bool) -> Hit:
        coverage, pairs = (1.0, 1.0) if sure else self.covered[stored.id]
        lexical, vector = found.lexical.get(stored.id, 0.0), found.vector.get(stored.id, 0.0)
        reasons = self.reasons.get(stored.id, ())
        return Hit(stored, score, lexical, vector, coverage, pairs, named=sure, reasons=reasons)

    def _cover(self, ids: Sequence[int]) -> None:
        """How much of the question's matter stands in provisions, for those not yet looked at."""
        new = [id_ for id_ in ids if id_ not in self.covered]
        found = self.view.lexical.shares(self._field, *self._content, new)
        self.covered |= {id_: found.get(id_, (0.0, 0.0)) for id_ in new}

    @cached_property
    def _content(self) -> tuple[dict[str, float], dict[str, float]]:
        """Syllables and pairs of the question that carry matter, with their rarity."""
        plain, text = self.wanted.understood.plain, self.wanted.understood.text
        typed = fold(text) if plain else text
        rarity = partial(self.view.lexical.rarity, self._field)
        return (
            {term: rarity(term) for term in content_syllables(typed, plain=plain)},
            {term: rarity(term) for term in content_pairs(typed, plain=plain)},
        )


def _with_margins(hits: list[Hit]) -> tuple[Hit, ...]:
    gaps = [a.score - b.score for a, b in pairwise(hits)]
    return tuple(replace(hit, margin=gap) for hit, gap in zip(hits, [*gaps, 0.0], strict=False))


class Clock:
    """Milliseconds spent in each step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Add the time that the block takes to ``step``."""
        start = perf_counter()
        try:
            yield
        finally:
            self.spent[step] = self.spent.get(step, 0.0) + (perf_counter() - start) * 1000
