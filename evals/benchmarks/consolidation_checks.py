"""Whether a computed wording is right, judged without the code that computed it.

Articles are cut into units by the labels at the start of their lines, words are counted with
``str.count``: nothing of ``ingest.amendments`` is used.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.domain.amendment import Act, Instruction
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import syllables

_LABEL = re.compile(r"(?:(?P<clause>\d{1,3}[a-zđ]?)\.(?!\d)|(?P<point>[a-zđ]\d?)\))")
_ON_WORDS = (Act.REPLACE_WORDS, Act.INSERT_WORDS, Act.DELETE_WORDS)
Key = tuple[str, ...]
"""A unit of an article: () its first words, ("2",) a clause, ("2", "a") a point."""


def pieces(text: str) -> dict[Key, str]:
    """The own words of each unit, by the labels that lines begin with."""
    found: dict[Key, list[str]] = {(): []}
    key: Key = ()
    for line in text.split("\n"):
        match = _LABEL.match(line.strip())
        if match and match["clause"]:
            key = (match["clause"],)
        elif match:
            key = (*key[:1], match["point"]) if key else ("", match["point"])
        found.setdefault(key, []).append(line)
    return {key: "\n".join(lines) for key, lines in found.items()}


def key_of(path: ProvisionPath) -> Key:
    """The same unit's key by its address."""
    clause = next((s.label for s in path.segments if s.kind is UnitKind.CLAUSE), None)
    point = next((s.label for s in path.segments if s.kind is UnitKind.POINT), None)
    if point:
        return (clause or "", point)
    return (clause,) if clause else ()


def unit_words(provision: Provision, path: ProvisionPath) -> str:
    """All words of a unit, its points included; of an article the heading too."""
    key = key_of(path)
    if not key:
        return f"{provision.heading}\n{provision.text}"
    found = pieces(provision.text)
    return "\n".join(text for other, text in found.items() if other[: len(key)] == key)


def contains(words: Sequence[str], part: Sequence[str]) -> bool:
    """Whether ``part`` stands in ``words`` without a break."""
    return f" {' '.join(part)} " in f" {' '.join(words)} "


class Checker:
    """Holds the old wording, the new wording and all orders; says what is wrong with one."""

    def __init__(
        self, old: Iterable[Provision], new: Iterable[Provision], orders: Sequence[Instruction]
    ) -> None:
        self._old = {p.path: p for p in old}
        self._new = {p.path: p for p in new}
        self._order = [p.path for p in self._new.values()]
        self._orders = orders

    def wrong(self, order: Instruction) -> str:
        """What is wrong with the outcome of ``order``; empty where nothing is."""
        new = self._new.get(order.target.article_path)
        old = self._old.get(order.target.article_path)
        if order.act is Act.REPEAL:
            return self._repealed(order, new)
        if new is None:
            return "the article is missing"
        if order.act in _ON_WORDS:
            return self._words(order, old, new) if old else "the article was not there"
        return self._text(order, new)

    def _repealed(self, order: Instruction, new: Provision | None) -> str:
        key = key_of(order.target)
        if not key:
            return "the article still stands" if new else ""
        return "the unit still stands" if new and key in pieces(new.text) else ""

    def _text(self, order: Instruction, new: Provision) -> str:
        """The quoted words are the unit, no word more and none less."""
        wanted = syllables(order.text)
        if not key_of(order.target):
            wanted = syllables(re.sub(r"^Điều\s+\w+\.", "", order.text))
        found = syllables(unit_words(new, order.target))
        if found == wanted:
            return self._place(order)
        return "the unit's words are not the quoted ones"

    def _place(self, order: Instruction) -> str:
        """An inserted article stands behind a lower number and before a higher one."""
        if order.act is not Act.INSERT or key_of(order.target):
            return ""
        numbers = [_number(path) for path in self._order if path.article]
        return "" if numbers == sorted(numbers) else "the articles are out of order"

    def _words(self, order: Instruction, old: Provision, new: Provision) -> str:
        """The words stood there before, and all acts on words together explain what stands now."""
        before, after = self._place_of_words(order, old), self._place_of_words(order, new)
        if not before.count(order.anchor or order.old_words):
            return "the words were not there before"
        expected = before
        for other in self._orders:
            if other.act in _ON_WORDS and _overlap(order, other):
                expected = _by_hand(expected, other)
        return "" if syllables(expected) == syllables(after) else "other words than replacing by hand gives"

    def _place_of_words(self, order: Instruction, provision: Provision) -> str:
        if order.heading and not order.body:
            return provision.heading
        return unit_words(provision, order.target)

    def untouched(self) -> list[str]:
        """Units that no order names and that changed nevertheless."""
        return [f"{path}: {key}" for path, key in self._changed() if not self._named(path, key)]

    def _changed(self) -> Iterator[tuple[ProvisionPath, Key]]:
        for path, old in self._old.items():
            new = self._new.get(path)
            if new is None:
                yield path, ()
            elif new is not old:
                before, after = pieces(old.text), pieces(new.text)
                keys = dict.fromkeys((*before, *after))
                yield from ((path, k) for k in keys if _differ(before, after, k))

    def _named(self, path: ProvisionPath, key: Key) -> bool:
        named = [key_of(o.target) for o in self._orders if o.target.article_path == path]
        return any(key[: len(one)] == one for one in named)


def _overlap(one: Instruction, other: Instruction) -> bool:
    """Whether both are about the same words: one heading, or units of which one holds the other."""
    if one.target.article_path != other.target.article_path:
        return False
    if not (one.body and other.body):
        return one.heading and other.heading
    a, b = key_of(one.target), key_of(other.target)
    size = min(len(a), len(b))
    return a[:size] == b[:size]


def _by_hand(text: str, order: Instruction) -> str:
    if order.act is Act.INSERT_WORDS:
        return text.replace(order.anchor, f"{order.anchor} {order.new_words}")
    return text.replace(order.old_words, order.new_words)


def _differ(before: Mapping[Key, str], after: Mapping[Key, str], key: Key) -> bool:
    return before.get(key, "").strip() != after.get(key, "").strip()


def _number(path: ProvisionPath) -> tuple[int, str]:
    match = re.match(r"(\d+)(.*)", path.article or "")
    return (int(match[1]), match[2]) if match else (0, "")
