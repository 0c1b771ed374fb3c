"""What became of each file of a run, for people and for programs."""

from collections import Counter
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field


class FileState(StrEnum):
    """How a file ended."""

    READ = "read"
    WARNED = "read_with_warnings"
    UNCHANGED = "unchanged"
    FAILED = "failed"

    @property
    def vietnamese(self) -> str:
        """The state in a clerk's words."""
        return _VIETNAMESE[self]


_VIETNAMESE = {
    FileState.READ: "đã đọc",
    FileState.WARNED: "đã đọc, có lưu ý",
    FileState.UNCHANGED: "không đổi",
    FileState.FAILED: "không đọc được",
}


class FileResult(BaseModel):
    """One file, or one package. ``documents`` are the numbers it became; of a package, which
    holds thousands, only the count is kept. ``reason`` says why it failed.
    """

    name: str
    origin: str
    state: FileState
    kind: str = "file"
    documents: list[str] = Field(default_factory=list)
    title: str = ""
    provisions: int = 0
    pages: int = 0
    reason: str = ""
    warnings: list[str] = Field(default_factory=list)
    counts: dict[str, int] = Field(default_factory=dict)


class Report(BaseModel):
    """One run. ``edition`` is the one that serves afterwards (0: none yet). ``amendments``: how
    many orders of amending documents were applied, contained in the words already, or failed;
    ``not_applied`` lists the last, with the reason. ``overrides``: rows of the clerk's table
    that came and went. ``kept``: models whose vectors are there for servers not yet started anew
    after a change of model; ``dropped``: those that reindexing took away.
    """

    action: str
    started_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    finished_at: datetime | None = None
    files: list[FileResult] = Field(default_factory=list)
    edition: int = 0
    published: bool = False
    indexed: int = 0
    removed: int = 0
    amendments: dict[str, int] = Field(default_factory=dict)
    not_applied: list[str] = Field(default_factory=list)
    overrides: dict[str, int] = Field(default_factory=dict)
    kept: list[str] = Field(default_factory=list)
    dropped: list[str] = Field(default_factory=list)
    stages_s: dict[str, float] = Field(default_factory=dict)

    def count(self, state: FileState) -> int:
        """How many files ended so."""
        return Counter(file.state for file in self.files)[state]

    def consolidated(self, applied: int, contained: int, failures: list[str]) -> None:
        """Note what became of the orders of amending documents, where there were any."""
        if applied or contained or failures:
            self.amendments = {"applied": applied, "contained": contained, "failed": len(failures)}
            self.not_applied = failures

    @property
    def ok(self) -> bool:
        """No file failed."""
        return not self.count(FileState.FAILED)

    def save(self, folder: Path) -> Path:
        """Write the report as JSON in ``folder``; return its file."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.started_at:%Y%m%dT%H%M%S.%fZ}.json"
        path.write_text(self.model_dump_json(indent=2), encoding="utf-8")
        return path
