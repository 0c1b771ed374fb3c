"""The life of a provision: on each day its status and its wording, and what says so.

Facts come from several sources (notes of the codification, snapshots, clauses of documents,
amending orders, a clerk's table) in any order. ``timeline`` puts them together as a function
of the set of facts alone, so that the order of reading cannot matter, and gives phases that
part all time between them: two versions are never in force on one day. What the facts do not
tell stays unknown, which is a status of its own and never "in force".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from assistant.domain.interval import Interval, cut
from assistant.domain.path import ProvisionPath
from assistant.domain.validity import Status


class Origin(StrEnum):
    """Where a fact on validity comes from; the clerk's table overrides the others."""

    NOTE = "ghi chú của Bộ pháp điển"
    SNAPSHOT = "so sánh hai bản pháp điển"
    CLAUSE = "điều khoản thi hành"
    ORDER = "văn bản sửa đổi"
    CLERK = "bảng hiệu lực do cán bộ nhập"


class EventKind(StrEnum):
    """What happens to a provision on a day."""

    STARTS = "starts"
    CHANGES = "changes"
    ENDS = "ends"
    SUSPENDS = "suspends"
    PART = "part"


@dataclass(frozen=True)
class Basis:
    """Who says so: a provision (or document) ``source``, or ``words`` where none is named.

    ``act`` is how it bears ("thay thế", "sửa đổi, bổ sung"); ``part`` the unit it is about
    where that is less than the provision; ``day`` the day on which it took effect, ``None``
    where that is not known.
    """

    origin: Origin
    act: str = ""
    source: ProvisionPath | None = None
    part: ProvisionPath | None = None
    words: str = ""
    day: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What sorts bases the same way whatever order they were read in."""
        told = (self.day, self.source, self.part)
        return (self.origin, self.act, *(str(one or "") for one in told), self.words)


@dataclass(frozen=True)
class Event:
    """Something happens on ``day``; ``None``: it happened and the day is not known, but not
    before ``not_before``. ``until``: the first day on which a suspended provision applies again.

    ``PART``: a unit inside the provision (``basis.part``) is out of force from ``day`` (``None``:
    from the beginning) until ``until``, its words staying where they are.
    """

    kind: EventKind
    day: date | None
    basis: Basis
    until: date | None = None
    not_before: date | None = None


@dataclass(frozen=True)
class Wording:
    """Words that a source gives. ``key`` is the library's row, ``words`` their comparable form.

    ``holds_from``: the last change that the source knows them to contain; ``None``: they are
    those that the provision began with. ``seen_on``: a day on which an official snapshot gave
    them; ``None`` for a file as issued and for computed words. ``computed``: by the library.
    """

    key: int
    words: str
    holds_from: date | None = None
    seen_on: date | None = None
    computed: bool = False


@dataclass(frozen=True)
class Override:
    """A stretch of force that a clerk laid down. ``inherited``: for the document; what befalls
    the provision itself still holds.
    """

    interval: Interval
    basis: Basis
    inherited: bool = False


@dataclass(frozen=True)
class Facts:
    """All that is known of one provision. ``last_seen``: a newer snapshot no longer has it
    (``gone`` says which), and this is the last day that an older one vouches for.
    """

    events: tuple[Event, ...] = ()
    wordings: tuple[Wording, ...] = ()
    last_seen: date | None = None
    gone: Basis | None = None
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class Phase:
    """A stretch of days with one status and one wording. ``wording`` is ``None`` where the
    words of these days are not known. ``because``: what brought the phase about. ``parts``: what
    says that units inside it (``Basis.part``) are out of force in these days.
    """

    interval: Interval
    status: Status
    wording: int | None = None
    because: tuple[Basis, ...] = ()
    parts: tuple[Basis, ...] = ()

    @property
    def starts(self) -> date | None:
        """The first day; ``None``: as far back as anything is known."""
        return self.interval.start

    @property
    def ends(self) -> date | None:
        """The first day after it; ``None``: no end is known."""
        return self.interval.end

    @property
    def implied(self) -> bool:
        """Whether it is the time before the first day of a later phase, which implies it."""
        return self.starts is None and self.status is Status.NOT_YET


_WORDED = (Status.IN_FORCE, Status.SUSPENDED, Status.UNKNOWN)


@dataclass(frozen=True)
class Timeline:
    """Phases in order, without gaps, from the beginning of time to its end."""

    phases: tuple[Phase, ...] = (Phase(Interval(), Status.UNKNOWN),)

    def on(self, day: date) -> Phase:
        """The phase that ``day`` lies in."""
        return next(phase for phase in self.phases if day in phase.interval)

    def before(self, phase: Phase) -> Phase | None:
        """The phase before one of this timeline."""
        at = self.phases.index(phase)
        return self.phases[at - 1] if at else None

    def after(self, phase: Phase) -> Phase | None:
        """The phase after one of this timeline."""
        at = self.phases.index(phase) + 1
        return self.phases[at] if at < len(self.phases) else None

    @cached_property
    def in_force_from(self) -> date | None:
        """The first day in force, where it is known."""
        return next((p.starts for p in self.phases if p.status is Status.IN_FORCE), None)

    @cached_property
    def ends_on(self) -> date | None:
        """The first day from which it is out of force for good, where one is known."""
        last = self.phases[-1]
        return last.starts if last.status is Status.EXPIRED else None

    def wording_near(self, day: date) -> int | None:
        """The words to show on ``day``: those of the day, else the last ones before, else the
        first ones after. Whether they are those of the day is for ``on`` to say.
        """
        at = self.phases.index(self.on(day))
        nearest = (*reversed(self.phases[: at + 1]), *self.phases[at + 1 :])
        return next((p.wording for p in nearest if p.wording is not None), None)

    def told(self, phase: Phase) -> tuple[Basis, ...]:
        """What brought a phase about that did not bring about the one before it."""
        before = self.before(phase)
        return tuple(basis for basis in phase.because if before is None or basis not in before.because)

    def changes(self, phase: Phase) -> bool:
        """Whether the words from a phase on are told, or seen, to be others than before it. Where
        they are lost from sight, or found again after a change that was told, nothing changes.
        """
        if self.told(phase):
            return True
        for earlier in reversed(self.phases[: self.phases.index(phase)]):
            if earlier.wording is not None:
                return phase.wording is not None and phase.wording != earlier.wording
            if self.told(earlier):
                return False
        return False

    @property
    def versions(self) -> tuple[Phase, ...]:
        """The phases in which some wording was in force, known or not."""
        return tuple(phase for phase in self.phases if phase.status is Status.IN_FORCE)

    @property
    def kept(self) -> tuple[Phase, ...]:
        """The phases to store: the first is left out where ``of_phases`` puts it back as it is."""
        later = self.phases[1:]
        return later if later and of_phases(later) == self else self.phases


UNKNOWN_LIFE = Timeline()
"""That of what nothing is known of."""


def timeline(facts: Facts) -> Timeline:
    """Put ``facts`` together. Never raises; the same facts in any order give the same phases."""
    life = _Life(facts)
    return Timeline(tuple(_merged(life.phase(stretch) for stretch in cut(life.days()))))


class _Life:
    """One provision's facts, sorted for asking about a stretch in which nothing happens."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        events = sorted(facts.events, key=lambda e: (e.day or date.min, e.kind, e.basis.key))
        self._of = {kind: [e for e in events if e.kind is kind] for kind in EventKind}
        starts = [e.day for e in self._of[EventKind.STARTS] if e.day]
        self._start = min(starts, default=None)
        self._changes = sorted({e.day for e in self._of[EventKind.CHANGES] if e.day})
        self._end = min((e.day for e in self._of[EventKind.ENDS] if e.day), default=None)

    # --- where something may happen

    def days(self) -> Iterator[date]:
        """Every day on which status or words may change."""
        for event in self._facts.events:
            yield from (day for day in (event.day, event.until, event.not_before) if day)
        for wording in self._facts.wordings:
            yield from (day for day in (wording.holds_from, wording.seen_on) if day)
            if wording.seen_on and (after := _next(wording.seen_on)):
                yield after
        for override in self._facts.overrides:
            yield from (day for day in (override.interval.start, override.interval.end) if day)
        if self._facts.last_seen and (after := _next(self._facts.last_seen)):
            yield after

    def phase(self, stretch: Interval) -> Phase:
        """Status, wording and basis in a stretch within which nothing happens."""
        day = stretch.start or date.min
        status, because = self._laid_down(day) or self._status(day)
        wording, told = self._wording(day) if status in _WORDED else (None, ())
        return Phase(stretch, status, wording, _sorted((*because, *told)), self._parts(day))

    def _parts(self, day: date) -> tuple[Basis, ...]:
        """What says that units inside the provision are out of force."""
        return _sorted(
            e.basis
            for e in self._of[EventKind.PART]
            if (e.day is None or e.day <= day) and (e.until is None or day < e.until)
        )

    # --- status

    def _laid_down(self, day: date) -> tuple[Status, tuple[Basis, ...]] | None:
        """What the clerk's table says; of a document's row only where nothing ended, suspended or
        cast doubt on the provision itself, or brings it only later.
        """
        found = self._overridden(day)
        if found is None or found[0] is not Status.IN_FORCE:
            return found
        if not all(override.inherited for override in self._facts.overrides):
            return found
        own = self._status(day)
        return found if own[0] is Status.IN_FORCE else own

    def _overridden(self, day: date) -> tuple[Status, tuple[Basis, ...]] | None:
        overrides = self._facts.overrides
        if not overrides:
            return None
        on = [o for o in overrides if day in o.interval]
        if on:
            begun = any(o.interval.start for o in on)
            return Status.IN_FORCE if begun else Status.UNKNOWN, tuple(o.basis for o in on)
        ended = tuple(o.basis for o in overrides if o.interval.end and o.interval.end <= day)
        return (Status.EXPIRED, ended) if ended else (Status.NOT_YET, tuple(o.basis for o in overrides))

    def _status(self, day: date) -> tuple[Status, tuple[Basis, ...]]:
        ended = [e.basis for e in self._of[EventKind.ENDS] if e.day and e.day <= day]
        if ended:
            return Status.EXPIRED, tuple(ended)
        starts = [e.basis for e in self._of[EventKind.STARTS] if e.day == self._start]
        if self._start is None:
            return Status.UNKNOWN, ()
        if day < self._start:
            return Status.NOT_YET, tuple(starts)
        suspended = [e.basis for e in self._of[EventKind.SUSPENDS] if _lasts(e, day)]
        if suspended:
            return Status.SUSPENDED, tuple(suspended)
        doubts = [e.basis for e in self._of[EventKind.ENDS] if _may_have(e, day)]
        doubts += [e.basis for e in self._of[EventKind.SUSPENDS] if _may_last(e, day)]
        if doubts or self._unseen(day):
            return Status.UNKNOWN, (*doubts, *filter(None, [self._unseen(day)]))
        return Status.IN_FORCE, tuple(starts) if day == self._start else ()

    def _unseen(self, day: date) -> Basis | None:
        """Why a gone provision is not known to be in force; a known end explains its absence."""
        last = self._facts.last_seen
        gone = self._facts.gone is not None and (last is None or day > last)
        return self._facts.gone if gone and self._end is None else None

    # --- words

    def _wording(self, day: date) -> tuple[int | None, tuple[Basis, ...]]:
        """The words on ``day`` and, where a change began on it, what changed them."""
        last = max((c for c in self._changes if c <= day), default=None)
        told = tuple(e.basis for e in self._of[EventKind.CHANGES] if e.day == last and last is not None)
        doubts = tuple(e.basis for e in self._of[EventKind.CHANGES] if _may_have(e, day))
        since = [w for w in self._facts.wordings if self._holds(w, day, last)]
        if doubts:
            since = [w for w in since if w.seen_on and day <= w.seen_on]
        told = told if last is not None and (self._start is None or last > self._start) else ()
        return _governing(since, day), (*told, *doubts)

    def _holds(self, wording: Wording, day: date, last: date | None) -> bool:
        """Whether no change that is known lies between the words and ``day``; one may come before
        the first day in force, or on it.
        """
        begins = wording.holds_from or date.min
        return begins <= day and (last is None or last <= begins)


def _governing(wordings: Sequence[Wording], day: date) -> int | None:
    """Of words that no known change parts, those of ``day``: official ones before computed
    ones; between two snapshots with different words the day of change is not known.
    """
    official = sorted((w for w in wordings if w.seen_on), key=lambda w: (w.seen_on or date.min, w.key))
    if not official:
        return _latest(wordings)
    before = [w for w in official if w.seen_on and w.seen_on <= day]
    after = [w for w in official if w.seen_on and w.seen_on > day]
    if before and after and before[-1].words != after[0].words:
        return before[-1].key if before[-1].seen_on == day else None
    return before[-1].key if before and not after else after[0].key


def _latest(wordings: Sequence[Wording]) -> int | None:
    """Computed words are newer than those as issued."""
    ranked = sorted(wordings, key=lambda w: (w.holds_from or date.min, w.computed, w.key))
    return ranked[-1].key if ranked else None


def of_phases(phases: Sequence[Phase]) -> Timeline:
    """The timeline of stored phases, whose first stretch may be left out (``Timeline.kept``)."""
    ranked = sorted(phases, key=lambda phase: phase.starts or date.min)
    if not ranked:
        return UNKNOWN_LIFE
    first = ranked[0]
    if first.starts is not None:
        ranked.insert(0, Phase(Interval(None, first.starts), Status.NOT_YET, None, first.because))
    return Timeline(tuple(ranked))


def _sorted(bases: Iterable[Basis]) -> tuple[Basis, ...]:
    return tuple(sorted(dict.fromkeys(bases), key=lambda basis: basis.key))


def _lasts(event: Event, day: date) -> bool:
    return event.day is not None and event.day <= day and (event.until is None or day < event.until)


def _may_last(event: Event, day: date) -> bool:
    """Whether a suspension that began on an unknown day, if it did, may last on ``day``."""
    return _may_have(event, day) and (event.until is None or day < event.until)


def _may_have(event: Event, day: date) -> bool:
    """Whether an event of unknown day may have happened by ``day``."""
    return event.day is None and (event.not_before is None or event.not_before <= day)


def _next(day: date) -> date | None:
    return day + timedelta(days=1) if day < date.max else None


def _merged(phases: Iterable[Phase]) -> list[Phase]:
    """Neighbours with the same status and words as one; the first one's basis stays."""
    merged: list[Phase] = []
    for phase in phases:
        if merged and _alike(merged[-1], phase):
            merged[-1] = replace(merged[-1], interval=merged[-1].interval.join(phase.interval))
        else:
            merged.append(phase)
    return merged


def _alike(one: Phase, other: Phase) -> bool:
    same = one.status is other.status and one.wording == other.wording and one.parts == other.parts
    return same and (other.status is not Status.IN_FORCE or set(other.because) <= set(one.because))
