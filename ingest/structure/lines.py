"""The lines of an article as orders stand in them: outside quotations, with what opens a list.

Scans break a sentence over several lines; what goes on in small letters is put together again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath
from ingest.structure.quotes import Quotation, starts_quoted

LABEL = r"[ \t]*(?:Điều\s+\d+[a-zđ]?\.|\d{1,3}[a-zđ]?\s?[./)]|[a-zđ]{1,2}\d?\s?\)|[-–—+*•●])?[ \t]*"
"""What may stand before the words of a line: the label of a unit, a bullet."""

KINDS = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết(?: liên tịch)?|Thông tư(?: liên tịch)?"
    r"|Quyết định|Chỉ thị|Quy chế|Quy định|Điều lệ|Nội quy|Chương trình|Văn bản|Kế hoạch|Hướng dẫn)"
)
"""Names of documents as they stand before "này" or a number."""

_LEVELS = (
    re.compile(r"[ \t]*\d{1,3}[a-zđ]?\s?[./)](?!\d)"),
    re.compile(r"[ \t]*(?:[a-zđ]{1,2}\d?\s?\)|\d{1,3}\.\d{1,3}\.?\s)"),
    re.compile(r"[ \t]*[-–—+*•●]"),
)
_LOOSE = 9
_OPENS_ITEM = re.compile(
    rf"{LABEL}(?:các\s+|toàn\s+bộ\s+)*(?:{KINDS}(?!\s+này)|Điều|Khoản|Điểm|Chương|Phụ lục|Mục)\s",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[ \t]*(?:(?![a-zđ]{1,2}\d?\s?\))[a-zđà-ỹ]|\d{1,2}\s+(?:tháng|năm)\s)")
_OPENS_LIST = re.compile(r"(?<!\w)sau(?: đây)?\s*:?$", re.IGNORECASE)
_CLOSED = tuple('.;:”"»')
_SENTENCE = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=-[^\W\d_])|(?<=[)/”\"])|(?<!^)(?<!^\d)(?<=\d\d))\.\s+(?=[A-ZĐÀ-Ỹ])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line outside quotations, the unit it stands in, and the line that announces it."""

    text: str
    path: ProvisionPath
    above: str = ""


def article_lines(article: Provision) -> Iterator[Line]:
    """Lines of an article outside quotations; of a list, each with the line that opens it.

    A heading is a line of an article without units; in others it may open their list.
    """
    openers: list[tuple[int, str]] = []
    labelled = -1
    if article.heading and not article.units:
        yield Line(article.heading, article.path)
    if _OPENS_LIST.search(article.heading):
        openers.append((-1, article.heading))
    for text, offset in _joined(article.text):
        level = _level(text)
        if level == _LOOSE and not _OPENS_ITEM.match(text):
            openers.clear()
        while openers and openers[-1][0] >= level:
            openers.pop()
        yield Line(text, _unit_at(article, offset), openers[-1][1] if openers else "")
        labelled = labelled if level == _LOOSE else level
        if text.rstrip().endswith(":"):
            openers.append((labelled if level == _LOOSE else level, text))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line: a full stop before a capital letter ends one."""
    start = 0
    for match in _SENTENCE.finditer(text):
        yield text[start : match.start() + 1]
        start = match.end()
    yield text[start:]


def _level(text: str) -> int:
    return next((level for level, pattern in enumerate(_LEVELS) if pattern.match(text)), _LOOSE)


def _joined(text: str) -> Iterator[tuple[str, int]]:
    """Lines outside quotations with their offsets, those that a scan broke put together."""
    quotation, offset = Quotation(), 0
    held, at = "", 0
    for line in text.split("\n"):
        inside = quotation.inside or starts_quoted(line)
        goes_on = held and not inside and not held.rstrip().endswith(_CLOSED) and _GOES_ON.match(line)
        if goes_on:
            held = f"{held} {line.strip()}"
        else:
            if held:
                yield held, at
            held, at = ("", 0) if inside else (line, offset)
        quotation.feed(line)
        offset += len(line) + 1
    if held:
        yield held, at


def _unit_at(article: Provision, offset: int) -> ProvisionPath:
    inside = [unit for unit in article.units if unit.start <= offset + 1 and offset < unit.end]
    return inside[-1].path if inside else article.path
