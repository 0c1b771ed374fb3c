"""In which order instructions are carried out."""

from collections.abc import Iterable
from datetime import date

from assistant.domain.amendment import Instruction
from assistant.domain.number import DocumentNumber


def in_turn(instructions: Iterable[Instruction]) -> list[Instruction]:
    """By day, then by document in the order given, then by place; those without a day last."""
    given = list(instructions)
    places: dict[DocumentNumber, int] = {}
    for instruction in given:
        places.setdefault(instruction.source.document, len(places))

    def _key(instruction: Instruction) -> tuple[date, int, int]:
        day = instruction.effective_on or date.max
        return day, places[instruction.source.document], instruction.position

    return sorted(given, key=_key)
