"""A life as a picture: a bar whose pieces are the phases, long enough to be seen and numbered, and
the list that goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from api import sentences
from api.lives import comparing_days, day_in
from api.web.pages import STATUS_TONES, compare_href, document_href, life_href
from assistant.domain.path import ProvisionPath
from assistant.domain.timeline import Phase, Timeline

_NARROWEST = 7.0
_WORDED_FROM, _WORDED_ON_PHONES_FROM = 24.0, 40.0
_AROUND = 0.12


@dataclass(frozen=True)
class Step:
    """A phase in the picture: its number, where it stands (in percent of the bar), and how it
    reads. ``words``: whether its words are known, ``None`` where it is of a thing without words.
    ``compare``: the page that compares with the words before, empty where there are none.
    """

    number: int
    phase: Phase
    span: str
    tone: str
    x: float
    width: float
    day: date | None
    href: str
    compare: str
    words: bool | None
    because: tuple[str, ...]
    chosen: bool

    @property
    def status(self) -> str:
        """The status in words."""
        return self.phase.status.value

    @property
    def wide(self) -> bool:
        """Whether its status can be written into the bar."""
        return self.width >= _WORDED_FROM

    @property
    def tight(self) -> bool:
        """Whether a phone has no room for it."""
        return self.width < _WORDED_ON_PHONES_FROM


@dataclass(frozen=True)
class Bar:
    """The picture of a life. ``today``: where today is, in percent of the bar."""

    steps: tuple[Step, ...]
    today: float

    @property
    def eventful(self) -> bool:
        """Whether there is more to see than a first day."""
        return sum(not step.phase.implied for step in self.steps) > 1


def bar_of(path: ProvisionPath, life: Timeline, today: date, chosen: date, *, worded: bool) -> Bar:
    """The bar of the life of what stands at ``path``, the phase of the day ``chosen`` marked."""
    edges = _edges(life.phases, today)
    widths = _widths(edges)
    places = [0.0, *accumulate(widths)]
    steps = tuple(
        _step(number, path, life, phase, (x, width), today, chosen, worded)
        for number, (phase, x, width) in enumerate(zip(life.phases, places, widths, strict=False), 1)
    )
    return Bar(steps, _today(steps, edges, today))


def _step(
    number: int,
    path: ProvisionPath,
    life: Timeline,
    phase: Phase,
    place: tuple[float, float],
    today: date,
    chosen: date,
    worded: bool,
) -> Step:
    day = day_in(phase.interval, today)
    days = comparing_days(life, phase)
    return Step(
        number=number,
        phase=phase,
        span=sentences.span(phase.interval),
        tone=STATUS_TONES.get(phase.status, "quiet"),
        x=round(place[0], 2),
        width=round(place[1], 2),
        day=day,
        href=life_href(path, day) if worded else document_href(path, day),
        compare=compare_href(path, *days) if days else "",
        words=phase.wording is not None if worded else None,
        because=tuple(sentences.bases(phase)),
        chosen=chosen in phase.interval,
    )


def _edges(phases: Sequence[Phase], today: date) -> list[tuple[float, float]]:
    """Where each phase begins and ends in days; the open ends reach a little past all that is
    known, today included.
    """
    known = [day.toordinal() for p in phases for day in (p.starts, p.ends) if day]
    first, last = min([*known, today.toordinal()]), max([*known, today.toordinal()])
    around = max((last - first) * _AROUND, 1.0)
    return [
        (
            p.starts.toordinal() if p.starts else first - around,
            p.ends.toordinal() if p.ends else last + around,
        )
        for p in phases
    ]


def _widths(edges: Sequence[tuple[float, float]]) -> list[float]:
    """In percent, to scale except that none is too narrow for its number."""
    whole = sum(end - start for start, end in edges)
    wide = [max((end - start) / whole * 100, _NARROWEST) for start, end in edges]
    return [width / sum(wide) * 100 for width in wide]


def _today(steps: Sequence[Step], edges: Sequence[tuple[float, float]], today: date) -> float:
    at, step = next((i, s) for i, s in enumerate(steps) if today in s.phase.interval)
    start, end = edges[at]
    return round(step.x + step.width * (today.toordinal() - start) / (end - start), 2)
