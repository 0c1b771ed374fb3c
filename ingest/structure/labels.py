"""What a line could be the heading of, judged by the line alone.

A heading names its unit and stops ("Điều 5.", "Chương II"), or goes on with a title. A line
that goes on in lower case, with a comma or with the name of a document ("Điều 7 của Luật
này", "Điều 5, Điều 6", "Điều 9 Nghị định số ...") is a reference inside a sentence.
"""

import re
from dataclasses import dataclass

from assistant.domain.numbering import numeral, to_roman
from assistant.domain.path import UnitKind
from assistant.domain.words import fold
from ingest.reading import Line
from ingest.structure.order import Rank, number_rank

_PREFIX = r"^[#*_ \t]*"
_STOP = r"[ \t]*(?P<stop>[.:\-–—/)]*)[*_ \t]*(?P<rest>.*?)[*_ \t]*$"
_ROMAN = r"[IVXLC]+|[ivxlc]+(?![a-zà-ỹđ])"
_ORDINAL = r"(?:thứ|THỨ)[ \t]+\w+"
_END = r"(?P<suffix>[a-zđ]?)(?!\w)" + _STOP

# Điều, and what OCR makes of it: Điêu, Diều, Điểu. Only with a capital: "điều 5" is a reference.
_ARTICLE = re.compile(
    _PREFIX + r"(?P<word>[ĐD][iI][ềêểếÊỀỂẾ][uU])[ \t]*(?P<number>\d{1,4}|[lI](?=[.:]))" + _END
)
_CODE_ARTICLE = re.compile(
    _PREFIX + r"Điều[ \t]+(?P<number>\d{1,2}\.\d{1,2}\.[A-ZĐ]{2,4}(?:\.\d+[a-zđ]?)+)" + _STOP
)
_UPPER = (
    (UnitKind.PART, rf"(?:PHẦN|Phần)[ \t]+(?P<number>{_ORDINAL}|{_ROMAN}|\d{{1,2}}|[A-Z])"),
    (UnitKind.CHAPTER, rf"(?:CHƯƠNG|Ch[ưu][ơo]ng)[ \t]+(?P<number>[IVXLC1l]+|\d{{1,2}}|{_ORDINAL})"),
    (UnitKind.SUBSECTION, r"(?:TIỂU MỤC|Tiểu mục)[ \t]+(?P<number>\d{1,2}|[IVXLC]+)"),
    (UnitKind.SECTION, r"(?:MỤC|Mục)[ \t]+(?P<number>\d{1,2}|[IVXLC]+|[A-Z])"),
)
_UPPER_PATTERNS = tuple((kind, re.compile(_PREFIX + pattern + _END)) for kind, pattern in _UPPER)
_OTHER_TEXT = re.compile(
    r"(?:Điều|Khoản|Điểm|Chương|Mục|Phần|Phụ lục|Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị định|Nghị quyết"
    r"|Quyết định|Thông tư|Quy chế|Quy định|Điều lệ|Hiệp định|Công ước|Chỉ thị|Công văn)(?!\w)"
)
_TITLE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that may be a unit's heading: its label, what follows the label, how sure it is.

    ``label`` is the path's ("5a", "ii"), ``printed`` the reader's ("Điều 5a", "Chương II").
    ``rest`` stands at ``at`` of the line. ``strong``: only a heading looks like this, so that
    a gap in the order is believed.
    ``exact``: the source itself marks the line as a heading.
    """

    index: int
    kind: UnitKind
    label: str
    printed: str
    rest: str
    at: int
    rank: Rank
    exact: bool = False

    @property
    def of_code(self) -> bool:
        """Whether the label is the codification's own ("Điều 13.2.LQ.1")."""
        return self.kind is UnitKind.ARTICLE and "-" in self.label

    @property
    def strong(self) -> bool:
        """Whether a gap before this heading is believed."""
        return self.rank.strong


def mark(line: Line, index: int) -> Mark | None:
    """The heading that ``line`` could be, or ``None``. Rows of tables are never headings."""
    text = line.text.lstrip("#*_ \t")
    if line.table or not text or text[0] not in "ĐDPCMT":
        return None
    if text[0] in "ĐD":
        return _article(line, index)
    for kind, pattern in _UPPER_PATTERNS:
        if match := pattern.match(line.text):
            return _upper(line, index, kind, match)
    return None


def _article(line: Line, index: int) -> Mark | None:
    match = _CODE_ARTICLE.match(line.text)
    if match:
        label = fold(match["number"]).replace(".", "-")
        return _made(index, UnitKind.ARTICLE, label, f"Điều {match['number']}", match, Rank(1), exact=True)
    match = _ARTICLE.match(line.text)
    certain = _is_heading(match["stop"], match["rest"]) if match else None
    if match is None or certain is None:
        return None
    slip = match["word"] not in ("Điều", "ĐIỀU") or match["number"] in "lI"
    number = str(int(match["number"])) if match["number"].isdecimal() else "1"
    label = number + match["suffix"]
    rank = number_rank(number, match["suffix"], strong=certain and not slip)
    exact = line.heading > 0 and certain
    return _made(index, UnitKind.ARTICLE, label, f"Điều {label}", match, rank, exact=exact)


def _made(
    index: int, kind: UnitKind, label: str, printed: str, match: re.Match[str], rank: Rank, *, exact: bool
) -> Mark:
    return Mark(index, kind, label, printed, match["rest"], match.start("rest"), rank, exact)


def _is_heading(stop: str, rest: str) -> bool | None:
    """``True``: surely a heading; ``False``: one if the order says so; ``None``: a reference."""
    if not rest:
        return bool(stop)
    if stop:
        if stop[0] in "-–—/)" and _OTHER_TEXT.match(rest):
            return None
        return rest[0].isupper() or not rest[0].isalpha()
    return False if rest[0].isupper() and not _OTHER_TEXT.match(rest) else None


def _upper(line: Line, index: int, kind: UnitKind, match: re.Match[str]) -> Mark | None:
    value, suffix = numeral(match["number"]), match["suffix"]
    rest = match["rest"]
    if value is None or not _heads(match["stop"], rest, line):
        return None
    roman = kind in (UnitKind.PART, UnitKind.CHAPTER) or not match["number"].isdecimal()
    label = (to_roman(value) if roman else str(value)) + suffix
    printed = f"{kind.vietnamese.capitalize()} {_shown(match['number'])}{suffix}"
    rank = number_rank(str(value), suffix, strong=not rest or bool(match["stop"]))
    return _made(index, kind, label, printed, match, rank, exact=line.heading > 0)


def _shown(number: str) -> str:
    return number.lower() if number.lower().startswith("thứ") else number.replace("l", "I")


def _heads(stop: str, rest: str, line: Line) -> bool:
    if not rest:
        return True
    if len(rest) > _TITLE_LIMIT or rest[0] in ",;":
        return False
    return shouted(rest) or ((bool(stop) or line.heading > 0) and rest[0].isupper())


def shouted(text: str) -> bool:
    """Whether ``text`` is in capitals, as titles are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 1 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)
