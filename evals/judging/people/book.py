"""The labels of runs as one book: what counts, what is taken back, kept in each run's own file.

Two runs that gave one answer word for word share its labels: it is read once, and each run's file has
the row. Where the program died between two files, the row that lacks is added when the book is opened.
"""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from assistant.errors import BadRequest
from evals.judging.people.labels import LABELS_FILE, Item, Label
from evals.judging.people.tasks import Place, Task
from evals.running.files import Appended, read_rows

Said = Mapping[tuple[str, Item], "Event"]
"""By person and item what counts of an answer; what was taken back is not there."""


@dataclass(frozen=True)
class Event:
    """Somebody labelled, or took a label back; the same in the file of every run that holds the answer."""

    task: tuple[str, str]
    item: Item
    who: str
    label: str | None
    words: str
    moment: datetime
    undo: bool = False

    @classmethod
    def of(cls, row: Label) -> "Event":
        """What a row says."""
        task = (row.digest, row.answer)
        return cls(task, row.item, row.who, row.label, row.words, row.moment, row.undo)

    def row(self, task: Task, place: Place) -> Label:
        """The row of it for one run."""
        return Label(
            run=place.run,
            case=task.case.id,
            digest=task.digest,
            repeat=place.repeat,
            answer=task.answer,
            matter=self.item.matter,
            at=self.item.at,
            citation=self.item.citation,
            about=self.item.about,
            who=self.who,
            label=self.label,
            words=self.words,
            undo=self.undo,
            moment=self.moment,
        )


class Book:
    """All that was said of some answers. Safe for several threads."""

    def __init__(self, tasks: Sequence[Task], rows: Iterable[Label]) -> None:
        """From rows of any runs; rows of other answers, or of what is not to be labelled, are passed
        over.
        """
        self.tasks = {task.key: task for task in tasks}
        self._lock = threading.RLock()
        self._at: dict[Event, set[Place]] = {}
        self._files: dict[Path, Appended[Label]] = {}
        self._folders = sorted({place.folder for task in tasks for place in task.places})
        runs = {(place.run, place.repeat): place for task in tasks for place in task.places}
        for row in rows:
            place = runs.get((row.run, row.repeat))
            if place is not None and self._fits(row):
                self._at.setdefault(Event.of(row), set()).add(place)
        self._events = sorted(self._at, key=lambda one: one.moment)

    @classmethod
    def read(cls, tasks: Sequence[Task]) -> Self:
        """The book of the tasks' folders, to look into only."""
        folders = dict.fromkeys(place.folder for task in tasks for place in task.places)
        return cls(tasks, [row for one in folders for row in read_rows(one / LABELS_FILE, Label)])

    @classmethod
    @contextmanager
    def opened(cls, tasks: Sequence[Task]) -> Iterator[Self]:
        """The book to write in. Raise ``BadRequest`` where another process writes in one of the runs."""
        folders = sorted({place.folder for task in tasks for place in task.places})
        with ExitStack() as stack:
            for folder in folders:
                stack.enter_context(_locked(folder))
            files = {one: stack.enter_context(Appended[Label](one / LABELS_FILE)) for one in folders}
            book = cls.read(tasks)
            book._files = files
            book._mend()
            yield book

    def _fits(self, row: Label) -> bool:
        task = self.tasks.get((row.digest, row.answer))
        return task is not None and row.item in task.items and row.known

    def said(self, task: Task) -> Said:
        """What counts of an answer."""
        with self._lock:
            return {key: one for key, one in self._newest[task.key].items() if one.label is not None}

    def by(self, task: Task, who: str) -> dict[Item, Event]:
        """What a person says of an answer, as it stands."""
        return {item: one for (name, item), one in self.said(task).items() if name == who}

    def last(self, task: Task, item: Item, who: str) -> Event | None:
        """What ``who`` did last with an item, taking back too."""
        with self._lock:
            return self._newest[task.key].get((who, item))

    @property
    def people(self) -> list[str]:
        """All who labelled."""
        return sorted({one.who for one in self._events})

    @property
    def _newest(self) -> dict[tuple[str, str], dict[tuple[str, Item], Event]]:
        if self._cached is None:
            found: dict[tuple[str, str], dict[tuple[str, Item], Event]] = defaultdict(dict)
            for one in self._events:
                found[one.task][one.who, one.item] = one
            self._cached = found
        return self._cached

    _cached: dict[tuple[str, str], dict[tuple[str, Item], Event]] | None = None

    def put(
        self,
        task: Task,
        item: Item,
        who: str,
        label: str | None,
        words: str = "",
        moment: datetime | None = None,
    ) -> None:
        """Keep a label; the same again changes nothing."""
        with self._lock:
            now = self.last(task, item, who)
            before = (now.label, now.words) if now else (None, "")
            if (label, words) != before:
                self._keep(Event(task.key, item, who, label, words, moment or datetime.now(UTC)))

    def undo(self, who: str, among: Collection[tuple[str, str]] | None = None) -> tuple[Task, Item] | None:
        """Take back what ``who`` said last (of some answers, by their keys) and did not take back yet;
        ``None`` where nothing is left.
        """
        with self._lock:
            stack = [one for one in self._stack(who) if among is None or one[0].task in among]
            if not stack:
                return None
            last, before = stack[-1]
            label, words = (before.label, before.words) if before else (None, "")
            self._keep(Event(last.task, last.item, who, label, words, datetime.now(UTC), undo=True))
            return self.tasks[last.task], last.item

    def _stack(self, who: str) -> list[tuple[Event, Event | None]]:
        """What can be taken back, the last at the end, each with what counted before it."""
        stack: list[tuple[Event, Event | None]] = []
        counts: dict[tuple[tuple[str, str], Item], Event] = {}
        for one in self._events:
            if one.who == who:
                place = (one.task, one.item)
                if not one.undo:
                    stack.append((one, counts.get(place)))
                elif stack:
                    stack.pop()
                counts[place] = one
        return stack

    def _keep(self, event: Event) -> None:
        task = self.tasks[event.task]
        for place in task.places:
            self._files[place.folder].add(event.row(task, place))
        self._at[event] = set(task.places)
        self._events.append(event)
        self._events.sort(key=lambda one: one.moment)  # what a sheet tells may be older
        self._newest[event.task].clear()
        for one in self._events:
            if one.task == event.task:
                self._newest[one.task][one.who, one.item] = one

    def _mend(self) -> None:
        """Give every run the rows that only others have."""
        for event in self._events:
            task = self.tasks[event.task]
            for place in task.places:
                if place not in self._at[event]:
                    self._files[place.folder].add(event.row(task, place))
                    self._at[event].add(place)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        with FileLock(folder / ".labels.lock", timeout=0):
            yield
    except Timeout as error:
        raise BadRequest(
            f"Một lệnh khác đang ghi nhãn vào {folder}.", "Dùng trang đã mở, hoặc dừng lệnh ấy trước."
        ) from error
