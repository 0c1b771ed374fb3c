"""One form for every failure, in Vietnamese: what went wrong, what to do, and a request's id.

HocVuError (assistant.errors)
├── Overloaded     too many requests at once (503, with Retry-After)
├── TooSlow        the work took longer than the limit (504)
├── NotReady       the service has not opened its library yet (503)
├── UnknownHost    the Host header names no host of ours (400)
├── CannotListen   the address to serve on is taken (500; only a person at the machine sees it)
└── NoPicture      the document has no page that can be drawn (404)

What is sent never holds a stack trace, a path of this machine or the words of the asker.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from api.openai.errors import is_openai, openai_form, status_of
from assistant.errors import HocVuError, NotFound

log = logging.getLogger("hocvu.api")

RETRY_AFTER_S = 2


class Overloaded(HocVuError):
    """More requests are inside than the service works on."""

    code, status = "overloaded", 503


class TooSlow(HocVuError):
    """The work took longer than one request may take."""

    code, status = "timeout", 504


class NotReady(HocVuError):
    """The library or its indexes are not open."""

    code, status = "not_ready", 503


class UnknownHost(HocVuError):
    """The request is for a host that this service does not answer to."""

    code, status = "unknown_host", 400


class CannotListen(HocVuError):
    """The service cannot take the address and port it was given."""

    code = "cannot_listen"


class NoPicture(NotFound):
    """There is no picture of that page: no PDF, no such page, or the source is gone."""

    code = "no_picture"


class ErrorBody(BaseModel):
    """What went wrong, for a person and for a program."""

    code: str = Field(description="Mã lỗi ổn định, dành cho chương trình.")
    message: str = Field(description="Điều gì đã xảy ra.")
    hint: str = Field(description="Nên làm gì tiếp theo; có thể trống.")
    request_id: str = Field(description="Mã yêu cầu, để đối chiếu với nhật ký của máy chủ.")


class ErrorForm(BaseModel):
    """The one form of every failure."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "error": {
                        "code": "not_found",
                        "message": "Không có văn bản số 99/2099/TT-MẪU trong thư viện.",
                        "hint": "Kiểm tra lại số hiệu, hoặc xem danh mục văn bản.",
                        "request_id": "5d41402abc4b2a76",
                    }
                }
            ]
        }
    )

    error: ErrorBody


@dataclass(frozen=True)
class Failure:
    """A failure as it goes out: status, code, the two sentences, extra headers."""

    status: int
    code: str
    message: str
    hint: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    param: str | None = None

    def openai_form(self, request_id: str) -> dict[str, Any]:
        """The failure as clients of the OpenAI protocol read it, ready for JSON."""
        return openai_form(self.status, self.code, self.message, self.hint, self.param, request_id)

    def form(self, request_id: str) -> dict[str, Any]:
        """The failure in the one form, ready for JSON."""
        body = ErrorBody(code=self.code, message=self.message, hint=self.hint, request_id=request_id)
        return ErrorForm(error=body).model_dump()


_INTERNAL = Failure(
    500,
    "internal",
    "Máy chủ gặp lỗi ngoài dự kiến.",
    "Vui lòng thử lại. Nếu lỗi lặp lại, hãy gửi mã yêu cầu cho người quản trị.",
)

_HTTP: dict[int, tuple[str, str, str]] = {
    400: ("bad_request", "Yêu cầu không đọc được.", "Nội dung gửi lên phải là JSON hợp lệ."),
    404: (
        "not_found",
        "Không có trang hay địa chỉ này.",
        "Xem các địa chỉ của giao diện lập trình tại /docs.",
    ),
    405: ("method_not_allowed", "Địa chỉ này không nhận phương thức đó.", "Xem tại /docs."),
    408: ("request_timeout", "Yêu cầu gửi lên quá chậm.", "Kiểm tra kết nối mạng rồi gửi lại."),
    413: ("body_too_large", "Nội dung gửi lên quá lớn.", "Rút ngắn câu hỏi rồi gửi lại."),
    415: ("unsupported_media_type", "Kiểu nội dung không được hỗ trợ.", "Gửi JSON với Content-Type phù hợp."),
}

_RULES = {
    "missing": "thiếu giá trị",
    "extra_forbidden": "không có tham số này",
    "json_invalid": "không phải JSON hợp lệ",
    "string_type": "phải là chuỗi ký tự",
    "string_unicode": "chứa ký tự không hợp lệ",
    "string_too_short": "quá ngắn",
    "string_too_long": "quá dài",
    "greater_than_equal": "quá nhỏ",
    "less_than_equal": "quá lớn",
    "int_parsing": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "enum": "không thuộc các giá trị cho phép",
    "literal_error": "không thuộc các giá trị cho phép",
    "model_attributes_type": "phải là một đối tượng JSON",
}


def failure_of(error: Exception) -> Failure:
    """What an exception tells the outside."""
    if isinstance(error, HocVuError):
        headers = {"Retry-After": str(RETRY_AFTER_S)} if error.status == 503 else {}
        param: str | None = getattr(error, "param", None)
        return Failure(error.status, error.code, error.message, error.hint, headers, param)
    if isinstance(error, RequestValidationError):
        return _invalid(error.errors())
    if isinstance(error, HTTPException):
        return _http(error)
    return _INTERNAL


def _http(error: HTTPException) -> Failure:
    other = ("http_error", "Yêu cầu không thực hiện được.", "")
    code, message, hint = _HTTP.get(error.status_code, other)
    return Failure(error.status_code, code, message, hint, error.headers or {})


def _invalid(errors: Sequence[Any]) -> Failure:
    """Say which value is wrong and how; the value itself is not repeated."""
    found = [f"{_where(error['loc'])}: {_rule(str(error['type']))}" for error in errors[:5]]
    message = "Yêu cầu không hợp lệ: " + "; ".join(found) + "."
    return Failure(422, "invalid_request", message, "Xem các tham số và ví dụ tại /docs.")


def _where(location: Sequence[Any]) -> str:
    """The name of our own field; keys invented by the sender are not echoed."""
    name = next((str(part) for part in location[1:2] if isinstance(part, str)), "")
    return f"“{name}”" if name.isascii() and name.isidentifier() and len(name) <= 32 else "nội dung"


def _rule(kind: str) -> str:
    if kind.startswith("date"):
        return "phải là ngày theo dạng năm-tháng-ngày, ví dụ 2025-02-14"
    return _RULES.get(kind, "không đúng dạng")


def request_id_of(request: Request) -> str:
    """The id that this request carries in logs and answers."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asked, so that the failure is shown as a page."""
    path = str(request.scope.get("path", ""))
    is_service = path.startswith(("/v1", "/static", "/healthz", "/readyz", "/openapi.json"))
    return not is_service and "text/html" in request.headers.get("accept", "")


def respond(request: Request, failure: Failure) -> Response:
    """The failure as JSON in the one form (that of OpenAI for its clients), or as a page for a person."""
    if is_openai(str(request.scope.get("path", ""))):
        told = failure.openai_form(request_id_of(request))
        return JSONResponse(told, status_of(failure.status), headers=dict(failure.headers))
    form = failure.form(request_id_of(request))
    pages = getattr(request.app.state, "pages", None) if "app" in request.scope else None
    if pages is not None and wants_page(request):
        page: Response = pages.TemplateResponse(
            request, "error.html", form["error"] | {"status": failure.status}, status_code=failure.status
        )
        page.headers.update(failure.headers)
        return page
    return JSONResponse(form, failure.status, headers=dict(failure.headers))


async def _handle(request: Request, error: Exception) -> Response:
    return respond(request, failure_of(error))


def add_error_handlers(app: FastAPI) -> None:
    """Answer every known kind of exception in the one form; the guard answers the rest."""
    for kind in (HocVuError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _handle)
