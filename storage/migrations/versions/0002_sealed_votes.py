"""Hidden votes get a table of their own. A published migration is never changed; the next one is 0003."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sealed_votes",
        sa.Column("dossier_id", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("question", sa.String(100), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("address", sa.String(500), nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "question", "round", "address", "stamp"),
        sqlite_with_rowid=False,
    )
