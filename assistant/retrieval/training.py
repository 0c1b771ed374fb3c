"""Fits the static embedding model on regulations; behind ``hocvu train embedder``.

The loss is multiple negatives ranking over whole vectors and their first half (Matryoshka):
all other passages of a batch are wrong answers. The hardest stand beside the right one: those
that a lexical index takes for it (``neighbours``), and others of its document. A copy of the
right answer is no wrong one. A passage is put together as the reader does it, from the unit
vectors of its document's title, its heading and its text, whose weights are fitted too.

torch is imported here and nowhere on the way of a question. Threads are fixed, so that one
seed gives one model on one machine; across machines sums may differ in their last digits.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.domain.document import Document
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.featurizing import Features, choose_features
from assistant.retrieval.gathering import Gathered
from assistant.retrieval.model_files import SHIPPED, ModelFiles, PartWeights, quantised
from assistant.retrieval.neighbours import Copies, lexical_neighbours
from assistant.retrieval.pairs import NothingToTrainOn, Pair, Pairs

_FIRST_WEIGHT = 0.7
_HALF_SHARE = 0.3
_BACK_SHARE = 0.5
_WEIGHTS_RATE = 0.01
_OUT = -1e4
"""Instead of minus infinity, of which no gradient is a number."""


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what comes out."""

    seed: int = 7
    dimensions: int = 256
    features: int = 42_000
    steps: int = 1_500
    batch: int = 1_024
    rate: float = 0.05
    scale: float = 20.0
    spread: float = 0.5
    threads: int = 2


Progress = Callable[[int, int, float], None]


def train_embedder(
    documents: Iterable[Document],
    output: Path | None = None,
    recipe: Recipe | None = None,
    progress: Progress = lambda _done, _all, _loss: None,
) -> Path:
    """Fit a model on ``documents`` and write it to the folder ``output`` (the shipped one).

    Of articles with one address the last is taken, so give the older package first. Raise
    ``NothingToTrainOn`` where no article is long enough.
    """
    recipe = recipe or Recipe()
    folder = output or SHIPPED
    gathered = Gathered.of(documents)
    corpus = Corpus.of(gathered.texts.values())
    if not len(corpus):
        raise NothingToTrainOn
    features = choose_features(corpus, recipe.features)
    neighbours = lexical_neighbours(corpus, features)
    pairs = Pairs(corpus, neighbours, gathered.related(), np.random.default_rng(recipe.seed))
    table, weights = _fit(pairs, Copies(corpus), features, recipe, progress)
    vectors, scales = quantised(table)
    files = ModelFiles(tuple(features.names(corpus)), vectors, scales, weights, asdict(recipe))
    files.write(folder)
    return folder


def _fit(
    pairs: Pairs, copies: Copies, features: Features, recipe: Recipe, progress: Progress
) -> tuple[npt.NDArray[np.float32], PartWeights]:
    import torch

    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    first = torch.randn(len(features), recipe.dimensions) * recipe.spread
    table = torch.nn.Parameter(first * torch.from_numpy(features.rarity())[:, None])
    parts = torch.nn.Parameter(torch.full((2,), _FIRST_WEIGHT).log())
    groups = [{"params": [table], "lr": recipe.rate}, {"params": [parts], "lr": _WEIGHTS_RATE}]
    optimizer = torch.optim.Adam(groups, betas=(0.9, 0.99), fused=True)
    for step, batch in zip(range(recipe.steps), pairs.batches(recipe.batch), strict=False):
        share = min(1.0, (step + 1) / 50) * (1 - step / recipe.steps)
        optimizer.param_groups[0]["lr"] = recipe.rate * share + 1e-4
        optimizer.param_groups[1]["lr"] = _WEIGHTS_RATE * share
        loss = _loss(torch, _encode(torch, table, parts, features, batch), copies, batch, recipe)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        progress(step + 1, recipe.steps, loss.item())
    fitted: npt.NDArray[np.float32] = table.detach().numpy()
    document, heading = (round(weight, 4) for weight in parts.detach().exp().tolist())
    return fitted, PartWeights(document=document, heading=heading, text=1.0)


def _encode(torch: Any, table: Any, parts: Any, features: Features, batch: list[Pair]) -> tuple[Any, Any]:  # noqa: ANN401
    """Rows of the questions and of the passages, not yet of unit length."""
    unit = torch.nn.functional.normalize
    texts = [[p.question for p in batch], [p.document for p in batch], [p.heading for p in batch]]
    ids, starts, times = features.bags([*texts[0], *texts[1], *texts[2], *(p.text for p in batch)])
    rows = torch.nn.functional.embedding_bag(
        torch.from_numpy(ids), table, torch.from_numpy(starts), mode="sum",
        per_sample_weights=torch.from_numpy(times),
    )  # fmt: skip
    asked, document, heading, text = rows.split(len(batch))
    weights = parts.exp()
    return asked, weights[0] * unit(document) + weights[1] * unit(heading) + unit(text)


def _loss(torch: Any, rows: tuple[Any, Any], copies: Copies, batch: list[Pair], recipe: Recipe) -> Any:  # noqa: ANN401
    """Cross entropy of questions against passages, and half of it the other way round."""
    functional = torch.nn.functional
    asked, told = rows
    same = torch.from_numpy(copies.among(np.array([pair.article for pair in batch])))
    right = torch.arange(len(batch))
    total = torch.zeros(())
    for size, share in ((recipe.dimensions, 1.0), (recipe.dimensions // 2, _HALF_SHARE)):
        near = functional.normalize(asked[:, :size]) @ functional.normalize(told[:, :size]).T * recipe.scale
        near = near.masked_fill(same, _OUT)
        forth, back = functional.cross_entropy(near, right), functional.cross_entropy(near.T, right)
        total = total + share * (forth + _BACK_SHARE * back)
    return total
