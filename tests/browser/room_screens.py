"""The pictures of the workshop for the README: a hall at work, then its fifth day. Made by tests/browser/screens.py."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from questionnaire.answers import AgreementKind, LadderGiven, LevelReached, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.ballots import ParkedPoint
from questionnaire.entries import (
    STAGE,
    Address,
    agreement_of,
    parked_at,
    participant_at,
    presence_of,
    registered,
    reply_of,
    setup_field,
    vote_of,
)
from questionnaire.framework import Ladder
from questionnaire.policy import Confidence
from questionnaire.stages import Function, Role, Stage
from tests.browser.filled import PIECES, level_for
from tests.browser.served import DOSSIER
from tests.browser.sizes import PHONE
from tests.browser.workshop import Screen, Workshop, code_on
from tests.room.hall import Hall
from views.memo import framework

ASKED = "O02"
NAMES = ("Aimée", "Moïse", "Ruth", "Prosper", "Clarisse", "Jean-Baptiste", "Awa", "Dieudonné")
FUNCTIONS = (
    *(Function.LEGAL, Function.ENFORCEMENT, Function.ENFORCEMENT, Function.RISK),
    *(Function.POST, Function.POST, Function.CITES_AUTHORITY, Function.DIRECTION),
)
REPLIES = (1, 1, 3, 2, 1, 3, 3, 3)
TALKED = {"L04": (1, 4), "S01": (2, 4), "E01": (0, 2), "C02": (1, 2), "O05": (2, 3)}
"""The lowest and the highest reply to what the hall has talked about, so that the list of what needs talk has lines."""
WHY = "Vu au registre du port : la règle est écrite et suivie depuis 2026."


def room_pictures(browser: Browser, keep: Callable[[Page, str], None]) -> None:
    """Make them all; `keep` takes the picture of a page under a name."""
    hall = Hall(Path(tempfile.mkdtemp(prefix="hall-")), len(NAMES), values=_values())
    hall.served.start()
    workshop = Workshop(hall, browser)
    try:
        _at_work(workshop, keep)
        _day_five(workshop, keep)
    finally:
        workshop.close()
        hall.served.kill()


def _values() -> dict[Address, Any]:
    found: dict[Address, Any] = {
        setup_field("assessed_on"): date(2027, 3, 19),
        parked_at("1"): ParkedPoint("1", "Qui paie les analyses d'espèces après 2028 ?", "E01"),
        **{registered(one.id): one for one in PIECES},
        **dict(_people()),
    }
    for place, question in enumerate(framework().questions[:24]):
        if question.id not in TALKED and question.id != ASKED:
            found[reply_of("P2", question.id)] = level_for(place, question)
            reply = level_for(place, question)
            found[agreement_of("self", question.id)] = RecordedAgreement(
                question.id, reply, Confidence.HIGH, rationale=WHY
            )
    for question_id, ends in TALKED.items():
        for place in range(len(NAMES)):
            found[reply_of(f"P{place + 2}", question_id)] = LevelReached(LadderGiven(ends[place % 3 == 0]))
    return found


def _people() -> Iterator[tuple[Address, Any]]:
    for place, (name, function) in enumerate(zip(NAMES, FUNCTIONS, strict=True)):
        id = f"P{place + 2}"
        yield participant_at(id), Participant(id, Role.ASSESSOR, name, function=function)
        yield presence_of(id, "2027-03-15"), True


def _at_work(workshop: Workshop, keep: Callable[[Page, str], None]) -> None:
    hall, console = workshop.hall, workshop.console()
    code = code_on(console)
    newcomer = workshop.screen(PHONE)
    newcomer.page.goto(f"{workshop.address}/join#{code}")
    keep(newcomer.page, "join-phone-fr")
    phones = [_phone(workshop, id) for id in hall.phones[:2]]
    keep(phones[1].page, "vote-waiting-phone-fr")
    console.ask(ASKED)
    for id, level in list(zip(hall.phones, REPLIES, strict=True))[1:-2]:
        address = vote_of(id, ASKED, 1, "reply")
        reply = LevelReached(LadderGiven(level))
        hall.repository.save(DOSSIER, address, reply, by=id, at=datetime.now(UTC), expect=0)
    phones[0].reply(REPLIES[0])
    keep(phones[0].page, "vote-phone-fr")
    wall = workshop.wall()
    keep(wall.page, "projector-open-fr")
    console.press("room.act.reveal")
    console.sees(console.say("ballot.n_replies", n=6))
    wall.sees(wall.say("ballot.n_replies", n=6))
    keep(console.page, "room-console-fr")
    keep(wall.page, "projector-revealed-fr")
    keep(phones[0].page, "vote-revealed-phone-fr")
    workshop.go(console, "interview", query="&q=L04")
    keep(console.page, "interview-fr")
    workshop.go(console, "minutes")
    keep(console.page, "minutes-fr")


def _phone(workshop: Workshop, id: str) -> Screen:
    one = workshop.screen(PHONE, cookie=workshop.hall.cookies[id])
    workshop.go(one, "vote")
    return one


def _day_five(workshop: Workshop, keep: Callable[[Page, str], None]) -> None:
    """What is still open is agreed, so that it can be signed; then the mission has looked at some of it."""
    hall, at = workshop.hall, datetime.now(UTC)
    held = hall.repository.open(DOSSIER, framework()).agreed
    for place, question in enumerate(framework().questions):
        if question.id not in held:
            outcome = RecordedAgreement(question.id, level_for(place, question), rationale=WHY)
            hall.repository.save(DOSSIER, agreement_of("self", question.id), outcome, by="P1", at=at, expect=0)
    signer = workshop.console()
    workshop.go(signer, "sign")
    keep(signer.page, "sign-fr")
    for question in [one for one in framework().questions if isinstance(one.kind, Ladder)][:3]:
        address = agreement_of(AgreementKind.VALIDATED, question.id)
        seen = "Recueil des textes, article 14, présenté par les affaires juridiques"
        outcome = RecordedAgreement(question.id, LevelReached(LadderGiven(1)), Confidence.HIGH, seen=seen)
        hall.repository.save(DOSSIER, address, outcome, by="P9", at=at, expect=0)
    stage = hall.repository.entry(DOSSIER, STAGE)
    hall.repository.save(DOSSIER, STAGE, Stage.AGREED, by="P1", at=at, expect=stage.stamp if stage else 0)
    mission = workshop.screen(cookie=hall.account("mission", Role.VALIDATOR, "P99"))
    workshop.go(mission, "validate")
    keep(mission.page, "validate-fr")
