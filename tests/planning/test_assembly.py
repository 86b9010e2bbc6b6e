from __future__ import annotations

from datetime import date
from fractions import Fraction

from planning.assembly import assemble
from planning.candidates import Candidates
from planning.plan import Cost, Plan
from planning.reach import Reach
from questionnaire.answers import LevelReached, OptionGiven
from tests import examples
from tests.examples import action, targets
from tests.planning.situations import Case, case, ladders

CHAIN = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=10, upkeep=4),
    action("X2", months=5, money=2),
    action("X3", "A1.2a", after=("X2",), requires={"A2": 1}),
    action("X4", "A2.1a", "A2.4a", "A1.3a"),
    action("X5", "A1.4a"),
    targets=targets(A1=2),
).within(start=date(2027, 10, 1), quarters=6)


def assembled(one: Case, **starts: int) -> Plan:
    return assemble(Candidates(Reach(one.situation())), starts)


WHOLE = assembled(CHAIN, X3=2, X1=0, X4=0, X2=0)


def test_steps_stand_in_the_order_of_their_start_and_of_the_library() -> None:
    assert [(step.action.id, step.start, step.end) for step in WHOLE.steps] == [
        ("X1", 0, 0),
        ("X2", 0, 1),
        ("X4", 0, 0),
        ("X3", 2, 2),
    ]


def test_quarters_have_their_dates() -> None:
    step = WHOLE.steps[1]
    assert (step.starts_on, step.ends_on) == (date(2027, 10, 1), date(2028, 3, 31))
    assert (WHOLE.start, WHOLE.quarters) == (date(2027, 10, 1), 6)


def test_levels_reached_name_the_actions_that_meet_them() -> None:
    assert [(step.level, step.criteria, step.actions) for step in WHOLE.reached] == [
        (1, ("A1.1a",), ("X1",)),
        (2, ("A1.1a", "A1.2a"), ("X1", "X3")),
    ]
    assert (WHOLE.missed, WHOLE.value) == ((), 2)


def test_what_an_action_serves_reaches_back_to_what_it_needs_first() -> None:
    serves = {step.action.id: step.serves for step in WHOLE.steps}
    assert serves == {
        "X1": (("A1", 1), ("A1", 2)),
        "X2": (("A1", 2),),
        "X3": (("A1", 2),),
        "X4": (("A1", 2),),
    }


def test_an_action_meets_what_was_missing_for_a_target_or_a_required_level_and_nothing_else() -> None:
    assert {step.action.id: step.meets for step in WHOLE.steps}["X4"] == ("A2.1a",)


def test_what_is_not_reached_is_missed_with_what_blocks_it() -> None:
    plan = assembled(CHAIN, X1=0)
    assert [(step.level, step.actions, step.blocked_by) for step in plan.missed] == [(2, (), ())]
    barred = CHAIN.within(forced_out=frozenset({"X3"}))
    assert assembled(barred, X1=0).missed[0].blocked_by == ("A1.2a",)


def test_costs_of_the_plan_and_of_each_year() -> None:
    assert (WHOLE.one_off, WHOLE.recurrent) == (Cost(Fraction(12)), Cost(Fraction(4)))
    assert {year: cost.amount for year, cost in WHOLE.cost_by_year.items()} == {2027: 12, 2028: 4, 2029: 1}


def test_what_is_not_costed_is_named_in_every_sum() -> None:
    unpriced = Case(CHAIN.dossier, examples.library(*CHAIN.library.actions.values(), price=None))
    plan = assembled(unpriced, X1=0)
    assert plan.one_off == plan.recurrent == Cost(None, ("goods",))
    assert plan.cost_by_year[2028] == Cost(None, ("goods",))


def test_the_option_that_the_plan_takes_is_shown() -> None:
    chosen = examples.question("A1", examples.choice("A1", {"a": 0, "b": 2, "c": 3}))
    framework = examples.framework(examples.section("A", examples.capability("A1", chosen)))
    answers = [examples.answer("A1", LevelReached(OptionGiven("a")))]
    one = case(framework, answers, action("X1", "A1.b1"), action("X2", "A1.c1"), targets=targets(A1=2))
    assert [step.criteria for step in assembled(one, X1=0).reached] == [("A1.b1",), ("A1.b1",)]
    assert [step.criteria for step in assembled(one, X2=0).reached] == [("A1.c1",), ("A1.c1",)]
    assert [step.criteria for step in assembled(one).missed] == [("A1.b1",), ("A1.b1",)]


def test_a_step_that_waits_for_a_new_look_is_reached_and_earns_nothing() -> None:
    framework, _ = ladders(0)
    answers = [examples.answer("A1", examples.at_level(0, met=["A1.1a"]))]
    plan = assembled(case(framework, answers, targets=targets(A1=1)))
    assert [(step.to_reassess, step.actions) for step in plan.reached] == [(True, ())]
    assert plan.value == 0
