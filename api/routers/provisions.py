"""``GET /v1/provisions/{path}``: one provision on a day; its life, and two days of it compared."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api import lookup
from api.door import Door, HouseDep
from api.lives import ComparisonDetail, LifeDetail, words_of
from api.pictures import pages_of
from api.routers.common import AsOf, failures
from api.schemas import DocumentItem, ProvisionDetail, ReferenceItem, UnitItem, address_in_words
from assistant.days import today
from assistant.domain.path import ProvisionPath
from assistant.library.records import StoredProvision

router = APIRouter(tags=["Văn bản"])

AddressPath = Annotated[
    str,
    Path(
        description="Địa chỉ: `43/2019/QH14%23dieu-5.khoan-2`, hoặc `43/2019/QH14/dieu-5.khoan-2` "
        "(dấu # viết là %23 hoặc thay bằng dấu gạch chéo).",
        examples=["01/2099/TT-MẪU/dieu-5.khoan-2"],
    ),
]

# The two longer addresses stand first: the plain one would take their last word for a part of
# its own. No attached text is called "timeline" or "diff", so nothing is hidden.


@router.get("/v1/provisions/{path:path}/timeline", summary="Diễn biến hiệu lực", responses=failures(404))
async def provision_timeline(house: HouseDep, path: AddressPath) -> LifeDetail:
    """Show the life of a provision, or of a document where the address is a number: phases that
    part all time between them, and what brought each about. A clause has its article's life.
    """
    return await house.work.run(lambda: LifeDetail.of(*lookup.life(house.keeper.get(), path), today()))


@router.get(
    "/v1/provisions/{path:path}/diff", summary="So sánh lời văn của hai ngày", responses=failures(404)
)
async def provision_diff(
    house: HouseDep,
    path: AddressPath,
    from_: Annotated[date, Query(alias="from", description="Ngày thứ nhất (năm-tháng-ngày).")],
    to: Annotated[date, Query(description="Ngày thứ hai (năm-tháng-ngày).")],
) -> ComparisonDetail:
    """Compare a provision, or one clause of it, on two days, word by word. Where the words of a
    day are not known, the comparison says so and has no stretches.
    """
    return await house.work.run(lambda: _diff(house.keeper.get(), path, from_, to))


def _diff(door: Door, text: str, first: date, second: date) -> ComparisonDetail:
    return ComparisonDetail.of(*lookup.compared(door, text, first, second), today())


@router.get("/v1/provisions/{path:path}", summary="Một điều, khoản hoặc điểm", responses=failures(404))
async def provision(house: HouseDep, path: AddressPath, as_of: AsOf = None) -> ProvisionDetail:
    """Show a provision in the words of a day; the address of a clause gives its article with the
    clause's place. Where the words of the day are not known, the nearest known are given and
    ``words_known`` is false.
    """
    return await house.work.run(lambda: _detail(house.keeper.get(), path, as_of or today()))


def _detail(door: Door, text: str, day: date) -> ProvisionDetail:
    address, stored, record = lookup.provision(door, text, day)
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
        **words_of(stored, day),
        url=unit.url or head.url,
        listed=stored.listed,
        pages=pages_of(stored, record, start, end),
        document=DocumentItem.of(record, day),
    )


def _printed(address: ProvisionPath, stored: StoredProvision) -> ProvisionPath:
    """The address as the library prints it, whatever spelling was asked for."""
    part = stored.provision.unit(address)
    return part.path if part else stored.provision.path
