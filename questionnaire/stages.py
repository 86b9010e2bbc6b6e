"""How far an assessment has come, and who takes part in it: the words that permissions are written in."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """How far an assessment has come; each stage locks the one before."""

    DRAFT = "draft"
    AGREED = "agreed"
    VALIDATED = "validated"
    APPROVED = "approved"
    SHARED = "shared"


class Role(StrEnum):
    """What a person who takes part does in it, and hence may do; access/permissions.py says what."""

    OWNER = "owner"
    FACILITATOR = "facilitator"
    ASSESSOR = "assessor"
    VALIDATOR = "validator"
    MANAGER = "manager"
    DONOR_READER = "donor_reader"
    OBSERVER = "observer"


class Function(StrEnum):
    """From which work a participant speaks: what the room is shown instead of names."""

    LEGAL = "legal"
    ENFORCEMENT = "enforcement"
    INTELLIGENCE = "intelligence"
    RISK = "risk"
    INVESTIGATION = "investigation"
    POST = "post"
    TRAINING = "training"
    SYSTEMS = "systems"
    DIRECTION = "direction"
    CITES_AUTHORITY = "cites_authority"
    WILDLIFE = "wildlife"
    POLICE = "police"
    PROSECUTION = "prosecution"
    PARTNER = "partner"
    OTHER = "other"
