"""Articles that a lexical index mistakes for each other: the hard negatives of training.

Each article's heading (with its document's title) is asked of a BM25 index over all of them.
What comes first and is not the article itself nor a copy of it is a wrong answer that shares
its words: the kind from which most is learnt.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy
from tantivy import Occur, Query

from assistant.retrieval.corpus import Corpus, Ids
from assistant.retrieval.featurizing import Features

_WORDS, _ID = "words", "id"
_HEAP_BYTES = 128_000_000
_BLANKS = "blanks"
_LONGEST_TEXT = 260
_MOST_TERMS = 12
_COMMON = 0.05
"""Terms in more of the articles than this say little of which one is meant, and cost most."""


def lexical_neighbours(corpus: Corpus, features: Features, most: int = 8) -> Ids:
    """For each article the ``most`` nearest others, best first, -1 where there are fewer.

    Never a copy: an article with the same words, or with the same title and heading.
    """
    found = np.full((len(corpus), most), -1, dtype=np.int32)
    copies, index = Copies(corpus), _Index(corpus, features)
    for number in range(len(corpus)):
        ranked = index.search(corpus.join(corpus.headings[number], corpus.titles[number]), 2 * most + 8)
        others = [other for other in ranked if not copies.same(number, other)][:most]
        found[number, : len(others)] = others
    return found


class Copies:
    """Which articles are the same one: in words, or in title and heading.

    ``words``, ``names``: a number for each article, equal for those with equal words, and with
    equal title and heading.
    """

    def __init__(self, corpus: Corpus) -> None:
        texts: dict[bytes, int] = {}
        names: dict[tuple[bytes, bytes], int] = {}
        count = range(len(corpus))
        self.words = np.array(
            [texts.setdefault(corpus.join(*corpus.lines[i]).tobytes(), len(texts)) for i in count]
        )
        self.names = np.array(
            [
                names.setdefault((corpus.titles[i].tobytes(), corpus.headings[i].tobytes()), len(names))
                for i in count
            ]
        )

    def same(self, one: int, other: int) -> bool:
        """Whether two articles are copies of each other; each is one of itself."""
        return bool(self.words[one] == self.words[other] or self.names[one] == self.names[other])

    def among(self, articles: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of ``articles`` are copies of which, (n, n); none counts as one of itself."""
        words, names = self.words[articles], self.names[articles]
        same: npt.NDArray[np.bool_] = (words[:, None] == words) | (names[:, None] == names)
        np.fill_diagonal(same, val=False)
        return same


class _Index:
    """An index in memory whose terms are numbers of features."""

    def __init__(self, corpus: Corpus, features: Features) -> None:
        self._features = features
        self._most_common = _COMMON * len(corpus)
        self._frequencies: dict[int, int] = {}
        self._schema = self._build_schema()
        self._searcher = self._filled(corpus)

    def search(self, words: Ids, most: int) -> list[int]:
        """Articles for the rarest terms of ``words``, best first."""
        terms = sorted(dict.fromkeys(self._features.sequence(words)), key=self._frequency)[:_MOST_TERMS]
        rare = [term for term in terms if self._frequency(term) <= self._most_common] or terms[:2]
        if not rare:
            return []
        wanted = [(Occur.Should, Query.term_query(self._schema, _WORDS, str(t), "freq")) for t in rare]
        hits = self._searcher.search(Query.boolean_query(wanted), limit=most, count=False).hits
        numbers = self._searcher.fast_field_values(_ID, [address for _, address in hits])
        ranked = sorted(zip(numbers, hits, strict=True), key=lambda hit: (-hit[1][0], hit[0]))
        return [number for number, _ in ranked]

    def _frequency(self, term: int) -> int:
        if term not in self._frequencies:
            self._frequencies[term] = self._searcher.doc_freq(_WORDS, str(term))
        return self._frequencies[term]

    def _build_schema(self) -> Any:  # noqa: ANN401  tantivy has no types
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field(_ID, fast=True)
        builder.add_text_field(_WORDS, tokenizer_name=_BLANKS, index_option="freq")
        return builder.build()

    def _filled(self, corpus: Corpus) -> Any:  # noqa: ANN401
        index = tantivy.Index(self._schema)
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_BLANKS, blanks)
        writer = index.writer(_HEAP_BYTES, num_threads=1)
        for number in range(len(corpus)):
            document = tantivy.Document()
            document.add_integer(_ID, number)
            terms = self._features.sequence(_told(corpus, number))
            document.add_text(_WORDS, " ".join(map(str, terms)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index.searcher()


def _told(corpus: Corpus, index: int) -> Ids:
    heading, text = corpus.headings[index], corpus.join(*corpus.lines[index])
    return corpus.join(corpus.titles[index], heading, heading, text[:_LONGEST_TEXT])
