"""The head of a note: name, day of issue and issuer between the number and the day in force.

They stand on a document's first mention in a topic only, mostly as ``<name> ngày D của Y``,
sometimes as ``ngày D của Y <name>``.
"""

import re
from dataclasses import dataclass
from datetime import date

from ingest.codification.issuers import is_issuer
from ingest.codification.mentions import find_date
from ingest.codification.residue import Ledger, Residue

NAMING = (
    r"[Qq]uy định|[Hh]ướng dẫn|[Ss]ửa đổi|[Bb]ổ sung|[Bb]an hành|[Bb]ãi bỏ|[Vv]ề|[Đđ]iều chỉnh|"
    r"[Tt]hực hiện|[Cc]ông bố"
)
"""Words that the name of a regulation begins with."""
_ISSUE = re.compile(
    r"ngày\s+(?P<date>\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})\s+của\s+"
)
_VERB = re.compile(
    r"\s(?:quy định|hướng dẫn|sửa đổi|bổ sung|ban hành|bãi bỏ|về|và hướng dẫn|điều chỉnh)\s", re.IGNORECASE
)
_LATE_ISSUE = re.compile(r"\d{4}\s+của\s+(?P<issuer>[^\d]*)$")
_FOOTNOTE = re.compile(r"^\(\d+\)\s*")
_NO_NUMBER = re.compile(r"^(?:số\s+)?(?:không số\s+)?", re.IGNORECASE)
_NAME = re.compile(r"""["'“(]*[^\W\d_]""")
_NAMED = re.compile(rf"(?:{NAMING})(?![^\W_])")
_EDGES = " .,;)("


@dataclass(frozen=True, slots=True)
class Head:
    """Name, day of issue, issuer, as far as the words tell them."""

    name: str = ""
    issued_on: date | None = None
    issuer: str | None = None


def read_head(ledger: Ledger, start: int, end: int, *, numbered: bool) -> Head:
    """The head in ``ledger.text[start:end]``; what is none of its parts goes to the ledger."""
    if ledger.text[start:end] == ", ":  # nine notes in ten
        return Head()
    before = _FOOTNOTE.sub("", ledger.text[start:end].strip(" ,.;'\""))
    if not numbered:
        before = _NO_NUMBER.sub("", before)
    head, odd = _head(before, numbered)
    for words, kind in odd:
        place = ledger.text.find(words, start, end)
        ledger.add(place, place + len(words), kind)
    return head


def _head(before: str, numbered: bool) -> tuple[Head, list[tuple[str, Residue]]]:
    dates = list(_ISSUE.finditer(before))
    first = bool(dates) and dates[0].start() == 0
    if not dates:
        return _name_alone(before, numbered)
    match = dates[0] if first else dates[-1]
    issuer, name = before[match.end() :].strip(_EDGES), before[: match.start()].strip(_EDGES)
    verb = _VERB.search(issuer)
    if verb and not first:  # the day is that of a document in the name
        return _name_alone(before, numbered)
    if verb:
        issuer, name = issuer[: verb.start()].strip(_EDGES), issuer[verb.start() :].strip(_EDGES)
    head = Head(name, find_date(match["date"]), issuer or None)
    return head, _odd(head, match["date"])


def _name_alone(before: str, numbered: bool) -> tuple[Head, list[tuple[str, Residue]]]:
    """A name without day of issue: after a number only words that names begin with are one."""
    name = before.strip(_EDGES)
    issued = _LATE_ISSUE.search(name)
    unread = issued and not _VERB.search(issued["issuer"])  # a day of issue typed in some odd way
    sure = not name or ((_NAMED if numbered else _NAME).match(name) and not unread)
    return Head(name), [] if sure else [(name, Residue.STRAY_WORDS)]


def _odd(head: Head, issued: str) -> list[tuple[str, Residue]]:
    """The parts that are none: a name without letters, a day of no calendar, no known issuer."""
    odd = []
    if head.name and not _NAME.match(head.name):
        odd.append((head.name, Residue.STRAY_WORDS))
    if head.issued_on is None:
        odd.append((issued, Residue.IMPOSSIBLE_DATE))
    if head.issuer and not is_issuer(head.issuer):
        odd.append((head.issuer, Residue.UNKNOWN_ISSUER))
    return odd
