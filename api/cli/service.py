"""Commands that run or check the installation: serve, doctor."""

from typing import Annotated

import typer

from api.cli.context import shared
from api.cli.library import JsonFlag
from api.cli.output import err, out, print_json
from api.cli.vietnamese import Command


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("doctor", cls=Command)(doctor)
    app.command("serve", cls=Command)(serve)


_SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "bad": ("✗", "red")}


def doctor(ctx: typer.Context, as_json: JsonFlag = False) -> None:
    """Khám bệnh: cài đặt, cấu hình, thư viện và chỉ mục có khớp nhau không, cách chữa.

    Mô hình ngôn ngữ, nếu đã đặt, được hỏi thử một câu ngắn.

    Mã thoát là 1 nếu có điều hỏng.

    Ví dụ:

      hocvu doctor

      hocvu doctor --json
    """
    from rich.text import Text

    from api.cli.modelling import examine_models
    from ingest.health import State, examine

    settings = shared(ctx).settings
    checks = [*examine(settings), *examine_models(settings)]
    bad = any(check.state is State.BAD for check in checks)
    if as_json:
        print_json({"ok": not bad, "checks": checks})
    else:
        for check in checks:
            sign, style = _SIGNS[check.state.value]
            out.print(Text.assemble((f"{sign} ", style), (f"{check.name}: ", "bold"), check.detail))
            if check.mend:
                out.print(Text.assemble(("  → ", "bold"), check.mend))
    if bad:
        raise typer.Exit(1)


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Cổng.")] = 8000,
    processes: Annotated[
        int, typer.Option("--processes", metavar="SỐ", min=1, max=64, help="Số tiến trình cùng trả lời.")
    ] = 1,
) -> None:
    """Mở trang hỏi đáp và API trên máy này.

    Một tiến trình dùng hết khoảng một nhân rưỡi. Máy nhiều nhân, nhiều người hỏi: đặt --processes bằng số
    nhân; mỗi tiến trình giữ chỉ mục trong bộ nhớ của riêng nó.

    Ví dụ:

      hocvu serve

      hocvu serve --host 0.0.0.0 --port 9000 --processes 2
    """
    from api.server import serve as run

    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104  compared, not bound
    err.print(f"Trang hỏi đáp: http://{shown}:{port}  (Ctrl+C để dừng)", style="bold")
    err.print("Hãy thử hỏi: “Sinh viên được nghỉ học tạm thời khi nào?”")
    run(shared(ctx).settings, host=host, port=port, processes=processes)
