"""What stands above a provision's text: enough to rank it by, much less than reading it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from assistant.domain.document import Access
from assistant.library.queries import EDITION, asking, with_document
from assistant.library.store import Store
from assistant.library.tables import documents, provisions, seen

_ARTICLE = re.compile(r"(?:^|/)dieu-(\w+)")

_LABELS = (
    select(
        provisions.c.id,
        provisions.c.number_key,
        provisions.c.tail,
        provisions.c.heading,
        documents.c.title,
        documents.c.kind,
        func.length(provisions.c.text),
    )
    .join(documents, with_document(provisions))
    .where(seen(provisions, EDITION), provisions.c.id.in_(bindparam("ids", expanding=True)))
)


class Label(NamedTuple):
    """``document``: the key of its number; ``kind``: as ``DocumentKind`` has it; ``article``: of
    which Điều it is ("15a"), empty where of none; ``length``: characters of its text.
    """

    document: str
    heading: str
    title: str
    kind: str
    article: str
    length: int


def labels(store: Store, ids: Sequence[int], edition: int, access: Access) -> dict[int, Label]:
    """The labels of at most a few hundred provisions; of those alone that the asker sees."""
    if not ids:
        return {}
    with store.reading() as connection:
        rows = connection.execute(_LABELS, asking(edition, access, ids=list(ids))).all()
    return {
        id_: Label(key, heading, title, kind, _article(tail), length)
        for id_, key, tail, heading, title, kind, length in rows
    }


def _article(tail: str) -> str:
    found = _ARTICLE.search(tail)
    return found[1] if found else ""
