"""What every command knows: the options given before its name."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass
class Shared:
    """Global options. Settings are read when first asked for: ``--help`` needs none."""

    home: Path | None = None

    @cached_property
    def settings(self) -> "Settings":
        """The settings of this call; ``--home`` beats ``HOCVU_HOME``."""
        from pydantic import ValidationError

        from assistant.errors import BadRequest
        from assistant.settings import Settings

        try:
            return Settings(home=self.home.absolute()) if self.home else Settings()
        except ValidationError as error:
            names = ", ".join("HOCVU_" + str(item["loc"][0]).upper() for item in error.errors())
            raise BadRequest(
                f"Cấu hình không hợp lệ: {names}.", "Xem lại các biến môi trường này (README, mục Settings)."
            ) from error


def shared(ctx: typer.Context) -> Shared:
    """The global options of this call."""
    return ctx.ensure_object(Shared)
