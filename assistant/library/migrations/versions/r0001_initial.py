"""The first schema: editions, sources, documents, provisions, relations and what hangs on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LIVE = sa.text("edition_to IS NULL")
_CLOSED = sa.text("edition_to IS NOT NULL")


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table."""
    _editions()
    _expiries()
    _relations()
    _sources()
    _documents()
    _provisions()
    _pages()
    _standings()
    _warnings()


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("embedder", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_editions")),
    )


def _expiries() -> None:
    op.create_table(
        "expiries",
        sa.Column("id", _key(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("access", sa.String(length=16), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expiries")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_expiries_closed", "expiries", ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    op.create_index("ix_expiries_path", "expiries", ["number_key", "tail"])


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("id", _key(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("source_tail", sa.Text(), nullable=False),
        sa.Column("source_path", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=True),
        sa.Column("target_tail", sa.Text(), nullable=True),
        sa.Column("target_path", sa.Text(), nullable=True),
        sa.Column("target_text", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relations")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_relations_closed", "relations", ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    op.create_index("ix_relations_edition_from", "relations", ["edition_from"])
    op.create_index("ix_relations_number_key", "relations", ["number_key"])
    op.create_index("ix_relations_source_key", "relations", ["source_key"])
    op.create_index("ix_relations_target_key", "relations", ["target_key"])


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", _key(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("topics", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("sha256", "path", name=op.f("uq_sources_sha256")),
        sqlite_autoincrement=True,
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", _key(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("signer_title", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("legal_bases", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("access", sa.String(length=16), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("codified", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("source_id", _key(), nullable=False),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_documents_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_documents_closed", "documents", ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    op.create_index("ix_documents_edition_from", "documents", ["edition_from"])
    op.create_index("ix_documents_number_key", "documents", ["number_key"])
    op.create_index("ix_documents_source_id", "documents", ["source_id"])
    op.create_index(
        "uq_documents_live",
        "documents",
        ["number_key"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _provisions() -> None:
    op.create_table(
        "provisions",
        sa.Column("id", _key(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
        sa.Column("rankable", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", _key(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_provisions_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_provisions_closed", "provisions", ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    op.create_index("ix_provisions_edition_from", "provisions", ["edition_from"])
    op.create_index("ix_provisions_path", "provisions", ["number_key", "tail"])
    op.create_index("ix_provisions_source_id", "provisions", ["source_id"])
    op.create_index(
        "uq_provisions_live",
        "provisions",
        ["number_key", "tail"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("document_id", _key(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("height", sa.Float(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_pages_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_pages")),
    )


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("id", _key(), nullable=False),
        sa.Column("provision_id", _key(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=True),
        sa.Column("missing_in", _key(), nullable=True),
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["missing_in"], ["sources.id"], name=op.f("fk_standings_missing_in")),
        sa.ForeignKeyConstraint(
            ["provision_id"], ["provisions.id"], name=op.f("fk_standings_provision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standings")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_standings_closed", "standings", ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED
    )
    op.create_index("ix_standings_edition_from", "standings", ["edition_from"])
    op.create_index("ix_standings_missing_in", "standings", ["missing_in"])
    op.create_index("ix_standings_provision_id", "standings", ["provision_id"])
    op.create_index(
        "uq_standings_live",
        "standings",
        ["provision_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )


def _warnings() -> None:
    op.create_table(
        "warnings",
        sa.Column("document_id", _key(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_warnings_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_warnings")),
    )
