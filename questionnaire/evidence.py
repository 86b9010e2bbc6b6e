"""Evidence: what supports answers, registered once, hung on as many answers and criteria as it supports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from questionnaire.policy import Strength


class EvidenceKind(StrEnum):
    """What sort of thing the evidence is."""

    LEGAL_TEXT = "legal_text"
    INSTRUCTION = "instruction"
    AGREEMENT = "agreement"
    REGISTER = "register"
    REPORT = "report"
    STATISTICS = "statistics"
    INTERVIEW = "interview"
    VISIT = "visit"
    PHOTOGRAPH = "photograph"
    OTHER = "other"


@dataclass(frozen=True)
class AttachedFile:
    """A file kept with a piece of evidence: its SHA-256, the name it came under, its bytes, its kind ("pdf")."""

    content: str
    name: str
    size: int
    kind: str


@dataclass(frozen=True)
class Evidence:
    """A piece of evidence: what it is, where to find it, of when, and how strongly it supports what hangs on it.

    `link` is an address on the network, `files` are kept with the assessment.
    """

    id: str
    title: str
    kind: EvidenceKind
    strength: Strength
    where: str = ""
    dated: date | None = None
    link: str = ""
    files: tuple[AttachedFile, ...] = ()
