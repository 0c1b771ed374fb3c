"""What a model is given to write from: quotations, clause by clause, each with its token.

The clauses that the extractive answer quotes from come first; then the other clauses of the same
articles, since an exception often stands in the next one; then provisions in force on the matter
that retrieval put near; then what the quoted clauses refer to, and definitions. Only words that hold
on the day asked: an amended article that can be had in its older words alone is never written from,
and beside the extractive answer only what is known to be in force. Words that speak to an answering
machine are quoted where they answer, since the library has them, but never written from.

Most are never cited, so each is read again from the library when a statement first stands on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.asking import read_question
from assistant.answering.citing import cite
from assistant.answering.evidence import CLOSE, DEAD, Evidence, Gatherer
from assistant.answering.extractive import Extracted
from assistant.answering.passages import Span, choose, tidy_span
from assistant.answering.standing import standing_of
from assistant.answering.verify import verified
from assistant.domain.answer import Answer, Citation, Followed, Reach
from assistant.domain.document import Unit
from assistant.domain.machine_talk import speaks_to_machines
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision
from assistant.retrieval.results import SearchResult

MOST = 24
"""Quotations that are given at most: tokens [1] to [24]."""

ROOM = 9_000
"""Characters of all quotations together, with the openings that they continue."""

_NEIGHBOURS = 3
"""Provisions beside those of the extractive answer."""


@dataclass(frozen=True)
class Material:
    """A quotation that may be cited, and the provision it stands in where that is at hand."""

    citation: Citation
    stored: StoredProvision | None = None

    def points(self, gatherer: Gatherer) -> tuple[list[tuple[Citation, ...]], ...]:
        """The points inside a quoted clause: each by itself, and each after the clause's opening."""
        if self.stored is None:
            return ()
        cited, units = self.citation, self.stored.provision.units
        inside = [u for u in units if u.kind is UnitKind.POINT and _inside(u, cited)]
        if len(inside) < 2:
            return ()
        spans = [Span(u.path, u.start, u.end) for u in inside]
        points = list(_cited(self.stored, spans, gatherer))
        opening = Span(ProvisionPath.parse(cited.path), cited.start, inside[0].start)
        first = tuple(_cited(self.stored, [opening], gatherer))
        return [(point,) for point in points], [(*first, point) for point in points if first]


@dataclass
class Materials:
    """Materials by token: ``items[0]`` is ``[1]``. Empty where there is nothing to write from."""

    items: tuple[Material, ...] = ()
    gatherer: Gatherer | None = None
    _read: dict[int, Material | None] = field(default_factory=dict)

    def named(self, tokens: Iterable[int]) -> tuple[Material, ...] | None:
        """What tokens name, each once, verified; ``None`` where one names nothing, or words that
        the library does not hold.
        """
        found = [self._at(token) for token in dict.fromkeys(tokens)]
        return None if None in found else tuple(filter(None, found))

    def points(self, material: Material) -> tuple[list[tuple[Citation, ...]], ...]:
        """Narrower quotations of a clause, not verified yet: see ``Material.points``."""
        return material.points(self.gatherer) if self.gatherer is not None else ()

    def verified(self, citation: Citation) -> Citation | None:
        """The citation, read again from the library; ``None`` where it does not stand there."""
        if citation.verified or self.gatherer is None:
            return citation if citation.verified else None
        at = self.gatherer
        found = verified([citation], at.library, edition=at.edition, access=at.access, day=at.day)
        return found[0] if found else None

    def _at(self, token: int) -> Material | None:
        if not 1 <= token <= len(self.items):
            return None
        if token not in self._read:
            material = self.items[token - 1]
            citation = self.verified(material.citation)
            self._read[token] = replace(material, citation=citation) if citation is not None else None
        return self._read[token]


def materials(extracted: Extracted, completed: Answer, result: SearchResult, gatherer: Gatherer) -> Materials:
    """What may be written from for ``completed``, the extractive answer with what it refers to.

    Nothing where the day's words of a quoted provision are not known: then the answer is the
    quotations with what changed them, and no more.
    """
    if not extracted.evidence or not all(map(_usable, extracted.evidence)):
        return Materials()
    found = _Collected()
    for evidence in extracted.evidence:
        clauses = list(_clauses(evidence.stored, gatherer))
        quoted = [one for one in clauses if any(_overlap(one, c) for c in evidence.citations)]
        found.add_all(quoted, evidence.stored)
    for citation in _lasting(completed):
        found.add(citation)
    for evidence in extracted.evidence:
        found.add_all(_clauses(evidence.stored, gatherer), evidence.stored)
    for stored in _near(extracted.evidence, result):
        asked = read_question(result.understood.text or completed.question)
        found.add_all(_cited(stored, choose(stored.provision, asked), gatherer), stored)
    found.add_all(_referred(completed.followed))
    found.add_all(word.citation for word in completed.definitions if word.whole)
    return Materials(tuple(found.items), gatherer)


def _usable(evidence: Evidence) -> bool:
    """Whether the quoted words are those that hold on the day."""
    return evidence.stands and not evidence.old_words and not evidence.orders


def _lasting(completed: Answer) -> Iterator[Citation]:
    """What the extractive answer quotes, but what is not in force, and what a pointer leads to and was
    cut: the exception may stand in the rest.
    """
    cut = [one.citation for one in completed.followed if not one.whole]
    yield from (one for one in completed.citations if one.status not in DEAD and one not in cut)


class _Collected:
    """Quotations in order, none twice, within the room that there is."""

    def __init__(self) -> None:
        self.items: list[Material] = []
        self._left = ROOM

    def add_all(self, citations: Iterable[Citation], stored: StoredProvision | None = None) -> None:
        """Those that are known to be in force on the day."""
        for citation in citations:
            if citation.status is Status.IN_FORCE:
                self.add(citation, stored)

    def add(self, citation: Citation, stored: StoredProvision | None = None) -> None:
        """One, where there is room and nothing of it is there yet."""
        length = len(citation.quote) + sum(map(len, citation.leads))
        room = len(self.items) < MOST and length <= self._left
        known = any(_overlap(citation, item.citation) for item in self.items)
        if room and not known and not _commands(citation):
            self.items.append(Material(citation, stored))
            self._left -= length


def _commands(citation: Citation) -> bool:
    """Whether a quotation, or what stands above it, gives orders to a machine that reads it."""
    above = (citation.document_title, *citation.headings, citation.heading, *citation.leads)
    return speaks_to_machines("\n".join((*above, citation.quote)))


def _overlap(one: Citation, other: Citation) -> bool:
    """Whether two quotations share words of one provision."""
    same = one.words == other.words and one.document == other.document and one.article == other.article
    return same and one.start < other.end and other.start < one.end


def _inside(unit: Unit, citation: Citation) -> bool:
    return citation.start <= unit.start and unit.end <= citation.end


def _clauses(stored: StoredProvision, gatherer: Gatherer) -> Iterator[Citation]:
    """An article clause by clause, its opening words before them; whole where it has no clauses."""
    provision = stored.provision
    clauses = [unit for unit in provision.units if unit.kind is UnitKind.CLAUSE]
    opening = Span(provision.path, 0, clauses[0].start if clauses else len(provision.text))
    spans = [opening, *(Span(unit.path, unit.start, unit.end) for unit in clauses)]
    yield from _cited(stored, [span for span in spans if span.start < span.end], gatherer)


def _cited(stored: StoredProvision, spans: Sequence[Span], gatherer: Gatherer) -> Iterator[Citation]:
    standing = standing_of(stored, gatherer.day)
    if standing.unworded or standing.status is not Status.IN_FORCE:
        return
    for span in filter(None, (tidy_span(stored.provision, span) for span in spans)):
        if not standing.changes_at(span.path):
            yield cite(stored, span, standing)


def _near(evidence: Sequence[Evidence], result: SearchResult) -> Iterator[StoredProvision]:
    """Other provisions in force that retrieval found nearly as good."""
    given = {one.stored.id for one in evidence}
    near = [hit for hit in result.hits if hit.score >= CLOSE * result.hits[0].score]
    yield from [hit.stored for hit in near if hit.stored.id not in given][:_NEIGHBOURS]


def _referred(followed: Iterable[Followed]) -> Iterator[Citation]:
    for one in followed:
        if one.reach is Reach.FOUND and one.citation is not None and one.whole:
            yield one.citation
