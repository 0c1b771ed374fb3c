"""A library read once for drafting: its documents, and their articles in reading order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.domain.document import Relation, RelationKind
from assistant.domain.path import UnitKind
from assistant.domain.validity import Status
from assistant.library.records import DocumentRecord, StoredProvision
from evals.sets.headings import matter
from evals.sets.held import Held
from evals.sets.likeness import plain

_MOST = 1_000_000
_IN_FORCE = (Status.IN_FORCE, Status.PARTLY_EXPIRED)


@dataclass(frozen=True)
class Shelf:
    """``articles`` by their document's comparable number; each in the words of its source."""

    held: Held
    documents: tuple[DocumentRecord, ...]
    articles: dict[str, tuple[StoredProvision, ...]]

    @classmethod
    def read(cls, held: Held, text: str = "") -> "Shelf":
        """The documents that have the words of ``text`` in number, kind, title or issuer; all, without."""
        library = held.library
        records, _ = library.documents(edition=held.edition, access=held.access, text=text, limit=_MOST)
        ranked = sorted(records, key=lambda record: record.head.number.key)
        return cls(held, tuple(ranked), {one.head.number.key: _articles(held, one) for one in ranked})

    def all(self) -> Iterator[tuple[DocumentRecord, StoredProvision]]:
        """Every article with its document."""
        for record in self.documents:
            for article in self.articles[record.head.number.key]:
                yield record, article

    def asked_about(self, day: date) -> dict[str, list[StoredProvision]]:
        """The articles in force on a day whose heading names a matter, by their document's number."""
        found: dict[str, list[StoredProvision]] = {}
        for record, article in self.all():
            if in_force(article, day) and matter(article.provision.heading) and article.provision.text:
                found.setdefault(record.head.number.key, []).append(article)
        return found

    def shared(self) -> Counter[str]:
        """How many articles have a heading, by its plain words."""
        return Counter(plain(article.provision.heading) for _, article in self.all())

    def replacements(self) -> list[Relation]:
        """What says that a whole document replaces another, with its day."""
        library = self.held.library
        found: list[Relation] = []
        for record in self.documents:
            relations = library.relations_from(
                record.head.number,
                edition=self.held.edition,
                access=self.held.access,
                kind=RelationKind.REPLACES,
            )
            found += [one for one in relations if one.target and one.effective_on and not one.target.segments]
        return found


def _articles(held: Held, record: DocumentRecord) -> tuple[StoredProvision, ...]:
    outline = held.library.outline(record.head.number, edition=held.edition, access=held.access)
    return tuple(one for one in outline if one.provision.kind is UnitKind.ARTICLE)


def in_force(article: StoredProvision, day: date) -> bool:
    """Whether the library takes an article to be in force on a day."""
    return article.status_on(day) in _IN_FORCE
