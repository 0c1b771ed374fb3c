"""What is to be written, and what was held back of it."""

from dataclasses import dataclass
from datetime import date

from assistant.answering.verification.faults import Fault
from assistant.answering.writing.drafts import Draft
from assistant.domain.answer import Audience


@dataclass(frozen=True)
class Wanted:
    """What is to be written: for whom, in which language, by when (``monotonic`` seconds)."""

    question: str
    audience: Audience
    language: str
    day: date
    deadline: float


@dataclass(frozen=True)
class Held:
    """A statement held back, and why."""

    draft: Draft
    faults: tuple[Fault, ...]
