from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from planning.follow_up import plan_from
from planning.plan import Cost, Plan
from planning.plan_change import AmountChange, PlanChange, plan_change
from questionnaire.intentions import PlannedStart
from tests.examples import action, targets
from tests.planning.situations import FEW, TODAY, Case, case, cases, ladders

ONE = case(
    *ladders(0, 0),
    action("X1", "A1.1a", money=5),
    action("X2", "A1.2a", after=("X1",), money=2, upkeep=4),
    action("X3", "A2.1a"),
    targets=targets(A1=2, A2=1),
)


def plan(one: Case = ONE, **starts: int) -> Plan:
    lines = [PlannedStart(action, quarter) for action, quarter in starts.items()]
    return plan_from(one.dossier, one.card, one.library, lines, TODAY)


def parts(change: PlanChange) -> tuple[object, ...]:
    return change.added, change.dropped, tuple(one.action for one in change.moved), change.kept


def test_what_is_added_dropped_moved_and_kept() -> None:
    change = plan_change(plan(X1=0, X2=1), plan(X1=0, X2=2, X3=0))
    assert parts(change) == (("X3",), (), ("X2",), ("X1",))
    assert parts(plan_change(plan(X1=0, X3=0), plan(X1=0))) == ((), ("X3",), (), ("X1",))
    (move,) = change.moved
    assert (move.before.start, move.after.start) == (1, 2)
    assert move.before.starts_on < move.after.starts_on


def test_levels_gained_and_lost() -> None:
    change = plan_change(plan(X1=0, X2=1), plan(X1=0, X3=0))
    assert change.levels_gained == (("A2", 1),) and change.levels_lost == (("A1", 2),)
    assert change.value == AmountChange(Fraction(2), Fraction(2)) and change.value.difference == 0


def test_money_before_and_after() -> None:
    change = plan_change(plan(X1=0), plan(X1=0, X2=1))
    assert (change.one_off.before, change.one_off.after, change.one_off.difference) == (5, 7, 2)
    assert change.recurrent.difference == 4


def test_what_is_not_known_stays_so() -> None:
    before, after = plan(X1=0), replace(plan(X1=0), one_off=Cost(None, ("goods",)))
    change = plan_change(before, after)
    assert change.one_off == AmountChange(Fraction(5), None) and change.one_off.difference is None
    assert plan_change(after, before).one_off.difference is None


def test_money_of_two_currencies_is_not_compared() -> None:
    change = plan_change(replace(plan(X1=0), currency="EUR"), plan(X1=0))
    assert change.one_off.difference is None and change.value.difference == 0


def test_a_plan_that_begins_later_moves_all_of_it() -> None:
    later = ONE.within(start=TODAY.replace(year=TODAY.year + 1))
    assert parts(plan_change(plan(X1=0), plan(later, X1=0))) == ((), (), ("X1",), ())


def test_actions_that_the_library_lost_count_by_their_id() -> None:
    assert parts(plan_change(plan(X1=0, GONE=1), plan(X1=0))) == ((), ("GONE",), (), ("X1",))
    assert parts(plan_change(plan(GONE=1), plan(GONE=1))) == ((), (), (), ("GONE",))


@FEW
@given(cases())
def test_nothing_changed_from_a_plan_to_itself_and_each_action_is_told_once(one: Case) -> None:
    made = one.plan()
    same = plan_change(made, made)
    assert same.is_nothing and not same.levels_gained and not same.levels_lost
    assert len(same.kept) == len(made.steps)
    assert same.one_off.difference in (0, None) and same.value.difference == 0
    half = replace(made, steps=made.steps[::2])
    there, back = plan_change(half, made), plan_change(made, half)
    assert set(there.added) == set(back.dropped) and len(there.added) + len(there.kept) == len(made.steps)
