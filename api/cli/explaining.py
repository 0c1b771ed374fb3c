"""Why each hit stands where it stands, as text and as values."""

from typing import TYPE_CHECKING, Any

from rich.text import Text

if TYPE_CHECKING:
    from assistant.retrieval import Hit

_SHOWN = 4


def reasons_values(hit: "Hit") -> dict[str, Any]:
    """For a program: every figure that moved a hit, the one that moved it most first."""
    from assistant.retrieval.explaining import reasons_of

    return {"named": hit.named, "reasons": reasons_of(hit)}


def reasons_text(hit: "Hit") -> Text:
    """The figures that moved a hit most, with their signs; or what else put it here."""
    from assistant.retrieval.explaining import reasons_of

    text = Text("   Vì sao ở đây: ", style="dim")
    if hit.named:
        return text.append("câu hỏi nêu điều khoản hoặc văn bản này.\n")
    reasons = reasons_of(hit)[:_SHOWN]
    if not reasons:
        return text.append("không qua bộ xếp hạng, theo điểm gộp của từ vựng và nghĩa.\n")
    text.append("các con số nâng (+) hoặc hạ (-) nó nhiều nhất\n")
    for reason in reasons:
        text.append(f"     {reason.adds:+.2f}", style="green" if reason.adds > 0 else "red")
        text.append(f"  {reason.says}\n")
    return text
