"""What stands beside hits and answers, as text and as values: cited provisions, definitions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from assistant.domain.answer import Citation, DefinedWord, Followed

if TYPE_CHECKING:
    from assistant.following import Beside

_EXCERPT = 300


def beside_values(beside: "Beside", at: int) -> dict[str, Any]:
    """For a program: the clauses of a hit that are nearest, and what they refer to."""
    if at >= len(beside.followed):
        return {}
    return {"shown": beside.shown[at], "followed": beside.followed[at]}


def followed_text(followed: Sequence[Followed]) -> Text:
    """Each reference with the words that it leads to, or why it leads to none."""
    text = Text()
    if followed:
        text.append("   Dẫn chiếu đến:\n", style="dim")
    for one in followed:
        indent = "   " + "  " * one.depth
        text.append(f"{indent}→ {one.label}", style="cyan")
        text.append(f"{_status(one.citation)}\n", style="dim")
        words = _excerpt(_words(one.citation)) if one.citation else one.note
        text.append(f"{indent}  {words}\n", style="" if one.citation else "yellow")
    return text


def definitions_text(definitions: Sequence[DefinedWord]) -> Text:
    """Each definition with where it stands."""
    text = Text()
    for word in definitions:
        citation = word.citation
        text.append(f"“{word.term}”", style="bold cyan")
        text.append(f" {citation.label}, {citation.document}{_status(citation)}\n", style="dim")
        text.append(f"   {_excerpt(_words(citation))}\n")
    return text


def _words(citation: Citation) -> str:
    """The quotation after the openings that it continues."""
    return "\n".join((*citation.leads, citation.quote))


def _status(citation: Citation | None) -> str:
    return f"  ({citation.status.value})" if citation else ""


def _excerpt(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
