"""A chart with logarithmic axes as SVG, for results that span magnitudes."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 460, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 34, 46
_COLOURS = ("#1b5e9b", "#b5482a", "#3a7d44", "#7a4a9e")
_PREFIXES = ((1e6, " M"), (1e3, " k"), (1.0, ""))

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Chart:
    """Lines over one pair of axes; every value is above 0. ``limit``: a line not to cross."""

    title: str
    across: str
    lines: Mapping[str, Points]
    limit: float | None = None


def picture(charts: Sequence[Chart], columns: int = 2) -> str:
    """The charts side by side as one SVG document."""
    rows = -(-len(charts) // columns)
    width, height = _WIDTH * columns, _HEIGHT * rows
    drawn = [
        f'<g transform="translate({_WIDTH * (n % columns)},{_HEIGHT * (n // columns)})">'
        + "".join(_drawn(chart))
        + "</g>"
        for n, chart in enumerate(charts)
    ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
    )
    return "\n".join((opening, *drawn, "</svg>", ""))


class _Axis:
    """Whole decades that hold all values, laid over a stretch of pixels."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = math.floor(math.log10(min(values)))
        self._high = max(math.ceil(round(math.log10(max(values)), 2)), self._low + 1)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self._start + share * (self._end - self._start), 1)

    def ticks(self) -> list[float]:
        """Powers of ten."""
        return [10.0**power for power in range(self._low, self._high + 1)]


def _drawn(chart: Chart) -> Iterator[str]:
    points = [point for line in chart.lines.values() for point in line]
    limits = [chart.limit] if chart.limit is not None else []
    across = _Axis([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Axis([y for _, y in points] + limits, _HEIGHT - _BOTTOM, _TOP)
    yield f'<text x="{_LEFT}" y="18" font-weight="bold">{escape(chart.title)}</text>'
    yield from _grid(across, up)
    middle, foot = (_LEFT + _WIDTH) // 2, _HEIGHT - 10
    yield f'<text x="{middle}" y="{foot}" text-anchor="middle">{escape(chart.across)}</text>'
    if chart.limit is not None:
        y, end = up.at(chart.limit), _WIDTH - _RIGHT
        told = f"bar {_short(chart.limit)}"
        yield f'<path d="M{_LEFT} {y}H{end}" stroke="#666" stroke-dasharray="5 4"/>'
        yield f'<text x="{end - 4}" y="{y - 4}" text-anchor="end" fill="#666">{told}</text>'
    for number, (name, line) in enumerate(chart.lines.items()):
        yield from _line(name, [(across.at(x), up.at(y)) for x, y in line], number)


def _grid(across: _Axis, up: _Axis) -> Iterator[str]:
    for value in across.ticks():
        x = across.at(value)
        yield f'<path d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{_short(value)}</text>'
    for value in up.ticks():
        y = up.at(value)
        yield f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{_short(value)}</text>'


def _line(name: str, pixels: Points, number: int) -> Iterator[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    path = " ".join(f"{x},{y}" for x, y in pixels)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in pixels)
    x, y = _WIDTH - _RIGHT - 150, _HEIGHT - _BOTTOM - 10 - 16 * number
    yield f'<path d="M{x} {y - 4}h18" stroke="{colour}" stroke-width="2"/>'
    yield f'<text x="{x + 24}" y="{y}">{escape(name)}</text>'


def _short(value: float) -> str:
    """``1000000`` as ``1 M``."""
    size, suffix = next(((size, suffix) for size, suffix in _PREFIXES if value >= size), (1.0, ""))
    return f"{value / size:g}{suffix}"
