"""The picture of a ranker: the figures that weigh most, in words, as long as they weigh."""

from xml.etree import ElementTree

import orjson
import pytest

from assistant.retrieval.features import FEATURES
from assistant.retrieval.ranking import SHIPPED
from evals.ranker_picture import SHOWN, drawn

_SVG = "{http://www.w3.org/2000/svg}"
SAYS = {feature.name: feature.says for feature in FEATURES}


def read(gains):
    return ElementTree.fromstring(drawn(gains))


def labels(drawing):
    return [text.text for text in drawing.findall(f"{_SVG}text") if text.get("text-anchor") == "end"]


def lengths(drawing):
    return [float(bar.get("width")) for bar in drawing.findall(f"{_SVG}rect") if bar.get("height") == "17"]


def test_the_largest_come_first_in_vietnamese_and_no_more_than_a_dozen():
    gains = {feature.name: float(at) for at, feature in enumerate(FEATURES)}
    drawing = read(gains)
    assert labels(drawing) == [feature.says for feature in reversed(FEATURES[-SHOWN:])]
    assert lengths(drawing) == sorted(lengths(drawing), reverse=True)


def test_bars_are_as_long_as_their_figures_weigh():
    longest, half = lengths(read({"fused": 2.0, "lexical": 1.0}))
    assert half == pytest.approx(longest / 2, abs=0.1)


def test_what_weighs_nothing_or_is_no_figure_of_today_is_left_out():
    assert labels(read({"fused": 1.0, "lexical": 0.0, "of yesterday": 5.0})) == [SAYS["fused"]]
    assert labels(read({})) == []


def test_the_order_of_the_gains_changes_nothing():
    gains = {"fused": 1.0, "lexical": 1.0, "decree": 0.5}
    assert drawn(gains) == drawn(dict(reversed(gains.items())))


def test_the_shipped_picture_is_of_the_shipped_ranker():
    gains = orjson.loads(SHIPPED.read_bytes())["gains"]
    assert SHIPPED.with_suffix(".svg").read_text("utf-8") == drawn(gains)
