"""What lies before each person: the answers that are theirs, in their order, and how far they are."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from evals.judging.people.agreement import disputes
from evals.judging.people.assigning import assigned, drawn, names, ordered
from evals.judging.people.book import Book
from evals.judging.people.labels import Item
from evals.judging.people.tasks import Task
from evals.running.rows import digest


@dataclass(frozen=True)
class Plan:
    """Who labels. ``people``: share the cases, ``each`` of them a case. ``settling``: decide what those
    do not agree on, without being told who said what. ``sample``: that many cases by lot.
    """

    people: Sequence[str]
    settling: Sequence[str] = ()
    each: int = 2
    sample: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise ``BadRequest`` where a name is empty or twice. Nobody at all: only to look into."""
        known = names([*self.people, *self.settling]) if self.people or self.settling else []
        object.__setattr__(self, "people", tuple(known[: len(self.people)]))
        object.__setattr__(self, "settling", tuple(known[len(self.people) :]))


@dataclass(frozen=True)
class Lying:
    """An answer before somebody: what of it is theirs to label, and its number among the answers to the
    same question.
    """

    task: Task
    items: tuple[Item, ...]
    number: int
    of: int


@dataclass(frozen=True)
class Desk:
    """The plan laid out on the answers of a book."""

    book: Book
    plan: Plan
    _key: str = field(default_factory=lambda: secrets.token_hex(16))

    @cached_property
    def lying(self) -> dict[str, list[Lying]]:
        """By person. What is to be settled is decided when it is first looked at, and stays."""
        by_case: dict[str, list[Task]] = {}
        for task in self.book.tasks.values():
            by_case.setdefault(task.case.id, []).append(task)
        plan = self.plan
        some = drawn(list(by_case), plan.sample, plan.seed)
        shares = assigned(some, plan.people, plan.seed, plan.each) if plan.people else {}
        found = {who: self._laid(who, held, by_case, None) for who, held in shares.items()}
        for who in plan.settling:
            order = sorted(by_case, key=lambda one: digest([plan.seed, who, one]))
            found[who] = self._laid(who, order, by_case, self._disputed(who))
        return found

    def _disputed(self, who: str) -> dict[tuple[str, str], set[Item]]:
        """What others do not agree on."""
        found: dict[tuple[str, str], set[Item]] = {}
        for one in disputes(self.book, without=(who,)):
            found.setdefault(one.task.key, set()).add(one.item)
        return found

    def _laid(
        self,
        who: str,
        cases: Sequence[str],
        by_case: dict[str, list[Task]],
        only: dict[tuple[str, str], set[Item]] | None,
    ) -> list[Lying]:
        found: list[Lying] = []
        for case in cases:
            tasks = [task for task in by_case[case] if only is None or task.key in only]
            for number, task in enumerate(ordered(tasks, who, self.plan.seed), 1):
                items = tuple(one for one in task.items if only is None or one in only[task.key])
                found.append(Lying(task, items, number, len(tasks)))
        return found

    def name_of(self, task: Task) -> str:
        """What the browser calls an answer: nothing that can be worked out from a run's files."""
        return digest([self._key, *task.key])

    def find(self, who: str, name: str) -> Lying | None:
        """What lies before ``who`` under a name."""
        return self._named.get((who, name))

    @cached_property
    def _named(self) -> dict[tuple[str, str], Lying]:
        return {(who, self.name_of(one.task)): one for who, some in self.lying.items() for one in some}

    def done(self, who: str, lying: Lying) -> int:
        """How many of its items ``who`` has labelled."""
        held = self.book.by(lying.task, who)
        return sum(item in held for item in lying.items)
