"""Both indexes anew from the library, also for another embedding model, while the old ones serve.

The vectors of each model have collections of their own, so those of the model that serves are
not touched. When all are made, one update of the library publishes them. A server that runs with
the model before goes on answering by its vectors, which are *kept* until ``drop_others``: so
servers can be started anew one by one, and going back is quick. What is read meanwhile has no
vectors of kept models, and servers that still use one find it by its words alone.

A run that dies leaves the old vectors serving. Its own are marked by a file with the model and
the building edition, and the next run for both of them embeds only what has no vectors yet.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import orjson

from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import Edition
from assistant.retrieval import IndexWriter
from assistant.settings import Settings
from ingest.consolidation import consolidate
from ingest.progress import Progress, Stage

BATCH = 500
"""Provisions at once: what a run that is killed does again, and a step of the progress bar."""


@dataclass(frozen=True)
class Rebuilt:
    """Provisions put into the indexes; models whose vectors went; whether an edition came."""

    indexed: int
    dropped: tuple[str, ...]
    published: bool


class Reindexing:
    """One run, with the library's write lock held."""

    def __init__(self, library: Library, settings: Settings, writer: IndexWriter, progress: Progress) -> None:
        self._library = library
        self._writer = writer
        self._progress = progress
        self._mark = Path(settings.home / "reindex.json")

    def run(self, *, drop_others: bool) -> Rebuilt:
        """Rebuild and publish; where the model serves already, ``drop_others`` is all that is done."""
        published = self._library.edition()
        others = self._others(published)
        if drop_others and others and published and published.embedder == self._writer.embedder_name:
            self._library.forget_kept()
            self._writer.drop_other_models()
            return Rebuilt(0, others, published=False)
        edition = self._library.begin()
        kept = () if drop_others else others
        indexed = self._rebuild(edition, published, kept)
        return Rebuilt(indexed, tuple(each for each in others if each not in kept), published=True)

    def _others(self, published: Edition | None) -> tuple[str, ...]:
        """Models that serve beside ours and have vectors."""
        models = (published.embedder, *published.kept) if published else ()
        found = (model for model in models if model and model != self._writer.embedder_name)
        return tuple(model for model in found if self._writer.has_vectors_of(model))

    def _rebuild(self, edition: Edition, published: Edition | None, kept: tuple[str, ...]) -> int:
        """Nothing is taken out before the edition is published: the last one serves until then."""
        if self._library.has_changes(edition.number):  # left by a run that was killed
            consolidate(self._library, edition.number)
        live = list(self._library.live_ids(edition.number, Access.INTERNAL))
        self._index(edition.number, live, self._embedded(edition, published))
        self._writer.commit(edition.number)
        self._library.publish(edition.number, self._writer.embedder_name, kept)
        self._mark.unlink(missing_ok=True)
        stale = (self._writer.lexical_ids() | self._writer.vector_ids()) - set(live)
        if stale:
            self._writer.remove(stale)
        self._writer.drop_other_models(kept)
        return len(live)

    def _index(self, edition: int, live: list[int], embedded: Collection[str]) -> None:
        self._progress(Stage.INDEX, 0, len(live))
        for start in range(0, len(live), BATCH):
            ids = live[start : start + BATCH]
            stored = self._library.provisions(ids, edition=edition, access=Access.INTERNAL)
            self._writer.index(stored, embedded=embedded)
            self._progress(Stage.INDEX, start + len(ids), len(live))

    def _embedded(self, edition: Edition, published: Edition | None) -> Collection[str]:
        """The parts whose vectors can be taken over: those of a kept model, to which the library
        goes back, and those of this very run before it was killed. Of the model that serves none
        are: reindexing mends it.
        """
        ours = self._writer.embedder_name
        if published and ours == published.embedder:
            return ()
        this_run = orjson.dumps([ours, edition.number, edition.created_at.isoformat()])
        if not (published and ours in published.kept) and not self._begun(this_run):
            self._writer.clear_vectors()
            self._mark.write_bytes(this_run)
        return self._writer.vector_parts()

    def _begun(self, run: bytes) -> bool:
        return self._mark.is_file() and self._mark.read_bytes() == run
