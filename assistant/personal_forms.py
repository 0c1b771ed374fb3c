"""Personal data that its form gives away, whatever stands around it.

Sources: citizens' numbers, twelve digits of province, century with sex, year of birth and six drawn:
Decree 137/2015/NĐ-CP, article 13; telephone numbers: the national numbering plan (mobile 03, 05, 07,
08, 09 and eight digits, landline 02 and nine; before 2018 mobile 01 and nine); bank cards: ISO/IEC
7812 with Luhn's check digit; health insurance cards of fifteen characters: Decision 1351/QĐ-BHXH.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """Kinds of personal data; the value is the word that people read."""

    CITIZEN = "số CCCD"
    OLD_ID = "số CMND"
    PHONE = "số điện thoại"
    EMAIL = "thư điện tử"
    CARD = "số thẻ ngân hàng"
    ACCOUNT = "số tài khoản"
    PASSPORT = "số hộ chiếu"
    INSURANCE = "số bảo hiểm"
    TAX = "mã số thuế"
    LEARNER = "mã người học"
    NAME = "họ tên"


@dataclass(frozen=True, order=True)
class Found:
    """A stretch of a text to mask: characters ``start`` to ``end``, half open."""

    start: int
    end: int
    kind: Personal


SPACE = r" \u00a0\u2007\u2009\u202f"
_GAP = rf"[{SPACE}.()\u2010-\u2015-]{{0,2}}"
_EMAIL = re.compile(
    r"(?<![\w.+-])\w(?:[\w.+%-]{0,62}\w)?[ ]?(?:@|\((?:at|a còng)\)|\[at\])[ ]?"
    r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.){1,6}[^\W\d_]{2,24}(?!\w)",
    re.IGNORECASE,
)
_CITIZEN = re.compile(rf"(?<!\d)0(?:{_GAP}\d){{11}}(?!\d)")
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:\(?\+[ ]?84\)?{_GAP}(?:\(?0\)?{_GAP})?|(?:00)?84{_GAP}|\(?0{_GAP})"
    rf"(?:[35789](?:{_GAP}\d){{8}}|1{_GAP}[2689](?:{_GAP}\d){{8}}|2(?:{_GAP}\d){{9}})(?!\d)"
)
_CARD = re.compile(
    rf"(?<![\d#])(?:\d{{13,19}}|\d{{4}}([{SPACE}.-])\d{{4}}\1\d{{4}}\1\d{{1,7}}"
    rf"|3[47]\d\d([{SPACE}.-])\d{{6}}\2\d{{5}})(?!\d)"
)
_HEALTH = re.compile(r"(?<!\w)[A-Z]{2}[ .-]?[1-5][ .-]?\d\d(?:[ .-]?\d){10}(?!\w)", re.IGNORECASE)
# Who issues cards, by the first digits (ISO/IEC 7812; 9704 is the national switch's).
_CARD_ISSUERS = re.compile(r"2[2-7]|3[4-9]|[4-6]|9704")
_PROVINCES = range(1, 97)
_CENTURIES = "0123"  # births of 1900 to 2099
_DAY = re.compile(r"(?<!\d)\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d(?!\d)")
_LONE = re.compile(r"(?<!\d)[1-9](?!\d)")
_MONEY = re.compile(
    r"[ ]?(?:đồng|đ(?!\w)|vnđ|vnd|dong(?!\w)|triệu|tỷ|tỉ(?!\w)|nghìn|ngàn|usd)", re.IGNORECASE
)
_GROUPS = re.compile(r"\d+")


def emails(text: str) -> Iterator[Found]:
    """Addresses of electronic mail, also with the sign spelled "(at)"."""
    for match in _EMAIL.finditer(text):
        yield Found(*match.span(), Personal.EMAIL)


def international(text: str) -> Iterator[Found]:
    """Telephone numbers with the country's +84, which can be nothing else."""
    for match in _PHONE.finditer(text):
        if "+" in match.group():
            yield Found(*match.span(), Personal.PHONE)


def by_form(text: str) -> Iterator[Found]:
    """What its form gives away in a text whose digits are ASCII."""
    for match in _HEALTH.finditer(text):
        yield Found(*match.span(), Personal.INSURANCE)
    for match in _CARD.finditer(text):
        if _is_card(_digits(match.group())):
            yield Found(*match.span(), Personal.CARD)
    for match in _CITIZEN.finditer(text):
        if _is_citizen(match.group()):
            yield Found(*match.span(), Personal.CITIZEN)
    for match in _PHONE.finditer(text):
        if _is_phone(match.group()) and not is_money(text, match.end()):
            yield Found(*match.span(), Personal.PHONE)


def is_money(text: str, end: int) -> bool:
    """Whether the number that ends at ``end`` is an amount of money."""
    return _MONEY.match(text, end) is not None


def is_luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _digits(text: str) -> str:
    return "".join(_GROUPS.findall(text))


def _is_card(digits: str) -> bool:
    return bool(_CARD_ISSUERS.match(digits)) and is_luhn(digits)


def _is_citizen(text: str) -> bool:
    """Province, century and sex as the decree lays down; in parts of three digits and more."""
    digits, parts = _digits(text), _GROUPS.findall(text)
    return (
        int(digits[:3]) in _PROVINCES
        and digits[3] in _CENTURIES
        and (len(parts) == 1 or min(map(len, parts)) >= 3 or _is_spelled(parts))
    )


def _is_phone(text: str) -> bool:
    """No day inside, and no single digits in a row of numbers; a bare 84 before it in one piece."""
    parts = _GROUPS.findall(text)
    if text.startswith("84"):
        return len(parts) == 1 or (parts[0] == "84" and " " in text and not _DAY.search(text))
    if _DAY.search(text):
        return False
    return not _LONE.search(text) or _is_spelled(parts)


def _is_spelled(parts: list[str]) -> bool:
    """Whether a number is written digit by digit."""
    return all(len(part) == 1 for part in parts)
