"""The life of provisions as people look at it: timelines, comparisons, what happened, what still holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.phrases import phrases
from assistant.comparing import Stretch, compare_words
from assistant.domain.document import Access, Head
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Phase, Timeline
from assistant.domain.validity import Status
from assistant.library import Library
from assistant.library.answers import CitedVersion, GivenAnswer
from assistant.library.records import StoredProvision


@dataclass(frozen=True)
class Life:
    """A provision (or, with no ``label``, a document) with its phases and all its wordings.

    ``path`` is the article's where a clause was asked for. ``wordings`` by their id, as the
    phases name them.
    """

    path: ProvisionPath
    label: str
    heading: str
    document: Head
    timeline: Timeline
    wordings: dict[int, StoredProvision]

    def worded(self, phase: Phase) -> StoredProvision | None:
        """The words of a phase, where they are known."""
        return self.wordings.get(phase.wording) if phase.wording is not None else None


@dataclass(frozen=True)
class Side:
    """One day of a comparison: the phase it lies in, and the words where they are known."""

    day: date
    phase: Phase
    stored: StoredProvision | None

    @property
    def text(self) -> str:
        """The words of the day; empty where it has none, or none that are known."""
        return self.stored.provision.text if self.stored is not None else ""


@dataclass(frozen=True)
class Comparison:
    """A provision on two days. ``heading`` and ``words`` lead from the first to the second;
    both are empty where the words of a day are not known.
    """

    life: Life
    before: Side
    after: Side
    heading: tuple[Stretch, ...]
    words: tuple[Stretch, ...]

    @property
    def comparable(self) -> bool:
        """Whether the words of both days are known."""
        return self.before.stored is not None and self.after.stored is not None


@dataclass(frozen=True)
class StillCited:
    """A citation of an answer given earlier, today. ``held_then``: the version cited is still
    what the library has for the day of the answer; ``holds``: it is in force today, or stands
    today as it stood on the day of the answer (a report, a text of which no day is known).
    ``ended_on``, ``because``: since when it does not hold and what ended it.
    """

    cited: CitedVersion
    holds: bool
    held_then: bool
    status: Status | None
    ended_on: date | None = None
    because: tuple[Basis, ...] = ()


@dataclass(frozen=True)
class StillValid:
    """An answer given earlier and what became of its citations."""

    answer: GivenAnswer
    today: date
    citations: tuple[StillCited, ...]

    @property
    def valid(self) -> bool:
        """Whether everything that it cites is in force today, in the words cited."""
        return all(one.holds for one in self.citations)


class Lives:
    """Looks lives up in one edition of a library, for one kind of asker."""

    def __init__(self, library: Library, edition: int, access: Access) -> None:
        self._library = library
        self._edition = edition
        self._access = access

    def life(self, path: ProvisionPath) -> Life | None:
        """The life of what stands at ``path``; of a clause, of its article; of a document too."""
        if not path.segments and path.scope is None:
            return self._of_document(path)
        found = self._library.provision(path, edition=self._edition, access=self._access)
        if found is None:
            return None
        own = found.provision
        wordings = self._library.wordings(own.path, edition=self._edition, access=self._access)
        by_id = {one.id: one for one in wordings}
        return Life(own.path, own.label, own.heading, found.document, found.timeline, by_id)

    def _of_document(self, path: ProvisionPath) -> Life | None:
        record = self._library.document(path.document, edition=self._edition, access=self._access)
        if record is None:
            return None
        return Life(path, "", record.head.title, record.head, record.timeline, {})

    def compare(self, path: ProvisionPath, first: date, second: date) -> Comparison | None:
        """What stands at ``path`` on two days; a clause alone where a clause was asked for."""
        life = self.life(path)
        if life is None or not life.label:
            return None
        before, after = self._side(life, first), self._side(life, second)
        if before.stored is None or after.stored is None:
            return Comparison(life, before, after, (), ())
        heading = compare_words(before.stored.provision.heading, after.stored.provision.heading)
        words = compare_words(_part(before.stored, path), _part(after.stored, path))
        return Comparison(life, before, after, heading, words)

    def _side(self, life: Life, day: date) -> Side:
        phase = life.timeline.on(day)
        return Side(day, phase, life.worded(phase))

    def changed_within(
        self, paths: Iterable[str], first: date, last: date | None, language: str = "vi"
    ) -> Iterator[str]:
        """A sentence for each provision whose words or status changed after ``first``, up to
        ``last``.
        """
        articles = dict.fromkeys(ProvisionPath.parse(path).article_path for path in paths)
        for path in articles:
            life = self.life(path)
            phases = life.timeline.phases if life is not None else ()
            within = [p for p in phases if p.starts and first < p.starts <= (last or date.max)]
            days = [p.starts for p in within if p.starts and life is not None and _is_news(life.timeline, p)]
            if life is not None and days:
                say = phrases(language)
                yield say.changed_within(say.named(path, life.label), days)

    def still_valid(self, answer: GivenAnswer, today: date) -> StillValid:
        """What became of the citations of an answer given earlier."""
        return StillValid(answer, today, tuple(self._still(c, answer.as_of, today) for c in answer.citations))

    def _still(self, cited: CitedVersion, as_of: date, today: date) -> StillCited:
        life = self.life(ProvisionPath.parse(cited.path))
        if life is None:
            return StillCited(cited, holds=False, held_then=False, status=None)
        now, then = life.timeline.on(today), life.timeline.on(as_of)
        alike = now.status in (Status.IN_FORCE, then.status) and _is(life.worded(now), cited)
        if alike or now == then:
            return StillCited(cited, True, now == then or self._held(life, cited, as_of), now.status)
        end = _end_of(life, cited, today)
        return StillCited(
            cited,
            holds=False,
            held_then=self._held(life, cited, as_of),
            status=now.status,
            ended_on=end.starts if end else None,
            because=end.because if end else (),
        )

    def _held(self, life: Life, cited: CitedVersion, as_of: date) -> bool:
        return _is(life.worded(life.timeline.on(as_of)), cited)


def _is(stored: StoredProvision | None, cited: CitedVersion) -> bool:
    return stored is not None and stored.words == cited.words


def _is_news(life: Timeline, phase: Phase) -> bool:
    """Whether something is known to happen when a phase begins: that words are lost from sight is
    no news.
    """
    before = life.before(phase)
    return before is None or before.status is not phase.status or life.changes(phase)


def _end_of(life: Life, cited: CitedVersion, today: date) -> Phase | None:
    """The first phase up to ``today`` after the last in which the cited words were in force."""
    past: Sequence[Phase] = [p for p in life.timeline.phases if p.starts is None or p.starts <= today]
    cited_at = [at for at, p in enumerate(past) if p.status is Status.IN_FORCE and _is(life.worded(p), cited)]
    after = cited_at[-1] + 1 if cited_at else len(past)
    return past[after] if after < len(past) else None


def _part(stored: StoredProvision, path: ProvisionPath) -> str:
    """The words at ``path`` inside a provision: all of them where no unit is asked for."""
    provision = stored.provision
    if path == provision.path or len(path.segments) <= len(provision.path.segments):
        return provision.text
    unit = provision.unit(path)
    return provision.text[unit.start : unit.end] if unit is not None else ""
