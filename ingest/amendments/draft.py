"""A provision while it is being changed: its heading, its text and the units in it.

Units are read again after each change with the grammar. Where the grammar then sees units
outside the changed one otherwise than before, the spans are moved by hand instead: what an
order does not name does not change.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.document import Provision, Unit
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import nfc
from ingest.structure import parse_article_text


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words, however they are spaced."""
    return nfc(one).split() == nfc(other).split()


class Draft:
    """A working copy of one provision."""

    def __init__(self, provision: Provision) -> None:
        self.provision = provision
        self.heading = provision.heading
        self.text = provision.text
        self.units: tuple[Unit, ...] = provision.units

    def done(self) -> Provision:
        """The provision as it is now; the very same one where nothing changed."""
        old = self.provision
        if (self.heading, self.text) == (old.heading, old.text):
            return old
        lines = old.lines if self.text == old.text else ()
        return replace(old, heading=self.heading, text=self.text, units=self.units, lines=lines)

    def unit(self, path: ProvisionPath) -> Unit | None:
        """The clause or point at ``path``."""
        return next((unit for unit in self.units if unit.path == path), None)

    def children(self, path: ProvisionPath, kind: UnitKind) -> list[Unit]:
        """The units of ``kind`` right inside ``path``, in reading order."""
        return [u for u in self.units if u.kind is kind and u.path.segments[:-1] == path.segments]

    def rewrite(self, text: str) -> None:
        """Give the provision a new text, all of it."""
        self.text = text
        article = self.provision.kind is UnitKind.ARTICLE
        self.units = parse_article_text(self.provision.path, text) if article else ()

    def put(self, start: int, end: int, text: str, path: ProvisionPath | None = None) -> None:
        """Write ``text`` over ``start:end``; ``path`` is the unit that stands there or will."""
        kept = [unit for unit in self.units if not _inside(unit, path)]
        moved = [_moved(unit, start, end, len(text) - (end - start)) for unit in kept]
        self.text = self.text[:start] + text + self.text[end:]
        if self.provision.kind is not UnitKind.ARTICLE:
            return
        found = parse_article_text(self.provision.path, self.text)
        outside = [unit for unit in found if not _inside(unit, path)]
        if _paths(outside) == _paths(moved) and (path is None or not text or _has(found, path)):
            self.units = found
        else:
            self.units = tuple(sorted([*moved, *self._new(start, text, path)], key=_reading_order))

    def _new(self, start: int, text: str, path: ProvisionPath | None) -> list[Unit]:
        """The unit at ``path`` as it stands now, and the points in it."""
        body = text.strip()
        if path is None or not body:
            return []
        at = start + len(text) - len(text.lstrip())
        last = path.segments[-1]
        units = [Unit(path, last.kind, last.label, at, at + len(body))]
        if last.kind is UnitKind.CLAUSE:
            inner = parse_article_text(path, body)
            points = [unit for unit in inner if unit.kind is UnitKind.POINT]
            units += [
                replace(u, start=u.start + at, end=u.end + at)
                for u in points
                if u.path.segments[:-1] == path.segments
            ]
        return units


def _inside(unit: Unit, path: ProvisionPath | None) -> bool:
    return path is not None and unit.path.segments[: len(path.segments)] == path.segments


def _moved(unit: Unit, start: int, end: int, by: int) -> Unit:
    """A unit's span after ``start:end`` became longer ``by`` some characters.

    What is put right behind a unit is no part of it; but of the unit around both it is.
    """
    first = unit.start + by if unit.start >= end else unit.start
    behind = unit.end == start == end
    last = unit.end + by if unit.end >= end and not behind else unit.end
    return replace(unit, start=first, end=max(first, last))


def _paths(units: Sequence[Unit]) -> list[ProvisionPath]:
    return [unit.path for unit in units]


def _has(units: Sequence[Unit], path: ProvisionPath) -> bool:
    return any(unit.path == path for unit in units)


def _reading_order(unit: Unit) -> tuple[int, int]:
    return unit.start, -unit.end
