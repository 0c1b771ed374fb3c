"""The labels that Word prints before paragraphs of automatic lists; the text itself lacks them.

A clause typed as a list item reads "Text" in the file and "1. Text" on paper. The labels are
counted as Word counts them: per abstract list and level, restarted below a higher level
(ECMA-376, part 1, 17.9).
"""

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_NUMBER = 5_000


@dataclass(frozen=True)
class Level:
    """One level of a list: number format, pattern (``%1.%2.``), first number."""

    style: str
    pattern: str
    start: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any) -> "Numbering":  # noqa: ANN401 - lxml has no types here
        """Read ``numbering.xml``; an empty numbering where there is none."""
        numbering = cls()
        if root is None:
            return numbering
        for abstract in root.iter(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            numbering.levels[key] = {_index(level): _level(level) for level in abstract.iter(f"{W}lvl")}
        for number in root.iter(f"{W}num"):
            numbering._add(number)
        return numbering

    def _add(self, number: Any) -> None:  # noqa: ANN401
        key = number.get(f"{W}numId", "")
        self.lists[key] = _value(number.find(f"{W}abstractNumId"), "")
        for override in number.iter(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                self.overrides[key, _index(override)] = _integer(_value(start, "1"), 1)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph of list ``number`` at level ``depth`` and give its label."""
        abstract = self.lists.get(number)
        level = self.levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return ""
        self._count(number, abstract, depth, level)
        if level.style == "bullet":
            return "-"
        return "" if level.style == "none" else self._filled(abstract, level.pattern)

    def _count(self, number: str, abstract: str, depth: int, level: Level) -> None:
        place = (number, depth)
        if place in self.overrides and place not in self.begun:
            self.begun.add(place)
            self.counts[abstract, depth] = self.overrides[place]
        else:
            self.counts[abstract, depth] = self.counts.get((abstract, depth), level.start - 1) + 1
        for lower in range(depth + 1, 9):
            self.counts.pop((abstract, lower), None)

    def _filled(self, abstract: str, pattern: str) -> str:
        for depth, level in self.levels[abstract].items():
            if f"%{depth + 1}" in pattern:
                count = self.counts.get((abstract, depth), level.start)
                pattern = pattern.replace(f"%{depth + 1}", formatted(count, level.style))
        return pattern.strip()


def formatted(number: int, style: str) -> str:
    """A number as Word's ``numFmt`` prints it; unknown formats as digits."""
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _level(level: Any) -> Level:  # noqa: ANN401
    start = _integer(_value(level.find(f"{W}start"), "1"), 1)
    style = _value(level.find(f"{W}numFmt"), "decimal")
    return Level(style, _value(level.find(f"{W}lvlText"), ""), start)


def _index(element: Any) -> int:  # noqa: ANN401
    return _integer(element.get(f"{W}ilvl", "0"), 0)


def _value(element: Any, default: str) -> str:  # noqa: ANN401
    return default if element is None else str(element.get(f"{W}val", default))


def _integer(text: str, default: int) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else default
