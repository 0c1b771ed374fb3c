"""Documents and provisions that a question names, in every spelling people use.

"TT29", "thông tư 29", "tt 29/2024", "29/2024/tt-bgddt", "Thông tư số 29 năm 2024 của Bộ Giáo
dục", "Điều 5 Luật Giáo dục 2019", "khoản 2 điều 5 NĐ 30/2020". Matched on folded text, so
diacritics do not matter; resolved against the numbers that the library has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from assistant.domain.words import fold, nfc
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.results import Reference

# Words for kinds, folded, and the codes they have in numbers. The joint ones come first.
_KINDS: tuple[tuple[str, str], ...] = (
    ("thong tu lien tich|ttlt", "ttlt tl"),
    ("nghi quyet lien tich|nqlt", "nqlt"),
    ("thong tu|tt", "tt"),
    ("nghi dinh|nd", "nd"),
    ("quyet dinh|qd", "qd"),
    ("nghi quyet|nq", "nq"),
    ("chi thi", "ct"),
    ("phap lenh", "pl ubtvqh"),
    ("van ban hop nhat|vbhn", "vbhn"),
    ("bo luat|luat", "qh l"),
    ("cong van", ""),
)
_CODES = {word: frozenset(codes.split()) for words, codes in _KINDS for word in words.split("|")}
_KIND = "|".join(word for words, _ in _KINDS for word in words.split("|"))

# Bodies as people name them, folded, and what their code contains.
_ISSUERS = {
    "bo giao duc": "bgd",
    "bo gd": "bgd",
    "bgddt": "bgd",
    "bgd": "bgd",
    "bo lao dong": "bldtbxh",
    "bo y te": "byt",
    "bo tai chinh": "btc",
    "bo noi vu": "bnv",
    "bo cong an": "bca",
    "bo quoc phong": "bqp",
    "bo tu phap": "btp",
    "bo cong thuong": "bct",
    "bo xay dung": "bxd",
    "bo giao thong": "bgtvt",
    "bo nong nghiep": "bnn",
    "bo tai nguyen": "btnmt",
    "bo khoa hoc": "bkhcn",
    "bo van hoa": "bvhttdl",
    "bo thong tin": "btttt",
    "bo ke hoach": "bkhdt",
    "ngan hang nha nuoc": "nhnn",
    "thu tuong": "ttg",
    "chinh phu": "cp",
    "quoc hoi": "qh",
}
_ISSUER = "|".join(sorted(_ISSUERS, key=len, reverse=True))

_YEAR = r"(?:19|20)\d\d"
_FULL = re.compile(
    rf"(?<![\w/])(?P<number>\d{{1,5}}[a-z]?\s*/\s*{_YEAR}\s*/\s*[a-z]{{1,12}}\d*(?:\s*-\s*[a-z&]{{1,20}}\d*)*)"
    r"|(?<![\w/])(?P<short>\d{1,5}[a-z]?\s*/\s*[a-z]{2,8}(?:\s*-\s*[a-z&]{1,20}\d*)+)"
)
_OF_KIND = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})\s*\.?\s*(?:so\s*:?\s*)?(?P<running>\d{{1,4}}[a-z]?)(?!\w)"
    rf"(?:\s*(?:/|-|,?\s*nam|,?\s*ngay\s+\d{{1,2}}[/-]\d{{1,2}}[/-])\s*(?P<year>{_YEAR})(?!\w))?"
    rf"(?:\s*(?:/|-)?\s*(?:cua\s+)?(?P<issuer>{_ISSUER})(?!\w))?"
)
_YEAR_ONLY = re.compile(rf"(?<![\w/])(?<!thang )(?P<running>\d{{1,4}}[a-z]?)/(?P<year>{_YEAR})(?![\w/])")
_LAW = re.compile(r"(?<!\w)(?P<kind>bo luat|luat|phap lenh|hien phap)\s+(?P<words>[a-z][a-z ,]*)")
_LAW_YEAR = re.compile(rf"(?P<year>{_YEAR})(?!\w)")
_UNITS = re.compile(
    r"(?:(?<!\w)diem\s+(?P<point>[a-z]\d?)\s*,?\s*)?(?:(?<!\w)khoan\s+(?P<clause>\d{1,3}[a-z]?)\s*,?\s*)?"
    r"(?<!\w)dieu\s+(?P<article>\d{1,4}[a-z]?)(?!\w)"
)
_NEAR = 40
"""Characters between an article and its document: "Điều 5 của Quy chế ban hành kèm theo ..."."""
_DATE = re.compile(r"\d{1,2}/\d{1,2}/(?:19|20)\d\d")


@dataclass(frozen=True)
class _Named:
    """A document named at ``start:end``: what it may be, newest first."""

    start: int
    end: int
    candidates: tuple[DocumentNumber, ...]
    certain: bool = True


def find_references(question: str, catalogue: Catalogue) -> tuple[tuple[Reference, ...], str]:
    """What ``question`` names, in its order, at most once each; and the words that are left."""
    text = nfc(question).lower()
    folded = fold(text)
    shown = text if len(text) == len(folded) else folded
    taken: list[_Named] = []
    for named in _documents(folded, catalogue):
        if all(named.end <= other.start or named.start >= other.end for other in taken):
            taken.append(named)
    units = list(_UNITS.finditer(folded))
    taken.sort(key=lambda named: named.start)
    found = tuple(dict.fromkeys(_reference(shown, named, units) for named in taken))
    used = [(named.start, named.end) for named in taken] + [unit.span() for unit in units if found]
    return found, _without(shown, used)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """``text`` with the characters of ``spans`` blanked."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).split())


def _documents(folded: str, catalogue: Catalogue) -> Iterator[_Named]:
    """Every document named; the surer spellings come first."""
    for match in _FULL.finditer(folded):
        number = catalogue.find(match["number"] or match["short"])
        yield _Named(match.start(), match.end(), (number,) if number else ())
    dates = [match.span() for match in _DATE.finditer(folded)]
    for match in _OF_KIND.finditer(folded):
        year = int(match["year"]) if match["year"] else None
        issuer = _ISSUERS.get(match["issuer"] or "", "")
        numbers = catalogue.running(match["running"], _CODES[match["kind"]], year, issuer)
        yield _Named(match.start(), match.end(), tuple(numbers))
    for match in _YEAR_ONLY.finditer(folded):
        if not any(start <= match.start() < end for start, end in dates):
            numbers = catalogue.running(match["running"], frozenset(), int(match["year"]), "")
            if numbers:
                yield _Named(match.start(), match.end(), tuple(numbers))
    yield from _laws(folded, catalogue)


def _laws(folded: str, catalogue: Catalogue) -> Iterator[_Named]:
    """Laws by title, with the year where one follows: "Luật Giáo dục đại học 2018"."""
    for match in _LAW.finditer(folded):
        words = match["words"].replace(",", " ").split()
        laws, length = catalogue.called(words)
        if not laws:
            continue
        year = _LAW_YEAR.match(folded, match.end()) if words[length:] in ([], ["nam"]) else None
        of_year = [law.number for law in laws if year is None or law.year == int(year["year"])]
        end = year.end() if year else match.start("words") + len(" ".join(words[:length]))
        yield _Named(match.start(), end, tuple(of_year), certain=year is not None)


def _reference(text: str, named: _Named, units: list[re.Match[str]]) -> Reference:
    words = text[named.start : named.end].strip(" ,.")
    unit = _nearest(named, units)
    if not named.candidates:
        return Reference(words, missing=words)
    if len(named.candidates) > 1:
        return Reference(words, candidates=named.candidates, certain=named.certain)
    number = named.candidates[0]
    path = ProvisionPath(number, segments=_segments(unit, text)) if unit else None
    return Reference(words, number, named.candidates, path, certain=named.certain or path is not None)


def _nearest(named: _Named, units: list[re.Match[str]]) -> re.Match[str] | None:
    """The article named just before the document ("Điều 5 của Luật ..."), else just after."""
    before = [unit for unit in units if 0 <= named.start - unit.end() <= _NEAR]
    after = [unit for unit in units if 0 <= unit.start() - named.end <= _NEAR]
    return before[-1] if before else after[0] if after else None


def _segments(unit: re.Match[str], text: str) -> tuple[Segment, ...]:
    """Article, clause and point; the point's letter as it was typed, since đ is not d."""
    segments = [Segment(UnitKind.ARTICLE, unit["article"])]
    if unit["clause"]:
        segments.append(Segment(UnitKind.CLAUSE, unit["clause"]))
    if unit["point"]:
        segments.append(Segment(UnitKind.POINT, text[unit.start("point") : unit.end("point")]))
    return tuple(segments)
