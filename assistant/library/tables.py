"""The tables of the library.

A row of the versioned tables is never changed, only closed: an edition E sees it where
``edition_from <= E`` and ``edition_to`` is NULL or greater than E. Rows belong together by
``number_key``, the comparable form of the document's number, so that a document's head can
change without its provisions.
"""

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.sql.selectable import FromClause

REVISION = "0003"
"""The schema this software works with: the head of ``migrations/versions``."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)
Key = BigInteger().with_variant(Integer(), "sqlite")
_LIVE = text("edition_to IS NULL")
_CLOSED = text("edition_to IS NOT NULL")
_OTHER = text("variant <> ''")


def _editions() -> tuple[Column[int], Column[int]]:
    return (
        Column("edition_from", Integer, nullable=False, index=False),
        Column("edition_to", Integer, nullable=True),
    )


editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),
    Column("embedder", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("published_at", DateTime(timezone=True)),
)

# ``topics``: JSON list of the topics of a snapshot that was read to its end, else NULL.
sources = Table(
    "sources",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("known_until", Date),
    Column("kind", String(32), nullable=False),
    Column("topics", Text),
    UniqueConstraint("sha256", "path"),
    sqlite_autoincrement=True,
)

# ``codified``: put together from snapshots. ``search``: folded words of the list's filter.
documents = Table(
    "documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("issuer", Text),
    Column("issued_on", Date),
    Column("in_force_from", Date),
    Column("expires_on", Date),
    Column("signer", Text),
    Column("signer_title", Text),
    Column("place", Text),
    Column("legal_bases", Text, nullable=False),
    Column("url", Text),
    Column("access", String(16), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("topic", Text),
    Column("codified", Boolean, nullable=False),
    Column("search", Text, nullable=False),
    Column("source_id", Key, ForeignKey("sources.id"), nullable=False),
    *_editions(),
    Index("ix_documents_number_key", "number_key"),
    Index("ix_documents_source_id", "source_id"),
    Index("ix_documents_edition_from", "edition_from"),
    Index("ix_documents_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    Index("uq_documents_live", "number_key", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    sqlite_autoincrement=True,
)

# ``tail``: the path after "#". ``variant``: empty for the words as their source has them; for older
# words the last day that an earlier snapshot vouches for, for computed ones "@" and the day from
# which they hold. ``wording``: hash of everything that makes a row another row; ``words``: hash of
# the words alone, without spaces, punctuation and case. ``words_from``: see ``Provision``.
# The long columns stand last: SQLite reads a row only as far as it has to.
provisions = Table(
    "provisions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("variant", String(16), nullable=False, server_default=""),
    *_editions(),
    Column("rankable", Boolean, nullable=False),
    Column("wording", String(32), nullable=False),
    Column("words", String(32), nullable=False, server_default=""),
    Column("position", Integer, nullable=False),
    Column("source_id", Key, ForeignKey("sources.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("parent", Text),
    Column("headings", Text, nullable=False),
    Column("in_force_from", Date),
    Column("expires_on", Date),
    Column("words_from", Date),
    Column("words_unclear", Boolean, nullable=False, server_default=false()),
    Column("url", Text),
    Column("note", Text),
    Column("text", Text, nullable=False),
    Column("units", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Index("ix_provisions_path", "number_key", "tail"),
    Index("ix_provisions_variant", "number_key", "tail", sqlite_where=_OTHER, postgresql_where=_OTHER),
    Index("ix_provisions_source_id", "source_id"),
    Index("ix_provisions_edition_from", "edition_from"),
    Index("ix_provisions_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    Index(
        "uq_provisions_live",
        "number_key",
        "tail",
        "variant",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
    sqlite_autoincrement=True,
)

# ``number_key`` is the document that the relation was read from.
relations = Table(
    "relations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("source_key", Text, nullable=False),
    Column("source_tail", Text, nullable=False),
    Column("source_path", Text, nullable=False),
    Column("target_key", Text),
    Column("target_tail", Text),
    Column("target_path", Text),
    Column("target_text", Text, nullable=False),
    Column("effective_on", Date),
    Column("until", Date),
    *_editions(),
    Index("ix_relations_number_key", "number_key"),
    Index("ix_relations_source_key", "source_key"),
    Index("ix_relations_target_key", "target_key"),
    Index("ix_relations_edition_from", "edition_from"),
    Index("ix_relations_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    sqlite_autoincrement=True,
)

pages = Table(
    "pages",
    metadata,
    Column("document_id", Key, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("width", Float, nullable=False),
    Column("height", Float, nullable=False),
    Column("origin", String(32), nullable=False),
    Column("note", Text, nullable=False),
)

warnings = Table(
    "warnings",
    metadata,
    Column("document_id", Key, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)

# How a provision stands apart from its document's newest snapshot: the last day it is known
# for, and the snapshot that no longer has it (NULL: the snapshot does not cover its topic).
standings = Table(
    "standings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("provision_id", Key, ForeignKey("provisions.id", ondelete="CASCADE"), nullable=False),
    Column("known_until", Date),
    Column("missing_in", Key, ForeignKey("sources.id")),
    *_editions(),
    Index("ix_standings_provision_id", "provision_id"),
    Index("ix_standings_missing_in", "missing_in"),
    Index("ix_standings_edition_from", "edition_from"),
    Index("ix_standings_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    Index("uq_standings_live", "provision_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    sqlite_autoincrement=True,
)

# What an amending document orders, as it was read; ``content`` is the rest of it, as JSON.
instructions = Table(
    "instructions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("act", String(32), nullable=False),
    Column("source_path", Text, nullable=False),
    Column("target_key", Text, nullable=False),
    Column("target_path", Text, nullable=False),
    Column("effective_on", Date),
    Column("content", Text, nullable=False),
    *_editions(),
    Index("ix_instructions_number_key", "number_key"),
    Index("ix_instructions_target_key", "target_key"),
    Index("ix_instructions_edition_from", "edition_from"),
    Index("ix_instructions_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    sqlite_autoincrement=True,
)

# What became of an instruction when the consolidated wording was computed. ``state``: applied,
# contained (the words had it already) or failed, with the reason.
applications = Table(
    "applications",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("source_path", Text, nullable=False),
    Column("target_key", Text, nullable=False),
    Column("target_path", Text, nullable=False),
    Column("effective_on", Date),
    Column("state", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    *_editions(),
    Index("ix_applications_number_key", "number_key"),
    Index("ix_applications_target_key", "target_key"),
    Index("ix_applications_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    sqlite_autoincrement=True,
)

# The clerk's table: a stretch of force of a document (``tail`` empty) or provision.
overrides = Table(
    "overrides",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("basis", Text, nullable=False),
    *_editions(),
    Index("ix_overrides_number_key", "number_key"),
    Index("ix_overrides_edition_from", "edition_from"),
    Index("ix_overrides_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    sqlite_autoincrement=True,
)

# The life of documents (``tail`` empty) and rankable provisions, worked out of everything else
# when an edition is published: a row a phase, a first one of "not yet in force" left out.
# ``audience``: who it is true for, where internal documents say more than public ones.
phases = Table(
    "phases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number_key", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("audience", String(16), nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("status", String(32), nullable=False),
    Column("provision_id", Key),
    Column("because", Text, nullable=False),
    Column("parts", Text, nullable=False),
    *_editions(),
    Index("ix_phases_path", "number_key", "tail"),
    Index("ix_phases_starts", "starts"),
    Index("ix_phases_edition_from", "edition_from"),
    Index("ix_phases_closed", "edition_to", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    sqlite_autoincrement=True,
)

# The words that a provision defines, read from its text when an edition is published; they live and
# die with its row. ``written``, ``plain``: the keys of the word as written and without diacritics.
definitions = Table(
    "definitions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("provision_id", Key, ForeignKey("provisions.id", ondelete="CASCADE"), nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("plain", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("term", Text, nullable=False),
    Index("ix_definitions_provision_id", "provision_id"),
    sqlite_autoincrement=True,
)

VERSIONED = (standings, provisions, relations, instructions, applications, overrides, phases, documents)
"""Tables whose rows belong to editions, those that refer to others first."""


def seen(table: FromClause, edition: int | BindParameter[int]) -> ColumnElement[bool]:
    """The rows of ``table`` that ``edition`` sees."""
    columns = table.c
    return and_(
        columns.edition_from <= edition,
        or_(columns.edition_to.is_(None), columns.edition_to > edition),
    )


PRINCIPAL: ColumnElement[bool] = provisions.c.variant == ""
"""Rows that hold the words as their source has them: neither older nor computed ones."""


def live(table: FromClause) -> ColumnElement[bool]:
    """The rows of ``table`` that are not closed."""
    return table.c.edition_to.is_(None)
