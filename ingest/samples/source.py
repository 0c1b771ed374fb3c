"""The source form of a sample: front matter, then one line a paragraph.

``#`` a heading unit (two lines: number, name), ``##`` an article, ``|`` a row of a table,
``@ky`` the signature block, ``@trang`` a new page. What every format shares stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from pathlib import Path

import frontmatter

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Part(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    ARTICLE = "article"
    TEXT = "text"
    TABLE = "table"
    SIGNATURE = "signature"
    PAGE = "page"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table with its ``rows``."""

    part: Part
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Sample:
    """A document: the values of its front matter and its blocks in order."""

    name: str
    meta: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def number(self) -> str:
        """The document's number."""
        return self.meta["so_hieu"]

    @property
    def kind(self) -> str:
        """Its kind in capitals; a letter prints none."""
        return "" if self.is_letter else self.meta["loai_van_ban"].upper()

    @property
    def is_letter(self) -> bool:
        """Whether its subject stands under its number instead of under a title."""
        return self.meta["loai_van_ban"] == "Công văn"

    @property
    def issuer(self) -> tuple[str, ...]:
        """The lines of the issuing body, its superior first."""
        names = (self.meta.get("co_quan_chu_quan"), self.meta["co_quan_ban_hanh"])
        return tuple(name.upper() for name in names if name)

    @property
    def dated(self) -> str:
        """Place and date as the head prints them."""
        day = date.fromisoformat(self.meta["ngay_ban_hanh"])
        return f"{self.meta['noi_ban_hanh']}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"

    @property
    def numbered(self) -> str:
        """The line of the number: ``Số: 12/2024/TT-BGDM``; a law prints ``Luật số:``."""
        return ("Luật số: " if self.meta["loai_van_ban"] == "Luật" else "Số: ") + self.number


def load(path: Path) -> Sample:
    """Read one source file; where nothing says otherwise the signature stands at the end."""
    post = frontmatter.load(str(path))
    blocks = tuple(_blocks(post.content))
    if not any(block.part is Part.SIGNATURE for block in blocks):
        blocks = _signed(blocks)
    return Sample(path.stem, {key: str(value) for key, value in post.metadata.items()}, blocks)


def _signed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the signature before the first annex, or at the end."""
    is_annex = (b.part is Part.HEADING and b.text.startswith("Phụ lục") for b in blocks)
    at = next((index for index, found in enumerate(is_annex) if found), len(blocks))
    page = (Block(Part.PAGE),) if at < len(blocks) else ()
    return (*blocks[:at], Block(Part.SIGNATURE), *page, *blocks[at:])


def _blocks(content: str) -> Iterator[Block]:
    lines = (line.strip() for line in content.split("\n"))
    for is_table, group in groupby((line for line in lines if line), lambda line: line.startswith("|")):
        if is_table:
            rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in group)
            yield Block(Part.TABLE, rows=tuple(rows))
        else:
            yield from map(_block, group)


def _block(line: str) -> Block:
    if line == "@ky":
        return Block(Part.SIGNATURE)
    if line == "@trang":
        return Block(Part.PAGE)
    if line.startswith("## "):
        return Block(Part.ARTICLE, line[3:].strip())
    return Block(Part.HEADING, line[2:].strip()) if line.startswith("# ") else Block(Part.TEXT, line)
