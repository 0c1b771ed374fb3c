"""The force clause: on which day a document, or a part of it, comes into force, and its end.

"có hiệu lực (thi hành) (kể) từ ngày 14 tháng 02 năm 2025 (đến hết ngày ...)"; "kể từ ngày ký
(ban hành)"; "sau 45 ngày, kể từ ngày ký"; "Riêng khoản 2 Điều 5 có hiệu lực từ ngày ...". What
the words do not say is not guessed: a day that hangs on something else ("ngày đăng Công báo",
"năm học") becomes a warning for the clerk.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.dates import find_dates, vietnamese_date
from assistant.domain.document import Provision
from assistant.domain.path import ProvisionPath
from ingest.structure.lines import LABEL, Line, article_lines, sentences
from ingest.structure.targets import targets

_SUBJECT = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Quy chế|Quy định|Điều lệ|Nội quy|Văn bản|Kế hoạch|Hướng dẫn)"
)
_IN_FORCE = r"có\s+hiệu\s+lực(?:\s+(?:thi\s+hành|áp\s+dụng))?,?"
_CLAUSE = re.compile(
    rf"(?:{_SUBJECT}\s+này(?:\s+\S+){{0,4}}?|(?:^|\n){LABEL}{_SUBJECT})\s+{_IN_FORCE}"
    r"(?P<when>\s+(?:kể\s+)?từ\s+.{0,80}|\s+sau\s+.{0,120}|\s+(?:vào\s+)?ngày\s+.{0,60})",
    re.IGNORECASE | re.DOTALL,
)
_SIGNED = re.compile(
    r"^\s*(?:kể\s+)?từ\s+(?:ngày\s+)?(?:được\s+(?:Quốc\s+hội\s+)?)?(?:ký|ban\s+hành|thông\s+qua)(?!\w)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*sau\s+(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày,?\s*(?:kể\s+)?từ\s+ngày\s+(?P<what>ký|ban\s+hành|\S+)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"^\s*(?:(?:kể\s+)?từ\s+|vào\s+)?(?:\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2}\s*phút)?,?\s+)?(?:ngày\s+)?(?=\d)",
    re.I,
)
_PART = re.compile(
    rf"(?:{_IN_FORCE}|(?:được\s+)?(?:áp\s+dụng|thực\s+hiện))(?=(?P<when>\s+(?:kể\s+)?từ\s+(?:ngày\s+)?.{{0,60}}))",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    rf"{LABEL}(?:(?:tuy nhiên|và|trong đó),?\s+)?(?:riêng\s+)?(?:đối\s+với\s+)?", re.IGNORECASE
)
_BREAK = re.compile(r"[;.,]\s+(?:riêng|trừ|ngoại trừ)\s+|(?<!\w)(?:riêng|ngoại trừ|trừ)\s+", re.IGNORECASE)
_THESE = re.compile(r"(?<!\w)sau(?:\s+đây)?(?!\w)", re.IGNORECASE)
_NOT_SINCE = r"(?<!ngày )(?<!điểm )(?<!khi )(?<!thời gian )(?<!thời hạn )"
_OF_ITSELF = rf"{_NOT_SINCE}(?<!\w){_SUBJECT}\s+này(?:\s+\S+){{0,4}}?\s+"
_ENDS = (
    re.compile(
        rf"{_OF_ITSELF}{_IN_FORCE}(?:\s+(?:kể\s+)?từ\s+(?:ngày\s+)?(?:ký(?:\s+ban\s+hành)?|ban\s+hành"
        r"|\d[\d/.\-]*(?:\s+tháng\s+\d+\s+năm\s+\d+)?),?)?"
        r"(?:\s+và)?(?:\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?)?\s+(?P<last>đến)\s+(?:hết\s+)?(?:ngày\s+)?(?=\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OF_ITSELF}(?:{_IN_FORCE}[^.;]{{0,80}}?\s+và\s+)?hết\s+hiệu\s+lực(?:\s+thi\s+hành)?"
        r"\s+(?:(?:kể\s+)?từ|vào)\s+(?:ngày\s+)?(?=\d)",
        re.IGNORECASE,
    ),
)
_TITLE = re.compile(r"hiệu\s+lực|thi\s+hành|tổ\s+chức\s+thực\s+hiện", re.IGNORECASE)
_QUOTED = re.compile(r"[“«][^”»]*[”»]")
_SCHOOL_YEAR = re.compile(r"(?:kể\s+)?từ\s+(?:đầu\s+)?năm\s+học\s+\d{4}\s*[-–/]\s*\d{4}", re.IGNORECASE)
_EXCEPT = re.compile(r"(?<!\w)trừ(?!\w)", re.IGNORECASE)
_NEAR = 2


@dataclass(frozen=True)
class ForcePart:
    """Units of the document that come into force on a day of their own.

    ``whole``: the units as such; else only some of their content ("quy định về ... tại khoản 8
    Điều 1"), and their day remains the document's.
    """

    paths: tuple[ProvisionPath, ...]
    starts: date
    whole: bool


@dataclass(frozen=True)
class Force:
    """What the force clause says.

    ``starts``: the document's day; ``ends``: the first day on which it is no longer in force;
    ``where``: the article that says so; ``parts``: what starts on other days; ``warnings``.
    """

    starts: date | None = None
    where: Provision | None = None
    warnings: tuple[str, ...] = ()
    parts: tuple[ForcePart, ...] = ()
    ends: date | None = None

    @property
    def days(self) -> dict[ProvisionPath, date]:
        """The day of each unit that starts as a whole on a day of its own."""
        return {path: part.starts for part in self.parts if part.whole for path in part.paths}


def force(articles: Sequence[Provision], issued_on: date | None) -> Force:
    """Read the force clause of ``articles``: those with a telling title first, last first."""
    told = [a for a in articles if _TITLE.search(a.heading)]
    for article in [*reversed(told), *reversed(articles)]:
        text = _QUOTED.sub("", article.text)
        match = _CLAUSE.search(text)
        if match:
            starts, warning = _starts(match["when"], issued_on)
            parts = tuple(_parts(article, issued_on, starts))
            other = _other_days(text, starts, parts)
            return Force(starts, article, tuple(filter(None, (warning, *other))), parts, _ends(text))
    return Force()


def _starts(when: str, issued_on: date | None) -> tuple[date | None, str]:
    if _SIGNED.match(when):
        return issued_on, "" if issued_on else "Văn bản có hiệu lực từ ngày ký, nhưng không tìm thấy ngày ký."
    if after := _AFTER.match(when):
        if issued_on and re.match(r"ký|ban\s+hành", after["what"], re.IGNORECASE):
            return issued_on + timedelta(days=int(after["days"])), ""
        return None, "Điều khoản hiệu lực tính từ một ngày không có trong văn bản; chưa xác định được ngày."
    day = _day(when)
    return day, "" if day else "Không đọc được ngày trong điều khoản hiệu lực."


def _day(when: str) -> date | None:
    """The day that ``when`` begins with; one further on is that of another document."""
    match = _DAY.match(when)
    found = next(find_dates(when[match.end() :]), None) if match else None
    return found.day if found and found.start <= _NEAR else None


def _ends(text: str) -> date | None:
    """The first day after "có hiệu lực ... đến hết ngày ...", or that of "hết hiệu lực từ ngày"."""
    for pattern in _ENDS:
        for match in pattern.finditer(text):
            found = next(find_dates(text[match.end() : match.end() + 40]), None)
            if found and found.start == 0 and found.day < date.max:
                return found.day + timedelta(days="last" in match.groupdict())
    return None


def _parts(article: Provision, issued_on: date | None, starts: date | None) -> Iterator[ForcePart]:
    """The units to which the lines of the clause's article give a day of their own."""
    document = ProvisionPath(article.path.document, article.path.scope)
    opened: date | None = None
    for line in article_lines(article):
        if not line.above:
            opened = None
        if opened:
            yield from _named(line.text, article.path, document, opened)
        for sentence in sentences(line.text):
            for words, when in _clauses(_QUOTED.sub("", sentence)):
                day = issued_on if _SIGNED.match(when) else _day(when)
                if day and day != starts:
                    yield from _named(words, article.path, document, day)
                    opened = day if _opens_list(line, words) else opened
    return


def _opens_list(line: Line, words: str) -> bool:
    return line.text.rstrip().endswith(":") and _THESE.search(words) is not None


def _clauses(sentence: str) -> Iterator[tuple[str, str]]:
    """Each "... có hiệu lực từ ngày ..." of a sentence: its subject, and the words on its day."""
    start = 0
    for match in _PART.finditer(sentence):
        breaks = [found.end() for found in _BREAK.finditer(sentence, start, match.start())]
        yield sentence[breaks[-1] if breaks else start : match.start()], match["when"]
        start = match.start("when")
        day = next(find_dates(match["when"]), None)
        start += day.end if day else 0


def _named(words: str, at: ProvisionPath, document: ProvisionPath, day: date) -> Iterator[ForcePart]:
    """The document's own units that ``words`` name, whole ones and those in part."""
    lead = _LEAD.match(words)
    found = targets(words, lead.end() if lead else 0, len(words), at)
    own = [one for one in found if one.path.segments and one.path.document == document.document]
    for whole in (True, False):
        paths = tuple(dict.fromkeys(one.path for one in own if one.partly is not whole))
        if paths:
            yield ForcePart(paths, day, whole)


def _other_days(text: str, starts: date | None, parts: Iterable[ForcePart]) -> Iterator[str]:
    """Warnings: that parts start on other days, that a day is not told as a day."""
    days = {
        day for match in _PART.finditer(text) if (day := _day(match["when"])) is not None and day != starts
    } | {part.starts for part in parts}
    if days:
        listed = ", ".join(vietnamese_date(day) for day in sorted(days))
        yield f"Có phần của văn bản có hiệu lực từ ngày khác ({listed}); hãy xem điều khoản thi hành."
    elif (clause := _CLAUSE.search(text)) and _EXCEPT.search(clause["when"]):
        yield "Điều khoản hiệu lực có ngoại lệ chưa đọc được ngày; hãy xem điều khoản thi hành."
    if year := _SCHOOL_YEAR.search(text):
        yield f"Có quy định áp dụng {' '.join(year.group().split())}; chưa xác định được ngày."
