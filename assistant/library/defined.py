"""The words that provisions define, as rows beside them.

They are a function of a provision's text alone, so they are read once, when the edition that
brings the text is published, and go with its row. An edition sees those of the rows it sees.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select

from assistant.domain.definitions import DefinitionKind, definitions_of, keys_of
from assistant.domain.document import Access
from assistant.domain.number import DocumentNumber
from assistant.library.queries import EDITION, asking, with_document
from assistant.library.rows import Columns, Row, provision_of
from assistant.library.store import Store
from assistant.library.tables import definitions, documents, live, provisions, seen
from assistant.library.writing import insert_all

_BATCH = 2_000
_HALF, _WHOLE = 1 << 63, 1 << 64

Key = tuple[int, int, int, int, int, int]
"""Of a definition: the plain key, the written key, syllables, kind, the provision's id, its own id.
Keys are signed, as databases hold 64 bits.
"""


@dataclass(frozen=True)
class Defined:
    """A word that the clause ``text[start:end]`` of a provision defines."""

    id: int
    provision_id: int
    term: str
    kind: DefinitionKind
    start: int
    end: int


def signed(key: int) -> int:
    """A key of 64 bits as databases hold it."""
    return key - _WHOLE if key >= _HALF else key


# --- writing ---------------------------------------------------------------------------------


def define(connection: Connection, edition: int) -> None:
    """Read the definitions of the rows that ``edition`` brings."""
    _define(connection, provisions.c.edition_from == edition, live(provisions))


def define_all(connection: Connection) -> None:
    """Read the definitions of every row, in a library that had none."""
    _define(connection)


def _define(connection: Connection, *which: ColumnElement[bool]) -> None:
    last = 0
    without = ~exists(select(definitions.c.id).where(definitions.c.provision_id == provisions.c.id))
    query = select(provisions).where(provisions.c.rankable, without, *which)
    query = query.order_by(provisions.c.id).limit(_BATCH)
    while rows := connection.execute(query.where(provisions.c.id > last)).mappings().all():
        insert_all(connection, definitions, [one for row in rows for one in _rows(row)])
        last = rows[-1]["id"]


def _rows(row: Columns) -> Iterator[Row]:
    for found in definitions_of(provision_of(row, row["number_key"])):
        written, plain, length = keys_of(found.term)
        yield {
            "provision_id": row["id"],
            "written": signed(written),
            "plain": signed(plain),
            "length": length,
            "kind": int(found.kind),
            "starts": found.start,
            "ends": found.end,
            "term": found.term,
        }


# --- reading ---------------------------------------------------------------------------------

_SEEN = (
    select(definitions)
    .join(provisions, provisions.c.id == definitions.c.provision_id)
    .join(documents, with_document(provisions))
    .where(seen(provisions, EDITION))
)
_KEYS = _SEEN.with_only_columns(
    *(definitions.c[name] for name in ("plain", "written", "length", "kind", "provision_id", "id"))
).order_by(definitions.c.id)
_BY_ID = _SEEN.where(definitions.c.id.in_(bindparam("ids", expanding=True))).order_by(definitions.c.id)
_OF_DOCUMENT = _BY_ID.where(provisions.c.number_key == bindparam("key"))


def keys(store: Store, edition: int, access: Access) -> Sequence[Key]:
    """The keys of all definitions that an asker sees, by id."""
    with store.reading() as connection:
        rows = connection.execute(_KEYS, asking(edition, access)).all()
    return cast("Sequence[Key]", rows)


def by_ids(
    store: Store, ids: Sequence[int], edition: int, access: Access, document: DocumentNumber | None
) -> list[Defined]:
    """The definitions of ``ids`` that an asker sees; those of one document where it is given."""
    wanted = asking(edition, access, ids=list(ids))
    query = _BY_ID
    if document is not None:
        query, wanted["key"] = _OF_DOCUMENT, document.key
    with store.reading() as connection:
        rows = connection.execute(query, wanted).mappings().all()
    return [
        Defined(
            row["id"],
            row["provision_id"],
            row["term"],
            DefinitionKind(row["kind"]),
            row["starts"],
            row["ends"],
        )
        for row in rows
    ]
