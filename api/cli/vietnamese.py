"""Help and usage errors of typer in Vietnamese (typer itself speaks English only)."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_WORDS = {
    "ARGUMENTS_PANEL_TITLE": "Đối số",
    "OPTIONS_PANEL_TITLE": "Tuỳ chọn",
    "COMMANDS_PANEL_TITLE": "Lệnh",
    "DEFAULT_STRING": "[mặc định: {}]",
    "ENVVAR_STRING": "[biến môi trường: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
}
_USAGE = {"[OPTIONS]": "[TUỲ_CHỌN]", "COMMAND [ARGS]...": "LỆNH [ĐỐI_SỐ]..."}
_NO_COMMAND = re.compile(r"No such command (?P<name>.+?)\.")
_PARAMETERS = {"argument": "đối số", "option": "tuỳ chọn", "parameter": "tham số"}


class _InVietnamese:
    """Mixed into typer's command and group."""

    help: str | None

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  typer's types are private
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Hiện trợ giúp này rồi thoát."
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        usage = " ".join(_USAGE.get(piece, piece) for piece in pieces)
        formatter.write_usage(ctx.command_path, usage, prefix="Cách dùng: ")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        from typer import rich_utils

        for name, words in _WORDS.items():
            setattr(rich_utils, name, words)
        self.help = _unwrapped(self.help or "")
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_InVietnamese, TyperCommand):
    """A command whose help is Vietnamese."""


class Group(_InVietnamese, TyperGroup):
    """A group of commands whose help is Vietnamese; commands stand as they were added."""

    def list_commands(self, _ctx: Any) -> list[str]:  # noqa: ANN401
        """Names in the order in which a newcomer needs them."""
        return list(self.commands)


def _unwrapped(text: str) -> str:
    """Paragraphs on one line each: the terminal breaks them where it is narrow."""
    return "\n\n".join(
        part if part.startswith(" ") else " ".join(part.split("\n")) for part in text.split("\n\n")
    )


def usage_message(error: typer.TyperException) -> str:
    """A usage error in a sentence of ours; of a kind not known here, in typer's own."""
    kind = type(error).__name__
    name = _parameter(error)
    if kind == "NoSuchOption":
        return f"Không có tuỳ chọn {getattr(error, 'option_name', '')}."
    if kind == "MissingParameter":
        return f"Thiếu {name}."
    if kind == "BadParameter":
        return f"Giá trị của {name} không hợp lệ."
    if match := _NO_COMMAND.search(error.message):
        return f"Không có lệnh {match['name']}."
    return error.format_message()


def _parameter(error: typer.TyperException) -> str:
    param = getattr(error, "param", None)
    if param is None:
        return "tham số"
    return f"{_PARAMETERS.get(param.param_type_name, 'tham số')} {param.metavar or param.opts[-1]}"
