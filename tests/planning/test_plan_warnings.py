from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.actions import Action, CostLine
from planning.follow_up import plan_from
from planning.plan import Plan
from planning.plan_warnings import PlanWarning, plan_warnings
from questionnaire.answers import NotKnown
from questionnaire.intentions import Donor, Limits, PlannedStart
from tests import examples
from tests.examples import action, words
from tests.planning.situations import FEW, TODAY, Case, case, cases, ladders
from words.phrases import LANGUAGES, load_phrases

ROOMY = Limits(quarters=12, at_once_default=99)
UNPRICED = (CostLine("procurement", {"quantity": Fraction(2)}, "secret"),)
OWN_TIME = (CostLine("staff", {"days": Fraction(3)}, "officer", existing=True),)
MEASURED: dict[str, Any] = {"indicator": words("finds in a blind test"), "verification": words("test sheets")}


def placed(*actions: Action, starts: Mapping[str, int] | None = None, limits: Limits = ROOMY, **more: Any) -> Plan:
    """The plan of all these actions, each in the first quarter unless told otherwise."""
    one = case(*more.pop("framework", ladders(0, 0)), *actions, limits=limits, **more)
    planned = [PlannedStart(each.id, (starts or {}).get(each.id, 0)) for each in actions]
    return plan_from(one.dossier, one.card, one.library, planned, TODAY)


def found(plan: Plan, limits: Limits = ROOMY) -> Mapping[str, PlanWarning]:
    return {one.code: one for one in plan_warnings(plan, limits)}


def about(plan: Plan, code: str, limits: Limits = ROOMY) -> str:
    """The actions that a warning is about; "-" where it is not given."""
    one = found(plan, limits).get(code)
    return "-" if one is None else " ".join(action.id for action in one.actions)


def of_types(*types: str, **more: Any) -> list[Action]:
    return [action(f"X{place}", type=type, lead=f"unit {place}", **more) for place, type in enumerate(types, 1)]


def test_a_balanced_plan_is_left_in_peace() -> None:
    balanced = placed(
        action("X1", "A1.1a", type="training", lead="training", money=10, **MEASURED),
        action("X2", "A1.2a", type="procurement", lead="logistics", money=10, upkeep=2),
        action("X3", "A2.1a", type="instruction", lead="legal", money=10),
        action("X4", "A2.2a", type="agreement", lead="liaison", recurrent=OWN_TIME),
        action("X5", "A2.3a", type="legal text", lead="legal", money=10),
        starts={"X5": 2},
    )
    assert balanced.reached and found(balanced) == {}


def test_a_plan_without_actions_is_left_in_peace() -> None:
    assert plan_warnings(placed(), ROOMY) == ()


class TestOneType:
    @pytest.mark.parametrize(
        ("types", "expected"),
        [
            (("audit", "audit", "audit", "review", "analysis"), "X1 X2 X3"),
            (("audit", "audit", "audit", "review", "analysis", "awareness"), "-"),
            (("audit", "audit", "audit", "review"), "-"),
        ],
    )
    def test_more_than_half_of_five_or_more(self, types: tuple[str, ...], expected: str) -> None:
        assert about(placed(*of_types(*types)), "one_type_actions") == expected

    def test_the_money_counts_where_the_number_does_not(self) -> None:
        few = of_types("review", "review", "analysis", "analysis")
        dear = action("X5", type="legal text", money=51)
        assert about(placed(*few, dear, action("X6", money=50, type="audit")), "one_type_money") == "X5"
        assert about(placed(*few, dear, action("X6", money=51, type="audit")), "one_type_money") == "-"

    def test_money_of_which_a_part_is_not_known_has_no_shares(self) -> None:
        few = of_types("review", "review", "analysis", "analysis")
        dear = action("X5", type="legal text", money=51)
        assert about(placed(*few, dear, action("X6", one_off=UNPRICED)), "one_type_money") == "-"

    def test_the_same_is_not_said_twice(self) -> None:
        assert set(found(placed(*of_types(*["audit"] * 5, money=9)))) == {"one_type_actions"}


class TestEquipment:
    @pytest.mark.parametrize(
        ("of_action", "expected"),
        [
            ({"type": "procurement", "money": 9}, "X"),
            ({"type": "data system", "money": 9}, "X"),
            ({"type": "procurement", "money": 9, "recurrent": UNPRICED}, "X"),
            ({"type": "procurement", "one_off": UNPRICED}, "X"),
            ({"type": "procurement", "money": 9, "upkeep": 1}, "-"),
            ({"type": "data system", "money": 9, "recurrent": OWN_TIME}, "-"),
            ({"type": "procurement", "one_off": UNPRICED, "recurrent": UNPRICED}, "-"),
            ({"type": "instruction", "money": 9}, "-"),
        ],
    )
    def test_what_is_bought_must_be_kept_running(self, of_action: dict[str, Any], expected: str) -> None:
        assert about(placed(action("X", **of_action)), "equipment_without_upkeep") == expected


class TestTraining:
    @pytest.mark.parametrize(
        ("of_action", "expected"),
        [
            ({"type": "training"}, "X"),
            ({"type": "training", **MEASURED, "verification": words(" ")}, "X"),
            ({"type": "training", **MEASURED, "indicator": words("")}, "X"),
            ({"type": "training", **MEASURED}, "-"),
            ({"type": "review"}, "-"),
        ],
    )
    def test_its_effect_must_be_seen(self, of_action: dict[str, Any], expected: str) -> None:
        assert about(placed(action("X", **of_action)), "training_without_measure") == expected


class TestRoom:
    YEAR = Limits(quarters=4, at_once_default=1, at_once={"risk": 2})

    def test_a_lead_is_full_until_the_end(self) -> None:
        others = action("X3", lead="risk")
        plan = placed(action("X1", months=6), action("X2", months=6), others, starts={"X2": 2}, limits=self.YEAR)
        assert found(plan, self.YEAR)["no_room"].facts == {"full": (("legal", Fraction(1)),)}
        assert about(plan, "no_room", self.YEAR) == "X1 X2"

    def test_a_quarter_of_room_is_enough(self) -> None:
        plan = placed(action("X1", months=6), action("X2"), starts={"X2": 2}, limits=self.YEAR)
        assert about(plan, "no_room", self.YEAR) == "-"

    def test_nine_tenths_are_not_too_much(self) -> None:
        ten = replace(self.YEAR, quarters=10)
        plan = placed(action("X1", months=24), action("X2"), starts={"X2": 8}, limits=ten)
        assert about(plan, "no_room", ten) == "-"
        eleven = replace(self.YEAR, quarters=11)
        fuller = placed(action("X1", months=24), action("X2", months=6), starts={"X2": 8}, limits=eleven)
        assert about(fuller, "no_room", eleven) == "X1 X2"

    def test_its_own_number_of_places_counts(self) -> None:
        two = [action("X1", months=6, lead="risk"), action("X2", months=6, lead="risk")]
        assert about(placed(*two, starts={"X2": 2}, limits=self.YEAR), "no_room", self.YEAR) == "-"

    def test_one_long_action_waits_for_nothing(self) -> None:
        assert about(placed(action("X1", months=12), limits=self.YEAR), "no_room", self.YEAR) == "-"

    def test_less_than_a_year_can_be_full(self) -> None:
        short = replace(self.YEAR, quarters=3)
        plan = placed(action("X1", months=6), action("X2"), starts={"X2": 2}, limits=short)
        assert about(plan, "no_room", short) == "-"

    def test_a_lead_without_any_place_is_for_the_checker(self) -> None:
        none = replace(self.YEAR, at_once_default=0)
        assert about(placed(action("X1", months=12), limits=none), "no_room", none) == "-"

    def test_the_fullest_comes_first(self) -> None:
        limits = Limits(quarters=12, at_once_default=1)
        actions = [
            action("X1", months=33),
            action("X2", months=3),
            action("X3", months=30, lead="risk"),
            action("X4", months=3, lead="risk"),
        ]
        plan = placed(*actions, starts={"X2": 11, "X4": 10}, limits=limits)
        assert found(plan, limits)["no_room"].facts["full"] == (("legal", Fraction(1)), ("risk", Fraction(11, 12)))


class TestStarts:
    def test_four_of_one_lead_in_one_quarter(self) -> None:
        plan = placed(*(action(f"X{n}") for n in range(1, 6)), starts={"X5": 1})
        assert about(plan, "many_starts") == "X1 X2 X3 X4"
        assert found(plan)["many_starts"].facts == {"starts": (("legal", 4, plan.start),)}

    def test_the_most_come_first(self) -> None:
        few, many = (action(f"X{n}") for n in range(4)), (action(f"Y{n}", lead="risk") for n in range(5))
        plan = placed(*few, *many)
        assert found(plan)["many_starts"].facts == {"starts": (("risk", 5, plan.start), ("legal", 4, plan.start))}

    def test_three_are_not_many_nor_four_of_different_leads(self) -> None:
        assert about(placed(*(action(f"X{n}") for n in range(1, 4))), "many_starts") == "-"
        assert about(placed(*of_types(*["audit"] * 4)), "many_starts") == "-"


class TestUpkeep:
    @pytest.mark.parametrize(("upkeep", "expected"), [(25, "-"), (26, "X")])
    def test_more_than_a_quarter_of_the_one_off_cost(self, upkeep: int, expected: str) -> None:
        assert about(placed(action("X", money=100, upkeep=upkeep)), "much_upkeep") == expected

    def test_the_dearest_are_named_first(self) -> None:
        actions = (action(f"X{many}", money=1, upkeep=many) for many in (2, 5, 1, 3))
        assert about(placed(*actions), "much_upkeep") == "X5 X3 X2"

    def test_a_ceiling_says_that_people_have_decided(self) -> None:
        decided = replace(ROOMY, upkeep=Fraction(50))
        assert about(placed(action("X", money=100, upkeep=50), limits=decided), "much_upkeep", decided) == "-"

    def test_where_prices_are_missing_they_come_first(self) -> None:
        plan = placed(action("X1", money=100, upkeep=90), action("X2", one_off=UNPRICED))
        assert set(found(plan)) == {"not_costed"}

    def test_upkeep_of_what_costs_nothing_at_first_has_no_share(self) -> None:
        assert about(placed(action("X", upkeep=5)), "much_upkeep") == "-"


class TestFirstLevel:
    @pytest.mark.parametrize(("start", "expected"), [(3, "-"), (4, "X1")])
    def test_it_comes_within_a_year(self, start: int, expected: str) -> None:
        plan = placed(action("X1", "A1.1a"), action("X2", "A1.2a"), starts={"X1": start, "X2": 9})
        assert about(plan, "late_first_level") == expected

    def test_the_last_of_its_actions_brings_it(self) -> None:
        both = examples.framework(
            examples.section(
                "A", examples.capability("A1", examples.question("A1", examples.ladder("A1", per_level=2)))
            )
        )
        actions = [action("X1", "A1.1a"), action("X2", "A1.1b")]
        plan = placed(*actions, starts={"X2": 5}, framework=(both, [examples.answer("A1", 0)]))
        warning = found(plan)["late_first_level"]
        assert [one.id for one in warning.actions] == ["X2"] and warning.facts == {"month": date(2028, 9, 30)}

    def test_a_plan_that_reaches_nothing_is_told_elsewhere(self) -> None:
        assert about(placed(action("X1"), starts={"X1": 8}), "late_first_level") == "-"


class TestToVerify:
    UNKNOWN = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))
    REPLIES = (UNKNOWN, [examples.answer("A1", NotKnown()), examples.answer("A2", 0)])

    @pytest.mark.parametrize(("money", "expected"), [(50, "-"), (51, "X1")])
    def test_more_than_a_third_of_the_money(self, money: int, expected: str) -> None:
        plan = placed(action("X1", "A1.1a", money=money), action("X2", "A2.1a", money=100), framework=self.REPLIES)
        assert about(plan, "money_to_verify") == expected

    def test_an_action_that_a_sure_level_needs_too_is_not_doubtful(self) -> None:
        plan = placed(action("X1", "A1.1a", "A2.1a", money=51), action("X2", "A2.2a", money=1), framework=self.REPLIES)
        assert plan.reached and about(plan, "money_to_verify") == "-"

    def test_only_what_costs_money_is_named(self) -> None:
        plan = placed(action("X1", "A1.1a"), action("X2", "A1.2a", money=5), framework=self.REPLIES)
        assert [step.serves != () for step in plan.steps] == [True, True]
        assert about(plan, "money_to_verify") == "X2"

    def test_what_serves_nothing_rests_on_nothing(self) -> None:
        assert about(placed(action("X1", money=51), framework=self.REPLIES), "money_to_verify") == "-"


class TestPrices:
    def test_half_of_what_costs_money(self) -> None:
        free, dear, blank = action("X1"), action("X2", money=5), action("X3", recurrent=UNPRICED)
        assert found(placed(free, dear, blank))["not_costed"].facts == {"n": 1, "all": 2}
        assert about(placed(free, dear, blank), "not_costed") == "X3"
        assert about(placed(free, dear, blank, action("X4", money=1)), "not_costed") == "-"


class TestSentences:
    def test_names_numbers_and_words_of_people(self) -> None:
        plan = placed(*of_types(*["legal text"] * 6, "audit"))
        assert (
            found(plan)["one_type_actions"]
            .sentence(load_phrases("en"))
            .startswith("6 of the 7 actions are of one type: legal text.")
        )
        assert (
            found(plan)["one_type_actions"]
            .sentence(load_phrases("fr"))
            .startswith("6 des 7 actions sont de même nature\u00a0: texte juridique.")
        )

    def test_a_few_actions_are_named_and_the_others_counted(self) -> None:
        plan = placed(*of_types(*["training"] * 5))
        told = found(plan)["training_without_measure"].sentence(load_phrases("en"))
        assert "X1 X1 · X2 X2 · X3 X3 and 2 more." in told

    def test_a_lead_that_the_lists_do_not_have_is_said_as_it_is(self) -> None:
        plan = placed(*(action(f"X{n}", lead="desk 4") for n in range(1, 5)))
        assert "desk 4 (4 in April 2027)" in found(plan)["many_starts"].sentence(load_phrases("en"))

    def test_money_is_said_in_the_currency_of_the_plan(self) -> None:
        told = found(placed(action("X", money=1000, upkeep=1234)))["much_upkeep"].sentence(load_phrases("en"))
        assert "1,234\u00a0USD, as much as 123% of the one-off cost" in told

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_one_and_many_each_have_their_sentence(self, language: str) -> None:
        say = load_phrases(language)
        for types in (["procurement"], ["procurement"] * 2, ["training"], ["training"] * 2):
            plan = placed(*of_types(*types, money=1))
            told = " ".join(one.sentence(say) for one in found(plan).values())
            assert all(step.action.id in told for step in plan.steps)


@FEW
@given(cases())
def test_every_warning_can_be_said_and_names_actions_of_the_plan(one: Case) -> None:
    plan = one.plan()
    inside = {step.action.id for step in plan.steps}
    warnings = plan_warnings(plan, one.dossier.limits)
    assert len({warning.code for warning in warnings}) == len(warnings)
    for warning in warnings:
        assert warning.actions and {action.id for action in warning.actions} <= inside
        for language in LANGUAGES:
            said = warning.sentence(load_phrases(language))
            assert "{" not in said and "Fraction" not in said


@FEW
@given(cases(), st.integers(2, 50))
def test_dearer_money_of_the_same_shares_warns_of_the_same(one: Case, times: int) -> None:
    def codes(price: int) -> list[str]:
        costs = examples.library(*one.library.actions.values(), price=price)
        plan = plan_from(one.dossier, one.card, costs, starts, TODAY)
        return [warning.code for warning in plan_warnings(plan, one.dossier.limits)]

    starts = [PlannedStart(step.action.id, step.start) for step in one.plan().steps]
    assert codes(1) == codes(times)


def test_a_year_in_which_nobody_gives_is_told() -> None:
    def limits(*years: int) -> Limits:
        return Limits(
            start=date(2027, 1, 1), quarters=12, donors=(Donor("State", {one: Fraction(9) for one in years}),)
        )

    plan = placed(action("X1", "A1.1a", money=5), limits=limits(2027))
    assert found(plan, limits(2027))["years_without_money"].facts == {"n": 2, "years": "2028, 2029"}
    assert "years_without_money" not in found(plan, limits(2027, 2028, 2029))
    assert "years_without_money" not in found(plan)
