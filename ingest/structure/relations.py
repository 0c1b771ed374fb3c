"""How a document bears on others, from its legal bases, its title and its orders.

căn cứ, thay thế, hết hiệu lực, bãi bỏ, sửa đổi, bổ sung, đính chính. The target of an order in
an amending document is the document named above it ("Điều 1. Sửa đổi, bổ sung một số điều của
Thông tư số ..."); quoted new words order nothing. A change takes effect with the document that
makes it, unless the force clause gives its article or clause another day.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain.document import Head, Provision, Relation, RelationKind
from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.references import Reference, Resolver, find_references, named_documents
from assistant.domain.words import fold
from ingest.structure.ends import LONGEST_TEXT, Days, Ending
from ingest.structure.lines import Line, article_lines
from ingest.structure.transition import transitional_articles, transitions

_AMENDING = (
    r"^\W*(?:\d+[a-zđ]?\.|[a-zđ]\d?\)|Điều \d+[a-zđ]?\.)?\s*(?:sửa đổi|bổ sung|thay (?:thế )?(?:cụm )?từ"
    r"|thay thế (?:một số )?(?:cụm )?từ|bỏ (?:cụm )?từ|đổi tên)"
)
_ORDERS: tuple[tuple[RelationKind, re.Pattern[str]], ...] = (
    (RelationKind.CORRECTS, re.compile(r"(?<!\w)đính chính(?!\w)", re.IGNORECASE)),
    (RelationKind.AMENDS, re.compile(_AMENDING, re.IGNORECASE)),
)
_THIS = re.compile(r"(?<!\w)này(?!\w)")
_CONDITION = re.compile(r"^\W*(?:\w+\W+){0,3}(?:trường hợp|khi|nếu)\b", re.IGNORECASE)
_HISTORY = re.compile(
    r"(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)|(?:sửa đổi|bổ sung|thay thế)\s+(?:bởi|theo)"
)
_WHERE = re.compile(r"\s(?:vào sau|vào trước|vào cuối|vào|như sau|bằng|thành)(?!\w)")
_BASE_NUMBER = re.compile(NUMBER)
_QUOTED_WORDS = re.compile(r"[“«\"][^”»\"]*[”»\"]")
_TITLE_ORDER = re.compile(r"^(?:luật\s+|nghị định\s+|thông tư\s+)?sửa đổi", re.IGNORECASE)
_NEW_ITEM = re.compile(r"(?:^|[,;:]|\bvà|\bhoặc|\bcác|\btại|\bbởi)\s*$")
_PARTLY_OF_UNIT = re.compile(r"(?<!\w)(?:quy định|nội dung)\s+(?:về|liên quan)", re.IGNORECASE)
_PARTLY = re.compile(
    r"(?<!\w)(?:quy định|nội dung|một phần|việc)\s+(?:về|tại|của|liên quan|trong)", re.IGNORECASE
)


def relations(
    head: Head,
    provisions: Sequence[Provision],
    replaced: str = "",
    *,
    days: Mapping[ProvisionPath, date] | None = None,
) -> list[Relation]:
    """The relations that a document states. ``replaced``: the source's own field for it.

    ``days``: own units that come into force on a day of their own (``Force.days``).
    """
    own = ProvisionPath(head.number)
    texts = [head.title, *(p.heading + "\n" + p.text for p in provisions)]
    names = named_documents(texts, but=head.number)
    found = [*_bases(head, own), *_stated(replaced, own, head.in_force_from)]
    articles = [p for p in provisions if p.kind is UnitKind.ARTICLE]
    ending = Ending(own, _days(days or {}, head.in_force_from), own, transitional_articles(articles))
    found += _title(head, own, names)
    for article in articles:
        found += _of_article(article, head, names, ending)
        found += transitions(article, ProvisionPath(head.number, article.path.scope), ending.day_of)
    return list(dict.fromkeys(found))


def _days(days: Mapping[ProvisionPath, date], starts: date | None) -> Days:
    """The day of what a unit orders: its own, that of what it stands in, or the document's."""

    def day_of(path: ProvisionPath) -> date | None:
        return next((days[above] for above in _upwards(path) if above in days), starts)

    return day_of


def _bases(head: Head, own: ProvisionPath) -> Iterator[Relation]:
    for base in head.legal_bases:
        match = _BASE_NUMBER.search(base)
        target = ProvisionPath(DocumentNumber(match.group())) if match else None
        if target is None or target.document != head.number:
            yield Relation(RelationKind.BASED_ON, own, target, base)


def _stated(text: str, own: ProvisionPath, day: date | None) -> Iterator[Relation]:
    for reference in find_references(_bare_numbers(text), own):
        if reference.path.document != own.document:
            yield Relation(RelationKind.REPLACES, own, reference.path, text[:LONGEST_TEXT], day)


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
    article: Provision, head: Head, names: dict[str, DocumentNumber], ending: Ending
) -> Iterator[Relation]:
    own = ProvisionPath(head.number, article.path.scope)
    resolve = _resolver(names)
    amended = _amended(article.heading, own, resolve) if _changes(article.heading) else None
    amended = amended or (_amended(head.title, own, resolve) if _TITLE_ORDER.match(head.title) else None)
    ending = replace(ending, own=own, within=amended or own)
    lines = list(article_lines(article))
    kept = ending.kept(lines)
    for line in lines:
        kind = _order(line.text)
        ended = [] if kind else ending.of_line(line, kept)
        kind = kind or (None if ended else _order(line.above))
        yield from ended
        if kind is not None:
            yield from _targets(line, kind, amended or own, own, resolve, ending.day_of(line.path))


def _changes(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _ORDERS) or "một số" in text


def _order(text: str) -> RelationKind | None:
    """The kind of change that a line orders."""
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
    line: Line,
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
            RelationKind.AMENDS if partly else kind, line.path, target, line.text[:LONGEST_TEXT], day
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


def _upwards(path: ProvisionPath) -> Iterator[ProvisionPath]:
    for size in range(len(path.segments), 0, -1):
        yield ProvisionPath(path.document, path.scope, path.segments[:size])
