"""The embedder that is shipped: a vector for each frequent syllable and pair, added up.

Files of a model folder: ``features.txt`` (a feature a line: a syllable, or two with a space),
``vectors.npy`` (int8, a row each), ``scales.npy`` (float32, what a row is multiplied by),
``model.json`` (weights of the parts of a passage, and how the model was made). Trained by
``assistant.retrieval.training``; read here with numpy alone.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from assistant.domain.words import syllables
from assistant.retrieval.embedding import Vectors, unit
from assistant.retrieval.passages import Passage

_SHIPPED = Path(__file__).with_name("model")
_FILES = ("features.txt", "vectors.npy", "scales.npy", "model.json")


@dataclass(frozen=True)
class PartWeights:
    """What each part of a passage adds to its vector."""

    document: float
    heading: float
    text: float


class StaticEmbedder:
    """Adds up the vectors of a text's features, each 1 + ln(times) times, to unit length.

    A passage is the weighted sum of the unit vectors of its document's title, its heading and
    its text, so that a short title is not drowned by a long text.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        features = (folder / "features.txt").read_text(encoding="utf-8").split("\n")
        self._features = {feature: row for row, feature in enumerate(features)}
        self._vectors: npt.NDArray[np.int8] = np.load(folder / "vectors.npy")
        self._scales: Vectors = np.load(folder / "scales.npy")
        card = orjson.loads((folder / "model.json").read_bytes())
        self._weights = PartWeights(**card["weights"])

    @classmethod
    def shipped(cls) -> "StaticEmbedder":
        """The model in this package."""
        return cls(_SHIPPED)

    @cached_property
    def name(self) -> str:
        """``static@`` and a hash over the model's files."""
        digest = hashlib.sha256()
        for file in _FILES:
            digest.update((self._folder / file).read_bytes())
        return f"static@{digest.hexdigest()[:8]}"

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions; one without any known feature is zero."""
        return self._unit_rows(texts)

    def passages(self, passages: Sequence[Passage]) -> Vectors:
        """Vectors of passages; titles that repeat are embedded once."""
        titles = _Once(self, [p.document for p in passages])
        headings = _Once(self, [p.heading for p in passages])
        texts = self._unit_rows([p.text for p in passages])
        weights = self._weights
        return unit(weights.document * titles.rows + weights.heading * headings.rows + weights.text * texts)

    def _unit_rows(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            self._add_up(text, rows[row])
        return unit(rows)

    def _add_up(self, text: str, into: Vectors) -> None:
        counts = Counter(self._known(text))
        if not counts:
            return
        rows = np.fromiter(counts, dtype=np.int64, count=len(counts))
        times = np.fromiter((1 + math.log(n) for n in counts.values()), np.float32, count=len(counts))
        into += (times * self._scales[rows]) @ self._vectors[rows].astype(np.float32)

    def _known(self, text: str) -> Iterable[int]:
        get = self._features.get
        for line in text.split("\n"):
            words = syllables(line)
            for feature in (*words, *(f"{a} {b}" for a, b in pairwise(words))):
                row = get(feature)
                if row is not None:
                    yield row


class _Once:
    """Rows for texts of which many are the same."""

    def __init__(self, embedder: StaticEmbedder, texts: Sequence[str]) -> None:
        different = list(dict.fromkeys(texts))
        place = {text: row for row, text in enumerate(different)}
        self.rows = embedder.questions(different)[[place[text] for text in texts]]
