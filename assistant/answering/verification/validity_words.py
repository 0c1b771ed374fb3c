"""Words on validity in a statement, against what is known of the provisions cited."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.verification.addresses import documents
from assistant.answering.verification.faults import Fault, FaultKind
from assistant.domain.answer import Citation
from assistant.domain.dates import find_dates
from assistant.domain.number import DocumentNumber
from assistant.domain.validity import Status

_GONE = frozenset({Status.EXPIRED})
_WORDS: tuple[tuple[re.Pattern[str], frozenset[Status]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(statuses))
    for pattern, statuses in (
        (r"chưa (?:có|phát sinh) hiệu lực|not (?:yet )?in force|not yet effective", {Status.NOT_YET}),
        (r"hết hiệu lực một phần|partly (?:expired|repealed)", {Status.PARTLY_EXPIRED}),
        (
            r"(?:đã )?hết hiệu lực(?! một phần)|không còn hiệu lực|mất hiệu lực|no longer in force|"
            r"(?:has )?expired|"
            r"không còn (?:được )?áp dụng",
            _GONE,
        ),
        (r"(?:ngưng|tạm ngưng|tạm dừng) hiệu lực|suspended", {Status.SUSPENDED}),
        (r"chưa rõ hiệu lực|chưa rõ còn hiệu lực", {Status.UNKNOWN}),
        (
            r"(?<!không )(?:đang |vẫn |hiện )*(?:đang|vẫn|hiện)? ?còn hiệu lực|(?:đang|vẫn|hiện) có hiệu lực|"
            r"(?:is|are|remains?) (?:still )?in force|đang được áp dụng|vẫn được áp dụng|hiện hành",
            {Status.IN_FORCE, Status.PARTLY_EXPIRED},
        ),
    )
)
_CHANGED = re.compile(
    r"(?P<act>sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|đính chính)[^.;]{0,40}?\b(?:bởi|bằng|"
    r"theo)\b(?P<by>[^.;]*)|"
    r"(?P<en>amended|replaced|repealed) by (?P<by2>[^.;]*)",
    re.IGNORECASE,
)
_ACTS = {"amended": "sửa đổi", "replaced": "thay thế", "repealed": "bãi bỏ"}
_STARTS = re.compile(
    r"có hiệu lực(?: thi hành)?(?: kể)? ?(?:từ|vào)|(?:in force|effective|takes effect|"
    r"took effect)(?: since| from| on)?|áp dụng (?:kể )?từ(?: ngày)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"hết hiệu lực(?: thi hành)?(?: kể)? ?(?:từ|vào)|(?:expired|ends|no longer in force)(?: on| from|"
    r" since)?",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"ban hành(?: ngày)?|ký(?: ban hành)? ngày|issued on", re.IGNORECASE)
_ABOUT = re.compile(
    r"hiệu lực|in force|sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|áp dụng từ|hiện hành|amended|repealed|"
    r"replaced|effective",
    re.IGNORECASE,
)
_AFTER = 40


def validity_faults(text: str, cited: Sequence[Citation]) -> Iterator[Fault]:
    """Words on validity that do not agree with the citations they are about."""
    if not _ABOUT.search(text) and not _ISSUED.search(text):
        return
    about = _about(text, cited)
    yield from _statuses(text, about)
    yield from _changes(text, about)
    yield from _days(text, about)


def days_known(cited: Sequence[Citation]) -> Iterator[date]:
    """Days that are told beside the words of provisions."""
    for one in cited:
        told = (one.issued_on, one.in_force_from, one.expires_on, one.version_from, one.version_to)
        yield from filter(None, told)
        for line in (*one.basis, one.validity, one.note or ""):
            yield from (found.day for found in find_dates(line))


def speaks_of_validity(text: str) -> bool:
    """Whether a text speaks of what is in force, of changes or of the day of issue."""
    return bool(_ABOUT.search(text) or _ISSUED.search(text))


def _about(text: str, cited: Sequence[Citation]) -> list[Citation]:
    """The citations whose document the text names; all where it names none of them."""
    named = documents(text)
    found = [
        one for one in cited if any(n.is_one(DocumentNumber(one.document)) for n in named if one.document)
    ]
    return found or list(cited)


def _told(one: Citation) -> str:
    return "\n".join((one.quote, one.validity, *one.basis, one.note or ""))


def _statuses(text: str, about: Sequence[Citation]) -> Iterator[Fault]:
    for pattern, statuses in _WORDS:
        match = pattern.search(text)
        if match is None or all(_in_quote(pattern, one) for one in about):
            continue
        if any(one.status not in statuses for one in about):
            yield Fault(FaultKind.VALIDITY, match.group())


def _in_quote(pattern: re.Pattern[str], one: Citation) -> bool:
    """Whether the provision's own words speak so ("văn bản còn hiệu lực"): then they are no claim."""
    return pattern.search(one.quote) is not None


def _changes(text: str, about: Sequence[Citation]) -> Iterator[Fault]:
    """Changes ("được sửa đổi bởi X"): some line of a citation must say so of X."""
    for match in _CHANGED.finditer(text):
        act = _ACTS.get((match["en"] or "").lower(), (match["act"] or "").lower())
        by = documents(match["by"] or match["by2"] or "")
        lines = [line for one in about for line in _told(one).splitlines()]
        for named in by:
            same = [
                line
                for line in lines
                if act in line.lower() and any(o.key == named.key for o in documents(line))
            ]
            if not same:
                yield Fault(FaultKind.VALIDITY, act)
        if not by and not any(act in line.lower() for line in lines):
            yield Fault(FaultKind.VALIDITY, act)


def _days(text: str, about: Sequence[Citation]) -> Iterator[Fault]:
    """Days behind words on beginning, end and issue must be those."""
    for pattern, days in (
        (_STARTS, lambda one: (one.in_force_from, one.version_from)),
        (_ENDS, lambda one: (one.expires_on, one.version_to)),
        (_ISSUED, lambda one: (one.issued_on,)),
    ):
        for match in pattern.finditer(text):
            for found in find_dates(text[match.end() : match.end() + _AFTER]):
                known = {day for one in about for day in days(one)} | {
                    other.day
                    for one in about
                    for other in find_dates(_told(one))
                    if pattern.search(_told(one))
                }
                if found.day not in known:
                    yield Fault(FaultKind.VALIDITY, found.day.isoformat())
                break
