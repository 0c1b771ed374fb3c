"""The lexical index: tantivy's BM25 over syllables and pairs.

One field holds the document's title, the heading twice and the text: measured better than
fields of their own with boosts (nDCG@10 0.767 against 0.755 and less), because in a short
field a rare word weighs too much. A second field holds the same terms without diacritics.
Nothing is stored but ids and addresses; texts live in the library.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from assistant.domain.document import Access
from assistant.library.records import StoredProvision
from assistant.retrieval.passages import document_words
from assistant.retrieval.terms import written_and_plain

WORDS, PLAIN = "words", "plain"
_ID, _NUMBER, _ARTICLE, _ACCESS = "id", "number", "article", "access"
_BLANKS = "blanks"
_HEAP_BYTES = 128_000_000

COMMON = 0.3
"""Terms in more than this share of all provisions are not searched for: the same ranking
(nDCG@10 0.7665 against 0.7669) in a third of the time."""

_K1 = 1.2
"""tantivy's BM25 has k1 1.2 and b 0.75 built in."""

_STEPS = 4_096
"""How finely shares are told."""

Scores = dict[int, float]


class LexicalIndex:
    """A folder with the index. ``reader`` gives a view of the last commit of any process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_BLANKS, blanks)
        self._index.config_reader("manual")

    def reader(self) -> "LexicalReader":
        """A view of what was committed last; it stays the same however long it is used."""
        self._index.reload()
        return LexicalReader(self._index.searcher(), self._index.schema)

    def writer(self) -> "LexicalWriter":
        """The one writer."""
        return LexicalWriter(self._index.writer(_HEAP_BYTES, num_threads=1), self._index.schema)


class LexicalWriter:
    """Adds and removes; nothing is seen before ``commit``."""

    def __init__(self, writer: Any, schema: Any) -> None:  # noqa: ANN401  tantivy has no types
        self._writer = writer
        self._schema = schema

    def put(self, stored: StoredProvision) -> None:
        """Add a provision in the place of what had its id."""
        self._writer.delete_documents_by_term(_ID, stored.id)
        self._writer.add_document(_document(stored))

    def remove(self, ids: Iterable[int]) -> None:
        """Remove provisions by id; unknown ids are no error."""
        for id_ in ids:
            self._writer.delete_documents_by_term(_ID, id_)

    def commit(self) -> None:
        """Make the work lasting and visible to new readers."""
        self._writer.commit()

    def close(self) -> None:
        """Give the writer's lock back; merging ends first."""
        self._writer.wait_merging_threads()


@dataclass(frozen=True)
class LexicalReader:
    """One commit of the index."""

    searcher: Any
    schema: Any
    frequencies: dict[tuple[str, str], int] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.searcher.num_docs)

    def ids(self) -> set[int]:
        """All ids in the index."""
        return set(self._search(Query.all_query(), max(1, len(self))))

    def frequency(self, name: str, term: str) -> int:
        """In how many provisions ``term`` stands; kept for terms of the index alone, since what people
        type has no end.
        """
        key = (name, term)
        found = self.frequencies.get(key, 0)
        if not found and (found := int(self.searcher.doc_freq(name, term))):
            self.frequencies[key] = found
        return found

    def rarity(self, name: str, term: str) -> float:
        """BM25's inverse document frequency; that of an unknown term is the highest."""
        df = self.frequency(name, term)
        return math.log(1 + (len(self) - df + 0.5) / (df + 0.5))

    def search(self, name: str, wanted: Sequence[str], access: Access, limit: int) -> Scores:
        """BM25 of the best ``limit`` provisions for different terms, best first."""
        chosen = self._worth_searching(name, wanted)
        if not chosen:
            return {}
        query = Query.boolean_query([(Occur.Should, self._term(name, term)) for term in chosen])
        return self._search(self._visible(query, access), limit)

    def highest(self, name: str, wanted: Sequence[str]) -> float:
        """The score of a text that holds each of the terms very often."""
        chosen = self._worth_searching(name, wanted)
        return (1 + _K1) * sum(self.rarity(name, term) for term in chosen)

    def rescore(self, name: str, wanted: Sequence[str], ids: Sequence[int]) -> Scores:
        """BM25 of given provisions, of those that hold any of the terms."""
        chosen = self._worth_searching(name, wanted)
        if not chosen or not ids:
            return {}
        query = Query.boolean_query([(Occur.Should, self._term(name, term)) for term in chosen])
        return self._search(self._among(query, ids), len(ids))

    def shares(
        self, name: str, one: Mapping[str, float], other: Mapping[str, float], ids: Sequence[int]
    ) -> dict[int, tuple[float, float]]:
        """For given provisions the shares of two lists of weighted terms that stand in them.

        Both in one search, whose scores are then taken apart: those of ``other`` count in steps
        of ``_STEPS``, those of ``one`` in ones. Whole numbers up to 2**24 are exact in a score.
        """
        ones, others = _in_steps(one), _in_steps(other)
        if not ids or not (ones or others):
            return {}
        weights = [*ones.items(), *((term, _STEPS * count) for term, count in others.items())]
        query = Query.boolean_query(
            [(Occur.Should, Query.const_score_query(self._term(name, term), float(w))) for term, w in weights]
        )
        whole = sum(ones.values()) or 1, sum(others.values()) or 1
        found = self._search(self._among(query, ids), len(ids))
        return {id_: (score % _STEPS / whole[0], score // _STEPS / whole[1]) for id_, score in found.items()}

    def of_document(self, key: str, article: str | None, access: Access, limit: int = 1_000) -> list[int]:
        """Ids of a document's provisions, or of its articles of one number, by id."""
        parts = [(Occur.Must, Query.term_query(self.schema, _NUMBER, key, "basic"))]
        if article is not None:
            parts.append((Occur.Must, Query.term_query(self.schema, _ARTICLE, article, "basic")))
        return sorted(self._search(self._visible(Query.boolean_query(parts), access), limit))

    def _worth_searching(self, name: str, wanted: Sequence[str]) -> list[str]:
        """Known terms without the common ones, unless there are no others."""
        known = [term for term in wanted if self.frequency(name, term)]
        rare = [term for term in known if self.frequency(name, term) <= COMMON * len(self)]
        return rare or known

    def _term(self, name: str, term: str) -> Any:  # noqa: ANN401
        return Query.term_query(self.schema, name, term, "freq")

    def _visible(self, query: Any, access: Access) -> Any:  # noqa: ANN401
        if access is Access.INTERNAL or not self.frequency(_ACCESS, Access.INTERNAL.value):
            return query
        internal = Query.term_query(self.schema, _ACCESS, Access.INTERNAL.value, "basic")
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, internal)])

    def _among(self, query: Any, ids: Sequence[int]) -> Any:  # noqa: ANN401
        each = [(Occur.Should, Query.term_query(self.schema, _ID, id_, "basic")) for id_ in ids]
        chosen = Query.const_score_query(Query.boolean_query(each), 0.0)  # a term set takes longer
        return Query.boolean_query([(Occur.Must, chosen), (Occur.Must, query)])

    def _search(self, query: Any, limit: int) -> Scores:  # noqa: ANN401
        hits = self.searcher.search(query, limit=limit, count=False).hits
        ids = self.searcher.fast_field_values(_ID, [address for _, address in hits])
        return {id_: score for id_, (score, _) in zip(ids, hits, strict=True)}


def _in_steps(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights as whole numbers that together stay below ``_STEPS``."""
    whole = sum(weights.values())
    return {term: int(weight / whole * (_STEPS - 1)) for term, weight in weights.items() if weight > 0}


def _schema() -> Any:  # noqa: ANN401
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(_ID, indexed=True, fast=True)
    for name in (_NUMBER, _ARTICLE, _ACCESS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (WORDS, PLAIN):
        builder.add_text_field(name, tokenizer_name=_BLANKS, index_option="freq")
    return builder.build()


def _document(stored: StoredProvision) -> Any:  # noqa: ANN401
    path = stored.provision.path
    heading = stored.provision.heading
    text = "\n".join((document_words(stored), heading, heading, stored.provision.text))
    written, plain = written_and_plain(text)
    document = tantivy.Document()
    document.add_integer(_ID, stored.id)
    document.add_text(_NUMBER, path.document.key)
    document.add_text(_ARTICLE, path.article or "")
    document.add_text(_ACCESS, stored.document.access.value)
    document.add_text(WORDS, " ".join(written))
    document.add_text(PLAIN, " ".join(plain))
    return document
