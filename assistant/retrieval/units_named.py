"""Articles, clauses and points that a question names, and to which document each belongs.

"điểm b khoản 2 Điều 5", "Điều 5, khoản 2, điểm b", "k2 đ5", "Đ5K2", "Điều 5.2", "các Điều 5, 6
và 7". Short forms count only beside a document, as "D1" and "K12" are other things as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from assistant.domain.path import Segment, UnitKind
from assistant.retrieval.written import Written

_SPLIT = r"(?:\s*[,;]\s*(?:va\s+)?|\s+(?:va|hoac|hay)\s+)"
_A = r"\d{1,4}[a-z]{0,2}"
_C = r"\d{1,3}[a-z]?\d?"
_P = r"[a-z]\d{0,2}"
_ENDS = r"(?![\w%/]|[.,]\d)"
_ARTICLES = rf"{_A}(?:{_SPLIT}{_A}{_ENDS}(?!\s*(?:thang|nam|ngay)))*"
_TOKEN = re.compile(
    rf"(?<![a-z])(?:diem\s*[\"'“‘(]?(?P<point>{_P}(?:{_SPLIT}{_P}(?!\w))*)(?!\w)[)\"'”’]?"
    rf"|khoan\s*\(?(?P<clause>{_C}(?:{_SPLIT}{_C}{_ENDS})*)(?!\w)\)?"
    rf"|dieu(?:\s+(?:so|thu))?\s*[:.]?\s*(?P<article>{_ARTICLES})(?=k\.?\d|(?!\w))"
    r"(?P<inner>(?:\.\d{1,3}|\(\d{1,3}\))(?:\.[a-z](?!\w)|\([a-z]\)|[a-z](?!\w))?)?"
    rf"|(?<!\d)d\.?\s?(?P<sp>[a-z])(?=[\s,.;]*k\.?\s?\d)"
    rf"|k(?:\.\s?)?(?P<sc>{_C})(?=d\.?\d|(?!\w))"
    rf"|(?<!\d)d(?:\.\s?)?(?P<sa>{_A})(?=k\.?\d|(?!\w))(?P<si>(?:\.\d{{1,3}}|\(\d{{1,3}}\))(?:\.?[a-z](?!\w))?)?)"
)
_LABEL = re.compile(r"[^\W_]+")
_WITHIN = re.compile(r"[\s,.;:()\-–]*(?:(?:cua|thuoc|tai)\s+)?")
_LEVELS = {"point": 0, "sp": 0, "clause": 1, "sc": 1, "article": 2, "sa": 2}
_ARTICLE = 2
_JOINING = ("va", "hoac", "hay")
_AND = re.compile(_SPLIT)
_MOST = 10
"""Provisions that one list may name."""


@dataclass(slots=True)
class Chain:
    """Units that stand together at ``start:end``. ``labels``: of points, clauses, articles."""

    start: int
    end: int
    short: bool = True
    labels: tuple[list[str], list[str], list[str]] = field(default_factory=lambda: ([], [], []))

    def paths(self) -> Iterator[tuple[Segment, ...]]:
        """The address of each provision named, from the article down."""
        points, clauses, articles = self.labels
        for article, clause, point in list(product(articles, clauses or [""], points or [""]))[:_MOST]:
            inner = zip(
                (UnitKind.ARTICLE, UnitKind.CLAUSE, UnitKind.POINT), (article, clause, point), strict=True
            )
            yield tuple(Segment(kind, label) for kind, label in inner if label)


def chains(text: Written) -> list[Chain]:
    """Every chain of units that has an article, in order."""
    found: list[Chain] = []
    seen: list[int] = []
    for match in _TOKEN.finditer(text.folded):
        level = next(level for name, level in _LEVELS.items() if match[name])
        last = found[-1] if found else None
        joined = last is not None and _WITHIN.fullmatch(text.folded, last.end, match.start()) is not None
        if last is None or not joined or last.labels[level] or not _goes_on(seen, level):
            last = Chain(match.start(), match.end())
            found.append(last)
            seen = []
        seen.append(level)
        last.end = match.end()
        _take(last, text, match, level)
    for chain, after in pairwise(found):
        _hand_on(chain, after, text.folded)
    return [chain for chain in found if chain.labels[2]]


def _hand_on(chain: Chain, after: Chain, folded: str) -> None:
    """Of "khoản 1 và khoản 2 Điều 5" both are of the article that the second names."""
    level = next((level for level, labels in enumerate(chain.labels) if labels), 0)
    alone = sum(map(bool, chain.labels)) == 1 and level < _ARTICLE
    if alone and after.labels[level] and _AND.fullmatch(folded, chain.end, after.start):
        after.labels[level][:0] = chain.labels[level]
        after.start = chain.start


def _goes_on(seen: Sequence[int], level: int) -> bool:
    """Whether a unit of ``level`` continues a chain: all upwards or all downwards."""
    if len(seen) == 1:
        return True
    upwards = seen[0] < seen[1]
    return level > seen[-1] if upwards else level < seen[-1]


def _take(chain: Chain, text: Written, match: re.Match[str], level: int) -> None:
    name = next(name for name in _LEVELS if match[name])
    chain.short = chain.short and name in ("sp", "sc", "sa")
    chain.labels[level].extend(_labels(text, *match.span(name)))
    for inner in ("inner", "si"):
        for label in _labels(text, *match.span(inner)) if match[inner] else ():
            _take_inner(chain, label)


def _take_inner(chain: Chain, label: str) -> None:
    """What stands behind an article's number: "Điều 5.2.b"."""
    letters = label.lstrip("0123456789")
    number = label[: len(label) - len(letters)]
    for level, part in ((1, number), (0, letters)):
        if part:
            chain.labels[level].append(part)


def _labels(text: Written, start: int, end: int) -> list[str]:
    """The labels of a list without leading zeros; đ is not d."""
    words = (match for match in _LABEL.finditer(text.folded, start, end) if match[0] not in _JOINING)
    return [_as_typed(text, match).lstrip("0") or "0" for match in words]


def _as_typed(text: Written, match: re.Match[str]) -> str:
    """Folded, but for the letter đ."""
    shown = text.shown[match.start() : match.end()].lower()
    return "".join("đ" if typed == "đ" else plain for typed, plain in zip(shown, match[0], strict=False))
