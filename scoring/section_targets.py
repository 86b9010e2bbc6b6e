"""What the sections' scores would be with every target reached: where a figure puts the mark of the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from questionnaire.framework import Capability, Section
from questionnaire.intentions import Target
from questionnaire.policy import Aggregation
from scoring.scorecard import ScoreCard
from scoring.scores import gate_step


def section_targets(card: ScoreCard, targets: Mapping[str, Target]) -> Mapping[str, Fraction]:
    """The score of each section on its own scale, if every scored capability with a target stood at it or above.

    Only sections with such a capability. A section aggregated by stages has none: its score does not follow from its
    capabilities'.
    """
    reached = ((section, _share_reached(card, section, targets)) for section in card.framework.sections)
    return {section.id: card[section.id].scale.at(share) for section, share in reached if share is not None}


def _share_reached(card: ScoreCard, section: Section, targets: Mapping[str, Target]) -> Fraction | None:
    scored = [(one, share) for one in section.capabilities if (share := card[one.id].share) is not None]
    if section.aggregation is Aggregation.STAGED or not any(one.id in targets for one, _ in scored):
        return None
    main = card.framework.main_scale
    shares = [
        (one, max(share, main.share(Fraction(targets[one.id].level))) if one.id in targets else share)
        for one, share in scored
    ]
    gates = [share for one, share in shares if one.gate]
    together = _together(card, section.aggregation, shares)
    return min(together, min(gates) + gate_step(card.framework)) if gates else together


def _together(card: ScoreCard, rule: Aggregation, shares: Sequence[tuple[Capability, Fraction]]) -> Fraction:
    if rule is Aggregation.WEAKEST:
        return min(share for _, share in shares)
    weighted = [(_weight(card, rule, one), share) for one, share in shares]
    return sum((weight * share for weight, share in weighted), Fraction(0)) / sum(weight for weight, _ in weighted)


def _weight(card: ScoreCard, rule: Aggregation, capability: Capability) -> Fraction:
    """In a sum a child weighs as much as it can add: its weight times the width of its scale."""
    scale = card[capability.id].scale
    return capability.weight * (scale.highest - scale.lowest if rule is Aggregation.SUM else 1)
