"""One page under AppTest, with a memory that forgets; every other page only says that one arrived there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from access.guarded_repository import GuardedRepository
from access.seats import LOCAL, Seat
from planning.actions import Action, CostLine, Library, UnitCost
from planning.rule_of_thumb import build_plan
from questionnaire.assessment import Administration, Participant, Round
from questionnaire.entries import Address, Entry, participant_at, setup_field
from questionnaire.framework import Framework
from questionnaire.stages import Role
from questionnaire.text import Text
from storage.memory_repository import MemoryRepository
from tests.examples import capability, framework, question, section
from views.desk import Desk
from views.kept_plan import Making, keep_made
from words.phrases import load_phrases

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)

TINY = framework(
    section("L", capability("L01", question("L01.q1"), question("L01.q2")), capability("L02")),
    section("O", capability("O01")),
)

PRICED = Library(
    {
        "A-L01-1": Action(
            "A-L01-1",
            Text({"en": "Write it down"}),
            "legal text",
            "legal",
            ("L01.q1.1a",),
            3,
            one_off=(CostLine("procurement", {}, "dog kennel"), CostLine("procurement", {}, "gloves")),
        )
    },
    {"gloves": UnitCost("gloves", None, "USD", "pair")},
    {"dog kennel": Text({"en": "dog kennel", "fr": "chenil"})},
)

PAGES = ("home", "setup", "evidence", "results", "priorities", "explain", "budgets", "plan", "documents", "settings")


def kept(
    repository: MemoryRepository,
    values: Mapping[Address, Any] | None = None,
    *,
    name: str = "Congo Customs",
    **more: Any,
) -> str:
    """A dossier with a name, a round, a facilitator and these values; its id."""
    front = {
        setup_field("administration"): Administration(name, "Congo"),
        setup_field("round"): Round(year=2027),
        participant_at("P1"): Participant("P1", Role.FACILITATOR, "Ada"),
    }
    entries = [Entry(address, 1, value, "P1", AT, 1) for address, value in {**front, **(values or {})}.items()]
    return repository.create(more.pop("framework", TINY), entries, **more)


def make_plan(desk: Desk) -> Making:
    """Keep the plan that the rule of thumb makes today: quick, and without any proof."""
    return keep_made(desk, build_plan(desk.dossier, desk.card, desk.library, today=desk.now().date()))


def page(
    module: str,
    repository: MemoryRepository,
    id: str | None = None,
    *,
    language: str = "en",
    framework: Framework = TINY,
    library: Library = PRICED,
    at: datetime = AT,
    seat: Seat = LOCAL,
) -> AppTest:
    """The page of that module, drawn once; for somebody with a seat, through the guard of the memory."""
    made = AppTest.from_function(
        _script, args=(module, repository, framework, library, id, language, at, seat), default_timeout=60
    )
    return made.run()


def _script(*given: object) -> None:
    """What AppTest runs: its source alone, so it imports all it uses."""
    from tests.views.one_page import draw  # noqa: PLC0415  it is run from its source

    draw(*given)


def draw(
    module: str,
    repository: MemoryRepository,
    framework: Framework,
    library: Library,
    id: str | None,
    language: str,
    at: datetime,
    seat: Seat = LOCAL,
) -> None:
    """The page in a frame of its own, with every other page as a place where one can arrive."""
    memory = GuardedRepository(repository, seat) if seat is not LOCAL else repository
    say = load_phrases(language)
    desk = Desk(memory, framework, library, say, st.session_state, dossier_id=id, now=lambda: at, seat=seat)
    names = (*PAGES, *(f"section {one.id}" for one in framework.sections))
    desk.pages = {name: _place(name) for name in names}
    shown = st.Page(lambda: import_module(f"views.{module}").show(desk), title="shown", url_path="shown", default=True)
    st.navigation([shown, *desk.pages.values()], position="hidden").run()


def _place(name: str) -> Any:
    def show() -> None:
        st.text(f"arrived at {name}")

    return st.Page(show, title=name, url_path=name.replace(" ", "-"))


def said(test: AppTest) -> str:
    """Everything that the page says, in one text, with plain spaces."""
    assert not test.exception, test.exception[0].stack_trace
    blocks = (test.title, test.subheader, test.markdown, test.warning, test.info, test.success, test.error, test.text)
    parts = [one.value for block in blocks for one in block]
    text = "\n".join((*map(str, parts), *(button.label for button in test.button)))
    return text.replace("\u00a0", " ").replace("\u202f", " ")
