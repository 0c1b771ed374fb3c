"""What the words of a provision refer to, as far as the library has it.

References are read when a provision is shown, not when it is stored: a document that comes
later is found by those that named it before.
"""

from assistant.domain.document import Access
from assistant.domain.path import ProvisionPath
from assistant.domain.references import Resolver, provision_references
from assistant.library.library import Library
from assistant.library.records import CitedText, StoredProvision


def cited_texts(
    library: Library,
    stored: StoredProvision,
    *,
    edition: int,
    access: Access = Access.PUBLIC,
    resolve: Resolver | None = None,
) -> tuple[CitedText, ...]:
    """The references of ``stored`` that lead to a text which ``access`` may see, in order. Laws that
    are named without their number are those that ``resolve`` knows.
    """
    titles, found = dict[ProvisionPath, str | None](), list[CitedText]()
    for reference in provision_references(stored.provision, resolve=resolve):
        path = reference.path
        if path not in titles:
            titles[path] = _title(library, path, edition, access)
        title = titles[path]
        if title is not None:
            found.append(CitedText(reference.start, reference.end, path, title))
    return tuple(found)


def _title(library: Library, path: ProvisionPath, edition: int, access: Access) -> str | None:
    """The title of what stands at ``path``; ``None`` where nothing does."""
    if not path.segments and path.scope is None:
        record = library.document(path.document, edition=edition, access=access)
        return record.head.title if record else None
    stored = library.provision(path, edition=edition, access=access)
    if stored is None or not _has(stored, path):
        return None
    return stored.provision.heading


def _has(stored: StoredProvision, path: ProvisionPath) -> bool:
    """Whether the very clause or point that is named stands in the provision."""
    return stored.provision.path == path or stored.provision.unit(path) is not None
