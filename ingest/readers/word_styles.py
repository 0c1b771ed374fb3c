"""How a Word paragraph looks through its own properties and those of its style."""

from dataclasses import dataclass, field
from typing import Any

from ingest.readers.word_numbers import W

_HEADINGS = {f"heading {level}": level for level in range(1, 7)}
_MAX_PARENTS = 10


@dataclass(frozen=True)
class Look:
    """Heading level (0: none), centred, and list number with its level."""

    heading: int
    centred: bool
    number: tuple[str, int] | None


@dataclass
class Styles:
    """Styles by id, as elements; asked along the chain of ``basedOn``."""

    by_id: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> "Styles":  # noqa: ANN401 - python-docx has no types
        """The styles of a document opened with python-docx."""
        root = document.styles.element
        return cls({style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")})

    def look(self, paragraph: Any) -> Look:  # noqa: ANN401
        """The look of a paragraph; its own properties come before its style's."""
        sources = self._sources(paragraph)
        return Look(self._heading(paragraph, sources), _centred(sources), _number(sources))

    def is_bold(self, properties: Any, paragraph: Any) -> bool:  # noqa: ANN401
        """Whether a run is bold, by itself or by its paragraph's style."""
        if properties is not None and properties.find(f"{W}b") is not None:
            return on(properties, "b")
        chain = self._chain(paragraph) if paragraph is not None else []
        for style in chain:
            own = style.find(f"{W}rPr")
            if own is not None and own.find(f"{W}b") is not None:
                return on(own, "b")
        return False

    def _chain(self, paragraph: Any) -> list[Any]:  # noqa: ANN401
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.chain(own.get(f"{W}val", "") if own is not None else "")

    def chain(self, key: str) -> list[Any]:
        """The style of this id and those it is based on, the nearest first."""
        chain: list[Any] = []
        while key in self.by_id and len(chain) < _MAX_PARENTS:
            chain.append(self.by_id[key])
            parent = self.by_id[key].find(f"{W}basedOn")
            key = parent.get(f"{W}val", "") if parent is not None else ""
        return chain

    def _sources(self, paragraph: Any) -> list[Any]:  # noqa: ANN401
        holders = (paragraph, *self._chain(paragraph))
        return [found for holder in holders if (found := holder.find(f"{W}pPr")) is not None]

    def _heading(self, paragraph: Any, sources: list[Any]) -> int:  # noqa: ANN401
        for style in self._chain(paragraph):
            name = style.find(f"{W}name")
            level = _HEADINGS.get((name.get(f"{W}val", "") if name is not None else "").lower())
            if level:
                return level
        outline = next(
            (s.find(f"{W}outlineLvl") for s in sources if s.find(f"{W}outlineLvl") is not None), None
        )
        value = outline.get(f"{W}val", "9") if outline is not None else "9"
        return int(value) + 1 if value in tuple("012345") else 0


def _centred(sources: list[Any]) -> bool:
    found = next((source.find(f"{W}jc") for source in sources if source.find(f"{W}jc") is not None), None)
    return found is not None and found.get(f"{W}val") == "center"


def _number(sources: list[Any]) -> tuple[str, int] | None:
    """List and level; the list number 0 switches a style's numbering off."""
    found = next((s.find(f"{W}numPr") for s in sources if s.find(f"{W}numPr") is not None), None)
    if found is None:
        return None
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    key = number.get(f"{W}val", "0") if number is not None else "0"
    depth = level.get(f"{W}val", "0") if level is not None else "0"
    return (key, int(depth)) if key != "0" and depth in tuple("012345678") else None


def on(properties: Any, name: str) -> bool:  # noqa: ANN401
    """Whether a switch of run properties is set (present and not ``0`` or ``false``)."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "none")
