"""From a question to ranked provisions of the published edition."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import numpy as np

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.domain.words import nfc
from assistant.library import Library
from assistant.library.records import Edition
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.embedding import Embedder, mismatch, open_embedder
from assistant.retrieval.features import Matrix
from assistant.retrieval.governing import Wordings
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.ranking import Ranker, open_ranker
from assistant.retrieval.references import find_references
from assistant.retrieval.reranking import GuardedReranker, open_reranker
from assistant.retrieval.results import SearchResult, Understood
from assistant.retrieval.searching import Clock, Ranking, Search, View, Wanted
from assistant.retrieval.understanding import understand
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings

_TRIES = 5
"""Times that a question is begun again because a newer edition was published meanwhile."""


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
        self._view: View | None = None

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
        self,
        question: str,
        *,
        k: int = 10,
        access: Access = Access.PUBLIC,
        day: date | None = None,
        explain: bool = False,
    ) -> SearchResult:
        """The best ``k`` provisions that an asker with ``access`` may see, each in the words of
        ``day`` or, where those are not known, the nearest; without a day in its newest words.

        An empty library or a question without words gives no hits, never an error. With ``explain``
        each hit that the ranker looked at has its ``reasons``.
        """
        result = SearchResult((), Understood(question), 0)
        for _ in range(_TRIES):
            with self._lent() as view:
                if view is None:
                    break
                result, whole = self._search(view, question, k, access, day, explain)
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
        self, view: View, question: str, k: int, access: Access, day: date | None, explain: bool
    ) -> tuple[SearchResult, bool]:
        """The result, and whether the library still had every row that the indexes gave."""
        clock = Clock()
        with clock("understand"):
            understood = understand(question, self._catalogue(view, access), view.knows)
        governing = self._wordings(view, access).on(day or date.max)
        asked = Wanted(understood, access, k, day or date.max, explain)
        search = Search(
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
            asked = Wanted(understood, Access.PUBLIC, 1, date.max)
            ranking = self._ranking(view, Access.PUBLIC)
            search = Search(view, self._library, self._embedder, asked, governing, Clock(), ranking)
            return search.figures()

    def _ranking(self, view: View, access: Access) -> "Ranking":
        depth, definitions = self._settings.ranker_depth, self._definitions(view, access)
        return Ranking(self.ranker, depth, definitions, self._reranker)

    # --- editions

    @contextmanager
    def _lent(self) -> Iterator[View | None]:
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

    def _current(self, edition: Edition | None) -> View | None:
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

    def _close_unused(self, view: View) -> None:
        if view.users == 0 and view is not self._view:
            view.vectors.close()

    def _is_published(self, view: View) -> bool:
        """Whether no newer edition came meanwhile, whose cleaning took rows of this one away."""
        edition = self._library.edition()
        return edition is not None and edition.number == view.edition.number

    def _open(self, edition: Edition) -> View:
        ours = self._embedder.name
        if not edition.serves(ours):
            raise mismatch(edition.embedder, ours)
        view = View(edition, self._index.reader(), VectorIndex(self._settings, ours))
        self._catalogue(view, Access.PUBLIC)  # now, so that the first question need not wait for it
        self._wordings(view, Access.PUBLIC)
        self._definitions(view, Access.PUBLIC)
        return view

    def _catalogue(self, view: View, access: Access) -> Catalogue:
        if access not in view.catalogues:
            view.catalogues[access] = Catalogue.read(self._library, view.edition.number, access)
        return view.catalogues[access]

    def _wordings(self, view: View, access: Access) -> Wordings:
        if access not in view.wordings:
            view.wordings[access] = Wordings.read(self._library, view.edition.number, access)
        return view.wordings[access]

    def _definitions(self, view: View, access: Access) -> Definitions:
        if access not in view.definitions:
            view.definitions[access] = Definitions.read(self._library, view.edition.number, access)
        return view.definitions[access]
