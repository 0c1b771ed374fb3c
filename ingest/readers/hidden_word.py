"""Words of a DOCX file that nobody sees: hidden by Word's own switch, in the colour of the ground, tiny.

What is not sure hides nothing: words on the ground of a table style or of a text box are kept.
"""

import re
from collections.abc import Iterator
from typing import Any

from ingest.readers.word_numbers import W
from ingest.readers.word_styles import Styles, on

_HEX = re.compile(r"^[0-9a-fA-F]{6}$")
_ALIKE = 24
_TINY_HALF_POINTS = 4
_NARROW_PERCENT = 5
_WHITE = "FFFFFF"
_LIGHT_THEMES = frozenset(("background1", "light1"))
_TEXTBOX = f"{W}txbxContent"
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)


class WordSight:
    """Tells which runs of a document are seen."""

    def __init__(self, document: Any, styles: Styles) -> None:  # noqa: ANN401 - python-docx has no types
        self._styles = styles
        self._defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        paper = document.element.find(f"{W}background")
        self._paper = paper.get(f"{W}color", _WHITE) if paper is not None else _WHITE

    def hides(self, run: Any) -> bool:  # noqa: ANN401
        """Whether the words of a run are not seen on the page."""
        sources = list(self._sources(run))
        return (
            on(_holder(sources, "vanish"), "vanish")
            or 0 < _number(sources, "sz", 99) <= _TINY_HALF_POINTS
            or _number(sources, "w", 100) <= _NARROW_PERCENT
            or self._is_in_the_ground(run, sources)
        )

    def _sources(self, run: Any) -> Iterator[Any]:  # noqa: ANN401
        """Run properties that hold for a run, the nearest first."""
        own = run.find(f"{W}rPr")
        if own is not None:
            yield own
            yield from self._of_style(own.find(f"{W}rStyle"))
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            yield from self._of_style(paragraph.find(f"{W}pPr/{W}pStyle"))
        if self._defaults is not None:
            yield self._defaults

    def _of_style(self, named: Any) -> Iterator[Any]:  # noqa: ANN401
        key = named.get(f"{W}val", "") if named is not None else ""
        for style in self._styles.chain(key):
            found = style.find(f"{W}rPr")
            if found is not None:
                yield found

    def _is_in_the_ground(self, run: Any, sources: list[Any]) -> bool:  # noqa: ANN401
        colour = _colour(_holder(sources, "color"))
        ground = self._ground(run, sources) if colour else None
        return bool(colour and ground and _alike(colour, ground))

    def _ground(self, run: Any, sources: list[Any]) -> str | None:  # noqa: ANN401
        """The colour behind a run; ``None`` where it is not known."""
        highlight = next(
            (s.find(f"{W}highlight") for s in sources if s.find(f"{W}highlight") is not None), None
        )
        if highlight is not None and highlight.get(f"{W}val") not in ("none", "white"):
            return None
        shades = [source.find(f"{W}shd") for source in sources]
        for holder in run.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl", _TEXTBOX):
            if holder.tag == _TEXTBOX:
                return next(filter(None, map(_fill, shades)), None)
            shades.append(_properties(holder, "shd"))
            style = _properties(holder, "tblStyle")
            if style is not None and not any(map(_fill, shades)) and self._is_shaded(style):
                return None
        return next(filter(None, map(_fill, shades)), self._paper)

    def _is_shaded(self, named: Any) -> bool:  # noqa: ANN401
        """Whether a table style lays a ground under any of its parts."""
        chain = self._styles.chain(named.get(f"{W}val", ""))
        return any(_fill(shade) for style in chain for shade in style.iter(f"{W}shd"))


def is_hidden_box(box: Any) -> bool:  # noqa: ANN401
    """Whether a text box stands in a shape that is switched off."""
    for holder in box.iterancestors():
        if holder.tag == f"{W}r":
            return False
        if _HIDDEN_SHAPE.search(holder.get("style") or ""):
            return True
        named = next((child for child in holder if str(child.tag).endswith("}docPr")), None)
        if named is not None and named.get("hidden") in ("1", "true"):
            return True
    return False


def _holder(sources: list[Any], name: str) -> Any:  # noqa: ANN401
    return next((source for source in sources if source.find(f"{W}{name}") is not None), None)


def _number(sources: list[Any], name: str, otherwise: int) -> int:
    holder = _holder(sources, name)
    value = holder.find(f"{W}{name}").get(f"{W}val", "").rstrip("%") if holder is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise


def _properties(holder: Any, name: str) -> Any:  # noqa: ANN401
    kind = holder.tag.removeprefix(W)
    return holder.find(f"{W}{kind}Pr/{W}{name}")


def _colour(holder: Any) -> str:  # noqa: ANN401
    """The colour of words as six hexadecimal digits; empty where it is Word's own choice."""
    if holder is None:
        return ""
    found = holder.find(f"{W}color")
    if found.get(f"{W}themeColor") in _LIGHT_THEMES:
        return _WHITE
    value = found.get(f"{W}val", "")
    return value if _HEX.match(value) else ""


def _fill(shade: Any) -> str:  # noqa: ANN401
    """The colour of a ground; empty where there is none."""
    value = shade.get(f"{W}fill", "") if shade is not None else ""
    if shade is not None and shade.get(f"{W}val") == "solid":
        value = shade.get(f"{W}color", value)
    return value if _HEX.match(value) else ""


def _alike(colour: str, ground: str) -> bool:
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(ground), strict=True)
    return max(abs(a - b) for a, b in pairs) < _ALIKE
