"""Everything a planner looks up again and again, worked out once: steps, needs, bills, who meets what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from planning.actions import Action, Library
from planning.begun import BegunAction, begun_actions
from planning.costing import ActionBill, bill_of, prices_in_force
from planning.plan import LevelStep
from planning.steps import blocked_by, criteria_met, level_now, level_steps
from planning.timetable import QUARTERS_IN_A_YEAR, first_day, quarter_of
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.intentions import Limits
from questionnaire.needs import criteria_named, is_met
from scoring.gaps import QuestionNeed, criteria_shown_as_met, step_needs
from scoring.scorecard import ScoreCard

LevelId = tuple[str, int]
"""A capability and a level of the main scale."""


@dataclass(frozen=True, eq=False)
class Situation:
    """One dossier as a planner sees it: what its targets still need and what the library offers for that."""

    dossier: Dossier
    card: ScoreCard
    library: Library
    start: date
    today: date

    @staticmethod
    def of(dossier: Dossier, card: ScoreCard, library: Library, today: date) -> Situation:
        """The situation on a day: the plan begins on the day that the limits set, or with the next quarter."""
        return Situation(dossier, card, library, first_day(dossier.limits, today), today)

    @property
    def framework(self) -> Framework:
        """What the administration is assessed against."""
        return self.card.framework

    @property
    def limits(self) -> Limits:
        """What bounds the plan."""
        return self.dossier.limits

    @property
    def quarters(self) -> int:
        """The horizon of the plan."""
        return self.dossier.limits.quarters

    @property
    def horizon_years(self) -> Fraction:
        """The horizon in years."""
        return Fraction(self.quarters, QUARTERS_IN_A_YEAR)

    @property
    def actions(self) -> Mapping[str, Action]:
        """The actions of the library by id, in file order."""
        return self.library.actions

    @cached_property
    def begun(self) -> Mapping[str, BegunAction]:
        """What is done or running already, by id."""
        return begun_actions(self.dossier, self.library, self.start, self.today)

    @cached_property
    def earliest(self) -> int:
        """The first quarter in which something new can start: that of today where a plan has begun, else the first."""
        return max(0, quarter_of(self.start, self.today)) if self.begun else 0

    def quarters_of(self, action: str) -> int:
        """How many quarters an action takes: as it really went where it has begun."""
        begun = self.begun.get(action)
        return self.actions[action].quarters if begun is None else begun.end - begun.start + 1

    @cached_property
    def _before(self) -> Mapping[str, tuple[str, ...]]:
        done = {id for id, action in self.actions.items() if self._is_done_already(action)}
        return {id: tuple(one for one in action.after if one not in done) for id, action in self.actions.items()}

    def _is_done_already(self, action: Action) -> bool:
        """Whether the assessment shows all that an action brings: then nothing waits for it."""
        met = self.shown_as_met
        return bool(action.meets) and all(one in met for one in action.meets)

    @cached_property
    def shown_as_met(self) -> frozenset[str]:
        """The criteria that the assessment shows as met."""
        return criteria_shown_as_met(self.card)

    def before(self, action: str) -> tuple[str, ...]:
        """What must be finished before an action starts; a prerequisite whose criteria are all met already need not."""
        return () if action in self.begun else self._before[action]

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each action stands in the library: what decides between equals."""
        return {action: position for position, action in enumerate(self.actions)}

    @property
    def currency(self) -> str:
        """The currency of every amount."""
        return self.dossier.setup.currency

    @cached_property
    def steps(self) -> tuple[LevelStep, ...]:
        """Every level step up to a target."""
        return level_steps(self.dossier, self.card, self.library)

    @cached_property
    def step_of(self) -> Mapping[LevelId, LevelStep]:
        """The level steps by capability and level."""
        return {(step.capability, step.level): step for step in self.steps}

    @cached_property
    def bills(self) -> Mapping[str, ActionBill]:
        """What each action costs at the prices in force."""
        prices = prices_in_force(self.dossier, self.library)
        return {action.id: bill_of(action, prices) for action in self.actions.values()}

    @cached_property
    def meets(self) -> Mapping[str, frozenset[str]]:
        """The criteria that each action meets, easier thresholds included."""
        return {action.id: criteria_met(self.framework, action.meets) for action in self.actions.values()}

    @cached_property
    def by_criterion(self) -> Mapping[str, tuple[str, ...]]:
        """The actions that meet each criterion, in file order."""
        found: dict[str, list[str]] = {}
        for action, criteria in self.meets.items():
            for criterion in criteria:
                found.setdefault(criterion, []).append(action)
        return {criterion: tuple(actions) for criterion, actions in found.items()}

    @cached_property
    def _needs(self) -> dict[LevelId, tuple[QuestionNeed, ...]]:
        return {}

    def needs(self, level: LevelId) -> tuple[QuestionNeed, ...]:
        """What the assessment leaves unmet for a level of a capability; nothing where it stands there already."""
        if level not in self._needs:
            self._needs[level] = tuple(one for one in self._all_needs(level) if not is_met(one.need, ()))
        return self._needs[level]

    def _all_needs(self, level: LevelId) -> tuple[QuestionNeed, ...]:
        capability = self.framework.capability(level[0])
        now = level_now(self.card, capability)
        return () if now is not None and now >= level[1] else step_needs(self.card, level[0], level[1]).questions

    def is_reached(self, level: LevelId, met: frozenset[str]) -> bool:
        """Whether a level is there once these criteria are met, by the assessment or by them."""
        return all(is_met(one.need, met) for one in self.needs(level))

    @cached_property
    def _wanted(self) -> dict[LevelId, frozenset[str]]:
        return {}

    def wanted(self, level: LevelId) -> frozenset[str]:
        """The criteria that could help to bring a level."""
        if level not in self._wanted:
            self._wanted[level] = frozenset(one for need in self.needs(level) for one in criteria_named(need.need))
        return self._wanted[level]

    def hindrances(self, level: LevelId, met: frozenset[str]) -> tuple[str, ...]:
        """What keeps a level out of reach when only these criteria can be met."""
        return blocked_by(self.needs(level), met)

    def helpers(self, level: LevelId) -> Iterator[str]:
        """Every action that meets a criterion a level needs; one that meets several comes several times."""
        for criterion in sorted(self.wanted(level)):
            yield from self.by_criterion.get(criterion, ())

    def required(self, action: str) -> tuple[LevelId, ...]:
        """The levels an action requires that the assessment does not show."""
        requires = {} if action in self.begun else self.actions[action].requires or {}
        return tuple(level for level in requires.items() if self.needs(level))

    def met_by(self, actions: Iterable[str]) -> frozenset[str]:
        """The criteria that these actions meet together."""
        return frozenset().union(*(self.meets[action] for action in actions))

    @cached_property
    def must_be_in(self) -> frozenset[str]:
        """The actions that people want in the plan, those that the library does not have left out."""
        return self.limits.must_be_in & self.actions.keys()

    @cached_property
    def must_reach(self) -> tuple[LevelId, ...]:
        """The levels that people want reached, of capabilities that are asked."""
        known = {capability.id for capability in self.framework.capabilities}
        return tuple(level for level in sorted(self.limits.required.items()) if level[0] in known)

    def at_once(self, lead: str) -> int:
        """How many actions a lead can run at the same time."""
        return self.limits.at_once.get(lead, self.limits.at_once_default)
