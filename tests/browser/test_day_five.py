"""Day five and after: the group signs, the mission validates, the direction approves and shares, a donor reads."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from questionnaire.answers import AgreementKind, LevelReached, RecordedAgreement
from questionnaire.assessment import Administration, Participant
from questionnaire.ballots import ParkedPoint
from questionnaire.entries import (
    Address,
    agreement_of,
    comment_of,
    parked_at,
    participant_at,
    reply_of,
    setup_field,
)
from questionnaire.stages import Function, Role, Stage
from tests.browser.answering import until
from tests.browser.filled import level_for
from tests.browser.looking import findings
from tests.browser.served import DOSSIER
from tests.browser.sizes import LAPTOP, PHONE, PROJECTOR
from tests.browser.workshop import Screen, Workshop, picture
from tests.room.hall import Hall
from views.memo import framework
from words.phrases import LANGUAGES, load_phrases

pytestmark = pytest.mark.browser

say = load_phrases("fr")
PICTURES = os.environ.get("IWT_PICTURES")
EVIL = "<script>hit=1</script><img src=x onerror=hit=1> **gras** $5 à $6 :smile: [x](http://evil.example) \U0001f418 "
LONG = (EVIL * 6)[:500]
NAME = "Zoë <script>hit=1</script> *x*"
OPEN = "L03"
"""The question that is left without an outcome on the fifth day."""


def values() -> dict[Address, Any]:
    """Every question agreed but one, with reasons, comments, a point and names such as nobody would like to draw."""
    found: dict[Address, Any] = {
        setup_field("assessed_on"): date(2027, 3, 19),
        participant_at("P2"): Participant("P2", Role.ASSESSOR, NAME, function=Function.LEGAL),
        parked_at("1"): ParkedPoint("1", LONG, "L04"),
    }
    for place, question in enumerate(framework().questions):
        reply: LevelReached = level_for(place, question)
        if question.id != OPEN:
            found[reply_of("P2", question.id)] = reply
            found[agreement_of("self", question.id)] = RecordedAgreement(question.id, reply, rationale=LONG)
    found[comment_of("P2", "L04")] = LONG
    return found


@pytest.fixture(scope="module")
def workshop(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A server with the assessment of the fifth day, and an account for each who signs or reads."""
    hall = Hall(tmp_path_factory.mktemp("hall"), 0, values=values())
    name = setup_field("administration")
    held = hall.repository.entry(DOSSIER, name)
    assert held is not None
    office = Administration("Douanes <b>du</b> Congo *x*", "Congo")
    hall.repository.save(DOSSIER, name, office, by="P1", at=held.at, expect=held.stamp)
    hall.served.start()
    one = Workshop(hall, chromium)
    yield one
    one.close()
    hall.served.kill()


@pytest.fixture(scope="module")
def seats(workshop: Workshop) -> dict[Role, str]:
    """The cookie of an account in each role."""
    found = {role: workshop.hall.account(f"{role.value} <i>", role, f"P{80 + n}") for n, role in enumerate(Role)}
    return {**found, Role.FACILITATOR: workshop.hall.facilitator}


@pytest.fixture
def open_as(workshop: Workshop, seats: dict[Role, str]) -> Iterator[Callable[..., Screen]]:
    """Opens a page as somebody in a role."""

    def opened(role: Role, page: str, size: dict[str, Any] = LAPTOP, language: str = "fr") -> Screen:
        screen = workshop.screen(size, language, cookie=seats[role])
        workshop.go(screen, page)
        return screen

    yield opened
    workshop.close()


def whole(*screens: Screen) -> None:
    """Nothing is wrong with these pages, and nothing that people wrote was run."""
    for one in screens:
        assert one.page.evaluate("window.hit === undefined")
        assert one.wrong == []
        until(lambda one=one: findings(one.page, one.say.language), [])  # type: ignore[misc]


def sign(screen: Screen, stage: Stage, name: str) -> None:
    """Type a name and sign."""
    screen.page.get_by_role("textbox", name=screen.say("sign.name")).fill(name)
    screen.page.get_by_role("textbox", name=screen.say("sign.name")).press("Tab")
    screen.press("sign.act")
    screen.sees(screen.say(f"sign.done.{stage.value}"))


PAGES: tuple[tuple[Role, str], ...] = (
    *((Role.FACILITATOR, one) for one in ("room", "projector", "people", "minutes", "history", "sign", "interview")),
    (Role.FACILITATOR, "evidence"),
    (Role.ASSESSOR, "vote"),
    (Role.VALIDATOR, "validate"),
    (Role.MANAGER, "documents"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [LAPTOP, PHONE, PROJECTOR], ids=["laptop", "phone", "projector"])
def test_every_page_of_the_workshop_is_whole_at_every_size(
    open_as: Callable[..., Screen], size: dict[str, Any], language: str, request: pytest.FixtureRequest
) -> None:
    wrong = []
    for role, page in PAGES:
        screen = open_as(role, page, size, language)
        wrong += [f"{page}: {one}" for one in (*findings(screen.page, language), *screen.wrong)]
        if not screen.page.evaluate("window.hit === undefined"):
            wrong.append(f"{page}: what somebody wrote was run")
        picture(screen, PICTURES, f"{request.node.callspec.id}-{page}")
        screen.page.context.close()
    assert not wrong, "\n".join(["", *wrong])


def test_from_the_last_question_to_the_donors_copy(open_as: Callable[..., Screen], workshop: Workshop) -> None:
    donor = open_as(Role.DONOR_READER, "results")
    assert donor.page.get_by_test_id("stVegaLiteChart").count() == 0
    assert not donor.holds("Douanes") and not donor.holds(framework().question("L04").text("fr")[:40])
    group = open_as(Role.FACILITATOR, "sign")
    group.sees(say("blocks.unanswered", n=1))
    assert group.button("sign.act").count() == 0
    expect(group.page.get_by_role("button", name=OPEN, exact=True)).to_be_visible()
    whole(group, donor)
    console = open_as(Role.FACILITATOR, "room")
    console.turn_to(OPEN)
    console.page.get_by_text(say("room.without_vote"), exact=True).click()
    console.page.get_by_role("radio", name="2", exact=True).click()
    console.sees(re.compile("Niveau convenu.*2 En développement"))
    console.page.get_by_role("textbox", name=re.compile("Pourquoi")).fill("Vu au port.")
    console.press("room.act.record")
    console.sees(say("room.agreed_is", outcome="2 En développement"))
    workshop.go(group, "sign")
    group.sees(say("sign.blocks_nothing"))
    sign(group, Stage.AGREED, "Aimée <b>Ngoma</b> *x*")
    group.sees("Aimée <b>Ngoma</b> *x*")
    whole(group, console)
    picture(group, PICTURES, "signed-agreed")
    console.press("room.act.again") if console.button("room.act.again").count() else None
    assert console.page.get_by_role("button", name=say("room.act.reveal")).count() == 0
    _the_mission_validates(open_as, workshop)
    _the_direction_approves(open_as)
    _the_donor_reads(donor, workshop)


def _the_mission_validates(open_as: Callable[..., Screen], workshop: Workshop) -> None:
    mission = open_as(Role.VALIDATOR, "validate")
    mission.sees(re.compile(r"Motif.:.<script>hit=1</script>"))
    card = mission.page.locator(".st-key-card")
    first = framework().questions[0].id
    expect(card.get_by_text(first, exact=True)).to_be_visible()
    mission.press("validate.confirm")
    until(lambda: first in workshop.dossier.validated, True)
    mission.page.get_by_role("button", name=re.compile("^Suivante")).click()
    expect(card.get_by_text("L01.q2", exact=True)).to_be_visible()
    mission.level(0).locator("xpath=ancestor::label").click()
    address = agreement_of(AgreementKind.VALIDATED, "L01.q2")
    until(lambda: workshop.hall.repository.entry(DOSSIER, address) is not None, True)
    seen = mission.page.get_by_role("textbox", name=say("validate.seen"))
    seen.fill(LONG)
    seen.press("Tab")
    mission.sees(re.compile(re.escape(say("validate.summary"))))
    until(lambda: getattr(workshop.dossier.validated.get("L01.q2"), "seen", ""), LONG)
    whole(mission)
    picture(mission, PICTURES, "validated")
    workshop.go(mission, "sign")
    sign(mission, Stage.VALIDATED, "Mission WCO")
    whole(mission)


def _the_direction_approves(open_as: Callable[..., Screen]) -> None:
    direction = open_as(Role.MANAGER, "sign", PHONE)
    direction.sees(say("blocks.no_plan"))
    sign(direction, Stage.APPROVED, "Le Directeur général")
    sign(direction, Stage.SHARED, "Le Directeur général")
    whole(direction)
    picture(direction, PICTURES, "shared")


def _the_donor_reads(donor: Screen, workshop: Workshop) -> None:
    workshop.go(donor, "results")
    donor.sees(re.compile(r"Douanes <b>du</b> Congo \*x\*"))
    for page in ("results", "priorities", "plan", "tracking", "documents", "explain", "", "validate", "sign"):
        workshop.go(donor, page)
        for told in ("Zoë", "Ngoma", "onerror=hit", "Directeur général", "facilitator <i>"):
            assert not donor.holds(told), (page, told)
    workshop.go(donor, "results")
    whole(donor)
    picture(donor, PICTURES, "donor")
