"""Any sentence-transformers model, by name or folder. Imports torch, and only when chosen."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.retrieval.embedding import EmbedderUnavailable, Vectors, unit
from assistant.retrieval.passages import Passage
from assistant.settings import Settings

_PROBE = "Học sinh, sinh viên, giáo viên, nhà trường."


class TransformerEmbedder:
    """A model read from disk or the local cache, with the prefixes that it was trained with."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._query_prefix = settings.embedder_query_prefix
        self._passage_prefix = settings.embedder_passage_prefix
        self._model = _load(name)
        self.name = f"{Path(name).name or name}@{self._fingerprint()}"
        self.dimensions = int(self._model.get_embedding_dimension())

    def _fingerprint(self) -> str:
        """Hash of the prefixes and of what the model makes of a fixed sentence."""
        probe = unit(self._encode([_PROBE])).round(3) + 0.0
        said = f"{self._query_prefix}\0{self._passage_prefix}".encode()
        return hashlib.sha256(said + probe.tobytes()).hexdigest()[:8]

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return unit(self._encode([self._query_prefix + text for text in texts]))

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages with their titles in front."""
        return unit(self._encode([self._passage_prefix + passage.joined() for passage in passages]))

    def _encode(self, texts: list[str]) -> Any:  # noqa: ANN401
        return self._model.encode(texts, batch_size=32, convert_to_numpy=True, show_progress_bar=False)


def _load(name: str) -> Any:  # noqa: ANN401
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, device="cpu")
    except Exception as error:  # the library raises whatever its parts raise
        raise EmbedderUnavailable(
            f"Không nạp được mô hình nhúng “{name}”.",
            "Kiểm tra tên hoặc thư mục mô hình; mô hình phải có sẵn trên máy hoặc tải được.",
        ) from error
