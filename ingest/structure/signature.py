"""The block that closes a text: recipients, signature, the words on its adoption."""

import re
from collections.abc import Sequence

from ingest.reading import Line

_RECIPIENTS = r"(?:Nơi nhận|NƠI NHẬN)\b"
_BY_ORDER = r"(?:TM|KT|TL|TUQ)\s?\.\s*[A-ZĐ]"
_POSTS = (
    r"(?:BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|HIỆU TRƯỞNG|PHÓ HIỆU TRƯỞNG"
    r"|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH ÁN"
    r"|TỔNG CỤC TRƯỞNG|TRƯỞNG BAN|TRƯỞNG PHÒNG|THỐNG ĐỐC|NGƯỜI KÝ)"
)
_ADOPTED = r"(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh) này (?:đã )?(?:được|đã) .{0,120}(?:thông qua|khóa|khoá)"
_START = re.compile(
    rf"^[#*_| \t]*(?:{_RECIPIENTS}|{_BY_ORDER}|{_POSTS}(?=[A-ZĐÀ-Ỹ ,\-–]*[*_| \t]*$)|\(?[ \t]*[Đđ]ã ký"
    rf"|{_ADOPTED})"
)
_IN_ROW = re.compile(rf"\|[^|]*(?:{_RECIPIENTS}|{_BY_ORDER}|{_POSTS}[ ]*\|)")
LONGEST = 60
"""A closing block is a matter of some lines; what is longer is another text."""


def closing_start(lines: Sequence[Line], start: int, end: int) -> int:
    """The first line of the closing block in ``lines[start:end]``, or ``end``."""
    for index in range(start, end):
        if opens_closing(lines[index]):
            return index
    return end


def opens_closing(line: Line) -> bool:
    """Whether a closing block can begin on this line."""
    return bool(_START.match(line.text) or (line.table and _IN_ROW.search(line.text)))
