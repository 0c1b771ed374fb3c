"""``/v1/conversations``: begin one, read it, delete it. Its id is the right to the last two."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.door import HouseDep
from api.kept import SAMPLE_ID, BeginRequest, ConversationBegun, ConversationDetail
from api.routers.common import failures

router = APIRouter(tags=["Trò chuyện"])

ConversationId = Annotated[
    str, Path(max_length=64, description="Mã khi bắt đầu cuộc trò chuyện.", examples=[SAMPLE_ID])
]


@router.post(
    "/v1/conversations",
    status_code=201,
    summary="Bắt đầu một cuộc trò chuyện",
    responses=failures(404),
)
async def begin(house: HouseDep, body: BeginRequest | None = None) -> ConversationBegun:
    """Begin a conversation; questions are added to it by ``POST /v1/chat`` with its id."""
    audience = body.audience if body else None
    return ConversationBegun.of(await house.work.run(lambda: house.keeper.get().kept.begin(audience)))


@router.get(
    "/v1/conversations/{conversation_id}",
    summary="Xem lại một cuộc trò chuyện",
    responses=failures(404),
)
async def history(house: HouseDep, conversation_id: ConversationId) -> ConversationDetail:
    """Give all turns that are kept, the first first."""
    found = await house.work.run(lambda: house.keeper.get().kept.history(conversation_id))
    return ConversationDetail.of(found)


@router.delete(
    "/v1/conversations/{conversation_id}",
    status_code=204,
    summary="Xoá một cuộc trò chuyện",
    responses=failures(404),
)
async def delete(house: HouseDep, conversation_id: ConversationId) -> None:
    """Delete the conversation for good, with what its asker said in feedback on it."""
    await house.work.run(lambda: house.keeper.get().kept.delete(conversation_id))
