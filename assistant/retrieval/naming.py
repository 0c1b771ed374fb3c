"""Which provisions a question names, in the order in which they are to stand."""

from collections.abc import Iterable, Sequence

from assistant.domain.document import Access
from assistant.retrieval.lexical import LexicalReader
from assistant.retrieval.results import Reference

MOST_NAMED = 200


def named_ids(
    references: Iterable[Reference], reader: LexicalReader, name: str, wanted: Sequence[str], access: Access
) -> list[int]:
    """Ids of named articles; of a document named without an article, its provisions."""
    found: list[int] = []
    for reference in references:
        found += _ids(reference, reader, name, wanted, access)
    return list(dict.fromkeys(found))


def _ids(
    reference: Reference, reader: LexicalReader, name: str, wanted: Sequence[str], access: Access
) -> list[int]:
    if reference.number is None:
        return []
    article = reference.path.article if reference.path else None
    ids = reader.of_document(reference.number.key, article, access, MOST_NAMED)
    scores = reader.rescore(name, wanted, ids) if article is None else {}
    return sorted(ids, key=lambda id_: (-scores.get(id_, 0.0), id_))
