"""The embedder that is shipped: a vector for each frequent syllable and pair, added up.

The files of a model's folder are told in ``model_files``; trained by
``assistant.retrieval.training``; read here with numpy alone.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.domain.words import syllables
from assistant.retrieval.embedding import Vectors, unit
from assistant.retrieval.model_files import SHIPPED, ModelFiles, fingerprint
from assistant.retrieval.passages import Passage


class Bags:
    """Texts as bags of features: syllables, and pairs of them that stand together in a line."""

    def __init__(self, features: Iterable[str]) -> None:
        self._rows = {feature: row for row, feature in enumerate(features)}

    def of(self, text: str) -> tuple[npt.NDArray[np.int64], Vectors]:
        """Rows of the features of ``text``, each once, and 1 + ln(times) of each."""
        counts = Counter(self._known(text))
        rows = np.fromiter(counts, dtype=np.int64, count=len(counts))
        times = np.fromiter((1 + math.log(n) for n in counts.values()), np.float32, count=len(counts))
        return rows, times

    def _known(self, text: str) -> Iterator[int]:
        get = self._rows.get
        for line in text.split("\n"):
            words = syllables(line)
            for feature in (*words, *(f"{a} {b}" for a, b in pairwise(words))):
                row = get(feature)
                if row is not None:
                    yield row


class StaticEmbedder:
    """Adds up the vectors of a text's features, each 1 + ln(times) times, to unit length.

    A passage is the weighted sum of the unit vectors of its document's title, its heading and
    its text, so that a short title is not drowned by a long text.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        files = ModelFiles.read(folder)
        self._bags = Bags(files.features)
        self._vectors, self._scales = files.vectors, files.scales
        self._weights = files.weights

    @classmethod
    def shipped(cls) -> "StaticEmbedder":
        """The model in this package."""
        return cls(SHIPPED)

    @cached_property
    def name(self) -> str:
        """``static@`` and a hash over the model's files."""
        return f"static@{fingerprint(self._folder)}"

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
        rows, times = self._bags.of(text)
        if len(rows):
            into += (times * self._scales[rows]) @ self._vectors[rows].astype(np.float32)


class _Once:
    """Rows for texts of which many are the same."""

    def __init__(self, embedder: StaticEmbedder, texts: Sequence[str]) -> None:
        different = list(dict.fromkeys(texts))
        place = {text: row for row, text in enumerate(different)}
        self.rows = embedder.questions(different)[[place[text] for text in texts]]
