"""Documents and provisions that a question names, in every spelling people use.

"TT29", "thông tư 29", "tt 29/2024", "29-2024-tt-bgddt", "Thông tư số 29 năm 2024 của Bộ Giáo
dục", "Điều 5 Luật Giáo dục 2019", "k2 đ5 nđ30/2020", "30/2020/NĐ-CP#dieu-5.khoan-2". Matched on
folded text, so diacritics do not matter; resolved against the documents that the library has.
Numbers are read in ``numbers_named``, titles of laws in ``laws_named``, units in ``units_named``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.retrieval.catalogue import Catalogue
from assistant.retrieval.laws_named import Called, called
from assistant.retrieval.numbers_named import numbered
from assistant.retrieval.results import Reference
from assistant.retrieval.units_named import Chain, chains
from assistant.retrieval.written import Written, written

_DIGIT = re.compile(r"\d")
_CHEAP = re.compile(r"\d|(?<![a-z])(?:luat|phap lenh|hien phap|bl[a-z]{2,6})(?![a-z])")

# What stands between an article and the document that it is of, from the surest; folded.
_ATTACHED = r"(?:quy che|quy dinh|dieu le|noi quy|chuong trinh|ke hoach|danh muc|huong dan|phu luc)"
_JOINED = re.compile(r"[\s,;:.(\-–]*(?:cua\s+)?")
_OF = re.compile(r"[\s,(:\-]*(?:(?:cua|thuoc|tai|trong|o|theo)\s+)*")
_ISSUED_WITH = re.compile(
    rf"[\s,(]*(?:(?:cua|thuoc|tai|trong|o|theo)\s+)*(?P<what>{_ATTACHED})(?![a-z])[^?!;]{{0,220}}?kem\s+theo\s+(?:\w+\s+){{0,4}}"
)
_THEN = re.compile(r"[\s,;:.(\-–>]*(?:(?:tai|thi|o|co|theo|cu the|quy dinh tai|la|quy dinh o)\s+)*")
_LISTED = re.compile(r"\s*(?:,|;|va|hoac|hay|den|voi|,?\s+va)\s*(?:cac\s+|tai\s+|ca\s+)?")
_OTHER_DOCUMENT = re.compile(
    r"(?<![a-z])(?:luat|nghi dinh|thong tu|quyet dinh|nghi quyet|phap lenh|quy che)(?![a-z])"
)
_BEFORE_NUMBER = re.compile(r"[\s,(:]*(?:so\s*[:.]?\s*)?")
_PINPOINT = re.compile(
    r"(?:#|%23|/(?=(?:[a-z0-9-]+/)?(?:dieu|khoan|phu-luc|chuong|muc|phan)-))(?P<tail>[a-z0-9~./-]*[a-z0-9])"
)
_NEAR = 40
"""Characters between an article and its document where other words stand there."""
_SURE, _BEHIND, _SHORT_FORM, _LOOSE, _NEVER = 0.0, 0.5, 2.0, 5.0, 100.0
"""How far an article is from being of a document, from joined to it to not at all; a short form,
which may be something else ("D1"), counts below its own figure.
"""
_APART = {",": 1.0, ";": 3.0, ".": 3.0}
_MOST = 20
"""Provisions of one document that a question may name."""


@dataclass(slots=True)
class _Named:
    """A document named at ``start:end``, with what belongs to the name at ``first:last``: what it
    may be, newest first, and the units named with it. ``bare``: a number that may be no document's.
    """

    start: int
    end: int
    first: int
    last: int
    candidates: tuple[DocumentNumber, ...]
    certain: bool = True
    bare: bool = False
    pinpoint: str = ""
    scope: str | None = None
    chains: list[Chain] = field(default_factory=list)


def find_references(question: str, catalogue: Catalogue) -> tuple[tuple[Reference, ...], str]:
    """What ``question`` names, in its order, at most once each; and the words that are left."""
    text = written(question)
    if not _CHEAP.search(text.folded):
        return (), " ".join(text.shown.split())
    named = _documents(text, catalogue)
    if named and _DIGIT.search(text.folded):
        _assign(text.folded, named, chains(text))
    named = [one for one in named if one.candidates or not one.bare or one.chains]
    found = tuple(dict.fromkeys(reference for one in named for reference in _references(text.shown, one)))
    used = [(one.first, one.last) for one in named]
    used += [(chain.start, chain.end) for one in named for chain in one.chains]
    return found, _without(text.shown, used)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with the characters of ``spans`` blanked."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).split())


# --- documents


def _documents(text: Written, catalogue: Catalogue) -> list[_Named]:
    """Every document named, in order and apart from each other; numbers before titles."""
    taken: list[_Named] = []
    for one in numbered(text, catalogue) if _DIGIT.search(text.folded) else ():
        named = _Named(one.start, one.end, one.first, one.last, one.numbers, bare=one.bare)
        pinpoint = _PINPOINT.match(text.folded, one.end)
        if pinpoint:
            named.pinpoint = text.shown[slice(*pinpoint.span("tail"))].lower()
            named.last = max(named.last, pinpoint.end())
        taken.append(named)
    for law in called(text, catalogue):
        _take_law(text.folded, taken, law)
    return sorted(taken, key=lambda one: one.start)


def _take_law(folded: str, taken: list[_Named], law: Called) -> None:
    """A title is a document of its own, or the name of the number that follows it; it may have a
    number in it.
    """
    if law.numbers:
        taken[:] = [other for other in taken if not law.start < other.first < other.end <= law.end]
    for other in taken:
        if law.start < other.start and _BEFORE_NUMBER.fullmatch(folded, law.end, other.start):
            other.first = law.start
            both = tuple(number for number in other.candidates if number in law.numbers)
            other.candidates = both or other.candidates
            return
        if law.end > other.first and law.start < other.last:
            return
    taken.append(_Named(law.start, law.end, law.start, law.end, law.numbers, certain=law.certain))


# --- units


def _assign(folded: str, named: Sequence[_Named], units: Sequence[Chain]) -> None:
    """Give each chain of units to the document that it is of, if it is of one."""
    follows: tuple[Chain, _Named] | None = None
    for chain in reversed(units):
        if any(chain.start < one.last and chain.end > one.first for one in named):
            continue
        after = next((one for one in named if one.first >= chain.end), None)
        before = next((one for one in reversed(named) if one.last <= chain.start), None)
        costs = [
            (_cost_before(folded, chain, after), after),
            (_cost_behind(folded, chain, before), before),
        ]
        cost, one = min(costs, key=lambda pair: pair[0])
        listed = follows and _LISTED.fullmatch(folded, chain.end, follows[0].start)
        if follows and listed and cost >= _LOOSE:
            cost, one = _SURE, follows[1]
        if one is not None and cost < (_SHORT_FORM if chain.short else _NEVER):
            _give(folded, one, chain)
            follows = (chain, one)


def _give(folded: str, one: _Named, chain: Chain) -> None:
    one.chains.insert(0, chain)
    issued = _ISSUED_WITH.fullmatch(folded, chain.end, one.first) if chain.end <= one.first else None
    if issued:
        one.scope = issued["what"].replace(" ", "-")


def _cost_before(folded: str, chain: Chain, one: _Named | None) -> float:
    """How far "Điều 5" is from being of the document that stands after it."""
    if one is None:
        return _NEVER
    if _JOINED.fullmatch(folded, chain.end, one.first):
        return _SURE + sum(_APART.get(mark, 0.0) for mark in folded[chain.end : one.first])
    if _OF.fullmatch(folded, chain.end, one.first):
        return _SHORT_FORM
    if _ISSUED_WITH.fullmatch(folded, chain.end, one.first):
        return _SURE
    return _loosely(folded[chain.end : one.first])


def _cost_behind(folded: str, chain: Chain, one: _Named | None) -> float:
    """How far it is from being of the document that stands before it."""
    if one is None:
        return _NEVER
    if _JOINED.fullmatch(folded, one.last, chain.start):
        return _SURE + _BEHIND
    if _THEN.fullmatch(folded, one.last, chain.start):
        return _SHORT_FORM + _BEHIND
    return _loosely(folded[one.last : chain.start]) + 1


def _loosely(between: str) -> float:
    """Other words stand between, few and of no other document."""
    far = len(between) > _NEAR or "?" in between or _OTHER_DOCUMENT.search(between)
    return _NEVER if far else _LOOSE + len(between) / _NEAR


# --- what is given back


def _references(text: str, named: _Named) -> list[Reference]:
    words = text[named.start : named.end].strip(" ,.(")
    if not named.candidates:
        return [Reference(words, missing=words)]
    if len(named.candidates) > 1:
        return [Reference(words, candidates=named.candidates, certain=named.certain)]
    number = named.candidates[0]
    whole = Reference(words, number, named.candidates, certain=named.certain)
    return [replace(whole, path=path, certain=True) for path in _paths(number, named)] or [whole]


def _paths(number: DocumentNumber, named: _Named) -> list[ProvisionPath]:
    """The provisions of the document that are named, in order."""
    if named.pinpoint:
        try:
            return [ProvisionPath.parse(f"{number}#{named.pinpoint}")]
        except ValueError:
            return []
    inner = [segments for chain in named.chains for segments in chain.paths()]
    return [ProvisionPath(number, named.scope, segments) for segments in inner[:_MOST]]
