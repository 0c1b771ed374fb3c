"""Labels as a sheet, to be kept, worked on elsewhere and read back.

A sheet has a row for each thing to label and person; it names no version, only the words. Reading back
takes a sheet whole or not at all: each row that does not fit is named with its line.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.errors import BadRequest
from evals.judging.people.assigning import names
from evals.judging.people.book import Book, Event
from evals.judging.people.desk import Desk
from evals.judging.people.labels import CHOICES, Item, Matter
from evals.judging.people.tasks import Task
from evals.reporting.csv import BOM, guarded
from evals.running.rows import digest

if TYPE_CHECKING:
    from _csv import Reader

HEADS = (
    "id",
    "who",
    "case",
    "question",
    "as_of",
    "matter",
    "text",
    "source",
    "choices",
    "label",
    "words",
    "at",
)
_NEEDED = ("id", "who", "label")
_MOST_SHOWN = 10
_LONGEST_WORDS = 2000


def sheet(desk: Desk, who: Sequence[str] = ()) -> str:
    """What lies before each person (``who``: some of them) with what they said of it, and what others
    said; rows without a label are left to fill in.
    """
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    people = who or [*desk.lying, *(name for name in desk.book.people if name not in desk.lying)]
    for name in people:
        for task, item in _before(desk, name):
            writer.writerow(map(guarded, _row(desk.book, task, item, name)))
    return out.getvalue()


def _before(desk: Desk, who: str) -> list[tuple[Task, Item]]:
    """What lies before somebody, in their order, then what they labelled that does not (any more)."""
    lying = [(one.task, item) for one in desk.lying.get(who, ()) for item in one.items]
    held = [(task, item) for task in desk.book.tasks.values() for item in task.items]
    shown = {(task.key, item) for task, item in lying}
    said = {key: desk.book.by(task, who) for key, task in desk.book.tasks.items()}
    return [
        *lying,
        *(one for one in held if one[1] in said[one[0].key] and (one[0].key, one[1]) not in shown),
    ]


def _row(book: Book, task: Task, item: Item, who: str) -> tuple[object, ...]:
    said = book.by(task, who).get(item)
    return (
        id_of(task, item),
        who,
        task.case.id,
        task.case.question,
        task.case.as_of.isoformat(),
        item.matter.value,
        _text(task, item),
        _source(task, item),
        " / ".join(CHOICES[item.matter].values()),
        CHOICES[item.matter][said.label] if said and said.label else "",
        said.words if said else "",
        said.moment.isoformat() if said else "",
    )


def id_of(task: Task, item: Item) -> str:
    """The same wherever the same words answer the same question; tells no version."""
    found = digest([*task.key, item.matter, item.at, item.citation, item.about])
    return f"m{found}"  # never to be taken for a number


def _text(task: Task, item: Item) -> str:
    if item.matter is Matter.NUGGET:
        return task.case.nuggets[item.at].text
    if item.matter is Matter.WHOLE:
        return "\n\n".join(said.text for said in task.given.statements)
    return task.given.statements[item.at].text


def _source(task: Task, item: Item) -> str:
    """The words of the citation, or of all that a statement stands on."""
    cited = task.given.citations
    if item.matter is Matter.CITATION:
        return f"{cited[item.citation].path}\n{cited[item.citation].quote}"
    if item.matter is not Matter.STATEMENT:
        return ""
    of = task.given.statements[item.at].citations
    return "\n\n".join(f"{cited[n].path}\n{cited[n].quote}" for n in of if 0 <= n < len(cited))


@dataclass(frozen=True)
class Imported:
    """``added``: labels that were not there; ``same``: those that were; ``older``: rows that the runs have
    a newer label for, passed over; ``empty``: rows nobody filled in.
    """

    added: int
    same: int
    older: int
    empty: int


def import_sheet(book: Book, content: bytes) -> Imported:
    """Add what a sheet says to an opened book. Raise ``BadRequest`` naming every line that does not fit,
    with nothing added.
    """
    rows = list(_rows(content))
    known = _Known.of(book)
    filled = [one for one in rows if one.label]
    faults = [*_faults(filled, known)]
    if faults:
        shown = "\n".join(faults[:_MOST_SHOWN])
        more = len(faults) - _MOST_SHOWN
        rest = f"\n… và {more} dòng nữa." if more > 0 else ""
        raise BadRequest(f"Không nhập dòng nào.\n{shown}{rest}", "Sửa các dòng ấy rồi nhập lại.")
    told = [_told(book, one, *known.items[one.id]) for one in filled]
    counts = {word: sum(found == word for found in told) for word in ("added", "same", "older")}
    return Imported(**counts, empty=len(rows) - len(filled))


@dataclass(frozen=True)
class _Known:
    """What can be labelled, by its id, and the names of those who did, however they are written."""

    items: Mapping[str, tuple[Task, Item]]
    people: Mapping[str, str]

    @classmethod
    def of(cls, book: Book) -> "_Known":
        found = {id_of(task, item): (task, item) for task in book.tasks.values() for item in task.items}
        return cls(found, {one.casefold(): one for one in book.people})


@dataclass(frozen=True)
class _Row:
    line: int
    id: str
    who: str
    label: str
    words: str
    at: str

    @property
    def moment(self) -> datetime | None:
        """When it was said; raise ``ValueError``."""
        if not self.at:
            return None
        found = datetime.fromisoformat(self.at)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


def _rows(content: bytes) -> Iterator[_Row]:
    text = _decoded(content)
    between = max(",;\t", key=text.partition("\n")[0].count)  # as spreadsheets of other languages have it
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    try:
        heads = [cell.strip().lower() for cell in next(reader, [])]
        missing = [name for name in _NEEDED if name not in heads]
        if missing:
            raise BadRequest(f"Dòng 1 thiếu cột {', '.join(missing)}.", "Dùng tệp do lệnh xuất nhãn ghi ra.")
        yield from _cells(reader, heads)
    except csv.Error as error:
        raise BadRequest(
            f"Dòng {reader.line_num}: không đọc được ({error}).", "Lưu lại thành CSV."
        ) from error


def _cells(reader: "Reader", heads: Sequence[str]) -> Iterator[_Row]:
    at = reader.line_num + 1
    for cells in reader:
        held = dict(zip(heads, map(_bare, cells), strict=False))
        if any(held.values()):
            fields = {name: held.get(name, "") for name in ("id", "who", "label", "words", "at")}
            yield _Row(at, **fields)
        at = reader.line_num + 1


def _decoded(content: bytes) -> str:
    if len(content) > 64_000_000:
        raise BadRequest("Tệp quá lớn.", "Chia thành nhiều tệp dưới 64 MB.")
    try:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest("Tệp không phải UTF-8.", "Trong Excel, lưu thành “CSV UTF-8”.") from error
    if "\x00" in text:
        raise BadRequest("Tệp không phải CSV.", "Trong Excel, lưu thành “CSV UTF-8”.")
    return text


def _bare(cell: str) -> str:
    """A cell without the apostrophe that guards against formulas."""
    text = cell.strip()
    return text[1:].strip() if text.startswith("'") and guarded(text[1:]) != text[1:] else text


def _faults(rows: Sequence[_Row], known: _Known) -> Iterator[str]:
    seen: dict[tuple[str, str], _Row] = {}
    for row in rows:
        wrong = _fault(row, known)
        before = seen.setdefault((row.id, row.who), row)
        if not wrong and (before.label, before.words) != (row.label, row.words):
            wrong = f"trái với dòng {before.line} (cùng một mục, cùng một người)"
        if wrong:
            yield f"Dòng {row.line}: {wrong}."


def _fault(row: _Row, known: _Known) -> str:
    if row.id not in known.items:
        return f"mã “{row.id[:40]}” không có trong các lần đo này"
    try:
        name = names([row.who])[0]
        kept = known.people.get(name.casefold(), name)
        row.moment  # noqa: B018  raises where it is none
    except BadRequest:
        return "thiếu tên người đánh giá, hoặc tên quá dài"
    except ValueError:
        return f"“{row.at[:40]}” không phải thời điểm"
    if kept != row.who:
        return f"tên “{row.who[:60]}” viết khác đi: hãy viết “{kept}”"
    if len(row.words) > _LONGEST_WORDS:
        return f"lời ghi dài quá {_LONGEST_WORDS} ký tự"
    matter = known.items[row.id][1].matter
    if _label(matter, row.label) is None:
        return f"nhãn “{row.label[:40]}” không phải một trong: {', '.join(CHOICES[matter].values())}"
    return ""


def _label(matter: Matter, words: str) -> str | None:
    """The label of its own name or of its words."""
    folded = words.casefold()
    found = (label for label, told in CHOICES[matter].items() if folded in (label, told.casefold()))
    return next(found, None)


def _told(book: Book, row: _Row, task: Task, item: Item) -> str:
    label = _label(item.matter, row.label)
    now: Event | None = book.last(task, item, row.who)
    if now is not None and (now.label, now.words) == (label, row.words):
        return "same"
    moment = row.moment
    if now is not None and moment is not None and moment < now.moment:
        return "older"
    edited = now is not None and moment == now.moment
    book.put(task, item, row.who, label, row.words, None if edited else moment)
    return "added"
