"""The plan changed by hand on its page: one action moved, taken out, put in, pinned; own actions; what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from questionnaire.assessment import Dossier
from questionnaire.entries import PLANNED, PROOF, Address, Entry, details_of, own_action_at, progress_of, reply_of
from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import PlannedStart, Proof
from questionnaire.own_actions import OwnAction
from tests.examples import at_level
from tests.views.test_plan import LIMITED, STARTS, Case, case, plainly

OWN = OwnAction("OWN-1", "Tell the carriers", "awareness", "communication", 3, ("L01.2a",), currency="USD")
LATER = datetime(2027, 5, 2, 8, 0, tzinfo=UTC)


def shown(**more: Any) -> Case:
    return case(limits=more.pop("limits", LIMITED), planned=more.pop("planned", STARTS), **more)


def pick(one: Case, action: str) -> None:
    one.test.selectbox(key="plan-step-en").select(action).run()


def starts(dossier: Dossier) -> Mapping[str, int]:
    return {one.action: one.quarter for one in dossier.planned or ()}


def with_entries(one: Case, *values: tuple[Address, Any]) -> Case:
    """What was recorded later, as one revision each."""
    for address, value in values:
        held = one.repository.entry(one.id, address)
        one.repository.save(one.id, address, value, by="P1", at=LATER, expect=held.stamp if held else 0)
    one.test.run()
    return one


class TestOneAction:
    def test_what_is_decided_is_kept_as_it_is_typed(self) -> None:
        one = shown()
        key = f"{one.id} {details_of('A1')} en"
        one.test.text_input(key=f"{key} owner").set_value("Head of law").run()
        one.test.selectbox(key=f"{key} funding").select(Funding.PART).run()
        one.test.number_input(key=f"{key} goal").set_value(0.1).run()
        assert one.dossier.details["A1"] == StepDetails(
            "A1", owner="Head of law", funding=Funding.PART, goal=Fraction(1, 10)
        )

    def test_the_action_of_the_address_is_picked(self) -> None:
        one = shown()
        one.test.query_params["action"] = "A3"
        one.test.session_state["plan-step-en"] = "A3"
        one.test.run()
        assert one.test.selectbox(key="plan-step-en").value == "A3"

    def test_a_move_is_kept(self) -> None:
        one = shown()
        pick(one, "A2")
        one.test.selectbox(key="start A2 1 en").select("Oct 2027").run()
        one.press("Move it")
        assert starts(one.dossier) == {"A1": 0, "A2": 2, "A3": 1}
        assert "A2 now starts in Oct 2027." in one.text

    def test_a_move_that_breaks_something_is_refused_with_what_to_do(self) -> None:
        one = shown()
        pick(one, "A2")
        one.test.selectbox(key="start A2 1 en").select("Apr 2027").run()
        one.press("Move it")
        assert starts(one.dossier)["A2"] == 1
        assert "A2 starts before A1 is finished. Move the earlier one forward" in one.text

    def test_a_lead_without_a_free_place_is_named_in_words(self) -> None:
        one = shown(limits=replace(LIMITED, at_once={"legal": 1}))
        pick(one, "A1")
        one.test.selectbox(key="start A1 0 en").select("Jul 2027").run()
        one.press("Move it")
        assert "the lead “Legal affairs” has 2 actions at once; it can carry 1." in one.text

    def test_an_action_is_taken_out_and_kept_out(self) -> None:
        one = shown()
        pick(one, "A2")
        one.test.checkbox(key="for good A2 1 en").check().run()
        one.press("Take it out of the plan")
        assert starts(one.dossier) == {"A1": 0, "A3": 1}
        assert one.dossier.limits.forced_out == {"A2"}
        assert "A2 is out of the plan. 1 level is no longer reached: L01 ▲ L01 → 3 Established." in one.text

    def test_what_others_need_stays_in(self) -> None:
        one = shown()
        one.press("Take it out of the plan")
        assert starts(one.dossier) == {"A1": 0, "A2": 1, "A3": 1}
        assert "A1 stays in the plan: A2 needs A1 first" in one.text
        assert "Put in what it needs, or take out what waits for it, first." in one.text

    def test_taking_out_what_was_pinned_and_forced_in_frees_it(self) -> None:
        one = shown(limits=replace(LIMITED, pinned={"A2": 1}, forced_in=frozenset({"A2"})))
        pick(one, "A2")
        one.press("Take it out of the plan")
        assert one.dossier.limits == LIMITED

    def test_it_is_pinned_and_freed(self) -> None:
        one = shown()
        pick(one, "A2")
        one.press("Pin to this quarter")
        assert one.dossier.limits.pinned == {"A2": 1}
        assert "Pinned to Jul 2027." in one.text
        one.press("No longer pin it")
        one.press("It must be in")
        assert one.dossier.limits.pinned == {} and one.dossier.limits.forced_in == {"A2"}

    def test_who_changed_what_and_when(self) -> None:
        one = with_entries(
            shown(),
            (details_of("A1"), StepDetails("A1", owner="Ada", baseline=Fraction(2))),
            (details_of("A1"), StepDetails("A1", owner="Bea")),
            (PLANNED, (PlannedStart("A1", 2),)),
            (progress_of("A1", "self"), ProgressReport("A1", Rater.SELF, ProgressWord.ON_TRACK, LATER.date())),
        )
        rows = one.table("Who")
        assert list(rows["What"]) == [
            "progress, said by the administration: on track",
            "moved from Apr 2027 to Oct 2027",
            "Owner: Bea (before: Ada); Value today: blank (before: 2)",
            "Owner: Ada; Value today: 2",
            "put into the plan, from Apr 2027",
        ]
        assert list(rows["Who"])[0] == "Ada" and list(rows["When"])[0].startswith("2 May 2027")


class TestPuttingIn:
    def test_it_goes_where_it_first_breaks_nothing(self) -> None:
        one = shown(planned=STARTS[:1], limits=replace(LIMITED, forced_out=frozenset({"A2"})))
        one.test.selectbox(key="why not en").select("A2").run()
        one.press("Put it in")
        assert starts(one.dossier) == {"A1": 0, "A2": 1}
        assert one.dossier.limits.forced_out == frozenset()
        assert "A2 is in the plan, from July 2027." in one.text

    def test_where_it_has_no_place_it_is_said_why(self) -> None:
        one = shown(planned=(PlannedStart("A4", 0),))
        one.test.selectbox(key="why not en").select("A2").run()
        one.press("Put it in")
        assert starts(one.dossier) == {"A4": 0}
        assert "A2 has no place in the plan: A2 needs A1 first" in one.text


class TestTheFinding:
    def test_a_change_by_hand_is_told_and_compared_with_what_was_known(self) -> None:
        one = self.proven()
        assert "Changed by hand" not in one.text
        pick(one, "A2")
        one.press("Take it out of the plan")
        assert one.dossier.proof is None
        assert "Changed by hand since it was made; what it reaches is worth 67% of the plan that was made." in one.text
        assert "No plan within these limits is worth more than 100% of that one." in one.text

    def test_what_changed_before_the_change_by_hand_is_still_told(self) -> None:
        one = shown()
        one.save(reply_of("P1", "L02"), at_level(2))
        pick(one, "A2")
        one.press("Take it out of the plan")
        assert "Changed by hand since it was made." in one.text
        assert "these changed: 1 answer." in one.text
        one.make()
        assert "these changed" not in one.text and "Changed by hand" not in one.text

    def proven(self) -> Case:
        one = case(limits=LIMITED)
        one.make()
        plan = starts(one.dossier)
        assert plan == {"A1": 0, "A2": 1, "A3": 1}
        made = one.repository.entry(one.id, PLANNED)
        assert made is not None
        one.repository.save_all(
            one.id,
            [(PLANNED, made.value, made.stamp), (PROOF, Proof(Fraction(6), Fraction(6)), 0)],
            by="P1",
            at=LATER,
        )
        one.test.run()
        return one


class TestWhatChanged:
    def test_against_an_earlier_plan(self) -> None:
        one = with_entries(shown(), (PLANNED, (PlannedStart("A1", 1), PlannedStart("A3", 1), PlannedStart("A4", 0))))
        assert "Since then: 1 action added, 1 action dropped, 1 action moved, 1 as it was." in one.text
        rows = one.table("Then")
        assert list(rows["Difference"])[1:] == ["0 USD", "0 USD"]
        moved = next(t.value.map(plainly) for t in one.test.table if list(t.value.columns) == ["What", "Then", "Now"])
        assert list(moved["Now"]) == ["April 2027 to June 2027", "not in the plan", "July 2027 to September 2027"]
        assert "**Levels lost**" in one.text

    def test_the_first_plan_has_nothing_before_it(self) -> None:
        assert "What changed against an earlier plan" not in [one.label for one in shown().test.expander]


class TestOwnActions:
    def test_one_is_written_and_waits_to_be_put_in(self) -> None:
        one = shown()
        one.test.selectbox(key="own action en").select("OWN-1").run()
        self.fill(one, "OWN-1", name="Tell the carriers", meets=["L01.2a"])
        one.press("Add the action")
        assert one.dossier.own_actions["OWN-1"] == OwnAction(
            "OWN-1", "Tell the carriers", "legal text", "legal", 6, ("L01.2a",), one_off=Fraction(1, 10), currency="USD"
        )
        assert "OWN-1 Tell the carriers is kept." in one.text
        one.test.selectbox(key="why not en").select("OWN-1").run()
        one.press("Put it in")
        assert "OWN-1" in starts(one.dossier)

    def test_what_is_wrong_is_told_and_nothing_is_kept(self) -> None:
        one = shown()
        one.test.selectbox(key="own action en").select("OWN-1").run()
        self.fill(one, "OWN-1", name=" ", meets=[], currency="dollars")
        one.press("Add the action")
        assert one.dossier.own_actions == {}
        assert "Not kept yet:" in one.text

    def test_somebody_elses_change_is_not_overwritten_unseen(self) -> None:
        one = with_entries(shown(), (own_action_at("OWN-1"), OWN))
        one.test.selectbox(key="own action en").select("OWN-1").run()
        theirs = replace(OWN, name="Theirs")
        with_entries(one, (own_action_at("OWN-1"), theirs))
        self.fill(one, "OWN-1", name="Mine", meets=["L01.2a"])
        one.press("Keep the changes")
        assert one.dossier.own_actions["OWN-1"] == theirs
        assert "Somebody else changed this action meanwhile" in one.text
        one.press("Keep the changes")
        assert one.dossier.own_actions["OWN-1"].name == "Mine"

    def test_one_is_withdrawn_unless_it_is_in_the_plan_and_its_number_is_not_used_again(self) -> None:
        one = with_entries(shown(), (own_action_at("OWN-1"), OWN), (PLANNED, (*STARTS, PlannedStart("OWN-1", 3))))
        one.test.selectbox(key="own action en").select("OWN-1").run()
        assert "Take it out of the plan before you withdraw it." in one.text
        with_entries(one, (PLANNED, STARTS))
        one.press("Withdraw the action")
        assert one.dossier.own_actions == {}
        one.test.selectbox(key="own action en").select("OWN-2").run()
        assert one.test.text_input(key=f"own {one.id} OWN-2 en name").value == ""
        entries: tuple[Entry, ...] = one.repository.history(one.id, own_action_at("OWN-1"))
        assert [entry.value for entry in entries] == [OWN, None]

    @staticmethod
    def fill(one: Case, id: str, *, name: str, meets: list[str], currency: str = "usd") -> None:
        key = f"own {one.id} {id} en"
        one.test.text_input(key=f"{key} name").set_value(name)
        one.test.multiselect(key=f"{key} meets").set_value(meets)
        one.test.number_input(key=f"{key} one_off").set_value(0.1)
        one.test.text_input(key=f"{key} currency").set_value(currency)
