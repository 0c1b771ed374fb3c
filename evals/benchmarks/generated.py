"""Documents that nobody issued, in any number, with the distribution of a real library.

    python -m evals.benchmarks.generated --home HOME [--articles 78000]

``HOME`` is a real library: its words are read at run time and nothing of them is kept here. A
made document takes the build of a real one (how many articles under which headings, how long,
from which days) and fills it with a walk (``walk.Walk``) through the titles, headings and
texts of its field. Its number is its own, and it changes other made documents as often as the
real one changes others. The same seed gives the same documents in the same order.
"""

import argparse
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from assistant.domain.document import Document, DocumentKind, Head, Provision, Relation
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.library import Library
from assistant.library.rows import RANKABLE
from assistant.settings import Settings
from evals.benchmarks.machine import keep
from evals.benchmarks.walk import Walk, split
from evals.benchmarks.word_statistics import compared

SEED = 20_260
_FIRST_NUMBER = 100_000
_REMEMBERED = 1_000
_PAGE = 1_000
_CALLED_BY_TITLE = {
    DocumentKind.CONSTITUTION,
    DocumentKind.CODE,
    DocumentKind.LAW,
    DocumentKind.ORDINANCE,
}
"""Laws that people call by their titles; there is one of each, so that none is made."""

_COMMAND = "python -m evals.benchmarks.generated --home HOME"
_NOTES = (
    "real and made: as many whole documents of each.",
    "articles with the syllable (pair) of rank N: in how many articles the N-th most frequent syllable, or "
    "pair of neighbouring syllables, stands; what a question costs in the lexical index hangs on it.",
    "different syllables of an article: whether the words of a field keep together as in real articles.",
)


def real_documents(library: Library) -> list[Document]:
    """The documents that a library serves, with what it stores under them."""
    edition = library.edition()
    if edition is None:
        raise SystemExit("the library is empty")
    found: list[Document] = []
    while True:
        page, total = library.documents(edition=edition.number, offset=len(found), limit=_PAGE)
        found += (_document(library, record.head, edition.number) for record in page)
        if not page or len(found) >= total:
            return found


def _document(library: Library, head: Head, edition: int) -> Document:
    units = tuple(unit.provision for unit in library.outline(head.number, edition=edition))
    stated = library.document(head.number, edition=edition)
    return Document(head, units, stated.relations if stated is not None else ())


def articles_of(document: Document) -> int:
    """How many of its provisions are found by themselves."""
    return sum(unit.kind in RANKABLE for unit in document.provisions)


@dataclass(frozen=True)
class _Field:
    """The real documents on one subject: the moulds of the made ones."""

    number: int
    documents: tuple[Document, ...]


class Maker:
    """Makes documents in the manner of real ones, without end."""

    def __init__(self, real: Iterable[Document], seed: int = SEED) -> None:
        self._draw = Random(seed)  # noqa: S311  made text, no secret
        fields: dict[str, list[Document]] = {}
        for document in real:
            fields.setdefault(_subject(document), []).append(document)
        self._moulds = [
            (_Field(number, tuple(fields[name])), document)
            for number, name in enumerate(sorted(fields))
            for document in fields[name]
        ]
        groups = [fields[name] for name in sorted(fields)]
        self._titles = Walk([[d.head.title for d in group] for group in groups], self._draw)
        self._headings = Walk([_texts(group, "heading") for group in groups], self._draw)
        self._words = Walk([_texts(group, "text") for group in groups], self._draw)
        self._made = 0
        self._numbers: deque[DocumentNumber] = deque(maxlen=_REMEMBERED)

    def documents(self) -> Iterator[Document]:
        """One made document after another."""
        while True:
            yield self._like(*self._draw.choice(self._moulds))

    def _like(self, field: _Field, mould: Document) -> Document:
        number = self._number(mould)
        head = replace(
            mould.head,
            number=number,
            kind=_made_kind(mould.head.kind),
            title=self._titles.text(field.number, len(split(mould.head.title))),
        )
        units = tuple(self._unit(unit, field.number, number) for unit in mould.provisions)
        relations = tuple(self._relation(one, mould.number, number) for one in mould.relations)
        self._numbers.append(number)
        return Document(head, units, relations)

    def _number(self, mould: Document) -> DocumentNumber:
        self._made += 1
        _, _, rest = mould.number.text.partition("/")
        return DocumentNumber(f"{_FIRST_NUMBER + self._made}/{rest or 'X'}")

    def _unit(self, unit: Provision, field: int, number: DocumentNumber) -> Provision:
        heading, text = len(split(unit.heading)), len(split(unit.text))
        return replace(
            unit,
            path=_moved(unit.path, number),
            parent=_moved(unit.parent, number) if unit.parent else None,
            heading=self._headings.text(field, heading) if heading else "",
            text=self._words.text(field, text) if text else "",
            units=(),
            lines=(),
        )

    def _relation(self, one: Relation, mould: DocumentNumber, number: DocumentNumber) -> Relation:
        places = {mould: number}
        for end in (one.source, one.target):
            if end is not None and end.document not in places:
                places[end.document] = self._draw.choice(self._numbers) if self._numbers else number
        target = _moved(one.target, places[one.target.document]) if one.target else None
        return replace(one, source=_moved(one.source, places[one.source.document]), target=target)


def _subject(document: Document) -> str:
    return document.head.topic or document.head.kind.value


def _texts(group: Iterable[Document], name: str) -> list[str]:
    """Headings or texts of the articles of some documents; never nothing."""
    found = [str(getattr(unit, name)) for document in group for unit in document.provisions]
    return [text for text in found if text] or [name]


def _made_kind(kind: DocumentKind) -> DocumentKind:
    return DocumentKind.DECISION if kind in _CALLED_BY_TITLE else kind


def _moved(path: ProvisionPath, number: DocumentNumber) -> ProvisionPath:
    return replace(path, document=number)


def library_of(real: Sequence[Document], articles: int, seed: int = SEED) -> Iterator[Document]:
    """Whole documents of about ``articles`` articles: real ones first, in a drawn order, then
    made ones.
    """
    order = list(real)
    Random(seed).shuffle(order)  # noqa: S311  a sample, no secret
    size = 0
    for document in _chained(order, real, seed):
        if size >= articles:
            return
        size += articles_of(document)
        yield document


def _chained(order: Sequence[Document], real: Sequence[Document], seed: int) -> Iterator[Document]:
    yield from order
    yield from Maker(real, seed).documents()


def made_only(real: Sequence[Document], articles: int, seed: int = SEED) -> Iterator[Document]:
    """Made documents of about ``articles`` articles."""
    yield from _until(Maker(real, seed).documents(), articles)


def _until(documents: Iterable[Document], articles: int) -> Iterator[Document]:
    size = 0
    for document in documents:
        if size >= articles:
            return
        size += articles_of(document)
        yield document


def main() -> None:
    """Compare made articles with real ones and keep the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=78_000)
    options = parser.parse_args()
    library = Library.open(Settings(home=options.home).sqlalchemy_url)
    real = real_documents(library)
    library.close()
    figures = compared(_until(real, options.articles), made_only(real, options.articles))
    keep("generated", "Made articles beside real ones", _COMMAND, figures, _NOTES)


if __name__ == "__main__":
    main()
