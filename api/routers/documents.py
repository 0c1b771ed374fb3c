"""``GET /v1/documents`` and ``/v1/documents/{number}``: what the library holds."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api import inputs, lookup, sentences
from api.door import HouseDep
from api.routers.common import AsOf, failures
from api.schemas import (
    SAMPLE_NUMBER,
    DocumentDetail,
    DocumentItem,
    DocumentPage,
    OutlineItem,
    RelationItem,
    head_fields,
)
from assistant.days import today
from assistant.domain.document import DocumentKind
from assistant.library.records import DocumentRecord, StoredProvision

router = APIRouter(tags=["Văn bản"])

NumberPath = Annotated[
    str,
    Path(
        description="Số hiệu, giữ nguyên dấu gạch chéo; không phân biệt hoa thường, Đ hay D.",
        examples=[SAMPLE_NUMBER],
    ),
]


@router.get("/v1/documents", summary="Danh mục văn bản", responses=failures())
async def documents(
    house: HouseDep,
    q: Annotated[str, Query(max_length=300, description="Lọc theo số hiệu hoặc tên.")] = "",
    kind: Annotated[DocumentKind | None, Query(description="Lọc theo loại văn bản.")] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    as_of: AsOf = None,
) -> DocumentPage:
    """List the public documents of the published edition."""
    text = inputs.search_text(q)
    found, total = await house.work.run(
        lambda: house.keeper.get().documents(text=text, kind=kind, offset=offset, limit=limit)
    )
    day = as_of or today()
    items = [DocumentItem.of(record, day) for record in found]
    return DocumentPage(items=items, total=total, offset=offset, limit=limit)


@router.get("/v1/documents/{number:path}", summary="Một văn bản với cây mục lục", responses=failures(404))
async def document(house: HouseDep, number: NumberPath, as_of: AsOf = None) -> DocumentDetail:
    """Show a document: head, outline, relations, as of a day."""

    def read() -> tuple[DocumentRecord, list[StoredProvision]]:
        door = house.keeper.get()
        record = lookup.document(door, number)
        return record, door.outline(record.head.number, day)

    day = as_of or today()
    record, outline = await house.work.run(read)
    return _detail(record, outline, day)


def _detail(record: DocumentRecord, outline: list[StoredProvision], day: date) -> DocumentDetail:
    head = record.head
    fields = head_fields(record, day) | {
        "as_of": day,
        "basis": sentences.bases(record.timeline.on(day)),
        "provisions": record.provisions,
        "signer": head.signer,
        "signer_title": head.signer_title,
        "place": head.place,
        "legal_bases": list(head.legal_bases),
        "url": head.url,
        "source_name": record.source.name,
        "pages": len(record.pages),
        "warnings": list(record.warnings),
        "relations": [RelationItem.of(relation) for relation in record.relations],
        "outline": [OutlineItem.of(stored, day) for stored in outline],
    }
    return DocumentDetail.model_validate(fields)
