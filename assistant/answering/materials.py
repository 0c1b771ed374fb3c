"""What a model is given to write from: verified quotations, clause by clause, each with its token.

The words that the extractive answer quotes come first; then the other clauses of the same
articles, since an exception often stands in the next one; then provisions in force on the matter
that retrieval put near; then what the quoted clauses refer to, and definitions. Only words that hold
on the day asked: an amended article that can be had in its older words alone is never written from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.asking import read_question
from assistant.answering.citing import cite
from assistant.answering.evidence import CLOSE, Evidence, Gatherer
from assistant.answering.extractive import Extracted
from assistant.answering.passages import Span, choose, tidy_span
from assistant.answering.standing import standing_of
from assistant.answering.verify import verified
from assistant.domain.answer import Answer, Citation, Followed, Reach
from assistant.domain.path import UnitKind
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision
from assistant.retrieval.results import SearchResult

MOST = 24
"""Quotations that are given at most: tokens [1] to [24]."""

ROOM = 9_000
"""Characters of all quotations together."""

_NEIGHBOURS = 3
"""Provisions beside those of the extractive answer."""


@dataclass(frozen=True)
class Materials:
    """Citations by token: ``citations[0]`` is ``[1]``. Empty where there is nothing to write from."""

    citations: tuple[Citation, ...] = ()

    def named(self, tokens: Iterable[int]) -> tuple[Citation, ...] | None:
        """The citations that tokens name, in their order; ``None`` where one names nothing."""
        found = list(dict.fromkeys(tokens))
        if any(not 1 <= token <= len(self.citations) for token in found):
            return None
        return tuple(self.citations[token - 1] for token in found)


def materials(extracted: Extracted, completed: Answer, result: SearchResult, gatherer: Gatherer) -> Materials:
    """What may be written from for ``completed``, the extractive answer with what it refers to.

    Nothing where the day's words of a quoted provision are not known: then the answer is the
    quotations with what changed them, and no more.
    """
    if not extracted.evidence or not all(map(_usable, extracted.evidence)):
        return Materials()
    found = _Collected(gatherer)
    for citation in completed.citations:
        found.add(citation)
    for evidence in extracted.evidence:
        found.add_all(_clauses(evidence.stored, gatherer))
    for stored in _near(extracted.evidence, result):
        asked = read_question(result.understood.text or completed.question)
        found.add_all(_cited(stored, choose(stored.provision, asked), gatherer))
    found.add_all(_referred(completed.followed))
    found.add_all(word.citation for word in completed.definitions if word.whole)
    return Materials(tuple(found.citations))


def _usable(evidence: Evidence) -> bool:
    """Whether the quoted words are those that hold on the day."""
    return evidence.stands and not evidence.old_words and not evidence.orders


@dataclass
class _Collected:
    """Quotations in order, none twice, within the room that there is."""

    gatherer: Gatherer

    def __post_init__(self) -> None:
        self.citations: list[Citation] = []
        self._left = ROOM

    def add_all(self, citations: Iterable[Citation]) -> None:
        for citation in citations:
            self.add(citation)

    def add(self, citation: Citation) -> None:
        if not self._has_room_for(citation) or any(_overlap(citation, one) for one in self.citations):
            return
        if _holds_on_the_day(citation) and (citation.verified or self._verified(citation)):
            self.citations.append(citation.model_copy(update={"verified": True}))
            self._left -= len(citation.quote)

    def _has_room_for(self, citation: Citation) -> bool:
        return len(self.citations) < MOST and len(citation.quote) <= self._left

    def _verified(self, citation: Citation) -> bool:
        at = self.gatherer
        return bool(verified([citation], at.library, edition=at.edition, access=at.access, day=at.day))


def _holds_on_the_day(citation: Citation) -> bool:
    """Whether the words may be given as what applies: in force, or of a text without force."""
    return citation.status in {Status.IN_FORCE, Status.UNKNOWN}


def _overlap(one: Citation, other: Citation) -> bool:
    """Whether two quotations share words of one provision."""
    same = one.words == other.words and one.document == other.document and one.article == other.article
    return same and one.start < other.end and other.start < one.end


def _clauses(stored: StoredProvision, gatherer: Gatherer) -> Iterator[Citation]:
    """An article clause by clause, its opening words before them; whole where it has no clauses."""
    provision = stored.provision
    clauses = [unit for unit in provision.units if unit.kind is UnitKind.CLAUSE]
    opening = Span(provision.path, 0, clauses[0].start if clauses else len(provision.text))
    spans = [opening, *(Span(unit.path, unit.start, unit.end) for unit in clauses)]
    yield from _cited(stored, [span for span in spans if span.start < span.end], gatherer)


def _cited(stored: StoredProvision, spans: Sequence[Span], gatherer: Gatherer) -> Iterator[Citation]:
    standing = standing_of(stored, gatherer.day)
    if standing.unworded or standing.status not in {Status.IN_FORCE, Status.UNKNOWN}:
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
