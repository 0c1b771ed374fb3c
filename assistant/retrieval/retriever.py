"""From a question to ranked provisions of the published edition."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from time import perf_counter
from typing import Protocol

import numpy as np

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status
from assistant.domain.words import fold, nfc
from assistant.errors import IndexMismatch
from assistant.library import Library
from assistant.library.records import Edition, StoredProvision
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.embedding import Embedder, open_embedder
from assistant.retrieval.features import Candidates, Matrix, Sought, describe, words_of_question
from assistant.retrieval.fusion import fuse
from assistant.retrieval.governing import Governing, Wordings
from assistant.retrieval.lexical import PLAIN, WORDS, LexicalIndex, LexicalReader
from assistant.retrieval.naming import Named, look_up
from assistant.retrieval.ranking import Ranker, handed_out, open_ranker
from assistant.retrieval.references import find_references
from assistant.retrieval.reranking import GuardedReranker, Outcome, open_reranker, rerank
from assistant.retrieval.results import Hit, SearchResult, Understood
from assistant.retrieval.terms import content_pairs, content_syllables, terms
from assistant.retrieval.understanding import understand
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings

CANDIDATES = 100
"""What each index is asked for: enough that rows an edition no longer sees leave plenty."""

NOT_IN_FORCE = frozenset({Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED})
"""What is known not to apply on a day. What is not known may."""

_Ranked = list[tuple[StoredProvision, float]]

_PER_ERROR = 2_000
"""Provisions among which one may hold a given typing error."""

_TRIES = 5
"""Times that a question is begun again because a newer edition was published meanwhile."""


@dataclass
class _View:
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


class Retriever:
    """Searches one library. Safe to share between threads; close it when done.

    Before each question it asks the library which edition is published, and opens the
    indexes anew when that has changed, whichever process published it.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        embedder: Embedder,
        ranker: Ranker | None = None,
        reranker: GuardedReranker | None = None,
    ) -> None:
        self._settings = settings
        self._library = library
        self._embedder = embedder
        self.ranker = ranker
        self._reranker = reranker
        self._index = LexicalIndex(settings.home / "lexical")
        self._lock = threading.Lock()
        self._view: _View | None = None

    @classmethod
    def open(cls, settings: Settings, library: Library) -> "Retriever":
        """Open the indexes; raise ``IndexMismatch`` where another model made the vectors."""
        models = open_embedder(settings), open_ranker(settings), open_reranker(settings)
        retriever = cls(settings, library, *models)
        with retriever._lent():
            return retriever

    def close(self) -> None:
        """Let go of the indexes; the library is the caller's."""
        with self._lock:
            view, self._view = self._view, None
            if view is not None:
                self._close_unused(view)

    def search(
        self, question: str, *, k: int = 10, access: Access = Access.PUBLIC, day: date | None = None
    ) -> SearchResult:
        """The best ``k`` provisions that an asker with ``access`` may see, each in the words of
        ``day`` or, where those are not known, the nearest; without a day in its newest words.

        An empty library or a question without words gives no hits, never an error.
        """
        result = SearchResult((), Understood(question), 0)
        for _ in range(_TRIES):
            with self._lent() as view:
                if view is None:
                    break
                result, whole = self._search(view, question, k, access, day)
                result = replace(result, as_of=day)
                if whole or self._is_published(view):
                    break
        return result

    def document_named(self, text: str, *, access: Access = Access.PUBLIC) -> DocumentNumber | None:
        """The document that ``text`` names for certain."""
        with self._lent() as view:
            if view is None:
                return None
            references, _ = find_references(nfc(text), self._catalogue(view, access))
        return next((r.number for r in references if r.number is not None), None)

    def _search(
        self, view: _View, question: str, k: int, access: Access, day: date | None
    ) -> tuple[SearchResult, bool]:
        """The result, and whether the library still had every row that the indexes gave."""
        clock = _Clock()
        with clock("understand"):
            understood = understand(question, self._catalogue(view, access), view.knows)
        governing = self._wordings(view, access).on(day or date.max)
        asked = _Asked(understood, access, k, day or date.max)
        search = _Search(
            view, self._library, self._embedder, asked, governing, clock, self._ranking(view, access)
        )
        return search.run(), search.whole

    def figures(self, question: str) -> tuple[list[int], Matrix]:
        """What a ranker is told of the candidates for a public question: ids and their rows, in the
        order of the fusion. For fitting one.
        """
        with self._lent() as view:
            if view is None:
                return [], np.zeros((0, 0), dtype=np.float32)
            understood = understand(question, self._catalogue(view, Access.PUBLIC), view.knows)
            governing = self._wordings(view, Access.PUBLIC).on(date.max)
            asked = _Asked(understood, Access.PUBLIC, 1, date.max)
            ranking = self._ranking(view, Access.PUBLIC)
            search = _Search(view, self._library, self._embedder, asked, governing, _Clock(), ranking)
            return search.figures()

    def _ranking(self, view: _View, access: Access) -> "_Ranking":
        depth, definitions = self._settings.ranker_depth, self._definitions(view, access)
        return _Ranking(self.ranker, depth, definitions, self._reranker)

    # --- editions

    @contextmanager
    def _lent(self) -> Iterator[_View | None]:
        """The view of the published edition; it is not closed before it is given back."""
        edition = self._library.edition()
        with self._lock:
            view = self._current(edition)
            if view is not None:
                view.users += 1
        try:
            yield view
        finally:
            if view is not None:
                with self._lock:
                    view.users -= 1
                    self._close_unused(view)

    def _current(self, edition: Edition | None) -> _View | None:
        """The view of ``edition``, or of a newer one where opening took so long."""
        for _ in range(_TRIES):
            if edition is None:
                return None
            if self._view is None or self._view.edition.number < edition.number:
                old, self._view = self._view, self._open(edition)
                if old is not None:
                    self._close_unused(old)
                edition = self._library.edition()
            else:
                break
        return self._view

    def _close_unused(self, view: _View) -> None:
        if view.users == 0 and view is not self._view:
            view.vectors.close()

    def _is_published(self, view: _View) -> bool:
        """Whether no newer edition came meanwhile, whose cleaning took rows of this one away."""
        edition = self._library.edition()
        return edition is not None and edition.number == view.edition.number

    def _open(self, edition: Edition) -> _View:
        ours = self._embedder.name
        if not edition.serves(ours):
            raise IndexMismatch(
                f"Chỉ mục được tạo bằng mô hình {edition.embedder}, cấu hình hiện tại là {ours}.",
                "Chạy “hocvu reindex” để lập lại chỉ mục, hoặc trả HOCVU_EMBEDDER về như cũ.",
            )
        view = _View(edition, self._index.reader(), VectorIndex(self._settings, ours))
        self._catalogue(view, Access.PUBLIC)  # now, so that the first question need not wait for it
        self._wordings(view, Access.PUBLIC)
        self._definitions(view, Access.PUBLIC)
        return view

    def _catalogue(self, view: _View, access: Access) -> Catalogue:
        if access not in view.catalogues:
            view.catalogues[access] = Catalogue.read(self._library, view.edition.number, access)
        return view.catalogues[access]

    def _wordings(self, view: _View, access: Access) -> Wordings:
        if access not in view.wordings:
            view.wordings[access] = Wordings.read(self._library, view.edition.number, access)
        return view.wordings[access]

    def _definitions(self, view: _View, access: Access) -> Definitions:
        if access not in view.definitions:
            view.definitions[access] = Definitions.read(self._library, view.edition.number, access)
        return view.definitions[access]


@dataclass(frozen=True)
class _Ranking:
    """How the best of the fusion are put in order: by whom, how many, and what they define; and
    who looks at the best of those once more.
    """

    ranker: Ranker | None
    depth: int
    definitions: Definitions
    reranker: GuardedReranker | None = None


@dataclass(frozen=True)
class _Found:
    """What both indexes gave: shares of the best possible BM25, and cosines."""

    lexical: dict[int, float]
    vector: dict[int, float]


@dataclass(frozen=True)
class _Asked:
    """What a question wants: how it was read, for whom, how many hits, of which day."""

    understood: Understood
    access: Access
    k: int
    day: date


@dataclass
class _Search:
    """One question's way through the indexes."""

    view: _View
    library: Library
    embedder: Embedder
    asked: _Asked
    governing: Governing
    clock: "_Clock"
    ranking: _Ranking
    whole: bool = True
    covered: dict[int, tuple[float, float]] = field(default_factory=dict)

    def run(self) -> SearchResult:
        """Named provisions first, then the best by both indexes."""
        with self.clock("name"):
            read, rest = self.asked.understood, self._terms(self.asked.understood.rest)
            lexical, access = self.view.lexical, self.asked.access
            named = look_up(read.references, lexical, self._field, rest, access, self._read)
            if named.documents and not self._asks_more:
                named.documents = self._in_reading_order(named)
            named.articles = list(dict.fromkeys(map(self.governing.of, named.articles)))
            named.documents = self.governing.best(named.documents)
        understood = replace(self.asked.understood, references=tuple(named.references))
        reference = next(iter(named.references), None)
        hits, out = self._ranked(named) if self.asked.k > 0 else ((), ())
        edition = self.view.edition.number
        return SearchResult(hits, understood, edition, self.clock.spent, reference, out)

    @property
    def _asks_more(self) -> bool:
        """Whether the question has words of matter beside the documents it names."""
        return bool(content_syllables(self.asked.understood.rest, plain=self.asked.understood.plain))

    def _in_reading_order(self, named: Named) -> dict[int, float]:
        """Ids do not tell it: an article whose words changed has a new one."""
        edition = self.view.edition.number
        ids = [
            stored.id
            for reference in named.references
            if reference.number is not None and reference.certain
            for stored in self.library.outline(reference.number, edition=edition, access=self.asked.access)
        ]
        return {id_: named.documents[id_] for id_ in ids if id_ in named.documents}

    def figures(self) -> tuple[list[int], Matrix]:
        """The candidates to be ranked and a row of figures for each."""
        found = self._find()
        return self._described(found, fuse(found.lexical, found.vector))

    def _ranked(self, named: Named) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        """The best that are in force on the day, or named; and those among them that are not."""
        found = self._find()
        scores = fuse(found.lexical, found.vector)
        if self.ranking.ranker is not None:
            with self.clock("rank"):
                ids, rows = self._described(found, scores)
                best = np.argsort(-self.ranking.ranker.scores(rows), kind="stable")
                scores = handed_out(scores, [ids[place] for place in best])
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
                    reranker, self.asked.understood.text, standing,
                    first=named.articles, before=named.documents,
                )  # fmt: skip
        if outcome is not Outcome.DONE:
            self.clock.spent[f"rerank_{outcome}"] = self.clock.spent.pop("rerank")
        standing = standing[: self.asked.k]
        least = standing[-1][1] if standing else 0.0
        return standing, [(stored, score) for stored, score in out if score >= least][: self.asked.k]

    def _find(self) -> _Found:
        """Ask both indexes."""
        text = self.asked.understood.text
        wanted = self._terms(text)
        limit = max(CANDIDATES, 2 * self.asked.k)
        with self.clock("lexical"):
            others = [term for _, name in self.asked.understood.others for term in self._terms(name)]
            sought = list(dict.fromkeys([*wanted, *others]))
            lexical = self.governing.best(
                self.view.lexical.search(self._field, sought, self.asked.access, limit)
            )
        with self.clock("vector"):
            question = self.embedder.questions([text])[0]
            near = self.view.vectors.search(question, self.asked.access, limit) if question.any() else {}
            vector = self.governing.best(near)
        highest = self.view.lexical.highest(self._field, wanted) or 1.0
        return _Found({id_: score / highest for id_, score in lexical.items()}, vector)

    def _described(self, found: _Found, scores: dict[int, float]) -> tuple[list[int], Matrix]:
        """The best of the fusion that the asker sees, and what the ranker is told of them."""
        ids, edition = list(scores)[: self.ranking.depth], self.view.edition.number
        self._cover(ids)
        labels = self.library.labels(ids, edition=edition, access=self.asked.access)
        candidates = Candidates(
            fused={id_: scores[id_] for id_ in ids},
            lexical=found.lexical,
            vector=found.vector,
            syllables={id_: self.covered[id_][0] for id_ in ids},
            pairs={id_: self.covered[id_][1] for id_ in ids},
            labels={id_: labels[id_] for id_ in ids if id_ in labels},
        )
        return list(candidates.labels), describe(candidates, self._sought())

    def _sought(self) -> Sought:
        understood = self.asked.understood
        return Sought(
            syllables=self._weights(content_syllables),
            pairs=self._weights(content_pairs),
            words=words_of_question(self._terms(understood.text)),
            plain=understood.plain,
            asked=understood.asked,
            defines=self.ranking.definitions.defines(understood.text),
        )

    def _terms(self, text: str) -> list[str]:
        return list(dict.fromkeys(terms(fold(text) if self.asked.understood.plain else text)))

    @property
    def _field(self) -> str:
        return PLAIN if self.asked.understood.plain else WORDS

    def _visible(self, scores: dict[int, float], named: Named) -> tuple[_Ranked, _Ranked]:
        """The best ``k`` that the edition and the asker see and that may be in force on the day,
        and better or equal ones that are not. More than ``k`` are read from the library only
        where some of the best fall out: reading is the dearest step.
        """
        k = max(self.asked.k, self.ranking.reranker.depth if self.ranking.reranker else 0)
        waiting = list(scores)[: 2 * k + CANDIDATES // 2]
        asked_for = {*named.articles, *named.documents}
        standing: _Ranked = []
        out: _Ranked = []
        while waiting and len(standing) < k:
            batch, waiting = waiting[:k], waiting[k:]
            stored = self._read(batch)
            self.whole = self.whole and len(stored) == len(batch)
            for each in stored:
                gone = each.id not in asked_for and each.status_on(self.asked.day) in NOT_IN_FORCE
                (out if gone else standing).append((each, scores[each.id]))
        return standing[:k], out[:k]

    def _read(self, ids: list[int]) -> list[StoredProvision]:
        return self.library.provisions(ids, edition=self.view.edition.number, access=self.asked.access)

    def _hits(self, ranked: _Ranked, named: Named, found: _Found) -> list[Hit]:
        with self.clock("coverage"):
            self._cover([stored.id for stored, _ in ranked])
        sure = set(named.articles)
        if not self._asks_more:
            sure |= named.documents.keys()
        return [self._hit(stored, score, found, sure=stored.id in sure) for stored, score in ranked]

    def _hit(self, stored: StoredProvision, score: float, found: _Found, *, sure: bool) -> Hit:
        coverage, pairs = (1.0, 1.0) if sure else self.covered[stored.id]
        lexical, vector = found.lexical.get(stored.id, 0.0), found.vector.get(stored.id, 0.0)
        return Hit(stored, score, lexical, vector, coverage, pairs, named=sure)

    def _cover(self, ids: Sequence[int]) -> None:
        """How much of the question's matter stands in provisions, for those not yet looked at."""
        new = [id_ for id_ in ids if id_ not in self.covered]
        both = [self._coverage(choose, new) for choose in (content_syllables, content_pairs)]
        self.covered |= {id_: (both[0].get(id_, 0.0), both[1].get(id_, 0.0)) for id_ in new}

    def _coverage(self, choose: "_Choice", ids: Sequence[int]) -> dict[int, float]:
        weights = self._weights(choose)
        whole = sum(weights.values())
        return {id_: mass / whole for id_, mass in self.view.lexical.weigh(self._field, weights, ids).items()}

    def _weights(self, choose: "_Choice") -> dict[str, float]:
        """Terms of the question that carry matter, with their rarity."""
        plain, text = self.asked.understood.plain, self.asked.understood.text
        content = choose(fold(text) if plain else text, plain=plain)
        return {term: self.view.lexical.rarity(self._field, term) for term in content}


def _with_margins(hits: list[Hit]) -> tuple[Hit, ...]:
    gaps = [a.score - b.score for a, b in pairwise(hits)]
    return tuple(replace(hit, margin=gap) for hit, gap in zip(hits, [*gaps, 0.0], strict=False))


class _Choice(Protocol):
    """A function that picks terms of a question."""

    def __call__(self, text: str, *, plain: bool) -> list[str]:
        """The terms of ``text``."""


class _Clock:
    """Milliseconds spent in each step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = perf_counter()
        try:
            yield
        finally:
            self.spent[step] = self.spent.get(step, 0.0) + (perf_counter() - start) * 1000
