"""What follows the number and the name: days of parts, the last day, changes; and what is none.

The words are read from left to right, each clause by the first rule that fits. Where none does,
reading goes on at the next place where one does, and what lies between goes to the ledger.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.domain.number import DocumentNumber
from assistant.domain.path import UnitKind
from ingest.codification.changers import FORCE, UNTIL, Changer, day_of, odd_day, read_changer
from ingest.codification.changes import Change, Phrase, read_phrase
from ingest.codification.mentions import KIND, document_at
from ingest.codification.places import Places, Units, read_places
from ingest.codification.residue import Ledger, Residue, skip

_LEAD = re.compile(r"(?:(?:riêng|trừ)\s+)?", re.IGNORECASE)
_THIS = re.compile(r"\s*(?:của\s+)?Điều này", re.IGNORECASE)
_COMMA = re.compile(r"[\s,]*")
_AHEAD = re.compile(
    rf"(?<![^\W_])(?:(?:có|các|được|bị|nội dung|bởi|theo|điểm|khoản|điều|mục)\s|hiệu lực|{KIND})",
    re.IGNORECASE,
)
_NEXT = re.compile(r";|(?:,|\svà)\s+(?=(?:có nội dung|được|bị)\s)")
_MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class PartForce:
    """Some units of the article that start or end on a day of their own.

    ``units`` are addresses inside the article's document, mostly without the article itself.
    """

    units: tuple[Units, ...]
    words: str
    in_force_from: date | None
    until: date | None


@dataclass
class Tail:
    """What was read after the head, in the order of the words."""

    ledger: Ledger
    number: DocumentNumber | None
    article: str | None
    parts: list[PartForce] = field(default_factory=list)
    until: date | None = None
    groups: list[tuple[Phrase, list[Changer]]] = field(default_factory=list)
    _tries: int = 0

    def read(self, start: int) -> None:
        """Read all of the text from ``start``."""
        text = self.ledger.text
        pos = skip(text, start)
        while pos < len(text):
            end = self._clause(pos)
            pos = skip(text, end if end is not None else self._recovered(pos))

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every changing provision with the kinds of its phrase."""
        return tuple(
            _change(self.ledger.text, phrase, changer, shared=len(changers) > 1)
            for phrase, changers in self.groups
            for changer in changers
        )

    def _clause(self, pos: int, *, astray: bool = False) -> int | None:
        """Read one clause; where it ends, or ``None`` where no rule fits.

        ``astray``: after words that were not understood a last day may be somebody else's.
        """
        rules: list[Callable[[int], int | None]] = [] if astray else [self._until]
        rules += [self._part, *([self._changer, self._late_day] if self.groups else []), self._phrase]
        for rule in rules:
            if (end := rule(pos)) is not None:
                return end
        return None

    def _until(self, pos: int) -> int | None:
        match = UNTIL.match(self.ledger.text, pos)
        if match is None or self.until is not None:
            return None
        self.until = self._day(match)
        return match.end()

    def _part(self, pos: int) -> int | None:
        text = self.ledger.text
        lead = _LEAD.match(text, pos)
        places = read_places(text, lead.end() if lead else pos)
        end = self._own(places) if places.units else None
        if end is None:
            return None
        comma = _COMMA.match(text, end)
        begin = comma.end() if comma else end
        starts, ends = FORCE.match(text, begin), UNTIL.match(text, begin)
        if (match := starts or ends) is None:
            return None
        day = self._day(match)
        dated = (day, None) if starts else (None, day)
        self.parts.append(PartForce(places.units, text[pos:end].strip(), *dated))
        return match.end()

    def _own(self, places: Places) -> int | None:
        """Where the words of units end that are this article's own; ``None`` for another's."""
        articles = {one.label for unit in places.units for one in unit if one.kind is UnitKind.ARTICLE}
        this = _THIS.match(self.ledger.text, places.end)
        end = this.end() if this else places.end
        space = _COMMA.match(self.ledger.text, end)
        mention = document_at(self.ledger.text, space.end()) if space and articles else None
        if not articles <= {self.article} or (mention and mention.number != self.number):
            return None
        return mention.end if mention else end

    def _changer(self, pos: int) -> int | None:
        changer = read_changer(self.ledger.text, pos)
        if changer is None:
            return None
        if changer.odd:
            self.ledger.add(*changer.odd, Residue.IMPOSSIBLE_DATE)
        self.groups[-1][1].append(changer)
        return changer.end

    def _late_day(self, pos: int) -> int | None:
        """A day by itself is that of the provision before, unless that has one."""
        match, last = FORCE.match(self.ledger.text, pos), self.groups[-1][1][-1]
        if match is None or last.effective_on or last.odd:
            return None
        self.groups[-1][1][-1] = replace(last, effective_on=self._day(match))
        return match.end()

    def _phrase(self, pos: int) -> int | None:
        phrase = read_phrase(self.ledger.text, pos)
        if phrase is None:
            return None
        self.groups.append((phrase, []))
        end = self._changer(phrase.end)
        return self._unreadable(phrase.end) if end is None else end

    def _unreadable(self, pos: int) -> int:
        """Whoever stands after ``bởi`` cannot be read: keep the change, and its day."""
        text = self.ledger.text
        following = _NEXT.search(text, pos)
        end = following.start() if following else len(text)
        force = FORCE.search(text, pos, end)
        self.ledger.add(pos, force.start() if force else end, Residue.UNREADABLE_CHANGER)
        if force:
            self.ledger.add(force.end(), end, Residue.STRAY_WORDS)
        self.groups[-1][1].append(Changer(pos, end, None, effective_on=self._day(force) if force else None))
        return end

    def _recovered(self, pos: int) -> int:
        """Go on at the next place where a rule fits."""
        text = self.ledger.text
        for ahead in _AHEAD.finditer(text, pos + 1):
            self._tries += 1
            if self._tries > _MOST_TRIES:
                break
            known = len(self.groups)
            end = self._clause(ahead.start(), astray=True)
            if end is not None:
                verb = len(self.groups) > known and not self.groups[-1][0].kinds
                kind = Residue.UNKNOWN_VERB if verb else Residue.STRAY_WORDS
                self.ledger.add(pos, ahead.start(), kind)
                return end
        self.ledger.add(pos, len(text), Residue.STRAY_WORDS)
        return len(text)

    def _day(self, match: re.Match[str]) -> date | None:
        if odd := odd_day(match):
            self.ledger.add(*odd, Residue.IMPOSSIBLE_DATE)
        return day_of(match)


def _change(text: str, phrase: Phrase, changer: Changer, *, shared: bool) -> Change:
    words = text[changer.start : changer.end].strip(" ,.;()")
    return Change(
        kinds=phrase.kinds,
        whole=bool(phrase.whole_kinds),
        source=changer.source,
        effective_on=changer.effective_on,
        words=f"{phrase.words} bởi {words}".strip(),
        shared=shared,
        whole_kinds=phrase.whole_kinds,
        part_kinds=phrase.part_kinds,
        inserted=phrase.inserted,
        provisions=changer.provisions,
        target=phrase.target,
        name=changer.name,
        issued_on=changer.issued_on,
        issuer=changer.issuer,
        applies_to=changer.applies_to,
    )
