"""Questions that the library can answer, made from the headings of its articles."""

import re
from collections.abc import Iterable

from assistant.domain.words import fold
from assistant.library.records import StoredProvision

# Headings that every document has say nothing of its matter.
_GENERAL = re.compile(
    r"pham vi|doi tuong ap dung|giai thich tu ngu|hieu luc|trach nhiem|to chuc thuc hien|dieu khoan|"
    r"thi hanh|chuyen tiep|sua doi|bai bo|thay the|quy dinh chung|^vi tri|ban hanh"
)


def questions(provisions: Iterable[StoredProvision], *, limit: int) -> tuple[str, ...]:
    """Up to ``limit`` different questions, in the order of ``provisions``."""
    found: dict[str, None] = {}
    for stored in provisions:
        if len(found) < limit and (question := question_of(stored)):
            found.setdefault(question)
    return tuple(found)


def question_of(stored: StoredProvision) -> str | None:
    """``Hồ sơ chuyển trường được quy định như thế nào?``; ``None`` for a general heading."""
    heading = stored.provision.heading.strip().rstrip(".:;")
    if not 2 <= len(heading.split()) <= 16 or _GENERAL.search(fold(heading)) or heading.isupper():
        return None
    return f"{heading} được quy định như thế nào?"
