"""Questions with the passages that answer them, made from the articles themselves.

What an article is about stands in its titles, so pairs come for nothing: heading and text, the
document's title with heading and text, a stretch of a line and the rest of its article, and an
article's heading with an article that the codification names as related to it. Half of the
questions get the words that people ask with around them, so that those come to weigh little.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.retrieval.corpus import Corpus, Ids

LEAST_SYLLABLES = 12
_LONGEST_TEXT = 260
_LONGEST_REST = 220
_RELATED = 0.1
_BY_LINE = 0.45
_TEMPLATES = (
    "{} được quy định như thế nào?", "quy định về {}", "{} là gì?", "{} như thế nào?", "thế nào là {}?",
    "{} bao gồm những gì?", "{} gồm những nội dung nào?", "pháp luật quy định {} ra sao?",
    "cho tôi hỏi {}", "{} có được không?", "{} trong trường hợp nào?", "khi nào {}?", "ai có {}?",
    "cơ quan nào {}?", "điều kiện {} là gì?", "mức {} là bao nhiêu?", "{} cần những gì?",
    "theo quy định của pháp luật thì {} thế nào?", "việc {} được thực hiện như thế nào?",
    "{} bị xử lý thế nào?",
)  # fmt: skip

_NOTHING: Ids = np.zeros(0, dtype=np.int32)


class NothingToTrainOn(ValueError):
    """No article is long enough."""

    def __init__(self) -> None:
        super().__init__("không có điều nào đủ dài để huấn luyện")


@dataclass(frozen=True)
class Pair:
    """A question and the parts of the passage that answers it, as syllables; a part that is
    left out is empty. ``article``: the index of the passage's article.
    """

    question: Ids
    document: Ids
    heading: Ids
    text: Ids
    article: int


class Pairs:
    """Endless pairs from a corpus, drawn by one generator.

    ``neighbours``: for each article those that are easily taken for it (-1: none);
    ``related``: articles that the source names as related to one.
    """

    def __init__(
        self, corpus: Corpus, neighbours: Ids, related: Mapping[int, Sequence[int]], draw: np.random.Generator
    ) -> None:
        self._corpus = corpus
        self._neighbours = neighbours
        self._draw = draw
        self._usable = [corpus.size(index) >= LEAST_SYLLABLES for index in range(len(corpus))]
        if not any(self._usable):
            raise NothingToTrainOn
        self._related = {one: [i for i in others if self._usable[i]] for one, others in related.items()}
        self._siblings = {index: group for group in corpus.by_document() for index in group}
        self._common = corpus.common_headings()
        self._templates = [[corpus.known(part) for part in t.split("{}")] for t in _TEMPLATES]

    def batches(self, size: int) -> Iterator[list[Pair]]:
        """Batches in which an article stands beside those that are easily taken for it."""
        articles = self._articles()
        while True:
            yield [self._pair(next(articles)) for _ in range(size)]

    def _articles(self) -> Iterator[int]:
        """Each usable article in turn with two lexical neighbours and one of its document."""
        while True:
            for index in self._draw.permutation(np.flatnonzero(self._usable)):
                yield from (i for i in self._group(int(index)) if self._usable[i])

    def _group(self, index: int) -> list[int]:
        near = self._neighbours[index]
        near = near[near >= 0]
        chosen = self._draw.choice(near, min(len(near), 2), replace=False).tolist()
        siblings = self._siblings[index]
        return [index, *chosen, siblings[int(self._draw.integers(len(siblings)))]]

    def _pair(self, index: int) -> Pair:
        chance = self._draw.random()
        if chance < _RELATED and self._related.get(index):
            question, pair = self._by_relation(index)
        elif self._draw.random() < _BY_LINE and len(self._corpus.lines[index]) > 1:
            question, pair = self._by_line(index)
        else:
            question, pair = self._by_title(index)
        return Pair(self._thinned(self._asked(question)), *pair)

    def _by_relation(self, index: int) -> tuple[Ids, tuple[Ids, Ids, Ids, int]]:
        """An article's heading, and an article that is related to it."""
        corpus, others = self._corpus, self._related[index]
        other = others[int(self._draw.integers(len(others)))]
        heading, title = corpus.headings[index], corpus.titles[index]
        plain = not self._common[index] and self._draw.random() < 0.5
        text = self._window(corpus.lines[other], _LONGEST_TEXT)
        question = heading if plain else corpus.join(heading, title)
        return question, (corpus.titles[other], corpus.headings[other], text, other)

    def _by_title(self, index: int) -> tuple[Ids, tuple[Ids, Ids, Ids, int]]:
        """Heading, or heading and title, and the passage, mostly without what was asked with."""
        corpus, draw = self._corpus, self._draw
        title, heading = corpus.titles[index], corpus.headings[index]
        told_title, told_heading = draw.random() < 0.5, draw.random() < 0.5
        question = heading
        if self._common[index] or draw.random() < 0.4:
            both = (heading, title) if draw.random() < 0.6 else (title, heading)
            question = corpus.join(*both)
            if told_title and told_heading:
                told_title = draw.random() < 0.6
                told_heading = not told_title
        text = self._window(corpus.lines[index], _LONGEST_TEXT)
        parts = (title if told_title else _NOTHING, heading if told_heading else _NOTHING, text, index)
        return question, parts

    def _by_line(self, index: int) -> tuple[Ids, tuple[Ids, Ids, Ids, int]]:
        """A stretch of a line, alone or with a title, and the article, mostly without that line."""
        corpus, draw, lines = self._corpus, self._draw, self._corpus.lines[index]
        title, heading = corpus.titles[index], corpus.headings[index]
        place = int(draw.integers(len(lines)))
        question, chance = self._stretch(lines[place]), draw.random()
        if chance < 0.45:
            question = corpus.join(title if chance < 0.3 else heading, question)
        told = lines
        if draw.random() < 0.7:
            told = [line for number, line in enumerate(lines) if number != place]
            told = told[max(0, place - 4) :] if draw.random() < 0.6 else told
        text = self._window(told, _LONGEST_REST)
        told_title = title if draw.random() < 0.5 else _NOTHING
        return question, (told_title, heading if draw.random() < 0.8 else _NOTHING, text, index)

    def _stretch(self, line: Ids) -> Ids:
        """Seven to twenty-four syllables of a line in a row, all of a short one."""
        if len(line) <= 14:
            return line
        length = int(self._draw.integers(7, 25))
        start = int(self._draw.integers(max(1, len(line) - length)))
        return line[start : start + length]

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

    def _window(self, lines: Sequence[Ids], size: int) -> Ids:
        """Whole lines from the first or from any, until there is enough."""
        start = int(self._draw.integers(len(lines))) if lines and self._draw.random() < 0.5 else 0
        total = sum(map(len, lines))
        chosen = lines if total <= size else lines[start:]
        return self._corpus.join(*chosen)[: size + 50]
