"""Failures in the form of the OpenAI protocol, and those that only its clients meet.

HocVuError (assistant.errors)
├── BadRequest
│   ├── WrongParameter   a parameter cannot be read (400)
│   └── Unsupported      a parameter asks for what is not given here (400)
└── NotFound
    └── NoModel          no model of that name (404)
"""

from typing import Any

from assistant.errors import BadRequest, NotFound

PATHS = ("/v1/chat/completions", "/v1/models")
"""Addresses at which failures have this form."""


class WrongParameter(BadRequest):
    """A parameter cannot be read; ``param`` names it."""

    code = "invalid_parameter"

    def __init__(self, param: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.param = param


class Unsupported(WrongParameter):
    """A parameter asks for what is not given here."""

    code = "unsupported_parameter"


class NoModel(NotFound):
    """There is no model of that name."""

    code = "model_not_found"
    param = "model"


_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def is_openai(path: str) -> bool:
    """Whether a request to this address is one of the OpenAI protocol."""
    return path.startswith(PATHS)


def status_of(status: int) -> int:
    """The status as these clients know it: what is not valid is 400 there."""
    return 400 if status == 422 else status


def openai_form(
    status: int, code: str, message: str, hint: str, param: str | None, request_id: str
) -> dict[str, Any]:
    """A failure as ``{"error": {"message", "type", "param", "code"}}`` with ours beside it."""
    kind = "server_error" if status >= 500 else _TYPES.get(status, "invalid_request_error")
    told = f"{message} {hint}".strip()
    return {"error": {"message": told, "type": kind, "param": param, "code": code, "request_id": request_id}}
