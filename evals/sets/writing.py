"""Writing a set as a folder that ``read_set`` reads back the same."""

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel

from assistant.errors import BadRequest
from evals.cases import written
from evals.sets.folder import CaseSet

DRAFT = "draft."
"""Begins the names of register files that nobody checked: ``read_set`` passes them over, so that no
measure rests on them, until a person who read them takes it off."""


def write_set(folder: Path, made: CaseSet, *, replace: bool = False, draft_register: bool = False) -> None:
    """Write ``set.json``, ``cases.jsonl`` and what is known of documents and wordings.

    Each file is written whole or not at all. ``draft_register``: the register is a proposal, and its
    files are named so. Raise ``BadRequest`` where a set is there already and may not be replaced.
    """
    if not replace and (folder / "cases.jsonl").exists():
        raise BadRequest(f"{folder} đã có một bộ câu hỏi.", "Chọn thư mục khác, hoặc cho phép ghi đè.")
    folder.mkdir(parents=True, exist_ok=True)
    before = DRAFT if draft_register else ""
    _write(folder / "cases.jsonl", written(made.cases))
    _put(folder / f"{before}register.jsonl", made.register.documents, bool(made.register.wordings))
    _put(folder / f"{before}wordings.jsonl", made.register.wordings)
    _write(folder / "set.json", made.told.model_dump_json(indent=2) + "\n")


def _put(path: Path, rows: Iterable[BaseModel], needed: bool = False) -> None:
    """Write rows; where there are none, take away those of a set that is replaced."""
    lines = [f"{row.model_dump_json()}\n" for row in rows]
    if lines or needed:
        _write(path, "".join(lines))
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
