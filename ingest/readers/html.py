"""HTML pages of regulations: the text's blocks without the site's menus, scripts and footers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.domain.words import squeeze
from assistant.errors import UnreadableFile
from ingest.readers.encodings import decode
from ingest.readers.hidden import hidden_warnings
from ingest.readers.hidden_html import take_hidden
from ingest.readers.tables import is_arrangement, row_text
from ingest.readers.text import encoding_warnings
from ingest.reading import Line, ReadDocument

_DROPPED = (
    "script,style,noscript,template,iframe,object,embed,svg,canvas,nav,footer,aside,button,select,"
    "textarea,input,dialog,video,audio,map,[aria-hidden=true],[role=navigation],"
    "[role=banner],[role=contentinfo],[role=search]"
)
_SITE_NAMES = """
menu nav navbar breadcrumb breadcrumbs footer sidebar share social comment comments related banner
ads advert toolbar pagination topbar
"""
_SITE_WORDS = frozenset(_SITE_NAMES.split())
_BLOCK_NAMES = """
p div section article main header body center blockquote pre address ul ol li dl dt dd h1 h2 h3 h4 h5 h6
tr td th table tbody thead tfoot caption form fieldset figure figcaption hr details
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "th", *_HEADINGS))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(4\d\d|5\d\d)\b|not found|forbidden|access denied|không tìm thấy|bad gateway|server error",
    re.IGNORECASE,
)
_ERROR_PAGE_CHARS = 3_000
_SITE_SHARE = 0.3
_HEAD_ROWS = 8


def read_html(path: Path, *, name: str = "") -> ReadDocument:
    """Read an HTML file; raise ``UnreadableFile`` for a server's error page or an empty one."""
    data = path.read_bytes()
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii", "ignore") if declared else None)
    tree = LexborHTMLParser(decoded.text)
    heading = tree.css_first("title")
    title = squeeze(heading.text()) if heading else ""
    hidden, lines = lines_and_hidden(tree)
    _refuse_error_page(title, lines, name or path.name)
    meta = {"title": title, "encoding": decoded.encoding} if title else {"encoding": decoded.encoding}
    warnings = (*encoding_warnings(decoded), *hidden_warnings([("", hidden)]))
    return ReadDocument(lines, meta=meta, media_type="text/html", warnings=warnings)


def _refuse_error_page(title: str, lines: tuple[Line, ...], name: str) -> None:
    text = "\n".join(line.text for line in lines)
    found = _ERROR.search(title) or _ERROR.search("\n".join(text.split("\n")[:3]))
    if found and len(text) < _ERROR_PAGE_CHARS and not re.search(r"Điều\s+\d", text):
        suffix, code = Path(name).suffix or name, f" {found[1]}" if found[1] else ""
        raise UnreadableFile(
            f"Tệp {suffix} này thật ra là trang HTML báo lỗi{code} của máy chủ"
            f"{f' ({title})' if title else ''}, không có nội dung văn bản.",
            "Tải lại văn bản từ nguồn rồi nộp lại.",
        )


def lines_and_hidden(tree: LexborHTMLParser) -> tuple[str, tuple[Line, ...]]:
    """The words of a parsed page that nobody sees, and the lines that are read, in order.

    Site furniture is removed.
    """
    body = tree.body
    if body is None:
        return "", ()
    hidden = take_hidden(tree)
    for node in body.css(_DROPPED):
        node.decompose()
    _drop_site(body)
    walker = _Walker()
    walker.walk(body)
    return hidden, tuple(walker.lines)


def _drop_site(body: LexborNode) -> None:
    """Remove parts named as a site's furniture, unless they hold much of the page."""
    whole = max(len(body.text()), 1)
    doomed = [
        node
        for node in body.css("[class],[id]")
        if _is_furniture(node) and len(node.text()) < whole * _SITE_SHARE
    ]
    for node in doomed:
        node.decompose()


def _is_furniture(node: LexborNode) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return bool(_SITE_WORDS & set(names.lower().split()))


@dataclass
class _Walker:
    """Collects runs of text into lines; a block's start and end, and ``br``, end a line."""

    lines: list[Line] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    plain: bool = False
    bold: int = 0
    centred: int = 0
    heading: int = 0
    label: str = ""
    counters: dict[int, int] = field(default_factory=dict)

    def walk(self, root: LexborNode) -> None:
        """Visit all below ``root`` without recursion: nesting may be as deep as it likes."""
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif node.tag == "-text":
                self._text(node.text_content or "")
            elif node.tag == "table" and self._data_table(node):
                continue
            elif node.tag == "table" and (cells := _by_column(node)):
                self._flush()
                stack.extend((cell, False) for cell in reversed(cells))
            elif node.tag and not node.tag.startswith("-"):
                self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
        self._flush()

    def _text(self, text: str) -> None:
        self.buffer.append(re.sub(r"\s+", " ", text))
        if text.strip() and not self.bold:
            self.plain = True

    def _enter(self, node: LexborNode) -> None:
        if node.tag in _BLOCKS or node.tag == "br":
            self._flush()
        self.heading = _HEADINGS.get(node.tag or "", self.heading)
        self.bold += _is_bold(node)
        self.centred += _is_centred(node)
        if node.tag == "li":
            self.label = self._item_label(node)

    def _leave(self, node: LexborNode) -> None:
        if node.tag in _BLOCKS:
            self._flush()
        if node.tag in _HEADINGS:
            self.heading = 0
        self.bold -= _is_bold(node)
        self.centred -= _is_centred(node)

    def _item_label(self, item: LexborNode) -> str:
        """The label that a browser would print before an item: number, letter or bullet."""
        parent = item.parent
        if parent is None or parent.tag != "ol":
            return "- "
        start = parent.attributes.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        number = self.counters.get(parent.mem_id, first)
        self.counters[parent.mem_id] = number + 1
        if (parent.attributes.get("type") or "1") == "a" and number <= 26:
            return f"{chr(96 + number)}) "
        return f"{number}. "

    def _flush(self) -> None:
        text = squeeze("".join(self.buffer))
        if text:
            label, self.label = self.label, ""
            self.lines.append(
                Line(
                    f"{label}{text}",
                    heading=self.heading,
                    centered=self.centred > 0,
                    bold=not self.plain,
                )
            )
        self.buffer, self.plain = [], False

    def _data_table(self, table: LexborNode) -> bool:
        """Emit a table of data as rows; ``False`` leaves an arranged one to the walk."""
        if table.css_first("table table") or len(table.css("table")) > 1:
            return False
        rows = list(_grid(table))
        if is_arrangement(rows):
            return False
        self._flush()
        self.lines += [Line(row_text(row), table=True) for row in rows if any(row)]
        return True


def _by_column(table: LexborNode) -> list[LexborNode]:
    """Cells of a small arranged table, the left column first; none where it holds a text."""
    rows = [[cell for cell in tr.iter() if cell.tag in ("td", "th")] for tr in table.css("tr")]
    small = len(rows) <= _HEAD_ROWS and max(map(len, rows), default=0) in (2, 3)
    if not small or len(table.css("table")) > 1:
        return []
    return [row[column] for column in range(3) for row in rows if column < len(row)]


def _is_bold(node: LexborNode) -> bool:
    return node.tag in _BOLD or bool(_HEAVY.search(node.attributes.get("style") or ""))


def _is_centred(node: LexborNode) -> bool:
    attributes = node.attributes
    named = node.tag == "center" or (attributes.get("align") or "").lower() == "center"
    return named or bool(_CENTRED.search(attributes.get("style") or ""))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 100) if value.isdecimal() and len(value) < 4 else 1


def _grid(table: LexborNode) -> Iterator[list[str]]:
    """Rows of cell texts; a merged cell is said once, its other places are empty."""
    open_spans: dict[int, int] = {}
    for tr in table.css("tr"):
        row: list[str] = []
        for cell in (node for node in tr.iter() if node.tag in ("td", "th")):
            _skip_spanned(row, open_spans)
            if _span(cell, "rowspan") > 1:
                open_spans[len(row)] = _span(cell, "rowspan") - 1
            row += [squeeze(cell.text(separator=" ")), *[""] * (_span(cell, "colspan") - 1)]
        _skip_spanned(row, open_spans)
        yield row


def _skip_spanned(row: list[str], open_spans: dict[int, int]) -> None:
    while open_spans.get(len(row), 0) > 0:
        open_spans[len(row)] -= 1
        row.append("")
