"""What there is to say of the day that a question is answered for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.answering.phrases import phrases
from assistant.asked import AskedFor
from assistant.days import today
from assistant.domain.answer import Answer
from assistant.domain.document import Access
from assistant.library import Library
from assistant.library.records import Coverage
from assistant.lives import Lives


@dataclass
class DayNotices:
    """Sentences beside an answer: the day is outside of what the library covers, or lies in a stretch
    in which a cited rule changed.
    """

    library: Library
    _coverage: dict[tuple[int, Access], Coverage] = field(default_factory=dict)

    def of(self, meant: AskedFor, found: Answer, access: Access, language: str) -> Iterator[str]:
        """What there is to say."""
        say = phrases(language)
        covered = self._covered(found.edition, access)
        if covered.first is not None and meant.day < covered.first:
            yield say.before_the_library(covered.first)
        if meant.unresolved:
            yield say.unknown_document(meant.unresolved)
        known = covered.known_until
        if known is not None and known < meant.day <= today() and found.citations:
            yield say.after_the_code(known)
        if meant.day > today():
            yield say.in_the_future(meant.day, today())
        if meant.first is not None and found.citations:
            lives = Lives(self.library, found.edition, access)
            yield from lives.changed_within(
                (c.path for c in found.citations), meant.first, meant.last, language
            )

    def _covered(self, edition: int, access: Access) -> Coverage:
        """The days that the library can speak of; kept for an edition."""
        if (edition, access) not in self._coverage:
            covered = self.library.coverage(edition=edition, access=access)
            self._coverage = {**self._coverage, (edition, access): covered}
        return self._coverage[edition, access]
