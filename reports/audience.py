"""For whom a document is written."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """For whom a report is written. What donors and the public are not told is in the table of `redaction_rules`."""

    ADMINISTRATION = "administration"
    DONOR = "donor"
    PUBLIC = "public"
