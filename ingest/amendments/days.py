"""On which day each order takes effect: the document's own, or another that its force clause
gives to a part ("khoản 4 và điểm b khoản 1 Điều 1 có hiệu lực từ ngày ...").

Words that give a day to only some of what a clause says ("quy định về ... tại khoản 8 Điều 1")
give its order no one day: the main day is kept and the doubt is told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.domain.dates import find_dates, vietnamese_date
from assistant.domain.document import Document, Provision
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import find_references
from ingest.amendments.refusal import Unread
from ingest.structure.quotes import Quotation, starts_quoted

_IN_FORCE = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:kể\s+)?(?:từ|vào)\s+", re.IGNORECASE)
_JOINS = re.compile(
    r"^(?:[\s,;:]|(?<!\w)(?:và|của|tại|các|riêng|những|quy định tại|nội dung tại|nêu tại|trừ|thì|này"
    r"|\d+[a-z]?\.|[a-zđ]\))(?!\w))*$",
    re.IGNORECASE,
)
_DAY_LENGTH = 60


@dataclass
class Days:
    """The main day, those of single units, and what was said of parts of units."""

    main: date | None
    others: dict[ProvisionPath, date] = field(default_factory=dict)
    doubts: list[Unread] = field(default_factory=list)

    def of(self, path: ProvisionPath) -> date | None:
        """The day of what ``path`` orders: its own, or that of the unit that it stands in."""
        for size in range(len(path.segments), 0, -1):
            upper = ProvisionPath(path.document, path.scope, path.segments[:size])
            if upper in self.others:
                return self.others[upper]
        return self.main


def read_days(document: Document) -> Days:
    """The days that the force clause gives."""
    days = Days(document.head.in_force_from)
    for article in document.provisions:
        if article.kind is UnitKind.ARTICLE and "hiệu lực" in article.text:
            for line in _lines(article):
                _read_line(line, article.path, days)
    return days


def _lines(article: Provision) -> Iterator[str]:
    quotation = Quotation()
    for line in article.text.split("\n"):
        if not quotation.inside and not starts_quoted(line):
            yield line
        quotation.feed(line)


def _read_line(line: str, path: ProvisionPath, days: Days) -> None:
    start = 0
    for match in _IN_FORCE.finditer(line):
        found = next(find_dates(line[match.end() : match.end() + _DAY_LENGTH]), None)
        if found and found.day != days.main:
            _read_parts(line[start : match.start()], path, found.day, days)
        start = match.end() + (found.end if found else 0)


def _read_parts(text: str, path: ProvisionPath, day: date, days: Days) -> None:
    end, narrowed = 0, False
    for reference in find_references(text, path):
        between = text[end : reference.start]
        if reference.start >= end:
            narrowed = not _joined(between, narrowed=narrowed)
        end = max(end, reference.end)
        target = reference.path
        if target.document != path.document or not target.segments:
            continue
        if narrowed:
            days.doubts.append(Unread(target, " ".join(text.split()), _partly(day)))
        else:
            days.others[target] = day


def _joined(between: str, *, narrowed: bool) -> bool:
    """Whether the words before a reference only join it; a list goes on as it began."""
    return _JOINS.match(between) is not None and (not narrowed or ";" in between)


def _partly(day: date) -> str:
    return f"Chỉ một phần nội dung có hiệu lực từ {vietnamese_date(day)}; đã giữ ngày chung của văn bản."


def day_doubts(days: Days, sources: Sequence[ProvisionPath]) -> list[Unread]:
    """The doubts about units that order something."""
    return [
        doubt
        for doubt in days.doubts
        if any(source.segments[: len(doubt.source.segments)] == doubt.source.segments for source in sources)
    ]
