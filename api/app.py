"""The application: routers, error form, limits and pages put together."""

import contextlib
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

from api.door import Door, DoorKeeper, House, open_assistant
from api.errors import add_error_handlers
from api.guard import BodyGuard, Guard, HostGuard
from api.pictures import PictureCache
from api.routers import (
    answers,
    changes,
    chat,
    conversations,
    documents,
    feedback,
    health,
    openai,
    pages,
    provisions,
    search,
)
from api.web import docs, lives, routes
from api.web.pages import STATIC, templates
from assistant import __version__
from assistant.errors import HocVuError
from assistant.settings import Settings

_DESCRIPTION = """Hỏi đáp quy định giáo dục Việt Nam, mỗi câu trả lời kèm căn cứ nguyên văn.

Mọi lỗi có cùng một dạng: `{"error": {"code", "message", "hint", "request_id"}}`.
"""

_NO_TELEMETRY = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(
    settings: Settings | None = None, open_door: Callable[[Settings], Door] = open_assistant
) -> FastAPI:
    """Build the application. The door opens when it starts; where it cannot, ``/readyz`` says why."""
    settings = settings or Settings()
    house = House.build(settings, DoorKeeper(settings, open_door))
    app = FastAPI(
        title="Học Vụ",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
        telemetry=_NO_TELEMETRY,  # type: ignore[arg-type]
    )
    app.state.house, app.state.drawn, app.state.pages = house, PictureCache(), templates()
    _add_guards(app, settings)
    add_error_handlers(app)
    for feature in (
        chat,
        openai,
        conversations,
        feedback,
        search,
        documents,
        provisions,
        changes,
        answers,
        pages,
        health,
        routes,
        lives,
        docs,
    ):
        app.include_router(feature.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    with contextlib.suppress(HocVuError):
        await house.work.run(house.keeper.get)
    yield
    house.close()


def _add_guards(app: FastAPI, settings: Settings) -> None:
    """The last one added stands outermost."""
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(
        BodyGuard,
        max_bytes=settings.max_body_bytes,
        timeout_s=settings.request_timeout_s,
        larger={"/v1/chat/completions": settings.max_conversation_bytes},
    )
    if origins := [
        origin.strip().rstrip("/") for origin in settings.cors_origins.split(",") if origin.strip()
    ]:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST", "DELETE"),
            allow_headers=("*",),  # clients of the OpenAI protocol send many of their own
            expose_headers=("X-Request-ID", "Retry-After"),
        )
    app.add_middleware(HostGuard, hosts=settings.allowed_hosts.split(","))
    app.add_middleware(Guard)
