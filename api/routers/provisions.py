"""``GET /v1/provisions/{path}``: one provision with its words and its status on a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path

from api import inputs
from api.door import House, HouseDep
from api.pictures import pages_of
from api.routers.common import AsOf, failures
from api.schemas import DocumentItem, ProvisionDetail, UnitItem, address_in_words
from assistant.assistant import today
from assistant.domain.path import ProvisionPath
from assistant.errors import NotFound
from assistant.library.records import DocumentRecord, StoredProvision

router = APIRouter(tags=["Văn bản"])


@router.get("/v1/provisions/{path:path}", summary="Một điều, khoản hoặc điểm", responses=failures(404))
async def provision(
    house: HouseDep,
    path: Annotated[
        str,
        Path(
            description="Địa chỉ: `43/2019/QH14%23dieu-5.khoan-2`, hoặc `43/2019/QH14/dieu-5.khoan-2` "
            "(dấu # viết là %23 hoặc thay bằng dấu gạch chéo).",
            examples=["01/2099/TT-MẪU/dieu-5.khoan-2"],
        ),
    ],
    as_of: AsOf = None,
) -> ProvisionDetail:
    """Show a provision; the address of a clause gives its article with the clause's place."""
    address, stored, record = await house.work.run(lambda: find(house, path))
    return _detail(address, stored, record, as_of or today())


def find(house: House, text: str) -> tuple[ProvisionPath, StoredProvision, DocumentRecord]:
    """The provision that an address means; raises ``NotFound``. Blocks."""
    door = house.keeper.get()
    for path in inputs.addresses(text):
        try:
            stored = door.show(path)
            return path, stored, door.document(stored.document.number)
        except NotFound:
            continue
    raise NotFound(
        "Không có điều, khoản nào ở địa chỉ đó.",
        "Địa chỉ có dạng 43/2019/QH14%23dieu-5.khoan-2; xem mục lục văn bản để lấy đúng địa chỉ.",
    )


def _detail(
    address: ProvisionPath, stored: StoredProvision, record: DocumentRecord, day: date
) -> ProvisionDetail:
    unit, head = stored.provision, stored.document
    start, end = span(address, stored)
    path = _printed(address, stored)
    return ProvisionDetail(
        path=str(path),
        article_path=str(unit.path),
        address=address_in_words(path, stored),
        kind=unit.kind.value,
        label=unit.label,
        heading=unit.heading,
        headings=list(stored.headings),
        text=unit.text,
        start=start,
        end=end,
        units=[UnitItem.of(part) for part in unit.units],
        as_of=day,
        status=stored.status_on(day),
        in_force_from=stored.in_force_from,
        expires_on=stored.expires_on,
        note=unit.note,
        url=unit.url or head.url,
        listed=stored.listed,
        pages=pages_of(stored, record, start, end),
        document=DocumentItem.of(record, day),
    )


def span(address: ProvisionPath, stored: StoredProvision) -> tuple[int, int]:
    """Where the addressed clause stands in the provision's text; all of it for an article."""
    part = stored.provision.unit(address)
    return (part.start, part.end) if part else (0, len(stored.provision.text))


def _printed(address: ProvisionPath, stored: StoredProvision) -> ProvisionPath:
    """The address as the library prints it, whatever spelling was asked for."""
    part = stored.provision.unit(address)
    return part.path if part else stored.provision.path
