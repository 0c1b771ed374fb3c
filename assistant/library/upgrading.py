"""What a library made before versions were known needs beside new tables: derived values."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from assistant.domain.document import RelationKind
from assistant.library.publishing import published_number
from assistant.library.rows import words
from assistant.library.store import scalar
from assistant.library.tables import live, provisions, relations
from assistant.library.validity import work_out

BEFORE_VERSIONS = "0001"
"""The last schema without versions."""

_BATCH = 2_000
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
    """Hash the words of every row, take the last change of each article from what the notes of
    the codification told, and work out every life as of the published edition.
    """
    _hash_words(connection)
    _date_words(connection)
    edition = int(scalar(connection, select(func.coalesce(published_number(), 0))))
    if edition:
        work_out(connection, edition, whole=True)


def _hash_words(connection: Connection) -> None:
    columns = provisions.c
    query = select(columns.id, columns.heading, columns.text).order_by(columns.id).limit(_BATCH)
    setting = update(provisions).where(columns.id == bindparam("row")).values(words=bindparam("hash"))
    last = 0
    while rows := connection.execute(query.where(columns.id > last)).all():
        connection.execute(setting, [{"row": row.id, "hash": words(row.heading, row.text)} for row in rows])
        last = rows[-1].id


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
