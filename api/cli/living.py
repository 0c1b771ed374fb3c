"""Lives as words for people on a terminal or in a file."""

from collections.abc import Iterable
from datetime import date

from rich.text import Text

from api.lives import ChangeItem, ComparisonDetail, LifeDetail, PhaseItem, StillDetail, StretchItem
from assistant.answering.saying import shown
from assistant.comparing import Mark
from assistant.domain.validity import Status

_STYLES = {Status.IN_FORCE: "green", Status.EXPIRED: "red", Status.UNKNOWN: "dim"}
_SIGNS = {Mark.SAME: ("", ""), Mark.DELETED: ("[-", "-]"), Mark.INSERTED: ("{+", "+}")}
_COLOURS = {Mark.SAME: "", Mark.DELETED: "red strike", Mark.INSERTED: "green underline"}


def life_text(life: LifeDetail) -> Text:
    """The phases, one after the other, today's marked."""
    text = Text.assemble((_title(life.address, life.heading, life.document) + "\n", "bold"))
    for phase in life.phases:
        text.append_text(_phase(phase, life.today))
    return text


def _phase(phase: PhaseItem, today: date) -> Text:
    now = phase.starts is None or phase.starts <= today
    now = now and (phase.ends is None or today < phase.ends)
    text = Text("→ " if now else "  ")
    text.append(phase.sentence, style=_STYLES.get(phase.status, "yellow"))
    text.append(" (hôm nay)\n" if now else "\n", style="dim")
    for basis in phase.because:
        text.append(f"    {basis.sentence}\n", style="dim")
    return text


def comparison_text(found: ComparisonDetail, *, coloured: bool) -> Text:
    """Both days and the words; with signs in the words where colours cannot be seen."""
    text = Text.assemble((f"{found.address or found.path}, {found.document}\n", "bold"))
    for side in (found.before, found.after):
        text.append(side.sentence + "\n", style="dim")
    text.append(found.sentence + "\n", style="yellow")
    if found.comparable:
        text.append("\n")
        text.append_text(_marked(found.heading, coloured=coloured))
        text.append("\n")
        text.append_text(_marked(found.words, coloured=coloured))
        text.append("\n")
    return text


def _marked(stretches: Iterable[StretchItem], *, coloured: bool) -> Text:
    text = Text()
    for stretch in stretches:
        before, after = ("", "") if coloured else _SIGNS[stretch.mark]
        text.append(f"{before}{stretch.text}{after}", style=_COLOURS[stretch.mark])
    return text


def changes_text(found: Iterable[ChangeItem]) -> Text:
    """What happened, day by day."""
    text, day = Text(), None
    for item in found:
        if item.day != day:
            day = item.day
            text.append(f"{shown(day)}\n", style="bold")
        text.append(f"  {item.said}: ", style="cyan")
        heading = item.heading or ("" if item.address else item.document_title)
        text.append(_title(item.address, heading, item.document, item.provisions) + "\n")
        text.append(f"    {item.path}\n", style="dim")
        for basis in item.because:
            text.append(f"    {basis.sentence}\n", style="dim")
    return text if day else Text("Không có thay đổi nào trong thời gian này.\n")


def still_text(still: StillDetail) -> Text:
    """Whether an answer still holds, and each of its citations."""
    text = Text.assemble((still.sentence + "\n", "bold green" if still.valid else "bold yellow"))
    text.append(f"Trả lời ngày {shown(still.given_at.date())}, cho ngày {shown(still.as_of)}\n", style="dim")
    for number, item in enumerate(still.citations, 1):
        text.append(f"[{number}] {item.label}, {item.document}\n", style="bold cyan")
        text.append(f"    {item.sentence}\n", style="green" if item.holds else "yellow")
        for basis in item.because:
            text.append(f"    {basis.sentence}\n", style="dim")
    return text


def _title(address: str, heading: str, document: str, provisions: int = 0) -> str:
    where = ". ".join(filter(None, (address[:1].upper() + address[1:], heading)))
    size = f", gồm {provisions} điều" if provisions else ""
    return f"{where} ({document}{size})" if where else f"{document}{size}"
