"""A question as the rules of routing read it, and words that several of them share."""

import re
from dataclasses import dataclass
from typing import Self

from assistant.answering.english import is_english
from assistant.domain.words import fold

_SPACES = re.compile(r"\s+")
_NO_WORD = re.compile(r"[^\w\[\]]+|_+")

# What makes a question on a forbidden act one on the rules about it.
_ON_RULES = re.compile(
    r"\b(?:(?:bi|co bi|se bi) (?:xu|phat|ky luat|dinh chi|buoc|duoi|gi|sao|coi|huy|truy|khoi to)"
    r"|xu phat|xu ly"
    r"|muc phat|phat (?:tien|bao nhieu|may|the nao|ra sao)|di tu|toi gi|vi pham|ky luat|hinh thuc|quy dinh"
    r"|truy cuu|nghiem cam|bi cam|hanh vi|trach nhiem|phat hien|phan biet|nhan biet|xac minh|thu hoi|huy bo"
    r"|to giac|bao cao ai|phong (?:chong|ngua|tranh)|chong (?:gian lan|bao luc|lo)|ngan (?:chan|ngua)|han che"
    r"|co sao khong|hop phap|trai phap luat|theo (?:luat|thong tu|nghi dinh|dieu|quy che|van ban)|van ban nao"
    r"|(?:co|thi) duoc (?:phep )?\w+(?: \w+){0,12} khong|the nao thi bi|penalt\w+|punish\w*"
    r"|sanction\w*|illegal|consequences?"
    r"|regulations?|report (?:it|this|that|cheating))\b"
)
# ... unless it is how to get round them.
_EVADING = re.compile(
    r"\b(?:khong (?:bi|de|ai) (?:\w+ ){0,2}?(?:phat hien|bat|lo|biet|phat|ky luat)"
    r"|ma (?:\w+ ){1,3}khong (?:biet|phat hien|hay)"
    r"|(?:tranh|ne|tron|lach|qua mat|qua mat duoc) (?:\w+ ){0,2}?(?:phat hien|giam thi|luat"
    r"|quy dinh|kiem tra|camera|xu phat)"
    r"|without (?:getting|being) (?:caught|noticed|detected)|get away with|avoid (?:detection"
    r"|being caught))\b"
)
_HIDING = re.compile(
    r"\b(?:cach|lam sao|lam the nao|meo|bay|chi|how (?:can|to|do)) .*(?:khong bi (?:phat hien"
    r"|bat qua tang|lo)|khong ai (?:biet|phat hien|hay)"
    r"|ma (?:\w+ ){1,3}khong (?:biet|phat hien|hay|thay)|qua mat|without (?:getting"
    r"|being) (?:caught|noticed|detected))\b"
)
# How people ask to be shown how, or given something.
_WANTING = re.compile(
    r"\b(?:o dau|cho nao|ai (?:ban|nhan|co|biet)|gia (?:bao nhieu|the nao|ca|re)"
    r"|bao nhieu (?:tien|mot)|bao nhieu 1|het bao nhieu|gia may|may trieu"
    r"|uy tin|lien he|inbox|ib|cach|meo|lam sao|chi bao nhieu|bao nhieu thi|lot tay|who can"
    r"|bay (?:cach|cho)|nho (?:ban|ai)"
    r"|cho nao ban|lam the nao|the nao de|huong dan|chi (?:toi|em"
    r"|minh|cho|giup|con)|day (?:toi|em|minh)"
    r"|(?:toi|em|minh|tao|to|ban em|con) (?:muon|can|dinh|se|dang tim)|muon (?:mua|thue|lam|tim"
    r"|kiem)|can (?:mua|thue|tim|nguoi|gap|lam)"
    r"|(?:giup|ho|cho) (?:toi|em|minh)|tim (?:nguoi|cho|mua)|^viet (?:cho|loi|thu|tin|giup|mot)"
    r"|co (?:ban|nhan)"
    r"|ban (?:\w+ ){0,6}khong|xin|how (?:can|do|to)|where (?:can|do|to)"
    r"|help me|can you|give me|i (?:want|need)|tell me how|show me how)\b"
)


@dataclass(frozen=True)
class Asked:
    """``raw``: as cleaned. ``folded``: lower case without diacritics. ``plain``: that without
    punctuation, words parted by single spaces.
    """

    raw: str
    folded: str
    plain: str
    english: bool
    follows: bool = False

    @classmethod
    def of(cls, question: str, *, follows: bool = False) -> Self:
        """Read ``question``."""
        folded = _SPACES.sub(" ", fold(question)).strip()
        plain = _SPACES.sub(" ", _NO_WORD.sub(" ", folded)).strip()
        return cls(question, folded, plain, is_english(question), follows)

    @property
    def on_rules(self) -> bool:
        """Whether it asks what the rules on something are, and not how to get round them."""
        return bool(_ON_RULES.search(self.plain)) and not _EVADING.search(self.plain)

    @property
    def hiding(self) -> bool:
        """Whether it asks how to do something without being found out, whatever it is."""
        return bool(_HIDING.search(self.plain))

    @property
    def wanting(self) -> bool:
        """Whether it asks to be shown how, or to be given something."""
        return bool(_WANTING.search(self.plain) or _EVADING.search(self.plain))
