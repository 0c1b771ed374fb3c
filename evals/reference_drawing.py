"""References drawn from a library, some of them to what does not exist.

A document is drawn, an article of it, and the article or one of its clauses or points; then it
is written in a spelling. One that leaves out a part of the number may fit several documents:
``Asked.fits`` has them all, counted from the library's list of documents alone.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain.document import Access, Head, Provision
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.domain.words import fold
from assistant.library import Library
from evals.reference_spellings import SPELLINGS, Spelling, Target

ABSENT = ("document", "article", "clause", "point")
"""What may not exist of a reference."""

_INEXISTENT = 10
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_YEARS = range(1995, 2031)
_PAGE = 2_000
_FREE_NUMBERS = 400
_FEW = 2
_TRIES = 500


@dataclass(frozen=True)
class Asked:
    """Words for a target; ``absent``: what of it does not exist; ``fits``: keys of the documents
    that the words fit.
    """

    words: str
    target: Target
    spelling: Spelling
    absent: str = ""
    fits: frozenset[str] = frozenset()

    @property
    def ambiguous(self) -> bool:
        """Whether the words fit several documents."""
        return len(self.fits) > 1


class Drawing:
    """Draws from the published edition of ``library``, the same for the same seed."""

    def __init__(self, library: Library, seed: int) -> None:
        edition = library.edition()
        if edition is None:
            raise SystemExit("the library is empty")
        self._library, self._edition = library, edition.number
        self._draw = random.Random(seed)  # noqa: S311  a sample, no secret
        self._targets = [_target_of(head) for head in self._heads() if head.number.text[0].isdigit()]
        self._fitting: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for target in self._targets:
            for tells in ("number", "kind", "body", "title", "initials"):
                self._fitting[_told(target, tells)].add(target.number.key)
        self._articles = lru_cache(maxsize=64)(self._read_articles)

    def references(self, count: int) -> Iterator[Asked]:
        """``count`` references that fit one document or, a tenth, name what does not exist;
        between them the ambiguous ones that were met on the way.
        """
        done = tries = 0
        while done < count:
            tenth = done % _INEXISTENT == _INEXISTENT - 1
            absent = ABSENT[done // _INEXISTENT % len(ABSENT)] if tenth else ""
            # A library may have no document that can be written in the spelling whose turn it is.
            turn = done % len(SPELLINGS) if tries < _TRIES else self._draw.randrange(len(SPELLINGS))
            asked = self._asked(SPELLINGS[turn], absent)
            tries += 1
            if asked is not None:
                done, tries = (done, tries) if asked.ambiguous else (done + 1, 0)
                yield asked

    # --- one reference

    def _asked(self, spelling: Spelling, absent: str) -> Asked | None:
        target = self._target()
        if target is not None and absent:
            target = self._without(target, absent)
            spelling = self._draw.choice(SPELLINGS)
        words = spelling.make(target, self._draw) if target else None
        if target is None or words is None:
            return None
        fits = self._fitting.get(_told(target, spelling.tells), set())
        if absent and len(fits) != (absent != "document"):
            return None
        return Asked(words, target, spelling, absent, frozenset(fits))

    def _target(self) -> Target | None:
        target = self._draw.choice(self._targets)
        articles = self._articles(target.number)
        if not articles:
            return None
        provision = self._draw.choice(articles)
        path = self._draw.choice([provision.path, *self._some_units(provision)])
        labels = {segment.kind: segment.label for segment in path.segments}
        return replace(
            target,
            article=labels[UnitKind.ARTICLE],
            clause=labels.get(UnitKind.CLAUSE, ""),
            point=labels.get(UnitKind.POINT, ""),
        )

    def _some_units(self, provision: Provision) -> list[ProvisionPath]:
        """At most two clauses and two points of clauses, so that whole articles are drawn too."""
        depth = len(provision.path.segments)
        wanted = ([UnitKind.CLAUSE], [UnitKind.CLAUSE, UnitKind.POINT])
        found = []
        for kinds in wanted:
            paths = [u.path for u in provision.units if [s.kind for s in u.path.segments[depth:]] == kinds]
            found += self._draw.sample(paths, min(_FEW, len(paths)))
        return found

    # --- what does not exist

    def _without(self, target: Target, absent: str) -> Target | None:
        if absent == "document":
            return self._free_number(target)
        if absent == "article":
            return self._beyond_articles(target)
        return self._beyond_clauses(target) if absent == "clause" else self._beyond_points(target)

    def _free_number(self, target: Target) -> Target | None:
        """Another running number, and of a law another year of its title."""
        if target.number.year is None:
            return None
        running = f"{self._draw.randrange(1, _FREE_NUMBERS):02}"
        number = DocumentNumber(target.number.text.replace(target.running, running, 1))
        return replace(target, number=number, year=self._draw.choice(_YEARS))

    def _beyond_articles(self, target: Target) -> Target:
        last = max(_value(provision.path.article or "") for provision in self._articles(target.number))
        return replace(target, article=str(last + self._draw.randint(1, 40)), clause="", point="")

    def _beyond_clauses(self, target: Target) -> Target | None:
        clauses = self._labels(target, UnitKind.CLAUSE, [])
        if not clauses:
            return None
        last = max(map(_value, clauses))
        return replace(target, clause=str(last + self._draw.randint(1, 9)), point="")

    def _beyond_points(self, target: Target) -> Target | None:
        points = self._labels(target, UnitKind.POINT, [target.clause]) if target.clause else []
        last = max((_LETTERS.find(label[0]) for label in points), default=len(_LETTERS))
        free = _LETTERS[last + 2 :]
        return replace(target, point=self._draw.choice(free)) if free else None

    def _labels(self, target: Target, kind: UnitKind, above: Sequence[str]) -> list[str]:
        """Of every article of the target's number the units of a kind that stand in ``above``."""
        found = []
        for provision in self._articles(target.number):
            depth = len(provision.path.segments)
            for unit in provision.units if provision.path.article == target.article else ():
                *outer, last = unit.path.segments[depth:]
                if last.kind is kind and [segment.label for segment in outer] == above:
                    found.append(last.label)
        return found

    # --- the library

    def _heads(self) -> Iterator[Head]:
        offset, total = 0, 1
        while offset < total:
            page, total = self._library.documents(
                edition=self._edition, access=Access.PUBLIC, offset=offset, limit=_PAGE
            )
            yield from (record.head for record in page)
            offset += _PAGE

    def _read_articles(self, number: DocumentNumber) -> list[Provision]:
        units = self._library.outline(number, edition=self._edition, access=Access.PUBLIC)
        return [unit.provision for unit in units if unit.provision.kind is UnitKind.ARTICLE]


def _target_of(head: Head) -> Target:
    year = head.number.year or (head.issued_on.year if head.issued_on else None)
    return Target(head.number, head.kind, head.title, head.issued_on, year, "1")


def _value(label: str) -> int:
    match = re.match(r"\d+", label)
    return int(match.group()) if match else 0


def _told(target: Target, tells: str) -> tuple[str, ...]:
    """What words of a spelling tell of a document, comparable between documents."""
    number, code = target.number, fold(target.number.code or "")
    numbered = (tells, number.running or number.key, str(number.year))
    if tells == "kind":
        return (*numbered, re.split(r"[^a-z]", code)[0])
    if tells == "body":
        return (*numbered, re.sub(r"[^a-z0-9]", "", code))
    if tells in ("title", "initials") and target.is_law:
        words = [word for word in re.findall(r"[a-z0-9]+", fold(target.name)) if word != "va"]
        name = " ".join(words) if tells == "title" else "".join(word[0] for word in words)
        return (tells, name, str(target.year))
    return ("number", re.sub(r"[^a-z0-9]", "", number.key))
