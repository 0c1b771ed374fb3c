"""What a library made before versions were known needs beside new tables: derived values."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from assistant.domain.document import RelationKind
from assistant.library.publishing import published_number
from assistant.library.rows import Columns, Row, wording, words
from assistant.library.store import scalar
from assistant.library.tables import documents, live, provisions, relations
from assistant.library.validity import work_out

BEFORE_VERSIONS = "0001"
"""The last schema without versions."""

BEFORE_DEFINITIONS = frozenset({BEFORE_VERSIONS, "0002"})
"""The schemas without the words that provisions define."""

_BATCH = 2_000
_HASHED = (
    *("id", "label", "heading", "headings", "text", "note"),
    *("in_force_from", "expires_on", "words_from", "words_unclear"),
)
_CHANGING = tuple(
    kind.value
    for kind in (
        RelationKind.AMENDS,
        RelationKind.REPEALS,
        RelationKind.REPLACES,
        RelationKind.CORRECTS,
        RelationKind.SUSPENDS,
        RelationKind.RELATED,
    )
)


def give_versions(connection: Connection) -> None:
    """Take the last change of each article from what the notes of the codification told, hash
    every row anew, and work out every life as of the published edition.
    """
    _date_words(connection)
    _hash_words(connection)
    edition = int(scalar(connection, select(func.coalesce(published_number(), 0))))
    if edition:
        work_out(connection, edition, whole=True)


def _hash_words(connection: Connection) -> None:
    """The words by themselves, and all that makes a row another row: the days of changes are in
    that now, and where it were left every article would be another one in the next snapshot.
    """
    columns = provisions.c
    query = (
        select(*(columns[name] for name in _HASHED), documents.c.title)
        .outerjoin(documents, (documents.c.number_key == columns.number_key) & live(documents))
        .order_by(columns.id)
        .limit(_BATCH)
    )
    setting = update(provisions).where(columns.id == bindparam("row"))
    setting = setting.values(words=bindparam("hash"), wording=bindparam("whole"))
    last = 0
    while rows := connection.execute(query.where(columns.id > last)).mappings().all():
        connection.execute(setting, [_hashes(row) for row in rows])
        last = rows[-1]["id"]


def _hashes(row: Columns) -> Row:
    return {
        "row": row["id"],
        "hash": words(row["heading"], row["text"]),
        "whole": wording(row, row["title"] or ""),
    }


def _date_words(connection: Connection) -> None:
    """A note that names a change without its day leaves the words sure for the snapshot alone."""
    columns = relations.c
    query = select(columns.target_key, columns.target_tail, columns.effective_on).where(
        live(relations), columns.target_key == columns.number_key, columns.kind.in_(_CHANGING),
        columns.source_key != columns.number_key,
    )  # fmt: skip
    changes: dict[tuple[str, str], list[date | None]] = defaultdict(list)
    for row in connection.execute(query):
        changes[row.target_key, row.target_tail].append(row.effective_on)
    setting = (
        update(provisions)
        .where(provisions.c.number_key == bindparam("key"), provisions.c.tail == bindparam("place"))
        .values(words_from=bindparam("day"), words_unclear=bindparam("unclear"))
    )
    rows = [
        {"key": key, "place": tail, "day": max(filter(None, days), default=None), "unclear": None in days}
        for (key, tail), days in changes.items()
    ]
    if rows:
        connection.execute(setting, rows)
