"""What a library holds, as far as sets need it: whether an address exists, and where articles are."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.domain.path import ProvisionPath
from assistant.errors import EmptyLibrary
from assistant.library import Library
from assistant.settings import Settings
from evals.cases import Case


@dataclass
class Held:
    """One edition of a library for one kind of asker. What was looked up is remembered."""

    library: Library
    edition: int
    access: Access = Access.PUBLIC
    _known: dict[str, bool] = field(default_factory=dict)
    _articles: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def exists(self, address: str) -> bool:
        """Whether the document, or in some wording the very unit, is there."""
        if address not in self._known:
            self._known[address] = self._look(ProvisionPath.parse(address))
        return self._known[address]

    def articles(self, document: str, article: str) -> list[str]:
        """The addresses of all articles of that number in a document: one can stand in the document
        and one in each text issued with it.
        """
        key = DocumentNumber(document).key
        if key not in self._articles:
            found: dict[str, list[str]] = {}
            number = DocumentNumber(document)
            for stored in self.library.outline(number, edition=self.edition, access=self.access):
                path = stored.provision.path
                if path.article and path == path.article_path:
                    found.setdefault(path.article.lower(), []).append(str(path))
            self._articles[key] = found
        return self._articles[key].get(article.lower(), [])

    def _look(self, path: ProvisionPath) -> bool:
        if not path.segments and path.scope is None:
            found = self.library.document(path.document, edition=self.edition, access=self.access)
            return found is not None
        near = self.library.provision(path, edition=self.edition, access=self.access)
        if near is None:
            return False
        own = near.provision.path
        wordings = self.library.wordings(own, edition=self.edition, access=self.access)
        return path == own or any(one.provision.unit(path) is not None for one in wordings)


@contextmanager
def opened(settings: Settings, access: Access = Access.PUBLIC) -> Iterator[Held]:
    """The published edition of the library in ``settings``, without its indexes; raise
    ``EmptyLibrary``.
    """
    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        if edition is None:
            raise EmptyLibrary("Thư viện chưa có văn bản nào.", "Chạy “hocvu ingest” trước.")
        yield Held(library, edition.number, access)
    finally:
        library.close()


def placed(cases: Iterable[Case], held: Held) -> list[Case]:
    """The cases with gold that names an article by document and number alone put where the library
    has it: at an article of the document, of a text issued with it, or either.

    Formats such as ALQAC's cannot say which. What the library has nowhere stays as it is.
    """
    return [case.model_copy(update={"gold": _placed(case, held)}) for case in cases]


def _placed(case: Case, held: Held) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(dict.fromkeys(place for one in group for place in _places(one, held))) for group in case.gold
    )


def _places(address: str, held: Held) -> list[str]:
    path = ProvisionPath.parse(address)
    if path.scope is not None or path.article is None or path != path.article_path:
        return [address]
    return held.articles(str(path.document), path.article) or [address]
