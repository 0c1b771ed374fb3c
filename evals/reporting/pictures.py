"""Pictures in SVG: across in percent of the room there is, down in pixels, so that no text or dot is ever
stretched; colours by class, so that they follow the page. The figures stand beside them as a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from evals.reporting.told import Bin

_ROW = 22
_TALL = 150
_DEEP = 72
_LEAST_BAR = 2.0


@dataclass(frozen=True)
class Scale:
    """Values from ``start`` to ``end`` across the room."""

    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands, in percent, within the room."""
        share = (value - self.start) / (self.end - self.start) if self.end > self.start else 0.5
        return round(100 * min(max(share, 0.0), 1.0), 2)


SHARES = Scale(-0.02, 1.02)


def around(values: Sequence[float]) -> Scale:
    """A scale with zero in the middle that holds all values, with some air."""
    far = max((abs(value) for value in values), default=0.0) * 1.12 or 1.0
    return Scale(-far, far)


def upto(values: Sequence[float]) -> Scale:
    """A scale from zero that holds all values."""
    return Scale(-0.02 * max(values, default=1.0), 1.05 * max(values, default=1.0) or 1.0)


def _svg(parts: Iterator[str], height: int, kind: str) -> Markup:
    body = "".join(parts)
    head = f'<svg class="{kind}" width="100%" height="{height}" aria-hidden="true" focusable="false">'
    return Markup(f"{head}{body}</svg>")  # noqa: S704  figures and class names of our own only


def _line(start: float, end: float, y: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{start:g}%" x2="{end:g}%" y1="{y:g}" y2="{y:g}"/>'


def _upright(at: float, top: float, bottom: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{at:g}%" x2="{at:g}%" y1="{top:g}" y2="{bottom:g}"/>'


@dataclass(frozen=True)
class Dot:
    """A figure with its interval; ``kind``: ``new`` or ``old``, ``good``, ``bad``, ``even``."""

    at: float
    low: float | None
    high: float | None
    kind: str = "new"


def dots(some: Sequence[Dot], scale: Scale, grid: Sequence[float] = (), zero: float | None = None) -> Markup:
    """Figures below each other in one row, with their intervals: a row of a forest plot."""
    height = _ROW if len(some) < 2 else _ROW + 8
    gap = height / (len(some) + 1)

    def parts() -> Iterator[str]:
        yield from (_upright(scale.at(value), 0, height, "grid") for value in grid)
        if zero is not None:
            yield _upright(scale.at(zero), 0, height, "zero")
        for at, one in enumerate(some, 1):
            y = round(gap * at, 1)
            if one.low is not None and one.high is not None:
                yield _line(scale.at(one.low), scale.at(one.high), y, f"reach {one.kind}")
            yield f'<circle class="dot {one.kind}" cx="{scale.at(one.at):g}%" cy="{y:g}" r="4.5"/>'

    return _svg(parts(), height, "row")


def axis(scale: Scale, marks: Sequence[tuple[float, str]]) -> Markup:
    """The words above rows of dots."""

    def parts() -> Iterator[str]:
        for at, (value, text) in enumerate(marks):
            side = "start" if at == 0 else "end" if at == len(marks) - 1 else "middle"
            yield f'<text x="{scale.at(value):g}%" y="12" text-anchor="{side}">{escape(text)}</text>'

    return _svg(parts(), 16, "axis")


def bar(share: float, kind: str = "new") -> Markup:
    """A bar of a share of the room."""
    wide = max(round(100 * share, 2), 0.0)

    def parts() -> Iterator[str]:
        yield '<rect class="track" x="0" y="6" width="100%" height="10" rx="3"/>'
        if wide:
            yield f'<rect class="bar {kind}" x="0" y="6" width="{wide:g}%" height="10" rx="3"/>'

    return _svg(parts(), _ROW, "row")


def stacked(shares: Sequence[tuple[float, str]]) -> Markup:
    """Shares of a whole in one bar, from the left."""

    def parts() -> Iterator[str]:
        start = 0.0
        for share, kind in shares:
            wide = round(100 * share, 3)
            if wide:
                yield f'<rect class="bar {kind}" x="{start:g}%" y="0" width="{wide:g}%" height="26"/>'
                yield _upright(start, 0, 26, "cut") if start else ""
            start = round(start + wide, 3)

    return _svg(parts(), 26, "stack")


def histogram(bins: Sequence[Bin], edges: Sequence[str]) -> Markup:
    """Columns, one for each bin; ``edges``: the words below, one for each edge, empty where none."""
    most = max((one.n for one in bins), default=1) or 1
    wide = 100 / max(len(bins), 1)

    def parts() -> Iterator[str]:
        yield _line(0, 100, _TALL, "base")
        for at, one in enumerate(bins):
            tall = round(one.n / most * (_TALL - 18), 1)
            if not one.n:
                continue
            x, middle = round(at * wide + wide * 0.06, 2), round((at + 0.5) * wide, 2)
            y = round(_TALL - tall, 1)
            size = f'width="{wide * 0.88:.2f}%" height="{tall:g}"'
            yield f'<rect class="bar new" x="{x:g}%" y="{y:g}" {size} rx="2"/>'
            yield f'<text class="on" x="{middle:g}%" y="{y - 5:g}" text-anchor="middle">{one.n}</text>'
        for at, text in enumerate(edges):
            if text:
                side = "start" if at == 0 else "end" if at == len(bins) else "middle"
                yield (
                    f'<text x="{at * wide:.2f}%" y="{_TALL + 16}" text-anchor="{side}">{escape(text)}</text>'
                )

    return _svg(parts(), _TALL + 22, "columns")


def changes(gains: Sequence[tuple[str, float]]) -> Markup:
    """A column for each case, from what lost most to what gained most, named where one points."""
    up, down = max([0.0, *(gain for _, gain in gains)]), -min([0.0, *(gain for _, gain in gains)])
    pixels = _DEEP / max(up, down, 1e-9)
    middle = round(up * pixels, 1) + 2
    wide = min(100 / max(len(gains), 1), 3.0)

    def parts() -> Iterator[str]:
        for at, (name, gain) in enumerate(gains):
            tall = max(round(abs(gain) * pixels, 1), _LEAST_BAR)
            y = middle if gain < 0 else middle - tall
            kind = "bad" if gain < 0 else "good"
            size = f'width="{wide * 0.8:.3f}%" height="{tall:g}"'
            yield f'<rect class="bar {kind}" x="{at * wide:.3f}%" y="{y:g}" {size}>'
            yield f"<title>{escape(name)}</title></rect>"
        yield _line(0, 100, middle, "base")

    return _svg(parts(), round(middle + down * pixels + 4), "columns")
