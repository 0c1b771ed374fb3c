"""A picture of a ranker for its card: the figures that weigh most, as bars with Vietnamese labels."""

from collections.abc import Iterator, Mapping
from html import escape

from assistant.retrieval.features import FEATURES, Feature

SHOWN = 12
_LABELS, _BARS, _NUMBERS = 420, 360, 60
_ROW, _HEAD, _FOOT = 26, 40, 50
_WIDTH = _LABELS + _BARS + _NUMBERS
_COLOURS = {True: "#1b5e9b", False: "#b5482a"}
_MEANS = {True: "nhiều hơn thì không bao giờ xuống hạng", False: "có thể nâng hoặc hạ"}
_TITLE = "Bộ xếp hạng nhìn vào đâu: mỗi con số làm đổi điểm của một điều, trung bình bao nhiêu"


def drawn(gains: Mapping[str, float]) -> str:
    """The ``SHOWN`` largest of ``gains`` (mean size of a figure's part in a score, by its name) as an
    SVG document; figures of no weight are left out.
    """
    known = {feature.name: feature for feature in FEATURES}
    moving = [(known[name], gain) for name, gain in gains.items() if name in known and gain > 0]
    largest = sorted(moving, key=lambda pair: (-pair[1], pair[0].name))[:SHOWN]
    height = _HEAD + _ROW * len(largest) + _FOOT
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13">'
        f'<rect width="{_WIDTH}" height="{height}" fill="white"/>'
    )
    title = f'<text x="16" y="24" font-weight="bold">{escape(_TITLE)}</text>'
    return "\n".join((opening, title, *_bars(largest), *_legend(height - 20), "</svg>", ""))


def _bars(largest: list[tuple[Feature, float]]) -> Iterator[str]:
    most = max((gain for _, gain in largest), default=1.0)
    for place, (feature, gain) in enumerate(largest):
        top, length = _HEAD + _ROW * place, round(_BARS * gain / most, 1)
        line = top + 15
        yield f'<text x="{_LABELS - 10}" y="{line}" text-anchor="end">{escape(feature.says)}</text>'
        yield (
            f'<rect x="{_LABELS}" y="{top + 3}" width="{length}" height="{_ROW - 9}" '
            f'fill="{_COLOURS[feature.rises]}"/>'
        )
        yield f'<text x="{_LABELS + length + 6:g}" y="{line}">{gain:.2f}</text>'


def _legend(y: int) -> Iterator[str]:
    for rises, x in ((True, 16), (False, 330)):
        yield f'<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{_COLOURS[rises]}"/>'
        yield f'<text x="{x + 18}" y="{y}">{escape(_MEANS[rises])}</text>'
