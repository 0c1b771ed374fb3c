"""The codification as the evaluation reads it: articles, words, notes, days.

Written apart from the reader that builds libraries, on purpose: a date that both took from
one parser would agree with itself whether right or wrong. It knows only what date-flip pairs
need, and gives up (``None``) where the note's words do not say.
"""

import hashlib
import html
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.domain.number import DocumentNumber

Key = tuple[str, str]
"""A document's comparable number and an article's number in lower case."""

_MARK = re.compile(r"<p class='p(Chuong|Dieu|GhiChu|NoiDung|ChiDan)'>")
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")
_TOPIC = re.compile(r"Đề mục\s+([\d.]+)")
_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
_SOURCE = re.compile(
    r"^[\s(]*Điều\s*(?P<article>\d{1,4}[a-zđ]{0,2})\b[^(]{0,40}?\bsố\s*:?\s*(?P<number>\d\S*(?:(?<=[-/])\s\S+)?)"
)
_FORCE = re.compile(
    r"hiệu lực(?:\s+thi\s+hành)?(?:\s+kể)?(?:\s+từ)?(?:\s+ngày)?\s*"
    r"(\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/-]\s*|\s+năm\s+)(\d{4})"
)
_BY = re.compile(r"\bsố\s+(\d\S*(?:(?<=[-/])\s\S+)?)")
_ARTICLE = re.compile(r"\bĐiều\s*(\d{1,4}[a-zđ]{0,2})\b")
_WHOLE = re.compile(r"(?<!nội dung )(?:được|bị) (bổ sung|bãi bỏ)")


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a note names. ``inserts`` and ``repeals``: the article as a whole, and
    no other provision shares the words that say so.
    """

    day: date
    document: str = ""
    article: str | None = None
    inserts: bool = False
    repeals: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article of one package. ``words`` are its text as ``plain`` gives it."""

    document: str
    article: str
    heading: str
    topic: str
    note: str
    words: str
    force: date | None
    changes: tuple[Change, ...]

    @property
    def key(self) -> Key:
        """What it is compared by."""
        return article_key(self.document, self.article)

    @property
    def worded(self) -> date | None:
        """The day since which it has these words: its last change, else its first day."""
        return max((change.day for change in self.changes), default=self.force)


def article_key(document: str, article: str) -> Key:
    """The comparable name of an article."""
    return DocumentNumber(document).key, article.lower()


def plain(text: str) -> str:
    """``text`` in lower case with letters and digits only, so that two typings are equal."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", text).translate(_ETH).lower())


def digest(words: str) -> str:
    """The first 16 digits of the SHA-256 of words as ``plain`` gives them."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_package(path: Path) -> list[Article]:
    """Every article of a package whose note names its document by number."""
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if name.endswith(".html"))
        return [article for name in names for article in read_topic(package.read(name).decode("utf-8-sig"))]


def read_topic(page: str) -> Iterator[Article]:
    """The articles of one topic's page, in order."""
    topic = _TOPIC.search(unicodedata.normalize("NFC", page[:4000]))
    heading = note = ""
    for kind, body in _parts(page):
        if kind == "Dieu":
            heading, note = _shown(body), ""
        elif kind == "GhiChu":
            note = _shown(body)
        elif kind == "NoiDung" and (source := _SOURCE.match(note)):
            yield _article(source, heading, topic[1] if topic else "", note, _shown(body))


def _parts(page: str) -> Iterator[tuple[str, str]]:
    marks = list(_MARK.finditer(page))
    ends = [mark.start() for mark in marks[1:]] + [len(page)]
    for mark, end in zip(marks, ends, strict=False):
        yield mark[1], page[mark.end() : end]


def _shown(body: str) -> str:
    text = html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", body)))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(_ETH)).strip()


def _article(source: re.Match[str], heading: str, topic: str, note: str, text: str) -> Article:
    force, changes = read_note(note)
    title = re.sub(r"^Điều \S+\s*", "", heading)
    number = _number(source["number"])
    return Article(number, source["article"].lower(), title, topic, note, plain(text), force, changes)


def _number(found: str) -> str:
    return _SPACE.sub("", found).strip(",.;()")


def read_note(note: str) -> tuple[date | None, tuple[Change, ...]]:
    """The first day in force that a note names, and the changes that it names after it."""
    days = list(_FORCE.finditer(note))
    if not days:
        return None, ()
    said, changes = "", list[tuple[str, Change]]()
    for before, found in itertools.pairwise(days):
        between = note[before.end() : found.start()]
        verbs, by, who = between.partition("bởi")
        said = verbs if by else said
        changes.append((said, _change(found, who if by else between)))
    shared = [verbs for verbs, _ in changes]
    return _day(days[0]), tuple(_marked(change, verbs, shared.count(verbs)) for verbs, change in changes)


def _change(found: re.Match[str], who: str) -> Change:
    """A change with its document, and its article where the words name just one."""
    by = _BY.search(who)
    articles = _ARTICLE.findall(who[: by.start()]) if by else []
    return Change(
        _day(found), _number(by[1]) if by else "", articles[0].lower() if len(articles) == 1 else None
    )


def _marked(change: Change, verbs: str, sharing: int) -> Change:
    whole = set(_WHOLE.findall(verbs)) if sharing == 1 and "nội dung" not in verbs else set()
    return Change(
        change.day, change.document, change.article, inserts="bổ sung" in whole, repeals="bãi bỏ" in whole
    )


def _day(found: re.Match[str]) -> date:
    return date(int(found[3]), int(found[2]), int(found[1]))
