"""Orders that end other texts: thay thế, bãi bỏ, hết hiệu lực, ngưng hiệu lực.

An end wrongly told makes valid law look dead: a text that is ended but for some of its content
("trừ Điều 5", "riêng ... tiếp tục có hiệu lực") is changed and not ended, and no text ends a
later one or one above it (Law 64/2025/QH15, on the application of legal documents).
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.dates import find_dates
from assistant.domain.document import Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath
from assistant.domain.references import find_references
from ingest.structure.lines import KINDS, Line, article_lines, sentences
from ingest.structure.orders import FROM, THIS, VERB, Order, listed, orders
from ingest.structure.targets import Target, can_end, targets

LONGEST_TEXT = 500
"""How much of the words that say so a relation keeps."""

_HISTORY = re.compile(
    rf"(?:(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế(?!\s+(?:bằng|bởi)\s+{THIS}))"
    rf"|(?:sửa đổi|bổ sung|thay thế)\s+(?:bởi|theo|tại)(?!\s+{THIS}))"
    r"[^.;:]*?(?=$|[.;:]|\s(?:bị\s+)?bãi bỏ|\s(?:đều\s+)?hết hiệu lực|\sbằng\s|\snhư sau|\skể từ)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“«\"][^”»\"]*[”»\"]|\(sau đây [^()]*\)")
_EXCEPT = re.compile(r"(?<!\w)(?:ngoại trừ|trừ|riêng|tiếp tục|vẫn|theo lộ trình)(?!\w)", re.IGNORECASE)
_LIVES_ON = re.compile(
    r"(?<!\w)(?:tiếp tục|vẫn)\s+(?:có|còn|được|áp dụng|thực hiện|duy trì)(?!\w)", re.IGNORECASE
)
_ALONE = re.compile(r"^[\s\d.a-zđ)\-+]*(?:riêng|đối với)\s+", re.IGNORECASE)
_SINCE = re.compile(rf"\s*,?\s*(?:có\s+)?{FROM}", re.IGNORECASE)
_FROM_LAST = re.compile(rf"{FROM}(?=[^,;]{{0,60}}$)", re.IGNORECASE)
_EVENT = re.compile(rf"(?:(?P<own>{THIS}|ký|ban\s+hành|thông\s+qua)|{KINDS})", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)đến(?:\s+hết)?(?:\s+ngày)?\s+(?=\d)", re.IGNORECASE)
_NEAR = 30

Days = Callable[[ProvisionPath], date | None]
"""The day on which what a unit orders takes effect."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Reads the ends that the document ``own`` orders.

    ``within``: the document that bare "Điều 5" means (that which the article amends).
    ``transitional``: numbers of the document's own transitional articles; an end "trừ Điều 9"
    of them keeps nothing of the ended text alive.
    """

    own: ProvisionPath
    day_of: Days
    within: ProvisionPath
    transitional: Collection[str] = ()

    def of_article(self, article: Provision) -> Iterator[Relation]:
        """The ends that an article orders."""
        lines = list(article_lines(article))
        kept = self.kept(lines)
        for line in lines:
            yield from self.of_line(line, kept)

    def of_line(self, line: Line, kept: Collection[str] = ()) -> list[Relation]:
        """The ends that one line orders, by its own words or as an item of a list.

        ``kept``: keys of documents that are only changed, as other lines say.
        """
        if not (line.above or VERB.search(line.text)):
            return []
        found: list[Relation] = []
        told = list(sentences(line.text))
        for index, (text, after) in enumerate(zip(told, [*told[1:], ""], strict=True)):
            words = plain(text)
            own = list(orders(words))
            for order in own or (listed(words, line.above) if index == 0 else ()):
                found += self._relations(words, order, line, after)
        return list(dict.fromkeys(_kept_alive(one, kept) for one in found))

    def kept(self, lines: Collection[Line]) -> set[str]:
        """Keys of the documents of which some lines say that a part of them lives on."""
        keys: set[str] = set()
        for line in (one for one in lines if _LIVES_ON.search(one.text)):
            for text in sentences(line.text):
                lives = _LIVES_ON.search(text)
                start = _ALONE.match(text)
                if lives:
                    found = targets(text, start.end() if start else 0, lives.start(), self.own)
                    keys |= {one.path.document.key for one in found[:1] if one.told}
        return keys

    def _relations(self, words: str, order: Order, line: Line, after: str) -> Iterator[Relation]:
        within = self.within if order.kind in (RelationKind.REPEALS, RelationKind.SUSPENDS) else self.own
        found = targets(words, order.start, order.stop, within, item=order.item)
        if found and not found[0].told and (order.passive or not found[0].path.segments):
            return
        day, until = self._days(order, line)
        for index, target in enumerate(found):
            if not can_end(self.own.document, target.path.document):
                continue
            following = found[index + 1].start if index + 1 < len(found) else len(words)
            partly = order.partly and not target.path.segments
            partly = partly or target.partly or self._excepted(words, order, target, following, after)
            kind = RelationKind.AMENDS if partly else order.kind
            text = line.text[:LONGEST_TEXT]
            yield Relation(kind, line.path, target.path, text, day, None if partly else until)

    def _excepted(self, words: str, order: Order, target: Target, following: int, after: str) -> bool:
        """Whether some of a document that is ended stays in force."""
        if target.path.segments:
            return False
        piece = words[target.end :] if order.passive else words[target.end : following]
        if order.passive and order.lead:
            piece = f"{words[target.end :]} ; {order.lead}"
        if after and _EXCEPT.match(after.strip()):
            piece = f"{piece} {after}"
        found = _EXCEPT.search(piece)
        return found is not None and not self._is_own(piece[found.start() :])

    def _is_own(self, words: str) -> bool:
        """Whether what is excepted is the document's own transitional article."""
        found = find_references(words, self.own)
        named = re.search(THIS, words) is not None
        articles = [one.path.article for one in found if one.path.document == self.own.document]
        return bool(articles) and all(named or article in self.transitional for article in articles)

    def _days(self, order: Order, line: Line) -> tuple[date | None, date | None]:
        """The day of an end, and of a suspension the first day in force again."""
        default = self.day_of(line.path)
        until = _until(order.tail) if order.kind is RelationKind.SUSPENDS else None
        started = _SINCE.match(order.tail) if order.passive else _FROM_LAST.search(order.tail)
        if started is None:
            return default, until
        words = order.tail[started.end() :]
        day = next(find_dates(words[:_NEAR]), None)
        if day is not None and day.start <= len("ngày "):
            return day.day, until
        event = _EVENT.match(words)
        return (default if event is None or event["own"] else None), until


def _kept_alive(relation: Relation, kept: Collection[str]) -> Relation:
    """A document of which a part lives on is changed and not ended."""
    target = relation.target
    if target is None or target.segments or target.document.key not in kept:
        return relation
    return replace(relation, kind=RelationKind.AMENDS, until=None)


def plain(text: str) -> str:
    """The words without quotations and history, each letter in its place."""
    blank = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    return _HISTORY.sub(lambda m: " " * len(m.group()), blank)


def _until(words: str) -> date | None:
    """The day after "đến (hết) ngày ...": the last day named is one of the suspension."""
    match = _UNTIL.search(words)
    found = next(find_dates(words[match.end() : match.end() + 40]), None) if match else None
    return found.day + timedelta(days=1) if found and found.day < date.max else None
