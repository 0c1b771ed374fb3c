"""From rows in a building edition to an edition that answers, and the cleaning after it.

Every step can be killed and done again: indexing replaces by id, publishing is one update of
the library, cleaning only removes what the published edition no longer sees.
"""

from assistant.library import Library
from assistant.retrieval import IndexWriter
from assistant.retrieval.embedding import mismatch
from assistant.settings import Settings
from ingest.consolidation import Consolidated, consolidate
from ingest.progress import Progress, Stage
from ingest.reindexing import Rebuilt, Reindexing
from ingest.storage import drop_sources

BATCH = 2_000


class Publication:
    """Publishes editions of one library with one index writer."""

    def __init__(self, library: Library, settings: Settings, progress: Progress) -> None:
        self._library = library
        self._settings = settings
        self._progress = progress
        self._writer = IndexWriter.open(settings, library)

    def check_embedder(self) -> None:
        """Refuse to mix vectors of two models: what is added has those of the edition's own."""
        published = self._library.edition()
        ours = self._writer.embedder_name
        if published and published.embedder and published.embedder != ours:
            raise mismatch(published.embedder, ours)

    def publish(self, edition: int) -> tuple[int, Consolidated]:
        """Compute the wordings of amended documents, index what the edition added, then publish
        it at once; return the rows indexed and what became of the amendments.
        """
        self._progress(Stage.CONSOLIDATE, 0, 1)
        consolidated = consolidate(self._library, edition)
        self._progress(Stage.CONSOLIDATE, 1, 1)
        indexed = self._index(edition)
        self._progress(Stage.PUBLISH, 0, 1)
        self._writer.commit(edition)
        published = self._library.edition()
        kept = published.kept if published else ()
        self._library.publish(edition, self._writer.embedder_name, kept)
        self._progress(Stage.PUBLISH, 1, 1)
        return indexed, consolidated

    def rebuild(self, *, drop_others: bool = False) -> Rebuilt:
        """Both indexes anew: see ``ingest.reindexing``."""
        return Reindexing(self._library, self._settings, self._writer, self._progress).run(
            drop_others=drop_others
        )

    def close(self) -> None:
        """Give the indexes' locks back."""
        self._writer.close()

    def _index(self, edition: int) -> int:
        total = self._library.added_count(edition)
        done, last = 0, 0
        while batch := self._library.added(edition, after_id=last, limit=BATCH):
            self._writer.index(batch)
            done, last = done + len(batch), batch[-1].id
            self._progress(Stage.INDEX, done, total)
        return done

    def clean(self) -> int:
        """Drop rows that no edition in use sees: indexes first, so that the library always
        knows what is left to remove.
        """
        retired = self._library.retired_ids()
        self._progress(Stage.CLEAN, 0, len(retired))
        if retired:
            self._writer.remove(retired)
        self._library.vacuum()
        drop_sources(self._settings.home, self._library.source_hashes())
        self._progress(Stage.CLEAN, len(retired), len(retired))
        return len(retired)
