"""How a document bears on others, from its legal bases, its title and its orders.

căn cứ, thay thế, hết hiệu lực, bãi bỏ, sửa đổi, bổ sung, đính chính. The target of an order in
an amending document is the document named above it ("Điều 1. Sửa đổi, bổ sung một số điều của
Thông tư số ..."); quoted new words order nothing. A change takes effect with the document that
makes it, unless the force clause gives its article or clause another day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.dates import find_dates
from assistant.domain.document import Head, Provision, Relation, RelationKind
from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import Reference, Resolver, find_references, named_documents
from assistant.domain.words import fold
from ingest.structure.quotes import Quotation, starts_quoted

_AMENDING = (
    r"^\W*(?:\d+[a-zđ]?\.|[a-zđ]\d?\)|Điều \d+[a-zđ]?\.)?\s*(?:sửa đổi|bổ sung|thay (?:thế )?(?:cụm )?từ"
    r"|thay thế (?:một số )?(?:cụm )?từ|bỏ (?:cụm )?từ|đổi tên)"
)
_REPLACING = r"(?<!\w)thay thế(?!\s+(?:một số\s+)?(?:cụm\s+)?từ)(?!\w)|hết hiệu lực(?:\s+thi hành)?"
_ORDERS: tuple[tuple[RelationKind, re.Pattern[str]], ...] = (
    (RelationKind.CORRECTS, re.compile(r"(?<!\w)đính chính(?!\w)", re.IGNORECASE)),
    (RelationKind.AMENDS, re.compile(_AMENDING, re.IGNORECASE)),
    (RelationKind.REPEALS, re.compile(r"(?<!\w)(?:bãi bỏ|hủy bỏ|huỷ bỏ)(?!\w)", re.IGNORECASE)),
    (RelationKind.REPLACES, re.compile(_REPLACING, re.IGNORECASE)),
)
_THIS = re.compile(r"(?<!\w)này(?!\w)")
_CONDITION = re.compile(r"^\W*(?:\w+\W+){0,3}(?:trường hợp|khi|nếu)\b", re.IGNORECASE)
_HISTORY = re.compile(
    r"(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)|(?:sửa đổi|bổ sung|thay thế)\s+(?:bởi|theo)"
)
_WHERE = re.compile(r"\s(?:vào sau|vào trước|vào cuối|vào|như sau|bằng|thành)(?!\w)")
_BASE_NUMBER = re.compile(NUMBER)
_IN_FORCE = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:kể\s+)?từ\s+", re.IGNORECASE)
_QUOTED_WORDS = re.compile(r"[“«\"][^”»\"]*[”»\"]")
_TITLE_ORDER = re.compile(r"^(?:luật\s+|nghị định\s+|thông tư\s+)?sửa đổi", re.IGNORECASE)
_LONGEST_TEXT = 500
_NEW_ITEM = re.compile(r"(?:^|[,;:]|\bvà|\bhoặc|\bcác|\btại|\bbởi)\s*$")
_PARTLY_OF_UNIT = re.compile(r"(?<!\w)(?:quy định|nội dung)\s+(?:về|liên quan)", re.IGNORECASE)
_PARTLY = re.compile(
    r"(?<!\w)(?:quy định|nội dung|một phần|việc)\s+(?:về|tại|của|liên quan|trong)", re.IGNORECASE
)


@dataclass(frozen=True)
class _Line:
    """A line outside quotations, the unit it stands in, and the line that announces it."""

    text: str
    path: ProvisionPath
    above: str = ""


def relations(head: Head, provisions: Sequence[Provision], replaced: str = "") -> list[Relation]:
    """The relations that a document states. ``replaced``: the source's own field for it."""
    own = ProvisionPath(head.number)
    texts = [head.title, *(p.heading + "\n" + p.text for p in provisions)]
    names = named_documents(texts, but=head.number)
    found = [*_bases(head, own), *_stated(replaced, own, head.in_force_from)]
    articles = [p for p in provisions if p.kind is UnitKind.ARTICLE]
    days = _other_days(articles, head.in_force_from)
    found += _title(head, own, names)
    for article in articles:
        found += _of_article(article, head, names, days)
    return list(dict.fromkeys(found))


def _bases(head: Head, own: ProvisionPath) -> Iterator[Relation]:
    for base in head.legal_bases:
        match = _BASE_NUMBER.search(base)
        target = ProvisionPath(DocumentNumber(match.group())) if match else None
        if target is None or target.document != head.number:
            yield Relation(RelationKind.BASED_ON, own, target, base)


def _stated(text: str, own: ProvisionPath, day: date | None) -> Iterator[Relation]:
    for reference in find_references(_bare_numbers(text), own):
        if reference.path.document != own.document:
            yield Relation(RelationKind.REPLACES, own, reference.path, text[:_LONGEST_TEXT], day)


def _bare_numbers(text: str) -> str:
    """A field may hold numbers alone: they are read as those of documents."""
    return text if re.search(r"[^\W\d_]{3,} ", text) else _BASE_NUMBER.sub(r"Văn bản số \g<0>", text)


def _title(head: Head, own: ProvisionPath, names: dict[str, DocumentNumber]) -> Iterator[Relation]:
    if not _TITLE_ORDER.match(head.title):
        return
    target = _amended(head.title, own, _resolver(names))
    if target is not None:
        yield Relation(RelationKind.AMENDS, own, target, head.title, head.in_force_from)


def _amended(text: str, own: ProvisionPath, resolve: Resolver) -> ProvisionPath | None:
    """The document that a title "Sửa đổi, bổ sung một số điều của ..." names."""
    targets = (r.path for r in find_references(_before_history(text), own, resolve=resolve))
    return next((ProvisionPath(t.document, t.scope) for t in targets if t.document != own.document), None)


def _before_history(text: str) -> str:
    """The words before "đã được sửa đổi, bổ sung theo ...": those name older amendments."""
    match = _HISTORY.search(text)
    return text[: match.start()] if match else text


def _resolver(names: dict[str, DocumentNumber]) -> Resolver:
    return lambda name: names.get(" ".join(fold(name).split()))


def _of_article(
    article: Provision,
    head: Head,
    names: dict[str, DocumentNumber],
    days: dict[ProvisionPath, date],
) -> Iterator[Relation]:
    own = ProvisionPath(head.number, article.path.scope)
    resolve = _resolver(names)
    amended = _amended(article.heading, own, resolve) if _is_order(article.heading) else None
    amended = amended or (_amended(head.title, own, resolve) if _TITLE_ORDER.match(head.title) else None)
    for line in _lines(article):
        kind = _order(line)
        if kind is None:
            continue
        day = next((days[p] for p in _upwards(line.path) if p in days), head.in_force_from)
        within = amended if amended and kind is not RelationKind.REPLACES else own
        yield from _targets(line, kind, within, own, resolve, day)


def _is_order(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _ORDERS)


def _order(line: _Line) -> RelationKind | None:
    """The kind of order that a line gives, or that the line above gives for its list."""
    for text in (line.text, line.above):
        plain = _QUOTED_WORDS.sub("“”", text)
        for kind, pattern in _ORDERS:
            match = pattern.search(plain)
            if match and _is_said(plain, match, kind):
                return kind
    return None


def _is_said(text: str, match: re.Match[str], kind: RelationKind) -> bool:
    """Whether the words are an order and no account of one ("trường hợp văn bản bị thay thế")."""
    if _HISTORY.match(text, max(0, match.start() - 6)) or _CONDITION.match(text):
        return False
    if kind is RelationKind.AMENDS:
        return True
    before = text[: match.start()]
    begins = not re.search(r"[^\W\d_]{2,}", before)
    return (
        begins or _THIS.search(text) is not None or re.search(r"(?:bị|bị|đều|được)\s*$", before) is not None
    )


def _targets(
    line: _Line,
    kind: RelationKind,
    within: ProvisionPath,
    own: ProvisionPath,
    resolve: Resolver,
    day: date | None,
) -> Iterator[Relation]:
    text = _QUOTED_WORDS.sub(lambda m: " " * len(m.group()), line.text)
    if kind is RelationKind.AMENDS and not re.search(r"\stại\s", text):
        where = _WHERE.search(text)
        text = text[: where.start()] if where else text
    text = _without_history(text)
    names = resolve if kind is RelationKind.AMENDS else None
    for reference in _ordered(text, find_references(text, within, resolve=names)):
        target = reference.path
        if target.document == own.document or (target == within and not target.segments):
            continue
        pattern = _PARTLY_OF_UNIT if target.segments else _PARTLY
        partly = pattern.search(text, 0, reference.start) is not None
        yield Relation(
            RelationKind.AMENDS if partly else kind, line.path, target, line.text[:_LONGEST_TEXT], day
        )


def _ordered(text: str, references: Sequence[Reference]) -> Iterator[Reference]:
    """The references that an order is about. What a document's own name mentions ("Thông tư
    số ... quy định chi tiết Luật ...") is none: after such words only a new item of the list
    counts, behind a comma, a semicolon or "và".
    """
    end, described = 0, False
    for reference in references:
        between = text[end : reference.start]
        item = _NEW_ITEM.search(between) is not None
        whole = not reference.path.segments
        if end and reference.start >= end:
            described = not (";" in between or (item and (whole or not described)))
        end = max(end, reference.end)
        if not described:
            yield reference


def _without_history(text: str) -> str:
    """Blank out "(đã) được sửa đổi, bổ sung theo Luật số ..." up to the next clause mark."""
    return re.sub(
        rf"(?:{_HISTORY.pattern})[^.;:]*?(?=$|[.;:]|hết hiệu lực|\sbằng\s|\snhư sau|\skể từ)",
        lambda match: " " * len(match.group()),
        text,
    )


def _lines(article: Provision) -> Iterator[_Line]:
    """Lines of an article outside quotations; of a list, each with the line that opens it."""
    quotation, offset, above = Quotation(), 0, ""
    heading = article.heading
    if heading and _is_order(heading) and not article.units:
        yield _Line(heading, article.path)
    for text in article.text.split("\n"):
        if not quotation.inside and not starts_quoted(text):
            path = _unit_at(article, offset)
            clause = path.segments[-1].kind is not UnitKind.POINT
            listed = re.match(r"[ \t]*(?:[-–+*•]|[a-zđ]\d?\))", text) is not None
            yield _Line(text, path, above if listed or not clause else "")
            above = text if text.rstrip().endswith(":") else (above if listed else "")
        quotation.feed(text)
        offset += len(text) + 1


def _unit_at(article: Provision, offset: int) -> ProvisionPath:
    inside = [unit for unit in article.units if unit.start <= offset + 1 and offset < unit.end]
    return inside[-1].path if inside else article.path


def _upwards(path: ProvisionPath) -> Iterator[ProvisionPath]:
    for size in range(len(path.segments), 0, -1):
        yield ProvisionPath(path.document, path.scope, path.segments[:size])


def _other_days(articles: Sequence[Provision], starts: date | None) -> dict[ProvisionPath, date]:
    """Own units to which the force clause gives a day of their own."""
    days: dict[ProvisionPath, date] = {}
    for article in articles:
        if "hiệu lực" not in article.text:
            continue
        for line in _lines(article):
            match = _IN_FORCE.search(line.text)
            found = next(find_dates(line.text[match.end() : match.end() + 60]), None) if match else None
            if match and found and found.day != starts:
                named = find_references(line.text[: match.start()], article.path)
                days |= {r.path: found.day for r in named if r.path.segments}
    return days
