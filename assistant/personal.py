"""Personal data in what people type, put out of sight before anything is kept or sent.

Numbers whose form tells what they are (a citizen's number, a telephone, a bank card) are masked
wherever they stand (``personal_forms``); numbers that could be anything (an account, an old identity
card) only beside the word that names them (``personal_words``). Numbers of documents, articles and
procedures, days and amounts are left alone. A day of birth stays: the rule asked about often hangs on
it, and without the name and the numbers beside it, it points at nobody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.personal_forms import Found, Personal, by_form, emails, international
from assistant.personal_words import beside_words, names

__all__ = ["Masked", "Personal", "apart_from", "mask", "notice"]


@dataclass(frozen=True)
class Masked:
    """``text`` with each piece of personal data replaced by its word in brackets; ``kinds`` in the
    order in which they first stood.
    """

    text: str
    kinds: tuple[Personal, ...] = ()


_ENGLISH = {
    Personal.CITIZEN: "a citizen's number",
    Personal.OLD_ID: "an identity card number",
    Personal.PHONE: "a telephone number",
    Personal.EMAIL: "an e-mail address",
    Personal.CARD: "a bank card number",
    Personal.ACCOUNT: "a bank account number",
    Personal.PASSPORT: "a passport number",
    Personal.INSURANCE: "an insurance number",
    Personal.TAX: "a tax number",
    Personal.LEARNER: "a pupil's or candidate's number",
    Personal.NAME: "a person's name",
}

_MASKED = re.compile(
    r"(?:\b(?:số|sdt|sđt|cccd|cmnd|cmt|căn cước|công dân|chứng minh|nhân dân|điện thoại|đt|di động|email|"
    r"e-mail|thư|tài khoản|stk|thẻ|hộ chiếu|của|tôi|em|mình|là|tên|họ)\b[\s:,.]*)*"
    rf"\[(?:{'|'.join(re.escape(kind.value) for kind in Personal)})\][\s,.;]*",
    re.IGNORECASE,
)
"""A masked piece with the words before it that only name it."""


def mask(text: str) -> Masked:
    """``text`` without personal data. Text without any comes back as it is, and so does text
    that was masked before.
    """
    found = _apart(_all(text))
    if not found:
        return Masked(text)
    parts, at = list[str](), 0
    for each in found:
        parts += [text[at : each.start], f"[{each.kind.value}]"]
        at = each.end
    return Masked("".join([*parts, text[at:]]), tuple(dict.fromkeys(each.kind for each in found)))


def apart_from(text: str) -> str:
    """A masked text without what was masked and the words that name it: what to look for. What is
    left of a text that says nothing else is the text as it is.
    """
    left = " ".join(_MASKED.sub(" ", text).split())
    return left if any(map(str.isalpha, left)) else text


def notice(kinds: Iterable[Personal], language: str = "vi") -> str:
    """The word to the asker that something was masked; empty where nothing was."""
    told = list(dict.fromkeys(kinds))
    if not told:
        return ""
    if language == "en":
        return (
            f"Your message contained {_joined([_ENGLISH[kind] for kind in told], 'and')}; it was masked "
            "before the search. Questions on regulations need no personal data."
        )
    return (
        f"Trong câu hỏi có {_joined([kind.value for kind in told], 'và')}; trợ lý đã che trước khi tra cứu. "
        "Hỏi về quy định thì không cần nêu thông tin cá nhân."
    )


def _joined(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _all(text: str) -> Iterator[Found]:
    """Everything that looks like personal data; where two overlap, the first one told counts."""
    plain = _ascii_digits(text)
    yield from emails(plain)
    yield from international(plain)
    yield from beside_words(plain)
    yield from by_form(plain)
    yield from names(text)


def _ascii_digits(text: str) -> str:
    """The same text, character for character, with the digits of every script as ASCII ones."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _apart(found: Iterable[Found]) -> list[Found]:
    """Those that touch none before them, in reading order."""
    kept: list[Found] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept)
