"""Which of two provisions on one matter goes first.

Where they differ, the one of the higher rank applies; at the same rank by the same body, the
later one (Law 64/2025/QH15, on the application of legal documents).
"""

from assistant.answering.asking import read_question
from assistant.domain.kinds import rank
from assistant.library.records import StoredProvision

# Share of equal content terms from which two headings are about one matter.
_ONE_MATTER = 0.6


def one_matter(one: StoredProvision, other: StoredProvision) -> bool:
    """Whether two provisions of different documents are about the same, by their headings."""
    if one.document.number == other.document.number:
        return False
    first, second = (set(read_question(s.provision.heading).terms) for s in (one, other))
    return bool(first and second) and len(first & second) >= _ONE_MATTER * len(first | second)


def precedence(stored: StoredProvision) -> tuple[int, int]:
    """What sorts provisions on one matter: the higher rank first, then the later issue."""
    issued = stored.document.issued_on or stored.in_force_from
    return rank(stored.document.kind), -(issued.toordinal() if issued else 0)
