"""Where a heading's title ends and its text begins."""

import re
from collections.abc import Sequence

from ingest.reading import Line
from ingest.structure.labels import Mark, mark, shouted
from ingest.structure.passage import Piece
from ingest.structure.quotes import INSTRUCTION

_UNIT = re.compile(r"^[ \t\-–+*•]*(?:\d{1,3}[a-zđ]?[.)/]|[a-zđ]{1,2}\d?\))|^[ \t]*[-–+*•|\"“]")
_SENTENCE = re.compile(r"^(?P<title>.{3,150}?)\.[ \t]+(?=\S)")
_FIRST_CLAUSE = re.compile(r"^(?P<title>[^.;:]{3,150}?)[ \t]+(?=1\.[ \t])")
_ABBREVIATED = re.compile(r"\b(?:TP|ThS|TS|PGS|GS|KT|TM|TL|Tr|Q|P|số|Số|[A-ZĐ])$")
_ACTS = re.compile(
    r"(?:Ban hành|Phê duyệt|Giao|Cho phép|Công nhận|Thành lập|Bổ nhiệm|Công bố|Quyết định|Bãi bỏ|Nay"
    r"|Các (?:ông|bà)|Chánh|Trưởng|Thủ trưởng|Bộ trưởng|Hiệu trưởng|Giám đốc)(?!\w)"
)
_THIS = re.compile(r"(?<!\w)này(?!\w)")
_TITLE_WORDS, _TITLE_LENGTH = 25, 300
_UPPER_LINES, _UPPER_LENGTH = 4, 250


def article_title(found: Mark, lines: Sequence[Line], end: int) -> tuple[str, list[Piece]]:
    """The title of the article on line ``found.index`` and the pieces of its text."""
    body = list(lines[found.index + 1 : end])
    own = lines[found.index]
    if not found.rest:
        heading, taken = _next_line_title(body)
        return heading, [Piece(line) for line in body[taken:]]
    split = _split(found.rest, has_more=any(line.text.strip() for line in body))
    if split == 0:
        return "", [Piece(own, found.at), *map(Piece, body)]
    if split < len(found.rest):
        cut = found.rest[:split]
        pieces = [Piece(own, found.at + split + len(found.rest[split:]) - len(found.rest[split:].lstrip()))]
        return cut.rstrip(". "), [*pieces, *map(Piece, body)]
    more, taken = _continued(body)
    return " ".join([found.rest.rstrip(" .:"), *more]), [Piece(line) for line in body[taken:]]


def _split(rest: str, *, has_more: bool) -> int:
    """How many characters of ``rest`` are the title."""
    clause = _FIRST_CLAUSE.match(rest)
    if clause and _names(clause["title"]):
        return clause.end("title")
    if rest[-1] not in ".;:,":
        is_text = not has_more and _THIS.search(rest) and not INSTRUCTION.match(rest)
        return 0 if is_text or len(rest) > _TITLE_LENGTH * 2 else len(rest)
    if INSTRUCTION.match(rest) and has_more and len(rest) < _TITLE_LENGTH and rest[-1] in ".:":
        return len(rest)
    sentence = _SENTENCE.match(rest)
    if sentence and _names(sentence["title"]) and not rest[sentence.end()].islower():
        return sentence.end("title") + 1
    whole = has_more and rest[-1] == "." and ". " not in rest and _names(rest[:-1])
    return len(rest) if whole else 0


def _names(text: str) -> bool:
    """Whether ``text`` names a matter, as titles do, and orders or states nothing."""
    if _THIS.search(text) or _ACTS.match(text) or _ABBREVIATED.search(text):
        return False
    return len(text.split()) <= _TITLE_WORDS


def _next_line_title(body: list[Line]) -> tuple[str, int]:
    at = next((n for n, line in enumerate(body) if line.text.strip()), len(body))
    rest = [line for line in body[at + 1 :] if line.text.strip()]
    if at == len(body) or not rest:
        return "", 0
    line, text = body[at], body[at].text.strip(" *_#")
    plain = line.table or not text or _UNIT.match(line.text) or _THIS.search(text) or text[-1] in ".;:,"
    if plain or len(text) > _TITLE_LENGTH or not text[0].isupper():
        return "", 0
    return text, at + 1


def _continued(body: list[Line]) -> tuple[list[str], int]:
    """Lines that go on with a title that broke in the middle: they begin in lower case."""
    taken: list[str] = []
    for line in body[:2]:
        text = line.text.strip()
        if not text or not text[0].islower() or _UNIT.match(text) or line.table or text[-1] in ".;:":
            break
        taken.append(text)
    return taken, len(taken)


def upper_title(found: Mark, lines: Sequence[Line], end: int) -> tuple[str, int]:
    """The title of a chapter or the like, and the first line behind it."""
    titles, at = ([found.rest] if found.rest else []), found.index + 1
    capitals = not found.rest or shouted(found.rest)
    while at < end and len(titles) < _UPPER_LINES:
        line = lines[at]
        text = line.text.strip(" *_#")
        if text and not _goes_into_title(line, text, capitals=capitals, first=not titles):
            break
        if text:
            titles.append(text)
            capitals = shouted(text)
        at += 1
        if titles and not capitals:
            break
    return " ".join(titles), at


def _goes_into_title(line: Line, text: str, *, capitals: bool, first: bool) -> bool:
    if line.table or len(text) > _UPPER_LENGTH or _UNIT.match(text) or mark(line, 0):
        return False
    if shouted(text):
        return capitals
    return first and text[-1] not in ".;:," and text[0].isupper()
