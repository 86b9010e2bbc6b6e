"""The first tables: dossiers, and their entries. A published migration is never changed; the next one is 0002."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("framework_id", sa.Text, nullable=False),
        sa.Column("framework_version", sa.Text, nullable=False),
        sa.Column("framework_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("kept_at", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("example", sa.Boolean, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("dossier_id", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "address", "stamp"),
        sqlite_with_rowid=False,
    )
    op.create_index("entries_by_revision", "entries", ["dossier_id", "revision"])
