"""Text of an HTML page that a browser does not show: it is taken out before the page is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from ingest.readers.looks import Declarations, Look, declarations, hides, rules

_MAX_RULES = 5_000
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_NO_TEXT = frozenset(["script", "style", "noscript", "template", "svg", "iframe", "object"])
_OLD_NAMES = {"color": "color", "bgcolor": "background-color", "background": "background"}


def take_hidden(tree: LexborHTMLParser) -> str:
    """Take out of a parsed page what nobody sees of it; returns the words that were taken out.

    By the page's own styles and attributes; style sheets kept elsewhere are not asked for.
    """
    if tree.body is None:
        return ""
    remover = _Remover(_by_rules(tree))
    remover.walk(tree.body)
    return " ".join(remover.taken)


def hides_itself(attributes: dict[str, str | None], look: Look | None = None) -> bool:
    """Whether an element is hidden by its own attributes alone."""
    declared = _by_attributes(attributes)
    return "hidden" in attributes or hides(declared) or not (look or Look()).inner(declared).is_seen


def _by_attributes(attributes: dict[str, str | None]) -> Declarations:
    old = {name: value for key, name in _OLD_NAMES.items() if (value := (attributes.get(key) or "").lower())}
    return old | declarations(attributes.get("style") or "")


def _by_rules(tree: LexborHTMLParser) -> dict[int, Declarations]:
    """What ``<style>`` declares for elements, by their identity; later rules win."""
    found: dict[int, Declarations] = {}
    for count, (selector, declared) in enumerate(_rules(tree)):
        if count >= _MAX_RULES:
            break
        for node in _selected(tree, selector):
            found[node.mem_id] = found.get(node.mem_id, {}) | declared
    return found


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, Declarations]]:
    for style in tree.css("style"):
        if (style.attributes.get("media") or "all").lower() in ("all", "screen", ""):
            yield from rules(style.text())


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []


@dataclass
class _Remover:
    """Goes through the page with the look that text inherits."""

    declared: dict[int, Declarations]
    taken: list[str] = field(default_factory=list)

    def walk(self, root: LexborNode) -> None:
        """Visit all below ``root`` without recursion: nesting may be as deep as it likes."""
        stack = [(root, Look())]
        while stack:
            node, look = stack.pop()
            if node.tag == "-text":
                self._text(node, look)
            if node.tag is None or node.tag.startswith("-") or node.tag in _NO_TEXT:
                continue
            declared = self.declared.get(node.mem_id, {}) | _by_attributes(node.attributes)
            if "hidden" in node.attributes or hides(declared):
                self._take(node)
                continue
            inner = look.inner(declared)
            stack += ((child, inner) for child in reversed(list(node.iter(include_text=True))))

    def _text(self, node: LexborNode, look: Look) -> None:
        if not look.is_seen and (node.text_content or "").strip():
            self._take(node)

    def _take(self, node: LexborNode) -> None:
        self.taken.append(node.text_content or "" if node.tag == "-text" else node.text(separator=" "))
        node.decompose()


class Veil(HTMLParser):
    """Reads tags as they pass in other text (Markdown) and knows whether a hidden element is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, bool, Look]] = []

    @property
    def is_down(self) -> bool:
        """Whether what comes now is not shown."""
        return any(hidden for _, hidden, _ in self._open)

    def end_paragraph(self) -> None:
        """A paragraph left open ends where the next begins."""
        while self._open and self._open[-1][0] == "p":
            self._open.pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        if tag in _VOID:
            return
        look = self._open[-1][2] if self._open else Look()
        attributes = dict(attrs)
        inner = look.inner(_by_attributes(attributes))
        self._open.append((tag, hides_itself(attributes, look), inner))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name; one that was never opened is passed over."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return
