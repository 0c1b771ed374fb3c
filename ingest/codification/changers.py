"""Who changed an article: provisions, their document, and the day from which it counts.

khoản 3, khoản 4 Điều 2 của Thông tư số N ngày D của Y sửa đổi, bổ sung một số điều của ...,
có hiệu lực kể từ ngày D và áp dụng cho kỳ tính thuế từ năm 2014
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.path import ProvisionPath
from ingest.codification.heads import NAMING
from ingest.codification.issuers import is_issuer
from ingest.codification.mentions import DATE, KIND, date_of, document_at, find_date, named_law_at
from ingest.codification.places import read_places

_STARTS = r"(?:có\s+|(?<!hết )(?<!ngưng ))hiệ[uc] lực(?: thi hành)?"
_DAY = rf"(?: ngày)?\s+(?:{DATE.pattern}|(?P<odd>\d{{1,4}}[/.-]\d{{1,4}}[/.-]\d{{1,4}})(?!\d))"
FORCE = re.compile(rf"{_STARTS}(?: kể)?(?: từ)?{_DAY}", re.IGNORECASE)
UNTIL = re.compile(rf"{_STARTS} đến(?: hết)?{_DAY}", re.IGNORECASE)
_OF = re.compile(r"\s*(?:của\s+)?")
_UNNUMBERED = re.compile(rf"(?:{KIND})\s[^,;:()\d]{{1,90}}?\snăm\s\d{{4}}(?!\d)")
_ISSUED = (
    r"\s+ngày\s+(?P<issued>\d[\d/.-]+|\d+ tháng \d+ năm \d+)"
    r"(?:\s+của\s+(?P<issuer>[^;()\d]{1,250}?))?"
)
_NAMED = rf"(?:{NAMING})(?![^\W_])[^;]{{1,600}}?"
_TITLE = rf"(?!(?:{KIND}|Điều|Khoản|Điểm|Mục|Chương)\s)[A-ZĐÂÊÔƯ][^;\d]{{1,200}}?"
_SAID = re.compile(
    rf"(?:{_ISSUED})?(?:\s+(?P<name>{_NAMED}|(?(issued)(?!)|{_TITLE})))?[\s,.]*",
)
_ONLY_ISSUED = re.compile(rf"{_ISSUED}(?=\s*[,;.)]|\s*$)")
_INNER = re.compile(r"(?:được|bị)\s[^()]{2,80}?\s(?:bởi|theo)\s")
_BRACKETS = re.compile(r"\([^()]*\)")
_APPLIES = re.compile(r"\s*,?\s*và\s+(?P<words>áp dụng cho kỳ tính thuế[^,;()\d]{0,60}năm\s+\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Changer:
    """One changing document with its provisions; ``odd`` are the words of an impossible day."""

    start: int
    end: int
    source: ProvisionPath | None
    provisions: tuple[ProvisionPath, ...] = ()
    effective_on: date | None = None
    name: str = ""
    issued_on: date | None = None
    issuer: str | None = None
    applies_to: str = ""
    odd: tuple[int, int] | None = None


def read_changer(text: str, start: int) -> Changer | None:
    """The changing provision whose words begin at ``start``, with its day where one stands."""
    places = read_places(text, start)
    of = _OF.match(text, places.end)
    begin = of.end() if of else places.end
    if mention := document_at(text, begin) or named_law_at(text, begin):
        source = ProvisionPath(mention.number, None, places.common)
        provisions = tuple(ProvisionPath(mention.number, None, unit) for unit in places.units or ((),))
        return _dated(text, Changer(start, mention.end, source, provisions, name=mention.name))
    named = _UNNUMBERED.match(text, begin)
    return _dated(text, Changer(start, named.end(), None, name=named[0])) if named else None


def _dated(text: str, changer: Changer) -> Changer:
    """Add what stands between the document and its day: day of issue, issuer, name; then the day.

    Other words in between belong to somebody else, and so does the day.
    """
    force = FORCE.search(text, changer.end)
    said = _SAID.fullmatch(text, changer.end, force.start()) if force else None
    if force is None or said is None or not _believable(said["issuer"], said["name"]):
        issued = _ONLY_ISSUED.match(text, changer.end)
        known = issued is not None and _believable(issued["issuer"], None)
        return _issued(replace(changer, end=issued.end()), issued) if issued and known else changer
    applies = _APPLIES.match(text, force.end())
    dated = replace(
        changer,
        end=(applies or force).end(),
        effective_on=day_of(force),
        name=said["name"] or changer.name,
        applies_to=applies["words"] if applies else "",
        odd=odd_day(force),
    )
    return _issued(dated, said)


def _believable(issuer: str | None, name: str | None) -> bool:
    """Whether the words are an issuer and a name: no body we know, or a change, is neither."""
    if issuer and not is_issuer(issuer):
        return False
    return not _INNER.search(_BRACKETS.sub("", name or ""))


def _issued(changer: Changer, said: re.Match[str]) -> Changer:
    """Add day of issue and issuer."""
    issued_on = find_date(said["issued"]) if said["issued"] else None
    odd = said.span("issued") if said["issued"] and issued_on is None else changer.odd
    return replace(changer, issued_on=issued_on, issuer=said["issuer"], odd=odd)


def day_of(match: re.Match[str]) -> date | None:
    """The day of a match of ``FORCE`` or ``UNTIL``; ``None`` where the calendar has none."""
    return None if match["odd"] else date_of(match)


def odd_day(match: re.Match[str]) -> tuple[int, int] | None:
    """Where the words of an impossible day stand."""
    return (match.start("odd" if match["odd"] else "day"), match.end()) if day_of(match) is None else None
