"""Numbers and addresses as people send them, made safe to look up."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.days import today
from assistant.domain.dates import find_dates
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.domain.words import squeeze
from assistant.errors import BadRequest, NotFound

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MAX_ADDRESS = 300
_SHOWN = 40


def search_text(text: str) -> str:
    """A filter as typed, without control characters, cut to a sane length."""
    return squeeze(_CONTROL.sub(" ", text[:_MAX_ADDRESS]))


def number(text: str) -> DocumentNumber:
    """The document's number; whatever cannot be one is a number that does not exist."""
    cleaned = search_text(text)
    try:
        if len(text) <= _MAX_ADDRESS:
            return DocumentNumber(cleaned)
    except ValueError:
        pass
    raise NotFound("Không có văn bản nào mang số hiệu đó.", "Số hiệu có dạng 29/2024/TT-BGDĐT.")


def addresses(text: str) -> Iterator[ProvisionPath]:
    """The provisions that an address may name, likeliest first.

    The printed form has a ``#`` (``43/2019/QH14#dieu-5``), which a URL must write ``%23``. The
    friendly form has a slash in its place (``43/2019/QH14/dieu-5``); since numbers and attached
    texts have slashes too, each place for the ``#`` is tried, from the right.
    """
    cleaned = search_text(text) if len(text) <= _MAX_ADDRESS else ""
    if "#" in cleaned:
        yield from _parsed(cleaned)
        return
    parts = cleaned.split("/")
    for cut in range(len(parts) - 1, 0, -1):
        yield from _parsed("/".join(parts[:cut]) + "#" + "/".join(parts[cut:]))


def documents(text: str) -> Iterator[ProvisionPath]:
    """The document that an address may name as a whole."""
    try:
        yield ProvisionPath(number(text))
    except NotFound:
        return


def day(text: str) -> date:
    """A day as people type it: 2025-02-14, 14/02/2025, 14-2-2025; raises ``BadRequest``."""
    typed = search_text(text).removeprefix("ngày").strip()
    found = next(find_dates(typed), None)
    if found is None or (found.start, found.end) != (0, len(typed)):
        raise BadRequest(
            f"“{typed[:_SHOWN]}” không phải một ngày.", "Viết ngày như 2025-02-14, 14/02/2025 hoặc 14-2-2025."
        )
    return found.day


def day_or_none(text: str) -> date | None:
    """The same, of a field that may be left empty."""
    return day(text) if text.strip() else None


_LONGEST_SPAN = timedelta(days=10 * 366)


def check_span(since: date, until: date | None, text: str) -> None:
    """Refuse to list the changes of many years of everything: it takes long and nobody reads it."""
    if not text and (until or max(since, today())) - since > _LONGEST_SPAN:
        raise BadRequest(
            "Khoảng thời gian dài quá mười năm.",
            "Chọn khoảng ngắn hơn, hoặc lọc theo chữ trong số hiệu, tên, cơ quan, lĩnh vực.",
        )


def a_year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the day before."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _parsed(text: str) -> Iterator[ProvisionPath]:
    try:
        path = ProvisionPath.parse(text)
    except ValueError:
        return
    if path.segments or path.scope:
        yield path
