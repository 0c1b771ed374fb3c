"""The chart of results: well-formed SVG whose points stand where logarithms put them."""

from xml.etree import ElementTree

import pytest

from evals.benchmarks.picture import Chart, picture

_SVG = "{http://www.w3.org/2000/svg}"


def _drawn(*charts: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(picture(charts))


def test_every_point_of_every_line_is_drawn():
    points = [(1_000.0, 2.0), (10_000.0, 3.5), (1_000_000.0, 40.0)]
    drawn = _drawn(Chart("One <question>", "articles", {"p50": points, "p95": points}, limit=80.0))
    assert len(drawn.findall(f".//{_SVG}circle")) == 6
    words = [text.text for text in drawn.findall(f".//{_SVG}text")]
    assert {"One <question>", "articles", "p50", "p95", "bar 80", "1 k", "1 M"} <= set(words)


def test_equal_ratios_are_equal_distances():
    drawn = _drawn(Chart("Growth", "articles", {"all": [(10.0, 1.0), (100.0, 10.0), (1_000.0, 100.0)]}))
    across = [float(circle.get("cx")) for circle in drawn.findall(f".//{_SVG}circle")]
    assert across[1] - across[0] == pytest.approx(across[2] - across[1], abs=0.2)


def test_charts_stand_beside_and_below_each_other():
    chart = Chart("Growth", "articles", {"all": [(10.0, 1.0), (100.0, 10.0)]})
    places = [group.get("transform") for group in _drawn(chart, chart, chart).findall(f"{_SVG}g")]
    assert len(set(places)) == 3
