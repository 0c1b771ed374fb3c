"""What the rows of the library say of one document's life, and of each of its provisions'."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from assistant.domain.amendment import Act
from assistant.domain.document import Access, RelationKind
from assistant.domain.interval import Interval
from assistant.domain.orders import Force, covers
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import (
    Basis,
    Event,
    EventKind,
    Facts,
    Origin,
    Override,
    Phase,
    Timeline,
    Wording,
    timeline,
)
from assistant.domain.validity import Status
from assistant.library.records import COMPUTED
from assistant.library.rows import Row, path_of, tail_of

BOTH = "all"
"""The audience of phases that are the same for every asker."""

_BASES = 20
"""Parts named of those that changed first: a law may change a hundred at once."""

NOT_YET = "chưa có hiệu lực"
"""The act of a basis by which a unit inside a provision begins later."""

_STARTS, _ENDS = "có hiệu lực", "hết hiệu lực"


_RELATIONS = {Act.REPEAL: RelationKind.REPEALS, Act.CORRECT: RelationKind.CORRECTS}
_INSTRUCTED = (RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.CORRECTS)


@dataclass(frozen=True)
class Said:
    """A relation as a fact on its target. ``noted``: a note of the codification reports it of
    an article, and then it is about some of its content; else the changing document itself
    says so. ``forces``: where it does not simply stand, by kind of asker. ``codified``: the
    document that states it was read from the codification.
    """

    kind: RelationKind
    source: ProvisionPath
    target: ProvisionPath
    day: date | None
    until: date | None
    issued_on: date | None
    access: Access
    noted: bool
    forces: Mapping[str, str]
    codified: bool = False

    @classmethod
    def related(cls, row: Any, forces: Mapping[str, str]) -> "Said":  # noqa: ANN401  a row
        """The fact in a row of ``relations`` joined with the document that states it."""
        noted = row["source_key"] != row["number_key"]
        return cls(
            kind=RelationKind(row["kind"]),
            source=path_of(row["source_path"]),
            target=path_of(row["target_path"]),
            day=row["effective_on"] or (None if noted else row["in_force_from"]),
            until=row["until"],
            issued_on=row["issued_on"],
            access=Access(row["access"]),
            noted=noted,
            forces=forces,
            codified=row["codified"],
        )

    @classmethod
    def instructed(cls, row: Any, forces: Mapping[str, str]) -> "Said":  # noqa: ANN401  a row
        """The fact in a row of ``instructions`` joined with the document that gives it."""
        return cls(
            kind=_RELATIONS.get(Act(row["act"]), RelationKind.AMENDS),
            source=path_of(row["source_path"]),
            target=path_of(row["target_path"]),
            day=row["effective_on"] or row["in_force_from"],
            until=None,
            issued_on=row["issued_on"],
            access=Access(row["access"]),
            noted=False,
            forces=forces,
        )

    def event(self, kind: EventKind, part: ProvisionPath | None, access: Access) -> Event | None:
        """What it makes happen, for an asker; ``None`` where it was taken back in time. A change
        that a note tells without its day is in the words of the snapshot, which are sure for
        the snapshot's own day (``Provision.words_unclear``).
        """
        force = self.forces.get(access.value, Force.STANDS.value)
        if force == Force.FALLS.value or (self.noted and self.day is None):
            return None
        origin = Origin.NOTE if self.noted else Origin.ORDER
        basis = Basis(origin, self.kind.value, self.source, part)
        if force == Force.UNDECIDED.value:
            return Event(kind, None, basis, self.until, not_before=self.day)
        basis = replace(basis, day=self.day)
        return Event(kind, self.day, basis, self.until, not_before=None if self.day else self.issued_on)


@dataclass
class DocumentFacts:
    """A document with its provisions and all that is said of them.

    ``head``: columns of ``documents`` with ``known_until`` of its source.
    """

    head: Row
    provisions: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    headings: dict[str, str | None] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    instructed: list[Said] = field(default_factory=list)
    overrides: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The document's number in its comparable form."""
        return str(self.head["number_key"])

    @property
    def internal_says_more(self) -> bool:
        """Whether an internal document bears on this public one, or on what bears on it."""
        return self.head["access"] == Access.PUBLIC.value and any(
            said.access is Access.INTERNAL
            or said.forces.get(Access.PUBLIC.value) != said.forces.get(Access.INTERNAL.value)
            for said in self.all_said
        )

    @property
    def all_said(self) -> list[Said]:
        """Relations and instructions. An order that was read as an instruction is told by that
        alone: it is the closer reading of the same words. What a clause orders of one article
        says nothing of another that the same clause names.
        """
        if not self.instructed:
            return self.said
        read: dict[ProvisionPath, list[ProvisionPath]] = defaultdict(list)
        for one in self.instructed:
            for place in _with_those_around(one.source):
                read[place].append(one.target)
        return [*(one for one in self.said if not _is_read(one, read)), *self.instructed]

    def add_provision(self, row: Row) -> None:
        """Take in a row of ``provisions``, in whatever variant."""
        if row["rankable"]:
            self.provisions[row["tail"]].append(row)
        self.headings.setdefault(row["tail"], row["parent"])

    def timelines(self, access: Access) -> Iterator[tuple[str, Timeline]]:
        """The document's life (under the empty tail), then those of its provisions."""
        lives = _Lives(self, access)
        if access is Access.INTERNAL and self.internal_says_more:
            lives.unlike(_Lives(self, Access.PUBLIC))
        yield from lives.all()


class _Lives:
    """The lives in one document as one kind of asker may know them."""

    def __init__(self, facts: DocumentFacts, access: Access) -> None:
        self._facts = facts
        self._access = access
        self._head = facts.head
        self._own: list[Event] = []
        self._of: dict[str, list[Event]] = defaultdict(list)
        self._partly: list[Basis] = []
        self._other_from: dict[str, date] = {}
        for said in facts.all_said:
            if self._is_seen(said) and not self._is_misread(said):
                self._place(said)

    def unlike(self, public: "_Lives") -> None:
        """Words were computed from what the public may know. From the day on which an internal
        document has its say they are not those that internal askers should be given.
        """
        for tail in self._of.keys() | public._of.keys():
            if other := set(self._of[tail]) ^ set(public._of[tail]):
                self._other_from[tail] = min(e.day or e.not_before or date.min for e in other)

    def _is_seen(self, said: Said) -> bool:
        inside = Access.INTERNAL.value in (self._access.value, self._head["access"])
        return inside or said.access is Access.PUBLIC

    def _is_misread(self, said: Said) -> bool:
        """A document is not changed before it is issued, nor by itself; it gives parts of itself days."""
        if said.kind is RelationKind.BEGINS:
            return said.source.document.key != self._facts.key or said.day is None
        if not said.noted and said.source.document.key == self._facts.key:
            return True
        issued = self._head["issued_on"]
        return said.day is not None and issued is not None and said.day <= issued

    # --- where a fact belongs

    def _place(self, said: Said) -> None:
        tail = tail_of(said.target)
        if said.kind is RelationKind.BEGINS:
            self._place_beginning(said)
            return
        if not tail:
            self._place_on_document(said)
            return
        inside = next((t for t in _around(said.target) if t in self._facts.provisions), None)
        if inside is not None:
            self._place_on_provision(said, inside, whole=inside == tail)
        elif said.kind in _WHOLE:
            for below in self._below(tail):
                self._place_on_provision(said, below, whole=True)
        self._place_on_part(said, said.target)

    def _place_beginning(self, said: Said) -> None:
        """A unit of an article is out of force until its own day; whole articles have theirs."""
        inside = next((t for t in _around(said.target) if t in self._facts.provisions), None)
        if inside is not None and inside != tail_of(said.target):
            basis = Basis(self._origin, NOT_YET, said.source, said.target, day=said.day)
            self._of[inside].append(Event(EventKind.PART, None, basis, until=said.day))

    def _place_on_document(self, said: Said) -> None:
        kind = _WHOLE.get(said.kind)
        event = said.event(kind, None, self._access) if kind else None
        if event is not None:
            self._own.append(event)
        elif kind is None:
            self._place_on_part(said, None)

    def _place_on_part(self, said: Said, part: ProvisionPath | None) -> None:
        """Whatever befalls a part of a document ends it in part."""
        event = said.event(EventKind.CHANGES, part, self._access)
        if event is not None and event.day is not None:
            self._partly.append(event.basis)

    def _place_on_provision(self, said: Said, tail: str, *, whole: bool) -> None:
        kind = _WHOLE.get(said.kind) if whole and not said.noted else None
        part = None if whole else said.target
        if said.kind is RelationKind.SUSPENDS and not whole:
            kind = EventKind.PART if said.day is not None else None
        if kind is None and self._is_in_the_code(said):
            return
        event = said.event(kind or EventKind.CHANGES, part, self._access)
        if event is not None:
            self._of[tail].append(event)

    def _is_in_the_code(self, said: Said) -> bool:
        """Whether a change of some words is in the code's wording already, which has its own
        notes: both documents stand in the code, and it knows later changes.
        """
        known = self._head["known_until"]
        both = said.codified and bool(self._head["codified"]) and not said.noted
        return both and said.day is not None and known is not None and said.day <= known

    def _below(self, tail: str) -> Iterator[str]:
        """The provisions under a heading, or in a regulation issued with the document."""
        for place in self._facts.provisions:
            if place.partition("/")[0] == tail or tail in self._above(place):
                yield place

    def _above(self, tail: str) -> Iterator[str]:
        seen = {tail}
        parent = self._facts.headings.get(tail)
        while parent and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self._facts.headings.get(parent)

    # --- lives

    def all(self) -> Iterator[tuple[str, Timeline]]:
        """Every life, the document's first."""
        whole = timeline(self._document())
        yield "", _partly_ended(whole, self._partly)
        for tail, rows in self._facts.provisions.items():
            yield tail, timeline(self._provision(tail, rows))

    @cached_property
    def _origin(self) -> Origin:
        return Origin.NOTE if self._head["codified"] else Origin.CLAUSE

    def _document(self) -> Facts:
        events = [*self._own, *self._dated(self._head, self._head["in_force_from"])]
        rows = [row for rows in self._facts.provisions.values() for row in rows if not row["variant"]]
        gone = [row for row in rows if row["missing_in"]]
        overrides = tuple(self._laid_down("", events))
        if not gone or len(gone) < len(rows):
            return Facts(tuple(events), overrides=overrides)
        last = max(gone, key=lambda row: (row["last_known"] or date.min, row["missing_in"]))
        return Facts(tuple(events), (), last["last_known"], self._lost(last), overrides)

    def _provision(self, tail: str, rows: list[Row]) -> Facts:
        main = next((row for row in rows if not row["variant"]), None)
        source = main or min(rows, key=lambda row: row["in_force_from"] or date.max)
        own = [*self._of[tail], *self._parts_laid_down(tail)]
        start, ended = source["in_force_from"] or self._head["in_force_from"], self._head["expires_on"]
        events = [*own, *self._own, *self._dated(source, start, main is None)]
        if ended and not source["expires_on"]:
            events.append(Event(EventKind.ENDS, ended, Basis(self._origin, _ENDS, day=ended)))
        overrides = tuple(self._laid_down(tail, events))
        if any(override.inherited for override in overrides):
            first = min((o.interval.start for o in overrides if o.interval.start), default=None)
            events = [*own, *self._dated(source, self._own_start(source, first), main is None)]
        gone = main is not None and main["missing_in"]
        return Facts(
            events=tuple(events),
            wordings=tuple(self._wording(row) for row in rows if not self._is_other(tail, row)),
            last_seen=main["last_known"] if gone and main else None,
            gone=self._lost(main) if gone and main else None,
            overrides=overrides,
        )

    def _own_start(self, row: Row, laid: date | None) -> date | None:
        """The first day of a provision whose document's days are the clerk's: its own where it has
        another than the document, which the clerk's takes the place of.
        """
        own: date | None = row["in_force_from"]
        return own if own is not None and own != self._head["in_force_from"] else laid

    def _dated(self, row: Row, start: date | None, inserted: bool = False) -> Iterator[Event]:
        """The days that the source itself gives; of an inserted article who inserted it, without
        whom it is not known to have begun.
        """
        telling = [Basis(self._origin, _STARTS, day=start)]
        if inserted:
            telling = [e.basis for e in self._of[row["tail"]] if e.day == start]
        if start is not None and telling:
            yield Event(EventKind.STARTS, start, min(telling, key=lambda basis: basis.key))
        if row["expires_on"] is not None:
            ends = row["expires_on"]
            yield Event(EventKind.ENDS, ends, Basis(self._origin, _ENDS, day=ends))

    def _wording(self, row: Row) -> Wording:
        variant = row["variant"]
        computed = variant.startswith(COMPUTED)
        seen = date.fromisoformat(variant) if variant and not computed else None
        if not variant and self._head["codified"]:
            seen = row["last_known"] if row["standing_id"] is not None else self._head["known_until"]
        holds = seen if row["words_unclear"] and seen else row["words_from"]
        return Wording(row["id"], row["words"], holds, seen, computed)

    def _is_other(self, tail: str, row: Row) -> bool:
        """Whether these are computed words that this asker knows to be others; see ``unlike``."""
        since = self._other_from.get(tail)
        computed = row["variant"].startswith(COMPUTED)
        return computed and since is not None and since <= date.fromisoformat(row["variant"][len(COMPUTED) :])

    def _lost(self, row: Row) -> Basis:
        return Basis(Origin.SNAPSHOT, words=f"không còn trong bản pháp điển {row['missing_in']}")

    def _laid_down(self, tail: str, events: list[Event]) -> Iterator[Override]:
        """The clerk's rows for a provision, else for its document; a day left empty stays as
        the other sources have it (the first), or is no end (the last).
        """
        first = min((e.day for e in events if e.kind is EventKind.STARTS and e.day), default=None)
        for row in self._rows_of(tail) or self._rows_of(""):
            start = row["starts"] or first
            if start is None or row["ends"] is None or start < row["ends"]:
                basis = Basis(Origin.CLERK, words=row["basis"])
                yield Override(Interval(start, row["ends"]), basis, inherited=row["tail"] != tail)

    def _rows_of(self, tail: str) -> list[Row]:
        return [row for row in self._facts.overrides if row["tail"] == tail]

    def _parts_laid_down(self, tail: str) -> Iterator[Event]:
        """The clerk's rows for units inside a provision: out of force before and after."""
        for row in self._facts.overrides:
            path = path_of(row["path"])
            if row["tail"] == tail or tail not in _around(path):
                continue
            if row["starts"]:
                basis = Basis(Origin.CLERK, NOT_YET, part=path, words=row["basis"], day=row["starts"])
                yield Event(EventKind.PART, None, basis, until=row["starts"])
            if row["ends"]:
                basis = Basis(Origin.CLERK, _ENDS, part=path, words=row["basis"], day=row["ends"])
                yield Event(EventKind.PART, row["ends"], basis)


_WHOLE = {
    RelationKind.REPLACES: EventKind.ENDS,
    RelationKind.REPEALS: EventKind.ENDS,
    RelationKind.SUSPENDS: EventKind.SUSPENDS,
}


def _is_read(said: Said, read: Mapping[ProvisionPath, Sequence[ProvisionPath]]) -> bool:
    """Whether a relation is the looser reading of what was read as an instruction."""
    targets = read.get(said.source, ()) if said.kind in _INSTRUCTED else ()
    wider = said.kind is RelationKind.AMENDS
    return any(covers(one, said.target) or (wider and covers(said.target, one)) for one in targets)


def _with_those_around(source: ProvisionPath) -> Iterator[ProvisionPath]:
    """A clause that orders, and those that announce it ("Sửa đổi một số khoản của Điều 6")."""
    for count in range(len(source.segments), 0, -1):
        yield replace(source, segments=source.segments[:count])


def _around(target: ProvisionPath) -> Iterator[str]:
    """The tail of an address and of each unit around it, the smallest first."""
    for count in range(len(target.segments), 0, -1):
        yield tail_of(replace(target, segments=target.segments[:count]))


def _partly_ended(life: Timeline, changes: Sequence[Basis]) -> Timeline:
    """A document is partly out of force from the first change of a part of it on."""
    day = min((basis.day for basis in changes if basis.day), default=None)
    if day is None:
        return life
    first = {basis for basis in changes if basis.day == day}
    because = tuple(sorted(first, key=lambda basis: basis.key)[:_BASES])
    phases: list[Phase] = []
    for phase in life.phases:
        after = phase.interval.meet(Interval(day)) if phase.status is Status.IN_FORCE else None
        if after is None:
            phases.append(phase)
            continue
        phases += [replace(phase, interval=before) for before in phase.interval.minus(after)]
        begins = after.start == day
        phases.append(
            replace(
                phase,
                interval=after,
                status=Status.PARTLY_EXPIRED,
                because=because if begins else phase.because,
            )
        )
    return Timeline(tuple(phases))
