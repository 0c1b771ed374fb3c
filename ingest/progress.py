"""How a run says how far it is. Whoever shows it (a bar, a log) gives a ``Progress``."""

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The stages of a run, in the words shown to people."""

    CHECK = "Kiểm tra tệp"
    READ = "Đọc văn bản"
    TOPICS = "Đọc các đề mục"
    PACKAGE = "Ghép bộ pháp điển"
    CONSOLIDATE = "Hợp nhất lời văn sửa đổi"
    INDEX = "Lập chỉ mục"
    PUBLISH = "Công bố"
    CLEAN = "Dọn bản cũ"


class Progress(Protocol):
    """Called often; must be quick and never raise."""

    def __call__(self, stage: Stage, done: float, total: float | None, note: str = "") -> None:
        """``done`` of ``total`` (``None``: not known) units of ``stage``; ``note`` is the file."""


def silent(stage: Stage, done: float, total: float | None, note: str = "") -> None:
    """Say nothing."""
