"""Where a figure was measured, and how results are kept: JSON for programs, Markdown for people."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

RESULTS = Path(__file__).parent / "results"
_PACKAGES = ("chromadb", "tantivy", "sqlalchemy", "selectolax", "pypdfium2", "numpy", "pydantic")


def machine() -> dict[str, Any]:
    """Cores, memory, processor, Python and the libraries that matter."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "measured_on": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def keep(
    name: str,
    title: str,
    command: str,
    figures: dict[str, Any],
    notes: tuple[str, ...] = (),
    columns: tuple[str, ...] = ("value",),
) -> None:
    """Write ``results/<name>.json`` and ``.md`` and print the latter. ``columns``: what the
    values of each figure are, where it is a list of several.
    """
    RESULTS.mkdir(exist_ok=True)
    place = machine()
    result = {"title": title, "command": command, "machine": place, "figures": figures, "notes": notes}
    text = json.dumps(result, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    page = "\n".join(_page(title, command, place, _lines(figures, columns), notes))
    (RESULTS / f"{name}.md").write_text(page, encoding="utf-8")
    print(page)


def _lines(figures: dict[str, Any], columns: tuple[str, ...]) -> list[str]:
    """The lines of a Markdown table."""
    rows = [[name, *(value if len(columns) > 1 else [value])] for name, value in figures.items()]
    cells = [["figure", *columns], ["---"] * (len(columns) + 1), *rows]
    return [f"| {' | '.join(map(str, row))} |" for row in cells]


def _page(
    title: str, command: str, place: dict[str, Any], table: list[str], notes: tuple[str, ...]
) -> list[str]:
    packages = ", ".join(f"{name} {version}" for name, version in place["packages"].items())
    return [
        f"# {title}",
        "",
        f"`{command}`",
        "",
        f"{place['cores']} cores ({place['processor']}), {place['memory_gb']} GB, Python {place['python']}; "
        f"{packages}; {place['measured_on']}.",
        "",
        *table,
        "",
        *(f"- {note}" for note in notes),
        "",
    ]
