"""The note under each article of the codification: where it comes from and what changed it.

    (Điều 5 Thông tư số N Quy định về X ngày D của Y, có hiệu lực thi hành kể từ ngày D,
    có nội dung được sửa đổi, có nội dung bị bãi bỏ bởi khoản 2 Điều 1 Nghị định số M
    có hiệu lực thi hành kể từ ngày D; ...)

Name, day of issue and issuer stand on a document's first mention in a topic only. "Có nội dung
được ..." changes a part of the article; "được bổ sung", "bị bãi bỏ" without it the whole. What
the words do not say stays ``None``; what they say against each other becomes a warning.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import nfc
from ingest.codification.changes import FORCE, Change, ChangeKind, read_changes
from ingest.codification.mentions import KIND, Mention, date_of, document_at, find_date, kind_of

_SOURCE = re.compile(rf"^\(*\s*(?P<lead>(?:(?!{KIND})[^()]){{0,80}}?)(?P<kind>{KIND})(?![^\W_])", re.DOTALL)
_ARTICLE = re.compile(
    r"(?:^|Điều(?: thứ)?\s+)(?P<label>\d{1,4}[a-zđ]{0,2}\d?)\.?,?(?:\s+của)?\s*$", re.IGNORECASE
)
_SECTION = re.compile(r"(?:Mục|Phần)\s+(?P<label>[IVXLC]+|\d{1,3})\s*$", re.IGNORECASE)
_ISSUE = re.compile(
    r"ngày\s+(?P<date>\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})\s+của\s+"
)
_VERB = re.compile(
    r"\s(?:quy định|hướng dẫn|sửa đổi|bổ sung|ban hành|bãi bỏ|về|và hướng dẫn|điều chỉnh)\s", re.IGNORECASE
)
_HAVING = re.compile(r"\s*,?\s*có\s*$")  # of "có hiệu lực"
_FOOTNOTE = re.compile(r"^\(\d+\)\s*")
_PARTS = re.compile(r"^(?:riêng |trừ )?(?:các )?(?:khoản|điểm|Điều) ", re.IGNORECASE)
_UNTIL = re.compile(r"^[,.\s]*(?:và\s+)?có hiệu lực(?: thi hành)? đến(?: hết)?(?: ngày)? ")
_NO_NUMBER = re.compile(r"^(?:số\s+)?(?:không số\s+)?", re.IGNORECASE)
_LONGEST = 10_000  # ten times the longest real note
_NO_TAIL = " .,;)("


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says. ``name``, ``issued_on``, ``issuer`` are empty on later mentions.

    ``article`` is the number of the Điều ("5a"), ``section`` that of a Mục where the document
    has no articles. ``in_force_from`` is the first day named, that of the document's text;
    ``applies_from`` is the article's own. ``warnings`` are Vietnamese sentences.
    """

    raw: str
    kind: DocumentKind | None = None
    number: DocumentNumber | None = None
    article: str | None = None
    section: str | None = None
    name: str = ""
    issued_on: date | None = None
    issuer: str | None = None
    in_force_from: date | None = None
    until: date | None = None
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def applies_from(self) -> date | None:
        """The first day of the article: where it was inserted whole, the day of that change."""
        inserted = [c.effective_on for c in self.changes if c.whole and ChangeKind.ADDED in c.kinds]
        if not inserted:
            return self.in_force_from
        return None if None in inserted else min(day for day in inserted if day)

    @property
    def expires_on(self) -> date | None:
        """The first day on which the article is no longer in force, where the note says one.

        A whole repeal is the last of several changes: nothing is amended after it. "Có hiệu
        lực đến ngày D" counts D in.
        """
        ends = [c.effective_on for c in self.changes if c.whole and ChangeKind.REPEALED in c.kinds]
        end = max((day for day in ends if day), default=None) if None not in ends else None
        if end is None and self.until is not None:
            end = self.until + timedelta(days=1)
        start = self.applies_from
        return None if end and start and end <= start else end


def parse_note(text: str) -> Note:
    """Read a note. Never raises; what is not understood is left out."""
    raw = " ".join(nfc(text[:_LONGEST]).split())
    source = _SOURCE.match(raw)
    if source is None:
        return Note(raw, in_force_from=_day(raw, 0)[0], warnings=_missing(None))
    mention = document_at(raw, source.start("kind"))
    start = mention.end if mention else source.end()
    if mention is None and raw[start:].lstrip().startswith("này"):
        return Note(raw, in_force_from=_day(raw, start)[0], warnings=_missing(None))
    return _read(raw, source, mention, start)


def _read(raw: str, source: re.Match[str], mention: Mention | None, start: int) -> Note:
    force = FORCE.search(raw, start)
    before = raw[start : force.start() if force else len(raw)]
    name, issued_on, issuer = _head(before, numbered=mention is not None)
    day, end = _day(raw, start)
    until, changes = _until(raw, end), read_changes(raw, end)
    article, section = _ARTICLE.search(source["lead"]), _SECTION.search(source["lead"])
    note = Note(
        raw=raw,
        kind=mention.kind if mention else kind_of(source["kind"]),
        number=mention.number if mention else None,
        article=article["label"].lower() if article else None,
        section=section["label"].lower() if section else None,
        name=name,
        issued_on=issued_on,
        issuer=issuer,
        in_force_from=day,
        until=until,
        changes=changes,
    )
    return _warned(note, raw[end:].strip(_NO_TAIL))


def _head(before: str, *, numbered: bool) -> tuple[str, date | None, str | None]:
    """Name, day of issue, issuer in the words between the number and the day in force."""
    before = _FOOTNOTE.sub("", _HAVING.sub("", before).strip(" ,.;'\""))
    if not numbered:
        before = _NO_NUMBER.sub("", before)
    if numbered and _PARTS.match(before):
        return "", None, None
    dates = list(_ISSUE.finditer(before))
    if not dates:
        return before.strip(_NO_TAIL), None, None
    first = dates[0].start() == 0
    match = dates[0] if first else dates[-1]
    issuer, name = before[match.end() :].strip(_NO_TAIL), before[: match.start()].strip(_NO_TAIL)
    verb = _VERB.search(issuer)
    if verb and not first:
        return before.strip(_NO_TAIL), None, None
    if verb:
        issuer, name = issuer[: verb.start()].strip(_NO_TAIL), issuer[verb.start() :].strip(_NO_TAIL)
    return name, find_date(match["date"]), issuer or None


def _day(raw: str, start: int) -> tuple[date | None, int]:
    """The first day in force and where its words end.

    Where clauses start on different days the earliest is the article's: from then on some of
    it is in force, and the note goes with it.
    """
    force = FORCE.search(raw, start)
    day = date_of(force) if force else None
    if force is None:
        return None, start
    end, days = force.end(), [day] if day else []
    while (part := FORCE.search(raw, end)) and _PARTS.match(raw[end : part.start()].strip(_NO_TAIL)):
        end, more = part.end(), date_of(part)
        days += [more] if more else []
    return min(days, default=None), end


def _until(raw: str, start: int) -> date | None:
    match = _UNTIL.match(raw[start:])
    return find_date(raw, start + match.end(), start + match.end() + 30) if match else None


def _warned(note: Note, tail: str) -> Note:
    warnings = list(_missing(note.number))
    if note.in_force_from is None:
        warnings.append("ghi chú không nêu ngày có hiệu lực")
    if note.issued_on and note.in_force_from and note.in_force_from < note.issued_on:
        warnings.append(f"ngày có hiệu lực {note.in_force_from} trước ngày ban hành {note.issued_on}")
    if any(
        c.effective_on and note.in_force_from and c.effective_on < note.in_force_from for c in note.changes
    ):
        warnings.append("có thay đổi mang ngày hiệu lực trước ngày có hiệu lực của chính điều này")
    if any(c.source is None or c.effective_on is None for c in note.changes):
        warnings.append("có thay đổi không đọc được văn bản hoặc ngày hiệu lực")
    if len(tail) > 3 and not note.changes and note.until is None:
        warnings.append("còn phần ghi chú chưa hiểu")
    return replace(note, warnings=tuple(warnings))


def _missing(number: DocumentNumber | None) -> tuple[str, ...]:
    return () if number else ("ghi chú không nêu số hiệu văn bản",)
