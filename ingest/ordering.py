"""A document that was read, with what it orders of others as data."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.domain.amendment import Instruction
from assistant.domain.document import Document
from assistant.domain.words import fold
from ingest.amendments import Unread, read_instructions

_LISTED = 20
_SHOWN = 160
_ARTICLE = re.compile(r"\bdieu (\d{1,4}[a-z]{0,2})\b")


def with_instructions(document: Document) -> Document:
    """``document`` with its instructions; orders that could not be read become warnings.

    An instruction of a clause in which more is ordered of the same article, and that was not
    read, is doubtful: its article's words cannot be computed.
    """
    reading = read_instructions(document)
    if not (reading.instructions or reading.unread):
        return document
    unsure = [*reading.unread, *reading.doubts]
    marked = (replace(one, doubtful=_is_doubtful(one, unsure)) for one in reading.instructions)
    return replace(document, instructions=tuple(marked), warnings=(*document.warnings, *_warnings(unsure)))


def _is_doubtful(order: Instruction, unsure: Iterable[Unread]) -> bool:
    return any(_touches(order, one) for one in unsure if one.source == order.source)


def _touches(order: Instruction, unread: Unread) -> bool:
    """Whether words that were not read may be about the article of ``order``."""
    named = set(_ARTICLE.findall(fold(unread.words)))
    return not named or fold(order.target.article or "") in named


def _warnings(unsure: list[Unread]) -> Iterable[str]:
    for one in unsure[:_LISTED]:
        where = one.source.vietnamese() or "văn bản"
        yield f"Chưa đọc được mệnh lệnh sửa đổi ở {where}: {one.reason} “{one.words[:_SHOWN]}”"
    if len(unsure) > _LISTED:
        yield f"… và {len(unsure) - _LISTED} mệnh lệnh sửa đổi khác chưa đọc được."
