"""The day up to which a snapshot of the codification knows of changes.

Days in force reach into the future and say nothing of it. The day a document was *issued*
cannot be later than the day the code took it up: so the latest day of issue among the code's
documents is a day the snapshot certainly knows of. A mistyped day must not decide: it counts
only where the document's number has that year and the document takes effect within a year and
a half afterwards, not before. Changes issued later may be missing, so the day is a lower bound.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from ingest.codification.notes import Note

_SOON = timedelta(days=550)


def known_until(notes: Iterable[Note | None]) -> date | None:
    """The latest trustworthy day of issue in ``notes``; ``None`` where there is none."""
    return max((note.issued_on for note in notes if note and note.issued_on and _trusted(note)), default=None)


def _trusted(note: Note) -> bool:
    issued, force = note.issued_on, note.in_force_from
    if issued is None or force is None or note.number is None or note.number.year != issued.year:
        return False
    return issued <= force <= issued + _SOON
