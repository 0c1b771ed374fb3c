"""What a search found, for people and for programs."""

from dataclasses import dataclass
from datetime import date

from api.cli.explaining import reasons_text, reasons_values
from api.cli.following import beside_values, definitions_text, followed_text
from api.cli.output import out
from api.cli.rendering import hit_text, hit_values, read_as
from assistant.following import Beside
from assistant.retrieval import SearchResult


@dataclass(frozen=True)
class Found:
    """A search's result with what belongs beside it, as of the day shown; ``follow`` and ``explain``:
    whether that was asked for.
    """

    question: str
    result: SearchResult
    beside: Beside
    day: date
    follow: bool = False
    explain: bool = False


def values_of(found: Found) -> dict[str, object]:
    """For programs."""
    hits = found.result.hits
    told = [hit_values(hit, found.day) | beside_values(found.beside, at) for at, hit in enumerate(hits)]
    if found.explain:
        told = [values | reasons_values(hit) for values, hit in zip(told, hits, strict=True)]
    values = {
        "question": found.question,
        "as_of": found.day,
        "edition": found.result.edition,
        "hits": told,
        "understood": found.result.understood.values(),
    }
    return values | ({"definitions": found.beside.definitions} if found.follow else {})


def print_found(found: Found) -> None:
    """For people."""
    out.print(read_as(found.result.understood.told), end="")
    out.print(definitions_text(found.beside.definitions), end="")
    for at, hit in enumerate(found.result.hits):
        out.print(hit_text(at + 1, hit, found.day), end="")
        out.print(reasons_text(hit) if found.explain else "", end="")
        out.print(followed_text(found.beside.followed[at] if found.follow else ()))
    if not found.result.hits:
        out.print("Không tìm thấy điều khoản nào trong thư viện.")
