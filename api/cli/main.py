"""Entry of ``hocvu``: the commands, the global options, and how errors end."""

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from api.cli import (
    asking,
    clerk,
    conversing,
    feedback,
    library,
    lives,
    mcp,
    prompting,
    quality,
    service,
)
from api.cli.context import Shared
from api.cli.evaluating import commands as evaluating
from api.cli.output import err, out, print_error
from api.cli.vietnamese import Group, usage_message
from assistant.errors import HocVuError

app = typer.Typer(
    name="hocvu",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
_INTERRUPTED = 130
"""What a shell says of a program that Ctrl+C ended, and typer of a command."""

library.register(app)
asking.register(app)
conversing.register(app)
lives.register(app)
service.register(app)
mcp.register(app)
evaluating.register(app)
quality.register(app)
clerk.register(app)
feedback.register(app)
prompting.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from assistant import __version__

        out.print(f"hocvu {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="THƯ_MỤC", help="Thư mục của thư viện (thay cho biến HOCVU_HOME)."),
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Hiện phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Học Vụ: hỏi đáp quy định giáo dục bằng nguyên văn điều khoản.

    Bắt đầu:

      hocvu sample

      hocvu ask "Sinh viên được nghỉ học tạm thời khi nào?"
    """
    ctx.obj = Shared(home=home)


def quiet_telemetry() -> None:
    """Nothing reports home: switch off what libraries would send, before they are imported."""
    for name in ("ANONYMIZED_TELEMETRY", "LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "CHROMA_TELEMETRY"):
        os.environ[name] = "False" if "TELEMETRY" in name else "false"
    for name in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "DISABLE_TELEMETRY"):
        os.environ[name] = "1"


def run(args: Sequence[str]) -> int:
    """Run one command line; return its exit status: 0 done, 1 failed, 2 wrong usage."""
    command = typer.main.get_command(app)
    try:
        code = int(command.main(list(args), prog_name="hocvu", standalone_mode=False) or 0)
        return _stopped() if code == _INTERRUPTED else code
    except HocVuError as error:
        print_error(error)
        return 1
    except typer.TyperException as error:
        return _usage(error)
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:
        return unexpected(error)


def _stopped() -> int:
    err.print("Đã dừng. Những gì làm xong được giữ lại; chạy lại lệnh để làm tiếp.")
    return _INTERRUPTED


def _usage(error: typer.TyperException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        return 2
    err.print(usage_message(error), style="red", markup=False)
    context = getattr(error, "ctx", None)
    err.print(f"→ {context.command_path if context else 'hocvu'} --help", style="bold")
    return 2


def _closed_pipe() -> int:
    """The reader of our output went away (``| head``): end without a word."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def unexpected(error: Exception) -> int:
    """A bug: say so in a sentence; the traceback goes to a file for whoever mends it."""
    from assistant.settings import Settings

    text = "".join(traceback.format_exception(error))
    err.print(f"Lỗi bất ngờ: {type(error).__name__}: {error}", style="red", markup=False)
    with suppress(Exception):
        path = Settings().home / "reports" / "error.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        err.print(f"→ Chi tiết ở {path}; hãy gửi tệp này cho người phát triển.", markup=False)
    return 1


def main() -> None:
    """What the ``hocvu`` program runs."""
    quiet_telemetry()
    sys.exit(run(sys.argv[1:]))
