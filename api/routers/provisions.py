"""``GET /v1/provisions/{path}``: one provision with its words and its status on a day."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path

from api import lookup
from api.door import Door, HouseDep
from api.pictures import pages_of
from api.routers.common import AsOf, failures
from api.schemas import DocumentItem, ProvisionDetail, ReferenceItem, UnitItem, address_in_words
from assistant.assistant import today
from assistant.domain.path import ProvisionPath
from assistant.library.records import StoredProvision

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
    return await house.work.run(lambda: _detail(house.keeper.get(), path, as_of or today()))


def _detail(door: Door, text: str, day: date) -> ProvisionDetail:
    address, stored, record = lookup.provision(door, text)
    unit, head = stored.provision, stored.document
    start, end = lookup.span(address, stored)
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
        references=[ReferenceItem.of(cited, unit.text) for cited in lookup.references(door, stored)],
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


def _printed(address: ProvisionPath, stored: StoredProvision) -> ProvisionPath:
    """The address as the library prints it, whatever spelling was asked for."""
    part = stored.provision.unit(address)
    return part.path if part else stored.provision.path
