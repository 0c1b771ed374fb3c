"""The selects of the library, built once: their text is then compiled once too.

Parameters: ``edition``, ``access`` (the asker's) and those that a
constant's docstring names.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    distinct,
    func,
    or_,
    select,
)
from sqlalchemy.sql.selectable import FromClause

from assistant.domain.document import Access
from assistant.library.facts import BOTH
from assistant.library.tables import documents, phases, provisions, relations, seen, sources, standings

EDITION: BindParameter[int] = bindparam("edition", type_=Integer)
_ACCESS: BindParameter[str] = bindparam("access", type_=String)
_OTHER = provisions.alias("other")


def asking(edition: int, access: Access, **more: object) -> dict[str, object]:
    """The parameters of an asker."""
    return {"edition": edition, "access": access.value, **more}


def _allowed(table: FromClause) -> ColumnElement[bool]:
    """Public rows, and those of the asker's own access: internal askers see public texts too."""
    return or_(table.c.access == Access.PUBLIC.value, table.c.access == _ACCESS)


MAY_SEE: ColumnElement[bool] = and_(seen(documents, EDITION), _allowed(documents))
"""Documents that the asker sees."""


def with_document(table: FromClause) -> ColumnElement[bool]:
    """Joins rows to the document they belong to, where the asker sees it."""
    return and_(documents.c.number_key == table.c.number_key, MAY_SEE)


def _stored() -> Select[Any]:
    return (
        select(
            *provisions.c,
            documents.c.id.label("document_id"),
            documents.c.number,
            standings.c.id.label("standing_id"),
            standings.c.known_until.label("last_known"),
            sources.c.name.label("missing_in"),
        )
        .select_from(provisions)
        .join(documents, with_document(provisions))
        .outerjoin(standings, and_(standings.c.provision_id == provisions.c.id, seen(standings, EDITION)))
        .outerjoin(sources, sources.c.id == standings.c.missing_in)
        .where(seen(provisions, EDITION))
    )


STORED = _stored()
"""Provisions with their document and standing, one row each."""

STORED_BY_ID = STORED.where(provisions.c.id.in_(bindparam("ids", expanding=True)))
"""``ids``: those of the provisions."""

STORED_BY_TAIL = STORED.where(
    provisions.c.number_key == bindparam("key"), provisions.c.tail.in_(bindparam("tails", expanding=True))
)
"""``key``: of the number; ``tails``: of the paths."""

OUTLINE = STORED.where(provisions.c.number_key == bindparam("key"))
"""``key``: of the number."""

ADDED = (
    STORED.where(
        provisions.c.edition_from == EDITION, provisions.c.rankable, provisions.c.id > bindparam("after")
    )
    .order_by(provisions.c.id)
    .limit(bindparam("limit", type_=Integer))
)
"""``after``: an id; ``limit``: rows at most."""

IDS = (
    select(provisions.c.id)
    .join(documents, with_document(provisions))
    .where(seen(provisions, EDITION), provisions.c.rankable, provisions.c.id > bindparam("after"))
    .order_by(provisions.c.id)
    .limit(bindparam("limit", type_=Integer))
)
"""Ids of rankable rows. ``after``: an id; ``limit``: rows at most."""


HEARD = and_(seen(phases, EDITION), or_(phases.c.audience == BOTH, phases.c.audience == _ACCESS))
"""Phases as an asker may know them."""

LIVES_BY_ID = (
    select(phases)
    .join(
        provisions,
        and_(
            provisions.c.number_key == phases.c.number_key,
            phases.c.tail.in_([provisions.c.tail, ""]),
        ),
    )
    .where(provisions.c.id.in_(bindparam("ids", expanding=True)), HEARD)
    .distinct()
)
"""The phases of provisions by their ``ids``, and of their documents."""

LIVES_OF = select(phases).where(phases.c.number_key.in_(bindparam("keys", expanding=True)), HEARD)
"""``keys``: of the numbers, for documents and all their provisions."""

LIVES_OF_DOCUMENTS = select(phases).where(
    phases.c.number_key.in_(bindparam("keys", expanding=True)), phases.c.tail == "", HEARD
)
"""``keys``: of the numbers, for the documents alone."""

WORDINGS = (
    select(provisions.c.id, provisions.c.number_key, provisions.c.tail, provisions.c.variant)
    .join(_OTHER, and_(_OTHER.c.number_key == provisions.c.number_key, _OTHER.c.tail == provisions.c.tail))
    .join(documents, with_document(provisions))
    .where(seen(provisions, EDITION), _OTHER.c.variant != "", seen(_OTHER, EDITION))
    .distinct()
)
"""Every wording of the provisions that have more than the one of their source."""


HEADS = (
    select(documents, sources.c.known_until)
    .join(sources, sources.c.id == documents.c.source_id)
    .where(documents.c.id.in_(bindparam("ids", expanding=True)))
)
"""Documents by their ``ids``, for callers that know they may be seen."""

SOURCE_COLUMNS = [
    column.label(f"source_{column.name}") for column in sources.c if column.name not in {"id", "topics"}
]

_SIZE = (
    select(func.count(distinct(provisions.c.tail)))
    .where(provisions.c.number_key == documents.c.number_key, seen(provisions, EDITION))
    .correlate(documents)
    .scalar_subquery()
)

LISTED = (
    select(documents, *SOURCE_COLUMNS, _SIZE.label("size"))
    .join(sources, sources.c.id == documents.c.source_id)
    .where(MAY_SEE)
)
"""Documents with their source and size."""

RELATIONS = select(relations).join(documents, with_document(relations)).where(seen(relations, EDITION))
"""Relations that a document which the asker sees states."""
