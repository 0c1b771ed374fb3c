"""What kind of thing a question asks for, and what kind a provision gives by its heading.

Both sides are read by patterns written with diacritics. A text typed without them is read by
the same patterns without theirs, which is looser: "muc" is mức and mục.
"""

import re
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache

from assistant.domain.words import fold, nfc, syllables


class Asked(StrEnum):
    """The kind of thing asked for."""

    DEFINITION = "definition"
    CONDITION = "condition"
    AMOUNT = "amount"
    DEADLINE = "deadline"
    RESPONSIBILITY = "responsibility"
    PENALTY = "penalty"
    PROCEDURE = "procedure"
    NONE = "none"


_Patterns = tuple[tuple[Asked, str], ...]
_Phrases = tuple[tuple[Asked, str], ...]
_Starts = dict[str, list[tuple[Asked, list[str]]]]
"""Phrases, as their syllables, by their first syllable."""

# How people ask. The first that fits counts: "mức phạt là bao nhiêu" asks for a penalty, "điều
# kiện là gì" for conditions; what ends in a bare "là gì" and names none of them is a definition.
_ASKS: _Patterns = (
    (
        Asked.PENALTY,
        "xử phạt|mức phạt|bị phạt|phạt tiền|phạt bao nhiêu|phạt tù|phạt như thế nào|phạt thế nào|"
        "hình phạt|chế tài|kỷ luật|xử lý thế nào|xử lý như thế nào|xử lý ra sao|bị xử lý|đi tù|phạm tội gì|"
        "tội gì|truy cứu trách nhiệm hình sự|biện pháp khắc phục hậu quả",
    ),
    (
        Asked.DEADLINE,
        "thời hạn|thời hiệu|bao lâu|khi nào|lúc nào|thời điểm|ngày nào|hạn chót|mấy ngày|"
        "(?:bao nhiêu|mấy) (?:ngày|tháng|năm|giờ|tuần)(?: làm việc)?|thời gian",
    ),
    (
        Asked.PROCEDURE,
        "thủ tục|hồ sơ|trình tự|giấy tờ|quy trình|các bước|cách thức|nộp ở đâu|đăng ký ở đâu|làm thế nào|"
        "làm như thế nào|cách làm|mẫu đơn",
    ),
    (Asked.AMOUNT, "bao nhiêu|mức (?!độ|tiêu)\\w+|định mức|tỷ lệ|tỉ lệ|mấy|tối đa|tối thiểu|học phí|lệ phí"),
    (
        Asked.CONDITION,
        "điều kiện|tiêu chuẩn|tiêu chí|yêu cầu (?:gì|nào|đối với)|(?:những |các )?trường hợp nào|"
        "đối tượng nào|những ai được|ai được|có được|được không|có được không|được phép|có cần|có phải|"
        "có bắt buộc",
    ),
    (
        Asked.RESPONSIBILITY,
        "trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|nghĩa vụ|ai|cơ quan nào|đơn vị nào|tổ chức nào|bộ nào",
    ),
    (
        Asked.DEFINITION,
        "là gì|là như thế nào|được hiểu|hiểu như thế nào|hiểu thế nào|khái niệm|định nghĩa|thế nào là|"
        "thế nào được gọi là|như thế nào được (?:gọi|xem|coi) là|là (?:\\w+ ){1,3}(?:như )?thế nào",
    ),
)
# "Thế nào là X?" asks for a definition of X, whatever X is; it is tried first.
_DEFINES = r"^(?:như )?thế nào (?:được (?:gọi|xem|coi) )?là "

# How articles that give such things are headed: phrases, of which any makes the kind.
_HEADS: _Phrases = (
    (Asked.DEFINITION, "giải thích từ ngữ|giải thích thuật ngữ|từ ngữ|thuật ngữ|khái niệm|định nghĩa"),
    (Asked.CONDITION, "điều kiện|tiêu chuẩn|tiêu chí|yêu cầu|đối tượng|trường hợp"),
    (
        Asked.AMOUNT,
        "mức|định mức|số lượng|tỷ lệ|tỉ lệ|học phí|lệ phí|phí|giá|chế độ|phụ cấp|trợ cấp|lương|tiền|"
        "kinh phí|diện tích|cách tính|hạn mức",
    ),
    (Asked.DEADLINE, "thời hạn|thời hiệu|thời gian|thời điểm|hạn"),
    (
        Asked.RESPONSIBILITY,
        "trách nhiệm|nhiệm vụ|quyền hạn|thẩm quyền|nghĩa vụ|quyền của|quyền và nghĩa vụ|phân công|phân cấp",
    ),
    (
        Asked.PENALTY,
        "xử phạt|hình thức phạt|mức phạt|phạt|vi phạm|hành vi vi phạm|xử lý|kỷ luật|tội|hình phạt|"
        "biện pháp khắc phục hậu quả",
    ),
    (
        Asked.PROCEDURE,
        "hồ sơ|trình tự|thủ tục|quy trình|cách thức|tiếp nhận|cấp mới|cấp lại|cấp đổi|cấp giấy|đăng ký|nộp",
    ),
)
# Documents that are about one kind of thing as a whole.
_TITLES: _Phrases = ((Asked.PENALTY, "xử phạt|bộ luật hình sự|xử lý vi phạm"),)


def _compiled(patterns: _Patterns, *, plain: bool) -> tuple[tuple[Asked, re.Pattern[str]], ...]:
    written = ((kind, fold(pattern) if plain else nfc(pattern)) for kind, pattern in patterns)
    return tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for kind, pattern in written)


def _started(phrases: _Phrases, *, plain: bool) -> _Starts:
    starts: _Starts = defaultdict(list)
    for kind, spelled in phrases:
        for phrase in spelled.split("|"):
            words = syllables(fold(phrase) if plain else phrase)
            starts[words[0]].append((kind, words))
    return dict(starts)


_SOURCES = {"defines": ((Asked.DEFINITION, _DEFINES),), "asks": _ASKS}
_TABLES = {
    plain: {name: _compiled(patterns, plain=plain) for name, patterns in _SOURCES.items()}
    for plain in (False, True)
}
_HEADED = {plain: _started(_HEADS, plain=plain) for plain in (False, True)}
_TITLED = {plain: _started(_TITLES, plain=plain) for plain in (False, True)}


def kind_asked(text: str) -> Asked:
    """What ``text`` asks for; ``Asked.NONE`` where it shows no kind.

    >>> kind_asked("Chuyến bay công vụ là gì?"), kind_asked("Điều kiện tham gia là gì?")
    (<Asked.DEFINITION: 'definition'>, <Asked.CONDITION: 'condition'>)
    """
    words, plain = _read(text)
    tables = _TABLES[plain]
    return next((k for k, ask in (*tables["defines"], *tables["asks"]) if ask.search(words)), Asked.NONE)


def kinds_of_heading(heading: str, title: str = "") -> frozenset[Asked]:
    """The kinds that an article of this heading, in a document of this title, looks like giving."""
    return _of_heading(heading) | _of_title(title)


# Apart, because the articles of a document share its title. Phrases are looked up by their first
# syllable: patterns took twice as long, and a question looks at sixty headings.
@lru_cache(maxsize=65_536)
def _of_heading(heading: str) -> frozenset[Asked]:
    return _kinds(heading, _HEADED)


@lru_cache(maxsize=16_384)
def _of_title(title: str) -> frozenset[Asked]:
    return _kinds(title, _TITLED)


def _kinds(text: str, tables: dict[bool, _Starts]) -> frozenset[Asked]:
    words = syllables(text)
    starts = tables["".join(words).isascii()]
    return frozenset(
        kind
        for at, word in enumerate(words)
        if word in starts
        for kind, phrase in starts[word]
        if words[at : at + len(phrase)] == phrase
    )


def _read(text: str) -> tuple[str, bool]:
    """The syllables of ``text`` with a space between, and whether none has a diacritic."""
    words = " ".join(syllables(text))
    return words, words.isascii()
