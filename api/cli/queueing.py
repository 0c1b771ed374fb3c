"""Rows of feedback as lines, as text and as values; what an official rules, read and checked."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text

from api.cli.clerk import is_held
from api.cli.living import still_text
from assistant.answering.saying import shown
from assistant.days import VIETNAM, today
from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest
from assistant.library import Library
from assistant.library.feedback import Entry, Ruling, State, Verdict
from assistant.library.rows import clean
from assistant.settings import Settings

if TYPE_CHECKING:
    from api.lives import StillDetail

_SAID = {
    Verdict.RIGHT: ("đúng", "green"),
    Verdict.WRONG: ("sai", "red"),
    Verdict.OUTDATED: ("quy định đã đổi", "yellow"),
    Verdict.UNCLEAR: ("khó hiểu", "yellow"),
}
_STATED = {
    State.NEW: "mới",
    State.TAKEN: "đang xử lý",
    State.DONE: "xong",
    State.DISMISSED: "bỏ",
}
_EXCERPT = 80


@dataclass(frozen=True)
class Ruled:
    """What was typed of a ruling. ``gold``: each a group of addresses with ``|`` between them."""

    gold: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    unanswerable: bool = False
    question: str = ""
    by: str = ""


def state_of(name: str | None) -> State | None:
    """The state of a name; raise ``BadRequest`` with those that there are."""
    try:
        return State(name.strip().lower()) if name is not None else None
    except ValueError:
        raise _unknown("trạng thái", name, _STATED) from None


def verdict_of(name: str | None) -> Verdict | None:
    """The verdict of a name; raise ``BadRequest`` with those that there are."""
    try:
        return Verdict(name.strip().lower()) if name is not None else None
    except ValueError:
        known = {verdict: words for verdict, (words, _) in _SAID.items()}
        raise _unknown("ý kiến", name, known) from None


def _unknown(what: str, name: str | None, known: "dict[Any, str]") -> BadRequest:
    all_ = ", ".join(f"{each.value} ({words})" for each, words in known.items())
    return BadRequest(f"Không có {what} “{clean(name or '')[:40]}”.", f"Chọn một trong: {all_}.")


def ruling_of(entry: Entry, typed: Ruled, settings: Settings, access: Access) -> Ruling | None:
    """The ruling with what was typed in the place of what stood; ``None`` where nothing was typed.

    Raises ``BadRequest`` where it says two things, names what the library does not have, or nobody
    stands for it.
    """
    changed: dict[str, Any] = {}
    if typed.unanswerable and typed.gold:
        raise BadRequest(
            "Đã có điều khoản đúng (--gold) thì câu hỏi trả lời được.", "Bỏ một trong hai tuỳ chọn."
        )
    if typed.gold:
        changed |= {"gold": tuple(map(_group, typed.gold)), "unanswerable": False}
    if typed.unanswerable:
        changed |= {"gold": (), "unanswerable": True}
    if typed.superseded:
        changed["superseded"] = tuple(map(_address, typed.superseded))
    if typed.question.strip():
        changed["question"] = clean(typed.question).strip()
    if not changed:
        return None
    by = clean(typed.by).strip() or entry.handled_by
    if not by:
        raise BadRequest(
            "Chưa có tên người xử lý.", 'Thêm --by "TÊN": ai chỉ ra điều khoản đúng thì đứng tên.'
        )
    ruling = entry.ruling.model_copy(update=changed | {"by": by, "on": today()})
    _check(ruling, settings, access)
    return ruling


def _group(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_address(part, whole=False) for part in text.split("|")))


def _address(text: str, *, whole: bool = True) -> str:
    """An address as the library prints it; with ``whole`` that of a document will do."""
    with suppress(ValueError):
        path = ProvisionPath.parse(clean(text).strip())
        if whole or path.segments:
            return str(path)
    raise BadRequest(
        f"“{clean(text)[:80]}” không phải địa chỉ của một điều khoản.",
        "Ví dụ đúng: 12/2024/TT-BGDM#dieu-4.khoan-1.",
    )


def _check(ruling: Ruling, settings: Settings, access: Access) -> None:
    gold = {address for group in ruling.gold for address in group}
    if both := sorted(gold & set(ruling.superseded)):
        raise BadRequest(f"{both[0]} vừa là điều khoản đúng, vừa là điều khoản không được đưa ra.")
    if unknown := _not_held(sorted(gold | set(ruling.superseded)), settings, access):
        raise BadRequest(
            f"Không có trong thư viện: {', '.join(unknown)}.",
            "“hocvu show SỐ_HIỆU” in mục lục và các địa chỉ.",
        )


def _not_held(addresses: list[str], settings: Settings, access: Access) -> list[str]:
    """The addresses at which the library has nothing that such an official may see."""
    if not addresses:
        return []
    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        if edition is None:
            return addresses
        paths = {address: ProvisionPath.parse(address) for address in addresses}
        return [a for a, path in paths.items() if not is_held(library, path, edition.number, access)]
    finally:
        library.close()


def values(entry: Entry) -> dict[str, Any]:
    """A row for programs."""
    return entry.model_dump(mode="json")


def line_text(entry: Entry) -> Text:
    """A row on one line."""
    verdict, style = _SAID[entry.said.verdict]
    text = Text(f"{entry.id}  ", style="cyan")
    text.append(f"{_STATED[entry.state]:<10}  ", style="bold" if entry.state is State.NEW else "dim")
    text.append(f"{verdict:<15}  ", style=style)
    text.append(f"{_day(entry)}  ", style="dim")
    return text.append(_excerpt(entry.said.words or _question(entry) or ", ".join(entry.said.cited)))


def entry_text(entry: Entry, still: "StillDetail | None" = None) -> Text:
    """A row whole: what was said, of which answer, and the work on it."""
    said, (verdict, style) = entry.said, _SAID[entry.said.verdict]
    text = Text.assemble(
        (f"Góp ý {entry.id}", "bold"), f", {_day(entry)}: ", (verdict, f"bold {style}"), "\n"
    )
    for turn in said.history:
        text.append(f"  Hỏi trước đó: {turn.question}\n", style="dim")
    for name, words in _lines(entry):
        if words:
            text.append(f"{name}: ", style="bold")
            text.append(f"{words}\n")
    if still is not None:
        text.append("\n")
        text.append_text(still_text(still))
    elif said.answer_id:
        text.append("Câu trả lời này nay không còn được lưu.\n", style="yellow")
    return text


def _lines(entry: Entry) -> list[tuple[str, str]]:
    said, ruling = entry.said, entry.ruling
    return [
        ("Câu hỏi", said.question),
        ("Lời góp ý", said.words),
        ("Trả lời cho ngày", shown(said.as_of) if said.as_of else ""),
        ("Đã dẫn", ", ".join(said.cited)),
        ("Trạng thái", _STATED[entry.state]),
        ("Người xử lý", entry.handled_by),
        ("Ghi chú", entry.note),
        ("Câu hỏi viết lại", ruling.question),
        ("Đúng ra", "; ".join(" hoặc ".join(group) for group in ruling.gold)),
        ("Không được đưa ra", ", ".join(ruling.superseded)),
        ("Kết luận", "không quy định nào trả lời được" if ruling.unanswerable else ""),
    ]


def _question(entry: Entry) -> str:
    return entry.ruling.question or entry.said.question


def _day(entry: Entry) -> str:
    return shown(entry.at.astimezone(VIETNAM).date())


def _excerpt(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
