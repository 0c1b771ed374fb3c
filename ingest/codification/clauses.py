"""What the codified articles themselves order: ends of other documents, transitions.

Force clauses stand in the codification as articles ("Hiệu lực thi hành: Thông tư này thay thế
Thông tư số ..."). The notes tell only of changes to what the code still has; these clauses tell
of what it has no more. Consolidated articles hold words of later texts too: what a document
could not have ordered, the end of a later text or of one above it, is left out.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from assistant.domain.document import Provision, Relation, RelationKind
from assistant.domain.path import ProvisionPath, UnitKind
from ingest.structure.ends import Ending
from ingest.structure.transition import transitional_articles, transitions

_WORDS = (
    "thay thế",
    "bãi bỏ",
    "hủy bỏ",
    "huỷ bỏ",
    "hết hiệu lực",
    "ngưng hiệu lực",
    "chuyển tiếp",
    "tiếp tục",
)
_NUMBER = re.compile(r"\d[ ]?[/-]")
_TOLD = frozenset(
    {RelationKind.REPLACES, RelationKind.REPEALS, RelationKind.SUSPENDS, RelationKind.TRANSITION}
)


def stated(provisions: Iterable[Provision]) -> list[Relation]:
    """The relations to other documents that a document's own articles state.

    They take effect with the article (``Provision.in_force_from``, from its note).
    """
    articles = [
        p for p in provisions if p.kind in (UnitKind.ARTICLE, UnitKind.PARAGRAPH) and not p.path.scope
    ]
    transitional = transitional_articles(articles)
    return [one for article in articles if _may_state(article) for one in _of_article(article, transitional)]


def _may_state(article: Provision) -> bool:
    """A cheap test for the many articles that state nothing, or of no document with a number."""
    words = f"{article.heading}\n{article.text}".lower()
    return any(word in words for word in _WORDS) and _NUMBER.search(words) is not None


def _of_article(article: Provision, transitional: frozenset[str]) -> Iterator[Relation]:
    own = ProvisionPath(article.path.document)

    day, year = article.in_force_from, own.document.year
    if day and year and day.year < year:
        day = None  # of content with a day in the past: no text ends another before it is issued

    def day_of(_: ProvisionPath) -> date | None:
        return day

    ending = Ending(own, day_of, own, transitional)
    for relation in (*ending.of_article(article), *transitions(article, own, day_of)):
        if relation.kind in _TOLD and relation.target is not None:
            yield relation
