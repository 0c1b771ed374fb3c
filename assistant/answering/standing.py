"""How a quoted provision stands on the day asked: its status, its wording, what made and ends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Basis, Phase
from assistant.domain.validity import Status
from assistant.library.records import StoredProvision


@dataclass(frozen=True)
class Standing:
    """``phase`` is the stretch of the provision's life that the day lies in. ``changes`` came
    between the words that are known and the day: these words may no longer be those of the day.
    ``unworded``: the words of the day are not known at all; those known are of a later day, or it
    is not known what changed them. ``made``: what brought the words of the day, ``coming``: the
    phase that is known to follow.
    """

    status: Status
    phase: Phase
    changes: tuple[Basis, ...] = ()
    unworded: bool = False
    made: tuple[Basis, ...] = ()
    coming: Phase | None = None

    @property
    def ends(self) -> tuple[Basis, ...]:
        """What ended the provision, where it has ended."""
        return self.phase.because if self.status is Status.EXPIRED else ()

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


def standing_of(stored: StoredProvision, day: date) -> Standing:
    """How ``stored`` stands on ``day``, from its life."""
    life = stored.timeline
    phase = life.on(day)
    standing = Standing(phase.status, phase, coming=life.after(phase))
    if phase.wording == stored.id:
        return Standing(phase.status, phase, made=_made(phase), coming=standing.coming)
    if phase.status is not Status.IN_FORCE:
        return standing
    changes = tuple(_since(stored, phase))
    return Standing(phase.status, phase, changes=changes, unworded=not changes, coming=standing.coming)


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
