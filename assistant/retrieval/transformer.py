"""Any sentence-transformers model, by name or folder. Imports torch, and only when chosen."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from assistant.retrieval.embedding import EmbedderUnavailable, Vectors, unit
from assistant.retrieval.passages import PART_CHARS, Passage
from assistant.settings import Settings

PROBE = (
    "Điều 7. Hồ sơ, trình tự, thủ tục xét tuyển. 1. Trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ "
    "hồ sơ hợp lệ, hiệu trưởng nhà trường phải trả lời học sinh, sinh viên bằng văn bản và nêu rõ lý do."
)
"""Ordinary words, by which characters a token and changes of a tokenizer are measured."""

_BATCH = 32
_SLACK = 0.8
"""Words differ in tokens: this share of what the probe promises is filled."""

_TITLES = 1 / 3
"""The most of a model's window that titles take; the text of the part has the rest."""

_ENDLESS = 100_000
_LEAST_CHARS = 100
_SAMPLE = 64
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


class TransformerEmbedder:
    """A model read from disk or the local cache. Safe to share between threads.

    Prefixes that are not set are the model's own prompts, where it has any. ``part_chars``:
    what a window of the model holds beside the titles, so that nothing is cut off unread.
    """

    def __init__(self, name: str, settings: Settings) -> None:
        self._lock = threading.Lock()  # tokenizers cannot be borrowed by two threads at once
        self._model, self.dimensions = _load(name)
        self._query_prefix = settings.embedder_query_prefix or self._prompt("query")
        self._passage_prefix = settings.embedder_passage_prefix or self._prompt(*_PASSAGE_PROMPTS)
        self._title_chars, self.part_chars = self._room()
        self.name = f"{Path(name).name or name}@{self._fingerprint()}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._unit(self._model.encode_query, list(texts), self._query_prefix)

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages with their titles in front, in batches of like length."""
        texts = [self._titled(passage).joined() for passage in passages]
        return self._unit(self._model.encode_document, texts, self._passage_prefix)

    def _unit(self, encode: Any, texts: list[str], prefix: str) -> Vectors:  # noqa: ANN401
        with self._lock:
            rows = encode(
                texts, prompt=prefix, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
            )
        return unit(rows.reshape(len(texts), self.dimensions))

    def _titled(self, passage: Passage) -> Passage:
        """The passage with titles short enough; the article's heading says more than the document's."""
        heading = passage.heading[: self._title_chars]
        return Passage(passage.document[: self._title_chars - len(heading)], heading, passage.text)

    def _room(self) -> tuple[int, int]:
        """Characters for titles and for the text of a part."""
        window = min(self._model.max_seq_length or _ENDLESS, _ENDLESS)
        count, taken = len(self._tokens(PROBE)), len(self._tokens(self._passage_prefix))
        chars = max(0, window - taken) * _SLACK * len(PROBE) / max(1, count)
        titles = min(PART_CHARS, int(chars * _TITLES))
        return titles, max(_LEAST_CHARS, min(PART_CHARS, int(chars) - titles))

    def _tokens(self, text: str) -> list[int]:
        tokenizer = getattr(self._model, "tokenizer", None)
        if tokenizer is None:
            return []
        if callable(tokenizer):
            return list(tokenizer(text, verbose=False)["input_ids"])
        return list(tokenizer.encode(text).ids)  # that of a static model

    def _prompt(self, *names: str) -> str:
        """The first of the model's own prompts that says anything."""
        return next(filter(None, map(self._model.prompts.get, names)), "")

    def _fingerprint(self) -> str:
        """Hash of all that makes the vectors: prefixes, windows, tokenizer, modules, weights.

        Not of a vector: its last digits differ from processor to processor, and so would names.
        """
        digest = hashlib.sha256()
        for piece in self._makers():
            digest.update(piece + b"\0")
        return digest.hexdigest()[:8]

    def _makers(self) -> Iterator[bytes]:
        model = self._model
        yield orjson.dumps([self._query_prefix, self._passage_prefix, self.part_chars, self._title_chars])
        yield orjson.dumps([str(model.max_seq_length), self._tokens(PROBE)])
        for module in list(model)[1:]:
            config: dict[str, Any] = getattr(module, "get_config_dict", dict)()
            yield repr((type(module).__name__, sorted(config.items()))).encode()
        for name, weights in model.state_dict().items():
            flat = weights.detach().reshape(-1)
            step = max(1, flat.numel() // _SAMPLE)
            yield f"{name} {tuple(weights.shape)}".encode() + flat[::step].float().cpu().numpy().tobytes()


def _load(name: str) -> tuple[Any, int]:
    """The model and the length of its vectors; raise ``EmbedderUnavailable`` where it makes none."""
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(name)
        return model, int(model.encode([PROBE], show_progress_bar=False).shape[1])
    except Exception as error:  # the library raises whatever its parts raise
        raise EmbedderUnavailable(
            f"Không nạp được mô hình nhúng “{name}”.",
            "Kiểm tra tên hoặc thư mục mô hình; mô hình phải có sẵn trên máy hoặc tải được.",
        ) from error
