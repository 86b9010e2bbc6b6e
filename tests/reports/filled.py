"""Filled dossiers of any framework: varied, and the same on every run."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from planning.actions import Library
from planning.catalogue import load_library
from planning.frontier import Frontier
from planning.plan import Plan
from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    RecordedAgreement,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Administration, Dossier, Participant, Round, RoundKind, Setup
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.framework_file import load_framework
from questionnaire.intentions import Target
from questionnaire.policy import Confidence, Strength
from questionnaire.stages import Role
from reports.report import Audience, Report, build_report
from scoring.gaps import find_gaps, is_plannable
from scoring.priorities import Importance, rank_gaps
from scoring.scores import score_dossier

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "questionnaire" / "bank" / "customs-iwt"
MADE_AT = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
EMPTY_LIBRARY = Library({}, {}, {})


@cache
def bank() -> tuple[Framework, Library]:
    """The framework that the program ships, with its actions."""
    framework = load_framework(BANK)
    return framework, load_library(BANK, framework)


def given_to(question: Question, chance: random.Random) -> LevelReached:
    """A level of the question, given in one of the ways of its kind."""
    match question.kind:
        case Ladder(levels=levels):
            chosen = chance.choice(levels).value
            ids = [criterion.id for criterion in question.criteria]
            if ids and chance.random() < 0.3:
                excused = (CriterionNotApplicable(ids[0], "no such flow here"),) if chance.random() < 0.3 else ()
                return LevelReached(
                    LadderGiven(None, frozenset(ids[: chance.randrange(len(ids) + 1)]), frozenset(), excused)
                )
            against = frozenset(ids[:1]) if ids and chance.random() < 0.15 else frozenset()
            return LevelReached(LadderGiven(chosen, frozenset(ids[: chosen + 1]), against))
        case Choice(options=options):
            return LevelReached(OptionGiven(chance.choice(options).id))
        case Checklist(items=items):
            return LevelReached(TicksGiven(frozenset(one.id for one in items if chance.random() < 0.5)))
        case Number(unit=unit, thresholds=thresholds):
            return LevelReached(QuantityGiven(chance.choice(thresholds).bound, unit, date(2027, 1, 31)))


def reply_to(question: Question, chance: random.Random) -> Reply | None:
    """Any of the replies: mostly levels."""
    draw = chance.random()
    if draw < 0.08:
        return NotApplicable("there is no such border here")
    if draw < 0.16:
        return NotKnown("ask the regional office")
    if draw < 0.24 and len(question.ordered_levels) > 1:
        low, high = sorted(chance.sample(question.ordered_levels, 2))
        return Disputed(low, high, "two posts saw it differently")
    if draw < 0.32:
        return None
    return given_to(question, chance)


def filled(framework: Framework, seed: int = 1) -> Dossier:
    """A dossier with every kind of reply, evidence of every strength, targets and threats."""
    chance = random.Random(seed)
    register = {
        f"E{n}": Evidence(f"E{n}", title, kind, strength, where, date(2026, n, 1))
        for n, (title, kind, strength, where) in enumerate(
            (
                (
                    "Code des douanes, édition 2024",
                    EvidenceKind.LEGAL_TEXT,
                    Strength.DOCUMENT_SEEN,
                    "Journal officiel n° 12",
                ),
                ('=HYPERLINK("http://example.org";"click")', EvidenceKind.REPORT, Strength.STATED, "+33 1"),
                ("Visit to the port", EvidenceKind.VISIT, Strength.OBSERVED_IN_USE, "Notes of 3 May"),
                ("Never used", EvidenceKind.OTHER, Strength.NONE, ""),
            ),
            1,
        )
    }
    answers: dict[tuple[str, str], Answer] = {}
    for question in framework.questions:
        links = []
        if chance.random() < 0.6:
            ids = [criterion.id for criterion in question.criteria]
            about = frozenset(chance.sample(ids, 1)) if ids and chance.random() < 0.3 else frozenset()
            links.append(EvidenceLink(chance.choice(("E1", "E2", "E3")), about))
        answers["P1", question.id] = Answer(
            "P1",
            question.id,
            reply_to(question, chance),
            chance.choice((*Confidence, None)),
            chance.choice(
                ("", "", "=1+1", "12 cas sur 15, d'après le registre du bureau central; voir la note jointe")
            ),
            tuple(links),
            datetime(2027, 2, 1 + chance.randrange(28), 12, tzinfo=UTC),
        )
    levels = [level.value for level in framework.levels]
    targets = {
        one.id: Target(one.id, chance.choice(levels[1:]), chance.choice((None, date(2028, 12, 31))))
        for one in framework.capabilities
        if is_plannable(framework, one) and chance.random() < 0.85
    }
    return Dossier(
        id="D1",
        framework=framework,
        setup=Setup(
            Administration("Direction générale des douanes", "Pays d'exemple"),
            round=Round(RoundKind.BASELINE, 2027),
            assessed_on=date(2027, 3, 1),
            priority_posts="Port A, Airport B",
        ),
        participants=(Participant("P1", Role.FACILITATOR, "Ada Secret", "HQ"),),
        answers=answers,
        evidence=register,
        targets=targets,
        threats={one.id: chance.choice((1, 2, 3)) for one in framework.capabilities if chance.random() < 0.3},
        validated=validated(framework, seed),
        revision=7,
        saved_at=MADE_AT,
    )


def validated(framework: Framework, seed: int) -> dict[str, RecordedAgreement]:
    """What a mission recorded on most questions, with every kind of reply."""
    chance = random.Random(f"mission {seed}")
    replies = {one.id: reply_to(one, chance) for one in framework.questions}
    return {
        id: RecordedAgreement(id, reply, rationale="=2+2", seen="Register of 12 May")
        for id, reply in replies.items()
        if reply is not None
    }


def report_on(
    dossier: Dossier,
    *,
    library: Library = EMPTY_LIBRARY,
    plan: Plan | None = None,
    language: str = "en",
    audience: Audience = Audience.ADMINISTRATION,
    earlier: Dossier | None = None,
    frontier: Frontier | None = None,
) -> Report:
    """The report of a dossier, scored and ranked as the program does."""
    card = score_dossier(dossier)
    gaps = find_gaps(card, dossier.targets)
    priorities = rank_gaps(gaps, Importance(dossier.framework, dossier.threats))
    return build_report(
        dossier,
        card,
        gaps,
        priorities,
        plan,
        library,
        language=language,
        audience=audience,
        made_at=MADE_AT,
        program_version="1.0.0",
        earlier=earlier,
        frontier=frontier,
    )
