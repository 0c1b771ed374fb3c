"""The steps of an answer and their times."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from assistant.domain.answer import Step


@dataclass
class Steps:
    """Collects steps in their order."""

    taken: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator["Noted"]:
        """Time what is done inside; it may leave a note."""
        noted, start = Noted(), perf_counter()
        try:
            yield noted
        finally:
            spent = round((perf_counter() - start) * 1000, 3)
            self.taken.append(Step(name=name, ms=spent, note=noted.note))

    def add(self, name: str, ms: float) -> None:
        """Add a step that was timed elsewhere."""
        self.taken.append(Step(name=name, ms=ms))

    @property
    def timings_ms(self) -> dict[str, float]:
        """Milliseconds by step."""
        return {step.name: step.ms for step in self.taken}


@dataclass
class Noted:
    """What a step has to say: a word for programs, empty where it did nothing out of the way."""

    note: str = ""
