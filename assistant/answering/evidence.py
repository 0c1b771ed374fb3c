"""From ranked hits to the provision or two that answer, each with its words and standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType

from assistant.answering.asking import Asked
from assistant.answering.citing import cite, is_prose
from assistant.answering.decision import defining
from assistant.answering.naming import first_article, named_span
from assistant.answering.passages import Span, choose, tidy_span
from assistant.answering.phrases import phrases
from assistant.answering.precedence import one_matter, precedence
from assistant.answering.standing import Standing, standing_of
from assistant.domain.answer import Citation
from assistant.domain.document import Access, RelationKind
from assistant.domain.number import DocumentNumber
from assistant.domain.orders import covers
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.records import StoredProvision
from assistant.retrieval.results import Hit, Reference

# A provision in force is preferred to a better one that is not, as long as it is this close.
CLOSE = 0.7
# Of hits this near to the best one, the words inside decide which comes first.
NEAR = 0.95
# The first hit keeps its place unless another's words fit this much better. NEAR, FIRST and SECOND
# were chosen on the education questions of dev.jsonl and the questions for the sample library.
FIRST = 1.1
# A second provision is shown beside the first when its words fit nearly as well.
SECOND = 0.9
# What takes the place of a rule that is not in force, without the library telling that it does,
# must hold this share of what that one holds of the question.
AS_NEAR = 0.9
_TRIED = 6
DEAD = {Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED}


@dataclass(frozen=True)
class Evidence:
    """A provision with the citations chosen from it. ``old_words``: changed since. ``orders``: it
    is an order by which another provision was changed, quoted for want of computed words.
    """

    stored: StoredProvision
    standing: Standing
    citations: tuple[Citation, ...]
    old_words: bool = False
    orders: bool = False

    @property
    def stands(self) -> bool:
        """Whether it may be given as what applies on the day asked."""
        return not self.unworded and any(citation.status not in DEAD for citation in self.citations)

    @property
    def unworded(self) -> bool:
        """Whether it was in force on the day in words that the library does not have."""
        return self.standing.unworded

    @property
    def repeals(self) -> tuple[Basis, ...]:
        """What took the cited units away where nothing of the evidence stands."""
        paths = (ProvisionPath.parse(citation.path) for citation in self.citations)
        found = (repeal for path in paths for repeal in self.standing.repeals_at(path))
        return () if self.stands else tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Gatherer:
    """Looks evidence up in one edition of the library, as of one day, for one asker."""

    library: Library
    edition: int
    access: Access
    day: date
    language: str = "vi"

    @property
    def say(self) -> ModuleType:
        """The sentences that code says to this asker."""
        return phrases(self.language)

    def gather(self, hits: Sequence[Hit], asked: Asked, reference: Reference | None = None) -> list[Evidence]:
        """One or two provisions to answer with; one alone where the question names it."""
        named = next(((hit, span) for hit in hits if (span := named_span(reference, hit.stored))), None)
        if named is not None:
            stored, span = self._with_unit(named[0].stored, named[1], reference)
            return self._evidence(stored, self._standing(stored), (span,))
        current = (self._current(hit, asked, reference) for hit in hits)
        return self._best(list({hit.stored.id: hit for hit in reversed([*current])}.values())[::-1], asked)

    def _with_unit(
        self, stored: StoredProvision, span: Span, reference: Reference | None
    ) -> tuple[StoredProvision, Span]:
        """A clause that is named and no longer stands in the words of the day is looked for in
        those of other days: that it was taken away is the answer.
        """
        inner = len(reference.path.segments) if reference and reference.path else 0
        if len(span.path.segments) >= inner:
            return stored, span
        path = stored.provision.path
        for older in self.library.wordings(path, edition=self.edition, access=self.access):
            found = named_span(reference, older)
            if found is not None and len(found.path.segments) >= inner:
                return older, found
        return stored, span

    def _current(self, hit: Hit, asked: Asked, reference: Reference | None) -> Hit:
        """An order that changed another provision gives way to that provision: its words are the
        law, or are no more. One that the question names is what was asked for.
        """
        stored = hit.stored
        named = reference is not None and reference.number == stored.document.number
        if named or not self.library.gives_orders(stored.document.number, edition=self.edition):
            return hit
        changed = self._changed_by(stored, choose(stored.provision, asked))
        return hit if changed is None else replace(hit, stored=changed)

    def _changed_by(self, stored: StoredProvision, spans: Sequence[Span]) -> StoredProvision | None:
        """What the orders at ``spans`` changed, where the library has it; the closest order first."""
        orders = self.library.orders_in(stored.provision.path, edition=self.edition, access=self.access)
        for span in reversed(spans):
            touched = [o for o in orders if covers(o.source, span.path) or covers(span.path, o.source)]
            for order in sorted(touched, key=lambda order: -len(order.source.segments)):
                path = order.target.article_path
                found = self.library.provision(path, edition=self.edition, access=self.access, day=self.day)
                if found is not None and found.provision.path == path:
                    return found
        return None

    def about(self, number: DocumentNumber) -> list[Evidence]:
        """What a document begins with, for a question that only names it."""
        first = first_article(number, self.library, edition=self.edition, access=self.access)
        if first is None:
            return []
        span = tidy_span(first.provision, Span(first.provision.path, 0, len(first.provision.text)))
        return self._evidence(first, self._standing(first), (span,) if span else ())

    def _best(self, hits: Sequence[Hit], asked: Asked) -> list[Evidence]:
        """The provisions in force whose words fit best; where none is, the first hit as it is."""
        close = [hit for hit in hits if hit.score >= CLOSE * hits[0].score]
        judged = [_Judged(hit, hit.stored.status_on(self.day)) for hit in defining(hits, asked) or close]
        alive = [one for one in judged if one.status not in DEAD][:_TRIED]
        if judged[0].status in DEAD:
            alive = _instead_of(judged[0], [one for one in alive if one.replaces])
        near = [one for one in alive if one.hit.score >= NEAR * alive[0].hit.score] or judged[:1]
        return [found for one in _fitting(near, asked) for found in self._of(one.hit.stored, asked)]

    def _of(self, stored: StoredProvision, asked: Asked) -> list[Evidence]:
        return self._evidence(stored, self._standing(stored), choose(stored.provision, asked))

    def _standing(self, stored: StoredProvision) -> Standing:
        return standing_of(stored, self.day)

    def _evidence(self, stored: StoredProvision, standing: Standing, spans: Sequence[Span]) -> list[Evidence]:
        """The provision's words; before them the words that amended them, where they are known."""
        citations = tuple(cite(stored, span, standing) for span in spans)
        newer = list(self._newer(spans, standing)) if standing.status is Status.IN_FORCE else []
        old = bool(newer) or any(standing.changes_at(span.path) for span in spans)
        return [*newer, Evidence(stored, standing, citations, old_words=old)]

    def _newer(self, spans: Iterable[Span], standing: Standing) -> Iterable[Evidence]:
        """The last order on each unit: an earlier one was superseded by it."""
        changes = dict.fromkeys(c for span in spans for c in standing.changes_at(span.path))
        amending = [c for c in changes if c.act == RelationKind.AMENDS.value]
        last = [c for at, c in enumerate(amending) if not any(_supersedes(d, c) for d in amending[at + 1 :])]
        for source in dict.fromkeys(c.source for c in last if c.source):
            stored = self.library.provision(source, edition=self.edition, access=self.access, day=self.day)
            if stored is not None and (span := _span_at(stored, source)):
                new = self._standing(stored)
                yield Evidence(stored, new, (cite(stored, span, new),), orders=True)


@dataclass(frozen=True)
class _Judged:
    """A hit and its status on the day asked."""

    hit: Hit
    status: Status

    @property
    def replaces(self) -> bool:
        """Whether it may be given instead of a better hit that is not in force: a report or a
        letter has no force, and what is of unknown force replaces nothing.
        """
        return self.status is Status.IN_FORCE and not is_prose(self.hit.stored)

    @property
    def replaced_by(self) -> set[DocumentNumber]:
        """The documents that take its place, now or later, as far as is known."""
        phases = self.hit.stored.timeline.phases
        ends = [b for phase in phases if phase.status is Status.EXPIRED for b in phase.because]
        return {b.source.document for b in ends if b.source and b.act == RelationKind.REPLACES.value}

    def fit(self, asked: Asked) -> float:
        """How much of the question the heading and the chosen words hold, how nearly the
        heading is the question, and whether the words show the kind of fact asked for.
        """
        provision = self.hit.stored.provision
        quotes = [provision.text[span.start : span.end] for span in choose(provision, asked)]
        words = "\n".join([provision.heading, *quotes])
        shared = 0.5 + asked.share_in(words) + 0.5 * asked.likeness(provision.heading)
        return self.hit.score * shared * (1 + 0.2 * asked.shows("\n".join(quotes)))


def _instead_of(dead: _Judged, alive: list[_Judged]) -> list[_Judged]:
    """Of provisions in force those of the document that took the place of one which is not, or
    whose place it is to take; all where the library does not tell.
    """
    number, heirs = dead.hit.stored.document.number, dead.replaced_by
    kin = [one for one in alive if one.hit.stored.document.number in heirs or number in one.replaced_by]
    return kin or [one for one in alive if _as_near(one.hit, dead.hit)]


def _as_near(hit: Hit, other: Hit) -> bool:
    """Whether a hit holds about as much of the question as another."""
    return hit.coverage >= AS_NEAR * other.coverage and hit.pairs >= AS_NEAR * other.pairs


def _supersedes(later: Basis, earlier: Basis) -> bool:
    """Whether a later order is on all that an earlier one is on, and came on a later day."""
    if earlier.day is None or later.day is None or later.day <= earlier.day:
        return False
    return later.part is None or (earlier.part is not None and covers(later.part, earlier.part))


def _fitting(near: Sequence[_Judged], asked: Asked) -> list[_Judged]:
    """The one or two of ``near`` that fit best."""
    fits = [one.fit(asked) * (FIRST if at == 0 else 1.0) for at, one in enumerate(near)]
    ranked = sorted(range(len(near)), key=lambda at: (-fits[at], at))
    best = [near[at] for at in ranked[:2] if fits[at] >= SECOND * fits[ranked[0]]]
    if len(best) > 1 and one_matter(best[0].hit.stored, best[1].hit.stored):
        best.sort(key=lambda one: precedence(one.hit.stored))
    return best


def _span_at(stored: StoredProvision, path: ProvisionPath) -> Span | None:
    """The unit at ``path``, or the whole provision."""
    unit = stored.provision.unit(path)
    start, end = (unit.start, unit.end) if unit else (0, len(stored.provision.text))
    return tidy_span(stored.provision, Span(unit.path if unit else stored.provision.path, start, end))


def with_citations(evidence: Evidence, citations: tuple[Citation, ...]) -> Evidence:
    """The same evidence with other citations (those that were verified)."""
    return replace(evidence, citations=citations)
