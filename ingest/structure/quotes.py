"""Quotations that run over lines: the new words an amending document gives to another.

Such a block opens after a colon ("như sau: “..."), there or on the next line, or with a unit
behind the mark (“Điều 4. ...); it belongs to the amended document. Other marks never reach
past their line: scans are full of stray ones. The mark's place tells more than its shape:
“ ” « » and straight marks are all used both ways in real files.
"""

import re
from collections.abc import Sequence

_MARKS = re.compile('["“”„«»]')
_OPENING, _CLOSING = "“„«", "”»"
_AFTER_CLOSING = re.compile(r"[\s.;,:)\]/]{0,20}$")
_MAY_OPEN = re.compile('(?:^|\n|:)[ \t]*["“”„«]')
_QUOTED_UNIT = re.compile(
    r"[ \t]*(?:(?:Điều|Khoản|Chương|CHƯƠNG|Mục|MỤC|Phần|Phụ lục|PHỤ LỤC)[ \t]+[0-9IVXLC]"
    r"|\d{1,3}[a-zđ]?\.|[a-zđ]\d?\))"
)
_LOOK_AHEAD, _NEAR = 1_000, 8

INSTRUCTION = re.compile(
    r"(?:sửa đổi|bổ sung|bãi bỏ|thay thế|thay cụm|thay từ|bỏ |đính chính|hủy bỏ|huỷ bỏ|đổi |chuyển )", re.I
)
"""How a clause of an amending document begins (the orders of Law 64/2025/QH15)."""


def may_quote(text: str) -> bool:
    """Whether ``text`` can hold a block at all: a cheap test for the many that do not."""
    return _MAY_OPEN.search(text) is not None


class Quotation:
    """Follows quotation marks from line to line; ``inside`` holds between lines of a block."""

    def __init__(self) -> None:
        self.inside = False
        self._announced = False

    def feed(self, line: str) -> None:
        """Take the marks of one line into account."""
        inline = 0
        first = len(line) - len(line.lstrip())
        for mark in _MARKS.finditer(line):
            at = mark.start()
            if at == first or _opens(line, at):
                if not self.inside and self._starts_block(line, at, first):
                    self.inside = True
                elif at > first:
                    inline += 1
            elif inline:
                inline -= 1
            else:
                self.inside = False
        if line.strip():
            self._announced = line.rstrip().endswith(":")

    def _starts_block(self, line: str, at: int, first: int) -> bool:
        if at > first:
            return line[max(0, at - _NEAR) : at].rstrip().endswith(":")
        return self._announced or _QUOTED_UNIT.match(line, at + 1) is not None


def starts_quoted(line: str) -> bool:
    """Whether the first character of ``line`` is a quotation mark."""
    return line.lstrip()[:1] in {'"', *_OPENING, *_CLOSING}


def is_closed(lines: Sequence[str], index: int) -> bool:
    """Whether the block opened on ``lines[index]`` is closed later on."""
    quotation = Quotation()
    quotation.feed(lines[index - 1] if index else "")
    quotation.inside = False
    for line in lines[index : index + _LOOK_AHEAD]:
        quotation.feed(line)
        if not quotation.inside:
            return True
    return False


def _opens(line: str, at: int) -> bool:
    if _AFTER_CLOSING.match(line, at + 1):
        return False
    if line[at] == '"':
        return line[at - 1] in " \t([:/" and not line[at + 1 : at + 2].isspace()
    return line[at] in _OPENING
