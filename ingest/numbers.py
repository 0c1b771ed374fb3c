"""Document numbers in text: in a head, in a title, in a sentence that names another document."""

import re

from assistant.domain.number import DocumentNumber

NUMBER = (
    r"(?:\d{1,5}[a-zđ]?[ ]*/[ ]*(?:(?:19|20)\d\d[ ]*/[ ]*)?[A-ZĐ][\w&]*(?:[ ]?[-–/.][ ]?[A-ZĐ][\w&]*)*"
    r"|\d{1,5}[-/](?:HĐBT|CP|TTg|QĐ|CT|TT|NQ|NĐ|LCT|SL)(?:[-/][A-ZĐ]\w*)*)"
)
"""A printed number: 29/2024/TT-BGDĐT, 43/2019/QH14, 979/2022/VHU/QĐ, 232/QĐ-UBND, 38-CP."""

_NUMBER = re.compile(NUMBER)
_STATED = re.compile(
    r"(?:^|[\s|*_(])(?:Luật |Bộ luật |Pháp lệnh |Nghị quyết )?(?:S[ốỐ]|số)(?: (?:ký )?hiệu)?[*_ ]*:"
    r"[*_ ]*(?P<number>.{0,60})"
)
_ISSUED_WITH = re.compile(
    r"kèm theo\s+\w+\s+\w+(?:\s+liên tịch)?\s+số:?\s*(?P<number>.{0,60})", re.IGNORECASE
)
_TITLED = re.compile(
    r"^[#*_ ]*(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Kế hoạch|Thông báo|Báo cáo|Công văn)\b.{0,300}?$",
    re.IGNORECASE,
)


def stated_number(lines: list[str]) -> DocumentNumber | None:
    """The number that a head states: "Số: ...", "kèm theo Quyết định số ..." over a text that
    was issued with it, or the last number of its title line.

    A title such as "Luật ... sửa đổi ... Luật Giáo dục số 43/2019/QH14. số 123/2025/QH15"
    ends with its own number.
    """
    for pattern in (_STATED, _ISSUED_WITH):
        matches = (pattern.search(line) for line in lines)
        found = (first_number(match["number"]) for match in matches if match)
        if number := next((number for number in found if number), None):
            return number
    return next((number for line in lines if (number := _title_number(line))), None)


def _title_number(line: str) -> DocumentNumber | None:
    if len(line) > 300 or not _TITLED.match(line) or line.rstrip()[-1:] in ";":
        return None
    found = [match.group() for match in _NUMBER.finditer(line)]
    return DocumentNumber(found[-1]) if found else None


def first_number(text: str) -> DocumentNumber | None:
    """The number that ``text`` begins with or holds first, blanks inside it taken out."""
    match = _NUMBER.search(text)
    return DocumentNumber(match.group()) if match else None
