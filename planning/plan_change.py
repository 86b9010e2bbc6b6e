"""What changed from one plan to another: actions, their dates, the levels reached, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from planning.plan import Plan, PlanStep

_Level = tuple[str, int]


@dataclass(frozen=True, eq=False)
class StepMove:
    """One action that both plans hold on other days: its line in the plan before and in the one after."""

    before: PlanStep
    after: PlanStep

    @property
    def action(self) -> str:
        """The id of the action."""
        return self.after.action.id


@dataclass(frozen=True)
class AmountChange:
    """A number of the plan before and of the one after; None where it is not known, or said in another currency."""

    before: Fraction | None
    after: Fraction | None
    comparable: bool = True

    @property
    def difference(self) -> Fraction | None:
        """By how much it rose; None where one of them is not known or the currencies differ."""
        if self.before is None or self.after is None or not self.comparable:
            return None
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class PlanChange:
    """What one plan has and another has not.

    `added`, `dropped` and `kept` are ids of actions, those that the library lost included; `kept` are those that start
    and end on the same days. Levels are pairs of a capability and a level. `one_off` and `recurrent` are money (what is
    priced of it), `value` is the importance of all levels reached.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[StepMove, ...]
    kept: tuple[str, ...]
    levels_gained: tuple[_Level, ...]
    levels_lost: tuple[_Level, ...]
    one_off: AmountChange
    recurrent: AmountChange
    value: AmountChange

    @property
    def is_nothing(self) -> bool:
        """Whether the same is done on the same days."""
        return not (self.added or self.dropped or self.moved)


def plan_change(before: Plan, after: Plan) -> PlanChange:
    """What changed from one plan to another, each in the order of the plan it is taken from.

    The plans are compared as they are given: for what people decided, both must be read against the same answers and
    prices. An action has moved where its first or last day is another one, also because the whole plan begins later.
    """
    had, has = _steps(before), _steps(after)
    gone, come = _all_ids(before), _all_ids(after)
    moved = tuple(StepMove(had[one], step) for one, step in has.items() if one in had and _moved(had[one], step))
    elsewhere = {one.action for one in moved}
    levels_before, levels_after = _levels(before), _levels(after)
    same_money = before.currency == after.currency
    return PlanChange(
        added=tuple(one for one in come if one not in gone),
        dropped=tuple(one for one in gone if one not in come),
        moved=moved,
        kept=tuple(one for one in come if one in gone and one not in elsewhere),
        levels_gained=tuple(one for one in levels_after if one not in levels_before),
        levels_lost=tuple(one for one in levels_before if one not in levels_after),
        one_off=AmountChange(before.one_off.amount, after.one_off.amount, same_money),
        recurrent=AmountChange(before.recurrent.amount, after.recurrent.amount, same_money),
        value=AmountChange(before.value, after.value),
    )


def _steps(plan: Plan) -> Mapping[str, PlanStep]:
    return {step.action.id: step for step in plan.steps}


def _all_ids(plan: Plan) -> Mapping[str, None]:
    """Every action of a plan once, those that the library lost at the end."""
    return dict.fromkeys((*_steps(plan), *plan.unknown))


def _levels(plan: Plan) -> Mapping[_Level, None]:
    return dict.fromkeys((one.capability, one.level) for one in plan.reached)


def _moved(before: PlanStep, after: PlanStep) -> bool:
    return (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on)
