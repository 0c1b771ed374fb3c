"""``/healthz`` says that the process lives, ``/readyz`` that it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.door import HouseDep
from api.routers.common import failures
from assistant import __version__
from assistant.errors import EmptyLibrary

router = APIRouter(tags=["Vận hành"])


class Health(BaseModel):
    """The process lives."""

    status: str = Field("ok", examples=["ok"])
    version: str = __version__


class Readiness(BaseModel):
    """The service can answer from an edition."""

    status: str = Field("ready", examples=["ready"])
    edition: int = Field(description="Số của ấn bản đang phục vụ.")
    embedder: str = Field(description="Mô hình véc-tơ của ấn bản.")


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="Máy chủ còn chạy")
async def healthz() -> Health:
    """Answer without touching the library."""
    return Health()


@router.get("/readyz", summary="Sẵn sàng trả lời", responses=failures())
async def readyz(house: HouseDep) -> Readiness:
    """Say which edition answers, or why none does."""
    return await house.work.run(lambda: _ready(house))


def _ready(house: HouseDep) -> Readiness:
    edition = house.keeper.get().edition()
    if edition is None:
        raise EmptyLibrary(
            "Thư viện chưa có văn bản nào.", "Chạy “hocvu ingest” để đọc văn bản vào thư viện."
        )
    return Readiness(edition=edition.number, embedder=edition.embedder)
