"""What goes where: results to stdout (JSON where asked), everything else to stderr."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from rich.console import Console

if TYPE_CHECKING:
    from assistant.errors import HocVuError
    from ingest.progress import Progress

_PAPER = 140
"""Columns where the output is no terminal: a file or another program has no edge."""


class Bars(Protocol):
    """Shows how far a step is: ``done`` of ``total`` (``None``: not known), ``note`` beside it."""

    def __call__(self, step: str, done: float, total: float | None, note: str = "") -> None:
        """Show it."""


out = Console(highlight=False, width=None if sys.stdout.isatty() else _PAPER)
err = Console(stderr=True, highlight=False)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print ``value`` as JSON in UTF-8, whatever the terminal's own encoding."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def print_json_line(value: object) -> None:
    """The same on one line, for programs that read line by line."""
    print_json(value, indent=None)


def _plain(value: object) -> Any:  # noqa: ANN401  whatever JSON can hold
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return str(value)


def print_error(error: "HocVuError") -> None:
    """Say what went wrong and what to do next."""
    from rich.text import Text

    err.print(Text.assemble(("Lỗi: ", "bold red"), (error.message, "red")))
    if error.hint:
        err.print(Text.assemble(("→ ", "bold"), error.hint))


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator["Progress"]:
    """A bar a stage with count and time left, on stderr; nothing where it is no terminal."""
    with bars(quiet=quiet) as show:
        yield lambda stage, done, total, note="": show(stage.value, done, total, note)


@contextmanager
def bars(*, quiet: bool = False) -> Iterator[Bars]:
    """The same for steps by their names."""
    if quiet or not err.is_terminal:
        yield lambda _step, _done, _total, _note="": None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(compact=True),
        TextColumn("[dim]{task.fields[note]}", markup=True),
    )
    with Progress(*columns, console=err, transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: float, total: float | None, note: str = "") -> None:
            if step not in tasks:
                tasks[step] = shown.add_task(step, note="")
            shown.update(tasks[step], completed=done, total=total, note=_short(note))

        yield show


def _short(note: str) -> str:
    from rich.markup import escape

    return escape(note if len(note) <= 40 else note[:39] + "…")
