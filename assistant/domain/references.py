"""References inside the text of regulations, as addresses.

"khoản 2 Điều này", "điểm a, b và c khoản 1 Điều 12 Nghị định số 30/2020/NĐ-CP", "các Điều 5, 6
và 7", "từ Điều 5 đến Điều 9 Thông tư này". A reference is read from its end: the document,
then the article, the clause, the point; what a part of a list does not say it takes from what
stands to its right. A law named without a number is left out unless ``resolve`` knows it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain.document import Provision
from assistant.domain.number import NUMBER, DocumentNumber
from assistant.domain.numbering import ALPHABET, FOREIGN, numeral, to_roman
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.words import fold

Resolver = Callable[[str], DocumentNumber | None]
"""From a document's name ("Luật Giáo dục") to its number, or ``None``."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One target of the words at ``start:end``; words that name a list have several."""

    start: int
    end: int
    path: ProvisionPath


_KIND = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết(?: liên tịch)?|Thông tư(?: liên tịch)?"
    r"|Quyết định|Chỉ thị|Công văn|Quy chế|Quy định|Điều lệ|Nội quy|Chương trình|Kế hoạch|Văn bản"
    r"|Hiệp định|Công ước)"
)
_ATTACHED = r"(?:Quy chế|Quy định|Điều lệ|Nội quy|Chương trình|Kế hoạch)"
_NUMBERED = r"(?:Thông tư(?: liên tịch)?|Quyết định|Nghị định|Nghị quyết)"
_INSIDE = rf"(?:(?!{_KIND}\s)[^.;:,()“”\n])"
_AND = r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|hoặc|đến)\s+)"
_N = r"\d{1,4}[a-zđ]{0,2}(?![\w/]|[.,]\d|\s+(?:ngày|tháng|năm|người|đồng))"
_L = r"[a-zđ]{1,2}\d?(?!\w)"
_R = r"[IVXLC]{1,6}(?!\w)"
_UNITS = (
    rf"[Đđ]iểm\s+(?P<point>{_L}(?:{_AND}{_L})*|này(?!\w))",
    rf"[Kk]hoản\s+(?P<clause>{_N}(?:{_AND}{_N})*|này(?!\w))",
    rf"[Đđ]iều\s+(?P<article>{_N}(?:{_AND}{_N})*|này(?!\w))",
    r"Mục\s+(?P<section>\d{1,2}(?!\w))",
    rf"Chương\s+(?P<chapter>{_R}(?:{_AND}{_R})*|này(?!\w))",
    rf"Phụ lục\s+(?:số\s+)?(?P<annex>{_R}|\d{{1,3}}(?!\w))",
)
_DOCUMENTS = (
    rf"{_ATTACHED}{_INSIDE}{{0,250}}?kèm\s+theo\s+{_NUMBERED}\s+số\s+(?P<issued>{NUMBER})",
    rf"{_KIND}\s+(?P<this>này)(?!\w)",
    rf"{_KIND}{_INSIDE}{{0,120}}?(?<![Mm]ẫu)\s+số:?\s+(?P<number>{NUMBER})",
    rf"{_KIND}\s+(?P<bare>{NUMBER})",
    rf"{_KIND}(?!\w)",
)
_TOKEN = re.compile(
    rf"(?<!\w)(?:(?:(?:các|từ)\s+)*(?:{'|'.join(_UNITS)})|(?P<document>{'|'.join(_DOCUMENTS)}))"
)
_NAMED = re.compile(rf"(?<!\w)(?P<name>{_KIND}\s+[A-ZĐ]{_INSIDE}{{1,80}}?)\s+số:?\s+(?P<number>{NUMBER})")
_GAP = re.compile(r"^(?:[\s,;]|(?:và|hoặc|của|tại|đến|thuộc|ban hành kèm theo|kèm theo)(?=\s))*$")
_LEVELS = ("point", "clause", "article", "section", "chapter", "annex", "document")
_CHEAP = re.compile(r"[Đđ]iều\s|[Kk]hoản\s|số\s|Chương\s|Phụ lục\s|\d/")
_HEADING = re.compile(r"[ \t]*[.:][ \t]+[^\W\d_]")
_MOST = 200
_NAME_LENGTH = 160
_NAME_WORDS = 24
_PHRASE = re.compile(
    rf"(?:[ ](?!(?:và|hoặc)\s+(?:các\s|[Đđ]iều\s|[Kk]hoản\s|[Đđ]iểm\s|{_KIND}))[^\s,.;:()“”]+){{0,12}}"
)
_NAME_ENDS = re.compile(r"[.;:()\n]")
_WORD = re.compile(r"[^\s,]+")
_NEAR = 8
_SLUGS = {fold(name): fold(name).replace(" ", "-") for name in _ATTACHED[3:-1].split("|")}


@dataclass(slots=True)
class _Token:
    """A unit or a document as the text names it; ``gap``: the words before the next token."""

    level: str
    words: str
    start: int
    end: int
    match: re.Match[str]
    gap: str = ""


@dataclass(slots=True)
class _Right:
    """What stands to the right of the token being read."""

    base: ProvisionPath | None
    articles: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    chapters: list[str] = field(default_factory=list)


def find_references(text: str, within: ProvisionPath, *, resolve: Resolver | None = None) -> list[Reference]:
    """References in ``text``, which stands at ``within`` (an article, or a unit of one)."""
    if not _CHEAP.search(text) and (resolve is None or "Luật" not in text):
        return []
    reader = _Reader(within, resolve)
    return [reference for chain in _chains(text) for reference in reader.read(chain)]


def provision_references(provision: Provision, *, resolve: Resolver | None = None) -> list[Reference]:
    """References in a provision; "khoản này" means the clause that the words stand in."""
    text = provision.text
    if not _CHEAP.search(text):
        return []
    found: list[Reference] = []
    for chain in _chains(text):
        this = any(token.words == "này" for token in chain)
        within = _unit_at(provision, chain[0].start) if this else provision.path
        found += _Reader(within, resolve).read(chain)
    return found


def unknown_documents(
    text: str, within: ProvisionPath, *, resolve: Resolver | None = None
) -> list[tuple[int, int]]:
    """Where ``text`` names units of a document by a name that ``resolve`` does not know ("Điều 5
    Luật Sân chơi"): spans from the first unit to the end of the phrase that names it.
    """
    if not _CHEAP.search(text):
        return []
    reader = _Reader(within, resolve)
    return [span for chain in _chains(text) for span in reader.unknown(chain)]


def named_documents(texts: Iterable[str], *, but: DocumentNumber | None = None) -> dict[str, DocumentNumber]:
    """Names that texts give with a number, folded: ``luat giao duc`` for "Luật Giáo dục số
    43/2019/QH14". The first mention holds. ``but`` is a number that names nothing: in its own
    heading an amending law stands behind the name of the law that it amends.
    """
    found: dict[str, DocumentNumber] = {}
    for text in texts:
        for match in _NAMED.finditer(text):
            name = " ".join(fold(match["name"]).split())
            number = DocumentNumber(match["number"])
            if number != but:
                found.setdefault(name, number)
    return found


def _unit_at(provision: Provision, offset: int) -> ProvisionPath:
    inside = [unit for unit in provision.units if unit.start <= offset < unit.end]
    return inside[-1].path if inside else provision.path


def _chains(text: str) -> Iterator[list[_Token]]:
    """Tokens that hang together: only commas, "và", "của" and the like between them."""
    chain: list[_Token] = []
    for match in _TOKEN.finditer(text):
        level = next(name for name in _LEVELS if match[name] is not None)
        token = _Token(level, match[level], match.start(), match.end(), match)
        if chain:
            gap = text[chain[-1].end : token.start]
            if len(gap) > 30 or not _GAP.match(gap):
                yield chain
                chain = []
            else:
                chain[-1].gap = gap
        if not _is_heading(text, token):
            chain.append(token)
    if chain:
        yield chain


def _is_heading(text: str, token: _Token) -> bool:
    """Whether it is no reference but a heading: "Điều 4. Tên" at the start of a (quoted) line."""
    if token.level != "article" or not _HEADING.match(text, token.end):
        return False
    before = text[max(0, token.start - _NEAR) : token.start].rstrip(' \t“"«')
    return before[-1:] == "\n" or (not before and token.start <= _NEAR)


class _Reader:
    """Reads one chain from its right end to its left."""

    def __init__(self, within: ProvisionPath, resolve: Resolver | None) -> None:
        self._within = within
        self._resolve = resolve

    def read(self, chain: Sequence[_Token]) -> list[Reference]:
        """The targets that a chain names, in reading order."""
        tokens = _upright(list(chain))
        right = _Right(self._own_text())
        found: list[Reference] = []
        low, high = tokens[-1].start, tokens[-1].end
        for index in range(len(tokens) - 1, -1, -1):
            token, before = tokens[index], tokens[index - 1] if index else None
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if ";" in token.gap and token.level != "point":
                right = _Right(self._own_text())
            paths = self._step(token, after, right)
            goes_on = after is not None and _is_bound(after, token)
            low = min(low, token.start) if goes_on else token.start
            high = max(high, token.end) if goes_on else token.end
            if not _is_bound(token, before):
                found[:0] = [Reference(low, high, path) for path in paths[:_MOST]]
        return found

    def unknown(self, chain: Sequence[_Token]) -> Iterator[tuple[int, int]]:
        """Spans of a chain that name units of a document which is not known."""
        start = None
        for token in chain:
            if token.level != "document":
                start = token.start if start is None else start
                continue
            if start is not None and self._document(token) is None:
                rest = token.match.string[token.end : token.end + _NAME_LENGTH]
                yield start, token.end + len(_PHRASE.match(rest)[0])  # type: ignore[index]
            start = None

    def _own_text(self) -> ProvisionPath:
        return ProvisionPath(self._within.document, self._within.scope)

    def _step(self, token: _Token, after: _Token | None, right: _Right) -> list[ProvisionPath]:
        if token.level == "document":
            right.base = self._document(token)
            right.articles, right.clauses, right.chapters = [], [], []
            return [right.base] if right.base and not token.match["this"] else []
        labels = self._labels(token, after)
        if right.base is None:
            return []
        if token.level == "article":
            right.articles, right.clauses = labels, []
            return _paths(right, UnitKind.ARTICLE, labels)
        if token.level == "clause":
            right.clauses = labels
            if token.words == "này" and not right.articles:
                right.articles = self._own("article")
            return _paths(right, UnitKind.CLAUSE, labels) if right.articles else []
        if token.level == "point":
            return _paths(right, UnitKind.POINT, labels) if right.articles else []
        return _upper(token, labels, right)

    def _labels(self, token: _Token, after: _Token | None) -> list[str]:
        if token.words == "này":
            return self._own(token.level)
        labels = _expand(token.words, token.level)
        if after and after.level == token.level and "đến" in token.gap and after.words != "này":
            last = _expand(after.words, after.level)[0]
            labels += _between(labels[-1], last, token.level)
        return labels

    def _own(self, level: str) -> list[str]:
        kinds = {"article": UnitKind.ARTICLE, "clause": UnitKind.CLAUSE, "point": UnitKind.POINT}
        return [s.label for s in self._within.segments if s.kind is kinds.get(level)]

    def _document(self, token: _Token) -> ProvisionPath | None:
        match = token.match
        if match["this"]:
            return self._this(token.words)
        if match["issued"]:
            slug = next((s for name, s in _SLUGS.items() if fold(token.words).startswith(name)), None)
            return ProvisionPath(DocumentNumber(match["issued"]), slug)
        if number := match["number"] or match["bare"]:
            return ProvisionPath(DocumentNumber(number))
        return self._named(token)

    def _this(self, words: str) -> ProvisionPath:
        """Inside an attached "Quy chế", "Quy chế này" is that text, "Quyết định này" is not."""
        scope = self._within.scope
        kind = fold(words).removesuffix(" nay").replace(" ", "-")
        inside = scope is not None and (scope.partition("~")[0] == kind or kind == "van-ban")
        return ProvisionPath(self._within.document, scope if inside else None)

    def _named(self, token: _Token) -> ProvisionPath | None:
        """The document that ``resolve`` knows by the longest name standing here."""
        if self._resolve is None:
            return None
        following = token.match.string[token.start : token.start + _NAME_LENGTH]
        words = list(_WORD.finditer(_NAME_ENDS.split(following)[0]))[:_NAME_WORDS]
        for word in reversed(words):
            number = self._resolve(" ".join(following[: word.end()].split()))
            if number is not None:
                token.end = token.start + word.end()
                return ProvisionPath(number)
        return None


def _upright(tokens: list[_Token]) -> list[_Token]:
    """Read "Điều 5 khoản 2 điểm a" as what it says "điểm a khoản 2 Điều 5"."""
    units = [token for token in tokens if token.level in _LEVELS[:3]]
    places = [_LEVELS.index(token.level) for token in units]
    falling = len(places) > 1 and all(a > b for a, b in pairwise(places))
    if not falling or any(re.search("và|hoặc|;", token.gap) for token in units[:-1]):
        return tokens
    rest = [token for token in tokens if token.level not in _LEVELS[:3]]
    return [*reversed(units), *rest]


def _is_bound(token: _Token, before: _Token | None) -> bool:
    """Whether the token to the left names a part of this one."""
    if before is None or re.search(r"và|hoặc|đến|;", before.gap):
        return False
    return _LEVELS.index(before.level) < _LEVELS.index(token.level)


def _paths(right: _Right, kind: UnitKind, labels: list[str]) -> list[ProvisionPath]:
    base = right.base
    assert base is not None  # noqa: S101  the caller has looked
    if kind is UnitKind.ARTICLE:
        return [base.child(Segment(kind, label)) for label in labels]
    above = [base.child(Segment(UnitKind.ARTICLE, label)) for label in right.articles]
    if kind is UnitKind.POINT and right.clauses:
        above = [path.child(Segment(UnitKind.CLAUSE, label)) for path in above for label in right.clauses]
    return [path.child(Segment(kind, label)) for path in above for label in labels]


def _upper(token: _Token, labels: list[str], right: _Right) -> list[ProvisionPath]:
    base = right.base
    assert base is not None  # noqa: S101  the caller has looked
    if token.level == "chapter":
        right.chapters = labels
        return [base.child(Segment(UnitKind.CHAPTER, label)) for label in labels]
    if token.level == "section":
        above = [base.child(Segment(UnitKind.CHAPTER, label)) for label in right.chapters]
        return [path.child(Segment(UnitKind.SECTION, label)) for path in above for label in labels]
    return [ProvisionPath(base.document, None, (Segment(UnitKind.ANNEX, label),)) for label in labels]


def _expand(words: str, level: str) -> list[str]:
    """Labels of a list: ``5, 6 và 8 đến 10`` gives 5, 6, 8, 9, 10."""
    labels: list[str] = []
    ranged = False
    for part in re.findall(r"đến(?=\s)|[^\s,;]+", words):
        if part in ("và", "hoặc", "đến"):
            ranged = part == "đến"
            continue
        label = _label(part, level)
        labels += _between(labels[-1], label, level) if ranged and labels else []
        labels.append(label)
        ranged = False
    return list(dict.fromkeys(labels))


def _label(part: str, level: str) -> str:
    if level in ("chapter", "annex") and not part.isdecimal():
        value = numeral(part)
        return to_roman(value) if value else part.lower()
    return re.sub(r"^0+(?=\d)", "", part)


def _between(first: str, last: str, level: str) -> list[str]:
    """The labels between two ends of a range, the ends left out."""
    if level == "point":
        letters = [c for c in ALPHABET if c not in FOREIGN]
        if first in letters and last in letters:
            return letters[letters.index(first) + 1 : letters.index(last)]
        return []
    if not (first.isdecimal() and last.isdecimal()) or int(last) - int(first) > _MOST:
        return []
    return [str(number) for number in range(int(first) + 1, int(last))]
