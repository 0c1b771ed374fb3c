"""Personal data that only the word beside it gives away: accounts, old identity cards, names.

Words are compared without diacritics and capitals. The word may stand before the number ("CMND của
tôi là 012345678") or right after it ("012345678 là số CMND của tôi").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.words import fold
from assistant.personal_forms import SPACE, Found, Personal, is_money


@dataclass(frozen=True)
class _Word:
    """A word that names a number: its kind, the words on folded text, how many digits it has, and
    whether letters may stand before them.
    """

    kind: Personal
    words: re.Pattern[str]
    digits: range
    letters: bool = False
    certain: bool = True


def _named(
    kind: Personal, words: str, digits: range, *, letters: bool = False, certain: bool = True
) -> _Word:
    return _Word(kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])"), digits, letters, certain)


_WORDS = (
    _named(
        Personal.CITIZEN,
        r"c\.?c\.?c\.?d|can cuoc(?: cong dan)?|(?:so|ma) dinh danh(?: ca nhan)?|citizen id(?: number)?",
        range(9, 13),
    ),
    _named(
        Personal.OLD_ID,
        r"c\.?m\.?n\.?d|cmtnd|cmt|(?:giay )?chung minh(?: (?:nhan dan|thu))?|id card",
        range(9, 13),
    ),
    _named(
        Personal.PHONE,
        r"s?dt|dtdd|(?:so )?dien thoai|di dong|zalo|hotline|so may|phone(?: number)?|lien he|goi(?: so)?",
        range(8, 13),
    ),
    _named(Personal.CARD, r"so the(?: ngan hang)?|the ngan hang|atm|visa|mastercard|napas", range(12, 20)),
    _named(Personal.ACCOUNT, r"stk|so tk|so tai khoan|account number", range(6, 20), letters=True),
    _named(Personal.ACCOUNT, r"tai khoan|tk|account|chuyen khoan", range(6, 20), letters=True, certain=False),
    _named(Personal.PASSPORT, r"ho chieu|passport", range(6, 10), letters=True),
    _named(
        Personal.INSURANCE,
        r"bhxh|bhyt|bao hiem xa hoi|bao hiem y te|so bao hiem|insurance number",
        range(10, 16),
        letters=True,
    ),
    _named(Personal.TAX, r"ma so thue|mst", range(10, 14)),
    _named(
        Personal.LEARNER,
        r"sbd|so bao danh|mssv|msv|ma (?:so )?(?:sinh vien|hoc sinh|hoc vien|thi sinh)|candidate number",
        range(3, 15),
        letters=True,
    ),
)
_NUMBER = re.compile(
    r"(?<![\d/])(?P<letters>(?<!\w)(?:[A-Z]?\d{1,4}[A-Z]{1,6}|[A-Z]{1,4}[ .-]?))?"
    rf"\d+(?:[{SPACE}.-]\d+)*"
)
_BEFORE, _AFTER = 48, 32
# What between a word and a number says that the number is not the one named.
_OTHERWISE = re.compile(
    r"\b(?:tu|den|nam|thang|ngay|toi da|toi thieu|it nhat|khong qua|bao|duoc|phai|dieu|khoan|thong tu"
    r"|nghi dinh|luat|quyet dinh|cong van|muc|lop|tuoi|gom|phi|thoi han)\b|[?;\n]|\.\s"
)
_LIKE = re.compile(r"^\W*(?:va|hoac|hay|voi|cung|and|or)?\W*$")
_LATER = re.compile(r"^[\s,]*(?:\(|(?:la|day la|chinh la|is)\b)[\s:]*(?:so |my |ma )?")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ .]\d{3})+$")
_DAY = re.compile(r"\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[ .-]*(?:19|20)\d\d)?$")

_SURNAME = re.compile(
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đoàn|Lâm|Trương|Tạ"
    "|Cao|Châu|Hà|Lương|Lưu|Tô|Thái|Tống|Vương|Đào|Giàng|Lò|Quách|Thạch|Triệu|Kiều|Nông|Hứa|Chu|Tăng|Phùng"
)
_INTRODUCED = re.compile(
    r"(?:(?<!mang )(?<!đặt )(?<!đổi )\b(?:họ (?:và )?tên|tên)(?: (?:là|tôi là|em là|con là|cháu là))?\s*:?"
    r"|\b(?:tôi là|em là|cháu là|con (?:gái |trai )?(?:tôi|em|mình)(?: là)?|cháu|bé|my name is))\s+",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(r"(?:trường|lớp|đường|phố|quỹ|giải)\s+(?:\S+\s+){0,4}$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[ ]?([^\W\d_]+)")
_LONGEST_NAME = 5


def beside_words(text: str) -> Iterator[Found]:
    """Numbers beside the word that names them, in a text whose digits are ASCII."""
    last: Found | None = None
    for match in _NUMBER.finditer(text):
        digits = sum(char.isdigit() for char in match.group())
        if digits < 3 or _is_other(text, match):
            continue
        kind = _kind(text, match, digits, last)
        if kind is not None:
            last = _found(match, kind)
            yield last


def names(text: str) -> Iterator[Found]:
    """Names of private persons, told by what stands before them ("con tôi là …", "họ tên: …"), in
    capitals. Persons that schools and prizes are named after stay, and so do those who hold an office.
    """
    for match in _INTRODUCED.finditer(text):
        end = _name_end(text, match.end())
        if end and not _NAMED_AFTER.search(text[: match.start()]):
            yield Found(match.end(), end, Personal.NAME)


def _name_end(text: str, start: int) -> int:
    """Where a name of two to five words ends that begins at ``start``; 0 where none does."""
    words, at = list[str](), start
    while len(words) < _LONGEST_NAME and (match := _NAME_WORD.match(text, at)) and match[1][0].isupper():
        words.append(match[1])
        at = match.end()
    return at if len(words) > 1 and _SURNAME.fullmatch(words[0]) else 0


def _found(match: re.Match[str], kind: _Word) -> Found:
    letters = match["letters"] or ""
    taken = kind.letters and not any(word.words.fullmatch(fold(letters).strip(" .-")) for word in _WORDS)
    return Found(match.start() + (0 if taken else len(letters)), match.end(), kind.kind)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """An amount, a day, or a part of a document's number."""
    number = match.group()
    return (
        is_money(text, match.end())
        or text[match.end() : match.end() + 1] in {"/", "%"}
        or bool(_DAY.match(number))
    )


def _kind(text: str, match: re.Match[str], digits: int, last: Found | None) -> _Word | None:
    """The word that names a number: the nearest before it, else one right after it, else that of
    the number before in a list of the like.
    """
    start = match.start() + len(match["letters"] or "")
    # What was masked before names no number: masking twice is masking once.
    since = max(last.end if last else 0, start - _BEFORE, text.rfind("]", 0, start) + 1)
    before = fold(text[since:start])
    named = _nearest(before, digits) or _later(fold(text[match.end() : match.end() + _AFTER]), digits)
    if named is None and last is not None and _LIKE.match(before) and since == last.end:
        named = next((word for word in _WORDS if word.kind is last.kind and digits in word.digits), None)
    return None if named is None or _doubtful(named, match.group()) else named


def _doubtful(word: _Word, number: str) -> bool:
    """A round amount beside a word as wide as "tài khoản", or a year beside a learner's number."""
    if word.kind is Personal.LEARNER:
        return bool(_YEAR.match(number))
    return not word.certain and bool(_AMOUNT.match(number))


def _nearest(before: str, digits: int) -> _Word | None:
    """The word nearest to the number, if nothing between says otherwise and the length fits."""
    hits = [
        (match.end(), len(match.group()), word) for word in _WORDS for match in word.words.finditer(before)
    ]
    if not hits:
        return None
    end, _, word = max(hits, key=lambda hit: hit[:2])
    return word if digits in word.digits and not _OTHERWISE.search(before[end:]) else None


def _later(after: str, digits: int) -> _Word | None:
    opened = _LATER.match(after)
    if opened is None:
        return None
    hits = [word for word in _WORDS if word.words.match(after, opened.end())]
    return next((word for word in hits if digits in word.digits), None)
