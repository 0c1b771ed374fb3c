"""The force clause: on which day a document comes into force, in its own words.

"có hiệu lực (thi hành) (kể) từ ngày 14 tháng 02 năm 2025"; "kể từ ngày ký (ban hành)";
"sau 45 ngày, kể từ ngày ký". What the words do not say is not guessed: parts that start on
other days become a warning for the clerk.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.dates import find_dates, vietnamese_date
from assistant.domain.document import Provision

_SUBJECT = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Quy chế|Quy định|Điều lệ|Nội quy|Văn bản|Kế hoạch|Hướng dẫn)"
)
_CLAUSE = re.compile(
    rf"{_SUBJECT}\s+này(?:\s+\S+){{0,4}}?\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:,)?"
    r"(?P<when>\s+(?:kể\s+)?từ\s+.{0,80}|\s+sau\s+.{0,120}|\s+(?:vào\s+)?ngày\s+.{0,60})",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED = re.compile(r"^\s*(?:kể\s+)?từ\s+(?:ngày\s+)?(?:ký|ban\s+hành)", re.IGNORECASE)
_AFTER = re.compile(
    r"^\s*sau\s+(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày,?\s*(?:kể\s+)?từ\s+ngày\s+(?P<what>ký|ban\s+hành|\S+)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:kể\s+)?từ\s+", re.IGNORECASE)
_TITLE = re.compile(r"hiệu\s+lực|thi\s+hành|tổ\s+chức\s+thực\s+hiện", re.IGNORECASE)
_QUOTED = re.compile(r"[“«][^”»]*[”»]")


@dataclass(frozen=True)
class Force:
    """``starts``: the document's day; ``where``: the article that says so; ``warnings``."""

    starts: date | None = None
    where: Provision | None = None
    warnings: tuple[str, ...] = ()


def force(articles: Sequence[Provision], issued_on: date | None) -> Force:
    """Read the force clause of ``articles``: those with a telling title first, last first."""
    told = [a for a in articles if _TITLE.search(a.heading)]
    for article in [*reversed(told), *reversed(articles)]:
        text = _QUOTED.sub("", article.text)
        match = _CLAUSE.search(text)
        if match:
            starts, warning = _starts(match["when"], issued_on)
            other = _other_days(text, match.start(), starts)
            return Force(starts, article, tuple(filter(None, (warning, other))))
    return Force()


def _starts(when: str, issued_on: date | None) -> tuple[date | None, str]:
    if _SIGNED.match(when):
        return issued_on, "" if issued_on else "Văn bản có hiệu lực từ ngày ký, nhưng không tìm thấy ngày ký."
    if after := _AFTER.match(when):
        if issued_on and re.match(r"ký|ban\s+hành", after["what"], re.IGNORECASE):
            return issued_on + timedelta(days=int(after["days"])), ""
        return None, "Điều khoản hiệu lực tính từ một ngày không có trong văn bản; chưa xác định được ngày."
    found = next(find_dates(when), None)
    if found is None:
        return None, "Không đọc được ngày trong điều khoản hiệu lực."
    return found.day, ""


def _other_days(text: str, after: int, starts: date | None) -> str:
    """Days on which only parts of the document come into force."""
    days = {
        found.day
        for match in _OTHER.finditer(text, after)
        for found in find_dates(text[match.end() : match.end() + 60])
        if found.day != starts
    }
    if not days:
        return ""
    listed = ", ".join(vietnamese_date(day) for day in sorted(days))
    return f"Có phần của văn bản có hiệu lực từ ngày khác ({listed}); hãy xem điều khoản thi hành."
