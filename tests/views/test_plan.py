"""The plan: limits that are kept, the button that makes it, and what is shown of the plan that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planning.actions import Action, CostLine, Library
from questionnaire.answers import NotKnown
from questionnaire.assessment import Dossier
from questionnaire.entries import LIMITS, PLANNED, Address, comment_of, price_of, reply_of, target_of, threat_to
from questionnaire.intentions import Limits, PlannedStart, Target, UnitPrice
from questionnaire.text import Text
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept, make_plan, page, said
from views.desk import Desk
from views.kept_plan import Made
from words.phrases import load_phrases

TREE = framework(
    section("L", capability("L01", gate=True), capability("L02")),
    section("O", capability("O01"), capability("O02")),
)
LIBRARY = library(
    action("A1", "L01.2a", money=100, upkeep=10, partners=("WCO",), vision_2030="b", steps=Text({"en": "Write it."})),
    action("A2", "L01.3a", after=("A1",), indicator=Text({"en": "Cases"}), unit=Text({"en": "number"})),
    action("A3", "O01.1a", "O01.2a", lead="risk", requires={"L01": 2}),
    action("A4", "O02.4a", lead="finance"),
)
UNPRICED = library(*LIBRARY.actions.values(), price=None)
TARGETS = {"L01": Target("L01", 3, date(2027, 6, 30)), "O01": Target("O01", 3)}
LEVELS = {"L01": 1, "L02": 3, "O01": 0, "O02": 1}
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1), PlannedStart("A3", 1))
FIRST_DAY = date(2027, 4, 1)


@dataclass
class Case:
    """A dossier in a memory of its own, and its page."""

    repository: MemoryRepository
    id: str
    test: AppTest

    @property
    def dossier(self) -> Dossier:
        return self.repository.open(self.id, TREE)

    @property
    def text(self) -> str:
        return said(self.test).replace("\\", "")

    def press(self, label: str) -> None:
        next(button for button in self.test.button if button.label == label).click().run()
        said(self.test)

    def key(self, part: str) -> str:
        return f"{self.id} {LIMITS} en {part}"

    def make(self) -> None:
        """A plan is made within the limits, and the page is drawn again."""
        at = Desk(self.repository, TREE, LIBRARY, load_phrases("en"), {}, dossier_id=self.id, now=lambda: AT)
        assert make_plan(at).result is Made.KEPT
        self.test.run()

    def save(self, address: Address, value: Any) -> None:
        """Somebody else writes, and the page is drawn again."""
        held = self.repository.entry(self.id, address)
        self.repository.save(self.id, address, value, by="P2", at=AT, expect=held.stamp if held else 0)
        self.test.run()

    def table(self, head: str) -> Any:
        """The table that has this column."""
        found = next(one.value for one in self.test.table if head in one.value.columns)
        return found.map(plainly)


def plainly(text: str) -> str:
    """A text as people read it: without the signs that keep Markdown from being read, with plain spaces."""
    return text.replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def case(
    levels: Mapping[str, Any] | None = None,
    targets: Mapping[str, Target] | None = None,
    *,
    limits: Limits | None = None,
    planned: tuple[PlannedStart, ...] | None = None,
    language: str = "en",
    actions: Library = LIBRARY,
) -> Case:
    repository = MemoryRepository()
    given = LEVELS if levels is None else levels
    values: dict[Address, Any] = {
        reply_of("P1", id): at_level(reply) if isinstance(reply, int) else reply for id, reply in given.items()
    }
    values |= {target_of(id): target for id, target in (TARGETS if targets is None else targets).items()}
    values |= {LIMITS: limits} if limits else {}
    values |= {PLANNED: planned} if planned else {}
    id = kept(repository, values, framework=TREE)
    return Case(repository, id, page("plan", repository, id, framework=TREE, library=actions, language=language))


class TestBeforeThePlan:
    @pytest.mark.parametrize(("language", "words"), [("en", "A plan needs targets."), ("fr", "Un plan suppose des")])
    def test_without_targets_it_leads_to_them(self, language: str, words: str) -> None:
        empty = case({}, {}, language=language)
        assert words in empty.text
        empty.test.button(key="next").click().run()
        assert "arrived at priorities" in empty.text

    def test_it_says_what_is_missing_and_leads_to_where_plans_are_made(self) -> None:
        fresh = case()
        assert "5 levels are missing up to the targets. No plan yet." in fresh.text
        assert not fresh.test.get("vega_lite_chart")
        fresh.press("Set budgets and limits, and find the plan")
        assert "arrived at budgets" in fresh.text


LIMITED = Limits(start=FIRST_DAY)


class TestKeptPlan:
    def test_the_finding(self) -> None:
        text = case(limits=LIMITED, planned=STARTS).text
        assert (
            "**3 actions from April 2027 to September 2027 reach 4 of the 5 levels missing up to the targets.**" in text
        )
        assert "One-off cost: 100 USD. Upkeep left, per year: 10 USD." in text
        assert "1 target is reached after its date." in text
        assert "best worth for money first" in text

    def test_the_same_in_french(self) -> None:
        text = case(limits=LIMITED, planned=STARTS, language="fr").text
        assert "**3 actions, entre avril 2027 et septembre 2027, atteignent 4 des 5 niveaux" in text
        assert "Coût ponctuel : 100 USD. Coût récurrent à assumer ensuite, par an : 10 USD." in text

    def test_what_has_no_price_is_named_and_never_zero(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS, actions=UNPRICED)
        assert "One-off cost: not costed. Upkeep left, per year: not costed." in shown.text
        assert "1 thing has no price and is not counted." in shown.text
        assert "1 thing without a price" in [one.label for one in shown.test.expander]
        assert list(shown.table("Year")["Cost"]) == ["not costed"] * len(shown.table("Year"))

    def test_a_figure_and_its_table(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        assert len(shown.test.get("vega_lite_chart")) == 1  # in time; the map is drawn once it is opened
        shown.test.session_state["plan map en"] = True
        shown.test.run()
        assert len(shown.test.get("vega_lite_chart")) == 2
        assert "3 actions, April 2027 to September 2027" in shown.text

    def test_a_step_with_all_that_is_known_of_it(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        assert "led by Legal affairs · with World Customs Organization" in shown.text
        assert "**What is done**  \nWrite it." in shown.text
        assert "- **L01.2a** criterion L01.2a" in shown.text
        assert "- L01 ▲ L01 → 3 Established" in shown.text
        assert "b) increased deterrence" in shown.text
        parts = shown.table("Quantity × price")
        assert list(parts["Quantity × price"]) == ["100 × 1", ""]
        assert list(parts["Amount"]) == ["100 USD", "100 USD"]

    def test_another_step_can_be_picked(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        shown.test.selectbox(key="plan-step-en").select("A2").run()
        assert "**Starts after**  \nA1 A1" in shown.text
        assert "**Sign of effect**  \nCases (number)" in shown.text
        shown.test.selectbox(key="plan-step-en").select("A3").run()
        assert "**Needs first**  \nL01 2 Developing" in shown.text

    def test_targets_reached_missed_and_why(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        reached = next(one.value for one in shown.test.table if list(one.value.columns)[-1] == "When")
        assert plainly(reached["When"][0]) == "30 September 2027, late: due 30 June 2027"
        missed = shown.table("Why")
        assert missed["Level by the plan"][0] == "0 Absent → 3 Established; the plan brings 2 Developing"
        assert missed["Why"][0] == "no action can meet O01.3a criterion O01.3a in time"

    def test_why_an_action_is_not_in(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        shown.test.selectbox(key="why not en").select("A4").run()
        assert "No criterion below a target needs it." in shown.text
        assert list(shown.table("Why not")["Action"]) == ["A4 A4"]

    def test_an_answer_to_verify_is_marked(self) -> None:
        doubtful = case(
            {**LEVELS, "L01": NotKnown("nobody")}, {"L01": Target("L01", 2)}, limits=LIMITED, planned=STARTS
        )
        assert "(to verify)" in " ".join(doubtful.table("Why")["Capability"])

    def test_actions_that_close_one_capability(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        shown.test.query_params["capability"] = "L01"
        shown.test.run()
        assert "**Actions that close L01 ▲ L01**" in shown.text
        assert list(shown.table("In the plan")["Action"]) == ["A1 A1", "A2 A2"]
        shown.press("Show the whole plan")
        assert "Actions that close" not in shown.text

    def test_actions_the_library_lost_are_listed(self) -> None:
        lost = case(limits=LIMITED, planned=(*STARTS, PlannedStart("A-GONE", 0)))
        assert (
            "One action of this plan is not in the library any more, or serves nothing that is asked now: A-GONE."
            in lost.text
        )

    def test_many_actions_are_drawn_section_by_section(self) -> None:
        many = [action(f"B{n}", "L01.2a", lead=f"lead {n}") for n in range(24)]
        shown = case(
            limits=LIMITED,
            planned=(*STARTS, *(PlannedStart(one.id, 0) for one in many)),
            actions=library(*LIBRARY.actions.values(), *many),
        )
        assert "26 actions, April 2027" in shown.text
        shown.test.segmented_control(key="plan-section-en").set_value("O").run()
        assert "One action, " in shown.text


class TestChanges:
    @pytest.mark.parametrize(
        ("address", "value", "told"),
        [
            (reply_of("P1", "L02"), at_level(2), "these changed: 1 answer."),
            (target_of("O01"), Target("O01", 2), "these changed: 1 target."),
            (threat_to("L01"), 3, "these changed: 1 threat."),
            (price_of("goods"), UnitPrice("goods", Fraction(2), "USD"), "these changed: 1 price."),
            (LIMITS, Limits(start=FIRST_DAY, quarters=8), "these changed: the limits."),
        ],
    )
    def test_what_a_plan_rests_on_is_told_when_it_changed(self, address: Address, value: Any, told: str) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        assert "these changed" not in shown.text
        shown.save(address, value)
        assert told in shown.text

    def test_what_changed_back_or_does_not_matter_is_not_told(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        shown.save(reply_of("P1", "L02"), at_level(2))
        shown.save(reply_of("P1", "L02"), at_level(3))
        shown.save(comment_of("P1", "L02"), "seen")
        assert "these changed" not in shown.text

    def test_a_plan_that_no_longer_fits_is_shown_and_said(self) -> None:
        shown = case(limits=LIMITED, planned=STARTS)
        shown.save(LIMITS, Limits(start=FIRST_DAY, forced_out=frozenset({"A2"})))
        assert "The plan that was kept no longer fits:" in shown.text
        assert "3 actions from April 2027" in shown.text
        shown.make()
        assert "no longer fits" not in shown.text

    def test_without_a_first_day_the_plan_begins_as_on_the_day_it_was_kept(self) -> None:
        assert "from April 2027" in case(planned=STARTS).text


def test_goods_and_time_of_own_staff_stand_apart() -> None:
    staff = CostLine("staff", {"persons": Fraction(2), "days": Fraction(5)}, "lawyer", existing=True)
    own = Action("A1", Text({"en": "A1"}), "review", "legal", ("L01.2a",), 3, one_off=(staff,))
    shown = case(limits=LIMITED, planned=(PlannedStart("A1", 0),), actions=library(own))
    assert "10 days of people already paid, which cost no money." in shown.text
    assert "One-off cost: 10 days of own staff." in shown.text
