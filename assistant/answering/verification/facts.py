"""The facts that a text states: numbers with their unit and bound, dates, percentages, amounts.

"không quá 05 ngày làm việc" is 5 of "ngày làm việc", at most. Numbers are read in digits and in
words ("năm ngày"); an ordinal ("lớp mười", "học kỳ I") has its unit before it. A number in
an address of the law or in a document's number is no fact: see ``references``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise


class Bound(StrEnum):
    """What stands around a number: where a value begins or ends."""

    NONE = ""
    MAX = "max"
    MIN = "min"
    OVER = "over"
    UNDER = "under"
    WITHIN = "within"
    LOW = "low"
    HIGH = "high"
    FULL = "full"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or date at ``start:end``. ``value`` is its canonical form (``5``, ``1200000``, ``2/3``);
    for a date ``day``, ``month``, ``year`` as far as they are told. ``unit`` is canonical, empty where
    none is known. ``rate``: what it is for each of ("tuần" in "19 tiết một tuần"). ``loose``: a word for
    one that may be no number ("một tuần").
    """

    start: int
    end: int
    value: str
    unit: str = ""
    bound: Bound = Bound.NONE
    date: tuple[int | None, int | None, int | None] | None = None
    loose: bool = False
    rate: str = ""
    scale: int = 0


_UNITS = (
    "ngày làm việc|ngày|tuần lễ|tuần|tháng tuổi|tháng|năm học|năm|học kỳ|giờ|phút|giây|tiết học|tiết|buổi|"
    "tuổi|"
    "triệu đồng|nghìn đồng|tỷ đồng|đồng|vnđ|vnd|%|phần trăm|điểm|học sinh|sinh viên|giáo viên|trẻ em|trẻ|"
    "người|"
    "tín chỉ|lần|bộ hồ sơ|bộ|bản|lớp|trường|phòng|mét vuông|m2|km|m|cm|kg|môn|bài|câu|trang|cấp|nhóm|"
    "nhóm trẻ|"
    "chỗ|giường|sao|ha|độ c|độ|suất|khóa|kỳ|đợt|mức lương|lần mức|hạng|bậc|thành viên|ủy viên|cán bộ|"
    "công việc|"
    "chức danh|nguyện vọng|ảnh|tờ|phần|quyển|cuốn|hình thức|đối tượng|trường hợp|thiết bị|vùng|xã|tỉnh|"
    "days?|working days?|weeks?|months?|years?|hours?|minutes?|periods?|students?|teachers?|percent|vnd|dong|"
    "times|copies|sets|credits|points|sessions|persons|people|members"
)
_BEFORE_UNITS = (
    "thứ|lớp|học kỳ|học kì|kỳ|hạng|bậc|khóa|cấp độ|cấp|nhóm|vùng|khu vực|mức độ|mức|quý|mẫu số|mẫu|loại|"
    "khối|giai đoạn|phương án|phương thức|chỉ tiêu|tiêu chí|vòng|đợt|"
    "grade|class|semester"
)
_ROMAN = r"(?:iii|iv|ii|i|viii|vii|vi|v|ix|x)(?![\w])"
_ROMANS = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_DIGIT = {
    "nhất": 1, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONES = "một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín"
_FIRST = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín"
_TENS = rf"(?:(?:(?:{_FIRST}) mươi|mười)(?: (?:{_ONES}))?)"
_WORDS = rf"(?:(?:(?:{_FIRST}) trăm(?: (?:linh |lẻ )?(?:{_TENS}|{_FIRST}))?)|{_TENS}|(?:{_FIRST}))"
_SCALED = r"(?:nghìn|ngàn|triệu|(?:tỷ|tỉ)(?! (?:lệ|số|trọng|giá|suất)))"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<digits>\d+(?:[.,]\d+)*(?:/\d+)?)(?![\w/])"
    rf"(?:\s*(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|million|billion|thousand)(?!\w))?"
    rf"|(?<![\w])(?P<words>{_WORDS}(?: {_SCALED}(?!\w)(?: {_WORDS}(?!\w))?)*)(?!\w)"
)
_ORDINAL = re.compile(
    rf"(?<!\w)(?P<unit>{_BEFORE_UNITS})\s+(?P<number>\d{{1,3}}(?![\w/]|[.,]\d)|{_ROMAN}|(?:{_TENS}|"
    rf"{_FIRST}|nhất|tư)(?!\w))"
)
_UNIT = re.compile(rf"\s*(?:\(\s*[^()]{{1,20}}\s*\)\s*)?(?P<unit>{_UNITS})(?!\w)")
_RATE = re.compile(
    r"\s*(?:/\s*[^\W\d]+(?:\s[^\W\d]+)?\s*(?=/))?(?:/|(?:trong\s+)?(?:một|mỗi|1|01)\s+|trong\s+|(?:hằng|"
    r"hàng)\s+|(?:per|a|each)\s+)\s*"
    r"(?P<rate>năm học|năm|học kỳ|tháng|tuần|ngày|giờ|buổi|tiết|year|semester|month|week|day|hour)(?!\w)"
)
_PERCENT = re.compile(r"\s*(?:%|phần trăm|percent)")
_DATE = re.compile(
    r"(?<![\d/.])(?:(?P<d1>\d{1,2})\s+tháng\s+(?P<m1>\d{1,2})(?:\s+(?:năm\s+)?(?P<y1>\d{4})|"
    r"\s*/\s*(?P<y4>\d{4}))?"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d{1,2})-(?P<d2>\d{1,2})"
    r"|(?P<d3>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<m3>\d{1,2})\s?(?P=sep)\s?(?P<y3>\d{4})"
    r"|(?P<d5>\d{1,2})\s(?P<m5>january|february|march|april|may|june|july|august|september|october|"
    r"november|december)"
    r"(?:\s(?P<y5>\d{4}))?"
    r"|(?P<m6>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\s(?P<d6>\d{1,2})"
    r"(?:,?\s(?P<y6>\d{4}))?"
    r"|(?:tháng\s+)(?P<m7>\d{1,2})(?:\s+(?:năm\s+)?|\s*/\s*)(?P<y7>\d{4})"
    r"|(?:(?<=ngày )|(?<=từ )|(?<=đến )|(?<=hết )|(?<=trước )|(?<=sau )|"
    r"(?<=vào ))(?P<d8>\d{1,2})\s?[/-]\s?(?P<m8>\d{1,2})"
    r"|(?:năm\s+)(?P<y9>(?:19|20)\d\d)(?!\s*[-–]\s*\d)"
    r"|tháng\s+(?P<m10>1[0-2]|0?[1-9])(?!\s*tuổi)"
    r"|(?<=ngày )(?P<d11>\d{1,2})(?=\s+(?:và|đến|hoặc)\s)"
    r")(?![\d/])"
)
_MONTHS = {
    name: at
    for at, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        Bound.MAX,
        "không quá|không vượt quá|tối đa|nhiều nhất|cao nhất|lâu nhất|không nhiều hơn|không lớn hơn|"
        "không cao hơn|"
        "chậm nhất|muộn nhất|không muộn hơn|không chậm hơn|không được quá|không được vượt quá|không hơn|"
        "chưa quá|không trên|không thể quá|not more than|no more than|at most|up to|maximum of|not exceed|"
        "not exceeding|"
        "no later than|not later than|maximum",
    ),
    (
        Bound.MIN,
        "ít nhất|tối thiểu|không ít hơn|không dưới|không thấp hơn|thấp nhất|không nhỏ hơn|từ đủ|"
        "không được dưới|"
        "không kém|không được ít hơn|không được thấp hơn|sớm nhất|at least|not less than|no less than|"
        "minimum of|minimum|no fewer than",
    ),
    (
        Bound.OVER,
        "trên|hơn|quá|vượt quá|vượt|lớn hơn|cao hơn|nhiều hơn|more than|over|above|exceeding|exceed|exceeds",
    ),
    (
        Bound.UNDER,
        "dưới|chưa đủ|chưa đến|chưa đầy|ít hơn|thấp hơn|nhỏ hơn|chưa tròn|không đủ|không đến|under|below|"
        "less than|fewer than",
    ),
    (Bound.WITHIN, "trong thời hạn|trong vòng|trong thời gian|trong khoảng|trong|within|in"),
    (Bound.FULL, "đủ|tròn|đúng|bằng|exactly"),
    (Bound.BEFORE, "trước|before"),
    (Bound.AFTER, "sau|kể từ sau|after"),
    (Bound.LOW, "kể từ|bắt đầu từ|từ|from|since"),
    (Bound.HIGH, "đến hết|đến|tới|cho đến|to|until"),
)
_FILL = (
    r"(?:\s+(?:là|phải|có|đạt|được|gấp|khoảng|vào|hết|ngày|bằng|số|mức|cả|of|be|is|the|ngày là|thêm|cho|"
    r"nhận|học|nghỉ|thời hạn|hạn))"
)
_LOOK = re.compile(
    "|".join(rf"(?P<{bound.name}>(?<!\w)(?:{words}){_FILL}{{0,2}}\s*(?:\(\s*)?$)" for bound, words in _BOUNDS)
)
_NOUN = {"học": "năm"}
_STEP = re.compile(
    r"(?<!\w)(?:(?:bước|step)\s+(?:thứ\s+)?\w+\s*[:.,]|trường hợp thứ (?:nhất|hai|ba|tư|năm)(?!\w))"
)
_IS_YEAR = re.compile(r"(?:19|20)\d\d")
_BACK = 48
_NEXT = 14
_UP = re.compile(r"\s*(?:[^\s,.;:]+\s+){0,3}?(?P<up>trở lên|or more|or above)(?!\w)")
_DOWN = re.compile(r"\s*(?:[^\s,.;:]+\s+){0,3}?(?P<down>trở xuống|or less|or below)(?!\w)")
_RANGE = re.compile(r"\s*(?:(?!và\s)[^\s\d,.;:]+\s+){0,2}(?:đến|tới|-|–|to)\s*(?:dưới\s+|hết\s+)?\d")
_SAME_UNIT = {
    "tuần lễ": "tuần", "tiết học": "tiết", "vnđ": "đồng", "vnd": "đồng", "phần trăm": "%", "dong": "đồng",
    "bộ hồ sơ": "bộ", "học kì": "học kỳ", "kỳ": "học kỳ", "trẻ em": "trẻ", "mét vuông": "m2", "percent": "%",
    "day": "ngày", "days": "ngày", "working day": "ngày làm việc", "working days": "ngày làm việc",
    "week": "tuần", "weeks": "tuần",
    "month": "tháng", "months": "tháng", "year": "năm", "years": "năm", "hour": "giờ", "hours": "giờ",
    "minute": "phút", "minutes": "phút", "period": "tiết", "periods": "tiết", "student": "học sinh",
    "students": "học sinh", "teacher": "giáo viên", "teachers": "giáo viên", "times": "lần", "copies": "bản",
    "sets": "bộ",
    "credit": "tín chỉ", "credits": "tín chỉ", "point": "điểm",
    "points": "điểm", "session": "buổi", "sessions": "buổi",
    "persons": "người", "people": "người", "members": "thành viên", "grade": "lớp", "class": "lớp",
    "semester": "học kỳ", "tháng tuổi": "tháng", "năm học": "năm", "nhóm trẻ": "nhóm",
}  # fmt: skip
_SCALES = {"nghìn": 3, "ngàn": 3, "thousand": 3, "triệu": 6, "million": 6, "tỷ": 9, "tỉ": 9, "billion": 9}
_NOT_A_NUMBER = re.compile(
    r"^(?:một (?:số|phần|cách|mặt|khi|trong|hoặc|vài|bên|chiều|lúc|loạt|cửa|thời gian)|ba mẹ|"
    r"năm (?:học|"
    r"trước|sau|đó|này|nay|qua|ngoái|tài chính|tuyển sinh|thứ|\d)|"
    r"hai bên)(?!\w)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\d|mỗi|một|hằng|hàng|trong|cả|đầu|cuối|các|những|từng|theo|của|/|đến|qua|mấy|nhiều|năm|hai|ba|"
    r"bốn|sáu|bảy|tám|chín|mười|mươi|trăm|tháng|cùng|sang|sau|trước|vào|thực)\s*$"
)


def facts_of(text: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[Fact]:
    """The facts of ``text`` in order; what lies in ``masked`` (addresses, document numbers) is none."""
    low = text.lower()
    taken = [*masked, *(match.span() for match in _STEP.finditer(low))]
    found: list[Fact] = []
    for facts in (_completed(list(_dates(low))), _ordinals(low), _numbers(low)):
        for fact in facts:
            if not any(fact.start < end and start < fact.end for start, end in taken):
                found.append(fact)
                taken.append((fact.start, fact.end))
    return _ranged(sorted(found, key=lambda fact: fact.start))


def _ranged(facts: list[Fact]) -> list[Fact]:
    """The first number of a range with the unit of the second: "190 đến 410 nghìn đồng"."""
    for at, (one, other) in enumerate(pairwise(facts)):
        if one.bound is Bound.LOW and other.bound is Bound.HIGH and not one.unit and one.date is None:
            value = _digits(one.value.replace(".", ","), other.scale) if other.scale else one.value
            facts[at] = replace(one, unit=other.unit, value=value, rate=one.rate or other.rate)
    return facts


def _dates(low: str) -> Iterator[Fact]:
    for match in _DATE.finditer(low):
        day = _part(match, "d1", "d2", "d3", "d5", "d6", "d8", "d11")
        month = _part(match, "m1", "m2", "m3", "m7", "m8", "m10") or _month(match)
        year = _part(match, "y1", "y2", "y3", "y4", "y5", "y6", "y7", "y9")
        bound = _bound(low, match.start(), match.end())
        yield Fact(match.start(), match.end(), "", "date", bound, (day, month, year))


def _completed(dates: Sequence[Fact]) -> list[Fact]:
    """Days that take month and year from the date behind them: "từ ngày 01 đến ngày 12 tháng 02"."""
    found = list(dates)
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at].date, found[at + 1].date
        if (
            one
            and other
            and one[1] is None
            and one[0]
            and other[1]
            and found[at + 1].start - found[at].end < _NEXT
        ):
            found[at] = replace(found[at], date=(one[0], other[1], other[2]))
    return found


def _part(match: re.Match[str], *names: str) -> int | None:
    return next((int(match[name]) for name in names if match[name]), None)


def _month(match: re.Match[str]) -> int | None:
    name = match["m5"] or match["m6"]
    return _MONTHS[name] if name else None


def _ordinals(low: str) -> Iterator[Fact]:
    """Numbers whose unit stands before them: lớp 10, học kỳ I, hạng II."""
    for match in _ORDINAL.finditer(low):
        words = match["number"]
        value = _ROMANS.get(words) or (_digits(words) if words.isdecimal() else str(_spoken(words)))
        unit = _SAME_UNIT.get(match["unit"], match["unit"])
        if unit == "thứ":
            unit = f"{_NOUN.get(noun := _before(low, match.start()), noun)} thứ"
        if words not in _ROMANS and _UNIT.match(low, match.end()):
            continue  # "lớp hai buổi": the number belongs to what follows
        yield Fact(
            match.start("number"), match.end(), value, f"#{unit}", _bound(low, match.start(), match.end())
        )


def _before(low: str, start: int) -> str:
    """The word before a place."""
    return (low[:start].split() or [""])[-1]


def _numbers(low: str) -> Iterator[Fact]:
    for match in _NUMBER.finditer(low):
        words = match["words"]
        after = _UNIT.match(low, match.end()) or _PERCENT.match(low, match.end())
        if words and not _is_number(low, match, after is not None):
            continue
        raw_unit = after.groupdict().get("unit") or "%" if after else ""
        value, unit = _valued(match, raw_unit)
        end = match.end()
        bound = _bound(low, match.start(), after.end() if after else end, end)
        rate = _RATE.match(low, after.end() if after else end)
        per = _SAME_UNIT.get(rate["rate"], rate["rate"]) if rate else ""
        scale = _scale(match, raw_unit)
        yield Fact(match.start(), end, value, unit, bound, loose=words == "một", rate=per, scale=scale)


def _is_number(low: str, match: re.Match[str], has_unit: bool) -> bool:
    """Whether a word for a number is one: "năm" is a year too, "ba" a father, "một" an article."""
    words = match["words"]
    if _NOT_A_NUMBER.match(low, match.start()) or _NOT_A_NUMBER.match(
        low[match.start() : match.start() + 24]
    ):
        return False
    if words == "năm":
        before = low[max(0, match.start() - 8) : match.start()]
        return has_unit and not _YEAR_BEFORE.search(before)
    if words in {"một", "ba"}:
        return has_unit
    return True


def _valued(match: re.Match[str], raw_unit: str) -> tuple[str, str]:
    unit = raw_unit
    words = match["words"]
    scale = _scale(match, raw_unit)
    if " đồng" in raw_unit:
        unit = "đồng"
    value = str(_spoken(words) * 10**scale) if words else _digits(match["digits"], scale)
    if not unit and _IS_YEAR.fullmatch(value):
        unit = "năm"
    return value, _SAME_UNIT.get(unit, unit)


def _scale(match: re.Match[str], raw_unit: str) -> int:
    """The power of ten that a word behind a number tells (nghìn, triệu, tỷ)."""
    if " đồng" in raw_unit:
        return _SCALES[raw_unit.split()[0]]
    return _SCALES.get(match["scale"] or "", 0)


def _digits(text: str, scale: int = 0) -> str:
    """The canonical value of digits: 1.200.000 -> 1200000, 1,2 with a scale of 6 -> 1200000, 05 -> 5."""
    if "/" in text:
        return text
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3}){2,}", text):
        whole, rest = re.sub(r"[.,]", "", text), ""
    else:
        whole, _, rest = text.replace(",", ".").partition(".")
        rest = rest.replace(".", "")
    rest = rest.rstrip("0") if scale == 0 else rest
    if scale:
        whole, rest = whole + rest[:scale].ljust(scale, "0"), rest[scale:].rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _spoken(words: str) -> int:
    """The value of a number in words."""
    whole, total, ten = 0, 0, 0
    for word in words.split():
        if word in _SCALES:
            whole, total, ten = whole + (total + ten or 1) * 10 ** _SCALES[word], 0, 0
        elif word == "trăm":
            total, ten = ten * 100, 0
        elif word == "mươi":
            total, ten = total + ten * 10, 0
        elif word == "mười":
            total += 10
        elif word in _DIGIT:
            ten = _DIGIT[word]
    return whole + total + ten


def _bound(low: str, start: int, end: int, number_end: int | None = None) -> Bound:
    match = _LOOK.search(low[max(0, start - _BACK) : start])
    found = Bound[match.lastgroup] if match and match.lastgroup else Bound.NONE
    if found is Bound.NONE and re.search(r"\d\s*(?:-|–)\s*$", low[max(0, start - 4) : start]):
        found = Bound.HIGH
    if _UP.match(low, end) and found in {Bound.NONE, Bound.LOW, Bound.FULL}:
        return Bound.MIN
    if _DOWN.match(low, end) and found in {Bound.NONE, Bound.LOW, Bound.FULL}:
        return Bound.MAX
    if found is Bound.NONE and _RANGE.match(low, number_end or end):
        return Bound.LOW
    return found


# Bounds that say the same of a length of time, of a number, of a day.
_ALIKE = (
    {Bound.MAX, Bound.WITHIN},
    {Bound.MAX, Bound.HIGH},
    {Bound.NONE, Bound.WITHIN},
    {Bound.NONE, Bound.FULL},
    {Bound.MIN, Bound.LOW},
    {Bound.MIN, Bound.FULL},
    {Bound.LOW, Bound.FULL},
    {Bound.NONE, Bound.LOW},
    {Bound.NONE, Bound.HIGH},
    {Bound.WITHIN, Bound.FULL},
)


def same_fact(said: Fact, held: Fact) -> bool:
    """Whether a statement's fact is the source's: value, unit and bound."""
    return same_value(said, held) and alike(said.bound, held.bound)


def alike(said: Bound, held: Bound) -> bool:
    """Whether two bounds say the same."""
    return said is held or any({said, held} == pair for pair in _ALIKE)


def same_value(said: Fact, held: Fact) -> bool:
    """Whether value and unit agree, whatever the bound."""
    if said.date is not None or held.date is not None:
        return said.date is not None and held.date is not None and _same_date(said.date, held.date)
    if said.value != held.value:
        return False
    if said.rate and held.rate and said.rate != held.rate:
        return False
    return said.unit == held.unit or not said.unit or not held.unit


def _same_date(
    said: tuple[int | None, int | None, int | None], held: tuple[int | None, int | None, int | None]
) -> bool:
    """Whether what is said of a date stands in the one held; less may be said, never more."""
    return all(one is None or one == other for one, other in zip(said, held, strict=True))
