"""A whole assessment for the browser tests: replies of every kind, evidence, people, targets, a plan that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from questionnaire.answers import (
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Administration, Participant, Round, RoundKind, Site
from questionnaire.entries import (
    Address,
    Entry,
    comment_of,
    confidence_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.framework import Checklist, Choice, Ladder, Number, Question
from questionnaire.policy import Confidence, Strength
from questionnaire.profiled import in_profile
from questionnaire.stages import Role
from scoring.targets import sound
from storage.repository import Repository
from storage.settings import open_repository, read_settings
from tests.views.one_page import make_plan
from views.desk import Desk
from views.kept_plan import Made
from views.memo import framework, library
from words.phrases import load_phrases

AT = datetime(2027, 3, 15, 9, 41, tzinfo=UTC)
PEOPLE = (
    Participant("P1", Role.FACILITATOR, "Aimée Ngoma", "Direction des enquêtes"),
    Participant("P2", Role.ASSESSOR, "Jean-Baptiste Mabiala", "Port autonome de Pointe-Noire"),
    Participant("P3", Role.MANAGER, "Ruth Itoua", "Direction générale"),
)
PIECES = (
    Evidence("E1", "Code des douanes de la CEMAC, 2019", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN, "armoire 3"),
    Evidence("E2", "Registre du contentieux, Pointe-Noire", EvidenceKind.REGISTER, Strength.OBSERVED_IN_USE, "greffe"),
    Evidence("E3", "Entretien avec le chef de la brigade cynophile", EvidenceKind.INTERVIEW, Strength.STATED),
)
POSTS = "Port de Pointe-Noire\nAéroport de Maya-Maya\nPoste de Ouesso\nPoste de Bomassa"


def keep_filled(folder: Path) -> str:
    """Keep the assessment in the database of that folder; returns its id."""
    repository = open_repository(read_settings({"IWT_DATA": str(folder)}))
    values = dict(_values())
    entries = [Entry(address, 1, value, "P1", AT, 1) for address, value in values.items()]
    id = repository.create(framework(), entries, created_at=AT)
    _plan(repository, id)
    return id


def keep_sites(folder: Path) -> str:
    """Keep the assessments of two posts of the same administration; returns the id of the first."""
    repository = open_repository(read_settings({"IWT_DATA": str(folder)}))
    ids = []
    for shift, name in enumerate(("Port de Pointe-Noire", "Poste de Ouesso")):
        values: dict[Address, Any] = {
            setup_field("administration"): Administration("Douanes de la République du Congo", "République du Congo"),
            setup_field("site"): Site(name),
            setup_field("round"): Round(RoundKind.BASELINE, 2027),
            setup_field("profile"): "site",
            participant_at("P1"): PEOPLE[0],
        }
        for place, question in enumerate(in_profile(framework(), "site").questions):
            if place % 6 != 5:
                values[reply_of("P1", question.id)] = level_for(place + shift, question)
        entries = [Entry(address, 1, value, "P1", AT, 1) for address, value in values.items()]
        ids.append(repository.create(framework(), entries, created_at=AT))
    return ids[0]


def keep_companion(folder: Path) -> str:
    """Keep an assessment with the companion framework; returns its id."""
    repository = open_repository(read_settings({"IWT_DATA": str(folder)}))
    whole = framework("customs-environment")
    values: dict[Address, Any] = {
        setup_field("administration"): Administration("Douanes de la République du Congo", "République du Congo"),
        setup_field("round"): Round(RoundKind.BASELINE, 2027),
        participant_at("P1"): PEOPLE[0],
    }
    values |= {reply_of("P1", one.id): level_for(place, one) for place, one in enumerate(whole.questions[:-2])}
    entries = [Entry(address, 1, value, "P1", AT, 1) for address, value in values.items()]
    return repository.create(whole, entries, created_at=AT)


def _values() -> Iterator[tuple[Address, Any]]:
    yield setup_field("administration"), Administration("Douanes de la République du Congo", "République du Congo")
    yield setup_field("round"), Round(RoundKind.BASELINE, 2027)
    yield setup_field("language"), "fr"
    yield setup_field("assessed_on"), date(2027, 3, 15)
    yield setup_field("priority_posts"), POSTS
    yield from ((participant_at(one.id), one) for one in PEOPLE)
    yield from ((registered(one.id), one) for one in PIECES)
    for place, question in enumerate(framework().questions):
        yield from _answer(place, question)


def _answer(place: int, question: Question) -> Iterator[tuple[Address, Any]]:
    """Four in five have a level, the rest one of the other replies; two questions at the very end are still open."""
    reply = _reply(place, question)
    if place >= len(framework().questions) - 2:
        return
    yield reply_of("P1", question.id), reply
    yield confidence_of("P1", question.id), list(Confidence)[place % 3]
    if place % 3:
        yield evidence_for("P1", question.id), (EvidenceLink(PIECES[place % 3].id),)
    if place % 7 == 0:
        yield comment_of("P1", question.id), "Vu au port : *deux* dossiers sur trois, <b>non</b> classés $5 à $6."


def _reply(place: int, question: Question) -> Reply:
    match place % 20:
        case 9:
            return NotApplicable("Aucun poste frontière ferroviaire n'existe")
        case 13:
            return NotKnown("Demander à la direction des enquêtes")
        case 17:
            ends = sorted(question.ordered_levels)
            return Disputed(ends[0], ends[-1], "Les deux ports ne font pas de même")
    return level_for(place, question)


def level_for(place: int, question: Question) -> LevelReached:
    """A level that goes up and down with the place of the question, in the kind of reply that it takes."""
    high = (place * 7 + place // 11) % 4 + 1
    match question.kind:
        case Ladder():
            return LevelReached(LadderGiven(high))
        case Checklist(items=items):
            return LevelReached(TicksGiven(frozenset(one.id for one in items[: high + 1])))
        case Choice(options=options):
            return LevelReached(OptionGiven(options[min(high, len(options) - 1)].id))
        case Number(unit=unit):
            return LevelReached(QuantityGiven(Fraction(125, 2), unit, date(2027, 2, 1)))


def _plan(repository: Repository, id: str) -> None:
    """Targets of the starting rule "sound" and the plan that closes what it can of their gaps."""
    desk = Desk(repository, framework(), library(), load_phrases("fr"), {}, dossier_id=id, now=lambda: AT)
    targets = sound(desk.card, date(2031, 12, 31))
    threats = {"O05": 3, "E01": 2}
    desk.save_all(
        [(target_of(capability), target, 0) for capability, target in targets.items()]
        + [(threat_to(capability), relevance, 0) for capability, relevance in threats.items()]
    )
    desk.forget()
    assert make_plan(desk).result is Made.KEPT
