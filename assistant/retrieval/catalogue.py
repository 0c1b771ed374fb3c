"""The documents of one edition, as questions may name them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.document import Access, DocumentKind
from assistant.domain.number import DocumentNumber
from assistant.domain.words import fold
from assistant.library import Library

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_NAMED_KINDS = (DocumentKind.CONSTITUTION, DocumentKind.CODE, DocumentKind.LAW, DocumentKind.ORDINANCE)
_KIND_FIRST = re.compile(r"^(?:bo luat|luat|phap lenh|hien phap)\b\s*")
_LONGEST_TITLE = 60


def bare(text: str) -> str:
    """Letters and digits alone: ``29/2024/TT-BGDĐT`` and ``29-2024 tt bgddt`` are one."""
    return _NOT_ALNUM.sub("", fold(text))


@dataclass(frozen=True)
class Titled:
    """A law or ordinance that people call by its title."""

    number: DocumentNumber
    title: str
    year: int | None


@dataclass(frozen=True)
class Catalogue:
    """Numbers by their bare form and by their running number; laws by their titles."""

    by_bare: dict[str, DocumentNumber] = field(default_factory=dict)
    by_running: dict[str, list[DocumentNumber]] = field(default_factory=dict)
    titled: dict[str, list[Titled]] = field(default_factory=dict)

    @classmethod
    def read(cls, library: Library, edition: int, access: Access) -> "Catalogue":
        """The catalogue of what an asker sees."""
        numbers = library.numbers(edition, access)
        return cls.of(numbers, _titled(library, edition, access))

    @classmethod
    def of(cls, numbers: Iterable[DocumentNumber], titled: Iterable[Titled] = ()) -> "Catalogue":
        """The catalogue of given documents."""
        by_running: dict[str, list[DocumentNumber]] = defaultdict(list)
        by_title: dict[str, list[Titled]] = defaultdict(list)
        by_bare: dict[str, DocumentNumber] = {}
        for number in numbers:
            by_bare.setdefault(bare(_unpadded(number.text)), number)
            if number.running:
                by_running[fold(number.running)].append(number)
        for law in titled:
            by_title[law.title].append(law)
        return cls(by_bare, dict(by_running), dict(by_title))

    def find(self, written: str) -> DocumentNumber | None:
        """The document whose number is ``written``, whatever stands between its parts."""
        return self.by_bare.get(bare(_unpadded(written)))

    def running(
        self, number: str, codes: frozenset[str], year: int | None, issuer: str
    ) -> list[DocumentNumber]:
        """Documents of a running number, newest first: of one of the kinds ``codes`` (none:
        any), of ``year`` where it is given, of the body whose code contains ``issuer``.
        """
        found = [
            candidate
            for candidate in self.by_running.get(number.lstrip("0") or "0", [])
            if (year is None or candidate.year == year)
            and (not codes or _kind_code(candidate) in codes)
            and issuer in bare(candidate.code or "")
        ]
        return sorted(found, key=lambda n: -(n.year or 0))

    def called(self, words: list[str]) -> tuple[list[Titled], int]:
        """Laws whose title the folded ``words`` begin with, newest first, and how many words
        the title has; the longest title wins.
        """
        for length in range(min(len(words), _LONGEST_TITLE), 0, -1):
            laws = self.titled.get(" ".join(words[:length]))
            if laws:
                return sorted(laws, key=lambda law: -(law.year or 0)), length
        return [], 0


def _unpadded(text: str) -> str:
    return text.strip().lstrip("0") or text


def _kind_code(number: DocumentNumber) -> str:
    return fold(re.split(r"[-.\d]", number.code or "", maxsplit=1)[0])


def _titled(library: Library, edition: int, access: Access) -> list[Titled]:
    found = []
    for kind in _NAMED_KINDS:
        records, _ = library.documents(edition=edition, access=access, kind=kind, limit=2_000)
        for record in records:
            title = " ".join(_KIND_FIRST.sub("", fold(record.head.title)).split())
            issued = record.head.issued_on
            year = record.head.number.year or (issued.year if issued else None)
            if title:
                found.append(Titled(record.head.number, title, year))
    return found
