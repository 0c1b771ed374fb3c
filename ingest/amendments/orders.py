"""The words of an amending article cut into orders, each with the new text that it quotes.

An order stands in a clause or point of the amending article ("a) Sửa đổi, bổ sung điểm c khoản
2 như sau:"), its quoted block behind a colon or on lines of its own. Marks are used unevenly:
a closing one may be missing, or stand before or behind the last full stop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.document import Provision, Unit
from assistant.domain.path import ProvisionPath, Segment, UnitKind
from ingest.structure.quotes import INSTRUCTION, Quotation, starts_quoted

_UNIT_START = (
    r"(?:(?:Điều|ĐIỀU|Khoản|Chương|CHƯƠNG|Mục|MỤC|Phần|Phụ lục|PHỤ LỤC)[ \t]+[0-9IVXLC]"
    r"|\d{1,3}[a-zđ]?[ \t]*\.|[a-zđ]\d?[ \t]*\))"
)
_OPEN = re.compile(
    rf"(?:(?<=:)|(?<=như sau))\s*[\"“”„«]|^[ \t]*[\"“”„«](?=[ \t]*{_UNIT_START})", re.MULTILINE
)
_MARK = re.compile('["“”„«»]')
_CLOSED = re.compile('[ \t]*["“”»][\\s.;,:]*$')
_STOPPED = re.compile('[.;][ \t]*["“”»][\\s.;,:]*$')
_VERB = INSTRUCTION.pattern
_GOES_ON = re.compile(rf"[\"”»][.;,:]*\s+(?:và\s+)?(?={_VERB})", re.IGNORECASE)
_NEW_ORDER = re.compile(rf"^[ \t]*[-–+*•][ \t]*(?={_VERB})|^(?={_VERB})", re.IGNORECASE)
_SWALLOWED = re.compile(
    rf"^[ \t]*(?P<label>[a-zđ]\d?)\)[ \t]*(?={_VERB}[^\n]*:[ \t]*\n?[ \t]*[“„«\"])",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(r"^\W*(?:\d{1,3}[a-zđ]?[ ]?[.\-/]|[a-zđ]{1,2}\d?[ ]?[).\-/])[ \t]*")


@dataclass(frozen=True)
class Chunk:
    """The words that a unit of the amending article has for itself, before its own parts."""

    path: ProvisionPath
    text: str
    has_parts: bool = False


@dataclass(frozen=True)
class Order:
    """One order's own words, the block it quotes, and whether others hang on it."""

    source: ProvisionPath
    text: str
    block: str = ""
    opens: bool = False
    stray: bool = False


def chunks(article: Provision) -> Iterator[Chunk]:
    """The article's own words, then those of each clause and point, in reading order."""
    units = article.units
    first = units[0].start if units else len(article.text)
    own = "\n".join(filter(None, (article.heading, article.text[:first])))
    yield Chunk(article.path, own.strip(), bool(units))
    for index, unit in enumerate(units):
        following = units[index + 1] if index + 1 < len(units) else None
        parted = following is not None and following.start < unit.end
        end = following.start if parted and following else unit.end
        yield Chunk(unit.path, _unlabelled(article, unit, end), parted)


def _unlabelled(article: Provision, unit: Unit, end: int) -> str:
    return _LABEL.sub("", article.text[unit.start : end].strip(), count=1)


def orders(chunk: Chunk) -> list[Order]:
    """The orders of a chunk. The last of several that stand above parts opens them."""
    found: list[Order] = []
    rest, source = chunk.text, chunk.path
    while rest.strip():
        before, block, rest = _split(rest)
        swallowed = _SWALLOWED.search(block)
        if swallowed:
            block, rest = block[: swallowed.start()], block[swallowed.end() :]
        texts = _single(before) or [""]
        stray = bool(found) and INSTRUCTION.match(found[-1].text) is not None and bool(found[-1].block)
        stray = stray and not INSTRUCTION.match(texts[0])
        found += [Order(source, text, stray=stray and not n) for n, text in enumerate(texts)]
        found[-1] = replace(found[-1], block=_bare(block))
        source = _sibling(source, swallowed["label"]) if swallowed else source
    last = len(found) - 1
    return [
        replace(order, opens=not order.block and (n < last or chunk.has_parts))
        for n, order in enumerate(found)
    ]


def _sibling(path: ProvisionPath, label: str) -> ProvisionPath:
    last = path.segments[-1] if path.segments else None
    inside = replace(path, segments=path.segments[:-1]) if last and last.kind is UnitKind.POINT else path
    return inside.child(Segment(UnitKind.POINT, label))


def _single(text: str) -> list[str]:
    """Lines joined to orders: a line that begins with an act begins a new one."""
    found: list[str] = []
    for line in text.split("\n"):
        starts = _NEW_ORDER.match(line)
        if starts or not found:
            found.append(line[starts.end() :] if starts else line)
        else:
            found[-1] += " " + line.strip()
    return [" ".join(order.split()) for order in found if order.strip()]


def _split(text: str) -> tuple[str, str, str]:
    """The words before a block, the block, and what stands behind it."""
    opening = _OPEN.search(text)
    if opening is None:
        return text, "", ""
    start = opening.end()
    end = start + _length(text[start:])
    if (more := _GOES_ON.search(text, start)) and more.start() < end:
        return text[: opening.start()], text[start : more.end()], text[more.end() :]
    return text[: opening.start()], text[start:end], text[end:]


def _length(text: str) -> int:
    """How far a block reaches: to the line that closes it, and on where the next opens again."""
    quotation, taken = Quotation(), 0
    quotation.inside = True
    for index, line in enumerate(text.split("\n")):
        if not quotation.inside and not starts_quoted(line):
            break
        quotation.inside = True
        quotation.feed(_within(line, index))
        taken += len(line) + 1
    return min(taken, len(text))


def _within(line: str, index: int) -> str:
    """A line as it goes on inside a block: a mark at its start opens what is open already."""
    return line if index == 0 or not starts_quoted(line) else line.lstrip()[1:]


def _bare(block: str) -> str:
    """The block without the marks around it, and without those around its pieces."""
    text = _unclosed(block.strip())
    pieces = re.split(rf"[\"”»][.;,:]*[ \t]*\n[ \t]*[\"“„«](?=[ \t]*{_UNIT_START})", text)
    return "\n".join(piece.strip() for piece in pieces)


def _unclosed(text: str) -> str:
    """``text`` without the closing mark that belongs to the block: inner marks come in pairs."""
    closing = _CLOSED.search(text)
    odd = len(_MARK.findall(text)) % 2 == 1
    if closing and (odd or _STOPPED.search(text)):
        return text[: closing.start()].rstrip()
    return re.sub(r"\.[ \t]*;$", ".", text)
