"""The documents of one edition, as questions may name them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.domain.document import Access, DocumentKind
from assistant.domain.kinds import CODES, ISSUERS
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold
from assistant.library import Library

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_NAMED_KINDS = (DocumentKind.CONSTITUTION, DocumentKind.CODE, DocumentKind.LAW, DocumentKind.ORDINANCE)
_KIND_FIRST = re.compile(r"^(?:(?:bo luat|luat|phap lenh)\b\s*)+")
_CONSTITUTION = "hien phap"
_AMENDING = re.compile(
    r"^sua doi (?:bo sung )?(?:mot so dieu )?(?:cua )?(?:bo luat|luat|phap lenh) (?P<title>.+)"
)
_PARTS = re.compile(r"^0*(?P<running>\d+[a-z]?)/?(?:(?P<year>(?:19|20)\d\d)/)?(?P<code>.*)$")
_LONGEST_TITLE = 60
_SHORTEST_PART = 3
RESOLUTION = "nq"
AND = "va"
"""Left out of titles, as people leave it out: "phòng cháy (và) chữa cháy"."""


def bare(text: str) -> str:
    """Letters and digits alone: ``29/2024/TT-BGDĐT`` and ``29-2024 tt bgddt`` are one."""
    return _NOT_ALNUM.sub("", fold(text))


def title_words(title: str) -> list[str]:
    """A law's title as it is compared: folded words without its kind, marks, and "và"."""
    words = _NOT_ALNUM.sub(" ", _KIND_FIRST.sub("", fold(title))).split()
    return [word for word in words if word != AND]


@dataclass(frozen=True)
class Titled:
    """A law or ordinance that people call by its title (folded, without its kind)."""

    number: DocumentNumber
    title: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the catalogue: its year, and the parts of its code (``("tt", "bgddt")``).
    ``law``: it is known to be a law or an ordinance, which resolutions share their codes with.
    """

    number: DocumentNumber
    year: int | None
    parts: tuple[str, ...]
    law: bool = False

    @property
    def kind(self) -> str:
        """The code of the kind, without the number of a National Assembly: ``qh``."""
        return self.parts[0].rstrip("0123456789") if self.parts else ""

    @property
    def is_letter(self) -> bool:
        """Whether it is numbered as official letters are: no year, and no kind but the body."""
        return self.year is None and len(self.parts) > 1 and self.kind not in CODES

    def has_code(self, written: Sequence[str]) -> bool:
        """Whether ``written`` is the code as people shorten it: without the kind or without the
        bodies, a body by the beginning of its code ("TT-BGD").
        """
        shortened = ([self.parts[0]], list(self.parts[1:]), list(self.parts))
        return any(_begins(written, parts) for parts in shortened if parts)


def _begins(written: Sequence[str], parts: Sequence[str]) -> bool:
    return len(written) == len(parts) and all(
        one == part or (len(one) >= _SHORTEST_PART and part.startswith(one))
        for one, part in zip(written, parts, strict=True)
    )


@dataclass(frozen=True)
class Catalogue:
    """Numbers by their bare form and by their running number; laws by what people call them.

    ``codes``: all parts of codes, which tell a code from an ordinary word.
    """

    by_bare: dict[str, list[DocumentNumber]] = field(default_factory=dict)
    by_running: dict[str, list[Entry]] = field(default_factory=dict)
    by_year: dict[tuple[str, int], list[Entry]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    titled: dict[str, list[Titled]] = field(default_factory=dict)
    shortened: dict[str, list[Titled]] = field(default_factory=dict)

    @classmethod
    def read(cls, library: Library, edition: int, access: Access) -> "Catalogue":
        """The catalogue of what an asker sees."""
        numbers = library.numbers(edition, access)
        return cls.of(numbers, _titled(library, edition, access))

    @classmethod
    def of(cls, numbers: Iterable[DocumentNumber], titled: Iterable[Titled] = ()) -> "Catalogue":
        """The catalogue of given documents."""
        by_bare: dict[str, list[DocumentNumber]] = defaultdict(list)
        by_running: dict[str, list[Entry]] = defaultdict(list)
        by_year: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        codes: dict[str, tuple[str, ...]] = {}
        laws = list(titled)
        law_keys = {law.number.key for law in laws}
        for number in numbers:
            by_bare[_NOT_ALNUM.sub("", number.key)].append(number)
            if match := _PARTS.match(number.key):
                parts = codes.get(match["code"]) or codes.setdefault(match["code"], _parts(match["code"]))
                year = int(match["year"]) if match["year"] else None
                entry = Entry(number, year, parts, number.key in law_keys)
                by_running[match["running"]].append(entry)
                if year is not None:
                    by_year[match["running"], year].append(entry)
        known = {part for parts in codes.values() for part in parts} | CODES.keys() | ISSUERS.keys()
        full, shortened = _by_title(laws)
        return cls(dict(by_bare), dict(by_running), dict(by_year), frozenset(known), full, shortened)

    def exact(self, running: str, year: int | None, code: str) -> list[DocumentNumber]:
        """Documents with just this number, whatever stands between its parts."""
        return self.by_bare.get(f"{_unpadded(running)}{year or ''}{_NOT_ALNUM.sub('', code)}", [])

    def coded(self, running: str, year: int | None, code: Sequence[str]) -> list[DocumentNumber]:
        """Documents whose code was written shortened, as ``Entry.has_code`` tells."""
        return [entry.number for entry in self._entries(running, year) if entry.has_code(code)]

    def running(
        self, number: str, codes: frozenset[str], year: int | None, issuer: str
    ) -> list[DocumentNumber]:
        """Documents of a running number, newest first: of one of the kinds ``codes`` (none:
        any), of ``year`` where it is given, of the body whose code contains ``issuer``. Where no
        number of the year fits, those that carry no year may be meant.
        """
        found = _fitting(self._entries(number, year), codes, issuer)
        if year is not None and not found:
            found = _fitting((e for e in self._entries(number, None) if e.year is None), codes, issuer)
        return [entry.number for entry in sorted(found, key=lambda entry: -(entry.year or 0))]

    def letters(self, number: str) -> list[DocumentNumber]:
        """Official letters of a running number."""
        return [entry.number for entry in self._entries(number, None) if entry.is_letter]

    def _entries(self, running: str, year: int | None) -> list[Entry]:
        key = _unpadded(running)
        return self.by_running.get(key, []) if year is None else self.by_year.get((key, year), [])

    def called(self, words: Sequence[str], *, briefly: bool = False) -> tuple[list[Titled], int]:
        """Laws whose title the folded ``words`` begin with, newest first, and how many words
        were taken; the longest title wins. ``briefly``: by what a title is shortened to instead
        ("BHXH", "hôn nhân").
        """
        table = self.shortened if briefly else self.titled
        found: tuple[list[Titled], int] = [], 0
        name = ""
        for length, word in enumerate(words[:_LONGEST_TITLE], 1):
            if word != AND:
                name = f"{name} {word}" if name else word
                found = (table[name], length) if name in table else found
        return found


def _fitting(entries: Iterable[Entry], codes: frozenset[str], issuer: str) -> list[Entry]:
    resolution = RESOLUTION in codes
    return [
        e
        for e in entries
        if (not codes or e.kind in codes) and issuer in "".join(e.parts) and not (resolution and e.law)
    ]


def _unpadded(running: str) -> str:
    return running.lstrip("0") or "0"


def _parts(code: str) -> tuple[str, ...]:
    """``tt-bgd&dt`` as ``("tt", "bgddt")``."""
    return tuple(filter(None, re.split(r"[^a-z0-9]+", code.replace("&", ""))))


def _by_title(
    titled: Iterable[Titled],
) -> tuple[dict[str, list[Titled]], dict[str, list[Titled]]]:
    """Laws by their whole titles, and by what people shorten them to; newest first."""
    full: dict[str, list[Titled]] = defaultdict(list)
    brief: dict[str, list[Titled]] = defaultdict(list)
    for law in sorted(titled, key=lambda law: -(law.year or 0)):
        words = title_words(law.title)
        full[" ".join(words)].append(law)
        for name in dict.fromkeys(_short_names(words)):
            brief[name].append(law)
    return dict(full), {name: laws for name, laws in brief.items() if name not in full}


def _short_names(words: Sequence[str]) -> Iterator[str]:
    """Initials ("bhxh"), the first word and initials ("thuế tncn"), beginnings of two words and
    more, and of an amending law the name of what it amends ("giáo dục đại học sửa đổi").
    """
    amending = _AMENDING.match(" ".join(words))
    if amending:
        yield from (f"{amending['title']} {said}" for said in ("sua doi", "sua doi bo sung"))
        return
    initials = "".join(word[0] for word in words)
    if len(words) > 1:
        yield initials
    if len(initials) > 2:
        yield f"{words[0]} {initials[1:]}"
    yield from (" ".join(words[:length]) for length in range(2, len(words)))


def _titled(library: Library, edition: int, access: Access) -> list[Titled]:
    found = []
    for kind in _NAMED_KINDS:
        records, _ = library.documents(edition=edition, access=access, kind=kind, limit=2_000)
        for record in records:
            title = _CONSTITUTION if kind is DocumentKind.CONSTITUTION else record.head.title
            title = " ".join(title_words(title))
            issued = record.head.issued_on
            year = record.head.number.year or (issued.year if issued else None)
            if title:
                found.append(Titled(record.head.number, title, year))
    return found
