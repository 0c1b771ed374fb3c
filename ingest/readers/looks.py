"""How HTML text looks, as far as it decides whether anybody sees it: a little of CSS.

Declarations that hide, sizes and colours; rules of ``<style>`` in the order of the page. What is
not understood (variables, pictures as ground) hides nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from PIL import ImageColor

Declarations = dict[str, str]
Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BLOCK = re.compile(r"([^{}]*)([{}])")
_DECLARATION = re.compile(r"([-\w]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|\([^)]*\)|[^;\"'(])*)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%|vw|vh|cm|mm|in)?$")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^)]*)\)")
_AT_REST = re.compile(r":(?!nth-|first-|last-|only-|not\(|is\(|where\(|root|empty)")
_OTHER_MEDIA = re.compile(
    r"@media\b(?!.*\b(?:screen|all)\b).*\b(?:print|speech|width|height)\b", re.IGNORECASE
)
_POINTS = {"px": 0.75, "pt": 1.0, "": 0.75, "cm": 28.3, "mm": 2.83, "in": 72.0, "vw": 8.0, "vh": 6.0}
_MAX_CSS = 1_000_000
_BODY_PT = 12.0
_UNREADABLE_PT = 2.0
_FAR_PT = 300.0
_ALIKE = 24


@dataclass(frozen=True)
class Look:
    """What text inherits: colour, the ground it stands on (``None``: not known), size in points."""

    colour: Colour = BLACK
    ground: Colour | None = WHITE
    size: float = _BODY_PT

    def inner(self, declared: Mapping[str, str]) -> "Look":
        """The look inside an element with these declarations."""
        look = self
        if "font-size" in declared:
            look = replace(look, size=_size(declared["font-size"], self.size))
        ground = declared.get("background-color") or declared.get("background")
        if ground and ground not in ("none", "inherit", "initial", "unset"):
            look = replace(look, ground=_ground(ground, self.ground))
        if "color" in declared:
            look = replace(look, colour=_text_colour(declared["color"], look))
        return look

    @property
    def is_seen(self) -> bool:
        """Whether text of this look is large enough and stands out from its ground."""
        if self.size <= _UNREADABLE_PT:
            return False
        if self.ground is None:
            return True
        return max(abs(a - b) for a, b in zip(self.colour, self.ground, strict=True)) >= _ALIKE


def declarations(style: str) -> Declarations:
    """Declarations of a ``style`` attribute or of a rule, lower case; the last of a name counts."""
    found: Declarations = {}
    urgent: set[str] = set()
    for match in _DECLARATION.finditer(_COMMENT.sub("", style).lower()):
        value, important, _ = match[2].strip().partition("!important")
        if important:
            urgent.add(match[1])
        elif match[1] in urgent:
            continue
        found[match[1]] = value.strip()
    return found


def rules(css: str) -> Iterator[tuple[str, Declarations]]:
    """Selector and declarations of each rule that holds on a screen at rest."""
    heads: list[str] = []
    text = _COMMENT.sub("", css[:_MAX_CSS])
    for match in _BLOCK.finditer(text):
        if match[2] == "{":
            heads.append(match[1].rpartition(";")[2].strip())
        elif heads:
            head = heads.pop()
            if not head.startswith("@") and not any(map(_OTHER_MEDIA.match, heads)):
                yield from _of_rule(head, match[1])


def _of_rule(head: str, body: str) -> Iterator[tuple[str, Declarations]]:
    found = declarations(body)
    for selector in re.split(r",(?![^(]*\))", head):
        if selector.strip() and found and not _AT_REST.search(selector):
            yield selector.strip(), found


def hides(declared: Mapping[str, str]) -> bool:
    """Whether declarations take an element and all in it out of sight."""
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    if declared.get("visibility") in ("hidden", "collapse") or declared.get("content-visibility") == "hidden":
        return True
    return _is_faint(declared) or _is_far(declared) or _is_shut(declared) or _is_cut(declared)


def _is_faint(declared: Mapping[str, str]) -> bool:
    opacity = declared.get("opacity", "1")
    share = _LENGTH.match(opacity)
    return share is not None and float(share[1]) / (100 if share[2] == "%" else 1) <= 0.05


def _is_far(declared: Mapping[str, str]) -> bool:
    """Set outside the page, as for programs that read aloud, or by who means no reader to see."""
    moved = ["text-indent", "margin-left", "margin-top"]
    if declared.get("position") in ("absolute", "fixed", "relative"):
        moved += ["left", "top", "right", "bottom"]
    return any(_points(declared.get(name, "")) <= -_FAR_PT for name in moved)


def _is_shut(declared: Mapping[str, str]) -> bool:
    """A box of no size that shows nothing beyond its sides."""
    if not any(declared.get(name, "") in _SHUT for name in ("overflow", "overflow-x", "overflow-y")):
        return False
    sides = ("width", "height", "max-width", "max-height")
    return any(side in declared and 0 <= _points(declared[side]) <= 1 for side in sides)


def _is_cut(declared: Mapping[str, str]) -> bool:
    clip = (declared.get("clip", "") + declared.get("clip-path", "")).replace(" ", "")
    shrunk = declared.get("transform", "").replace(" ", "")
    return clip.startswith(_CUTS) or shrunk.startswith(("scale(0)", "scale(0,", "scalex(0)", "scaley(0)"))


_SHUT = ("hidden", "clip", "scroll", "auto")
_CUTS = ("rect(0,0,0,0)", "rect(0000)", "rect(0px,0px,0px,0px)", "rect(1px,1px,1px,1px)", "inset(50%",
         "inset(100%", "circle(0", "polygon(00,00")  # fmt: skip


def _points(value: str) -> float:
    """A length in points; a share counts by a page of 600 points; 0.5 above all where not read."""
    match = _LENGTH.match(value.strip())
    if match is None:
        return _BODY_PT
    unit = match[2] or ""
    factor = {"em": _BODY_PT, "rem": _BODY_PT, "%": 6.0}.get(unit) or _POINTS[unit]
    return float(match[1]) * factor


def _size(value: str, outer: float) -> float:
    match = _LENGTH.match(value.strip())
    if match is None:
        return _BODY_PT if value in ("initial", "medium", "small", "large") else outer
    unit = match[2] or ""
    if unit in ("em", "%"):
        return outer * float(match[1]) / (100 if unit == "%" else 1)
    return _points(value)


def _ground(value: str, outer: Colour | None) -> Colour | None:
    """The ground under text; ``None`` for pictures, gradients and what is not understood."""
    if "url(" in value or "gradient(" in value or "var(" in value:
        return None
    words = re.findall(r"[-#\w]+(?:\([^)]*\))?", value)
    for word in words:
        if word == "transparent":
            return outer
        colour = _colour(word, outer or WHITE)
        if colour is not None:
            return colour
    return None


def _text_colour(value: str, look: Look) -> Colour:
    if value == "transparent":
        return look.ground or look.colour
    return _colour(value, look.ground or WHITE) or look.colour


def _colour(value: str, ground: Colour) -> Colour | None:
    """A colour laid over ``ground`` as far as it lets that shine through."""
    solid, alpha = _opaque(value)
    try:
        red, green, blue, *rest = ImageColor.getrgb(solid)
    except ValueError:
        return None
    alpha = rest[0] / 255 if rest else alpha
    laid = [round(c * alpha + g * (1 - alpha)) for c, g in zip((red, green, blue), ground, strict=True)]
    return laid[0], laid[1], laid[2]


def _opaque(value: str) -> tuple[str, float]:
    """``rgb()`` and ``hsl()`` with commas and without alpha, and the alpha."""
    match = _FUNCTION.match(value)
    if match is None:
        return value, 1.0
    parts = re.split(r"[\s,/]+", match[2].strip())
    found = _LENGTH.match(parts[3]) if len(parts) > 3 else None
    alpha = float(found[1]) / (100 if found[2] == "%" else 1) if found else 1.0
    return f"{match[1]}({','.join(parts[:3])})", min(max(alpha, 0.0), 1.0)
