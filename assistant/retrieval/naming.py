"""What a question names in the library: articles, documents, and what is not there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.library.records import StoredProvision
from assistant.retrieval.lexical import LexicalReader
from assistant.retrieval.results import Reference

MOST_NAMED = 200

Read = Callable[[list[int]], list[StoredProvision]]
"""From ids to the provisions that the edition and the asker see."""


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
    references: Iterable[Reference],
    reader: LexicalReader,
    name: str,
    rest: Sequence[str],
    access: Access,
    read: Read,
) -> Named:
    """Find what is named; ``rest`` are the terms of what else is asked."""
    named = Named()
    for reference in references:
        found = reference
        if reference.number is not None and reference.certain:
            if reference.path and reference.path.article:
                found = _find_article(reference, reference.path, named, _Index(reader, access, read))
            else:
                ids = reader.of_document(reference.number.key, None, access, MOST_NAMED)
                named.documents |= _fits(ids, reader.rescore(name, rest, ids))
        named.references.append(found)
    named.references = list(dict.fromkeys(named.references))
    return named


@dataclass(frozen=True)
class _Index:
    """Where articles are found, for one asker."""

    reader: LexicalReader
    access: Access
    read: Read

    def articles(self, path: ProvisionPath) -> list[int]:
        """Every wording of every article of this number, the document's own and attached ones."""
        found: list[int] = []
        for label in _spellings(path.article or ""):
            found = found or self.reader.of_document(path.document.key, label, self.access, MOST_NAMED)
        return found


def _find_article(reference: Reference, path: ProvisionPath, named: Named, index: _Index) -> Reference:
    """Take the articles that ``path`` names, best first; say what they lack."""
    ids = index.articles(path)
    stored = sorted(index.read(ids), key=lambda one: _strangeness(one, path))
    order = [one.id for one in stored]
    named.articles += [id_ for id_ in [*order, *ids] if id_ not in named.articles]
    if not ids:
        return replace(reference, missing=f"{path.article_path.vietnamese()} của {path.document}")
    exact = _placed(stored, path)
    if exact is None:
        return replace(reference, missing=f"{path.vietnamese()} của {path.document}") if stored else reference
    return replace(reference, path=exact)


def _strangeness(stored: StoredProvision, path: ProvisionPath) -> tuple[int, bool, int, bool, int]:
    """How far an article of the right number is from the one meant: it is of another text issued
    with the document, it lacks the clause, it is the second of its number.
    """
    own = stored.provision.path
    scopes = [(scope or "").split("~")[0] for scope in (own.scope, path.scope)]
    scope = 0 if scopes[0] == scopes[1] else 2 if scopes[0] else 1
    other = own.segments[-1:] != path.article_path.segments[-1:]
    return scope if path.scope else 0, not _unit_paths(stored, path), scope, other, stored.id


def _placed(stored: Sequence[StoredProvision], path: ProvisionPath) -> ProvisionPath | None:
    """The address of what is named, as the first article that has it writes it."""
    for one in stored:
        for found in _unit_paths(one, path):
            return found
    return None


def _unit_paths(stored: StoredProvision, path: ProvisionPath) -> list[ProvisionPath]:
    """Where in an article the unit is that ``path`` names; of several points of one letter in
    different clauses none is meant more than another, so the article is.
    """
    own, inner = stored.provision.path, path.segments[len(path.article_path.segments) :]
    if not inner:
        return [own]
    units = {unit.path for unit in stored.provision.units}
    found = [
        at for segments in _written(inner) if (at := replace(own, segments=own.segments + segments)) in units
    ]
    if found or len(inner) > 1 or inner[0].kind is not UnitKind.POINT:
        return found
    labels = _spellings(inner[0].label)
    inside = [
        at for at in units if at.segments[-1].kind is UnitKind.POINT and at.segments[-1].label in labels
    ]
    return inside if len(inside) == 1 else [own] if inside else []


def _written(segments: tuple[Segment, ...]) -> list[tuple[Segment, ...]]:
    """The ways to read units typed without diacritics: their d may be a đ."""
    *above, last = segments
    return [(*above, replace(last, label=label)) for label in _spellings(last.label)]


def _spellings(label: str) -> list[str]:
    """``5d`` as typed, then ``5đ``, which a bare keyboard makes ``5d``."""
    return list(dict.fromkeys((label, label.replace("d", "đ"))))


def _fits(ids: Sequence[int], scores: dict[int, float]) -> dict[int, float]:
    """Scores as shares of the best; all alike, in their order, where nothing else is asked."""
    best = max(scores.values(), default=0.0)
    return {id_: scores.get(id_, 0.0) / best if best else 1.0 for id_ in ids}
