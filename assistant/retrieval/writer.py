"""Writing both indexes. The library is the truth: everything here can be done again."""

from collections.abc import Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.embedding import Embedder, Vectors, open_embedder, part_chars
from assistant.retrieval.lexical import LexicalIndex, LexicalWriter
from assistant.retrieval.passages import Passage, passages
from assistant.retrieval.vectors import VectorIndex
from assistant.settings import Settings


class IndexWriter:
    """The one writer of the indexes (the caller holds the library's write lock).

    Putting a row twice leaves it once, so that a killed run is simply repeated. What is
    written is seen by readers when the library publishes the edition it belongs to. Vectors are
    put in a thread of their own while the next rows are read and embedded, so that a Chroma server,
    or a service that embeds, is not waited for. (The embedded Chroma holds Python's lock while it
    takes vectors, not while it is asked: with it the two take turns.)
    """

    def __init__(self, settings: Settings, library: Library, embedder: Embedder) -> None:
        self._library = library
        self._embedder = embedder
        self._lexical = LexicalIndex(settings.home / "lexical")
        self._vector_index = VectorIndex(settings, embedder.name)
        self._open_writer: LexicalWriter | None = None
        self._hand = ThreadPoolExecutor(1, thread_name_prefix="hocvu-vectors")
        self._putting: Future[None] | None = None

    @classmethod
    def open(cls, settings: Settings, library: Library) -> "IndexWriter":
        """Open the indexes in the home folder, empty ones where there are none."""
        return cls(settings, library, open_embedder(settings))

    @property
    def embedder_name(self) -> str:
        """The model's name and hash, as the edition records it."""
        return self._embedder.name

    def index(self, stored: Iterable[StoredProvision], *, embedded: Collection[str] = ()) -> None:
        """Put provisions into both indexes. ``embedded``: parts that have their vectors already."""
        batch = list(stored)
        for each in batch:
            self._writer.put(each)
        for access in Access:
            self._embed([each for each in batch if each.document.access is access], access, embedded)

    def commit(self, _edition: int) -> None:
        """Make everything put so far lasting; publishing the edition then shows it."""
        self._wait()
        self._writer.commit()

    def remove(self, ids: Iterable[int]) -> None:
        """Take provisions out of both indexes, for good."""
        gone = list(ids)
        self._writer.remove(gone)
        self._writer.commit()
        self._vectors.remove(gone)

    def drop_other_models(self, kept: Iterable[str] = ()) -> None:
        """Drop the vectors of other models but those ``kept``, once nobody uses them."""
        self._vectors.drop_other_models(kept)

    def has_vectors_of(self, embedder_name: str) -> bool:
        """Whether there are vectors that another model made."""
        return self._vectors.has_model(embedder_name)

    def clear_vectors(self) -> None:
        """Drop the vectors of this model, which nobody uses."""
        self._vectors.clear()

    def vector_parts(self) -> set[str]:
        """The parts of provisions that have vectors of this model."""
        return self._vectors.parts()

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
        self._hand.shutdown()
        self._vector_index.close()

    @property
    def _vectors(self) -> VectorIndex:
        """The vector index with nothing under way."""
        self._wait()
        return self._vector_index

    @property
    def _writer(self) -> LexicalWriter:
        """Opened when first needed, so that looking at the indexes locks nobody out."""
        if self._open_writer is None:
            self._open_writer = self._lexical.writer()
        return self._open_writer

    def _embed(self, stored: list[StoredProvision], access: Access, embedded: Collection[str]) -> None:
        parts: list[str] = []
        texts: list[Passage] = []
        for each in stored:
            for number, passage in enumerate(passages(each, part_chars(self._embedder))):
                part = f"{each.id}.{number}"
                if part not in embedded:
                    parts.append(part)
                    texts.append(passage)
        if parts:
            vectors: Vectors = self._embedder.passages(texts)
            self._putting = self._hand.submit(self._vectors.put, access, parts, vectors)

    def _wait(self) -> None:
        """Let the vectors under way be put; what hindered them is raised here."""
        putting, self._putting = self._putting, None
        if putting is not None:
            putting.result()
