"""What supports an answer: its evidence, and how high that carries it; and what is aimed at in a capability."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.answers import Agreement, EvidenceLink, LadderGiven, LevelReached, NotKnown, TicksGiven
from questionnaire.framework import Capability, Question
from questionnaire.intentions import Target
from reports.report import Report
from scoring.certainty import evidence_cap
from scoring.gaps import is_plannable
from scoring.readings import supports_of


def links_of(report: Report, question: Question) -> tuple[EvidenceLink, ...]:
    """The registered evidence of the agreement; where there is none yet, what participants hung on the question."""
    agreement = report.card.agreements.get(question.id)
    answers = (one for (_, about), one in report.dossier.answers.items() if about == question.id)
    links = agreement.evidence if agreement else tuple(link for one in answers for link in one.evidence)
    return tuple(dict.fromkeys(link for link in links if link.evidence in report.card.evidence))


def evidence_limit(report: Report, question: Question) -> Fraction:
    """The highest value of the question's scale that its evidence supports, whatever level is claimed."""
    agreement = report.card.agreements.get(question.id)
    held = agreement or Agreement(question.id, NotKnown(), evidence=links_of(report, question))
    given = held.reply.given if isinstance(held.reply, LevelReached) else None
    not_met = given.not_met if isinstance(given, LadderGiven) else frozenset()
    left_out = given.not_applicable if isinstance(given, LadderGiven | TicksGiven) else ()
    return evidence_cap(
        report.framework,
        question,
        supports_of(held, report.card.evidence),
        not_met=not_met,
        not_applicable=tuple(one.criterion for one in left_out),
    )


def target_held(report: Report, capability: Capability) -> Target | None:
    """The target set for a capability, also where it has no score; None where no plan can count its levels."""
    return report.dossier.targets.get(capability.id) if is_plannable(report.framework, capability) else None
