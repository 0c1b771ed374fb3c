"""Small hand-made documents in a real library, and hits on them without any index."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from assistant.domain.document import Document, DocumentKind, Head, Provision, Relation
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath, UnitKind
from assistant.library import Library
from assistant.library.records import Source, StoredProvision
from assistant.retrieval.results import Hit, SearchResult, Understood
from ingest.structure import parse_article_text


@dataclass
class Maker:
    """Makes values for tests; ``library`` is set by ``publish``."""

    url: str
    library: Library | None = None

    def article(self, path: str, heading: str, text: str, **fields) -> Provision:
        where = ProvisionPath.parse(path)
        units = parse_article_text(where, text)
        label = f"Điều {where.article}"
        return Provision(where, UnitKind.ARTICLE, label, heading, text, units=units, **fields)

    def head(self, number: str, title: str = "Quy định về lớp học đêm", **fields) -> Head:
        known = {"kind": DocumentKind.CIRCULAR, "in_force_from": date(2020, 1, 1)}
        return Head(DocumentNumber(number), title=title, **(known | fields))

    def publish(self, *documents: tuple[Head, list[Provision], list[Relation]]) -> Library:
        self.library = Library.open(self.url)
        edition = self.library.begin().number
        for at, (head, provisions, relations) in enumerate(documents):
            source = Source(f"{at}.txt", f"{at:064x}", "text/plain", 1)
            document = Document(head, tuple(provisions), tuple(relations))
            self.library.put_document(document, source, edition=edition)
        self.library.publish(edition, "none")
        return self.library

    @property
    def edition(self) -> int:
        return self.library.edition().number

    def stored(self, path: str) -> StoredProvision:
        return self.library.provision(ProvisionPath.parse(path), edition=self.edition)

    def result(self, question: str, *paths: str, reference=None, coverage: float = 1.0) -> SearchResult:
        hits = tuple(self.hit(path, 0.8 - 0.1 * at, coverage) for at, path in enumerate(paths))
        return SearchResult(hits, Understood(question), self.edition, reference=reference)

    def hit(self, path: str, score: float, coverage: float = 1.0) -> Hit:
        return Hit(self.stored(path), score, lexical=0.6, vector=0.6, coverage=coverage, pairs=coverage)


@pytest.fixture
def make(tmp_path) -> Callable[[], Maker]:
    maker = Maker(f"sqlite:///{tmp_path / 'library.sqlite3'}")
    yield maker
    if maker.library is not None:
        maker.library.close()
