"""The tables of the door: accounts, their places, seats, join codes, invitations."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, PrimaryKeyConstraint, String, Table, Text


def access_tables(tables: MetaData) -> Mapping[str, Table]:
    """The tables of the door, by name, added to those of the dossiers."""
    return {one.name: one for one in (*_people(tables), *_ways_in(tables))}


def _people(tables: MetaData) -> tuple[Table, ...]:
    accounts = Table(
        "accounts",
        tables,
        Column("id", String(40), primary_key=True),
        Column("login", String(200), nullable=False),
        Column("name", Text, nullable=False),
        Column("made_at", String(32), nullable=False),
        Column("password", Text),
        Column("subject", String(500)),
        Column("email", String(320), nullable=False),
        Column("creates", Boolean, nullable=False),
        Column("administers", Boolean, nullable=False),
        Column("closed_at", String(32)),
        Index("account_logins", "login", unique=True),
        Index("account_subjects", "subject", unique=True),
    )
    places = Table(
        "account_places",
        tables,
        Column("account", String(40), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
        Column("dossier", String(100), ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        Column("participant", String(100), nullable=False),
        Column("role", String(40), nullable=False),
        PrimaryKeyConstraint("account", "dossier"),
        Index("places_by_dossier", "dossier"),
    )
    return accounts, places


def _ways_in(tables: MetaData) -> tuple[Table, ...]:
    seats = Table(
        "seats",
        tables,
        Column("id", String(40), primary_key=True),
        Column("secret", String(64), nullable=False),
        Column("name", Text, nullable=False),
        Column("issued_at", String(32), nullable=False),
        Column("until", String(32), nullable=False),
        Column("account", String(40), ForeignKey("accounts.id", ondelete="CASCADE")),
        Column("dossier", String(100), ForeignKey("dossiers.id", ondelete="CASCADE")),
        Column("participant", String(100), nullable=False),
        Column("role", String(40)),
        Column("language", String(20), nullable=False),
        Column("code", String(40)),
        Column("seen_at", String(32)),
        Column("ended_at", String(32)),
        Index("seats_by_account", "account"),
        Index("seats_by_dossier", "dossier"),
    )
    codes = Table(
        "join_codes",
        tables,
        Column("id", String(40), primary_key=True),
        Column("dossier", String(100), ForeignKey("dossiers.id", ondelete="CASCADE"), nullable=False),
        Column("role", String(40), nullable=False),
        Column("group", String(100), nullable=False),
        Column("issued_by", String(200), nullable=False),
        Column("issued_at", String(32), nullable=False),
        Column("until", String(32), nullable=False),
        Column("most_seats", Integer, nullable=False),
        Column("seats", Integer, nullable=False),
        Column("closed_at", String(32)),
        Index("codes_by_dossier", "dossier"),
    )
    invitations = Table(
        "invitations",
        tables,
        Column("id", String(40), primary_key=True),
        Column("purpose", String(20), nullable=False),
        Column("secret", String(64), nullable=False),
        Column("issued_by", String(200), nullable=False),
        Column("issued_at", String(32), nullable=False),
        Column("until", String(32), nullable=False),
        Column("account", String(40), ForeignKey("accounts.id", ondelete="CASCADE")),
        Column("dossier", String(100), ForeignKey("dossiers.id", ondelete="CASCADE")),
        Column("role", String(40)),
        Column("participant", String(100), nullable=False),
        Column("email", String(320), nullable=False),
        Column("creates", Boolean, nullable=False),
        Column("administers", Boolean, nullable=False),
        Column("used_at", String(32)),
        Index("invitation_secrets", "secret", unique=True),
    )
    return seats, codes, invitations
