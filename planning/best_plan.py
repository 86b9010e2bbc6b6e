"""The best plan there is within the limits, with its proof: most worth, then least cost, then the earliest finish.

Three aims, one after the other; none gives up anything of those before it. A coarse program, with time in years, comes
first: it is quick, and what it reaches no plan exceeds. Its choice is then set on exact quarters; where that reaches as
much, the plan is proven, and where it does not, the exact program is searched until it is proven or the time is over.
The plan by rule of thumb is where the search begins, and what is shown is never worth less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor

from planning.candidates import Candidates
from planning.plan_model import PlanModel
from planning.program import Aim, Solved
from planning.rule_of_thumb import rule_of_thumb_starts
from planning.search_state import Found, SearchStage, SearchState, Told
from planning.solver import solve, solver_name
from planning.start_columns import periods_of
from planning.starts import (
    Starts,
    effort_is_money,
    effort_of,
    finish_of,
    keeps_money_and_wishes,
    missing_units,
    units_of_effort,
    worth_of,
)
from questionnaire.intentions import Proof, Stop

IN_A_YEAR, EXACT = 4, 1
SHARE_FOR_THE_BOUND = Fraction(2, 5)
"""How much of the time the coarse program may take."""
SHARE_FOR_THE_VALUE = Fraction(3, 4)
"""By which share of the time the search for more worth ends, so that cost and finish get theirs."""
IN_NO_HURRY, IN_A_HURRY = 10.0, 0.004
"""With fewer seconds a plan that falls short by so little is good enough to begin with."""
SHARE_FOR_A_LAST_LOOK, FINISH_SHARE = Fraction(1, 12), 0.01
"""Equals and the finish get that share of the time, the finish to one percent: its proof is slow, its worth small."""


def best_starts(
    candidates: Candidates,
    *,
    clock: Callable[[], float],
    seconds: float = 60,
    told: Told = lambda state: False,
) -> Found:
    """Search for the best plan for at most so many seconds; `clock` gives seconds that only rise.

    A search that is stopped gives the best plan found until then, with what is known of it.
    """
    return _Search(candidates, clock, clock() + seconds, seconds, told).found()


@dataclass
class _Search:
    candidates: Candidates
    clock: Callable[[], float]
    ends: float
    seconds: float
    told: Told
    best: Starts | None = None
    bound: Fraction | None = None
    cost_bound: Fraction | None = None
    costed_at: Fraction | None = None
    """The worth for which `cost_bound` holds: nothing worth that much costs less."""
    finish_bound: int | None = None
    one_of_several: bool | None = None
    stop: Stop = Stop.DONE
    tighter: int = 0
    began: float = field(init=False)
    last_look: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()
        self.last_look = self.seconds * float(SHARE_FOR_A_LAST_LOOK)

    def found(self) -> Found:
        self._begin_with_rule_of_thumb()
        if self._coarse() or self._most_worth():
            return Found(impossible=True)
        if self.best is None:
            return Found()
        self._least_cost()
        self._earliest_finish()
        return Found(self.best, self._proof(self.best))

    # --- the stages ---------------------------------------------------------------------------------------------------

    def _begin_with_rule_of_thumb(self) -> None:
        starts = rule_of_thumb_starts(self.candidates)
        if keeps_money_and_wishes(self.candidates, starts):
            self.best = starts

    def _coarse(self) -> bool:
        """The bound, by years; then its cheapest choice, set on quarters. True: nothing is possible."""
        situation = self.candidates.situation
        model = PlanModel.of(self.candidates, periods_of(situation, IN_A_YEAR))
        part = SHARE_FOR_THE_BOUND if self.seconds >= IN_NO_HURRY else 1 - SHARE_FOR_THE_BOUND
        solved = self._solve(model, model.most_worth, SearchStage.BOUND, self.seconds * float(part))
        if solved.impossible:
            return True
        self._lower_bound(model, solved)
        if solved.values is None or self.stop is Stop.CANCELLED:
            return False
        choice = solved.values
        if self.bound is not None and solved.finished and self.seconds >= IN_NO_HURRY:
            model.worth_at_least(self.bound)
            cheaper = self._solve(model, model.least_effort, SearchStage.COST, self._left() / 4, start=choice)
            choice = cheaper.values or choice
            self.cost_bound, self.costed_at = self._as_cost(model, cheaper), self.bound
        self._set_on_quarters(model.chosen_in(choice))
        return False

    def _set_on_quarters(self, choice: frozenset[str]) -> None:
        """The most that these actions reach in exact quarters; any of them may be dropped."""
        model, aim = self._exact(only=choice), SearchStage.VALUE
        share, limit = (0, self._left() / 3) if self.seconds >= IN_NO_HURRY else (IN_A_HURRY, self._left())
        self._take(model, self._solve(model, model.most_worth, aim, limit, share=share, start=self._as_start(model)))

    def _most_worth(self) -> bool:
        """The exact program, until it is proven. True: nothing is possible."""
        if self.best is not None and self.bound is not None and self._worth(self.best) >= self.bound:
            return False
        model = self._exact()
        if self.bound is not None:
            model.worth_at_most(self.bound)
        limit = max(0.5, self.seconds * float(SHARE_FOR_THE_VALUE) - (self.clock() - self.began))
        solved = self._solve(model, model.most_worth, SearchStage.VALUE, limit, start=self._as_start(model))
        if solved.impossible:
            return not model.money.tighter
        self._lower_bound(model, solved)
        self._take(model, solved)
        return False

    def _least_cost(self) -> None:
        assert self.best is not None
        worth = self._worth(self.best)
        if worth != self.costed_at:
            self.cost_bound = None
        if self.cost_bound is None or effort_of(self.candidates, self.best) > self.cost_bound:
            model = self._exact()
            model.worth_at_least(worth)
            solved = self._solve(
                model, model.least_effort, SearchStage.COST, self._left() * 2 / 3, start=self._as_start(model)
            )
            self._take(model, solved)
            self.cost_bound = _largest(self.cost_bound, self._as_cost(model, solved))
        self._cheapest_of_the_shortest(worth)
        self._look_for_equals(worth)

    def _cheapest_of_the_shortest(self, worth: Fraction) -> None:
        """Where months are what is saved, the plan of so few months that takes the least of the money that is known."""
        assert self.best is not None
        if effort_is_money(self.candidates) or self._left() < 1:
            return
        model = self._exact()
        model.worth_at_least(worth)
        self._no_more_effort(model)
        limit = min(self._left() / 2, self.last_look)
        self._take(model, self._solve(model, model.least_money, SearchStage.FINISH, limit, start=self._as_start(model)))

    def _no_more_effort(self, model: PlanModel) -> None:
        """Only answers that take no more effort than the best plan known."""
        assert self.best is not None
        aim = model.least_effort
        effort = units_of_effort(self.candidates, self.best) / model.effort_scale
        model.program.row(aim.terms.items(), most=effort + aim.step / 2)

    def _look_for_equals(self, worth: Fraction) -> None:
        """Whether other actions reach as much for as little: asked where both are proven."""
        assert self.best is not None
        if self.bound != worth or self.cost_bound != effort_of(self.candidates, self.best) or self._left() < 1:
            return
        every_way = replace(self.candidates, every_way=True)  # of equals only one is looked at otherwise
        model = PlanModel.of(every_way, periods_of(every_way.situation, EXACT), tighter=self.tighter)
        model.worth_at_least(worth)
        self._no_more_effort(model)
        model.other_than(self.best)
        solved = self._solve(model, Aim({}), SearchStage.FINISH, min(self._left() / 2, self.last_look))
        if solved.impossible or solved.values is not None:
            self.one_of_several = solved.values is not None

    def _earliest_finish(self) -> None:
        assert self.best is not None
        model = self._exact(only=frozenset(self.best))
        model.choose(self.best)
        limit = min(self._left(), self.last_look)
        solved = self._solve(
            model, model.soonest, SearchStage.FINISH, limit, share=FINISH_SHARE, start=self._as_start(model)
        )
        if solved.values is None or solved.value is None:
            return
        starts = model.starts_in(solved.values)
        if keeps_money_and_wishes(self.candidates, starts) and finish_of(self.candidates, starts) <= finish_of(
            self.candidates, self.best
        ):
            self.best = starts
        if solved.bound is not None:
            lead_over = solved.value - solved.bound
            self.finish_bound = finish_of(self.candidates, starts) - floor(lead_over + 1e-6)

    # --- what is known ------------------------------------------------------------------------------------------------

    def _proof(self, starts: Starts) -> Proof:
        return Proof(
            value=self._worth(starts),
            value_bound=self.bound,
            cost=effort_of(self.candidates, starts),
            cost_bound=self.cost_bound,
            in_months=not effort_is_money(self.candidates),
            finish=finish_of(self.candidates, starts),
            finish_bound=self.finish_bound,
            one_of_several=self.one_of_several,
            stop=self.stop,
            solver=solver_name(),
            seconds=Fraction(round((self.clock() - self.began) * 10), 10),
        )

    def _worth(self, starts: Starts) -> Fraction:
        return worth_of(self.candidates, starts)

    # --- solving ------------------------------------------------------------------------------------------------------

    def _exact(self, only: frozenset[str] | None = None) -> PlanModel:
        situation = self.candidates.situation
        kept = None if only is None else only | situation.begun.keys() | situation.must_be_in
        periods = periods_of(situation, EXACT)
        return PlanModel.of(self.candidates, periods, only=kept, tighter=self.tighter)

    def _as_start(self, model: PlanModel) -> Sequence[float] | None:
        if self.best is None or not self.best.keys() <= set(model.actions):
            return None
        return model.values_of(self.best)

    def _take(self, model: PlanModel, solved: Solved) -> None:
        """Keep what was found where it is better; what passed by a few units too much makes the next look tighter."""
        if solved.values is None:
            return
        starts = model.starts_in(solved.values)
        if missing := missing_units(self.candidates, starts):
            self.tighter += missing + 1
            return
        if self.best is None or self._rank(starts) > self._rank(self.best):
            self.best = starts

    def _rank(self, starts: Starts) -> tuple[Fraction, Fraction, int]:
        money = sum(self.candidates.purses.whole_cost(action) for action in starts)
        return self._worth(starts), -effort_of(self.candidates, starts), -money

    def _lower_bound(self, model: PlanModel, solved: Solved) -> None:
        """What no plan exceeds: the solver's bound, down to a value that a plan can have."""
        bound = solved.value if solved.finished else solved.bound
        if bound is None or model.money.tighter:  # with less money than there is, nothing is known of all of it
            return
        step = model.most_worth.step
        worth = Fraction(floor(bound / step + 1e-6) * int(step), model.worth_unit)
        self.bound = worth if self.bound is None else min(worth, self.bound)

    def _as_cost(self, model: PlanModel, solved: Solved) -> Fraction | None:
        """What no plan of that worth undercuts, from what the solver proved; exact where it came to its end."""
        if model.money.tighter:
            return None
        if solved.finished and solved.values is not None:
            return effort_of(self.candidates, dict.fromkeys(model.chosen_in(solved.values), 0))
        if solved.bound is None:
            return None
        aim = model.least_effort
        units = max(0, floor(solved.bound / aim.step - 1e-6)) * round(aim.step * model.effort_scale)
        return model.columns.purses.money(units) if effort_is_money(self.candidates) else Fraction(units)

    def _solve(
        self,
        model: PlanModel,
        aim: Aim,
        stage: str,
        seconds: float,
        *,
        share: float = 0,
        start: Sequence[float] | None = None,
    ) -> Solved:
        if self.stop is Stop.CANCELLED:
            return Solved(None, None, None, finished=False)
        seconds = max(0.2, min(seconds, self._left()))

        def watch(value: float | None, bound: float | None) -> bool:
            cancelled = self.told(self._state(stage, model, value, bound))
            self.stop = Stop.CANCELLED if cancelled else self.stop
            return cancelled

        watch(None, None)
        solved = solve(model.program, aim, seconds=seconds, share=share, start=start, watch=watch)
        cut = not solved.finished and not solved.impossible
        if cut and self.stop is Stop.DONE and stage != SearchStage.FINISH:
            self.stop = Stop.TIME
        return solved

    def _state(self, stage: str, model: PlanModel, value: float | None, bound: float | None) -> SearchState:
        best = None if self.best is None else self._worth(self.best)
        known = self.bound
        narrowed = model.columns.only is not None
        if stage in (SearchStage.BOUND, SearchStage.VALUE) and bound is not None and not narrowed:
            told = Fraction(round(bound), model.worth_unit)
            known = told if known is None else min(told, known)
        if stage == SearchStage.VALUE and value is not None:
            best = _largest(best, Fraction(round(value), model.worth_unit))
        return SearchState(stage, best, known)

    def _left(self) -> float:
        return max(0.0, self.ends - self.clock())


def _largest(*known: Fraction | None) -> Fraction | None:
    """The largest of those that are known."""
    return max((one for one in known if one is not None), default=None)
