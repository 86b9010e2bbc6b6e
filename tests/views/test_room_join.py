"""The way into the room on the console and on the wall: shown, renewed, closed; not there where nobody signs in."""

from __future__ import annotations

import pytest

from access.join_codes import open_codes
from access.reception import Reception
from questionnaire.ballots import Group
from questionnaire.entries import group_at
from storage.memory_access import MemoryAccessStore
from tests.views.in_the_room import Hall, everything, told
from tests.views.one_page import AT
from views.widgets import room_join


@pytest.fixture
def hall(monkeypatch: pytest.MonkeyPatch) -> Hall:
    """A room of a server where people sign in."""
    one = Hall({group_at("G1"): Group("G1", "Law")})
    reception = Reception(MemoryAccessStore(), one.memory, b"c" * 32, b"k" * 32, now=lambda: AT)
    monkeypatch.setattr(room_join, "sign_in_is_on", lambda: True)
    monkeypatch.setattr(room_join, "reception", lambda: reception)
    one.reception = reception  # type: ignore[attr-defined]
    return one


def codes(hall: Hall) -> list[tuple[str, str]]:
    """The open codes with their groups."""
    return [(one.text, one.record.group) for one in open_codes(hall.reception, hall.id)]  # type: ignore[attr-defined]


def test_a_code_is_opened_renewed_and_closed(hall: Hall) -> None:
    console = hall.console()
    assert "No code is open for: Whole room." in told(console)
    console = next(one for one in console.button if one.label == "New code").click().run()
    ((first, _),) = codes(hall)
    assert first in told(console)
    console = next(one for one in console.button if one.label == "New code").click().run()
    ((second, _),) = codes(hall)
    assert second != first
    assert second in told(hall.page("projector"))
    assert "/join" in told(hall.page("projector"))
    console = next(one for one in console.button if one.label == "Close the code").click().run()
    assert codes(hall) == []
    assert second not in everything(console)


def test_a_group_has_a_code_of_its_own(hall: Hall) -> None:
    console = hall.console()
    console = next(one for one in console.segmented_control if "pick" in str(one.key)).set_value("G1").run()
    assert "No code is open for: Law." in told(console)
    next(one for one in console.button if one.label == "New code").click().run()
    assert [group for _, group in codes(hall)] == ["G1"]
    assert "No code is open for: Whole room." in told(hall.console())


def test_whoever_works_alone_sees_no_code() -> None:
    assert "Join" not in told(Hall().console())


def test_the_picture_says_the_link() -> None:
    assert room_join.qr_code("http://192.0.2.7:8501/join#ABC-DEF", scale=3).startswith(b"\x89PNG")
