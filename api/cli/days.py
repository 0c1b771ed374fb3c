"""Days on the command line, as people write them."""

from datetime import date
from typing import Annotated

import typer

DayOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", "--day", metavar="NGÀY", help="Ngày áp dụng: 2025-02-14, 14/02/2025 hoặc 14-2-2025."
    ),
]


def day_of(text: str | None) -> date | None:
    """The day that an option or argument names; raises ``BadRequest`` where it is none."""
    from api.inputs import day

    return day(text) if text is not None else None
