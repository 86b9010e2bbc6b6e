"""From starts to a plan: what the chosen actions reach, meet, serve and cost at the quarters in which they start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from planning.candidates import Candidates
from planning.costing import Bill
from planning.left_out import reasons
from planning.payments import payments
from planning.plan import Cost, LevelStep, Plan, PlanStep
from planning.reach import spread_to_supports
from planning.situation import LevelId, Situation
from planning.timetable import quarter_begins, quarter_ends, upkeep_by_year, years_of
from questionnaire.needs import OneGroupOf


def assemble(candidates: Candidates, starts: Mapping[str, int]) -> Plan:
    """The plan that these starts make. They are taken as they are; whether they fit is for the checker to say."""
    return _Assembly(candidates, starts).plan()


@dataclass(frozen=True, eq=False)
class _Assembly:
    candidates: Candidates
    starts: Mapping[str, int]

    @property
    def situation(self) -> Situation:
        return self.candidates.situation

    def plan(self) -> Plan:
        situation = self.situation
        steps = tuple(self._step(action) for action in sorted(self.starts, key=self._place_in_plan))
        bills = [situation.bills[step.action.id] for step in steps]
        return Plan(
            steps=steps,
            reached=self.reached,
            missed=tuple(self._missed()),
            left_out=reasons(self.candidates, self.starts),
            value=sum((step.importance for step in self.reached), Fraction(0)),
            one_off=Bill.total(bill.one_off for bill in bills).cost,
            recurrent=Bill.total(bill.recurrent for bill in bills).cost,
            currency=situation.currency,
            start=situation.start,
            quarters=situation.quarters,
            ranked_by=self.candidates.ranked_by,
            cost_by_year=self._cost_by_year(steps),
            payments=payments(self.candidates.purses, self.starts),
        )

    @cached_property
    def met(self) -> frozenset[str]:
        return self.situation.met_by(self.starts)

    @cached_property
    def reached(self) -> tuple[LevelStep, ...]:
        return tuple(
            self._taken(step)
            for step in self.situation.steps
            if self.situation.is_reached((step.capability, step.level), self.met)
        )

    @cached_property
    def _missing(self) -> frozenset[str]:
        """Every criterion that is missing for a target, or for a level that an action of the plan requires."""
        situation = self.situation
        required = (level for action in self.starts for level in situation.required(action))
        shown = frozenset(criterion for step in (*situation.steps, *self.reached) for criterion in step.criteria)
        return shown.union(*(situation.wanted(level) for level in required))

    @cached_property
    def _serves(self) -> Mapping[str, frozenset[LevelId]]:
        direct: dict[str, set[LevelId]] = {}
        for step in self.reached:
            for action in step.actions:
                direct.setdefault(action, set()).add((step.capability, step.level))
        found = {action: frozenset(levels) for action, levels in direct.items()}
        return spread_to_supports(self.situation, found, self.starts)

    def _place_in_plan(self, action: str) -> tuple[int, int]:
        return self.starts[action], self.situation.position[action]

    def _taken(self, step: LevelStep) -> LevelStep:
        """The step as it is taken: with the criteria that this plan meets for it, where the plan was free to choose."""
        criteria = self._criteria_taken(step)
        acting = (action for action in self.situation.actions if action in self.starts)
        actions = tuple(action for action in acting if not self.situation.meets[action].isdisjoint(criteria))
        return replace(step, criteria=criteria, actions=actions, blocked_by=())

    def _criteria_taken(self, step: LevelStep) -> tuple[str, ...]:
        shown: list[str] = list(step.criteria)
        for one in self.situation.needs((step.capability, step.level)):
            if isinstance(one.need, OneGroupOf) and not self.met.issuperset(one.unmet):
                group = next(group for group in one.need.groups if self.met.issuperset(group))
                shown = [criterion for criterion in shown if criterion not in one.unmet] + list(group)
        return tuple(shown)

    def _missed(self) -> Iterable[LevelStep]:
        taken = {(step.capability, step.level) for step in self.reached}
        for id, step in self.situation.step_of.items():
            if id not in taken:
                yield replace(step, blocked_by=self.candidates.reach.blocked(id))

    def _step(self, action: str) -> PlanStep:
        situation, start = self.situation, self.starts[action]
        done, bill = situation.actions[action], situation.bills[action]
        end = start + situation.quarters_of(action) - 1
        order = {level: position for position, level in enumerate(situation.step_of)}
        return PlanStep(
            action=done,
            start=start,
            end=end,
            starts_on=quarter_begins(situation.start, start),
            ends_on=quarter_ends(situation.start, end),
            one_off=bill.one_off.cost,
            recurrent=bill.recurrent.cost,
            meets=tuple(sorted(situation.meets[action] & self._missing)),
            serves=tuple(sorted(self._serves[action], key=order.__getitem__)),
        )

    def _cost_by_year(self, steps: tuple[PlanStep, ...]) -> Mapping[int, Cost]:
        bills: dict[int, list[Bill]] = {
            year: [] for year in years_of(steps, self.situation.start, self.situation.quarters)
        }
        for step in steps:
            bill = self.situation.bills[step.action.id]
            bills[step.starts_on.year].append(bill.one_off)
            for year, share in upkeep_by_year(self.situation.start, step.end, self.situation.quarters).items():
                bills[year].append(bill.recurrent.times(share))
        return {year: Bill.total(parts).cost for year, parts in bills.items()}
