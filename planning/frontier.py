"""The frontier: the best plan at each of many budgets, so that everybody sees what the next money buys.

The value of the plans never falls as the money grows, but they are not nested: an action of a smaller plan may leave a
larger one, where a better use of the money takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor

from planning.candidates import Candidates
from planning.plan import Plan
from planning.plan_model import PlanModel
from planning.reach import Reach
from planning.situation import LevelId, Situation
from planning.solver import solve
from planning.start_columns import periods_of
from planning.starts import spent_until_the_end, steps_reached
from questionnaire.intentions import Limits

POINTS = 24
IN_A_YEAR = 4
TWICE = 2
"""Where donors are named, budgets up to twice of what they give are looked at."""

CALENDAR_UP_TO = 220
"""With more actions to choose from than these, the frontier leaves the calendar aside: it would take minutes."""

BEYOND_SECONDS = 10.0
"""So long it may take to see what no money buys."""

OF_A_FIGURE = 0.004
"""A point of the frontier may fall short by this share: less than the width of its dot."""


@dataclass(frozen=True)
class FrontierPoint:
    """The best plan at one budget: how much money there is, what the plan is worth, how many level steps it reaches.

    `spent` is what it spends of the money until the horizon; `actions` are those of one such plan, the cheapest that
    was found. `proven` says whether nothing is worth more at this budget, up to a share of four in a thousand.
    """

    money: Fraction
    value: Fraction
    levels: int
    spent: Fraction
    actions: frozenset[str]
    proven: bool


@dataclass(frozen=True)
class Frontier:
    """The points by rising money; `knee` is the place of the one after which money buys less (None: there is none).

    `calendar` says whether quarters and leads were counted; without them a point may lie above what time allows.
    `today` is the money that the limits give now (None: no limit). `beyond_money` are the level steps that no money
    buys: people's time, the horizon or what must come first stand in the way (None: the time did not suffice to tell).
    """

    points: tuple[FrontierPoint, ...]
    knee: int | None
    calendar: bool
    today: Fraction | None
    beyond_money: tuple[LevelId, ...] | None = None

    def best_at(self, money: Fraction) -> FrontierPoint | None:
        """The last point that needs no more than this money; None where even the first needs more."""
        within = [point for point in self.points if point.money <= money]
        return within[-1] if within else None

    def enters_at(self, action: str) -> FrontierPoint | None:
        """The first of the points whose plan holds an action; None where none does: there is always a cheaper way."""
        return next((point for point in self.points if action in point.actions), None)


def frontier(
    candidates: Candidates,
    points: int = POINTS,
    *,
    clock: Callable[[], float],
    seconds: float = 60,
    told: Callable[[int, int], bool] = lambda done, all: False,
) -> Frontier:
    """The best plan at so many budgets. Where donors are named, all of them give the same share of what they give now.

    Otherwise the ceiling on all money moves, up to what the best plan without any ceiling takes. `told` hears how many
    points of all are done, and gives True to stop: then the frontier ends there.
    """
    return _Frontier(candidates, clock, clock() + seconds).drawn(points, told)


def with_plan(found: Frontier, plan: Plan, budget: Fraction) -> Frontier:
    """The frontier with a plan on it that was looked for longer, and may be worth more than its points.

    The plan fits into the budget of today and so into every larger one; nothing is known of it below.
    """
    spent = sum((cost.amount or Fraction(0) for cost in plan.cost_by_year.values()), Fraction(0))
    levels = sum(not one.to_reassess for one in plan.reached)
    actions = frozenset(step.action.id for step in plan.steps)
    points = tuple(
        replace(one, value=plan.value, levels=levels, spent=spent, actions=actions)
        if one.money >= budget and one.value < plan.value
        else one
        for one in found.points
    )
    return found if points == found.points else replace(found, points=points, knee=knee_of(points))


def budget_of(limits: Limits) -> Fraction | None:
    """The money that the limits give in all: of the donors, under the ceiling; None where nothing limits it."""
    if not limits.donors:
        return limits.money
    given = sum((amount for donor in limits.donors for amount in donor.amounts.values()), Fraction(0))
    return given if limits.money is None else min(given, limits.money)


@dataclass(eq=False)
class _Frontier:
    candidates: Candidates
    clock: Callable[[], float]
    ends: float

    def drawn(self, points: int, told: Callable[[int, int], bool]) -> Frontier:
        calendar = len(self.candidates.considered) <= CALENDAR_UP_TO
        top, today = self._top(), self._today()
        budgeted = self._with_money(top)
        amounts = sorted({top * number / points for number in range(points + 1)} | ({today} if today else set()))
        found: list[FrontierPoint] = []
        looking = _Looking(budgeted, calendar)
        for number, money in enumerate(amounts):
            if told(number, len(amounts)) or self.clock() > self.ends:
                break
            if found and found[-1].value >= looking.most:
                found.append(replace(found[-1], money=money))
                continue
            left = (self.ends - self.clock()) / (len(amounts) - number)
            known = self._kept() if money == today else {}
            starts, proven = looking.best_with(money / top if top else Fraction(1), max(0.3, left / 2), known)
            if starts is not None:
                found.append(self._point(money, starts, proven))
        rising = _rising(found)
        return Frontier(rising, knee_of(rising), calendar, today, self._beyond_money())

    def _kept(self) -> Mapping[str, int]:
        """The plan that was kept: at the money of today the curve does not lie below it."""
        return {one.action: one.quarter for one in self.candidates.situation.dossier.planned or ()}

    def _beyond_money(self) -> tuple[LevelId, ...] | None:
        """The steps that stay out of the best plan that money no longer limits."""
        free = self._with_money(None)
        model = _coarse(free, 1)
        solved = solve(model.program, model.most_worth, seconds=max(1.0, min(BEYOND_SECONDS, self.ends - self.clock())))
        if solved.values is None or not solved.finished:
            return None
        met = free.situation.met_by(model.chosen_in(solved.values))
        return tuple(level for level in free.situation.step_of if not free.situation.is_reached(level, met))

    def _today(self) -> Fraction | None:
        limits = self.candidates.situation.limits
        if limits.donors:
            given = sum((sum(donor.amounts.values(), Fraction(0)) for donor in limits.donors), Fraction(0))
            return given if limits.money is None else min(given, limits.money)
        return limits.money

    def _top(self) -> Fraction:
        """The most money that is looked at."""
        limits, today = self.candidates.situation.limits, self._today()
        if limits.donors and today is not None:
            return today * TWICE
        free = self._with_money(None)
        model = _coarse(free, IN_A_YEAR)
        solved = solve(model.program, model.most_worth, seconds=self._left() / 6, share=OF_A_FIGURE)
        if solved.value is None:
            return today or Fraction(0)
        model.program.row(model.most_worth.terms.items(), least=solved.value - model.most_worth.step / 2)
        cheapest = solve(
            model.program, model.least_money, seconds=self._left() / 6, share=OF_A_FIGURE, start=solved.values
        )
        starts = model.starts_in(cheapest.values or solved.values or ())
        return max(spent_until_the_end(self.candidates, starts), today or Fraction(0))

    def _with_money(self, money: Fraction | None) -> Candidates:
        """The candidates with another ceiling; with donors, each giving so much more that all give that together."""
        known, today = self.candidates.situation, self._today()
        limits = replace(known.limits, money=money)
        if limits.donors and money is not None and today:
            share = money / today
            donors = tuple(
                replace(donor, amounts={year: amount * share for year, amount in donor.amounts.items()})
                for donor in limits.donors
            )
            ceiling = None if known.limits.money is None else known.limits.money * share
            limits = replace(limits, donors=donors, money=ceiling)
        elif money is None:
            limits = replace(limits, donors=(), upkeep=None)
        dossier = replace(known.dossier, limits=limits)
        return Candidates(Reach(Situation(dossier, known.card, known.library, known.start, known.today)))

    def _point(self, money: Fraction, starts: Mapping[str, int], proven: bool) -> FrontierPoint:
        reached = steps_reached(self.candidates, starts)
        value = sum((step.importance for step in reached), Fraction(0))
        levels = sum(not step.to_reassess for step in reached)
        return FrontierPoint(
            money, value, levels, spent_until_the_end(self.candidates, starts), frozenset(starts), proven
        )

    def _left(self) -> float:
        return max(1.0, self.ends - self.clock())


@dataclass(eq=False)
class _Looking:
    """The programs of one frontier, written once: only the amounts of money change from point to point."""

    candidates: Candidates
    calendar: bool
    best: Sequence[float] | None = None

    def __post_init__(self) -> None:
        self.coarse = _coarse(self.candidates, IN_A_YEAR if self.calendar else None)
        self.exact = _coarse(self.candidates, 1) if self.calendar else self.coarse

    @cached_property
    def most(self) -> Fraction:
        """What no plan exceeds with all the money that is looked at: once reached, more money changes nothing."""
        self.coarse.with_money(Fraction(1))
        bound = solve(self.coarse.program, self.coarse.most_worth, seconds=BEYOND_SECONDS).bound
        return Fraction(10**9) if bound is None else Fraction(floor(bound + 1e-6), self.coarse.worth_unit)

    def best_with(
        self, share: Fraction, seconds: float, known: Mapping[str, int]
    ) -> tuple[Mapping[str, int] | None, bool]:
        """The starts of the best plan with a share of the money, and whether it is proven.

        By years first, then that choice on quarters; only where that falls short is the whole calendar searched.
        `known` is a plan to begin with; where it does not fit, it is passed over.
        """
        coarse, exact = self.coarse, self.exact
        coarse.with_money(share)
        bound = solve(coarse.program, coarse.most_worth, seconds=seconds, share=OF_A_FIGURE)
        if bound.values is None or not self.calendar:
            return (None if bound.values is None else coarse.starts_in(bound.values)), bound.finished
        exact.with_money(share)
        enough = (bound.bound or bound.value or 0) * (1 - OF_A_FIGURE)
        start = exact.values_of(known) if known.keys() <= set(exact.actions) and known else self.best
        narrowed = replace_program(exact, coarse.chosen_in(bound.values) | known.keys())
        found = solve(narrowed.program, exact.most_worth, seconds=seconds / 2, share=OF_A_FIGURE, start=start)
        proven = found.value is not None and found.value >= enough
        if not proven:
            start = found.values or start
            again = solve(exact.program, exact.most_worth, seconds=seconds / 2, share=OF_A_FIGURE, start=start)
            found, proven = (again, again.finished) if again.values is not None else (found, False)
        if found.values is None:
            return None, False
        self.best = found.values
        return exact.starts_in(found.values), proven


def replace_program(model: PlanModel, choice: frozenset[str]) -> PlanModel:
    """The same program with nothing but these actions, and what must be in it."""
    narrowed = replace(model, columns=replace(model.columns, program=model.program.copy()))
    for action in model.actions:
        column = model.columns.chosen(action)
        if action not in choice and not model.program.lower[column]:
            narrowed.program.fix(column, 0)
    return narrowed


def _coarse(candidates: Candidates, longest: int | None) -> PlanModel:
    """The program with periods of so many quarters; None: without any calendar."""
    situation = candidates.situation
    periods = ((0, situation.quarters - 1),) if longest is None else periods_of(situation, longest)
    return PlanModel.of(candidates, periods)


def _rising(found: Sequence[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """A plan that a smaller budget has found is there at a larger one too: it stays until one is worth more.

    So a point never lies below the one before, and an action enters where it adds something.
    """
    rising: list[FrontierPoint] = []
    for point in found:
        before = rising[-1] if rising else None
        stays = before is not None and before.value >= point.value
        rising.append(replace(before, money=point.money, proven=point.proven) if before and stays else point)
    return tuple(rising)


def knee_of(points: Sequence[FrontierPoint]) -> int | None:
    """The place of the point that lies farthest above the line from the first point to the last; None on a line.

    The simplest form of V. Satopaa et al., Finding a "Kneedle" in a Haystack (2011).
    """
    if len(points) < 3 or points[-1].value == points[0].value or points[-1].money == points[0].money:
        return None
    first, last = points[0], points[-1]

    def height(point: FrontierPoint) -> Fraction:
        along = (point.money - first.money) / (last.money - first.money)
        return (point.value - first.value) / (last.value - first.value) - along

    place = max(range(len(points)), key=lambda one: height(points[one]))
    return place if height(points[place]) > Fraction(1, 20) else None
