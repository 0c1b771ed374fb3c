"""What became of an instruction."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.amendment import Instruction


class Outcome(StrEnum):
    """Carried out; found carried out already; not carried out."""

    APPLIED = "đã hợp nhất"
    CONTAINED = "đã có trong lời văn"
    FAILED = "chưa hợp nhất được"


@dataclass(frozen=True)
class Result:
    """An instruction, what became of it, and where it failed the reason, in Vietnamese."""

    instruction: Instruction
    outcome: Outcome
    reason: str = ""


class Failure(Exception):
    """An instruction that cannot be carried out without guessing. The message is the reason."""
