"""Texts as numbers of syllables, for training."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from assistant.domain.words import syllables

Ids = npt.NDArray[np.int32]
BREAK = -1
"""Stands between lines, so that no pair crosses one."""

_MOST_LINES = 400


@dataclass(frozen=True)
class Text:
    """An article: which document, the document's title, its heading, its words."""

    document: str
    title: str
    heading: str
    words: str


@dataclass
class Corpus:
    """Articles as arrays of syllable numbers; a list of lines for each article's text."""

    syllables: dict[str, int] = field(default_factory=dict)
    documents: list[str] = field(default_factory=list)
    titles: list[Ids] = field(default_factory=list)
    headings: list[Ids] = field(default_factory=list)
    lines: list[list[Ids]] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Iterable[Text]) -> "Corpus":
        """Number the syllables of ``texts`` in the order in which they come."""
        corpus = cls()
        titles: dict[str, Ids] = {}
        for text in texts:
            if text.title not in titles:
                titles[text.title] = corpus.numbered(text.title)
            corpus.documents.append(text.document)
            corpus.titles.append(titles[text.title])
            corpus.headings.append(corpus.numbered(text.heading))
            lines = (corpus.numbered(line) for line in text.words.split("\n")[:_MOST_LINES])
            corpus.lines.append([line for line in lines if len(line)])
        return corpus

    def __len__(self) -> int:
        return len(self.documents)

    def numbered(self, text: str) -> Ids:
        """The syllables of a line; new ones get the next number."""
        numbers = [self.syllables.setdefault(word, len(self.syllables)) for word in syllables(text)]
        return np.array(numbers, dtype=np.int32)

    def known(self, text: str) -> Ids:
        """The syllables of a line that the corpus has."""
        found = (self.syllables.get(word) for word in syllables(text))
        return np.array([number for number in found if number is not None], dtype=np.int32)

    def join(self, *parts: Ids) -> Ids:
        """Lines as one array with breaks between them."""
        gap = np.array([BREAK], dtype=np.int32)
        joined = [piece for part in parts for piece in (part, gap)]
        return np.concatenate(joined) if joined else gap

    def whole(self, index: int) -> Ids:
        """Heading and text of an article."""
        return self.join(self.headings[index], *self.lines[index])

    def size(self, index: int) -> int:
        """Syllables in an article's text."""
        return sum(map(len, self.lines[index]))

    def common_headings(self) -> list[bool]:
        """Which headings say too little alone: "Phạm vi điều chỉnh", "Hiệu lực thi hành"."""
        times = Counter(heading.tobytes() for heading in self.headings)
        return [times[heading.tobytes()] > 2 or len(heading) < 3 for heading in self.headings]

    def by_document(self) -> list[list[int]]:
        """Indexes of the articles of each document."""
        groups: dict[str, list[int]] = defaultdict(list)
        for index, document in enumerate(self.documents):
            groups[document].append(index)
        return list(groups.values())
