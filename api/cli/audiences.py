"""Who asks, as an option of the command line."""

from typing import Annotated

import typer

AUDIENCES = ("citizen", "official", "evaluator")

AudienceOption = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="AI",
        help="Người hỏi: citizen (người dân), official (cán bộ) hoặc evaluator (người đánh giá).",
    ),
]


def audience_of(name: str | None) -> str | None:
    """The audience of that name; raise ``BadRequest`` where there is none."""
    from assistant.errors import BadRequest

    if name is None or name in AUDIENCES:
        return name
    raise BadRequest("--audience không đúng.", f"Chọn một trong: {', '.join(AUDIENCES)}.")
