"""``/docs``: the API described on a page of our own, from the same OpenAPI, without scripts."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

router = APIRouter(include_in_schema=False)


@router.api_route("/docs", methods=["GET", "HEAD"])
async def docs(request: Request) -> Response:
    """The operations with parameters, answers and an example to copy."""
    spec: dict[str, Any] = request.app.openapi()
    values = {
        "info": spec["info"],
        "operations": _operations(spec),
        "intro": _html(spec["info"]["description"]),
    }
    page: Response = request.app.state.pages.TemplateResponse(request, "docs.html", values)
    return page


def _operations(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "description": _html(operation.get("description", "")),
            "parameters": operation.get("parameters", []),
            "answers": operation["responses"],
            "example": _example(method, path, operation),
        }
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if method != "head"
    ]


_EXAMPLES = {
    "/v1/chat": "curl -s localhost:8000/v1/chat -H 'Content-Type: application/json' "
    '-d \'{"question": "Học sinh được chuyển trường khi nào?"}\'',
    "/v1/search": "curl -sG localhost:8000/v1/search --data-urlencode 'q=điều kiện chuyển trường' -d k=5",
    "/v1/provisions/{path}/diff": "curl -s 'localhost:8000/v1/provisions/01/2099/TT-MẪU/dieu-5/diff"
    "?from=2024-01-01&to=2025-01-01'",
    "/v1/changes": "curl -s 'localhost:8000/v1/changes?since=2025-01-01&limit=20'",
    "/v1/documents": "curl -s 'localhost:8000/v1/documents?limit=20'",
}


def _example(method: str, path: str, operation: dict[str, Any]) -> str:
    """A command to copy; the examples of the path's parameters fill its places."""
    if path in _EXAMPLES:
        return _EXAMPLES[path]
    filled = path
    for parameter in operation.get("parameters", []):
        example = parameter["schema"].get("examples", parameter.get("examples", ["1"]))
        filled = filled.replace(f"{{{parameter['name']}}}", str(example[0]))
    return f"curl -s {'-X ' + method.upper() + ' ' if method != 'get' else ''}'localhost:8000{filled}'"


def _html(text: str) -> Markup:
    """Our own Markdown as HTML, sanitised all the same."""
    import nh3
    from markdown_it import MarkdownIt

    return Markup(nh3.clean(MarkdownIt("commonmark").enable("table").render(text)))  # noqa: S704
