"""Gaps in the order in which they matter, each with its points part by part: everybody can say why it ranks there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from questionnaire.framework import Framework
from scoring.gaps import Gap

GATE_FACTOR = 2
"""A gate holds its whole section down: its gap counts twice."""

THREATS = (1, 2, 3)
"""How relevant a threat can be: 1 is the usual, 3 the most."""


@dataclass(frozen=True)
class Importance:
    """What makes a gap matter: the framework's weights and gates, and the threats as the room sees them (1 to 3)."""

    framework: Framework
    threats: Mapping[str, int] = field(default_factory=dict)

    def weight(self, capability: str) -> Fraction:
        """The capability's weight times its section's, as written, never brought to a sum of one. Raises KeyError."""
        section = self.framework.home_of_capability[capability]
        return self.framework.capability(capability).weight * section.weight

    def gate_factor(self, capability: str) -> int:
        """2 for a gate, 1 for any other capability."""
        return GATE_FACTOR if self.framework.capability(capability).gate else 1

    def threat(self, capability: str) -> int:
        """How relevant its threat is; 1 where nobody said. Raises ValueError outside 1 to 3."""
        threat = self.threats.get(capability, THREATS[0])
        if threat not in THREATS:
            raise ValueError(f"threat relevance of {capability} is {threat}, not 1, 2 or 3")
        return threat

    def of(self, capability: str) -> Fraction:
        """Weight x gate factor x threat: what one whole scale of gap, or one level of a plan, is worth here."""
        return self.weight(capability) * self.gate_factor(capability) * self.threat(capability)


@dataclass(frozen=True)
class Priority:
    """A gap with its rank (1 is the first) and its points: weight x gate factor x threat x gap share."""

    rank: int
    capability: str
    points: Fraction
    weight: Fraction
    gate_factor: int
    threat: int
    gap_share: Fraction
    gap: Gap


def rank_gaps(gaps: Iterable[Gap], importance: Importance) -> tuple[Priority, ...]:
    """The gaps above zero by points; of equal points gates first, then the larger gap, then framework order."""
    order = {capability.id: place for place, capability in enumerate(importance.framework.capabilities)}
    weighed = [_weighed(gap, gap.share, importance) for gap in gaps if gap.share]
    weighed.sort(key=lambda one: (-one.points, -one.gate_factor, -one.gap_share, order[one.capability]))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(weighed, 1))


def _weighed(gap: Gap, share: Fraction, importance: Importance) -> Priority:
    return Priority(
        rank=0,
        capability=gap.capability,
        points=importance.of(gap.capability) * share,
        weight=importance.weight(gap.capability),
        gate_factor=importance.gate_factor(gap.capability),
        threat=importance.threat(gap.capability),
        gap_share=share,
        gap=gap,
    )
