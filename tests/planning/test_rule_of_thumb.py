from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given

from planning.breach import LEFT_UNDONE
from planning.checker import check_plan
from planning.plan import Plan, RankedBy, Reason
from planning.reach import Reach
from planning.rule_of_thumb import build_plan
from questionnaire.answers import LevelReached, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.intentions import Limits
from tests import examples
from tests.examples import action, targets
from tests.planning.bank import at_level, bank_library
from tests.planning.situations import FEW, NO_LIMITS, TODAY, Case, case, cases, every_schedule, ladders, value_of


def ids(plan: Plan) -> list[str]:
    return [step.action.id for step in plan.steps]


def reached(plan: Plan) -> set[tuple[str, int]]:
    return {(step.capability, step.level) for step in plan.reached}


def sound(one: Case) -> Plan:
    """The plan of a case, looked at by the checker."""
    plan = one.plan()
    assert check_plan(plan, one.dossier, one.card, one.library) == ()
    return plan


def test_the_cheaper_of_two_ways_is_taken() -> None:
    one = case(*ladders(0), action("X1", "A1.1a", money=9), action("X2", "A1.1a", money=4), targets=targets(A1=1))
    assert ids(sound(one)) == ["X2"]


def test_the_better_worth_goes_first_when_money_is_short() -> None:
    framework, answers = ladders(0, 0)
    actions = action("X1", "A1.1a", money=10), action("X2", "A2.1a", money=10)
    limits = Limits(money=Fraction(10))
    one = case(framework, answers, *actions, targets=targets(A1=1, A2=1), limits=limits, threats={"A2": 3})
    plan = sound(one)
    assert ids(plan) == ["X2"] and plan.value == 3
    assert [(out.action, out.reason, out.because) for out in plan.left_out] == [("X1", Reason.MONEY, ("10",))]


def test_months_decide_where_a_price_is_missing() -> None:
    actions = action("X1", "A1.1a", months=9, money=1), action("X2", "A1.1a", months=3, money=9)
    plan = sound(case(*ladders(0), *actions, price=None, targets=targets(A1=1)))
    assert (ids(plan), plan.ranked_by) == (["X2"], RankedBy.MONTHS)
    assert plan.one_off.amount is None and plan.one_off.not_costed == ("goods",)
    assert sound(case(*ladders(0), *actions, targets=targets(A1=1))).ranked_by is RankedBy.MONEY


def test_prerequisites_come_along_and_are_finished_first() -> None:
    one = case(
        *ladders(0),
        action("X1", "A1.1a", after=("X2",)),
        action("X2", months=6, after=("X3",)),
        action("X3"),
        targets=targets(A1=1),
    )
    assert [(step.action.id, step.start, step.end) for step in sound(one).steps] == [
        ("X3", 0, 0),
        ("X2", 1, 2),
        ("X1", 3, 3),
    ]


def test_a_required_level_is_reached_first_even_of_a_capability_without_a_target() -> None:
    framework, answers = ladders(0, 0)
    actions = action("X1", "A1.1a", requires={"A2": 2}), action("X2", "A2.1a"), action("X3", "A2.2a")
    plan = sound(case(framework, answers, *actions, targets=targets(A1=1), limits=NO_LIMITS))
    assert [(step.action.id, step.start) for step in plan.steps] == [("X2", 0), ("X3", 0), ("X1", 1)]
    assert reached(plan) == {("A1", 1)} and plan.value == 1


def test_a_required_level_that_the_assessment_shows_needs_nothing() -> None:
    framework, answers = ladders(0, 2)
    actions = action("X1", "A1.1a", requires={"A2": 2}), action("X2", "A2.1a")
    assert ids(sound(case(framework, answers, *actions, targets=targets(A1=1)))) == ["X1"]


def test_what_can_only_support_itself_is_not_in_a_plan() -> None:
    plan = sound(case(*ladders(0), action("X1", "A1.1a", requires={"A1": 1})))
    assert ids(plan) == [] and plan.left_out[0].reason is Reason.PREREQUISITE_MISSING


def test_a_lead_does_no_more_at_once_than_it_can() -> None:
    one = case(*ladders(0), *(action(f"X{level}", f"A1.{level}a") for level in (1, 2, 3)))
    assert [step.start for step in sound(one.within(at_once_default=1)).steps] == [0, 1, 2]
    assert [step.start for step in sound(one.within(at_once={"legal": 3})).steps] == [0, 0, 0]
    two = sound(one.within(at_once_default=1, quarters=2))
    assert reached(two) == {("A1", 1), ("A1", 2)}
    assert (two.left_out[0].reason, two.left_out[0].because) == (Reason.NO_CAPACITY, ("legal",))


def test_a_busy_lead_is_gone_round() -> None:
    framework, answers = ladders(0, 0)
    actions = (
        action("X1", "A1.1a", months=6, money=1),
        action("X2", "A2.1a", months=6, money=2),
        action("X3", "A2.1a", months=6, money=3, lead="risk"),
    )
    one = case(framework, answers, *actions, targets=targets(A1=1, A2=1), limits=Limits(quarters=2, at_once_default=1))
    assert set(ids(sound(one))) == {"X1", "X3"}


def test_a_checklist_is_met_by_any_items_and_one_action_may_meet_several() -> None:
    listed = examples.question("A1", examples.checklist("A1", items=4))
    framework = examples.framework(examples.section("A", examples.capability("A1", listed)))
    answers = [examples.answer("A1", LevelReached(TicksGiven(frozenset({"A1.a"}))))]
    actions = action("X1", "A1.a", money=1), action("X2", "A1.b", "A1.c", money=5), action("X3", "A1.d", money=9)
    plan = sound(case(framework, answers, *actions, limits=NO_LIMITS))
    assert ids(plan) == ["X2"] and reached(plan) == {("A1", 2), ("A1", 3)}


def test_a_choice_is_met_by_all_criteria_of_one_option() -> None:
    chosen = examples.question("A1", examples.choice("A1", {"a": 0, "b": 2, "c": 3}))
    framework = examples.framework(examples.section("A", examples.capability("A1", chosen)))
    answers = [examples.answer("A1", LevelReached(OptionGiven("a")))]
    actions = action("X1", "A1.b1", money=5), action("X2", "A1.c1", money=6)
    plan = sound(case(framework, answers, *actions, targets=targets(A1=2)))
    assert ids(plan) == ["X1"]
    only_far = sound(case(framework, answers, actions[1], targets=targets(A1=2)))
    assert [step.criteria for step in only_far.reached] == [("A1.c1",), ("A1.c1",)]


def test_a_harder_threshold_meets_the_easier_ones() -> None:
    measured = examples.question("A1", examples.number("A1", {0: 0, 1: 10, 2: 50, 3: 75}))
    framework = examples.framework(examples.section("A", examples.capability("A1", measured)))
    answers = [examples.answer("A1", LevelReached(QuantityGiven(Fraction(5), "percent")))]
    plan = sound(case(framework, answers, action("X1", "A1.3", money=1)))
    assert reached(plan) == {("A1", 1), ("A1", 2), ("A1", 3)}
    assert plan.steps[0].meets == ("A1.1", "A1.2", "A1.3")


def test_what_is_forced_in_is_in_with_what_it_needs_first() -> None:
    one = case(*ladders(3), action("X1", after=("X2",)), action("X2"), action("X3"))
    plan = sound(one.within(forced_in=frozenset({"X1"})))
    assert ids(plan) == ["X2", "X1"] and plan.value == 0
    assert plan.steps[1].serves == ()


def test_what_is_forced_out_is_out_and_another_way_is_taken() -> None:
    one = case(*ladders(0), action("X1", "A1.1a", money=1), action("X2", "A1.1a", money=5), targets=targets(A1=1))
    plan = sound(one.within(forced_out=frozenset({"X1"})))
    assert ids(plan) == ["X2"]
    assert plan.left_out[0].reason is Reason.FORCED_OUT


def test_what_became_needless_is_dropped() -> None:
    framework, answers = ladders(0, 0)
    actions = (
        action("X1", "A1.1a", money=2),
        action("X2", "A1.1a", "A2.1a", "A2.2a", money=12, after=("X3",)),
        action("X3", money=2),
    )
    one = case(framework, answers, *actions, targets=targets(A1=1, A2=2), limits=NO_LIMITS)
    plan = sound(one)
    assert ids(plan) == ["X3", "X2"]
    assert [(out.action, out.reason, out.because) for out in plan.left_out] == [("X1", Reason.ALREADY_MET, ("X2",))]


def test_upkeep_counts_from_the_end_to_the_horizon() -> None:
    one = case(*ladders(0), action("X1", "A1.1a", money=10, upkeep=4), targets=targets(A1=1))
    eight = one.within(quarters=8, start=date(2027, 7, 1))
    assert ids(sound(eight.within(money=Fraction(17)))) == ["X1"]
    short = sound(eight.within(money=Fraction(16)))
    assert (short.left_out[0].reason, short.left_out[0].because) == (Reason.MONEY, ("1",))
    costs = {year: cost.amount for year, cost in sound(eight).cost_by_year.items()}
    assert costs == {2027: 11, 2028: 4, 2029: 2}


def test_a_plan_with_nothing_to_do_is_empty() -> None:
    plan = sound(case(*ladders(3), action("X1", "A1.1a", "A1.4a")))
    assert (plan.steps, plan.reached, plan.missed, plan.value) == ((), (), (), 0)
    assert plan.left_out[0].reason is Reason.NOT_NEEDED


def test_a_horizon_of_no_quarter_leaves_everything_out() -> None:
    plan = sound(case(*ladders(0), action("X1", "A1.1a"), limits=Limits(quarters=0)))
    assert plan.steps == () and plan.left_out[0].reason is Reason.NO_TIME


@FEW
@given(cases())
def test_the_checker_finds_nothing_but_what_could_not_be_forced_in(one: Case) -> None:
    plan = one.plan()
    assert one.breaches(plan, TODAY) <= LEFT_UNDONE
    told = {out.action for out in plan.left_out}
    assert told | set(ids(plan)) == set(one.library.actions)
    assert all(out.reason is not Reason.NOT_CHOSEN for out in plan.left_out)


@FEW
@given(cases())
def test_a_plan_is_the_same_every_time(one: Case) -> None:
    first, second = one.plan(), one.plan()
    assert [vars(step) for step in first.steps] == [vars(step) for step in second.steps]
    assert (first.left_out, first.value) == (second.left_out, second.value)


@FEW
@given(cases())
def test_without_limits_everything_within_reach_is_reached(one: Case) -> None:
    free = one.without_limits()
    plan = sound(free)
    assert Reach(free.situation()).open_steps <= reached(plan)
    limited = one.within(forced_in=frozenset(), forced_out=frozenset())
    assert limited.plan().value <= plan.value


@FEW
@given(cases())
def test_what_is_forced_in_is_in_wherever_it_can_be(one: Case) -> None:
    free = one.within(quarters=80, at_once_default=99, money=None)
    able = free.situation().limits.forced_in & Reach(free.situation()).usable
    assert able <= set(ids(free.plan()))


@FEW
@given(cases())
def test_no_action_of_a_plan_is_needless(one: Case) -> None:
    plan = one.plan()
    for step in plan.steps:
        assert step.serves or one.dossier.limits.forced_in


@FEW
@given(cases(most_actions=4, longest=6))
def test_never_above_the_best_plan_there_is(one: Case) -> None:
    small = one.within(quarters=min(one.dossier.limits.quarters, 4), forced_in=frozenset())
    situation = small.situation()
    best = max(value_of(situation, chosen) for chosen in every_schedule(situation))
    plan = small.plan()
    assert plan.value <= best
    assert any({step.action.id: step.start for step in plan.steps} == chosen for chosen in every_schedule(situation))


@pytest.mark.parametrize("level", [0, 1, 2])
@pytest.mark.parametrize("limits", [Limits(), Limits(at_once_default=1), NO_LIMITS], ids=["usual", "one", "free"])
def test_the_real_bank_is_planned_soundly(level: int, limits: Limits) -> None:
    one = Case(replace(at_level(level), limits=limits), bank_library())
    plan = sound(one)
    assert plan.reached and plan.steps
    ends = {step.action.id: step.end for step in plan.steps}
    # What the assessment shows already need not be in the plan.
    assert all(ends.get(before, -1) < step.start for step in plan.steps for before in step.action.after)
    assert all(out.reason is not Reason.NOT_CHOSEN for out in plan.left_out)
    if limits is NO_LIMITS:
        assert plan.missed == ()


@pytest.mark.parametrize("section", ["L", "O", "S", "E", "C"])
def test_each_section_of_the_real_bank_alone(section: str) -> None:
    whole = at_level(0)
    chosen = {id: target for id, target in whole.targets.items() if id.startswith(section)}
    plan = sound(Case(replace(whole, targets=chosen, limits=NO_LIMITS), bank_library()))
    assert {step.capability for step in plan.reached} == set(chosen)
    assert plan.missed == ()


def test_the_real_bank_is_planned_quickly() -> None:
    dossier = at_level(0)
    card = Case(dossier, bank_library()).card
    begun = process_time()
    build_plan(dossier, card, bank_library(), today=TODAY)
    assert process_time() - begun < 2  # 0.3 s on a quiet machine; the margin is for a busy one
