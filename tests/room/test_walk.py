"""The table of permissions walked through the running application: by pages, by addresses and by hand-made requests."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from access.page_rules import USES, has_page
from access.seat_book import COOKIE
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.entries import STAGE, ballot_of, comment_of, reply_of, vote_of
from questionnaire.stages import Role, Stage
from tests.browser.served import DOSSIER
from tests.room.hall import AT, Hall
from tests.room.socket_tab import SocketTab, run
from views.memo import framework

LEVEL = LevelReached(LadderGiven(3))
SECRET = "said in confidence"
SECTIONS = ("law", "equipment")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall with somebody in every role, a reply that is hidden and one that is revealed with a comment."""
    values = {reply_of("P2", "L04"): LEVEL, comment_of("P2", "L04"): SECRET, STAGE: Stage.DRAFT}
    made = Hall(tmp_path_factory.mktemp("hall"), 3, values=values)
    made.repository.save(DOSSIER, vote_of("P2", "L03", 1, "reply"), LEVEL, by="P2", at=AT, expect=0)
    made.repository.save(DOSSIER, vote_of("P2", "L03", 1, "comment"), "quite " + SECRET, by="P2", at=AT, expect=0)
    made.served.start()
    yield made
    made.served.kill()


@pytest.fixture(scope="module")
def seats(hall: Hall) -> dict[Role, str]:
    """The cookie of somebody in each role."""
    found = {role: hall.account(f"the {role.value}", role, f"P{90 + place}") for place, role in enumerate(Role)}
    return {**found, Role.ASSESSOR: hall.cookies["P3"]}


def to_stage(hall: Hall, stage: Stage) -> None:
    held = hall.repository.entry(DOSSIER, STAGE)
    assert held is not None
    hall.repository.save(DOSSIER, STAGE, stage, by="P1", at=AT, expect=held.stamp)


async def opened(hall: Hall, cookie: str, page: str, query: str = "") -> SocketTab:
    tab = hall.tab(page, cookie, query)
    await tab.open()
    await tab.close()
    return tab


@pytest.mark.slow
@pytest.mark.parametrize("stage", list(Stage))
def test_every_role_sees_its_pages_and_no_other(hall: Hall, seats: dict[Role, str], stage: Stage) -> None:
    to_stage(hall, stage)
    run(_walk_pages(hall, seats, stage))


async def _walk_pages(hall: Hall, seats: dict[Role, str], stage: Stage) -> None:
    plain = tuple(page for page in USES if page not in ("section", "settings"))
    for role, cookie in seats.items():
        for page in (*plain, *SECTIONS):
            rule = f"section {page}" if page in SECTIONS else page
            tab = await opened(hall, cookie, page)
            assert tab.exceptions == [], (role, stage, page)
            may = has_page(role, stage, rule)
            assert (tab.shown == page) is may, (role, stage, page, tab.shown)
            assert "quite " + SECRET not in repr(tab.elements), (role, page)
            if role in (Role.DONOR_READER, Role.OBSERVER, Role.ASSESSOR):
                assert SECRET not in repr(tab.elements), (role, page)
                assert "Alias P2" not in repr(tab.elements), (role, page)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.OBSERVER, Role.VALIDATOR, Role.DONOR_READER])
def test_a_hand_made_request_does_not_reveal(hall: Hall, seats: dict[Role, str], role: Role) -> None:
    """The widgets of the facilitator's console, sent by somebody else over their own socket."""
    to_stage(hall, Stage.DRAFT)
    _ask(hall, "L03")
    run(_forge(hall, seats[role]))
    held = hall.repository.entry(DOSSIER, ballot_of(WHOLE_ROOM))
    assert held is not None
    assert held.value.state is BallotState.OPEN
    assert hall.repository.votes(DOSSIER, "L03", 1).keys() == {"P2"}


async def _forge(hall: Hall, cookie: str) -> None:
    console = hall.tab("room", hall.facilitator)
    await console.open()
    reveal = [
        one.button for one in console.of_kind("button") if "voir" in one.button.label or "vél" in one.button.label
    ]
    assert reveal, [one.button.label for one in console.of_kind("button")]
    stranger = hall.tab("results", cookie)
    await stranger.open()
    stranger.arm(console, reveal[0].id)
    await stranger.rerun()
    assert stranger.shown != "room"
    assert stranger.exceptions == []
    await console.close()
    await stranger.close()


def _ask(hall: Hall, question: str) -> None:
    held = hall.repository.entry(DOSSIER, ballot_of(WHOLE_ROOM))
    ballot = Ballot(WHOLE_ROOM, question, 1, BallotState.OPEN, AT)
    hall.repository.save(DOSSIER, ballot_of(WHOLE_ROOM), ballot, by="P1", at=AT, expect=held.stamp if held else 0)


def test_a_donor_tries_every_address(hall: Hall, seats: dict[Role, str]) -> None:
    to_stage(hall, Stage.VALIDATED)
    addresses = ("evidence/x/" + "0" * 64, f"evidence/{DOSSIER}/" + "0" * 64, "_stcore/metrics", "media/" + "0" * 64)
    for address in addresses:
        assert _status(hall, address, seats[Role.DONOR_READER]) in (401, 403, 404), address
        assert _status(hall, address, "") in (303, 401, 403, 404), address
    tab = run(opened(hall, seats[Role.DONOR_READER], "results"))
    assert "République du Congo" not in repr(tab.elements)


def _status(hall: Hall, address: str, cookie: str) -> int:
    request = urllib.request.Request(f"http://{hall.address}/{address}", headers={"Cookie": f"{COOKIE}={cookie}"})
    try:
        with urllib.request.build_opener(_NoRedirect).open(request) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *about: Any, **named: Any) -> None:
        return None


def test_somebody_put_out_sees_nothing_more_in_the_page_that_stays_open(hall: Hall) -> None:
    to_stage(hall, Stage.DRAFT)
    _ask(hall, "L03")
    run(_put_out(hall))


async def _put_out(hall: Hall) -> None:
    tab = hall.tab("vote", hall.cookies["P4"])
    await tab.open()
    assert any(len(one.radio.options) == 5 for one in tab.of_kind("radio"))
    hall.reception.store.end_seats_in(DOSSIER, "P4", AT)
    with pytest.raises(ConnectionClosed):
        await tab.choose(framework().question("L03").text("fr")[:25], 2)
        await tab.rerun()
    assert "P4" not in hall.repository.votes(DOSSIER, "L03", 1)
    await tab.close()


def test_another_assessment_is_not_opened_by_its_address(hall: Hall, seats: dict[Role, str]) -> None:
    other = hall.repository.create(framework())
    tab = SocketTab(hall.address, "results", f"a={other}&lang=fr", {COOKIE: seats[Role.MANAGER]})

    async def look() -> None:
        await tab.open()
        await tab.close()

    run(look())
    assert tab.shown == ""
    assert other not in repr(tab.elements)
