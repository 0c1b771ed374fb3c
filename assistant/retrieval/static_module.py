"""The static model as a module of sentence-transformers, for those who work with that library.

``SentenceTransformer(folder, trust_remote_code=True)``: the library asks for that consent for
any class that is not its own, also of an installed package and a local folder. A text is a bag
of syllables and pairs that overlap, which no tokenizer of ``tokenizers`` can express; so the
module counts them itself. An input is a text, or ``(document, heading, text)`` for a passage of
which the parts are weighted. Vectors are those of ``static.StaticEmbedder``, to rounding.

Imports torch; nothing on the way of a question imports this.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import torch
from sentence_transformers.base.modules import InputModule
from torch.nn import functional

from assistant.retrieval.model_files import ModelFiles
from assistant.retrieval.static import Bags

_PARTS = 3


class SyllableBag(InputModule):
    """Texts to unit vectors; the int8 rows are kept as they are and scaled as they are used."""

    def __init__(self, files: ModelFiles) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # torch has no types here
        self._files = files
        self._bags = Bags(files.features)
        weights = files.weights
        self.register_buffer("vectors", torch.from_numpy(files.vectors.copy()))
        self.register_buffer("scales", torch.from_numpy(files.scales.copy()))
        self.register_buffer("weights", torch.tensor([weights.document, weights.heading, weights.text]))

    def preprocess(
        self,
        inputs: Sequence[Any],
        prompt: str | None = None,
        **_kwargs: Any,  # noqa: ANN401
    ) -> dict[str, Any]:
        """Three bags for each input, one after the other: rows, how much of each, where each begins."""
        parts = [part for each in inputs for part in _parts(each, prompt or "")]
        rows: list[int] = []
        times: list[float] = []
        starts: list[int] = []
        for part in parts:
            starts.append(len(rows))
            found, often = self._bags.of(part)
            rows.extend(found.tolist())
            times.extend(often.tolist())
        return {
            "input_ids": torch.tensor(rows, dtype=torch.long),
            "times": torch.tensor(times, dtype=torch.float32),
            "starts": torch.tensor(starts, dtype=torch.long),
        }

    def forward(self, features: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add ``sentence_embedding``, (inputs, dimensions)."""
        rows, starts = features["input_ids"], features["starts"]
        scaled = self.vectors[rows].float() * (features["times"] * self.scales[rows])[:, None]
        owner = torch.bucketize(torch.arange(len(rows), device=rows.device), starts, right=True) - 1
        sums = torch.zeros(len(starts), self.get_embedding_dimension(), device=rows.device)
        sums = functional.normalize(sums.index_add(0, owner, scaled))
        parts = sums.view(-1, _PARTS, sums.shape[1]) * self.weights[None, :, None]
        features["sentence_embedding"] = functional.normalize(parts.sum(dim=1))
        return features

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return int(self.vectors.shape[1])

    @property
    def max_seq_length(self) -> None:
        """No bound."""
        return None

    def save(self, output_path: str, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401
        """Write the model's files, the same bytes as those read."""
        self._files.write(Path(output_path))

    @classmethod
    def load(  # type: ignore[override]  # what concerns the Hub is taken and not used
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        **_kwargs: Any,  # noqa: ANN401
    ) -> Self:
        """Read a local folder."""
        return cls(ModelFiles.read(Path(model_name_or_path) / subfolder))


def _parts(given: Any, prompt: str) -> tuple[str, str, str]:  # noqa: ANN401  the library passes what it is given
    """A text alone is the third part; of a passage all three."""
    if isinstance(given, str):
        return "", "", prompt + given
    document, heading, text = given
    return document, heading, prompt + text
