"""What can be wrong with a statement that a model wrote."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Why a statement may not be shown. The values go out in answers as they are."""

    NO_CITATION = "no_citation"
    UNKNOWN_CITATION = "unknown_citation"
    QUOTATION = "quotation"
    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    PROVISION = "provision"
    NEGATION = "negation"
    CONDITION = "condition"
    MODALITY = "modality"
    ACTOR = "actor"
    VALIDITY = "validity"
    SUPPORT = "support"
    FORM = "form"
    MANNER = "manner"
    JUDGED = "judged"


@dataclass(frozen=True)
class Fault:
    """A fault and the words of the statement that show it; ``words`` are never shown to a reader."""

    kind: FaultKind
    words: str = ""
