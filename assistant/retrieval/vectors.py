"""The vector index: Chroma, embedded or a server.

Ids and vectors only (``"{provision}.{part}"``), no ``where``: with a filter a query takes
seconds. Public and internal texts, and each embedding model, have collections of their own.

Behaviour of chromadb 1.5.9 that this module answers to (``tests/assistant/retrieval`` shows
each): an embedded client goes on seeing the vectors it saw when it was first asked, whatever
other processes write, so a reader is opened anew for each edition; clients of one path share
one system inside a process, so each handle spells the path in its own way; opening replays
the log of what was written and may write files, so opening and writing take turns by a lock.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError, InternalError
from filelock import FileLock

from assistant.domain.document import Access
from assistant.errors import HocVuError
from assistant.retrieval.embedding import Vectors
from assistant.settings import Settings

_HNSW = {"space": "ip", "ef_construction": 128, "max_neighbors": 24, "ef_search": 160}
_LOCK_S = 120.0
_BATCH = 1_000
_FEW, _WAVE = 300, 4
_spelling = itertools.count(1)

Similarities = dict[int, float]


class VectorsUnavailable(HocVuError):
    """The vector index cannot be opened or does not answer."""

    code, status = "vectors_unavailable", 503


class VectorIndex:
    """The collections of one embedding model, as they were when this was opened."""

    def __init__(self, settings: Settings, embedder_name: str) -> None:
        self._url = settings.chroma_url
        self._folder = settings.home / "vectors"
        self._mark = _mark(embedder_name)
        with self._turn(), _translated():
            try:
                self._client, self._collections = self._connect()
            except InternalError:  # the first opening after a kill can fail, the second works
                self._client, self._collections = self._connect()
            self._load()

    def close(self) -> None:
        """Let go of the files or the connection."""
        self._client.close()

    # --- writing

    def put(self, access: Access, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors, in the place of what had their ids."""
        size = min(_BATCH, self._client.get_max_batch_size())
        for start in range(0, len(ids), size):
            with self._turn(), _translated():
                self._collections[access].upsert(
                    ids=list(ids[start : start + size]), embeddings=vectors[start : start + size]
                )

    def remove(self, ids: Iterable[int]) -> None:
        """Remove all parts of the provisions, whichever model made the vectors."""
        gone = set(ids)
        for collection in self._of_all_models():
            parts = _parts_of(collection, gone)
            for start in range(0, len(parts), _BATCH):
                with self._turn(), _translated():
                    collection.delete(ids=parts[start : start + _BATCH])

    def clear(self) -> None:
        """Drop the vectors of this model and begin anew."""
        with self._turn(), _translated():
            for collection in self._collections.values():
                self._client.delete_collection(collection.name)
            self._collections = self._open_collections(self._client)

    def drop_other_models(self, kept: Iterable[str] = ()) -> None:
        """Drop the collections of every model but this one and those ``kept``."""
        marks = {self._mark, *map(_mark, kept)}
        for collection in self._of_all_models():
            if collection.name.rpartition("-")[2] not in marks:
                with self._turn(), _translated():
                    self._client.delete_collection(collection.name)

    def has_model(self, embedder_name: str) -> bool:
        """Whether there are vectors of a model, of whatever provisions."""
        mark = _mark(embedder_name)
        found = [each for each in self._of_all_models() if each.name.rpartition("-")[2] == mark]
        with _translated():
            return any(collection.count() for collection in found)

    # --- asking

    def search(self, vector: Vectors, access: Access, limit: int) -> Similarities:
        """Cosine of the best part of each of the nearest provisions, best first."""
        shelves = [Access.PUBLIC] if access is Access.PUBLIC else list(Access)
        best: Similarities = {}
        for shelf in shelves:
            for part, distance in self._nearest(shelf, vector, limit):
                id_ = provision_of(part)
                best[id_] = max(best.get(id_, -1.0), 1.0 - distance)
        return dict(sorted(best.items(), key=lambda pair: -pair[1]))

    def _nearest(self, shelf: Access, vector: Vectors, limit: int) -> Iterator[tuple[str, float]]:
        with _translated():
            found = self._collections[shelf].query(
                query_embeddings=vector.reshape(1, -1), n_results=limit, include=["distances"]
            )
        return zip(found["ids"][0], found["distances"][0], strict=True)

    def ids(self) -> set[int]:
        """Provisions that have vectors."""
        return {provision_of(part) for part in self.parts()}

    def parts(self) -> set[str]:
        """The parts of provisions that have vectors."""
        return {part for collection in self._collections.values() for part in _part_ids(collection)}

    def _of_all_models(self) -> list[Any]:
        with _translated():
            return [each for each in self._client.list_collections() if each.name.startswith("hocvu-")]

    # --- opening

    def _turn(self) -> AbstractContextManager[Any]:
        """The right to open or to write. A server takes turns by itself."""
        if self._url:
            return nullcontext()
        self._folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self._folder / "turn.lock", timeout=_LOCK_S)

    def _connect(self) -> tuple[Any, dict[Access, Any]]:
        client = _server(self._url) if self._url else self._embedded()
        return client, self._open_collections(client)

    def _embedded(self) -> Any:  # noqa: ANN401
        path = f"{self._folder}{'/.' * next(_spelling)}"
        return chromadb.PersistentClient(path, settings=ChromaSettings(anonymized_telemetry=False))

    def _open_collections(self, client: Any) -> dict[Access, Any]:  # noqa: ANN401
        return {
            access: client.get_or_create_collection(
                f"hocvu-{access.value}-{self._mark}", embedding_function=None, configuration={"hnsw": _HNSW}
            )
            for access in Access
        }

    def _load(self) -> None:
        """Make the client read its files now, while it is our turn, and not at the first question."""
        for collection in self._collections.values():
            for part in collection.get(limit=1, include=["embeddings"])["embeddings"]:
                collection.query(query_embeddings=[part], n_results=1, include=[])


def _server(url: str) -> Any:  # noqa: ANN401
    parts = urlsplit(url)
    ssl = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if ssl else 80),
        ssl=ssl,
        settings=ChromaSettings(anonymized_telemetry=False),
    )


def _mark(embedder_name: str) -> str:
    """The hash of a model's name: what its collections are called by."""
    return embedder_name.rpartition("@")[2]


def _part_ids(collection: Any, wanted: Sequence[str] | None = None) -> list[str]:  # noqa: ANN401
    """The ids of a collection, or those of ``wanted`` that it has."""
    with _translated():
        found: list[str] = collection.get(ids=wanted, include=[])["ids"]
    return found


def _parts_of(collection: Any, gone: set[int]) -> list[str]:  # noqa: ANN401
    """The parts of some provisions. All ids of a large library take seconds to list; a few
    provisions are asked for by id, so many parts at a time, as long as there are more.
    """
    if len(gone) > _FEW:
        return [part for part in _part_ids(collection) if provision_of(part) in gone]
    found: list[str] = []
    front, first = sorted(gone), 0
    while front:
        wanted = [f"{id_}.{number}" for id_ in front for number in range(first, first + _WAVE)]
        there = {part for some in _chunks(wanted) for part in _part_ids(collection, some)}
        found += sorted(there)
        first += _WAVE
        front = [id_ for id_ in front if f"{id_}.{first - 1}" in there]
    return found


def _chunks(parts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (parts[start : start + _BATCH] for start in range(0, len(parts), _BATCH))


def provision_of(part: str) -> int:
    """The provision of a part's id."""
    return int(part.partition(".")[0])


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
        raise VectorsUnavailable(
            "Chỉ mục véc-tơ không trả lời.",
            "Chạy “hocvu doctor”; nếu dùng máy chủ Chroma, kiểm tra HOCVU_CHROMA_URL.",
        ) from error
