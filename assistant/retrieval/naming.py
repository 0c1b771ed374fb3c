"""What a question names in the library: articles, documents, and what is not there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.document import Access
from assistant.retrieval.lexical import LexicalReader
from assistant.retrieval.results import Reference

MOST_NAMED = 200


@dataclass
class Named:
    """``articles``: ids that the question names; ``documents``: ids of provisions of named
    documents, with how well each fits what else is asked, 0 to 1. ``references`` say what
    is missing.
    """

    articles: list[int] = field(default_factory=list)
    documents: dict[int, float] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    def scores(self, others: dict[int, float]) -> dict[int, float]:
        """Named articles, then provisions of named documents, then ``others`` at half score."""
        if not self.articles and not self.documents:
            return others
        first = dict.fromkeys(self.articles, 1.0)
        second = {id_: 0.5 + fit / 2 for id_, fit in self.documents.items() if id_ not in first}
        ranked = dict(sorted(second.items(), key=lambda pair: -pair[1]))
        last = {id_: score / 2 for id_, score in others.items()}
        return first | ranked | {id_: score for id_, score in last.items() if id_ not in first | ranked}


def look_up(
    references: Iterable[Reference], reader: LexicalReader, name: str, rest: Sequence[str], access: Access
) -> Named:
    """Find what is named; ``rest`` are the terms of what else is asked."""
    named = Named()
    for reference in references:
        named.references.append(_find(reference, named, reader, name, rest, access))
    return named


def _find(
    reference: Reference,
    named: Named,
    reader: LexicalReader,
    name: str,
    rest: Sequence[str],
    access: Access,
) -> Reference:
    if reference.number is None or not reference.certain:
        return reference
    article = reference.path.article if reference.path else None
    ids = reader.of_document(reference.number.key, article, access, MOST_NAMED)
    if article is None:
        named.documents |= _fits(ids, reader.rescore(name, rest, ids))
        return reference
    named.articles += [id_ for id_ in ids if id_ not in named.articles]
    return reference if ids else replace(reference, missing=f"Điều {article} của {reference.number}")


def _fits(ids: Sequence[int], scores: dict[int, float]) -> dict[int, float]:
    """Scores as shares of the best; all alike, in their order, where nothing else is asked."""
    best = max(scores.values(), default=0.0)
    return {id_: scores.get(id_, 0.0) / best if best else 1.0 for id_ in ids}
