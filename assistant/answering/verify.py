"""The last check before an answer leaves: every quotation is read again from the library."""

from collections.abc import Iterable
from datetime import date

from assistant.answering.openings import openings
from assistant.answering.passages import Span
from assistant.domain.answer import Citation
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.library import Library


def verified(
    citations: Iterable[Citation], library: Library, *, edition: int, access: Access, day: date
) -> tuple[Citation, ...]:
    """The citations whose quote is, letter for letter, what the library holds at its address
    and offsets in ``edition``, in the wording that is cited, and whose leads are the openings of the
    units around it. The others are dropped, never mended.
    """
    return tuple(
        citation.model_copy(update={"verified": True})
        for citation in citations
        if _holds(citation, library, edition, access, day)
    )


def _holds(citation: Citation, library: Library, edition: int, access: Access, day: date) -> bool:
    path = ProvisionPath.parse(citation.path)
    stored = library.provision(path, edition=edition, access=access, day=day)
    if stored is None or not citation.quote.strip():
        return False
    if stored.words != citation.words:
        wordings = library.wordings(stored.provision.path, edition=edition, access=access)
        stored = next((one for one in wordings if one.words == citation.words), stored)
    provision, span = stored.provision, Span(path, citation.start, citation.end)
    held = provision.text[citation.start : citation.end] == citation.quote
    return held and citation.leads == openings(provision, span)
