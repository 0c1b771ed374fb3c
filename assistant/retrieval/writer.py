"""Writing both indexes. The library is the truth: everything here can be done again."""

from collections.abc import Iterable

from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.embedding import Embedder, Vectors, open_embedder
from assistant.retrieval.lexical import LexicalIndex, LexicalWriter
from assistant.retrieval.passages import Passage, passages
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings

_BATCH = 2_000


class IndexWriter:
    """The one writer of the indexes (the caller holds the library's write lock).

    Putting a row twice leaves it once, so that a killed run is simply repeated. What is
    written is seen by readers when the library publishes the edition it belongs to.
    """

    def __init__(self, settings: Settings, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self._lexical = LexicalIndex(settings.home / "lexical")
        self._vectors = VectorIndex(settings, embedder.name)
        self._open_writer: LexicalWriter | None = None

    @classmethod
    def open(cls, settings: Settings, library: Library) -> "IndexWriter":
        """Open the indexes in the home folder, empty ones where there are none."""
        return cls(settings, library, open_embedder(settings))

    @property
    def embedder_name(self) -> str:
        """The model's name and hash, as the edition records it."""
        return self._embedder.name

    def index(self, stored: Iterable[StoredProvision]) -> None:
        """Put provisions into both indexes."""
        batch = list(stored)
        for each in batch:
            self._writer.put(each)
        for access in Access:
            self._embed([each for each in batch if each.document.access is access], access)

    def commit(self, _edition: int) -> None:
        """Make everything put so far lasting; publishing the edition then shows it."""
        self._writer.commit()

    def remove(self, ids: Iterable[int]) -> None:
        """Take provisions out of both indexes, for good."""
        gone = list(ids)
        self._writer.remove(gone)
        self._writer.commit()
        self._vectors.remove(gone)

    def rebuild(self) -> None:
        """Make both indexes anew from what the published edition sees."""
        self._writer.clear()
        self._vectors.clear()
        edition = self._library.edition()
        if edition is not None:
            ids = list(self._library.live_ids(edition.number, Access.INTERNAL))
            for start in range(0, len(ids), _BATCH):
                batch = ids[start : start + _BATCH]
                self.index(self._library.provisions(batch, edition=edition.number, access=Access.INTERNAL))
        self._writer.commit()

    def lexical_ids(self) -> set[int]:
        """Provisions in the lexical index."""
        return self._lexical.reader().ids()

    def vector_ids(self) -> set[int]:
        """Provisions in the vector index."""
        return self._vectors.ids()

    def close(self) -> None:
        """Let go of both indexes. What was not committed is forgotten."""
        if self._open_writer is not None:
            self._open_writer.close()
            self._open_writer = None
        self._vectors.close()

    @property
    def _writer(self) -> LexicalWriter:
        """Opened when first needed, so that looking at the indexes locks nobody out."""
        if self._open_writer is None:
            self._open_writer = self._lexical.writer()
        return self._open_writer

    def _embed(self, stored: list[StoredProvision], access: Access) -> None:
        parts: list[str] = []
        texts: list[Passage] = []
        for each in stored:
            for number, passage in enumerate(passages(each)):
                parts.append(f"{each.id}.{number}")
                texts.append(passage)
        if parts:
            vectors: Vectors = self._embedder.passages(texts)
            self._vectors.put(access, parts, vectors)
