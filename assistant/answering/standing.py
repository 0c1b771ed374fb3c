"""How a quoted provision stands on the day asked: its status, its wording, what made and ends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import RelationKind
from assistant.domain.orders import covers
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Phase, Timeline
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision


@dataclass(frozen=True)
class Standing:
    """``phase`` is the stretch of the provision's life that the day lies in. ``changes`` came
    between the words that are known and the day: these words may no longer be those of the day.
    ``unworded``: the words of the day are not known at all; those known are of a later day, or it
    is not known what changed them. ``made``: what brought the words of the day, ``coming``: the
    phase that is known to follow, with other words or another status.
    """

    status: Status
    phase: Phase
    changes: tuple[Basis, ...] = ()
    unworded: bool = False
    made: tuple[Basis, ...] = ()
    coming: Phase | None = None

    @property
    def words_from(self) -> date | None:
        """Since when these words hold: a phase may begin with less, a part that goes or comes."""
        return max((basis.day for basis in self.made if basis.day), default=self.phase.starts)

    @property
    def ends(self) -> tuple[Basis, ...]:
        """What ended the provision, where it has ended."""
        return self.phase.because if self.status is Status.EXPIRED else ()

    def out_at(self, path: ProvisionPath) -> Basis | None:
        """What says that the unit at ``path``, or one around it, is out of force by itself."""
        return next((b for b in self.phase.parts if b.part is not None and covers(b.part, path)), None)

    def status_at(self, path: ProvisionPath) -> Status:
        """The status of the words at ``path``. A unit that was changed later no longer stands in
        these words; one that was repealed does not stand at all.
        """
        out = self.out_at(path)
        if out is not None:
            return _OF_PARTS.get(out.act, Status.SUSPENDED)
        if self.repeals_at(path):
            return Status.EXPIRED
        changed = self.status is Status.IN_FORCE and self.changes_at(path)
        return Status.PARTLY_EXPIRED if changed else self.status

    def changes_at(self, path: ProvisionPath) -> tuple[Basis, ...]:
        """The changes that bear on the words at ``path``: there, around it or inside it. One
        that names no part bears on all.
        """
        return tuple(c for c in self.changes if c.part is None or _touch(c.part, path))

    def repeals_at(self, path: ProvisionPath) -> tuple[Basis, ...]:
        """The changes that took the unit at ``path`` away, alone or with a unit around it."""
        return tuple(
            change
            for change in self.changes_at(path)
            if change.act == RelationKind.REPEALS.value
            and change.part is not None
            and len(change.part.segments) <= len(path.segments)
        )


_OF_PARTS = {Status.NOT_YET.value: Status.NOT_YET, Status.EXPIRED.value: Status.EXPIRED}


def standing_of(stored: StoredProvision, day: date) -> Standing:
    """How ``stored`` stands on ``day``, from its life."""
    life = stored.timeline
    phase = life.on(day)
    coming = _coming(life, phase)
    if phase.wording == stored.id:
        return Standing(phase.status, phase, made=_made(phase), coming=coming)
    if phase.status not in _WORDED:
        return Standing(phase.status, phase, coming=coming)
    changes = tuple(_since(stored, phase))
    unworded = phase.status is Status.IN_FORCE and not changes
    return Standing(phase.status, phase, changes=changes, unworded=unworded, coming=coming)


_WORDED = (Status.IN_FORCE, Status.SUSPENDED, Status.UNKNOWN)


def _coming(life: Timeline, phase: Phase) -> Phase | None:
    """The next phase, where it is known to bring something else; words lost from sight are none."""
    after = life.after(phase)
    if after is None or (after.status is phase.status and not life.changes(after)):
        return None
    return after


def _since(stored: StoredProvision, phase: Phase) -> Iterable[Basis]:
    """What changed the words of ``stored`` up to ``phase``; nothing where they are later words."""
    phases = stored.timeline.phases
    own = [at for at, p in enumerate(phases) if p.wording == stored.id]
    here = phases.index(phase)
    if not own or own[0] > here:
        return ()
    between = phases[max(at for at in own if at < here) + 1 : here + 1]
    found = (basis for p in between for basis in p.because)
    return dict.fromkeys(basis for basis in found if basis.source is not None)


def _made(phase: Phase) -> tuple[Basis, ...]:
    """What brought the words of a phase: the orders, not the document's own force clause."""
    return tuple(basis for basis in phase.because if basis.source is not None)


def _touch(one: ProvisionPath, other: ProvisionPath) -> bool:
    """Whether one of two addresses contains the other."""
    short, long = sorted((one, other), key=lambda path: len(path.segments))
    return short.scope == long.scope and long.segments[: len(short.segments)] == short.segments
