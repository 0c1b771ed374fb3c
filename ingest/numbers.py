"""Document numbers in text: in a head, in a title, in a sentence that names another document."""

import re

from assistant.domain.number import NUMBER, DocumentNumber

_NUMBER = re.compile(rf"(?<![\d/#]){NUMBER}")
_TORN = re.compile(r"[\w#*?.]*\s*/\s*$")
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
    """The number that ``text`` begins with or holds first, blanks inside it taken out.

    What follows a lone slash is the rest of a number whose running part could not be read
    (a scan gives "4# /2020/TT-X"): no number is better than a wrong one.
    """
    match = _NUMBER.search(text)
    if match is None or _TORN.search(text[: match.start()]):
        return None
    return DocumentNumber(match.group())
