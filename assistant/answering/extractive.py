"""Answering without a language model: choose, quote, verify, or say honestly why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType

from assistant.answering.asking import read_question
from assistant.answering.beside import notices
from assistant.answering.decision import judge, matter
from assistant.answering.evidence import DEAD, Evidence, Gatherer, with_citations
from assistant.answering.naming import ambiguous_text, lacks, missing_text
from assistant.answering.suggesting import Candidate, candidates
from assistant.answering.verify import verified
from assistant.domain.answer import Answer, Citation, Outcome, Part, Statement
from assistant.domain.document import Access, Head
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.retrieval.results import Reference, SearchResult

_SUGGESTIONS = 3
_CANDIDATES = 6
"""Suggestions made, so that enough are left where some are not answered well when they are tried."""


@dataclass(frozen=True)
class _Parts:
    """What an answer is put together from."""

    outcome: Outcome
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[Candidate, ...] = field(default=())
    notices: tuple[str, ...] = field(default=())
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def text(self) -> str:
        return "\n\n".join(statement.text for statement in self.statements if statement.text)


@dataclass(frozen=True)
class Extracted:
    """An answer in the provisions' own words, and the evidence that it was put together from.

    ``candidates``: next questions, those of the answer and more; none was tried yet.
    """

    answer: Answer
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def answer(
    question: str,
    result: SearchResult,
    library: Library,
    *,
    as_of: date,
    access: Access = Access.PUBLIC,
) -> Answer:
    """Answer ``question`` from ``result``, as of a day. Each quote was checked in the library."""
    return extract(question, result, Gatherer(library, result.edition, access, as_of)).answer


def extract(question: str, result: SearchResult, gatherer: Gatherer) -> Extracted:
    """The answer with its evidence, as of the gatherer's day, for its asker."""
    parts = _parts(question, result, gatherer)
    made = Answer(
        question=question,
        outcome=parts.outcome,
        answer=parts.text,
        statements=parts.statements,
        citations=parts.citations,
        suggestions=tuple(candidate.question for candidate in parts.suggestions[:_SUGGESTIONS]),
        understood=result.understood.values(),
        as_of=gatherer.day,
        notices=parts.notices,
        edition=result.edition,
    )
    return Extracted(made, parts.evidence, parts.suggestions)


def _parts(question: str, result: SearchResult, gatherer: Gatherer) -> _Parts:
    outcome = judge(question, result)
    if outcome not in {Outcome.ANSWERED, Outcome.PARTLY}:
        return _refusal(outcome, result, gatherer)
    checked = _checked(_gathered(question, result, gatherer), gatherer)
    if not checked:
        return _refusal(Outcome.NOT_FOUND, result, gatherer)
    if checked[0].unworded:
        return _unworded(checked[0], result, gatherer)
    checked = [evidence for evidence in checked if not evidence.unworded]
    opening = _opening(question, result.reference, outcome, checked[0].stored.document, gatherer.say)
    return _Parts(
        outcome=outcome if any(evidence.stands for evidence in checked) else Outcome.NOT_IN_FORCE,
        statements=tuple(map(_said, filter(None, [opening]))) + _told(checked, gatherer),
        citations=tuple(citation for evidence in checked for citation in evidence.citations),
        suggestions=_suggest(result, gatherer.day, {evidence.stored.id for evidence in checked}),
        notices=notices(result, checked, gatherer),
        evidence=tuple(checked),
    )


def _unworded(evidence: Evidence, result: SearchResult, gatherer: Gatherer) -> _Parts:
    """The provision was in force in words that the library does not have: other words are not
    given instead.
    """
    told = _said(gatherer.say.unworded(evidence.stored, gatherer.day))
    suggestions = _suggest(result, gatherer.day, {evidence.stored.id})
    return _Parts(Outcome.WORDING_UNKNOWN, (told,), suggestions=suggestions)


def _gathered(question: str, result: SearchResult, gatherer: Gatherer) -> list[Evidence]:
    """The evidence for what was asked; for a bare number, what the document begins with."""
    if (number := _bare(question, result.reference)) is not None:
        return gatherer.about(number)
    asked = read_question(matter(result.understood.text or question, result.reference))
    return gatherer.gather(result.of_any_day, asked, result.reference)


def _bare(question: str, reference: Reference | None) -> DocumentNumber | None:
    """The document of a question that names it and nothing else."""
    if reference is None or reference.number is None or reference.path is not None:
        return None
    return None if read_question(matter(question, reference)).terms else reference.number


def _opening(
    question: str, reference: Reference | None, outcome: Outcome, head: Head, say: ModuleType
) -> str:
    if outcome is Outcome.PARTLY:
        return str(say.PARTLY)
    return str(say.about(head)) if _bare(question, reference) is not None else ""


def _refusal(outcome: Outcome, result: SearchResult, gatherer: Gatherer) -> _Parts:
    """No provision is given; what the library does answer is offered where it is near."""
    lines = tuple(map(_said, _why(outcome, result, gatherer)))
    near = () if outcome is Outcome.OUT_OF_SCOPE else _suggest(result, gatherer.day, set())
    return _Parts(outcome, lines, suggestions=near)


def _why(outcome: Outcome, result: SearchResult, gatherer: Gatherer) -> tuple[str, ...]:
    reference = result.reference
    library, edition, access, say = gatherer.library, gatherer.edition, gatherer.access, gatherer.say
    if outcome is Outcome.OUT_OF_SCOPE:
        return (say.OUT_OF_SCOPE, say.OUT_OF_SCOPE_HINT)
    if outcome is Outcome.AMBIGUOUS:
        which = reference and ambiguous_text(reference, library, edition=edition, access=access, say=say)
        return (which or say.WHICH_DOCUMENT,)
    if reference and (article := lacks(reference, result.of_any_day)):
        return (say.no_such_provision(article, str(reference.number)),)
    if reference and reference.missing:
        return (missing_text(reference, library, edition=edition, access=access, say=say),)
    return (say.NOT_FOUND, say.NOT_FOUND_HINT)


def _said(text: str) -> Statement:
    return Statement(text=text)


def _checked(gathered: Sequence[Evidence], gatherer: Gatherer) -> list[Evidence]:
    """The evidence whose quotations the library holds."""
    checked = []
    for evidence in gathered:
        citations = verified(
            evidence.citations,
            gatherer.library,
            edition=gatherer.edition,
            access=gatherer.access,
            day=gatherer.day,
        )
        if citations:
            checked.append(with_citations(evidence, citations))
    return checked


def _told(gathered: Sequence[Evidence], gatherer: Gatherer) -> tuple[Statement, ...]:
    """The statements of all evidence; citations are numbered through."""
    statements: list[Statement] = []
    at = 0
    for evidence in gathered:
        indexes = tuple(range(at, at := at + len(evidence.citations)))
        statements += _statements(evidence, indexes, gatherer)
    return tuple(statements)


def _statements(evidence: Evidence, indexes: tuple[int, ...], gatherer: Gatherer) -> list[Statement]:
    """What a provision says, word for word; before it why it does not apply, after it how it stands."""
    say, day = gatherer.say, gatherer.day
    intro = say.introduce(evidence.stored, evidence.citations[-1], old_words=evidence.old_words)
    quote = say.quoted([citation.quote for citation in evidence.citations])
    told = Statement(text=f"{intro}\n\n{quote}", citations=indexes, part=Part.QUOTE)
    if evidence.repeals:
        return [_said(say.repealed(evidence.citations[-1], evidence.repeals, day)), told]
    if not evidence.stands and evidence.standing.status is Status.IN_FORCE:
        return [_said(say.part_out(evidence.citations[-1], day)), told]
    before = [] if evidence.stands else [_said(say.ended(evidence.stored, evidence.standing))]
    after = Statement(text=_after(evidence, gatherer), citations=indexes, part=Part.VALIDITY)
    return [*before, told, after]


def _after(evidence: Evidence, gatherer: Gatherer) -> str:
    """What changed the article, how it stands on the day, and what follows."""
    say = gatherer.say
    changed = say.changed(evidence.standing) if evidence.stands else ""
    stands = say.validity(evidence.stored, evidence.standing, gatherer.day, old_words=evidence.old_words)
    more = [f"{said[:1].upper()}{said[1:]}." for said in say.around(evidence.standing)]
    return " ".join(filter(None, (changed, stands, *more)))


def _suggest(result: SearchResult, day: date, but: set[int]) -> tuple[Candidate, ...]:
    """Questions that other hits answer, as long as they are not known to be out of force."""
    alive = (hit.stored for hit in result.of_any_day if hit.stored.status_on(day) not in DEAD)
    return candidates((stored for stored in alive if stored.id not in but), limit=_CANDIDATES)
