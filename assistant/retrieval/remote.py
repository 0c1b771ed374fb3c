"""Embeddings from a service that speaks OpenAI's protocol (vLLM, Ollama, OpenAI itself)."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import openai

from assistant.retrieval.embedding import EmbedderUnavailable, Vectors, unit
from assistant.retrieval.passages import PART_CHARS, Passage
from assistant.settings import Settings

_BATCH = 64
_CONNECTIONS = 4
"""Enough to keep a service busy, few enough not to be taken for an attack."""

_QUESTION_TIMEOUT_S = 10.0
_QUESTION_RETRIES = 1
_PASSAGES_TIMEOUT_S = 60.0
_PASSAGES_RETRIES = 6
"""A person waits for a question; a run of hours must outlast a full queue."""

_PROBE = "Học sinh, sinh viên, giáo viên, nhà trường."


class RemoteEmbedder:
    """A model behind an endpoint. It is asked once at the start for its dimensions.

    The hash is over the endpoint's model name and the prefixes: answers of services differ in
    their last digits from call to call, so they cannot be hashed. "Too many requests" and
    passing failures are tried again, after the time that the service names. ``timeout_s``
    and ``retries`` take the place of what is usual.
    """

    def __init__(
        self, model: str, settings: Settings, *, timeout_s: float | None = None, retries: int | None = None
    ) -> None:
        self._model = model
        self._query_prefix = settings.embedder_query_prefix
        self._passage_prefix = settings.embedder_passage_prefix
        self.part_chars = min(PART_CHARS, settings.embedder_part_chars)
        self._client = openai.OpenAI(
            base_url=settings.openai_base_url or None,
            api_key=settings.openai_api_key or "none",
            timeout=timeout_s or _QUESTION_TIMEOUT_S,
            max_retries=_QUESTION_RETRIES if retries is None else retries,
        )
        self._patient = self._client.with_options(
            timeout=timeout_s or _PASSAGES_TIMEOUT_S,
            max_retries=_PASSAGES_RETRIES if retries is None else retries,
        )
        self.dimensions = len(_asked(self._client, model, [_PROBE])[0])
        said = [model, self._query_prefix, self._passage_prefix, self.dimensions, self.part_chars]
        self.name = f"{model}@{hashlib.sha256(repr(said).encode()).hexdigest()[:8]}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._batched(self._client, [self._query_prefix + text for text in texts])

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages with their titles in front; batches go out side by side."""
        return self._batched(self._patient, [self._passage_prefix + p.joined() for p in passages])

    def _batched(self, client: openai.OpenAI, texts: Sequence[str]) -> Vectors:
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        if len(batches) < 2:
            rows = [_asked(client, self._model, batch) for batch in batches]
        else:
            with ThreadPoolExecutor(_CONNECTIONS) as hands:
                rows = list(hands.map(lambda batch: _asked(client, self._model, batch), batches))
        if any(block.shape[1] != self.dimensions for block in rows):
            raise _unusable()
        return unit(np.concatenate(rows) if rows else np.zeros((0, self.dimensions), dtype=np.float32))


def _asked(client: openai.OpenAI, model: str, texts: Sequence[str]) -> Vectors:
    """One call. Anything but one finite vector a text, all of one length, is refused."""
    try:
        answer = client.embeddings.create(model=model, input=list(texts), encoding_format="float")
        rows = {item.index: item.embedding for item in answer.data}
        if len(rows) != len(answer.data):
            raise _unusable()
        found: Vectors = np.asarray([rows[at] for at in range(len(texts))], dtype=np.float32)
    except openai.OpenAIError as error:
        raise _failed(error) from error
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise _unusable() from error
    if found.ndim != 2 or len(answer.data) != len(texts) or not np.isfinite(found).all():
        raise _unusable()
    return found


def _failed(error: openai.OpenAIError) -> EmbedderUnavailable:
    hint = "Kiểm tra HOCVU_OPENAI_BASE_URL, HOCVU_OPENAI_API_KEY và tên mô hình."
    if isinstance(error, openai.APITimeoutError):
        return EmbedderUnavailable("Dịch vụ nhúng không trả lời kịp.", hint)
    if isinstance(error, openai.RateLimitError):
        return EmbedderUnavailable("Dịch vụ nhúng từ chối vì quá nhiều yêu cầu (429).", hint)
    if isinstance(error, openai.APIStatusError):
        if error.status_code in {400, 413}:
            hint += " Nếu đoạn văn quá dài với mô hình, giảm HOCVU_EMBEDDER_PART_CHARS."
        return EmbedderUnavailable(f"Dịch vụ nhúng báo lỗi (mã {error.status_code}).", hint)
    return EmbedderUnavailable("Dịch vụ nhúng không trả lời.", hint)


def _unusable() -> EmbedderUnavailable:
    return EmbedderUnavailable(
        "Dịch vụ nhúng trả về dữ liệu không dùng được.", "Kiểm tra dịch vụ có đúng giao thức embeddings."
    )
