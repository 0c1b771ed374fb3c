"""What could not be turned into data, and why."""

from dataclasses import dataclass

from assistant.domain.path import ProvisionPath


@dataclass(frozen=True)
class Unread:
    """Words that order a change and are not among the instructions; ``reason`` in Vietnamese."""

    source: ProvisionPath
    words: str
    reason: str


class Refusal(Exception):
    """An order that cannot be read without guessing. The message is the reason."""


NO_DOCUMENT = "Không xác định được văn bản bị sửa đổi."
NO_TARGET = "Không đọc được điều, khoản, điểm bị sửa đổi."
NO_TEXT = "Không thấy lời văn mới trong ngoặc kép."
"""Reasons that several readers give."""
