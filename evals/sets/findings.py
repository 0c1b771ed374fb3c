"""What checking of a set finds: a row each, for a person and for programs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """``ERROR``: figures made with the set would be wrong. ``WARNING``: somebody should look.
    ``NOTE``: good to know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingKind(StrEnum):
    """What is found.

    ``DUPLICATE``: the same question for the same day; ``REPEATED``: for other days, and no pair;
    ``NEAR``: nearly the same. ``LEAK_QUESTION``, ``LEAK_ARTICLE``: the same (or nearly the same) question,
    the same article of gold, in two splits. ``GONE``: an address that library or register does not have.
    ``NOT_IN_FORCE``: gold that did not hold on the case's day by the register; ``IN_FORCE``: something
    superseded that did. ``LONE_SIDE``: a pair that has not two sides; ``SAME_SIDES``: one whose sides
    nothing tells apart. ``NO_BASE``: a variant of no case; ``OTHER_GOLD``: with other gold than its case.
    ``ODD_KIND``: a kind that the case does not bear out. ``CLUSTER``: one document in two clusters.
    ``UNCHECKED``: nobody put question and regulation side by side. ``REGISTER``: a document listed twice.
    """

    DUPLICATE = "duplicate"
    REPEATED = "repeated"
    NEAR = "near_duplicate"
    LEAK_QUESTION = "leak_question"
    LEAK_ARTICLE = "leak_article"
    GONE = "gone"
    NOT_IN_FORCE = "not_in_force"
    IN_FORCE = "superseded_in_force"
    LONE_SIDE = "lone_side"
    SAME_SIDES = "same_sides"
    NO_BASE = "no_base"
    OTHER_GOLD = "other_gold"
    ODD_KIND = "odd_kind"
    CLUSTER = "cluster"
    UNCHECKED = "unchecked"
    REGISTER = "register"


@dataclass(frozen=True)
class Finding:
    """``cases``: the ids that it is about; ``words``: what it is and what to do, in Vietnamese."""

    kind: FindingKind
    severity: Severity
    cases: tuple[str, ...]
    words: str

    def row(self) -> dict[str, object]:
        """As JSON has it."""
        return asdict(self)


_ORDER = list(Severity)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then by kind and cases; the same whatever order they came in."""
    kinds = list(FindingKind)
    return sorted(
        findings, key=lambda one: (_ORDER.index(one.severity), kinds.index(one.kind), one.cases, one.words)
    )


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The gravest severity; ``None`` where nothing was found."""
    return min((one.severity for one in findings), key=_ORDER.index, default=None)
