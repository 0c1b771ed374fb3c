"""The clauses that define the words of a question, beside what is found for it.

Of a word whose meaning is asked, the best clauses that define it; of other defined words in the
question those that the document of the best hit defines itself, since a definition holds for its
own document. A clause in force goes before one that is not, the hit's own document before others,
then where it is defined, rank, and the newer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.citing import cite
from assistant.answering.following import shortened
from assistant.answering.passages import Span, tidy_span
from assistant.answering.standing import standing_of
from assistant.domain.answer import DefinedWord
from assistant.domain.definitions import Definition, DefinitionKind, definitions_of
from assistant.domain.document import Access
from assistant.domain.kinds import rank
from assistant.domain.validity import Status
from assistant.domain.words import syllables
from assistant.library import Library
from assistant.library.defined import Defined
from assistant.library.records import StoredProvision
from assistant.retrieval.definitions import Definitions, Use

MOST = 3
"""Definitions that are shown beside an answer."""

_WEIGHED = 60
"""Provisions that are read to choose among clauses that define one word."""
_OUT = frozenset({Status.EXPIRED, Status.NOT_YET, Status.SUSPENDED})


@dataclass(frozen=True)
class Definer:
    """Finds definitions in one edition, as of one day, for one asker."""

    library: Library
    definitions: Definitions
    edition: int
    access: Access
    day: date

    def define(
        self, question: str, best: StoredProvision | None, *, most: int = MOST
    ) -> tuple[DefinedWord, ...]:
        """The definitions to show with ``question`` and its best hit, the word that is asked first."""
        asked = self.definitions.asked(question)
        found = [word for use in asked for word in self._asked(use, best)]
        if best is not None and best.provision.path.article:
            taken = {(use.start, use.end) for use in asked}
            others = [use for use in self.definitions.used(question) if (use.start, use.end) not in taken]
            found += self._used(others, best)
        return tuple({(word.citation.path, word.term): word for word in found}.values())[:most]

    def _asked(self, use: Use, best: StoredProvision | None) -> list[DefinedWord]:
        """The two best clauses that define the word; those out of force only where all are."""
        found = self.library.definitions(use.ids[-_WEIGHED:], edition=self.edition, access=self.access)
        placed = [one for one in self._placed(found) if one is not None]
        alive = [one for one in placed if one.status not in _OUT] or placed
        number = best.document.number if best is not None else None
        ranked = sorted(alive, key=lambda one: one.place(is_own=one.stored.document.number == number))
        return [word for one in ranked[:2] if (word := self._word(one, asked=True)) is not None]

    def _used(self, uses: Sequence[Use], best: StoredProvision) -> list[DefinedWord]:
        """What the document of the best hit defines of the words that are used, each once."""
        ids = [id_ for use in uses for id_ in use.ids]
        if not ids:
            return []
        found = self.library.definitions(
            ids, edition=self.edition, access=self.access, document=best.document.number
        )
        placed = sorted(self._placed(found), key=lambda one: one.place(is_own=True))
        words: dict[str, DefinedWord] = {}
        for one in placed:
            word = self._word(one, asked=False)
            if word is not None and one.status not in _OUT:
                words.setdefault(" ".join(syllables(one.definition.term)), word)
        return list(words.values())

    def _placed(self, found: Iterable[Defined]) -> list["_Placed"]:
        """Definitions in the words of the day, where the provision still defines the word on it."""
        wanted = list(found)
        stored = {
            one.id: one
            for one in self.library.provisions(
                list({one.provision_id for one in wanted}), edition=self.edition, access=self.access
            )
        }
        placed = (self._in_words_of_day(one, stored.get(one.provision_id)) for one in wanted)
        return list(
            {(one.stored.id, one.definition.start): one for one in placed if one is not None}.values()
        )

    def _in_words_of_day(self, found: Defined, stored: StoredProvision | None) -> "_Placed | None":
        if stored is None:
            return None
        near = stored.timeline.wording_near(self.day)
        definition = Definition(found.term, found.kind, found.start, found.end)
        if near in (None, stored.id):
            return _Placed(stored, definition, stored.status_on(self.day))
        path = stored.provision.path
        newer = self.library.provision(path, edition=self.edition, access=self.access, day=self.day)
        if newer is None:
            return None
        term = syllables(found.term)
        same = (one for one in definitions_of(newer.provision) if syllables(one.term) == term)
        again = next(same, None)
        return _Placed(newer, again, newer.status_on(self.day)) if again is not None else None

    def _word(self, placed: "_Placed", *, asked: bool) -> DefinedWord | None:
        """The definition as it is shown; nothing where the words of the day are not known."""
        provision, definition = placed.stored.provision, placed.definition
        unit = min(
            (u for u in provision.units if (u.start, u.end) == (definition.start, definition.end)),
            key=lambda u: -len(u.path.segments),
            default=None,
        )
        path = unit.path if unit is not None else provision.path
        span = tidy_span(provision, Span(path, definition.start, definition.end))
        standing = standing_of(placed.stored, self.day)
        if span is None or standing.unworded:
            return None
        shown = shortened(provision, span)
        citation = cite(placed.stored, shown, standing)
        return DefinedWord(term=definition.term, citation=citation, asked=asked, whole=shown == span)


@dataclass(frozen=True)
class _Placed:
    """A definition in a wording, with its status on the day."""

    stored: StoredProvision
    definition: Definition
    status: Status

    def place(self, *, is_own: bool) -> tuple[bool, bool, bool, int, int, int, str]:
        """What definitions of a word are ordered by, the best first. A short name that a document
        gives something is less than a definition, even in the hit's own document.
        """
        head = self.stored.document
        issued = head.issued_on or date.min
        known = self.status is not Status.UNKNOWN
        kind: DefinitionKind = self.definition.kind
        path = str(self.stored.provision.path)
        short = kind is DefinitionKind.SHORT
        return (not known, short, not is_own, -kind, rank(head.kind), -issued.toordinal(), path)
