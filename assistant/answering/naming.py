"""Questions that name a document: one of several, one that is not there, or one clause of it."""

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

from rapidfuzz import fuzz, process

from assistant.answering import wording
from assistant.answering.passages import Span, tidy_span
from assistant.domain.document import Access, Head
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.results import Hit, Reference

# Share of equal characters from which a number is near enough to be offered.
_NEAR = 75
_SHOWN = 8


def missing_text(
    reference: Reference, library: Library, *, edition: int, access: Access, say: ModuleType = wording
) -> str:
    """What is said of a number that the library does not have."""
    numbers = library.numbers(edition, access)
    told: str = say.no_such_document(reference.missing, nearest(reference.missing, numbers))
    return told


def nearest(text: str, numbers: Sequence[DocumentNumber], limit: int = 3) -> list[DocumentNumber]:
    """The numbers most like the one asked for, never one that is far from it."""
    try:
        key = DocumentNumber(text.split()[-1] if text.split() else text).key
    except ValueError:
        return []
    keys = [number.key for number in numbers]
    found = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=limit)
    return [numbers[index] for _, _, index in found]


def ambiguous_text(
    reference: Reference, library: Library, *, edition: int, access: Access, say: ModuleType = wording
) -> str:
    """Which documents a short number may mean, the newest first."""
    shown = reference.candidates[:_SHOWN]
    records = (library.document(number, edition=edition, access=access) for number in shown)
    heads: list[Head] = [record.head for record in records if record is not None]
    told: str = say.ambiguous(reference.text, heads, len(reference.candidates))
    return told


def named_span(reference: Reference | None, stored: StoredProvision) -> Span | None:
    """The clause or article that the question names, where ``stored`` holds it.

    "Điều 5" of a decision is the attached regulation's as well as the decision's own.
    """
    path = reference.path if reference else None
    if path is None or not path.article or not _is_named(path, stored):
        return None
    own, inner = stored.provision.path, path.segments[len(path.article_path.segments) :]
    return _unit_span(stored, replace(own, segments=own.segments + inner))


def _unit_span(stored: StoredProvision, path: ProvisionPath) -> Span | None:
    """The unit at ``path``, cut where it is too long; the article where it has no such unit."""
    unit = stored.provision.unit(path)
    start, end = (unit.start, unit.end) if unit else (0, len(stored.provision.text))
    return tidy_span(stored.provision, Span(unit.path if unit else stored.provision.path, start, end))


def lacks(reference: Reference, hits: Sequence[Hit]) -> str:
    """The article that was named and stands in no hit, or the clause that it does not have, in
    words; empty where all is there.

    Retrieval puts the provisions that a question names first among its hits.
    """
    path = reference.path
    if path is None or not path.article:
        return ""
    if not any(_is_named(path, hit.stored) for hit in hits):
        return path.article_path.vietnamese()
    return path.vietnamese() if reference.missing else ""


def not_there(reference: Reference, say: ModuleType = wording) -> str:
    """That the library does not have what was named, without what it has instead; or nothing."""
    if not reference.missing:
        return ""
    if reference.number is None or reference.path is None:
        told: str = say.no_such_document(reference.missing, ())
    else:
        told = say.no_such_provision(reference.path.vietnamese(), str(reference.number))
    return told


def _is_named(path: ProvisionPath, stored: StoredProvision) -> bool:
    own = stored.provision.path
    return (path.document, path.article) == (own.document, own.article)


def first_article(
    number: DocumentNumber, library: Library, *, edition: int, access: Access
) -> StoredProvision | None:
    """The article that a document begins with; of prose its first paragraph."""
    kinds = (UnitKind.ARTICLE, UnitKind.PARAGRAPH)
    units = library.outline(number, edition=edition, access=access)
    found = (unit for kind in kinds for unit in units if unit.provision.kind is kind and unit.provision.text)
    return next(found, None)
