"""Answering without a language model: choose, quote, verify, or say honestly why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answering import wording
from assistant.answering.asking import read_question
from assistant.answering.decision import judge
from assistant.answering.evidence import Evidence, Gatherer, with_citations
from assistant.answering.naming import ambiguous_text, missing_text
from assistant.answering.suggesting import questions
from assistant.answering.verify import verified
from assistant.domain.answer import Answer, Citation, Outcome, Statement
from assistant.domain.document import Access
from assistant.library import Library
from assistant.retrieval.results import Reference, SearchResult

_SUGGESTIONS = 3


@dataclass(frozen=True)
class _Parts:
    """What an answer is put together from."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n\n".join(statement.text for statement in self.statements if statement.text)


def answer(
    question: str,
    result: SearchResult,
    library: Library,
    *,
    as_of: date,
    access: Access = Access.PUBLIC,
) -> Answer:
    """Answer ``question`` from ``result``, as of a day. Each quote was checked in the library."""
    parts = _parts(question, result, Gatherer(library, result.edition, access, as_of))
    return Answer(
        question=question,
        outcome=parts.outcome,
        answer=parts.text,
        statements=parts.statements,
        citations=parts.citations,
        suggestions=parts.suggestions,
        understood=_understood(result),
        as_of=as_of,
        edition=result.edition,
    )


def _understood(result: SearchResult) -> dict[str, object]:
    """How the question was read, for the reader to check."""
    read = result.understood
    named = [reference.text for reference in read.references]
    return {"text": read.text, "expanded": dict(read.expanded), "references": named}


def _parts(question: str, result: SearchResult, gatherer: Gatherer) -> _Parts:
    outcome = judge(question, result)
    if outcome is not Outcome.ANSWERED:
        return _refusal(outcome, result, gatherer)
    asked = read_question(result.understood.text or question)
    checked = _checked(gatherer.gather(result.hits, asked, result.reference), gatherer)
    if not checked:
        return _refusal(Outcome.NOT_FOUND, result, gatherer)
    suggestions = _suggest(result, {evidence.stored.id for evidence in checked})
    return _found(checked, gatherer.day, suggestions)


def _refusal(outcome: Outcome, result: SearchResult, gatherer: Gatherer) -> _Parts:
    """No provision is given; what the library does answer is offered where it is near."""
    lines = tuple(map(_said, _why(outcome, result.reference, gatherer)))
    near = () if outcome is Outcome.OUT_OF_SCOPE else _suggest(result, set())
    return _Parts(outcome, lines, suggestions=near)


def _why(outcome: Outcome, reference: Reference | None, gatherer: Gatherer) -> tuple[str, ...]:
    library, edition, access = gatherer.library, gatherer.edition, gatherer.access
    if outcome is Outcome.OUT_OF_SCOPE:
        return (wording.OUT_OF_SCOPE, wording.OUT_OF_SCOPE_HINT)
    if outcome is Outcome.AMBIGUOUS and reference:
        return (ambiguous_text(reference, library, edition=edition, access=access),)
    if reference and reference.missing:
        return (missing_text(reference, library, edition=edition, access=access),)
    return (wording.NOT_FOUND, wording.NOT_FOUND_HINT)


def _said(text: str) -> Statement:
    return Statement(text=text)


def _checked(gathered: Sequence[Evidence], gatherer: Gatherer) -> list[Evidence]:
    """The evidence whose quotations the library holds."""
    checked = []
    for evidence in gathered:
        citations = verified(
            evidence.citations, gatherer.library, edition=gatherer.edition, access=gatherer.access
        )
        if citations:
            checked.append(with_citations(evidence, citations))
    return checked


def _found(gathered: Sequence[Evidence], day: date, suggestions: tuple[str, ...]) -> _Parts:
    citations = tuple(citation for evidence in gathered for citation in evidence.citations)
    statements: list[Statement] = []
    at = 0
    for evidence in gathered:
        indexes = tuple(range(at, at := at + len(evidence.citations)))
        statements += _statements(evidence, indexes, day)
    outcome = Outcome.ANSWERED if any(evidence.stands for evidence in gathered) else Outcome.NOT_IN_FORCE
    return _Parts(outcome, tuple(statements), citations, suggestions)


def _statements(evidence: Evidence, indexes: tuple[int, ...], day: date) -> list[Statement]:
    """What a provision says, word for word; before it why it does not apply, after it how it stands."""
    stored, citations = evidence.stored, evidence.citations
    said = [] if evidence.stands else [_said(wording.ended(stored, evidence.standing))]
    intro = wording.introduce(stored, citations[-1], old_words=evidence.old_words)
    quote = wording.quoted([citation.quote for citation in citations])
    said.append(Statement(text=f"{intro}\n\n{quote}", citations=indexes))
    changed = wording.changed(evidence.standing) if evidence.stands else ""
    after = " ".join(filter(None, (changed, wording.validity(stored, evidence.standing, day))))
    return [*said, Statement(text=after, citations=indexes)]


def _suggest(result: SearchResult, but: set[int]) -> tuple[str, ...]:
    others = (hit.stored for hit in result.hits if hit.stored.id not in but)
    return questions(others, limit=_SUGGESTIONS)
