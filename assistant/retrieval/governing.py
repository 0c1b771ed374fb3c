"""Which wording of a provision speaks on a day, where it has several.

Both indexes hold every wording, so that a question in the words of the old rule finds the
provision too. What is found is then given in the words of the day asked about. This needs no
filter in either index and no look into the library: only the few provisions with several
wordings are kept in mind, and the choice for a day is made once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import Worded

_DAYS_KEPT = 64


@dataclass(frozen=True)
class Governing:
    """For the wordings of many-worded provisions the one to give; others stand for themselves."""

    instead: Mapping[int, int]

    def of(self, id_: int) -> int:
        """The wording to give for a wording that was found."""
        return self.instead.get(id_, id_)

    def best(self, scores: dict[int, float]) -> dict[int, float]:
        """Scores of what is given: its own, or where it got none the best of its other wordings.
        Two wordings are no second chance: that would rank changed rules above others.
        """
        if not any(id_ in self.instead for id_ in scores):
            return scores
        found: dict[int, float] = {}
        for id_, score in scores.items():
            given = self.of(id_)
            found[given] = scores.get(given, max(score, found.get(given, score)))
        return found


@dataclass
class Wordings:
    """The many-worded provisions of one edition as one kind of asker sees them."""

    worded: tuple[Worded, ...]
    _days: dict[date, Governing] = field(default_factory=dict)

    @classmethod
    def read(cls, library: Library, edition: int, access: Access) -> "Wordings":
        """Those of ``edition``."""
        return cls(tuple(library.worded(edition=edition, access=access)))

    def on(self, day: date) -> Governing:
        """The choice for ``day``; ``date.max`` is the newest words known."""
        if day not in self._days:
            kept = self._days if len(self._days) < _DAYS_KEPT else {}
            self._days = {**kept, day: Governing(dict(_instead(self.worded, day)))}
        return self._days[day]


def _instead(worded: Iterable[Worded], day: date) -> Iterable[tuple[int, int]]:
    for one in worded:
        near = one.timeline.wording_near(day)
        given = near if near in one.ids else one.ids[0]
        yield from ((id_, given) for id_ in one.ids)
