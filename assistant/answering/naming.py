"""Questions that name a document: one of several, one that is not there, or one clause of it."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from assistant.answering import wording
from assistant.answering.passages import LONGEST, Span
from assistant.domain.document import Access, Head
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.results import Reference

# Share of equal characters from which a number is near enough to be offered.
_NEAR = 75
_SHOWN = 8


def missing_text(reference: Reference, library: Library, *, edition: int, access: Access) -> str:
    """What is said of a number or an article that the library does not have."""
    if reference.number is not None:
        return wording.no_such_provision(reference.missing, str(reference.number))
    numbers = library.numbers(edition, access)
    return wording.no_such_document(reference.missing, nearest(reference.missing, numbers))


def nearest(text: str, numbers: Sequence[DocumentNumber], limit: int = 3) -> list[DocumentNumber]:
    """The numbers most like the one asked for, never one that is far from it."""
    try:
        key = DocumentNumber(text.split()[-1] if text.split() else text).key
    except ValueError:
        return []
    keys = [number.key for number in numbers]
    found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=limit)
    return [numbers[index] for _, _, index in found]


def ambiguous_text(reference: Reference, library: Library, *, edition: int, access: Access) -> str:
    """Which documents a short number may mean, the newest first."""
    shown = reference.candidates[:_SHOWN]
    records = (library.document(number, edition=edition, access=access) for number in shown)
    heads: list[Head] = [record.head for record in records if record is not None]
    return wording.ambiguous(reference.text, heads, len(reference.candidates))


def named_span(reference: Reference | None, stored: StoredProvision) -> Span | None:
    """The clause or article that the question names, where ``stored`` holds it."""
    path = reference.path if reference else None
    if path is None or path.article_path != stored.provision.path.article_path:
        return None
    return _unit_span(stored, path)


def _unit_span(stored: StoredProvision, path: ProvisionPath) -> Span | None:
    unit = stored.provision.unit(path)
    if unit is not None:
        return Span(path, unit.start, min(unit.end, unit.start + LONGEST))
    length = len(stored.provision.text)
    return Span(stored.provision.path, 0, length) if 0 < length <= LONGEST else None
