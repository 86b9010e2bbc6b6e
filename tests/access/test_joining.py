"""A phone joins: a participant, a presence, a seat; the role is the code's; wrong codes slow to a stop."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from access.admission import new_return_code
from access.join_codes import close_code, new_code, open_codes
from access.joining import LONGEST_NAME, Newcomer, clean_name, come_back, home_of, join, note_presence
from access.reception import Reception
from access.seat_book import COOKIE
from access.seats import Place, Seat
from access.turned_away import TurnedAway
from questionnaire.assessment import Participant
from questionnaire.entries import participant_at, presence_of
from questionnaire.stages import Function, Role
from tests.access.hall import FRAMEWORK, HERE, Clock, hall

ZOE = Newcomer("Zoë | X", "legal", "fr")
OWNER = Seat("s", "Anna", "a1", {"D": Place("P1", Role.OWNER)})


def joined(here: Reception, newcomer: Newcomer = ZOE, *, code: str = "", address: str = HERE) -> Seat:
    issued = join(here, code or open_codes(here, "D")[0].text, newcomer, address=address)
    sits = here.seats.seat_of({COOKIE: issued.cookie})
    assert sits is not None
    return sits


def refused(here: Reception, code: str, newcomer: Newcomer = ZOE, *, address: str = HERE) -> TurnedAway:
    with pytest.raises(TurnedAway) as caught:
        join(here, code, newcomer, address=address)
    return caught.value


class TestJoining:
    def test_makes_a_participant_a_presence_and_a_seat(self) -> None:
        here = hall()
        new_code(here, "D", "P1", group="G1")
        sits = joined(here)
        assert sits.places == {"D": Place("P2", Role.ASSESSOR)} and sits.language == "fr"
        entry = here.repository.entry("D", participant_at("P2"))
        assert entry is not None and entry.by == "P2"
        assert entry.value == Participant("P2", Role.ASSESSOR, "Zoë | X", function=Function.LEGAL, group="G1")
        assert here.repository.open("D", FRAMEWORK).present == {("P2", here.now().astimezone().date().isoformat())}
        assert home_of(sits) == "/vote?a=D&lang=fr"

    def test_numbers_go_on_after_those_there(self) -> None:
        here = hall()
        new_code(here, "D", "P1")
        here.repository.save("D", participant_at("P2"), None, by="P1", at=here.now(), expect=0)
        assert [next(iter(joined(here).places.values())).participant for _ in range(3)] == ["P3", "P4", "P5"]

    def test_forty_at_once_are_forty(self) -> None:
        here = hall()
        code = new_code(here, "D", "P1").text
        people = [Newcomer(f"N{n}", "post", "en") for n in range(40)]
        with ThreadPoolExecutor(16) as phones:
            seats = list(phones.map(lambda one: joined(here, one, code=code), people))
        assert len({one.places["D"].participant for one in seats}) == 40
        assert len(here.repository.open("D", FRAMEWORK).participants) == 40

    def test_an_observer_looks_on(self) -> None:
        here = hall()
        new_code(here, "D", "P1", role=Role.OBSERVER)
        assert home_of(joined(here)).startswith("/results?")

    @pytest.mark.parametrize("name", ["", " \n ", "\u200b\u202e", "x" * (LONGEST_NAME + 1)])
    def test_a_name_is_needed(self, name: str) -> None:
        here = hall()
        code = new_code(here, "D", "P1").text
        assert refused(here, code, Newcomer(name, "legal", "en")).code == "access.refused.name"

    @pytest.mark.parametrize("function", ["", "owner", "LEGAL"])
    def test_a_function_is_needed(self, function: str) -> None:
        here = hall()
        code = new_code(here, "D", "P1").text
        assert refused(here, code, Newcomer("Zoë", function, "en")).code == "access.refused.function"

    def test_names_are_one_line_without_signs_that_turn_text_round(self) -> None:
        assert clean_name(" Zo\u00eb \x00\n\u202e <b>\t ") == "Zo\u00eb <b>"


class TestCodes:
    def test_open_for_twelve_hours(self) -> None:
        clock = Clock()
        here = hall(clock)
        code = new_code(here, "D", "P1")
        assert code.text.replace("-", "").isalnum() and len(code.text) == 7
        assert [one.text for one in open_codes(here, "D")] == [code.text]
        clock.wait(hours=12)
        assert open_codes(here, "D") == ()
        assert refused(here, code.text).code == "access.refused.code"

    def test_close_and_leave_who_is_in(self) -> None:
        here = hall()
        code = new_code(here, "D", "P1")
        issued = join(here, code.text, ZOE, address=HERE)
        close_code(here, "E", code.record.id)  # a code of D is not closed from E
        assert open_codes(here, "D")
        close_code(here, "D", code.record.id)
        assert refused(here, code.text).code == "access.refused.code"
        assert here.seats.seat_of({COOKIE: issued.cookie}) is not None

    def test_are_full_one_day(self) -> None:
        here = hall()
        code = new_code(here, "D", "P1", most_seats=1).text
        joined(here, code=code)
        assert refused(here, code).code == "access.refused.code"

    @pytest.mark.parametrize("role", [Role.OWNER, Role.FACILITATOR, Role.MANAGER, Role.VALIDATOR, Role.DONOR_READER])
    def test_raise_nobody(self, role: Role) -> None:
        with pytest.raises(ValueError, match="no code"):
            new_code(hall(), "D", "P1", role=role)

    def test_last_no_empty_time(self) -> None:
        with pytest.raises(ValueError, match="no code"):
            new_code(hall(), "D", "P1", lasts=timedelta(0))

    def test_wrong_ones_slow_to_a_stop_and_are_logged_without_the_code(self, caplog: pytest.LogCaptureFixture) -> None:
        clock = Clock()
        here = hall(clock)
        right = new_code(here, "D", "P1").text
        with caplog.at_level(logging.INFO):
            answers = [refused(here, "ABC-DEF").status for _ in range(12)]
            late = refused(here, right)
        assert answers == [401] * 10 + [429] * 2
        assert (late.status, late.retry) == (429, 600)
        assert caplog.text.count(HERE) == 13
        assert "ABC" not in caplog.text and right not in caplog.text
        joined(here, address="192.168.1.8", code=right)
        clock.wait(seconds=600)
        joined(here, code=right)


class TestPresence:
    def test_is_recorded_once_a_day(self) -> None:
        clock = Clock()
        here = hall(clock)
        before = here.repository.revision("D")
        for _ in range(3):
            note_presence(here, "D", "P2")
        here.recorded.clear()  # the server was started again
        note_presence(here, "D", "P2")
        assert here.repository.revision("D") == before + 1
        clock.wait(days=1)
        note_presence(here, "D", "P2")
        day = here.now().astimezone().date().isoformat()
        entry = here.repository.entry("D", presence_of("P2", day))
        assert entry is not None and entry.value is True

    def test_of_a_deleted_assessment_is_no_fault(self) -> None:
        here = hall()
        here.repository.delete("D")
        note_presence(here, "D", "P2")


class TestComingBack:
    def test_to_the_same_place_once(self) -> None:
        here = hall()
        new_code(here, "D", "P1")
        before = joined(here)
        code = new_return_code(here, OWNER, "D", "P2")
        issued = come_back(here, code.lower(), language="en", address=HERE)
        after = here.seats.seat_of({COOKIE: issued.cookie})
        assert after is not None and after.places == before.places and after.name == "Zoë | X"
        found = here.store.seat(before.id)
        assert found is not None and found.ended_at is not None
        with pytest.raises(TurnedAway):
            come_back(here, code, language="en", address=HERE)

    def test_not_by_the_code_of_the_room_nor_late(self) -> None:
        clock = Clock()
        here = hall(clock)
        room = new_code(here, "D", "P1").text
        joined(here)
        code = new_return_code(here, OWNER, "D", "P2")
        with pytest.raises(TurnedAway):
            come_back(here, room, language="en", address=HERE)
        clock.wait(hours=12)
        with pytest.raises(TurnedAway):
            come_back(here, code, language="en", address=HERE)

    def test_wrong_ones_count_with_the_wrong_codes_of_rooms(self) -> None:
        here = hall()
        new_code(here, "D", "P1")
        for _ in range(10):
            with pytest.raises(TurnedAway):
                come_back(here, "ABCDEFGH", language="en", address=HERE)
        assert refused(here, open_codes(here, "D")[0].text).status == 429
