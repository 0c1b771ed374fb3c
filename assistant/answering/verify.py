"""The last check before an answer leaves: every quotation is read again from the library."""

from collections.abc import Iterable

from assistant.domain.answer import Citation
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.library import Library


def verified(
    citations: Iterable[Citation], library: Library, *, edition: int, access: Access
) -> tuple[Citation, ...]:
    """The citations whose quote is, letter for letter, what the library holds at its address
    and offsets in ``edition``. The others are dropped, never mended.
    """
    return tuple(
        citation.model_copy(update={"verified": True})
        for citation in citations
        if _holds(citation, library, edition, access)
    )


def _holds(citation: Citation, library: Library, edition: int, access: Access) -> bool:
    stored = library.provision(ProvisionPath.parse(citation.path), edition=edition, access=access)
    if stored is None or not citation.quote.strip():
        return False
    return stored.provision.text[citation.start : citation.end] == citation.quote
