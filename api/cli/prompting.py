"""Commands on what is said to language models: prompts list, show, check."""

from typing import Annotated

import typer

from api.cli.library import JsonFlag
from api.cli.output import out, print_json
from api.cli.vietnamese import Command, Group
from assistant.errors import NotFound

prompts = typer.Typer(cls=Group, no_args_is_help=True, help="Xem những lời nói với mô hình ngôn ngữ.")


def register(app: typer.Typer) -> None:
    """Add this module's group."""
    prompts.command("list", cls=Command)(listed)
    prompts.command("show", cls=Command)(show)
    prompts.command("check", cls=Command)(check)
    app.add_typer(prompts, name="prompts")


prompts.callback()(lambda: None)


def listed(as_json: JsonFlag = False) -> None:
    """Kê các lời nhắc, bản mới nhất của mỗi lời, mã băm và việc của nó.

    Ví dụ:

      hocvu prompts list
    """
    from prompts import load, names, versions

    rows = [(load(name), versions(name)) for name in names()]
    if as_json:
        return print_json(
            [
                {
                    "name": p.name,
                    "version": p.version,
                    "versions": known,
                    "hash": p.hash,
                    "purpose": p.purpose,
                }
                for p, known in rows
            ]
        )
    for prompt, _ in rows:
        out.print(f"{prompt.name:<10} {prompt.version:>3}  {prompt.hash}  {prompt.purpose}", markup=False)
    return None


def show(
    name: Annotated[str, typer.Argument(metavar="TÊN", help="Tên lời nhắc, như official.")],
    version: Annotated[
        int | None, typer.Option("--version", metavar="SỐ", help="Bản nào (mặc định: bản mới nhất).")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """In một lời nhắc: các biến của nó và từng lời nói với mô hình.

    Ví dụ:

      hocvu prompts show official

      hocvu prompts show citizen --version 1 --json
    """
    from prompts import PromptError, load, names

    try:
        prompt = load(name, version)
    except PromptError as error:
        known = ", ".join(names())
        raise NotFound("Không có lời nhắc ấy hoặc bản ấy.", f"Hiện có: {known}.") from error
    if as_json:
        return print_json(prompt)
    out.print(f"{prompt.name}/{prompt.version}  {prompt.hash}  {prompt.released}", style="bold", markup=False)
    for variable, meaning in prompt.variables.items():
        out.print(f"  {variable}: {meaning}", markup=False)
    for message in prompt.messages:
        out.print(f"\n[{message.role}]", style="bold", markup=False)
        out.print(message.text, markup=False, soft_wrap=True)
    return None


def check() -> None:
    """Kiểm tra các lời nhắc đã phát hành còn nguyên như lúc phát hành.

    Mã thoát là 1 nếu có bản bị sửa, bị mất, chưa khoá hoặc không đọc được.

    Ví dụ:

      hocvu prompts check
    """
    from prompts.locking import present, problems

    if found := problems():
        for problem in found:
            out.print(f"✗ {problem}", style="red", markup=False)
        raise typer.Exit(1)
    out.print(f"✓ {len(present())} lời nhắc, tất cả như lúc phát hành.")
