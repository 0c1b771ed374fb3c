"""Whether what was found answers what was asked."""

from dataclasses import dataclass

from assistant.domain.answer import Outcome
from assistant.retrieval.results import SearchResult


@dataclass(frozen=True)
class Verdict:
    """How a question is to end."""

    outcome: Outcome


def judge(question: str, result: SearchResult) -> Verdict:
    """Judge the hits of ``question``."""
    if not result.hits or result.hits[0].coverage < 0.4:
        return Verdict(Outcome.NOT_FOUND)
    return Verdict(Outcome.ANSWERED)
