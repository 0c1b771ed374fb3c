"""What a question asks for: its content terms and the kind of fact that would answer it.

Only for choosing words inside a provision that retrieval has found; retrieval understands
questions by its own means.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.domain.words import fold, nfc, syllables


class Sought(StrEnum):
    """The kind of fact a question asks for."""

    DEFINITION = "definition"
    AMOUNT = "amount"
    TIME = "time"
    CONDITION = "condition"
    WHO = "who"
    LIST = "list"


# How people ask, on folded text. Source: question words of Vietnamese grammar.
_ASKS: tuple[tuple[Sought, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b"))
    for kind, pattern in (
        (Sought.DEFINITION, "la gi|nghia la|the nao la|duoc hieu|khai niem|dinh nghia"),
        (Sought.AMOUNT, "bao nhieu|may|muc|ty le|toi da|toi thieu|nhieu nhat|it nhat|cao nhat|gia"),
        (Sought.TIME, "bao lau|khi nao|thoi han|thoi gian|ngay nao|luc nao|han chot|may ngay|tu ngay"),
        (Sought.CONDITION, "dieu kien|tieu chuan|truong hop nao|khi nao|co duoc|duoc khong|yeu cau"),
        (Sought.WHO, "ai|co quan nao|nguoi nao|tham quyen|don vi nao|o dau|noi nao"),
        (Sought.LIST, "gom|nhung gi|nhung nao|giay to|ho so|cac khoan|doi tuong|nhung ai|nao"),
    )
)
# What a stretch of text must show to hold such a fact, on folded text.
_SHOWS: dict[Sought, re.Pattern[str]] = {
    Sought.DEFINITION: re.compile(r"\bla\b"),
    Sought.AMOUNT: re.compile(
        r"\d|\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:gio|ngay|tuan|thang|nam|lan|tiet|tuoi|mon)\b"
    ),
    Sought.TIME: re.compile(
        r"\d+ *(?:gio|phut|ngay|tuan|thang|nam)|\b(?:ngay|truoc|sau khi|thang|ket thuc)\b"
    ),
    Sought.CONDITION: re.compile(r"\b(?:dieu kien|khi|neu|truong hop|tro len|khong duoc)\b"),
    Sought.WHO: re.compile(r"\b(?:bo truong|giam doc|hieu truong|uy ban|so|bo|co quan|hoi dong|nguoi)\b"),
    Sought.LIST: re.compile(r"\b(?:gom|sau day|cac)\b|:"),
}
# Words that carry the form of a question and not its matter.
FUNCTION = frozenset(
    syllables(
        "là gì nào thế như ra sao bao nhiêu mấy có không được bị và hoặc của cho với trong ngoài theo về tại "
        "từ đến để do bởi khi thì mà này kia đó các những một ai đâu hỏi tôi em anh chị mình bạn xin vui "
        "lòng ạ vậy nhỉ hay phải cần quy định luật điều khoản nêu biết hãy giúp sẽ đã đang vì nếu bằng "
        "trên dưới việc lại cũng"
    )
)
FUNCTION_FOLDED = frozenset(map(fold, FUNCTION))


@dataclass(frozen=True)
class Asked:
    """A question's terms: single syllables and pairs of neighbours.

    ``plain`` says that it was typed without diacritics; then both sides are folded.
    """

    text: str
    terms: tuple[str, ...]
    sought: frozenset[Sought]
    plain: bool

    def terms_in(self, text: str) -> frozenset[str]:
        """Which of the question's terms stand in ``text``."""
        return frozenset(self.terms) & terms_of(text, plain=self.plain)

    def content_of(self, text: str) -> frozenset[str]:
        """The terms of ``text`` read as a question is read, folded where this one was."""
        return frozenset(_content_terms(syllables(fold(text) if self.plain else text), self.plain))

    def likeness(self, text: str) -> float:
        """Jaccard's share of the terms of ``text`` and of the question, 0 to 1."""
        terms, own = self.content_of(text), frozenset(self.terms)
        return len(terms & own) / (len(terms | own) or 1)

    def share_in(self, text: str) -> float:
        """The share of the question's terms that stand in ``text``, 0 to 1."""
        return len(self.terms_in(text)) / (len(self.terms) or 1)

    def shows(self, text: str) -> float:
        """The share of the kinds sought that ``text`` shows, 0 to 1; 0 where none is sought."""
        folded = fold(text)
        return sum(bool(_SHOWS[kind].search(folded)) for kind in self.sought) / (len(self.sought) or 1)


def terms_of(text: str, *, plain: bool) -> frozenset[str]:
    """Syllables and pairs of neighbouring syllables of ``text``."""
    words = syllables(fold(text) if plain else text)
    return frozenset(words) | {f"{a} {b}" for a, b in pairwise(words)}


def typed_plain(text: str) -> bool:
    """Whether ``text`` was typed without diacritics."""
    return nfc(text).isascii()


def read_question(question: str) -> Asked:
    """Take a question apart. A pair counts if neither of its syllables is a function word."""
    text = nfc(question)
    plain = typed_plain(text)
    folded = " ".join(syllables(fold(text)))
    terms = tuple(dict.fromkeys(_content_terms(syllables(text), plain)))
    return Asked(text, terms, frozenset(kind for kind, ask in _ASKS if ask.search(folded)), plain)


def _content_terms(words: list[str], plain: bool) -> list[str]:
    function = FUNCTION_FOLDED if plain else FUNCTION
    content = ["" if word in function else word for word in words]
    return [word for word in content if word] + [f"{a} {b}" for a, b in pairwise(content) if a and b]
