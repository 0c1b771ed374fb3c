"""Clauses (khoản) and points (điểm) inside the text of one article.

Khoản: an arabic number and a full stop at the start of a line; điểm: a letter and a bracket.
Both in running order (Law 64/2025/QH15 and the decrees on form). Texts of the nineties write
``1-`` and ``a.``; they are read where the text has no unit of the present form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.document import Unit
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.structure.order import Rank, in_order, number_rank, point_rank
from ingest.structure.quotes import INSTRUCTION, Quotation, is_closed, may_quote, starts_quoted

_MARKER = re.compile(
    r"^[ \t\-–—+*•●·_]*(?:(?P<number>\d{1,3})(?P<suffix>[a-zđ]?)[*_]*[ ]?(?P<stop>[.\-–/])(?![\d])"
    r"|(?P<letter>[a-zđ]{1,2})(?P<digit>\d?)[*_]*[ ]?(?P<close>[).\-/]))",
    re.MULTILINE,
)
_CLAUSE_STYLES, _POINT_STYLES = ".-/", ")/.-"
_SENTENCE_ENDS = frozenset('.;”"')
_DASH = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label at the start of a line that may be a unit's."""

    start: int
    label: str
    rank: Rank
    style: str
    clause: bool


def parse_article_text(path: ProvisionPath, text: str) -> tuple[Unit, ...]:
    """Find the units of an article, in reading order, each with its span of ``text``.

    ``path`` is the article's address; ``text`` its words without the heading. A clause's
    span reaches to the next clause and holds the spans of its points; spans have no blanks
    at their ends. Quoted words of another document make no units.
    """
    marks = list(_unquoted(text) if may_quote(text) else _marks(text))
    clauses = _listed([mark for mark in marks if mark.clause], _CLAUSE_STYLES)
    units: list[Unit] = []
    end = clauses[0].start if clauses else len(text)
    units += _points(path, text, marks, 0, end)
    for index, clause in enumerate(clauses):
        end = clauses[index + 1].start if index + 1 < len(clauses) else len(text)
        unit = _unit(path, UnitKind.CLAUSE, clause, text, end)
        units.append(unit)
        units += _points(unit.path, text, marks, clause.start, end)
    return tuple(units)


def _points(path: ProvisionPath, text: str, marks: list[_Mark], start: int, end: int) -> list[Unit]:
    inside = [mark for mark in marks if not mark.clause and start <= mark.start < end]
    points = _listed(inside, _POINT_STYLES)
    ends = [point.start for point in points[1:]] + [end]
    return [_unit(path, UnitKind.POINT, p, text, stop) for p, stop in zip(points, ends, strict=False)]


def _unit(path: ProvisionPath, kind: UnitKind, mark: _Mark, text: str, end: int) -> Unit:
    stop = mark.start + len(text[mark.start : end].rstrip(" \t\n-–—+*•●·_"))
    return Unit(path.child(Segment(kind, mark.label)), kind, mark.label, mark.start, stop)


def _listed(marks: list[_Mark], styles: str) -> list[_Mark]:
    """The marks that make a list, of the first style that makes one.

    A style other than the usual needs two units: ``a.`` alone can be an abbreviation.
    """
    for style in styles:
        same = [mark for mark in marks if mark.style == style]
        if not same:
            continue
        found = [same[index] for index in in_order([mark.rank for mark in same])]
        if len(found) > 1 or (found and style == styles[0]):
            return found
    return []


def _marks(text: str, base: int = 0) -> Iterator[_Mark]:
    for match in _MARKER.finditer(text):
        mark = _mark(match, base)
        if mark is not None:
            yield mark


def _mark(match: re.Match[str], base: int) -> _Mark | None:
    if number := match["number"]:
        if number[0] == "0":
            return None
        label, rank = number + match["suffix"], number_rank(number, match["suffix"], strong=_strong(match))
        return _Mark(match.start("number") + base, label, rank, match["stop"].translate(_DASH), True)
    letters, digit = match["letter"], match["digit"]
    point = point_rank(letters, digit)
    if point is None:
        return None
    return _Mark(match.start("letter") + base, letters + digit, point, match["close"], False)


def _strong(match: re.Match[str]) -> bool:
    """A sentence ended before the number and one begins after it."""
    before = match.string[max(0, match.start() - 40) : match.start()].rstrip()
    after = match.string[match.end() : match.end() + 3].lstrip()
    return before[-1:] in _SENTENCE_ENDS and after[:1].isupper()


def _unquoted(text: str) -> Iterator[_Mark]:
    """Marks outside quoted blocks. A block whose end is missing is left at the next clause
    that goes on from this article's own, or that gives an order (Sửa đổi, Bổ sung...).
    """
    quotation, lines, offset, closed = Quotation(), text.split("\n"), 0, True
    last: Rank | None = None
    for index, line in enumerate(lines):
        mark = None if starts_quoted(line) else next(_marks(line, offset), None)
        if quotation.inside and mark and _resumes(mark, last, line, closed):
            quotation.inside = False
        if mark and not quotation.inside:
            last = mark.rank if mark.clause else last
            yield mark
        before = quotation.inside
        quotation.feed(line)
        if quotation.inside and not before:
            closed = is_closed(lines, index)
        offset += len(line) + 1


def _resumes(mark: _Mark, last: Rank | None, line: str, closed: bool) -> bool:
    if not mark.clause or last is None or not mark.rank.follows(last):
        return False
    return not closed or INSTRUCTION.match(line.partition(".")[2].strip()) is not None
