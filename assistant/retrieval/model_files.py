"""The files of a static model's folder, in sentence-transformers' layout.

``modules.json`` names the one module (``static_module.SyllableBag``), ``config.json`` holds the
weights of a passage's parts and how the model was made, ``features.txt`` a feature a line (a
syllable, or two with a space), ``model.safetensors`` ``vectors`` (int8, a row each) and
``scales`` (float32, what each row is multiplied by). Read with numpy alone.
"""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from safetensors.numpy import load_file, save

SHIPPED = Path(__file__).with_name("model")

_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "assistant.retrieval.static_module.SyllableBag"}]
_SENTENCE_TRANSFORMERS: dict[str, Any] = {
    "model_type": "SentenceTransformer",
    "prompts": {},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
_FEATURES, _TENSORS, _CONFIG = "features.txt", "model.safetensors", "config.json"
_HASHED = (_FEATURES, _TENSORS, _CONFIG)


@dataclass(frozen=True)
class PartWeights:
    """What each part of a passage adds to its vector."""

    document: float
    heading: float
    text: float


@dataclass(frozen=True)
class ModelFiles:
    """What the files hold. ``vectors``: (features, dimensions); ``scales``: (features,)."""

    features: tuple[str, ...]
    vectors: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    weights: PartWeights
    recipe: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> "ModelFiles":
        """Read a folder that ``write`` made."""
        config = orjson.loads((folder / _CONFIG).read_bytes())
        tensors = load_file(folder / _TENSORS)
        features = (folder / _FEATURES).read_text(encoding="utf-8").split("\n")
        weights = PartWeights(**config["weights"])
        return cls(tuple(features), tensors["vectors"], tensors["scales"], weights, config["recipe"])

    def write(self, folder: Path) -> None:
        """Write all files; equal values give equal bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FEATURES).write_text("\n".join(self.features), encoding="utf-8")
        (folder / _TENSORS).write_bytes(save({"vectors": self.vectors, "scales": self.scales}))
        config = {"weights": asdict(self.weights), "recipe": self.recipe}
        named = ((_CONFIG, config), ("modules.json", _MODULES))
        for name, value in (*named, ("config_sentence_transformers.json", _SENTENCE_TRANSFORMERS)):
            (folder / name).write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")


def quantised(rows: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Rows as int8 with a scale each: at most 0.4 % of the row's largest value is lost."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    return np.round(rows / np.maximum(scales, 1e-12)[:, None]).astype(np.int8), scales


def fingerprint(folder: Path) -> str:
    """Eight hexadecimal digits over the files that decide a vector."""
    digest = hashlib.sha256()
    for name in _HASHED:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:8]
