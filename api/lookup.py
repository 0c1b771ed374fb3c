"""Documents and provisions by the numbers and addresses that people send. All of it blocks."""

from datetime import date
from typing import Protocol

from api import inputs
from api.door import Door
from assistant.domain.path import ProvisionPath
from assistant.errors import NotFound
from assistant.library.records import CitedText, DocumentRecord, StoredProvision
from assistant.lives import Comparison, Life


class Looking(Protocol):
    """What looking lives up asks of a door."""

    def timeline(self, path: ProvisionPath) -> Life:
        """The life of a provision or document."""

    def compare(self, path: ProvisionPath, first: date, second: date) -> Comparison:
        """A provision on two days."""


_DOCUMENTS = "Xem danh mục văn bản để lấy đúng số hiệu."
_ADDRESS = "Địa chỉ có dạng 43/2019/QH14%23dieu-5.khoan-2; xem mục lục văn bản để lấy đúng địa chỉ."


def document(door: Door, text: str) -> DocumentRecord:
    """The document of that number, however written; raises ``NotFound`` with a hint for the web."""
    number = inputs.number(text)
    try:
        return door.document(number)
    except NotFound as error:
        raise NotFound(error.message, _DOCUMENTS) from None


def provision(
    door: Door, text: str, day: date | None = None
) -> tuple[ProvisionPath, StoredProvision, DocumentRecord]:
    """The provision that an address means, in the words of a day, with its document; raises
    ``NotFound``.
    """
    for path in inputs.addresses(text):
        try:
            stored = door.show(path, day)
            return path, stored, door.document(stored.document.number)
        except NotFound:
            continue
    raise NotFound("Không có điều, khoản nào ở địa chỉ đó.", _ADDRESS)


def life(door: Looking, text: str) -> tuple[ProvisionPath, Life]:
    """The life of the provision or document that an address means, and the address as the library
    prints it; raises ``NotFound``, also for a clause that no wording of its article has.
    """
    for path in (*inputs.addresses(text), *inputs.documents(text)):
        try:
            found = door.timeline(path)
        except NotFound:
            continue
        return _printed(path, found), found
    raise NotFound("Không có văn bản, điều, khoản nào ở địa chỉ đó.", _ADDRESS)


def compared(door: Looking, text: str, first: date, second: date) -> tuple[ProvisionPath, Comparison]:
    """What an address means on two days, and the address as printed; raises ``NotFound``."""
    path, found = life(door, text)
    if not found.label:
        raise NotFound("Văn bản không có lời văn riêng để so sánh.", _ADDRESS)
    return path, door.compare(path, first, second)


def _printed(path: ProvisionPath, found: Life) -> ProvisionPath:
    if path == found.path:
        return found.path
    units = (one.provision.unit(path) for one in found.wordings.values())
    unit = next(filter(None, units), None)
    if unit is None:
        raise NotFound(f"{found.path} không có phần này trong lời văn nào.", _ADDRESS)
    return unit.path


def references(door: Door, stored: StoredProvision) -> list[CitedText]:
    """What the provision's words name, each target once, its own article left out."""
    found = {cited.path: cited for cited in reversed(door.references(stored))}
    others = (cited for cited in found.values() if cited.path.article_path != stored.provision.path)
    return sorted(others, key=lambda cited: (cited.start, str(cited.path)))


def span(address: ProvisionPath, stored: StoredProvision) -> tuple[int, int]:
    """Where the addressed clause stands in the provision's text; all of it for an article."""
    part = stored.provision.unit(address)
    return (part.start, part.end) if part else (0, len(stored.provision.text))
