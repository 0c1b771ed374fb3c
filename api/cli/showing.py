"""Finding what ``hocvu show`` shows."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.document import Access, Unit
from assistant.domain.path import ProvisionPath
from assistant.errors import BadRequest, EmptyLibrary, NotFound
from assistant.library import Library
from assistant.library.records import DocumentRecord, StoredProvision
from assistant.settings import Settings


@dataclass(frozen=True)
class Found:
    """A document with its outline, or with ``stored`` one provision of it, or with ``unit``
    one clause or point of that; in the words of ``day`` or those nearest to them.
    """

    path: ProvisionPath
    document: DocumentRecord
    day: date
    outline: tuple[StoredProvision, ...] = ()
    stored: StoredProvision | None = None
    unit: Unit | None = None


def find(settings: Settings, path: str, access: Access, day: date) -> Found:
    """What stands at ``path``; raise ``NotFound`` naming the nearest thing that exists."""
    parsed = _parse(path)
    library = Library.open(settings.sqlalchemy_url)
    try:
        edition = library.edition()
        if edition is None:
            raise EmptyLibrary("Thư viện còn trống.", "Chạy “hocvu sample” hoặc “hocvu ingest ĐƯỜNG_DẪN”.")
        return _find(library, parsed, edition.number, access, day)
    finally:
        library.close()


def _find(library: Library, path: ProvisionPath, edition: int, access: Access, day: date) -> Found:
    document = library.document(path.document, edition=edition, access=access)
    if document is None:
        raise NotFound(
            f"Thư viện không có văn bản số {path.document}.", "“hocvu list” kê các văn bản đang có."
        )
    if path.scope is None and not path.segments:
        outline = library.outline(path.document, edition=edition, access=access, day=day)
        return Found(path, document, day, outline=tuple(outline))
    stored = library.provision(path, edition=edition, access=access, day=day)
    unit = stored.provision.unit(path) if stored else None
    if stored is None or (unit is None and stored.provision.path != path):
        raise NotFound(
            f"Văn bản {path.document} không có {path.vietnamese() or path}.",
            f"“hocvu show {path.document}” cho xem mục lục của văn bản.",
        )
    return Found(path, document, day, stored=stored, unit=unit)


def _parse(path: str) -> ProvisionPath:
    try:
        return ProvisionPath.parse(path)
    except ValueError as error:
        raise BadRequest(f"Địa chỉ không đúng: {error}.", "Ví dụ: 43/2019/QH14#dieu-5.khoan-2") from error
