"""One order cut into statements, and the acts on words among them.

Quoted words are set aside first, so that a semicolon or an act inside them cuts nothing. What
a statement leaves out it takes from the one before: "thay cụm từ “A” bằng cụm từ “B” tại Điều
1; cụm từ “C” bằng cụm từ “D” tại Điều 2".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.amendment import Act
from ingest.amendments.refusal import Refusal

_QUOTED = re.compile('["“”„«]([^"“”„«»\n]*)["”»]')
_OWN_MARKS = str.maketrans("⟦⟧", "[]")
_Q = r"⟦\d+⟧"
_P = r"(?:(?:các|những|một số)\s+)?(?:(?:cụm từ|từ ngữ|từ|chữ số|cụm số|số|chữ|dòng chữ|dấu)\s*:?\s*)?"
_QUOTES = rf"{_Q}(?:(?:\s*[,;]\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+){_P}{_Q})*"
_VERBS = (
    ("AMEND", r"sửa đổi,?\s*(?:và\s+)?bổ sung|sửa đổi|sửa(?!\s+chữa)"),
    ("INSERT", r"bổ sung(?:\s+thêm)?"),
    ("REPLACE", r"thay thế|thay(?!\s+đổi)"),
    ("REPEAL", r"bãi bỏ|hủy bỏ|huỷ bỏ|bỏ"),
    ("CORRECT", r"đính chính"),
)
_VERB = re.compile(
    rf"\s*(?:(?:và|nay)\s+)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _VERBS)})(?!\w)\s*",
    re.IGNORECASE,
)
_CUT_WORDS = (
    r"(?:bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|thay|bỏ|sửa đổi(?:,?\s*(?:và\s+)?bổ sung)?|đính chính"
    r"|bổ sung(?:\s+thêm)?)\s+(?:(?:một số|các)\s+)?(?:cụm|từ|dấu|tên|khoản|điểm|điều|mục|chương|phụ lục|⟦)"
)
_CUT = re.compile(
    r";\s*(?:và\s+)?"
    rf"|(?<!sửa đổi)(?:,\s*(?:và\s+)?|\s+và\s+)(?=(?:{_CUT_WORDS}))",
    re.IGNORECASE,
)
_ELIDED = re.compile(rf"(?:,\s*(?:và\s+)?|\s+và\s+)(?=(?:cụm từ|từ|chữ|số|dấu)\s*{_Q})", re.IGNORECASE)
_AT = re.compile(r"(?<!\w)(?:tại|ở)(?!\w)")
_REPLACED = re.compile(
    rf"^(?P<zone>.*?)(?<!\w){_P}(?P<old>{_QUOTES})(?P<mid>.*?)"
    rf"\s(?:được\s+)?(?:sửa\s+|đính chính\s+|sửa đổi\s+)?(?:lại\s+)?(?:bằng|thành|là)\s+"
    rf"{_P}(?P<new>{_QUOTES})(?P<rest>.*)$",
    re.IGNORECASE,
)
_PUT = re.compile(
    rf"^{_P}(?P<new>{_Q})\s*(?:vào\s+)?(?:ngay\s+|liền\s+)?(?P<where>sau|trước)\s+{_P}(?P<anchor>{_QUOTES})(?P<rest>.*)$",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    rf"^{_P}(?P<old>{_QUOTES})(?:\s*(?:ở\s+)?(?P<where>sau|trước)\s+{_P}(?P<anchor>{_Q}))?(?P<rest>.*)$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^[\s,:]*(?:(?:quy định\s+)?(?:tại|ở|trong|của|thuộc)\s+)?(?P<end>(?:ở\s+)?cuối\s+)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Statement:
    """One act: its verb's name, what follows the verb, and the words quoted in the order.

    ``stated``: the verb stands there itself; ``group``: which of the parts between semicolons.
    """

    verb: str
    text: str
    quotes: Sequence[str]
    stated: bool = True
    group: int = 0

    @property
    def quoting(self) -> bool:
        """Whether it is about words, which it quotes."""
        return "⟦" in self.text


@dataclass(frozen=True)
class WordAct:
    """An act on words, and the part of the statement that says where."""

    act: Act
    zone: str
    old: str = ""
    new: str = ""
    anchor: str = ""
    before: bool = False
    at_end: bool = False


def masked(text: str) -> tuple[str, list[str]]:
    """``text`` with each quoted phrase as ``⟦n⟧``, and the phrases."""
    quotes: list[str] = []

    def _set_aside(match: re.Match[str]) -> str:
        quotes.append(match.group(1))
        return f"⟦{len(quotes) - 1}⟧"

    return _QUOTED.sub(_set_aside, text.translate(_OWN_MARKS)), quotes


def verb_of(text: str) -> str:
    """The act that ``text`` begins with, by its name here; empty where it begins with none."""
    match = _VERB.match(text)
    return str(match.lastgroup) if match else ""


def statements(text: str, verb: str = "") -> list[Statement]:
    """The statements of an order; ``verb`` is the act that the words above it state."""
    plain, quotes = masked(text)
    found: list[Statement] = []
    for group, piece in _pieces(plain):
        match = _VERB.match(piece)
        verb = str(match.lastgroup) if match else verb
        rest = piece[match.end() :] if match else piece
        found.append(Statement(verb, rest.strip(" .,"), quotes, match is not None, group))
    return found


def _pieces(plain: str) -> Iterator[tuple[int, str]]:
    for group, piece in enumerate(_CUT.split(plain)):
        start = 0
        for match in _ELIDED.finditer(piece):
            if _AT.search(piece, start, match.start()):
                yield group, piece[start : match.start()]
                start = match.end()
        if piece[start:].strip(" .,:"):
            yield group, piece[start:]


def unmasked(text: str, quotes: Sequence[str]) -> str:
    """The words of a statement with its quoted phrases put back."""
    return re.sub(r"⟦(\d+)⟧", lambda match: f"“{quotes[int(match[1])]}”", text)


def word_acts(statement: Statement) -> list[WordAct]:
    """The acts on words of a statement; none where it is an act on units."""
    described = statement.verb == "REPEAL" and _TAKEN.match(statement.text) is None
    if not statement.quoting or described:
        return []
    read = {"INSERT": _put, "REPEAL": _taken}.get(statement.verb, _replaced)
    return read(statement)


def _replaced(statement: Statement) -> list[WordAct]:
    match = _REPLACED.match(statement.text)
    if match is None:
        raise Refusal("Không đọc được cụm từ cũ và cụm từ mới.")
    old, new = _phrases(match["old"], statement), _phrases(match["new"], statement)
    if len(new) > 1 and not (len(new) == len(old) and "tương ứng" in statement.text):
        raise Refusal("Không rõ cụm từ nào thay cho cụm từ nào.")
    zone, at_end = _place(" ".join((match["zone"], match["mid"], match["rest"].replace("tương ứng", ""))))
    act = Act.CORRECT if statement.verb == "CORRECT" else Act.REPLACE_WORDS
    pairs = zip(old, new if len(new) > 1 else new * len(old), strict=True)
    return [WordAct(act, zone, a, b, at_end=at_end) for a, b in pairs]


def _put(statement: Statement) -> list[WordAct]:
    match = _PUT.match(statement.text)
    if match is None:
        raise Refusal("Không rõ cụm từ mới đứng sau hay trước cụm từ nào.")
    zone, at_end = _place(match["rest"])
    new = _phrases(match["new"], statement)[0]
    before = match["where"].lower() == "trước"
    return [
        WordAct(Act.INSERT_WORDS, zone, new=new, anchor=anchor, before=before, at_end=at_end)
        for anchor in _phrases(match["anchor"], statement)
    ]


def _taken(statement: Statement) -> list[WordAct]:
    match = _TAKEN.match(statement.text)
    if match is None:
        return []
    zone, at_end = _place(match["rest"])
    anchor = _phrases(match["anchor"], statement)[0] if match["anchor"] else ""
    before = (match["where"] or "").lower() == "trước"
    return [
        WordAct(Act.DELETE_WORDS, zone, old, anchor=anchor, before=before, at_end=at_end)
        for old in _phrases(match["old"], statement)
    ]


def _place(text: str) -> tuple[str, bool]:
    zone = text.strip(" .,;:")
    match = _PLACE.match(zone)
    return (zone[match.end() :], match["end"] is not None) if match else (zone, False)


def _phrases(text: str, statement: Statement) -> list[str]:
    found = [" ".join(statement.quotes[int(n)].split()) for n in re.findall(r"⟦(\d+)⟧", text)]
    if not all(found):
        raise Refusal("Cụm từ trong ngoặc kép để trống.")
    return found
