"""The words of a fragment of HTML: a line for each block, a row for each row of a table.

The codification's HTML is of very different hands. Two things a parser alone would lose are
kept: a bare ``<`` before words or numbers ("< 5 ha") is text, and the cells of a table stay
apart. Scripts, styles and comments are no words.
"""

import re
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.domain.words import nfc

_BLOCKS = (
    "p,div,br,li,h1,h2,h3,h4,h5,h6,table,tr,ul,ol,dl,dd,dt,pre,center,blockquote,hr,section,article,caption"
)
_DROPPED = "script,style,noscript,template,iframe,object,svg,head,title"
_TAGS = (
    "a|abbr|address|article|b|big|blockquote|body|br|caption|center|code|col|colgroup|dd|del|div|dl|dt|em|font|"
    "footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|map|meta|noscript|o:p|object|ol|"
    "p|pre|q|s|script|section|small|span|st1:[a-z]+|strike|strong|style|sub|sup|svg|table|tbody|td|template|"
    "tfoot|th|thead|title|tr|tt|u|ul|v:[a-z]+|o:lock"
)
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAGS})(?=[\s/>])|!--)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:br|col|hr|img|input|li|link|meta|p|t[dhr])\b)[a-zA-Z][^<>]*>", re.IGNORECASE
)
_DEEPEST = 2_000  # the parser's time grows with the square of the depth: 10 ms here, minutes at 200,000
_PICTURE = "[hình]"
_BREAK = "\ue000"  # a line break of ours: no text has it (private use, removed on the way in)


def text_of(html: str) -> str:
    """The words of ``html`` in NFC, a line for each block; cells as ``| a | b |``.

    A picture (mostly a formula) leaves the mark ``[hình]``, so that a reader knows of it.
    """
    if "<" not in html and "&" not in html:
        return _lines(html.replace(_BREAK, ""))
    html = _NO_TAG.sub("&lt;", _COMMENT.sub("", html.replace(_BREAK, "")))
    if _too_deep(html):
        return _lines(unescape(_ANY_TAG.sub(_BREAK, html)))
    root = LexborHTMLParser(html).body
    if root is None:
        return ""
    _flatten(root)
    return _lines(root.text(deep=True, separator=""))


def one_line(html: str) -> str:
    """The words of ``html`` as a single line."""
    return " ".join(text_of(html).split())


def _too_deep(html: str) -> bool:
    """Tags that nest deeper than any page written by a person; only then are tables lost."""
    depth = 0
    for match in _NESTING_TAG.finditer(html) if html.count("<") > _DEEPEST else ():
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def _flatten(root: LexborNode) -> None:
    for node in root.css(_DROPPED):
        node.decompose()
    for node in root.css("img"):
        node.replace_with(_PICTURE)
    for node in root.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    for row in reversed(root.css("tr")):  # the inner table's rows first
        row.replace_with(_row(row))


def _row(row: LexborNode) -> str:
    cells = [_cell(cell) for cell in row.iter() if cell.tag in ("td", "th")]
    return f"| {' | '.join(cells)} |" if any(cells) else ""


def _cell(cell: LexborNode) -> str:
    return " ".join(cell.text(deep=True, separator="").replace(_BREAK, " ").split())


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in nfc(text).split(_BREAK))
    return "\n".join(line for line in lines if line)
