"""Embeddings from a service that speaks OpenAI's protocol (vLLM, Ollama, OpenAI itself)."""

import hashlib
from collections.abc import Sequence

import numpy as np
import openai

from assistant.retrieval.embedding import EmbedderUnavailable, Vectors, unit
from assistant.retrieval.passages import Passage
from assistant.settings import Settings

_BATCH = 64
_TIMEOUT_S = 30.0
_RETRIES = 2
_PROBE = "Học sinh, sinh viên, giáo viên, nhà trường."


class RemoteEmbedder:
    """A model behind an endpoint. It is asked once at the start for its dimensions.

    The hash is over the endpoint's model name and the prefixes: answers of services differ in
    their last digits from call to call, so they cannot be hashed.
    """

    def __init__(self, model: str, settings: Settings, timeout_s: float = _TIMEOUT_S) -> None:
        self._model = model
        self._query_prefix = settings.embedder_query_prefix
        self._passage_prefix = settings.embedder_passage_prefix
        self._client = openai.OpenAI(
            base_url=settings.openai_base_url or None,
            api_key=settings.openai_api_key or "none",
            timeout=timeout_s,
            max_retries=_RETRIES,
        )
        self.dimensions = len(self._embed([_PROBE])[0])
        said = f"{model}\0{self._query_prefix}\0{self._passage_prefix}\0{self.dimensions}"
        self.name = f"{model}@{hashlib.sha256(said.encode()).hexdigest()[:8]}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._batched([self._query_prefix + text for text in texts])

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages with their titles in front."""
        return self._batched([self._passage_prefix + passage.joined() for passage in passages])

    def _batched(self, texts: Sequence[str]) -> Vectors:
        rows = [self._embed(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        found = np.concatenate(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32)
        if found.shape[1] != self.dimensions:
            raise _unusable()
        return unit(found)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """One call. Anything but one finite vector a text, all of one length, is refused."""
        try:
            answer = self._client.embeddings.create(
                model=self._model, input=list(texts), encoding_format="float"
            )
            rows = [item.embedding for item in sorted(answer.data, key=lambda item: item.index)]
            found: Vectors = np.asarray(rows, dtype=np.float32)
        except openai.OpenAIError as error:
            raise EmbedderUnavailable(
                "Dịch vụ nhúng không trả lời.",
                "Kiểm tra HOCVU_OPENAI_BASE_URL, HOCVU_OPENAI_API_KEY và tên mô hình.",
            ) from error
        except (TypeError, ValueError, AttributeError) as error:
            raise _unusable() from error
        if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
            raise _unusable()
        return found


def _unusable() -> EmbedderUnavailable:
    return EmbedderUnavailable(
        "Dịch vụ nhúng trả về dữ liệu không dùng được.", "Kiểm tra dịch vụ có đúng giao thức embeddings."
    )
