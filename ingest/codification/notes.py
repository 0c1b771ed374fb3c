"""The note under each article of the codification: where it comes from and what changed it.

    (Điều 5 Thông tư số N Quy định về X ngày D của Y, có hiệu lực thi hành kể từ ngày D,
    có nội dung được sửa đổi, có nội dung bị bãi bỏ bởi khoản 2 Điều 1 Nghị định số M
    có hiệu lực thi hành kể từ ngày D; ...)

Name, day of issue and issuer stand on a document's first mention in a topic only. "Có nội dung
được ..." changes a part of the article; "được bổ sung", "bị bãi bỏ" without it the whole. What
the words do not say stays ``None``; what they say against each other becomes a warning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.document import DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import nfc
from ingest.codification.changers import FORCE, UNTIL, day_of, odd_day
from ingest.codification.changes import Change, ChangeKind, read_phrase
from ingest.codification.heads import Head, read_head
from ingest.codification.mentions import KIND, Mention, document_at, kind_of
from ingest.codification.residue import Ledger, Residue, skip
from ingest.codification.tails import PartForce, Tail

_SOURCE = re.compile(rf"^\(*\s*(?P<lead>(?:(?!{KIND})[^()]){{0,80}}?)(?P<kind>{KIND})(?![^\W_])", re.DOTALL)
_PLACE = re.compile(
    r"(?:(?P<word>Điều(?: thứ)?)?\s*(?P<article>(?<!\d)\d{1,4}[a-zđ]{0,2}\d?)"
    r"|(?:Mục|Phần)\s+(?P<section>[IVXLC]+|\d{1,3})|Điều)?\.?,?(?:\s*của)?\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?:riêng |trừ )?(?:các )?(?:(?:khoản|Điều) \d|điểm [a-zđ]\d?(?![^\W_]))", re.IGNORECASE)
_CHANGED = re.compile(r"(?:có nội dung|các nội dung|nội dung|được|được/bị|bị|bởi)\s", re.IGNORECASE)
_LONGEST = 10_000  # ten times the longest real note


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says. ``name``, ``issued_on``, ``issuer`` are empty on later mentions.

    ``article`` is the number of the Điều ("5a"), ``section`` that of a Mục where the document
    has no articles. ``in_force_from`` is the first day named, that of the document's text;
    ``applies_from`` is the article's own. ``parts`` are units that start or end on days of their
    own, ``whole_from`` the day said of the article without them. ``warnings`` are Vietnamese
    sentences. ``leftover`` are the stretches of the note, in its order, that nothing accounts
    for; ``residue`` says why, one kind for each stretch in the same order, then one for each
    fact that is missing.
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
    whole_from: date | None = None
    parts: tuple[PartForce, ...] = ()
    leftover: tuple[str, ...] = ()
    residue: tuple[Residue, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether every word of the note went into a fact, and no fact that it needs is missing."""
        return not self.residue

    @property
    def applies_from(self) -> date | None:
        """The first day of the article: where it was inserted whole, the day of that change."""
        inserted = [c.effective_on for c in self.changes if c.inserted]
        if not inserted:
            return self.in_force_from
        return None if None in inserted else min(day for day in inserted if day)

    @property
    def expires_on(self) -> date | None:
        """The first day on which the article is no longer in force, where the note says one.

        A whole repeal is the last of several changes: nothing is amended after it. "Có hiệu
        lực đến ngày D" counts D in.
        """
        ends = [c.effective_on for c in self.changes if ChangeKind.REPEALED in c.whole_kinds]
        end = max((day for day in ends if day), default=None) if None not in ends else None
        if end is None and self.until is not None:
            end = self.until + timedelta(days=1)
        start = self.applies_from
        return None if end and start and end <= start else end


def parse_note(text: str) -> Note:
    """Read a note. Never raises; what is not understood is left out, and told."""
    raw = " ".join(nfc(text[:_LONGEST]).split())
    ledger = Ledger(raw, cut=len(text) > _LONGEST)
    source = _SOURCE.match(raw)
    mention = document_at(raw, source.start("kind")) if source else None
    start = mention.end if mention else source.end() if source else 0
    if source is None or (mention is None and raw[start:].lstrip().startswith("này")):
        force = FORCE.search(raw, start)
        ledger.add(0, len(raw), Residue.STRAY_WORDS)
        note = Note(raw, in_force_from=day_of(force) if force else None, warnings=_missing(None))
        return _told(note, ledger)
    return _read(ledger, source, mention, start)


def _read(ledger: Ledger, source: re.Match[str], mention: Mention | None, start: int) -> Note:
    place = _place(ledger, source)
    number, article = mention.number if mention else None, place.get("article")
    head, day, end = _opening(ledger, start, numbered=mention is not None)
    tail = Tail(ledger, number, article)
    tail.read(end)
    days = [one for one in (day, *(part.in_force_from for part in tail.parts)) if one]
    note = Note(
        raw=ledger.text,
        kind=mention.kind if mention else kind_of(source["kind"]),
        number=number,
        article=article,
        section=place.get("section"),
        name=head.name,
        issued_on=head.issued_on,
        issuer=head.issuer,
        in_force_from=min(days, default=None),
        until=tail.until,
        changes=tail.changes,
        whole_from=day,
        parts=tuple(tail.parts),
        warnings=_missing(number),
    )
    return _told(note, ledger)


def _place(ledger: Ledger, source: re.Match[str]) -> dict[str, str]:
    """Article or section in the words before the document; other words there are residue."""
    match = _PLACE.search(source["lead"])
    if match is None:
        return {}
    ledger.add(source.start("lead"), source.start("lead") + match.start(), Residue.STRAY_WORDS)
    return {unit: match[unit].lower() for unit in ("article", "section") if match[unit]}


def _opening(ledger: Ledger, start: int, *, numbered: bool) -> tuple[Head, date | None, int]:
    """Head, the document's day in force, where their words end.

    A note that goes on with parts or changes has no day for the whole.
    """
    text = ledger.text
    begin, force = skip(text, start), FORCE.search(text, start)
    if force is None:
        return Head(), None, start
    if begin < force.start():
        parts = numbered and _PARTS.match(text, begin)
        phrase = read_phrase(text, begin) if _CHANGED.match(text, begin) else None
        if parts or UNTIL.match(text, begin) or (phrase and phrase.end < force.start()):
            return Head(), None, start
    if odd := odd_day(force):
        ledger.add(*odd, Residue.IMPOSSIBLE_DATE)
    return read_head(ledger, start, force.start(), numbered=numbered), day_of(force), force.end()


def _told(note: Note, ledger: Ledger) -> Note:
    """Add what was not understood, stretches of words and then facts that are missing; warnings."""
    stretches = ledger.stretches()
    cut = (Residue.CUT_OFF,) if ledger.cut else ()
    residue = (*(kind for _, kind in stretches), *cut, *_lacks(note))
    leftover = tuple(words for words, _ in stretches)
    unread = any(kind is not Residue.UNKNOWN_ISSUER for _, kind in stretches)
    warnings = (*note.warnings, *_warnings(note, unread=unread)) if note.kind else note.warnings
    return replace(note, leftover=leftover, residue=residue, warnings=warnings)


def _lacks(note: Note) -> Iterator[Residue]:
    if note.number is None:
        yield Residue.NO_NUMBER
    if not (note.article or note.section):
        yield Residue.NO_PLACE
    if note.in_force_from is None:
        yield Residue.NO_FORCE_DAY
    if any(not change.kinds for change in note.changes):
        yield Residue.NO_KIND
    if any(change.source is None for change in note.changes):
        yield Residue.NO_CHANGER
    if any(change.effective_on is None for change in note.changes):
        yield Residue.NO_CHANGE_DAY


def _warnings(note: Note, *, unread: bool) -> Iterator[str]:
    start, changed = note.in_force_from, [c.effective_on for c in note.changes]
    if start is None:
        yield "ghi chú không nêu ngày có hiệu lực"
    if note.issued_on and start and start < note.issued_on:
        yield f"ngày có hiệu lực {start} trước ngày ban hành {note.issued_on}"
    if any(day and start and day < start for day in changed):
        yield "có thay đổi mang ngày hiệu lực trước ngày có hiệu lực của chính điều này"
    if None in changed or any(c.source is None for c in note.changes):
        yield "có thay đổi không đọc được văn bản hoặc ngày hiệu lực"
    if unread:
        yield "còn phần ghi chú chưa hiểu"


def _missing(number: DocumentNumber | None) -> tuple[str, ...]:
    return () if number else ("ghi chú không nêu số hiệu văn bản",)
