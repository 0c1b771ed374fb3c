"""One file of the codification: a topic (*đề mục*) with its chapters and articles.

The frame is made by a machine: ``p.pChuong``, ``p.pDieu``, ``p.pGhiChu``, ``p.pNoiDung``,
``p.pChiDan`` follow each other. What stands in them was typed by people, with ``p`` inside
``p.pNoiDung``, where an HTML parser would end the outer one. So the file is cut at the frame's
own tags, and each piece is parsed by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from assistant.domain.path import Segment, UnitKind
from assistant.domain.words import fold, squeeze
from ingest.codification.markup import one_line, text_of
from ingest.codification.notes import Note, parse_note

TOPIC = re.compile(r"Đề mục\s+(?P<number>\d+(?:\.\d+)*)\s*(?:<br\s*/?>\s*)?(?P<name>[^<]{0,300})")
_FRAME = re.compile(r"<p\s+class=['\"]p(?P<part>Chuong|Dieu|GhiChu|NoiDung|ChiDan)['\"]\s*>")
_END = re.compile(r"</p>\s*(?:</div>\s*)?$")
_ANCHOR = re.compile(r"<a\s+name=['\"](?P<name>[^'\"]{1,200})['\"]")
_LINK = re.compile(r"<a\s+href=(['\"])(?P<url>[^'\"<>]{0,2000})\1(?P<rest>[^<>]{0,2000})>")
_LONGEST_WORDS = 5_000
_INSIDE = re.compile(r"ViewNoiDungPhapDien\(['\"](?P<name>\w{1,200})['\"]")
_CODE = re.compile(
    r"^Điều\s+(?:[\d.]+\.[A-ZĐ]{1,5}\.)?(?P<code>[\d.]*?(?P<article>\d+[a-zđ]{0,2}\d?))\.(?:\s+|$)"
)
_UNIT = re.compile(r"^(?P<kind>Phần(?: thứ)?|Chương|Mục|Tiểu mục)\s+(?P<label>\S{1,20})$", re.IGNORECASE)
_HEADINGS = {
    "phần": UnitKind.PART,
    "phần thứ": UnitKind.PART,
    "chương": UnitKind.CHAPTER,
    "mục": UnitKind.SECTION,
    "tiểu mục": UnitKind.SUBSECTION,
}
_RANKS = list(_HEADINGS.values())


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (or part) of the code that an article stands under."""

    segment: Segment
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Another article that this one is said to bear on: by its id in the code (``anchor``),
    or by the link to its document's text and the words.
    """

    words: str
    anchor: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CodeArticle:
    """An article of the code. ``code_article`` is the number in the code's own label, mostly
    but not always that of the document. ``order`` is its place in the topic.
    """

    topic: str
    order: int
    anchor: str
    label: str
    code_article: str | None
    title: str
    note: Note | None
    url: str | None
    text: str
    headings: tuple[Heading, ...] = ()
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as read: number and name, articles in its order."""

    number: str
    name: str
    articles: tuple[CodeArticle, ...]

    @property
    def label(self) -> str:
        """Number and name, as people call it: ``36.3 Thanh niên``."""
        return f"{self.number} {self.name}".strip()


def read_topic(data: bytes) -> Topic:
    """Read one topic file. Raises ``ValueError`` (in Vietnamese) where it is none."""
    html = data.decode("utf-8-sig", errors="replace")
    head = TOPIC.search(html[:20_000])
    if head is None:
        raise ValueError("không thấy tên đề mục ở đầu tệp")
    number = head["number"]
    articles = tuple(_articles(html, number))
    return Topic(number, squeeze(unescape(head["name"])), articles)


def web_link(url: str | None) -> str | None:
    """``url`` where it is one of the web's; scripts and the like are no links."""
    url = unescape(url or "").strip()
    return url if url.startswith(("http://", "https://")) and not re.search(r"[\s<>\"']", url) else None


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    marks = list(_FRAME.finditer(html))
    ends = [*(mark.start() for mark in marks[1:]), len(html)]
    for mark, end in zip(marks, ends, strict=False):
        yield mark["part"], _END.sub("", html[mark.end() : end])


def _articles(html: str, topic: str) -> Iterator[CodeArticle]:
    headings: list[Heading] = []
    article: CodeArticle | None = None
    order = 0
    for part, body in _pieces(html):
        if part in ("Dieu", "Chuong") and article is not None:
            yield article
            article = None
        if part == "Chuong":
            _enter(headings, one_line(body))
        elif part == "Dieu":
            article, order = _opened(topic, order, body, tuple(headings)), order + 1
        elif article is not None:
            article = _with(article, part, body)
    if article is not None:
        yield article


def _enter(headings: list[Heading], words: str) -> None:
    """Put a chapter line on the stack: a number opens a unit, other words are its title."""
    match = _UNIT.match(words)
    if match is None:
        if headings and not headings[-1].title:
            headings[-1] = replace(headings[-1], title=words)
        return
    kind = _HEADINGS[match["kind"].lower()]
    while headings and _RANKS.index(headings[-1].segment.kind) >= _RANKS.index(kind):
        headings.pop()
    label = re.sub(r"[^0-9a-z]", "", fold(match["label"]))
    if label:
        headings.append(Heading(Segment(kind, label), words, ""))


def _opened(topic: str, order: int, body: str, headings: tuple[Heading, ...]) -> CodeArticle:
    words = one_line(body)
    code = _CODE.match(words)
    anchor = _ANCHOR.search(body)
    return CodeArticle(
        topic=topic,
        order=order,
        anchor=anchor["name"] if anchor else "",
        label=words[: code.end()].strip() if code else words[:60],
        code_article=code["article"].lower() if code else None,
        title=words[code.end() :].strip() if code else words,
        note=None,
        url=None,
        text="",
        headings=headings,
    )


def _with(article: CodeArticle, part: str, body: str) -> CodeArticle:
    if part == "GhiChu" and article.note is None:
        link = _LINK.search(body)
        return replace(article, note=parse_note(one_line(body)), url=web_link(link["url"]) if link else None)
    if part == "NoiDung" and not article.text:
        return replace(article, text=text_of(body))
    if part == "ChiDan":
        return replace(article, guides=(*article.guides, *_guides(body)))
    return article


def _guides(body: str) -> Iterator[Guide]:
    for link in _LINK.finditer(body):
        end = body.find("</a>", link.end(), link.end() + _LONGEST_WORDS)
        if end < 0:
            continue
        words, inside = one_line(body[link.end() : end]), _INSIDE.search(unescape(link["rest"]))
        if inside:
            yield Guide(words, anchor=inside["name"])
        else:
            yield Guide(words, url=web_link(link["url"]))
