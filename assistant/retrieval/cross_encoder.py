"""Any cross-encoder of sentence-transformers, by name or folder. Imports torch, and only when chosen."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.retrieval.passages import PART_CHARS, Passage
from assistant.retrieval.reranking import RerankerUnavailable

_BATCH = 8
_CHARS_A_TOKEN = 2
"""Vietnamese has three or more: the rest of the window is for the question and the titles."""

_LEAST_CHARS = 200


class CrossEncoderReranker:
    """A model with one score a pair, read from disk or the local cache. Safe between threads."""

    batch = _BATCH

    def __init__(self, name: str) -> None:
        self.name = Path(name).name or name
        self._model = _load(name)
        self._lock = threading.Lock()  # tokenizers cannot be borrowed by two threads at once
        window = min(int(self._model.max_seq_length or 512), PART_CHARS)
        self.part_chars = max(_LEAST_CHARS, min(PART_CHARS, window * _CHARS_A_TOKEN))

    def scores(self, question: str, passages: Sequence[Passage]) -> Sequence[float]:
        """The model's own scores, whatever their scale."""
        pairs = [(question, passage.joined()) for passage in passages]
        with self._lock:
            found: list[float] = self._model.predict(
                pairs, batch_size=_BATCH, show_progress_bar=False
            ).tolist()
        return found


def _load(name: str) -> Any:  # noqa: ANN401
    try:
        from sentence_transformers import CrossEncoder

        model = CrossEncoder(name)
    except Exception as error:  # the library raises whatever its parts raise
        raise RerankerUnavailable(
            f"Không nạp được mô hình xếp lại “{name}”.",
            "Kiểm tra tên hoặc thư mục mô hình; để trống HOCVU_RERANKER nếu không dùng.",
        ) from error
    if model.num_labels != 1:
        raise RerankerUnavailable(
            f"Mô hình “{name}” cho {model.num_labels} điểm một cặp, cần đúng một.",
            "Chọn mô hình xếp lại (reranker), không phải mô hình phân loại.",
        )
    return model
