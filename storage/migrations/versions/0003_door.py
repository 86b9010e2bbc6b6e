"""The tables of the door. A published migration is never changed; the next one is 0004."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables with their indexes."""
    _people()
    _ways_in()


def _people() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("login", sa.String(200), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("subject", sa.String(500)),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("creates", sa.Boolean, nullable=False),
        sa.Column("administers", sa.Boolean, nullable=False),
        sa.Column("closed_at", sa.String(32)),
    )
    op.create_index("account_logins", "accounts", ["login"], unique=True)
    op.create_index("account_subjects", "accounts", ["subject"], unique=True)
    op.create_table(
        "account_places",
        sa.Column("account", sa.String(40), sa.ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("dossier", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("participant", sa.String(100), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("account", "dossier"),
    )
    op.create_index("places_by_dossier", "account_places", ["dossier"])


def _ways_in() -> None:
    op.create_table(
        "seats",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("account", sa.String(40), sa.ForeignKey("accounts.id", ondelete="CASCADE")),
        sa.Column("dossier", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE")),
        sa.Column("participant", sa.String(100), nullable=False),
        sa.Column("role", sa.String(40)),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("code", sa.String(40)),
        sa.Column("seen_at", sa.String(32)),
        sa.Column("ended_at", sa.String(32)),
    )
    op.create_index("seats_by_account", "seats", ["account"])
    op.create_index("seats_by_dossier", "seats", ["dossier"])
    op.create_table(
        "join_codes",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("dossier", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("group", sa.String(100), nullable=False),
        sa.Column("issued_by", sa.String(200), nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("most_seats", sa.Integer, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("closed_at", sa.String(32)),
    )
    op.create_index("codes_by_dossier", "join_codes", ["dossier"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("issued_by", sa.String(200), nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("account", sa.String(40), sa.ForeignKey("accounts.id", ondelete="CASCADE")),
        sa.Column("dossier", sa.String(100), sa.ForeignKey("dossiers.id", ondelete="CASCADE")),
        sa.Column("role", sa.String(40)),
        sa.Column("participant", sa.String(100), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("creates", sa.Boolean, nullable=False),
        sa.Column("administers", sa.Boolean, nullable=False),
        sa.Column("used_at", sa.String(32)),
    )
    op.create_index("invitation_secrets", "invitations", ["secret"], unique=True)
