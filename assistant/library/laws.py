"""Laws by the names that other texts call them: "Luật Giáo dục", "Bộ luật Lao động năm 2012".

A text names a law without its number, and means the law of that name when it was written: the
year that it gives decides, else the newest law that is no newer than the words which name it. A
law that came later has other articles under the same numbers, so it is not taken instead. Where the
day of the words is not known, the law in force on the day asked is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.references import Resolver
from assistant.domain.timeline import Timeline
from assistant.domain.validity import Status
from assistant.domain.words import fold
from assistant.library.library import Library
from assistant.library.records import DocumentRecord, StoredProvision

_KINDS = (DocumentKind.CONSTITUTION, DocumentKind.CODE, DocumentKind.LAW, DocumentKind.ORDINANCE)
_KIND = re.compile(r"^(?P<kind>hien phap|bo luat|luat|phap lenh)(?: ve)?(?: |$)")
_YEAR = re.compile(r"\s(?:nam\s)?(?P<year>(?:19|20)\d\d)$")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_AMENDING = re.compile(r"\bsua doi bo sung\b")
_LINKS = (" va", " hoac")
_OPENING = 5
"""Words of a name that hold its kind, "về" and its first own syllable."""
_SESSION = timedelta(days=31)
"""Laws that one session of the National Assembly passes name each other."""
_LAST = date.max - _SESSION
_MOST = 2_000


@dataclass(frozen=True)
class _Law:
    number: DocumentNumber
    year: int | None
    issued_on: date | None
    life: Timeline

    def stands_on(self, day: date) -> bool:
        return self.life.on(day).status is Status.IN_FORCE


@dataclass(frozen=True)
class Laws:
    """The laws, codes and ordinances of one edition by their names, folded and without "và".
    ``openings``: how these names begin.
    """

    by_name: dict[str, tuple[_Law, ...]]
    openings: frozenset[str] = frozenset()

    @classmethod
    def read(cls, library: Library, edition: int, access: Access) -> "Laws":
        """Those that an asker sees."""
        records = [
            record
            for kind in _KINDS
            for record in library.documents(edition=edition, access=access, kind=kind, limit=_MOST)[0]
        ]
        return cls.of(records)

    @classmethod
    def of(cls, records: Iterable[DocumentRecord]) -> "Laws":
        """Those of given documents."""
        found: dict[str, list[_Law]] = defaultdict(list)
        for record in records:
            head = record.head
            year = head.number.year or (head.issued_on.year if head.issued_on else None)
            law = _Law(head.number, year, head.issued_on, record.timeline)
            for name in _names(head.title, head.kind):
                found[name].append(law)
        by_name = {name: tuple(laws) for name, laws in found.items()}
        return cls(by_name, frozenset(_opening(name) for name in by_name))

    def resolver(self, day: date, named_by: date | None = None) -> Resolver:
        """Names to numbers as a text that was issued on ``named_by`` means them on ``day``."""

        def resolve(name: str) -> DocumentNumber | None:
            if _opening_of(" ".join(name.split()[:_OPENING])) not in self.openings:
                return None
            folded = " ".join(_NO_WORD.sub(" ", fold(name)).split())
            if folded.endswith(_LINKS):
                return None
            year = _YEAR.search(folded)
            laws = self.by_name.get(_key(folded[: year.start()] if year else folded), ())
            if year is not None:
                laws = tuple(law for law in laws if law.year == int(year["year"]))
            elif named_by is not None:
                latest = min(named_by, _LAST) + _SESSION
                laws = tuple(law for law in laws if (law.issued_on or date.min) <= latest)
            best = max(laws, key=lambda law: _fit(law, day, named_by), default=None)
            return best.number if best is not None else None

        return resolve

    def resolver_for(self, stored: StoredProvision, day: date) -> Resolver:
        """Names to numbers as the words of a provision mean them."""
        changed, issued = stored.provision.words_from, stored.document.issued_on
        return self.resolver(day, max(filter(None, (changed, issued)), default=None))


def _opening(key: str) -> str:
    """The kind and the first syllable of the name itself."""
    return " ".join(key.split()[: 3 if key.startswith("bo ") or key.startswith("phap ") else 2])


@lru_cache(maxsize=4_096)
def _opening_of(words: str) -> str:
    """The opening of a name of which the first words are given: most names fail by it, cheaply."""
    return _opening(_key(" ".join(_NO_WORD.sub(" ", fold(words)).split())))


def _fit(law: _Law, day: date, named_by: date | None) -> tuple[bool, date]:
    return named_by is None and law.stands_on(day), law.issued_on or date.min


def _names(title: str, kind: DocumentKind) -> set[str]:
    """What a law of this title is called: the title, with its kind in front. A law on lawyers, whose
    whole title is their name ("Luật sư"), is called so only with the kind before it.
    """
    folded = " ".join(_NO_WORD.sub(" ", fold(title)).split())
    if not folded or _AMENDING.search(folded):
        return set()
    if kind is DocumentKind.CONSTITUTION:
        return {"hien phap", _key(folded)}
    titled = _KIND.match(folded)
    if titled is not None and " " in folded[titled.end() :]:
        return {_key(folded)}
    return {_key(f"{fold(kind.value)} {folded}")}


def _key(folded: str) -> str:
    return " ".join(word for word in _KIND.sub(r"\g<kind> ", folded).split() if word != "va")
