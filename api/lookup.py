"""Documents and provisions by the numbers and addresses that people send. All of it blocks."""

from api import inputs
from api.door import Door
from assistant.domain.path import ProvisionPath
from assistant.errors import NotFound
from assistant.library.records import CitedText, DocumentRecord, StoredProvision

_DOCUMENTS = "Xem danh mục văn bản để lấy đúng số hiệu."
_ADDRESS = "Địa chỉ có dạng 43/2019/QH14%23dieu-5.khoan-2; xem mục lục văn bản để lấy đúng địa chỉ."


def document(door: Door, text: str) -> DocumentRecord:
    """The document of that number, however written; raises ``NotFound`` with a hint for the web."""
    number = inputs.number(text)
    try:
        return door.document(number)
    except NotFound as error:
        raise NotFound(error.message, _DOCUMENTS) from None


def provision(door: Door, text: str) -> tuple[ProvisionPath, StoredProvision, DocumentRecord]:
    """The provision that an address means, with its document; raises ``NotFound``."""
    for path in inputs.addresses(text):
        try:
            stored = door.show(path)
            return path, stored, door.document(stored.document.number)
        except NotFound:
            continue
    raise NotFound("Không có điều, khoản nào ở địa chỉ đó.", _ADDRESS)


def references(door: Door, stored: StoredProvision) -> list[CitedText]:
    """What the provision's words name, each target once, its own article left out."""
    found = {cited.path: cited for cited in reversed(door.references(stored))}
    others = (cited for cited in found.values() if cited.path.article_path != stored.provision.path)
    return sorted(others, key=lambda cited: (cited.start, str(cited.path)))


def span(address: ProvisionPath, stored: StoredProvision) -> tuple[int, int]:
    """Where the addressed clause stands in the provision's text; all of it for an article."""
    part = stored.provision.unit(address)
    return (part.start, part.end) if part else (0, len(stored.provision.text))
