"""Budgets and limits: what is kept, a search from button to plan, one that is stopped, limits that contradict."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jobs.request import Sought
from jobs.search import SEARCHES, SearchKey
from planning.contradictions import WishKind
from questionnaire.assessment import Dossier
from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, alternative_at, comment_of, reply_of, target_of
from questionnaire.intentions import Alternative, Donor, Limits, PlannedStart, Proof, Target
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept, page, said

TREE = framework(
    section("L", capability("L01", gate=True), capability("L02")),
    section("O", capability("O01")),
)
LIBRARY = library(
    action("A1", "L01.2a", money=100, upkeep=10),
    action("A2", "L01.3a", after=("A1",), money=30),
    action("A3", "O01.1a", "O01.2a", lead="risk", money=60),
)
FIRST_DAY = date(2027, 4, 1)
LIMITED = Limits(start=FIRST_DAY)
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1), PlannedStart("A3", 0))
VALUE = Fraction(6)
"""What these three reach: two levels of a gate, which count double, and two of another."""


@pytest.fixture(autouse=True)
def no_search_is_left() -> Iterator[None]:
    yield
    SEARCHES.end_all()


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

    def save(self, address: Address, value: Any) -> None:
        """Somebody else writes, and the page is drawn again."""
        held = self.repository.entry(self.id, address)
        self.repository.save(self.id, address, value, by="P2", at=AT, expect=held.stamp if held else 0)
        self.test.run()

    def until_over(self, sought: Sought = Sought.PLAN) -> None:
        """Wait for a search of this dossier, then draw the page as the watching part of it would."""
        search = SEARCHES.search_of(SearchKey(self.id, sought))
        ends = time.monotonic() + 60
        while search is not None and not search.over:
            assert time.monotonic() < ends
            time.sleep(0.05)
        self.test.run()


def case(more: Mapping[Address, Any] | None = None, *, language: str = "en", targets: bool = True) -> Case:
    values: dict[Address, Any] = {reply_of("P1", id): at_level(level) for id, level in START.items()}
    if targets:
        values |= {target_of("L01"): Target("L01", 3), target_of("O01"): Target("O01", 2)}
    repository = MemoryRepository()
    id = kept(repository, {**values, **(more or {})}, framework=TREE)
    return Case(repository, id, page("budgets", repository, id, framework=TREE, library=LIBRARY, language=language))


START = {"L01": 1, "L02": 3, "O01": 0}
PLANNED_WELL = {LIMITS: LIMITED, PLANNED: STARTS, PROOF: Proof(VALUE, VALUE, Fraction(220), Fraction(220))}


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets a worker of these lines take the place of the real one; it has read its request."""

    def put(lines: str) -> None:
        script = (
            "import pickle, sys, time; request = pickle.load(sys.stdin.buffer)\n"
            "from fractions import Fraction; from jobs.request import Message, Saying\n"
            "from planning.search_state import Found, SearchState; from planning.contradictions import Wish, WishKind\n"
            "from questionnaire.intentions import Proof, Stop\n"
            "def say(saying, what): pickle.dump(Message(saying, what), sys.stdout.buffer); sys.stdout.buffer.flush()\n"
        )
        monkeypatch.setattr(SEARCHES, "_command", (sys.executable, "-c", script + lines))

    return put


STOPPED = """
say(Saying.PROGRESS, SearchState("value", Fraction(4), Fraction(6)))
sys.stdin.buffer.read(1)
say(Saying.RESULT, Found({"A1": 0, "A2": 1}, Proof(Fraction(4), Fraction(6), stop=Stop.CANCELLED)))
"""


class TestBeforeAPlan:
    def test_without_targets_it_leads_to_them(self) -> None:
        empty = case(targets=False)
        assert "A plan needs targets." in empty.text
        empty.test.button(key="next").click().run()
        assert "arrived at priorities" in empty.text

    @pytest.mark.parametrize(("language", "words"), [("en", "No plan yet. Say who"), ("fr", "Pas encore de plan.")])
    def test_it_says_what_is_missing(self, language: str, words: str) -> None:
        text = case(language=language).text
        assert words in text


class TestLimits:
    def test_a_first_look_follows_the_limits(self) -> None:
        free, bare = case(), case({LIMITS: Limits(money=Fraction(0))})
        looks = [next(line for line in said(one.test).splitlines() if "First look" in line) for one in (free, bare)]
        assert looks[0] != looks[1]

    def test_every_limit_is_kept(self) -> None:
        fresh = case({LIMITS: Limits(donors=(Donor("State"),))})
        fresh.test.date_input(key=fresh.key("start")).set_value(date(2028, 1, 1)).run()
        fresh.test.number_input(key=fresh.key("quarters")).set_value(8).run()
        fresh.test.number_input(key=fresh.key("at once")).set_value(3).run()
        fresh.test.number_input(key=fresh.key("money")).set_value(50_000.0).run()
        fresh.test.number_input(key=fresh.key("upkeep")).set_value(700.0).run()
        fresh.test.toggle(key=fresh.key("one donor")).set_value(True).run()
        fresh.test.multiselect(key=fresh.key("leads")).set_value(["legal"]).run()
        fresh.test.number_input(key=fresh.key("lead legal")).set_value(1).run()
        fresh.test.multiselect(key=fresh.key("in")).set_value(["A3"]).run()
        fresh.test.multiselect(key=fresh.key("out")).set_value(["A2"]).run()
        fresh.test.multiselect(key=fresh.key("pinned")).set_value(["A1"]).run()
        fresh.test.selectbox(key=fresh.key("quarter A1")).set_value(2).run()
        fresh.test.multiselect(key=fresh.key("required")).set_value(["O01"]).run()
        fresh.test.selectbox(key=fresh.key("level O01")).set_value(1).run()
        assert fresh.dossier.limits == Limits(
            date(2028, 1, 1),
            8,
            3,
            {"legal": 1},
            Fraction(50_000),
            frozenset({"A3"}),
            frozenset({"A2"}),
            (Donor("State"),),
            one_donor_each=True,
            upkeep=Fraction(700),
            pinned={"A1": 2},
            required={"O01": 1},
        )

    def test_back_to_the_usual_is_no_entry(self) -> None:
        fresh = case({LIMITS: Limits(quarters=4)})
        fresh.test.number_input(key=fresh.key("quarters")).set_value(12).run()
        entry = fresh.repository.entry(fresh.id, LIMITS)
        assert entry is not None
        assert entry.value is None

    def test_a_ceiling_is_lifted(self) -> None:
        fresh = case({LIMITS: Limits(money=Fraction(1000), upkeep=Fraction(10))})
        fresh.press("Lift the ceiling of 1,000 USD in all")
        assert fresh.dossier.limits == Limits(upkeep=Fraction(10))
        assert fresh.test.number_input(key=fresh.key("money")).value is None
        fresh.test.run()
        assert fresh.dossier.limits == Limits(upkeep=Fraction(10))
        fresh.test.number_input(key=fresh.key("money")).set_value(50.0).run()
        assert fresh.dossier.limits == Limits(money=Fraction(50), upkeep=Fraction(10))

    def test_an_amount_that_no_box_can_show_stays_exact(self) -> None:
        fresh = case({LIMITS: Limits(money=Fraction(1000, 3), upkeep=Fraction(10, 3))})
        fresh.test.number_input(key=fresh.key("quarters")).set_value(8).run()
        assert fresh.dossier.limits == Limits(quarters=8, money=Fraction(1000, 3), upkeep=Fraction(10, 3))

    def test_what_the_library_or_the_framework_lost_stays_in_the_limits(self) -> None:
        gone = Limits(forced_out=frozenset({"A-GONE"}), pinned={"A-OLD": 3}, required={"X99": 2})
        fresh = case({LIMITS: gone})
        fresh.test.number_input(key=fresh.key("quarters")).set_value(8).run()
        assert fresh.dossier.limits == replace(gone, quarters=8)

    def test_in_and_out_at_once_is_told(self) -> None:
        both = case({LIMITS: Limits(forced_in=frozenset({"A1"}), forced_out=frozenset({"A1"}))})
        assert "An action cannot be both in and out. Out holds: A1 A1." in both.text

    def test_a_level_to_be_reached_is_offered_at_the_target(self) -> None:
        fresh = case()
        fresh.test.multiselect(key=fresh.key("required")).set_value(["L01"]).run()
        assert fresh.dossier.limits.required == {"L01": 3}


class TestDonors:
    def add(self, on: Case, name: str) -> None:
        on.test.text_input(key="donor name").set_value(name)
        on.press("Add")

    def test_a_donor_is_added_and_removed(self) -> None:
        fresh = case({LIMITS: Limits(quarters=8)})
        self.add(fresh, " State ")
        assert fresh.dossier.limits == Limits(quarters=8, donors=(Donor("State"),))
        self.add(fresh, "Sweden")
        fresh.press("Remove State")
        assert fresh.dossier.limits.donors == (Donor("Sweden"),)

    def test_a_name_that_is_there_already_is_refused(self) -> None:
        fresh = case({LIMITS: Limits(donors=(Donor("State"),))})
        self.add(fresh, "State")
        assert "State: not saved, because two donors would have this name." in fresh.text
        assert fresh.dossier.revision == 1

    def test_the_sums_stand_below_the_table(self) -> None:
        donors = (Donor("State", {2027: Fraction(10)}), Donor("GIZ", {2027: Fraction(5), 2040: Fraction(7)}))
        text = case({LIMITS: Limits(FIRST_DAY, 4, donors=donors)}).text
        assert "In all 15 USD within the plan (2027: 15 USD · 2028: 0 USD)." in text
        assert "7 USD lies in years outside the plan and is not used." in text

    def test_a_row_for_each_donor(self) -> None:
        shown = case({LIMITS: Limits(FIRST_DAY, 4, donors=(Donor("State", {2028: Fraction(3)}),))})
        table = shown.test.dataframe[0].value
        assert list(table.columns) == ["name", "2027", "2028", "sections", "blocks"]
        assert list(table["name"]) == ["State"]

    def test_another_limit_changed_in_the_same_tab_leaves_the_donors_alone(self) -> None:
        fresh = case()
        self.add(fresh, "State")
        fresh.test.number_input(key=fresh.key("quarters")).set_value(6).run()
        assert fresh.dossier.limits == Limits(quarters=6, donors=(Donor("State"),))
        self.add(fresh, "Sweden")
        fresh.test.number_input(key=fresh.key("quarters")).set_value(5).run()
        assert fresh.dossier.limits == Limits(quarters=5, donors=(Donor("State"), Donor("Sweden")))

    def test_somebody_elses_donors_are_shown_and_not_overwritten(self) -> None:
        fresh = case({LIMITS: Limits(donors=(Donor("State"),))})
        fresh.save(LIMITS, Limits(donors=(Donor("State"), Donor("Sweden"))))
        fresh.test.run()
        assert list(fresh.test.dataframe[0].value["name"]) == ["State", "Sweden"]
        assert fresh.dossier.limits.donors == (Donor("State"), Donor("Sweden"))


class TestSearching:
    def test_from_the_button_to_the_plan_with_its_proof(self) -> None:
        fresh = case()
        fresh.press("Find the best plan")
        assert "Stop, keep the last good plan" in fresh.text
        assert fresh.dossier.planned is None
        fresh.until_over()
        assert "A plan with 3 actions was made and kept." in fresh.text
        dossier = fresh.dossier
        assert {one.action for one in dossier.planned or ()} == {"A1", "A2", "A3"}
        assert dossier.proof is not None
        assert dossier.proof.value_is_proven
        assert dossier.limits.start == FIRST_DAY
        assert dossier.revision == 2
        assert "**The plan that is kept has 3 actions and reaches 4 of the 4 levels" in fresh.text
        assert "**No plan within these limits closes more.** None that closes as much costs less." in fresh.text
        assert SEARCHES.search_of(SearchKey(fresh.id, Sought.FRONTIER)) is not None

    def test_the_frontier_follows_with_its_table_and_its_slider(self) -> None:
        fresh = case(PLANNED_WELL)
        fresh.press("Draw the curve")
        fresh.until_over(Sought.FRONTIER)
        assert len(fresh.test.get("vega_lite_chart")) == 1
        slider = fresh.test.select_slider[0]
        slider.set_value(slider.options.index(slider.options[0])).run()
        assert "fewer than the plan that is kept." in fresh.text
        assert "go out:" in fresh.text
        assert "The same figures as a table" in [one.label for one in fresh.test.expander]

    def test_what_no_money_buys_is_named(self) -> None:
        fresh = case({**PLANNED_WELL, LIMITS: replace(LIMITED, quarters=1)})
        fresh.press("Draw the curve")
        fresh.until_over(Sought.FRONTIER)
        assert "1 level that no money buys within these limits" in [one.label for one in fresh.test.expander]
        assert "L01 \u25b2 L01 \u2192 3 Established" in fresh.text

    def test_how_far_it_is_while_it_runs(self, worker: Callable[[str], None]) -> None:
        worker(STOPPED)
        fresh = case()
        fresh.press("Find the best plan")
        search = SEARCHES.search_of(SearchKey(fresh.id, Sought.PLAN))
        assert search is not None
        while search.progress is None:
            time.sleep(0.02)
        fresh.test.run()
        assert "Found 4 weighted levels, at most 6 are possible: at most 50.0% more." in fresh.text

    def test_a_plan_of_a_search_that_was_stopped_is_kept_when_somebody_says_so(
        self, worker: Callable[[str], None]
    ) -> None:
        worker(STOPPED)
        fresh = case(PLANNED_WELL)
        fresh.press("Find the best plan")
        fresh.press("Stop, keep the last good plan")
        fresh.until_over()
        assert "The plan found so far may fall short: at most 50.0% more is possible." in fresh.text
        assert fresh.dossier.planned == STARTS
        fresh.press("Keep the plan found so far")
        assert [one.action for one in fresh.dossier.planned or ()] == ["A1", "A2"]
        assert "At most 50.0% more is possible." in fresh.text
        assert "The search was stopped." in fresh.text

    def test_or_it_is_dropped_and_the_kept_plan_stays(self, worker: Callable[[str], None]) -> None:
        worker(STOPPED)
        fresh = case(PLANNED_WELL)
        fresh.press("Find the best plan")
        fresh.press("Stop, keep the last good plan")
        fresh.until_over()
        fresh.press("Leave the kept plan as it is")
        assert fresh.dossier.revision == 1
        assert "Stopped." not in fresh.text

    def test_a_worker_that_dies_is_told_and_nothing_is_touched(self, worker: Callable[[str], None]) -> None:
        worker("raise SystemExit(3)")
        fresh = case(PLANNED_WELL)
        fresh.press("Find the best plan")
        fresh.until_over()
        assert "The search broke off; nothing was changed." in fresh.text
        assert fresh.dossier.revision == 1

    def test_a_plan_for_what_changed_meanwhile_is_not_kept(self, worker: Callable[[str], None]) -> None:
        worker("time.sleep(0.5); say(Saying.RESULT, Found({'A1': 0}, Proof(Fraction(2), Fraction(2))))")
        fresh = case()
        fresh.press("Find the best plan")
        fresh.save(target_of("O01"), Target("O01", 1))
        fresh.until_over()
        assert "what it rests on has changed since" in fresh.text
        assert fresh.dossier.planned is None

    def test_a_comment_meanwhile_changes_nothing_for_a_plan(self, worker: Callable[[str], None]) -> None:
        worker("time.sleep(0.5); say(Saying.RESULT, Found({'A1': 0}, Proof(Fraction(2), Fraction(6))))")
        fresh = case()
        fresh.press("Find the best plan")
        fresh.save(comment_of("P1", "L02"), "seen")
        fresh.until_over()
        assert [one.action for one in fresh.dossier.planned or ()] == ["A1"]

    def test_a_plan_that_fails_its_check_is_not_kept(self, worker: Callable[[str], None]) -> None:
        worker("say(Saying.RESULT, Found({'A2': 0}, Proof(Fraction(0), Fraction(6))))")
        fresh = case()
        fresh.press("Find the best plan")
        fresh.until_over()
        assert "did not pass its check" in fresh.text
        assert fresh.dossier.planned is None

    def test_it_is_kept_by_whoever_opens_the_page_next(self) -> None:
        fresh = case()
        fresh.press("Find the best plan")
        search = SEARCHES.search_of(SearchKey(fresh.id, Sought.PLAN))
        assert search is not None
        while not search.over:
            time.sleep(0.05)
        other = page("budgets", fresh.repository, fresh.id, framework=TREE, library=LIBRARY, language="fr")
        assert "Un plan de 3 actions a été établi et enregistré." in said(other)


class TestContradictions:
    def test_limits_that_leave_no_plan_are_named(self) -> None:
        none = Limits(FIRST_DAY, money=Fraction(120), forced_in=frozenset({"A1", "A3"}))
        fresh = case({LIMITS: none})
        fresh.press("Find the best plan")
        fresh.until_over()
        fresh.until_over(Sought.CONTRADICTION)
        text = fresh.text
        assert "limits contradict each other:" in text
        assert "- A1 A1 must be in the plan" in text
        assert "- the ceiling of all money" in text
        assert "Leave out or loosen any one of them, then look again." in text
        assert fresh.dossier.planned is None
        fresh.test.number_input(key=fresh.key("money")).set_value(500.0).run()
        assert "contradict" not in fresh.text

    @pytest.mark.parametrize("kind", WishKind)
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_every_kind_of_limit_has_its_words(self, kind: WishKind, language: str, worker: Any) -> None:
        worker(
            f"say(Saying.RESULT, Found(impossible=True) if request.sought == 'plan' "
            f"else (Wish(WishKind.{kind.name}, 'L01' if '{kind}' == 'required' else 'A1'),))"
        )
        fresh = case(language=language)
        fresh.test.button(key="find plan").click().run()
        fresh.until_over()
        fresh.until_over(Sought.CONTRADICTION)
        assert ("This limit alone" if language == "en" else "à elle seule") in fresh.text


class TestSideBySide:
    ASIDE = {alternative_at("1"): Alternative("Small", replace(LIMITED, money=Fraction(110)), (PlannedStart("A1", 0),))}

    def test_the_kept_plan_is_put_aside(self) -> None:
        fresh = case(PLANNED_WELL)
        fresh.test.text_input(key="aside name").set_value("First")
        fresh.press("Put aside")
        assert "The plan is put aside, with its limits." in fresh.text
        assert fresh.dossier.alternatives["1"].starts == STARTS

    def test_what_each_reaches_and_costs_stands_side_by_side(self) -> None:
        shown = case({**PLANNED_WELL, **self.ASIDE})
        table = next(one.value for one in shown.test.table if "Small" in one.value.columns)
        lines = {row["Measure"]: (row["The kept plan"], row["Small"]) for _, row in table.iterrows()}
        assert lines["Levels reached"] == ("4", "1")
        assert lines["Weighted levels"] == ("6", "2")
        assert lines["Actions"] == ("3", "1")
        assert lines["How good"] == ("nothing closes more", "not known")
        assert [one.replace("\u00a0", " ") for one in lines["One-off cost"]] == ["190 USD", "100 USD"]

    def test_taking_one_makes_it_the_kept_plan(self) -> None:
        shown = case({**PLANNED_WELL, **self.ASIDE})
        shown.press("Take this one")
        assert shown.dossier.planned == (PlannedStart("A1", 0),)
        assert shown.dossier.limits.money == 110
        assert "The plan is the kept one now, with its limits." in shown.text

    def test_removing_one(self) -> None:
        shown = case({**PLANNED_WELL, **self.ASIDE})
        shown.press("Remove")
        assert shown.dossier.alternatives == {}
