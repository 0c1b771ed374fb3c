"""What is told of an answer while it is being made, for readers who watch it grow.

First ``Opened``, once it is known how the question ends; then citations and statements, a
citation before the first statement that stands on it. Only what was verified is told, and the
answer that is returned at the end is the whole truth: where it differs (statements that follow, an
outcome that was lowered) it replaces what was told.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from assistant.domain.answer import Citation, Outcome, Statement


@dataclass(frozen=True)
class Opened:
    """How the question was taken and how it ends, before anything of the answer is said."""

    outcome: Outcome
    as_of: date
    as_of_reason: str
    edition: int
    notices: tuple[str, ...] = ()
    understood: dict[str, object] = field(default_factory=dict)
    standalone: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class CitationTold:
    """A citation at its place in the answer's citations."""

    index: int
    citation: Citation


@dataclass(frozen=True)
class StatementTold:
    """A statement at its place among the answer's statements."""

    index: int
    statement: Statement


Told = Opened | CitationTold | StatementTold
Listen = Callable[[Told], None]
"""Told pieces as they come; what it raises (the reader went away) ends the work."""


class Teller:
    """Tells each citation once, before the first statement that stands on it."""

    def __init__(self, listen: Listen | None = None) -> None:
        self._listen = listen
        self._citations = 0
        self._statements = 0

    def open(self, opened: Opened) -> None:
        """Tell how the question ends."""
        if self._listen is not None:
            self._listen(opened)

    def say(self, statement: Statement, citations: tuple[Citation, ...]) -> None:
        """Tell a statement; ``citations`` are all of the answer so far."""
        if self._listen is None:
            return
        for index in range(self._citations, len(citations)):
            self._listen(CitationTold(index, citations[index]))
        self._citations = max(self._citations, len(citations))
        self._listen(StatementTold(self._statements, statement))
        self._statements += 1

    @property
    def told(self) -> int:
        """How many statements were told."""
        return self._statements
