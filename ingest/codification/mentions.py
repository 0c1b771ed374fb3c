"""Documents, articles and dates as the notes of the codification write them.

``Nghị định số 12/2011/NĐ-CP``, ``Thông tư số liên tịch 22/2011/...``, ``TT- BNV`` with a
blank inside: what is printed is read, and nothing is added to it.
"""

import re
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.path import Segment, UnitKind

# A letter with or without its marks, capital or not.
_UP = "A-ZĐƯÔÂĂÊ"
_CODE = rf"[{_UP}a-zđư0-9&]"
NUMBER = (
    r"\d+[a-zđ]?"
    # 21 - TC/TCT, 60 TC/TCT, 17 /2018, 12/1999, 89-TC
    rf"(?:\ -\ (?=[{_UP}]{{2,}}/)|\ (?=[{_UP}]{{2,}}/[{_UP}])|\ ?/\ ?|-){_CODE}+"
    # TT- BNV, QĐ -TTg, NĐ_CP, NQ.HĐTP
    rf"(?:(?:[-/]\ (?=[{_UP}]{{2,}})|\ [-/](?={_CODE})|[-/_](?={_CODE})|\.(?=[{_UP}]{{2,}})){_CODE}+)*"
    r"(?:\([A-Z]\d+\))?"  # 04/TT-BCA(X13)
)
KIND = (
    r"Hiến pháp|Bộ [Ll]uật|Luật|Pháp lệnh|Sắc lệnh|Nghị định|Nghị quyết liên tịch|Nghị quyết|"
    r"Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị"
)
# Between the kind and the number: "số", "số: ", "số Số:", "số liên tịch", "số Thông tư", quotes.
_WORD = rf"(?:[Ss]ố:?|(?P<late>liên tịch)|TT|(?:{KIND})\b(?:\ số:?)?)"
_BEFORE = rf"""(?:\s+(?P<joint>liên tịch))?(?:\s*{_WORD}(?=[\s'"]))*\s*['"]*\s*"""
DOCUMENT = re.compile(rf"(?P<kind>{KIND}|[Tt]hông tư){_BEFORE}(?P<number>{NUMBER})")
_NAMED_LAW = re.compile(
    rf"(?P<kind>Bộ [Ll]uật|Luật|Pháp lệnh)(?P<joint>)(?P<late>)\s+(?P<name>(?:(?!{KIND})[^;:()\d]){{1,90}}?)"
    rf" số:? (?P<number>{NUMBER})"
)
_DATE = (
    r"(?P<day>\d{1,2})(?:\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})"
    r"|\s+tháng\s+(?P<month_word>\d{1,2})\s+năm\s+(?P<year_word>\d{4}))"
)
DATE = re.compile(rf"(?<!\d){_DATE}(?!\d)")
_KINDS = {
    "hiến pháp": DocumentKind.CONSTITUTION,
    "bộ luật": DocumentKind.CODE,
    "luật": DocumentKind.LAW,
    "pháp lệnh": DocumentKind.ORDINANCE,
    "sắc lệnh": DocumentKind.EDICT,
    "nghị định": DocumentKind.DECREE,
    "nghị quyết": DocumentKind.RESOLUTION,
    "nghị quyết liên tịch": DocumentKind.JOINT_RESOLUTION,
    "thông tư": DocumentKind.CIRCULAR,
    "thông tư liên tịch": DocumentKind.JOINT_CIRCULAR,
    "quyết định": DocumentKind.DECISION,
    "chỉ thị": DocumentKind.DIRECTIVE,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a text, with where its words begin and end; a name inside them."""

    kind: DocumentKind
    number: DocumentNumber
    start: int
    end: int
    name: str = ""


def document_at(text: str, start: int = 0) -> Mention | None:
    """The document whose words begin exactly at ``start``."""
    match = DOCUMENT.match(text, start)
    return _mention(match) if match else None


def named_law_at(text: str, start: int = 0) -> Mention | None:
    """The law whose name begins at ``start`` and ends in its number: ``Luật Phí và lệ phí số N``."""
    match = _NAMED_LAW.match(text, start)
    return _mention(match, match["name"]) if match else None


def _mention(match: re.Match[str], name: str = "") -> Mention:
    number = DocumentNumber(match["number"])
    words = match["kind"].lower()
    joint = match["joint"] or match["late"] or number.key.find("ttlt") > 0
    kind = _KINDS[f"{words} liên tịch" if joint and f"{words} liên tịch" in _KINDS else words]
    return Mention(resolution_of(kind, number), printed(number), match.start(), match.end(), name)


def kind_of(words: str) -> DocumentKind:
    """The kind that ``words`` ("Bộ Luật") name."""
    return _KINDS.get(words.lower(), DocumentKind.OTHER)


def resolution_of(kind: DocumentKind, number: DocumentNumber) -> DocumentKind:
    """Resolutions of the National Assembly rank as laws do; their number says whose they are."""
    if kind is DocumentKind.RESOLUTION and re.search(r"/qh\d*$", number.key):
        return DocumentKind.ASSEMBLY_RESOLUTION
    return kind


def printed(number: DocumentNumber) -> DocumentNumber:
    """The number as people print it: one typed all in small letters gets its capitals back."""
    text = number.text
    return DocumentNumber(text.upper()) if "/" in text and text == text.lower() else number


def find_date(text: str, start: int = 0, end: int | None = None) -> date | None:
    """The first possible date in ``text[start:end]``; 31/02 is none."""
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        if (found := date_of(match)) is not None:
            return found
    return None


def date_of(match: re.Match[str]) -> date | None:
    """The date of a match of ``DATE``, or ``None`` where the calendar has no such day."""
    month, year = match["month"] or match["month_word"], match["year"] or match["year_word"]
    try:
        return date(int(year), int(month), int(match["day"]))
    except ValueError:
        return None


def segments(article: str, clause: str | None = None, point: str | None = None) -> tuple[Segment, ...]:
    """The segments of an address inside a document."""
    parts = ((UnitKind.ARTICLE, article), (UnitKind.CLAUSE, clause), (UnitKind.POINT, point))
    return tuple(Segment(kind, label.lower()) for kind, label in parts if label)
