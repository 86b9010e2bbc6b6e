"""The choices of the method that a framework makes, and the words they are made in: how sure, how well supported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Aggregation(StrEnum):
    """How the values of a node's children make the value of the node."""

    MEAN = "mean"
    WEAKEST = "weakest"
    SUM = "sum"
    STAGED = "staged"


class Confidence(StrEnum):
    """How sure those who replied are."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Strength(StrEnum):
    """How strongly a piece of evidence supports an answer, from nothing to having seen it at work."""

    NONE = "none"
    STATED = "stated"
    DOCUMENT_SEEN = "document_seen"
    OBSERVED_IN_USE = "observed_in_use"


class NotApplicableRule(StrEnum):
    """What a reply of "not applicable" does to a score."""

    DROP = "drop"
    LOWEST = "lowest"
    AS_LEVEL = "as_level"


class NotKnownRule(StrEnum):
    """What a reply of "not known" does to a score."""

    LOWEST = "lowest"
    DROP = "drop"


@dataclass(frozen=True)
class Policy:
    """The choices of the method that a framework makes; printed on every report."""

    not_applicable: NotApplicableRule = NotApplicableRule.DROP
    not_applicable_level: Fraction | None = None
    not_known: NotKnownRule = NotKnownRule.LOWEST
    minimum_coverage: Fraction = Fraction(4, 5)
    confidence_shift: Mapping[Confidence, Fraction] = field(
        default_factory=lambda: {
            Confidence.LOW: Fraction(1),
            Confidence.MEDIUM: Fraction(1, 2),
            Confidence.HIGH: Fraction(0),
        }
    )
    evidence_caps: Mapping[Strength, Fraction] = field(
        default_factory=lambda: {
            Strength.NONE: Fraction(1),
            Strength.STATED: Fraction(2),
            Strength.DOCUMENT_SEEN: Fraction(3),
            Strength.OBSERVED_IN_USE: Fraction(4),
        }
    )
    stage_met_at: Fraction = Fraction(1)
    """In a node aggregated by stages: the share of its scale at which a question meets its stage."""
