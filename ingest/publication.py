"""From rows in a building edition to an edition that answers, and the cleaning after it.

Every step can be killed and done again: indexing replaces by id, publishing is one update of
the library, cleaning only removes what the published edition no longer sees.
"""

from assistant.domain.document import Access
from assistant.errors import IndexMismatch
from assistant.library import Library
from assistant.retrieval import IndexWriter
from assistant.settings import Settings
from ingest.consolidation import Consolidated, consolidate
from ingest.progress import Progress, Stage
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
        """Refuse to mix vectors of two models in one edition."""
        published = self._library.edition()
        ours = self._writer.embedder_name
        if published and published.embedder and published.embedder != ours:
            raise IndexMismatch(
                f"Chỉ mục hiện có được tạo bằng mô hình {published.embedder}, cấu hình hiện tại là {ours}.",
                "Chạy “hocvu reindex” để lập lại chỉ mục bằng mô hình mới, hoặc trả cấu hình về như cũ.",
            )

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
        self._library.publish(edition, self._writer.embedder_name)
        self._progress(Stage.PUBLISH, 1, 1)
        return indexed, consolidated

    def rebuild(self, edition: int) -> int:
        """Put all that ``edition`` sees into both indexes, publish, then take out what it does
        not see. Nothing is taken out before: the last edition serves until the switch.
        """
        live = list(self._library.live_ids(edition, Access.INTERNAL))
        for start in range(0, len(live), BATCH):
            ids = live[start : start + BATCH]
            self._writer.index(self._library.provisions(ids, edition=edition, access=Access.INTERNAL))
            self._progress(Stage.INDEX, start + len(ids), len(live))
        self._writer.commit(edition)
        self._library.publish(edition, self._writer.embedder_name)
        stale = (self._writer.lexical_ids() | self._writer.vector_ids()) - set(live)
        if stale:
            self._writer.remove(stale)
        self._writer.drop_other_models()
        return len(live)

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
