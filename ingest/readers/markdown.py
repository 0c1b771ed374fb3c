"""Markdown with front matter: structure by markdown-it, numbers of lists kept as they stand.

Regulations in Markdown are uneven: "1." of a clause is a list to Markdown, ``a)`` stands behind
a bullet, bold takes the place of headings. Labels are kept, bullets before labels go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain.words import squeeze
from ingest.readers.encodings import decode
from ingest.readers.hidden import hidden_warnings
from ingest.readers.hidden_html import Veil
from ingest.readers.labels import starts_unit
from ingest.readers.tables import row_text
from ingest.readers.text import encoding_warnings, hard_wrapped, unwrap
from ingest.reading import Line, ReadDocument

_FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_OPENED = re.compile(r"\A---[ \t]*\n")
_STRAY = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_LABEL_AFTER_BULLET = re.compile(r"^[-*+•]\s*(?=(?:\d+[.)]|[a-zđ]\d?\)|Điều\s+\d))")
# A line that Markdown shows nowhere: the usual way to write a comment, ``[//]: # (words)``.
_NO_TEXT = re.compile(r"^\[[^\]\n]*\]:\s*(?:#|<>|about:blank)\s+[\"'(][^\n]*[\"')]\s*$")
_MAX_VALUES = 50
_MAX_YAML = 200_000


def read_markdown(path: Path) -> ReadDocument:
    """Read a Markdown file; a front matter that is broken becomes text, with a warning."""
    decoded = decode(path.read_bytes())
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    meta, body, warnings = split_front_matter(text)
    state = _State()
    lines = _joined(list(_lines(_parser().parse(body), state)), hard_wrapped(body.split("\n")))
    return ReadDocument(
        lines=tuple(lines),
        meta=meta | {"encoding": decoded.encoding},
        media_type="text/markdown",
        warnings=(*encoding_warnings(decoded), *warnings, *hidden_warnings([("", " ".join(state.hidden))])),
    )


def split_front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """Front matter as text values, the body, and warnings."""
    match = _FENCE.match(text)
    if match is None:
        unclosed = ("Phần đầu YAML không được đóng bằng ---; đã đọc như văn bản.",)
        return {}, text, unclosed if _OPENED.match(text) and re.match(r"---\s*\n[\w-]+:", text) else ()
    broken = ("Phần đầu YAML bị lỗi; đã đọc như văn bản.",)
    if len(match["yaml"]) > _MAX_YAML:
        return {}, text, broken
    values = _load(text[: match.end()])
    return ({}, text[4:], broken) if values is None else (values, text[match.end() :], ())


def _load(front: str) -> dict[str, str] | None:
    import frontmatter
    import yaml

    try:
        values, _ = frontmatter.parse(front)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
    return {squeeze(str(key)): shown for key, value in values.items() if (shown := _shown(value))}


def _shown(value: object) -> str:
    """A front matter value as text: lists joined, nested values left out (aliases explode)."""
    if isinstance(value, list | tuple):
        flat = [item for item in value[:_MAX_VALUES] if not isinstance(item, list | tuple | dict)]
        return "; ".join(squeeze(str(item)) for item in flat)
    return "" if value is None or isinstance(value, dict) else squeeze(str(value))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return parser.disable(["code", "lheading", "reference", "autolink"])


@dataclass
class _State:
    """Where the walk stands: heading level, label owed to the next paragraph, table row; and what
    was left out because HTML among the Markdown hides it.
    """

    heading: int = 0
    label: str = ""
    in_table: bool = False
    cells: list[str] = field(default_factory=list)
    veil: Veil = field(default_factory=Veil)
    hidden: list[str] = field(default_factory=list)


def _lines(tokens: list[Token], state: _State) -> Iterator[Line]:
    for token in tokens:
        kind = token.type
        if kind == "inline":
            yield from _inline(token, state)
        elif kind == "heading_open":
            state.heading = int(token.tag[1])
        elif kind == "heading_close":
            state.heading = 0
        elif kind == "list_item_open":
            state.label = f"{token.info}{token.markup} " if token.info else "- "
        elif kind in ("table_open", "table_close"):
            state.in_table = kind == "table_open"
        elif kind == "tr_close":
            yield Line(row_text(state.cells), table=True)
            state.cells = []
        elif kind == "html_block":
            yield from _html(token.content, state)
        elif kind == "fence" and not state.veil.is_down:
            yield from (Line(text) for text in squeeze(token.content).split("\n") if text)


def _html(content: str, state: _State) -> tuple[Line, ...]:
    """A block of HTML by itself; an element that it opens and does not close may hide what follows."""
    from selectolax.lexbor import LexborHTMLParser

    from ingest.readers.html import lines_and_hidden

    was_down = state.veil.is_down
    state.veil.feed(content)
    state.veil.end_paragraph()
    hidden, lines = lines_and_hidden(LexborHTMLParser(content))
    state.hidden += [hidden] if hidden else []
    if was_down:
        state.hidden += [line.text for line in lines]
    return () if was_down else lines


def _inline(token: Token, state: _State) -> Iterator[Line]:
    if _NO_TEXT.match(token.content):
        state.hidden.append(token.content)
        return
    texts = _pieces(token.children or [], state)
    if state.in_table:
        state.cells.append(" ".join(text for text, _ in texts))
        return
    for text, bold in texts:
        label, state.label = state.label, ""
        full = _LABEL_AFTER_BULLET.sub("", f"{label}{text}")
        if full:
            yield Line(full, heading=state.heading, bold=bold)


def _pieces(children: list[Token], state: _State) -> list[tuple[str, bool]]:
    """The printed lines of one block with whether each is wholly bold."""
    out: list[tuple[str, bool]] = []
    buffer: list[str] = []
    depth, plain = 0, False
    for token in [*children, Token("hardbreak", "br", 0)]:
        if token.type == "html_inline":
            state.veil.feed(token.content)
        if token.type in ("softbreak", "hardbreak") or (token.type == "html_inline" and _breaks(token)):
            if text := squeeze(_STRAY.sub("", "".join(buffer))):
                out.append((text, not plain))
            buffer, plain = [], False
        elif token.type in ("strong_open", "strong_close"):
            depth += 1 if token.type == "strong_open" else -1
        elif token.type in ("text", "code_inline") and state.veil.is_down:
            state.hidden.append(token.content)
        elif token.type in ("text", "code_inline"):
            buffer.append(token.content)
            plain = plain or (depth == 0 and bool(token.content.strip()))
    return out


def _breaks(token: Token) -> bool:
    return token.content.lower().startswith(("<br", "</p", "</div"))


def _joined(lines: list[Line], wrapped: bool) -> list[Line]:
    """In a file broken at a fixed width, wrapped lines of a paragraph put together again."""
    if not wrapped:
        return lines
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        loose = last is None or last.table or line.table or last.heading != line.heading
        if loose or last is None or len(unwrap([last.text, line.text])) > 1 or starts_unit(line.text):
            out.append(line)
        else:
            out[-1] = replace(last, text=f"{last.text} {line.text}", bold=last.bold and line.bold)
    return out
