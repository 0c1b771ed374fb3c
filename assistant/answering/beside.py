"""What is said beside an answer: older and coming rules on the matter, and rules that differ."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from types import ModuleType

from assistant.answering.evidence import Evidence, Gatherer
from assistant.answering.naming import not_there
from assistant.answering.precedence import one_matter, precedence
from assistant.answering.standing import standing_of
from assistant.domain.document import RelationKind
from assistant.domain.kinds import rank
from assistant.domain.machine_talk import speaks_to_machines
from assistant.domain.validity import Status
from assistant.retrieval.results import SearchResult

_LOOKED_AT = 4
_CLOSE = 0.7


def notices(result: SearchResult, given: Sequence[Evidence], gatherer: Gatherer) -> tuple[str, ...]:
    """Sentences for the reader, none twice."""
    told = [
        *_differing(given, gatherer.say),
        *_other_times(result, given, gatherer),
        *_transitions(given, gatherer),
        *_machine_talk(given, gatherer.say),
        *filter(None, (not_there(one, gatherer.say) for one in result.understood.references)),
    ]
    return tuple(dict.fromkeys(told))


def _machine_talk(given: Iterable[Evidence], say: ModuleType) -> Iterator[str]:
    """That quoted words look as if they were put there for a machine to read."""
    quotes = (citation.quote for evidence in given for citation in evidence.citations)
    if any(map(speaks_to_machines, quotes)):
        yield say.MACHINE_TALK


def _transitions(given: Sequence[Evidence], gatherer: Gatherer) -> Iterator[str]:
    """Clauses by which older rules go on governing some cases."""
    for number in dict.fromkeys(evidence.stored.document.number for evidence in given):
        found = gatherer.library.relations_from(
            number, edition=gatherer.edition, access=gatherer.access, kind=RelationKind.TRANSITION
        )
        clauses = dict.fromkeys(relation.source for relation in found)
        if clauses:
            yield gatherer.say.transition(list(clauses))


def _differing(given: Iterable[Evidence], say: ModuleType) -> Iterator[str]:
    """Two provisions in force on one matter. Only of texts whose relation the law settles."""
    stored = [
        evidence.stored
        for evidence in given
        if evidence.stands and not (evidence.old_words or evidence.orders)
    ]
    for one, other in combinations(stored, 2):
        if not one_matter(one, other):
            continue
        first, second = sorted((one, other), key=precedence)
        if rank(first.document.kind) != rank(second.document.kind):
            yield say.two_rules(first, second, say.HIGHER)
        elif first.document.issuer and first.document.issuer == second.document.issuer:
            yield say.two_rules(first, second, say.LATER)


def _other_times(result: SearchResult, given: Sequence[Evidence], gatherer: Gatherer) -> Iterator[str]:
    """Rules among the best hits that ended before the day, or begin after it."""
    day, say = gatherer.day, gatherer.say
    shown = {evidence.stored.document.number for evidence in given}
    standing = [evidence.stored for evidence in given if evidence.stands]
    for hit in result.of_any_day[:_LOOKED_AT]:
        stored = hit.stored
        if hit.score < _CLOSE * result.of_any_day[0].score or stored.document.number in shown:
            continue
        if not any(one_matter(stored, one) for one in standing):
            continue
        status = stored.status_on(day)
        if status is Status.EXPIRED:
            yield say.earlier_rule(stored, standing_of(stored, day))
        elif status is Status.NOT_YET:
            yield say.coming_rule(stored)
