"""Articles of one number told apart: the same one twice, two documents, an attached text.

The code puts an article into every topic it belongs to, so equal articles of one number are
mostly one article. But a law and a resolution of one session can bear one number (as several
do), an old decree's number was given again in another year, and a regulation issued with a
decision counts its own articles from 1. Their words tell: other words under one number are
another text.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.domain.document import DocumentKind
from assistant.domain.path import Segment, UnitKind
from assistant.domain.words import fold
from ingest.codification.identity import Placed, in_chapter, linked_article

_SAME = 80.0  # of 100: hands differ in case, marks and small words; other articles stay below 60
_COMPARED = 20_000
_RANK = {kind: rank for rank, kind in enumerate(DocumentKind)}
_FAMILIES = {
    DocumentKind.CODE: DocumentKind.LAW,
    DocumentKind.JOINT_CIRCULAR: DocumentKind.CIRCULAR,
    DocumentKind.JOINT_RESOLUTION: DocumentKind.RESOLUTION,
}
_ATTACHED = re.compile(
    r"^(?:về việc |v/v )?ban hành (?:.{0,30}?)(?P<what>quy chế|điều lệ|quy định|nội quy|quy trình)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """One article of a document for good: its address inside, and all the topics it stands in."""

    placed: Placed
    scope: str | None
    place: Segment
    topics: tuple[str, ...]
    warnings: tuple[str, ...]


def settle(articles: list[Placed]) -> list[Settled]:
    """Tell apart what stands under one document number."""
    settled: list[Settled] = []
    taken: dict[str, int] = {}
    for text in _texts(articles):
        kind = fold(text[0].kind.value.partition(" của ")[0]).replace(" ", "-")
        taken[kind] = taken.get(kind, 0) + 1
        scope = None if not settled else kind if taken[kind] == 1 else f"{kind}~{taken[kind]}"
        for own, inner in _attached(text, scope):
            settled += _numbered(own, inner)
    return settled


def same_words(one: Placed, other: Placed) -> bool:
    """Whether two articles say the same, but for the hand that typed them."""
    first, second = _words(one), _words(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return fuzz.ratio(short, long) >= _SAME or (len(short) > 60 and fuzz.partial_ratio(short, long) >= 95)


def _words(placed: Placed) -> str:
    text = placed.article.text or placed.article.title
    return " ".join(fold(text[:_COMPARED]).split())


def _texts(articles: list[Placed]) -> list[list[Placed]]:
    """The documents under one number, the highest and longest first.

    What one topic has of one kind is one document; it belongs to a document met before unless
    most of the articles they share differ in their words.
    """
    clusters: dict[tuple[DocumentKind, str], list[Placed]] = defaultdict(list)
    for placed in articles:
        clusters[placed.kind, placed.article.topic].append(placed)
    ordered = sorted(clusters.values(), key=lambda c: (_RANK[c[0].kind], -len(c), c[0].article.topic))
    texts: list[list[Placed]] = []
    for cluster in ordered:
        home = next((text for text in texts if _belongs(cluster, text)), None)
        if home is None:
            texts.append(list(cluster))
        else:
            home.extend(cluster)
    return texts


def _belongs(cluster: list[Placed], text: list[Placed]) -> bool:
    by_place = {placed.place: placed for placed in text}
    shared = [(one, by_place[one.place]) for one in cluster if one.place in by_place]
    if not shared:
        return _family(cluster) is _family(text)
    differing = sum(not same_words(one, other) for one, other in shared)
    unlike = cluster[0].kind is not text[0].kind or _days(cluster).isdisjoint(_days(text))
    return not (unlike and differing * 2 > len(shared))


def _family(articles: list[Placed]) -> DocumentKind:
    """The kind, but for kinds that notes take for each other."""
    return _FAMILIES.get(articles[0].kind, articles[0].kind)


def _days(articles: Iterable[Placed]) -> set[object]:
    return {placed.note.in_force_from for placed in articles}


def _attached(articles: list[Placed], scope: str | None) -> list[tuple[list[Placed], str | None]]:
    """The document's own articles and those of the regulation issued with it.

    Own articles of such a decision stand under no chapter in the linked text, the attached
    ones do; it is only looked at where one number has two different texts.
    """
    bare = [placed for placed in articles if in_chapter(placed.article.url) is False]
    inner = [placed for placed in articles if in_chapter(placed.article.url)]
    by_place = {placed.place: placed for placed in bare}
    clash = [p for p in inner if p.place in by_place and not same_words(p, by_place[p.place])]
    name = next((match for placed in articles if (match := _ATTACHED.match(placed.note.name))), None)
    if not clash or name is None:
        return [(articles, scope)]
    label = fold(name["what"]).replace(" ", "-")
    chosen = {id(placed) for placed in inner}
    own = [placed for placed in articles if id(placed) not in chosen]
    return [(own, scope), (inner, f"{scope}-{label}" if scope else label)]


def _numbered(articles: list[Placed], scope: str | None) -> list[Settled]:
    """One entry for each article: copies joined, what still shares a number told apart."""
    groups: dict[Segment, list[list[Placed]]] = defaultdict(list)
    for placed in articles:
        same = next((g for g in groups[placed.place] if same_words(placed, g[0])), None)
        if same is None:
            groups[placed.place].append([placed])
        else:
            same.append(placed)
    settled: list[Settled] = []
    for place, copies in list(groups.items()):
        for index, group in enumerate(copies):
            settled.append(_settled(group, scope, place, index, groups.__contains__))
    return settled


def _settled(
    group: list[Placed], scope: str | None, place: Segment, index: int, taken: Callable[[Segment], bool]
) -> Settled:
    best = max(group, key=lambda placed: (_last_change(placed), len(placed.article.text)))
    topics = tuple(dict.fromkeys(placed.article.topic for placed in group))
    warnings = best.warnings
    if len(group) > 1 and len({_words(placed) for placed in group}) > 1:
        warnings += ("hai đề mục ghi lời khác nhau đôi chút",)
    if index:
        place, warning = _elsewhere(best, place, index, taken)
        warnings += (warning,)
    return Settled(best, scope, place, topics, warnings)


def _elsewhere(
    placed: Placed, place: Segment, index: int, taken: Callable[[Segment], bool]
) -> tuple[Segment, str]:
    """An address for the second text of one number: where link or code's label name another
    article that no one else is, that one (the note is mistyped); else an ordinal.
    """
    for label in (linked_article(placed.article.url), placed.article.code_article):
        if label and label != place.label and not taken(Segment(UnitKind.ARTICLE, label)):
            return Segment(
                UnitKind.ARTICLE, label
            ), f"ghi chú nói Điều {place.label}, lấy Điều {label} theo nhãn"
    return replace(place, nth=index + 1), f"hai bài cùng mang số {place.label}, lời khác nhau"


def _last_change(placed: Placed) -> str:
    days = [str(change.effective_on) for change in placed.note.changes if change.effective_on]
    return max(days, default="")
