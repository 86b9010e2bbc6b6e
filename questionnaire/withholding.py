"""Capabilities that donors are not told: a framework and a dossier without them, from which all is computed anew.

Where a number were computed with them and they were left out of the page, the difference would tell what they are.
So whoever is not told gets a smaller framework, and every score, gap and plan is made of that one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from questionnaire.assessment import Dossier
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.consensus import recorded_outcomes, uses_room
from questionnaire.evidence import Evidence
from questionnaire.framework import Capability, Framework, Section
from questionnaire.intentions import Donor, Limits


def withheld_from(dossier: Dossier) -> frozenset[str]:
    """The capabilities, of those asked, that donors are not told: as decided, else those that the framework marks."""
    chosen = None if dossier.withheld is None else frozenset(dossier.withheld)
    return frozenset(
        one.id
        for one in dossier.framework.capabilities
        if (one.sensitive if chosen is None else not chosen.isdisjoint((one.id, *one.aliases)))
    )


def withheld_before(earlier: Dossier, now: Dossier) -> frozenset[str]:
    """The capabilities of an earlier round, by their ids then, that are not told beside a later round.

    Not told is what that round itself decided, and what is withheld now: under an older id too, and wherever one of its
    questions stood then. What the later round does not ask, and so may have decided nothing of, goes by the marks of
    the framework of then.
    """
    uncut, own = now.framework.uncut or now.framework, withheld_from(earlier)
    told = {one.id for one in now.framework.capabilities} - withheld_from(now)
    untold = [one for one in uncut.capabilities if one.id not in told]
    names = frozenset(now.withheld or ()).union(*map(_names, untold))
    asked = frozenset[str]().union(*map(_names, uncut.capabilities))
    return frozenset(
        one.id
        for one in earlier.framework.capabilities
        if not names.isdisjoint(_names(one))
        or (one.id in own and (earlier.withheld is not None or asked.isdisjoint(_names(one))))
    )


def _names(capability: Capability) -> frozenset[str]:
    """The ids of a capability and of its questions, those that they had before too."""
    of_questions = (name for one in capability.questions for name in (one.id, *one.aliases))
    return frozenset((capability.id, *capability.aliases, *of_questions))


def withheld_count(framework: Framework) -> int:
    """How many capabilities were taken out of a framework so that they are not told."""
    return 0 if framework.uncut is None else len(framework.uncut.capabilities) - len(framework.capabilities)


def told_without(dossier: Dossier, withheld: Collection[str]) -> Dossier:
    """The dossier as if these capabilities had not been asked.

    Everything hung on them alone goes with them: replies, outcomes, targets, evidence, what donors give for a section
    that is empty then, own actions that meet nothing else. Which actions of a library that concerns is not known here.
    What hung on what the profile does not ask goes too. The dossier itself where there is nothing of either.
    """
    told = without_capabilities(dossier.framework, frozenset(withheld))
    if told is dossier.framework:
        return _of_the_asked(dossier)
    asked = {one.id for one in told.capabilities}
    narrowed = replace(
        dossier,
        framework=told,
        whole=told,
        answers={key: one for key, one in dossier.answers.items() if told.has_question(one.question)},
        targets={id: one for id, one in dossier.targets.items() if id in asked},
        threats={id: one for id, one in dossier.threats.items() if id in asked},
        limits=_limits(dossier.limits, told, asked),
        alternatives={},
        own_actions={id: one for id, one in dossier.own_actions.items() if _still_meets(one.meets, told)},
        proof=None,
        agreed=_of_questions(dossier.agreed, told),
        validated=_of_questions(dossier.validated, told),
        hands=_of_questions(dossier.hands, told),
        homework=_of_questions(dossier.homework, told),
        ballots={id: one for id, one in dossier.ballots.items() if told.has_question(one.question)},
        groups={id: replace(one, sections=one.sections & _sections(told)) for id, one in dossier.groups.items()},
        parked={},
        withheld=(),
        orphans=(),
        set_aside={},
    )
    return replace(_in_a_room(dossier, narrowed), evidence=evidence_told(narrowed))


def _of_the_asked(dossier: Dossier) -> Dossier:
    """Nobody decides on what a profile does not ask: it is not told, as if it were withheld.

    That is what hung on answers that are set aside, and levels that limits require of what is not asked.
    """
    asked = {one.id for one in dossier.framework.capabilities}
    required = {id: level for id, level in dossier.limits.required.items() if id in asked}
    if not dossier.set_aside and required == dossier.limits.required:
        return dossier
    told = replace(dossier, set_aside={}, limits=replace(dossier.limits, required=required))
    return replace(told, evidence=evidence_told(told))


def evidence_told(told: Dossier) -> Mapping[str, Evidence]:
    """The register without what nothing in the copy rests on.

    What hangs on nothing at all goes too: it may have hung on what is withheld until yesterday, or be meant for it.
    """
    used = _evidence_used(told)
    return {id: one for id, one in told.evidence.items() if id in used}


@lru_cache(maxsize=64)
def without_capabilities(framework: Framework, withheld: frozenset[str]) -> Framework:
    """The framework without these capabilities; itself where it has none of them.

    A question that is asked depending on a reply that is left out goes too: whether it is asked would tell the reply.
    A section or capability that nothing is left of disappears.
    """
    if withheld.isdisjoint(one.id for one in framework.capabilities):
        return framework
    gone = _untold_questions(framework, withheld)
    sections = tuple(one for one in (_section(one, gone) for one in framework.sections) if one.capabilities)
    kept = tuple(capability.id for section in sections for capability in section.capabilities)
    return replace(
        framework,
        sections=sections,
        fact_sheets=tuple(one for one in framework.fact_sheets if one.capability in kept),
        profile=replace(framework.profile, capabilities=kept),
        uncut=framework.uncut or framework,
    )


def _untold_questions(framework: Framework, withheld: frozenset[str]) -> frozenset[str]:
    """The questions of these capabilities, and all whose asking hangs on one of them, however far."""
    gone = {one.id for one in framework.questions if framework.home_of_question[one.id].id in withheld}
    while True:
        more = {
            one.id
            for one in framework.questions
            if one.id not in gone and one.asked_when and not gone.isdisjoint(_read_by(framework, one.asked_when))
        }
        if not more:
            return frozenset(gone)
        gone |= more


def _read_by(framework: Framework, condition: Condition) -> Iterator[str]:
    """The questions whose replies a condition reads."""
    match condition:
        case AllOf(conditions=parts) | AnyOf(conditions=parts):
            for part in parts:
                yield from _read_by(framework, part)
        case LevelCondition(question=id) | OptionCondition(question=id):
            yield id
        case CriterionCondition(criterion=id):
            yield framework.home_of_criterion[id].id


def _section(section: Section, gone: frozenset[str]) -> Section:
    capabilities = (
        replace(one, questions=tuple(question for question in one.questions if question.id not in gone))
        for one in section.capabilities
    )
    return replace(section, capabilities=tuple(one for one in capabilities if one.questions))


def _sections(framework: Framework) -> frozenset[str]:
    return frozenset(one.id for one in framework.sections)


def _of_questions(by_question: Mapping[str, Any], told: Framework) -> Mapping[str, Any]:
    return {id: value for id, value in by_question.items() if told.has_question(id)}


def _still_meets(criteria: Collection[str], told: Framework) -> bool:
    """Whether something that meets these criteria serves anything that is told; what names none is kept."""
    return not criteria or any(one in told.home_of_criterion for one in criteria)


def _limits(limits: Limits, told: Framework, asked: Collection[str]) -> Limits:
    donors = (_donor(one, _sections(told)) for one in limits.donors)
    return replace(
        limits,
        donors=tuple(one for one in donors if one is not None),
        required={id: level for id, level in limits.required.items() if id in asked},
    )


def _donor(donor: Donor, sections: frozenset[str]) -> Donor | None:
    """A donor with the sections that are left of what it pays for; none at all where that was nothing else."""
    if not donor.sections:
        return donor
    left = donor.sections & sections
    return replace(donor, sections=left) if left else None


def _in_a_room(dossier: Dossier, narrowed: Dossier) -> Dossier:
    """The narrowed dossier as one of a room still, where what showed that a room was used is left out.

    Otherwise what several people proposed would become one person's outcome, and a draft would no longer be one.
    """
    if not uses_room(dossier) or uses_room(narrowed):
        return narrowed
    asked = Ballot(WHOLE_ROOM, "", 1, BallotState.REVEALED, datetime.min.replace(tzinfo=UTC))
    return replace(narrowed, ballots={WHOLE_ROOM: asked})


def _evidence_used(dossier: Dossier) -> frozenset[str]:
    """The evidence that hangs on anything: on outcomes, on answers where none is recorded, or on reports of progress.

    Beside a recorded outcome nobody is told who said what, so what hangs on such an answer alone hangs on nothing told.
    """
    recorded = recorded_outcomes(dossier)
    open_answers = (one for (_, question), one in dossier.answers.items() if question not in recorded)
    answers = (one.evidence for one in (*open_answers, *dossier.set_aside.values()))
    outcomes = (one.evidence for one in (*dossier.agreed.values(), *dossier.validated.values()))
    links = (link.evidence for held in (*answers, *outcomes) for link in held)
    return frozenset((*links, *(id for one in dossier.progress.values() for id in one.evidence)))
