"""From ranked hits to the provision or two that answer, each with its words and standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.asking import Asked
from assistant.answering.citing import cite
from assistant.answering.naming import named_span
from assistant.answering.passages import Span, choose
from assistant.answering.standing import Standing, standing_of
from assistant.domain.answer import Citation
from assistant.domain.document import Access, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.results import Hit, Reference

# A provision in force is preferred to a better one that is not, as long as it is this close.
CLOSE = 0.7
# A second provision is shown beside the first when it is nearly as good.
SECOND = 0.92
_DEAD = {Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED}


@dataclass(frozen=True)
class Evidence:
    """A provision with the citations chosen from it. ``old_words``: changed since."""

    stored: StoredProvision
    standing: Standing
    citations: tuple[Citation, ...]
    old_words: bool = False

    @property
    def stands(self) -> bool:
        """Whether it may be given as what applies on the day asked."""
        return self.standing.status not in _DEAD


@dataclass(frozen=True)
class Gatherer:
    """Looks evidence up in one edition of the library, as of one day, for one asker."""

    library: Library
    edition: int
    access: Access
    day: date

    def gather(self, hits: Sequence[Hit], asked: Asked, reference: Reference | None = None) -> list[Evidence]:
        """One or two provisions to answer with; one alone where the question names it."""
        named = next(((hit, span) for hit in hits if (span := named_span(reference, hit.stored))), None)
        if named is not None:
            stored, span = named[0].stored, named[1]
            return self._evidence(stored, self._standing(stored), (span,))
        return self._best(hits, asked)

    def _best(self, hits: Sequence[Hit], asked: Asked) -> list[Evidence]:
        """What is in force is preferred to better hits that are not, as long as it is close."""
        top = hits[0].score
        close = [hit for hit in hits[:6] if hit.score >= CLOSE * top]
        standings = [(hit, self._standing(hit.stored)) for hit in close]
        alive = [pair for pair in standings if pair[1].status not in _DEAD]
        chosen = alive or standings[:1]
        best = chosen[0][0].score
        kept = [pair for pair in chosen[:2] if pair[0].score >= SECOND * best]
        return [
            found
            for hit, standing in kept
            for found in self._evidence(hit.stored, standing, choose(hit.stored.provision, asked))
        ]

    def _standing(self, stored: StoredProvision) -> Standing:
        return standing_of(stored, self.day, self.library, edition=self.edition, access=self.access)

    def _evidence(self, stored: StoredProvision, standing: Standing, spans: Sequence[Span]) -> list[Evidence]:
        """The provision's words; before them the words that amended them, where they are known."""
        citations = tuple(cite(stored, span, standing) for span in spans)
        newer = list(self._newer(spans, standing)) if standing.status is Status.IN_FORCE else []
        return [*newer, Evidence(stored, standing, citations, old_words=bool(newer))]

    def _newer(self, spans: Iterable[Span], standing: Standing) -> Iterable[Evidence]:
        changes = (c for span in spans for c in standing.changes_at(span.path))
        for source in dict.fromkeys(c.source for c in changes if c.kind is RelationKind.AMENDS):
            stored = self.library.provision(source, edition=self.edition, access=self.access)
            if stored is not None and (span := _span_at(stored, source)):
                new = self._standing(stored)
                yield Evidence(stored, new, (cite(stored, span, new),))


def _span_at(stored: StoredProvision, path: ProvisionPath) -> Span | None:
    """The unit at ``path``, or the whole provision where it is short enough to quote."""
    unit = stored.provision.unit(path)
    if unit is not None:
        text = stored.provision.text[unit.start : unit.end].rstrip()
        return Span(path, unit.start, unit.start + len(text))
    whole = stored.provision.text
    return Span(stored.provision.path, 0, len(whole)) if 0 < len(whole) <= 1_800 else None


def with_citations(evidence: Evidence, citations: tuple[Citation, ...]) -> Evidence:
    """The same evidence with other citations (those that were verified)."""
    return replace(evidence, citations=citations)
