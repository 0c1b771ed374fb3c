"""WCAG 2.2 AA: text 4.5 to 1, edges of controls 3 to 1, in both themes."""

import re

import pytest

from api.web.pages import STATIC

TEXT = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper"), ("ink-soft", "surface"),
    ("ink-soft", "sunken"), ("accent", "surface"), ("accent", "paper"), ("accent", "accent-soft"),
    ("accent-ink", "accent"), ("mark-ink", "mark"), ("good", "good-soft"), ("warn", "warn-soft"),
    ("bad", "bad-soft"), ("good", "surface"),
]  # fmt: skip
EDGES = [
    ("edge", "surface"), ("edge", "paper"), ("gold", "surface"), ("gold", "paper"),
    ("good", "surface"), ("warn", "surface"), ("bad", "surface"), ("ink", "good-soft"),
]  # fmt: skip


def themes():
    css = (STATIC / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r"(:root[^{]*)\{([^{}]*--paper[^{}]*)\}", css)
    return {name.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for name, body in blocks}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", list(themes()))
def test_every_pair_can_be_read(theme):
    colours = themes()[theme]
    poor = {pair: contrast(*(colours[name] for name in pair)) for pair in TEXT}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}
    edges = {pair: contrast(*(colours[name] for name in pair)) for pair in EDGES}
    assert {pair: ratio for pair, ratio in edges.items() if ratio < 3} == {}


def test_both_ways_to_the_dark_theme_have_the_same_colours():
    found = themes()
    assert len(found) == 3
    assert found[':root[data-theme="dark"]'] == found[':root:not([data-theme="light"])']
