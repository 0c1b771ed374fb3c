r"""An answer as Markdown, piece by piece: the same whether it goes out at once or while it is made.

Words of documents and of the asker are escaped. Left as they are, a poisoned circular could
make a client load a picture from somewhere else, or show a link or a citation that is none.
What code adds (headings, marks, the list of citations) is the only Markdown in the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from api.web.pages import outside_href
from assistant.answering.saying import name_of, shown
from assistant.asked import TODAY
from assistant.domain.answer import Answer, Citation, Outcome, Part, Statement
from assistant.domain.number import DocumentNumber
from assistant.telling import Opened

DAY = "Hiệu lực xét vào ngày"
CITED = "**Căn cứ**"
LETTER = "**Đoạn văn cho công văn**"
NEXT = "**Có thể hỏi tiếp**"
NOTICE = "**Lưu ý:**"
READ_AS = "**Hiểu là:**"
REPLACED = "**Sau khi kiểm tra lại, phần trên được thay bằng:**"
UNREAD = "Ảnh, tệp và âm thanh gửi kèm không được đọc; câu trả lời chỉ theo phần chữ."
SAMPLE = "VĂN BẢN MẪU, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"

_ON_PROVISIONS = frozenset(
    {
        Outcome.ANSWERED,
        Outcome.PARTLY,
        Outcome.WORDING_UNKNOWN,
        Outcome.NOT_IN_FORCE,
        Outcome.NOT_FOUND,
        Outcome.AMBIGUOUS,
    }
)
"""The outcomes for which the day matters."""

LEFT_OUT = "[…]"
"""A line of a quotation where lines of the document are left out; by itself it is no Markdown."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)(#{1,6}|\+|-+|=+)(?=\s|$)")
_QUOTED = re.compile(r"^((?:> ?)*)(.*)$", re.DOTALL)
_SPACES = re.compile(r"\s+")
_IN_LINK = {"<": "%3C", ">": "%3E", " ": "%20", "\\": "%5C"}


def escaped(text: str) -> str:
    """A line of text that Markdown shows as it is."""
    told = _SPECIAL.sub(lambda match: "\\" + match.group(), text)
    return _LINE_START.sub(lambda match: f"{match.group(1)}\\{match.group(2)}", told)


def one_line(text: str) -> str:
    """The same of a text that may have several lines, on one."""
    return escaped(_SPACES.sub(" ", text).strip())


def block(text: str) -> str:
    """A text of several lines, each kept as a line, with the quotation marks (``> ``) that code put."""
    lines = []
    for line in text.strip().split("\n"):
        quoted = _QUOTED.match(line)
        marks, words = quoted.groups() if quoted else ("", line)
        lines.append(marks + (words if words == LEFT_OUT else escaped(words).rstrip()))
    return "".join(_joined(lines))


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines with breaks that Markdown keeps: two spaces before the next line of a paragraph."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_within = bool(line.strip("> ")) and bool(following.strip("> "))
        yield line + ("  \n" if is_within else "\n")


@dataclass(frozen=True)
class Piece:
    """Some of the text, and OpenAI's annotations for the citations that come up in it."""

    text: str
    annotations: tuple[dict[str, object], ...] = ()


@dataclass
class Composer:
    """Puts an answer's text together in the order in which it is told.

    ``page``: the address of a provision on this service's own pages, for citations whose document
    has no link of its own. Marks (``[1]``) are the places of citations in the answer, counted
    from one, so that the first source of a client is the first citation.
    """

    page: Callable[[Citation], str]
    unread: bool = False
    _citations: list[Citation] = field(default_factory=list)
    _annotated: int = 0
    _said: list[Statement] = field(default_factory=list)
    _notices: tuple[str, ...] | None = None
    _length: int = 0

    def open(self, opened: Opened | Answer) -> Piece:
        """How the question was read, for which day, what to know beside the answer."""
        self._notices = opened.notices
        return self._piece([*_head(opened), *(map(_notice, self._all_notices()))])

    def cite(self, citation: Citation) -> None:
        """The next citation; it is shown with the first statement that stands on it."""
        self._citations.append(citation)

    def say(self, statement: Statement) -> Piece:
        """A statement with the marks of its citations."""
        self._said.append(statement)
        steps = [one for one in self._said if one.part is Part.STEP]
        number = f"{len(steps)}. " if statement.part is Part.STEP else ""
        return self._piece([number + _marked(statement)])

    def close(self, answer: Answer) -> Iterator[Piece]:
        """What is left of an answer: what was not told yet, the citations, what may be asked next."""
        if self._notices is None:
            yield self.open(answer)
        statements = answer.statements or (Statement(text=answer.answer),)
        if tuple(self._said) != statements[: len(self._said)]:
            yield self._piece([REPLACED])
            self._said.clear()
        for citation in answer.citations[len(self._citations) :]:
            self.cite(citation)
        for statement in statements[len(self._said) :]:
            yield self.say(statement)
        yield self._piece(list(self._tail(answer)))

    def _tail(self, answer: Answer) -> Iterator[str]:
        yield from map(_notice, (n for n in answer.notices if n not in (self._notices or ())))
        if answer.citations:
            entries = (self._entry(at, one) for at, one in enumerate(answer.citations, 1))
            yield CITED + "\n\n" + "\n".join(entries)
        if answer.letter:
            yield LETTER + "\n\n" + "\n".join(f"> {line}" for line in block(answer.letter).splitlines())
        if answer.suggestions:
            yield NEXT + "\n\n" + "\n".join(f"- {one_line(question)}" for question in answer.suggestions)

    def _all_notices(self) -> tuple[str, ...]:
        return (*((UNREAD,) if self.unread else ()), *(self._notices or ()))

    def _entry(self, number: int, citation: Citation) -> str:
        """A line of the list: the address, the document, its validity, its link."""
        title = f" ({citation.document_title})" if citation.document_title else ""
        told = f"{one_line(title_of(citation) + title)}: {one_line(citation.validity or citation.status)}."
        sample = f" {SAMPLE}." if citation.sample else ""
        return f"- [{number}] {told}{sample} `{citation.path}` [Xem nguồn](<{self._link(citation)}>)"

    def _link(self, citation: Citation) -> str:
        """The link to the source, else to the provision's own page here."""
        link = outside_href(citation.url) or self.page(citation)
        return "".join(_IN_LINK.get(char, char) for char in link if char.isprintable())

    def _piece(self, blocks: Sequence[str]) -> Piece:
        """Blocks as the next piece, with an annotation over it for each citation that has none yet."""
        told = "\n\n".join(block.strip() for block in blocks if block.strip())
        text = "\n\n" + told if told and self._length else told
        start, self._length = self._length, self._length + len(text)
        fresh, self._annotated = self._citations[self._annotated :], len(self._citations)
        return Piece(text, tuple(self._annotation(one, start, self._length) for one in fresh))

    def _annotation(self, citation: Citation, start: int, end: int) -> dict[str, object]:
        place = {"start_index": start, "end_index": end}
        named = {"title": title_of(citation), "url": self._link(citation)}
        return {"type": "url_citation", "url_citation": place | named}


def title_of(citation: Citation) -> str:
    """A citation in words, unlike that of every other: khoản 2 Điều 5, Thông tư số 1/2030/TT-X."""
    return f"{citation.label}, {name_of(DocumentNumber(citation.document))}"


def _head(opened: Opened | Answer) -> Iterator[str]:
    told = str(opened.understood.get("told") or "") or opened.standalone
    if told:
        yield f"{READ_AS} {one_line(told)}"
    if opened.outcome in _ON_PROVISIONS:
        yield f"{DAY} {shown(opened.as_of)} ({one_line(opened.as_of_reason or TODAY)})."


def _notice(text: str) -> str:
    return f"{NOTICE} {one_line(text)}"


def _marked(statement: Statement) -> str:
    """A statement's text; its marks stand before the quotation, which stays the document's own words."""
    marks = "".join(f"[{index + 1}]" for index in statement.citations)
    first, newline, rest = block(statement.text).strip().partition("\n")
    return f"{first.rstrip()} {marks}{newline}{rest}" if marks else f"{first}{newline}{rest}"
