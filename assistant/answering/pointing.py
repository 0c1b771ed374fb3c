"""Whether words say nothing by themselves and only point to where the rule stands.

"Hồ sơ chuyển trường thực hiện theo quy định tại khoản 2 Điều 5." tells what is regulated and not
how; so does an item of a list, "Đối tượng quy định tại điểm a khoản 1 Điều 2 Thông tư này.".
"""

import re
from collections.abc import Sequence

from assistant.domain.references import Reference
from assistant.domain.words import syllables

_LONGEST = 45
"""Syllables beside the references that a sentence which only points may have."""
_ITEM = 12
"""The same for an item that only names what is regulated elsewhere."""
_LABEL = re.compile(r"\s*(?:\d{1,3}[a-zđ]{0,2}\s*\.|[a-zđ]{1,2}\d?\s*\)|[-–+•])\s*")
_NOISE = (
    r"(?:(?:các|những|đúng|và|của|về|hướng dẫn|quy định|nội dung|nguyên tắc|trình tự|thủ tục|điều kiện"
    r"|phương pháp|mẫu|định mức|tiêu chuẩn)\s+)*(?:(?:tại|ở|trong|của)\s+)?(?:các\s+)?$"
)
_DONE = re.compile(
    r"(?<!\w)(?:"
    r"(?:(?:thực hiện|áp dụng|tiến hành|giải quyết|xử lý|xác định|được(?:\s+\w+){1,2})\s+)?"
    r"(?:tuân theo|theo|như|tương tự|tuân thủ|thực hiện|áp dụng)"
    r"|được\s+(?:quy định|hướng dẫn|nêu|ghi)(?:\s+(?:chi tiết|cụ thể))?)\s+" + _NOISE,
    re.IGNORECASE,
)
"""That something is done as a reference says: "thực hiện theo quy định tại"."""
_NAMED = re.compile(r"(?<!\w)(?:theo|như|nêu|ghi|hướng dẫn|quy định|trong|tại)\s+" + _NOISE, re.IGNORECASE)
"""That something is what a reference names: "quy định tại"."""
_BARE = re.compile(r"^(?:theo|như|tuân theo|tuân thủ|tương tự)\s", re.IGNORECASE)
_TAIL = re.compile(
    r"ngày\s+\d[\d\s/]*(?:tháng\s+\d+\s+)?(?:năm\s+\d+)?|(?:của|do)\s+[A-ZĐỦ][^.;:]*"
    r"|(?:về|quy định|hướng dẫn|ban hành)\s[^.;:]*"
    r"|\([^()]*\)|(?:và|hoặc)\s+(?:các\s+)?(?:quy định|văn bản|hướng dẫn|pháp luật)[^.;:]*|này(?!\w)"
)
"""What may follow one: the day and the title of its document, other rules that are not named."""
_MARKS = " ,;.\n\t"
_FIGURE = re.compile(r"\d")
_NOT = re.compile(r"(?<!\w)(?:không|chưa)\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[^;.\n]+(?:[.](?=\S)[^;.\n]*)*[;.]?")


def points_only(text: str, start: int, end: int, references: Sequence[Reference]) -> bool:
    """Whether every sentence of ``text[start:end]`` ends in a reference and says no figure before."""
    inside = [one for one in references if start <= one.start and one.end <= end]
    if not inside:
        return False
    label = _LABEL.match(text, start, end)
    sentences = _sentences(text, label.end() if label else start, end, inside)
    return bool(sentences) and all(_points(text, a, b, inside) for a, b in sentences)


def _sentences(text: str, start: int, end: int, references: Sequence[Reference]) -> list[tuple[int, int]]:
    """Sentences, a full stop inside a reference ending none."""
    found = []
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        if any(one.start < match.end() < one.end for one in references):
            continue
        if text[at : match.end()].strip(" .;\n"):
            found.append((at, match.end()))
        at = match.end()
    return found


def _points(text: str, start: int, end: int, references: Sequence[Reference]) -> bool:
    own = [one for one in references if start <= one.start < end]
    if not own:
        return False
    label = _LABEL.match(text, start, end)
    first, last = min(own, key=lambda one: one.start), max(own, key=lambda one: one.end)
    before = text[label.end() if label else start : first.start]
    between = _without(text, first.start, last.end, own)
    length = len(syllables(before + between))
    if any(says.search(part) for says in (_FIGURE, _NOT) for part in (before, between)) or length > _LONGEST:
        return False
    leads = _leads(before) or (length <= _ITEM and _NAMED.search(before) is not None)
    return leads and _only_tail(text[last.end : end])


def _leads(before: str) -> bool:
    """Whether the words before a reference say that the thing is done as it says. "Theo" alone, after
    another verb, says only where a rule of its own comes from.
    """
    done = _DONE.search(before)
    return done is not None and _BARE.match(done[0]) is None


def _only_tail(text: str) -> bool:
    """Whether nothing stands after a reference but what belongs to it."""
    rest = text.strip(_MARKS)
    while rest and (tail := _TAIL.match(rest)):
        rest = rest[tail.end() :].strip(_MARKS)
    return not rest


def _without(text: str, start: int, end: int, references: Sequence[Reference]) -> str:
    """The words between references."""
    letters = list(text[start:end])
    for one in references:
        letters[one.start - start : one.end - start] = " " * (one.end - one.start)
    return "".join(letters)
