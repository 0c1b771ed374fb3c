"""Lists of units as notes write them: ``khoản 5, khoản 6 Điều 1, Khoản 3 Điều 2``.

Smaller units stand before the larger one they belong to; a label without its unit's name
(``các điểm a, b khoản 1``, ``Điều 1, 2``) is of the kind named last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.path import Segment, UnitKind

Units = tuple[Segment, ...]
_END = r"(?![^\W_])"
_ROMAN = r"[IVXLC]{1,7}|\d{1,3}"
_LABELS = {
    UnitKind.POINT: ("điểm", r"[a-zđ]\d?|\d{1,2}"),
    UnitKind.CLAUSE: ("khoản", r"\d{1,3}[a-zđ]?"),
    UnitKind.ARTICLE: ("điều", r"\d{1,4}[a-zđ]{0,2}\d?"),
    UnitKind.SECTION: ("mục", _ROMAN),
    UnitKind.CHAPTER: ("chương", _ROMAN),
    UnitKind.PART: ("phần", _ROMAN),
}
_KINDS = {word: kind for kind, (word, _) in _LABELS.items()}
_RANK = {UnitKind.POINT: 0, UnitKind.CLAUSE: 1}
_LARGE = 2
_MOST = 60  # units in one list; real ones have ten
_NAMED = re.compile(
    "|".join(rf"(?P<{kind.name}>{word}\s+(?:{label}){_END})" for kind, (word, label) in _LABELS.items()),
    re.IGNORECASE,
)
_BARE = {
    kind: re.compile(rf"(?:{label}){_END}(?!\s*[/-])", re.IGNORECASE) for kind, (_, label) in _LABELS.items()
}
_JOIN = re.compile(r"\s*(?:,|và(?![^\W_]))?\s*(?:các\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """The units read, each as an address inside its document, and where their words end."""

    units: tuple[Units, ...]
    end: int

    @property
    def common(self) -> Units:
        """What the units have in common: one unit itself, several clauses their article."""
        shared: list[Segment] = []
        for level in zip(*self.units, strict=False):
            if len(set(level)) > 1:
                break
            shared.append(level[0])
        return tuple(shared)


def read_places(text: str, start: int) -> Places:
    """The units that stand at ``start``; none are no units that end where they start."""
    found, end = _labels(text, start)
    return Places(tuple(_addresses(found)), end)


def _labels(text: str, start: int) -> tuple[list[Segment], int]:
    found: list[Segment] = []
    end = start
    while len(found) < _MOST and (label := _next(text, end, found[-1].kind if found else None)):
        found.append(label[0])
        end = label[1]
    return found, end


def _next(text: str, end: int, last: UnitKind | None) -> tuple[Segment, int] | None:
    """The next label of the list; one without its unit's name stands after a comma or "và"."""
    join = _JOIN.match(text, end)
    pos = join.end() if join else end
    if named := _NAMED.match(text, pos):
        word, label = named[0].split()
        return Segment(_KINDS[word.lower()], label.lower()), named.end()
    bare = _BARE[last].match(text, pos) if last and join and join[0].strip() else None
    return (Segment(last, bare[0].lower()), bare.end()) if last and bare else None


def _addresses(labels: Sequence[Segment]) -> Iterator[Units]:
    """Give each of the smaller units its larger ones, which are named after it."""
    waiting: list[Units] = []
    for label in labels:
        rank = _RANK.get(label.kind, _LARGE)
        inner = [one for one in waiting if _RANK[one[0].kind] < rank]
        outer = [(label, *one) for one in inner] or [(label,)]
        if rank == _LARGE:
            yield from outer
            waiting = []
        else:
            waiting = [*waiting[: len(waiting) - len(inner)], *outer]
    yield from waiting
