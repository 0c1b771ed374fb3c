"""Embedders behind one small protocol, and which one the settings ask for."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import HocVuError, IndexMismatch
from assistant.retrieval.passages import PART_CHARS, Passage
from assistant.settings import Settings

Vectors = npt.NDArray[np.float32]


class EmbedderUnavailable(HocVuError):
    """The embedding model or service does not answer as it should."""

    code, status = "embedder_unavailable", 503


class Embedder(Protocol):
    """Texts to unit vectors, one row each.

    ``name`` says which model, and a hash of what it does: equal names, equal vectors. One that
    reads less than ``PART_CHARS`` characters at once says so in an attribute ``part_chars``.
    """

    @property
    def name(self) -> str:
        """For example ``static@1f3a9c04``."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (n, dimensions)."""

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages, (n, dimensions)."""


def open_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Only a named model loads anything heavy."""
    kind, _, name = settings.embedder.partition(":")
    if kind == "static" and not name:
        from assistant.retrieval.static import StaticEmbedder

        return StaticEmbedder.shipped()
    if kind == "sentence-transformers" and name:
        from assistant.retrieval.transformer import TransformerEmbedder

        return TransformerEmbedder(name, settings)
    if kind == "openai" and name:
        from assistant.retrieval.remote import RemoteEmbedder

        return RemoteEmbedder(name, settings)
    raise EmbedderUnavailable(
        f"Cấu hình mô hình nhúng không hiểu được: “{settings.embedder}”.",
        "Đặt HOCVU_EMBEDDER là static, sentence-transformers:TÊN hoặc openai:TÊN.",
    )


def mismatch(theirs: str, ours: str) -> IndexMismatch:
    """That the vectors are of model ``theirs`` and the settings ask for ``ours``, and what mends it. Where
    both are the shipped model, an upgrade brought a new one and no setting brings the old one back.
    """
    reindex = "Chạy “hocvu reindex” để lập lại chỉ mục"
    if all(name.startswith("static@") for name in (theirs, ours)):
        told = f"Mô hình nhúng đi kèm Học Vụ đã đổi: chỉ mục được tạo bằng {theirs}, bản này dùng {ours}."
        return IndexMismatch(told, f"{reindex}; văn bản không phải đọc lại.")
    return IndexMismatch(
        f"Chỉ mục được tạo bằng mô hình {theirs}, cấu hình hiện tại là {ours}.",
        f"{reindex}, hoặc đặt HOCVU_EMBEDDER là mô hình của chỉ mục.",
    )


def part_chars(embedder: Embedder) -> int:
    """The longest part of a provision, in characters, that the model reads to its end."""
    return min(PART_CHARS, int(getattr(embedder, "part_chars", PART_CHARS)))


def unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays zero."""
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return scaled
