"""Citations of invented provisions (BGDM, a ministry that does not exist)."""

from collections.abc import Callable
from datetime import date

import pytest

from assistant.answering.verification.statements import faults
from assistant.domain.answer import Citation
from assistant.domain.validity import Status

DAY = date(2026, 9, 1)


def make(quote: str, path: str = "21/2023/TT-BGDM#dieu-6", **more: object) -> Citation:
    """A citation of ``quote``; ``more`` are its other fields."""
    document, _, tail = path.partition("#")
    values = {
        "document": document,
        "document_title": "Quy định về chuyển trường ở trường phổ thông",
        "article": tail.removeprefix("dieu-").split(".")[0],
        "label": tail,
        "heading": "",
        "status": Status.IN_FORCE,
        "in_force_from": date(2023, 7, 5),
    }
    return Citation(path=path, quote=quote, start=0, end=len(quote), **(values | more))  # type: ignore[arg-type]


@pytest.fixture
def cite() -> Callable[..., Citation]:
    return make


@pytest.fixture
def found() -> Callable[..., set[str]]:
    """The kinds of fault of a statement on quotations or citations."""

    def kinds(text: str, *sources: str | Citation, language: str = "vi") -> set[str]:
        cited = [
            make(one, f"21/2023/TT-BGDM#dieu-{at}") if isinstance(one, str) else one
            for at, one in enumerate(sources, 6)
        ]
        return {fault.kind.value for fault in faults(text, cited, day=DAY, language=language)}

    return kinds
