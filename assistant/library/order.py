"""The reading order of a document's rows."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.library.rows import Columns

_PARTS = re.compile(r"\d+|\D+")


def in_reading_order(rows: Sequence[Columns]) -> list[Columns]:
    """By position, which an inserted article shares with its neighbour. What snapshots brought has
    none (all 0), because each snapshot has other articles: those go by their numbers, each heading
    before the first article under it; a heading with nothing under it any more is left out.
    """
    if any(row["position"] for row in rows) or len(rows) < 2:
        return sorted(rows, key=lambda row: (row["position"], _natural(row)))
    headings = {row["tail"]: row for row in rows if not row["rankable"]}
    return [
        row
        for article in sorted(rows, key=_natural)
        if article["rankable"]
        for row in _with(headings, article)
    ]


def _with(headings: dict[str, Columns], article: Columns) -> Iterator[Columns]:
    """The headings above an article that have not been given yet, then the article."""
    above: list[Columns] = []
    heading = headings.pop(article["parent"] or "", None)
    while heading is not None:
        above.append(heading)
        heading = headings.pop(heading["parent"] or "", None)
    yield from reversed(above)
    yield article


def _natural(row: Columns) -> tuple[Any, ...]:
    """5a after 5 and before 10; the document's own articles before those of what is attached."""
    scope, slash, inner = row["tail"].rpartition("/")
    parts = [(not part.isdecimal(), part.zfill(8)) for part in _PARTS.findall(inner)]
    return (bool(slash), scope, parts, row["id"])
