"""Fits the static embedding model on regulations; behind ``hocvu train embedder``.

What a text is about stands in its titles, so pairs come for nothing: heading and text,
document's title with heading and text, a sentence and the rest of its article. Half of the
questions get the words that people ask with around them, so that those come to weigh
little. The loss is multiple negatives ranking (all other texts of the batch are wrong
answers) over whole vectors and their first half (Matryoshka). Four articles of one document
stand side by side in a batch: the hardest wrong answers are the neighbours.

torch is imported here and nowhere on the way of a question. Threads are fixed, so that one
seed gives one model on one machine; across machines sums may differ in their last digits.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from assistant.domain.document import Document, Provision
from assistant.domain.path import UnitKind
from assistant.retrieval.corpus import Corpus, Ids, Text
from assistant.retrieval.featurizing import Features, choose_features

_SHIPPED = Path(__file__).with_name("model")
_WEIGHTS = {"document": 0.7, "heading": 0.7, "text": 1.0}
_LEAST_SYLLABLES = 12
_LONGEST_TEXT = 260
_LONGEST_REST = 220
_TEMPLATES = (
    "{} được quy định như thế nào?", "quy định về {}", "{} là gì?", "{} như thế nào?", "thế nào là {}?",
    "{} bao gồm những gì?", "{} gồm những nội dung nào?", "pháp luật quy định {} ra sao?",
    "cho tôi hỏi {}", "{} có được không?", "{} trong trường hợp nào?", "khi nào {}?", "ai có {}?",
    "cơ quan nào {}?", "điều kiện {} là gì?", "mức {} là bao nhiêu?", "{} cần những gì?",
    "theo quy định của pháp luật thì {} thế nào?", "việc {} được thực hiện như thế nào?",
    "{} bị xử lý thế nào?",
)  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what comes out."""

    seed: int = 7
    dimensions: int = 256
    features: int = 42_000
    steps: int = 600
    batch: int = 1_024
    rate: float = 0.05
    scale: float = 20.0
    threads: int = 2


Progress = Callable[[int, int, float], None]


def train_embedder(
    documents: Iterable[Document],
    output: Path | None = None,
    recipe: Recipe | None = None,
    progress: Progress = lambda _done, _all, _loss: None,
) -> Path:
    """Fit a model on ``documents`` and write it to the folder ``output`` (the shipped one).

    Of articles with one address the last is taken, so give the older package first.
    """
    recipe = recipe or Recipe()
    folder = output or _SHIPPED
    corpus = Corpus.of(_texts(documents))
    if not len(corpus):
        raise ValueError("không có điều nào đủ dài để huấn luyện")
    features = choose_features(corpus, recipe.features)
    weights = _fit(corpus, features, recipe, progress)
    _write(folder, features.names(corpus), weights, recipe)
    return folder


def _texts(documents: Iterable[Document]) -> Iterator[Text]:
    found: dict[str, Text] = {}
    for document in documents:
        title = f"{document.head.kind.value} {document.head.title}"
        for provision in document.provisions:
            if provision.kind is UnitKind.ARTICLE:
                found[str(provision.path)] = _text(title, document.number.key, provision)
    yield from found.values()


def _text(title: str, key: str, provision: Provision) -> Text:
    return Text(key, title, provision.heading, provision.text)


def _fit(corpus: Corpus, features: Features, recipe: Recipe, progress: Progress) -> npt.NDArray[np.float32]:
    import torch

    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    table = torch.nn.Parameter(torch.randn(len(features), recipe.dimensions) * 0.5)
    with torch.no_grad():
        table.mul_(torch.from_numpy(features.rarity())[:, None])
    optimizer = torch.optim.Adam([table], lr=recipe.rate, betas=(0.9, 0.99), fused=True)
    pairs = Pairs(corpus, np.random.default_rng(recipe.seed))
    for step, batch in zip(range(recipe.steps), pairs.batches(recipe.batch), strict=False):
        warm = min(1.0, (step + 1) / 50) * (1 - step / recipe.steps)
        optimizer.param_groups[0]["lr"] = recipe.rate * warm + 1e-4
        loss = _loss(torch, table, features, batch, recipe)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        progress(step + 1, recipe.steps, loss.item())
    fitted: npt.NDArray[np.float32] = table.detach().numpy()
    return fitted


def _loss(torch: Any, table: Any, features: Features, batch: "list[Pair]", recipe: Recipe) -> Any:  # noqa: ANN401
    """Cross entropy of questions against texts, and half of it the other way round."""
    functional = torch.nn.functional
    ids, starts, times = features.bags([pair.question for pair in batch] + [pair.text for pair in batch])
    rows = functional.embedding_bag(
        torch.from_numpy(ids), table, torch.from_numpy(starts), mode="sum",
        per_sample_weights=torch.from_numpy(times),
    )  # fmt: skip
    asked, told = rows[: len(batch)], rows[len(batch) :]
    right = torch.arange(len(batch))
    whole = recipe.dimensions
    total = torch.zeros(())
    for size, share in ((whole, 1.0), (whole // 2, 0.3)):
        near = functional.normalize(asked[:, :size]) @ functional.normalize(told[:, :size]).T * recipe.scale
        forth, back = functional.cross_entropy(near, right), functional.cross_entropy(near.T, right)
        total = total + share * (forth + 0.5 * back)
    return total


def _write(folder: Path, names: list[str], weights: npt.NDArray[np.float32], recipe: Recipe) -> None:
    """Rows as int8 with a scale each: at most 0.4 % of the row's largest value is lost."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
    rows = np.round(weights / np.maximum(scales, 1e-12)[:, None]).astype(np.int8)
    (folder / "features.txt").write_text("\n".join(names), encoding="utf-8")
    np.save(folder / "vectors.npy", rows)
    np.save(folder / "scales.npy", scales)
    card = {"weights": _WEIGHTS, "recipe": asdict(recipe)}
    (folder / "model.json").write_bytes(orjson.dumps(card, option=orjson.OPT_INDENT_2))


@dataclass(frozen=True)
class Pair:
    """A question and the text that answers it, as syllables."""

    question: Ids
    text: Ids


class Pairs:
    """Endless pairs from a corpus, drawn by one generator."""

    def __init__(self, corpus: Corpus, draw: np.random.Generator) -> None:
        self._corpus = corpus
        self._draw = draw
        self._common = corpus.common_headings()
        self._templates = [[corpus.known(part) for part in t.split("{}")] for t in _TEMPLATES]

    def batches(self, size: int) -> Iterator[list[Pair]]:
        """Batches in which up to four articles of one document stand together."""
        order: list[int] = []
        while True:
            if len(order) < size:
                order = [*order, *self._order()]
            yield [self._pair(index) for index in order[:size]]
            order = order[size:]

    def _order(self) -> list[int]:
        groups = []
        for indexes in self._corpus.by_document():
            usable = [i for i in indexes if self._corpus.size(i) >= _LEAST_SYLLABLES]
            self._draw.shuffle(usable)
            groups += [usable[start : start + 4] for start in range(0, len(usable), 4)]
        if not groups:
            raise ValueError("không có điều nào đủ dài để huấn luyện")
        return [i for place in self._draw.permutation(len(groups)) for i in groups[place]]

    def _pair(self, index: int) -> Pair:
        by_sentence = self._draw.random() >= 0.55 and len(self._corpus.lines[index]) > 1
        pair = self._by_sentence(index) if by_sentence else self._by_title(index)
        return Pair(self._thinned(pair.question), pair.text)

    def _by_title(self, index: int) -> Pair:
        corpus, chance = self._corpus, self._draw.random()
        title, heading = corpus.titles[index], corpus.headings[index]
        text = self._window(corpus.lines[index], _LONGEST_TEXT)
        if self._common[index] or self._draw.random() < 0.4:
            asked = corpus.join(heading, title) if self._draw.random() < 0.6 else corpus.join(title, heading)
            before = title if chance < 0.3 else heading if chance < 0.5 else None
        else:
            asked, before = heading, title if chance < 0.5 else None
        return Pair(self._asked(asked), text if before is None else corpus.join(before, text))

    def _by_sentence(self, index: int) -> Pair:
        """A stretch of a line, and the article without that line."""
        corpus, lines = self._corpus, self._corpus.lines[index]
        place = int(self._draw.integers(len(lines)))
        line = lines[place]
        if len(line) > 14:
            length = int(self._draw.integers(7, 25))
            start = int(self._draw.integers(max(1, len(line) - length)))
            line = line[start : start + length]
        rest = [other for number, other in enumerate(lines) if number != place]
        near = rest[max(0, place - 4) :] if self._draw.random() < 0.6 else rest
        told = corpus.join(corpus.headings[index], self._window(near, _LONGEST_REST))
        if self._draw.random() < 0.6:
            told = corpus.join(corpus.titles[index], told)
        asked = corpus.join(corpus.titles[index], line) if self._draw.random() < 0.3 else line
        return Pair(self._asked(asked), told)

    def _asked(self, words: Ids) -> Ids:
        """Half of the time as a person would ask."""
        if self._draw.random() < 0.5:
            return words
        before, after = self._templates[int(self._draw.integers(len(self._templates)))]
        return np.concatenate([before, words, after])

    def _thinned(self, words: Ids) -> Ids:
        """Some syllables left out, mostly: people do not repeat a title."""
        if self._draw.random() < 0.3:
            return words
        kept = words[self._draw.random(len(words)) > 0.12]
        return kept if len(kept) > 2 else words

    def _window(self, lines: list[Ids], size: int) -> Ids:
        """Whole lines from the first or from any, until there is enough."""
        start = int(self._draw.integers(len(lines))) if lines and self._draw.random() < 0.5 else 0
        total = sum(map(len, lines))
        chosen = lines if total <= size else lines[start:]
        return self._corpus.join(*chosen)[: size + 50]
