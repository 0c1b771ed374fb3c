"""Versions of provisions: older and computed wordings, instructions, a clerk's table, phases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LIVE = sa.text("edition_to IS NULL")
_CLOSED = sa.text("edition_to IS NOT NULL")
_OTHER = sa.text("variant <> ''")


def _key() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _editions() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        sa.Column("edition_from", sa.Integer(), nullable=False),
        sa.Column("edition_to", sa.Integer(), nullable=True),
    )


def upgrade() -> None:
    """Add what versions need; ends of documents are phases from now on."""
    _provisions()
    op.add_column("relations", sa.Column("until", sa.Date(), nullable=True))
    _instructions()
    _applications()
    _overrides()
    _phases()
    op.drop_table("expiries")


def _provisions() -> None:
    for column in (
        sa.Column("variant", sa.String(length=16), nullable=False, server_default=""),
        sa.Column("words", sa.String(length=32), nullable=False, server_default=""),
        sa.Column("words_from", sa.Date(), nullable=True),
        sa.Column("words_unclear", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("provisions", column)
    op.drop_index("uq_provisions_live", "provisions")
    op.create_index(
        "uq_provisions_live",
        "provisions",
        ["number_key", "tail", "variant"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )
    op.create_index(
        "ix_provisions_variant",
        "provisions",
        ["number_key", "tail"],
        sqlite_where=_OTHER,
        postgresql_where=_OTHER,
    )


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", _key(), nullable=False),
        *columns,
        *_editions(),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{name}_closed", name, ["edition_to"], sqlite_where=_CLOSED, postgresql_where=_CLOSED)


def _instructions() -> None:
    _table(
        "instructions",
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("source_path", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.Column("target_path", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
    )
    for column in ("number_key", "target_key", "edition_from"):
        op.create_index(f"ix_instructions_{column}", "instructions", [column])


def _applications() -> None:
    _table(
        "applications",
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_path", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.Column("target_path", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    for column in ("number_key", "target_key"):
        op.create_index(f"ix_applications_{column}", "applications", [column])


def _overrides() -> None:
    _table(
        "overrides",
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
    )
    for column in ("number_key", "edition_from"):
        op.create_index(f"ix_overrides_{column}", "overrides", [column])


def _phases() -> None:
    _table(
        "phases",
        sa.Column("number_key", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("provision_id", _key(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
    )
    op.create_index("ix_phases_path", "phases", ["number_key", "tail"])
    for column in ("starts", "edition_from"):
        op.create_index(f"ix_phases_{column}", "phases", [column])
