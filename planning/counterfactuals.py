"""What it would take to have an action that the plan leaves out: levels lost, or money, or somebody's time.

Each answer comes from solving again, with the whole calendar and all limits, so that it can be recomputed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from planning.candidates import Candidates
from planning.contradictions import PLENTY_AT_ONCE, SECONDS_A_LOOK
from planning.payments import unpaid_by_one_each
from planning.plan import Reason
from planning.plan_model import PlanModel
from planning.program import Solved
from planning.purses import Outlay, Purses, shared_out
from planning.reach import Reach
from planning.situation import Situation
from planning.solver import solve
from planning.start_columns import periods_of
from planning.starts import effort_is_money, effort_of, steps_reached, worth_of
from questionnaire.intentions import Limits

SOLVED_AGAIN = frozenset({Reason.NO_CAPACITY, Reason.MONEY, Reason.NOT_CHOSEN, Reason.ALREADY_MET, Reason.NO_TIME})
"""The reasons after which solving again tells more: the others hold whatever money and people there are."""

QUARTERS_MORE = 4
"""A year more, to see whether an action only lacks time."""


@dataclass(frozen=True)
class WhyNot:
    """What having an action as well would take.

    `lost` is the importance given up when it is forced in at the same money, `levels_lost` how many level steps fewer
    are reached; both None where it cannot be forced in at all. `dearer` is what such a plan costs more (None: not
    compared, or not everything is costed). `more` is the least money needed to have it and lose nothing, by calendar
    year in `more_by_year` (year 0: whenever, under a ceiling on all money); None where no money buys that, as where
    the ceiling on upkeep stands in the way. Then `hindered_by` names the leads each of which alone stands in the way,
    and `needs_time` says whether a longer plan would have it. `proven` is False where a search was cut short: then
    `lost` is at most, `more` at most that much.
    """

    action: str
    lost: Fraction | None = None
    levels_lost: int | None = None
    dearer: Fraction | None = None
    more: Fraction | None = None
    more_by_year: Mapping[int, Fraction] = field(default_factory=dict)
    hindered_by: tuple[str, ...] = ()
    needs_time: bool = False
    proven: bool = True

    @property
    def equally_good(self) -> bool:
        """Whether nothing is given up by having it."""
        return self.lost == 0


def why_not(
    candidates: Candidates,
    starts: Mapping[str, int],
    action: str,
    *,
    clock: Callable[[], float],
    seconds: float = 20,
) -> WhyNot:
    """What it would take to have `action` beside what the plan with these starts reaches. KeyError if unknown."""
    if action not in candidates.situation.actions:
        raise KeyError(action)
    return _Question(candidates, starts, action, clock, clock() + seconds).answer()


@dataclass(frozen=True, eq=False)
class _Question:
    candidates: Candidates
    starts: Mapping[str, int]
    action: str
    clock: Callable[[], float]
    ends: float

    def answer(self) -> WhyNot:
        worth, steps = worth_of(self.candidates, self.starts), steps_reached(self.candidates, self.starts)
        forced = self._candidates(self._limits())
        found, proven = self._most(forced)
        if found is None:
            return self._with_money(WhyNot(self.action, proven=proven), worth)
        with_it, with_steps = worth_of(forced, found), steps_reached(forced, found)
        lost = max(Fraction(0), worth - with_it)
        answer = WhyNot(self.action, lost, max(0, len(steps) - len(with_steps)), proven=proven)
        return self._with_money(answer, worth) if lost else replace(answer, dearer=self._dearer(forced, with_it))

    def _limits(self, **changed: object) -> Limits:
        limits = self.candidates.situation.limits
        wanted = replace(
            limits, forced_in=limits.forced_in | {self.action}, forced_out=limits.forced_out - {self.action}
        )
        return replace(wanted, **changed)  # type: ignore[arg-type]  # fields of Limits by their names

    def _candidates(self, limits: Limits) -> Candidates:
        known = self.candidates.situation
        dossier = replace(known.dossier, limits=limits)
        return Candidates(Reach(Situation(dossier, known.card, known.library, known.start, known.today)))

    def _most(self, candidates: Candidates) -> tuple[Mapping[str, int] | None, bool]:
        """The starts that reach most, and whether that is proven; None where nothing is possible."""
        model = _exact(candidates)
        solved = self._solve(model, 0.5)
        return (None if solved.values is None else model.starts_in(solved.values)), solved.finished

    def _solve(self, model: PlanModel, share: float) -> Solved:
        return solve(model.program, model.most_worth, seconds=self._left() * share)

    def _dearer(self, forced: Candidates, worth: Fraction) -> Fraction | None:
        """How much more the cheapest plan with it costs that gives up nothing."""
        if not effort_is_money(self.candidates) or not effort_is_money(forced):
            return None
        model = _exact(forced)
        model.worth_at_least(worth)
        solved = solve(model.program, model.least_effort, seconds=self._left())
        if solved.values is None:
            return None
        return effort_of(forced, model.chosen_in(solved.values)) - effort_of(self.candidates, self.starts)

    def _with_money(self, answer: WhyNot, worth: Fraction) -> WhyNot:
        """The least more money, or what stands in the way where no money helps."""
        limits = self._limits()
        if limits.money is not None or limits.donors:
            model = _exact(self._candidates(limits), more_money=True)
            model.worth_at_least(worth)
            solved = solve(model.program, model.least_more_money, seconds=max(1.0, self._left() * 0.6))
            if solved.values is not None:
                missing = missing_by_year(model.columns.purses, model.starts_in(solved.values))
                more = sum(missing.values(), Fraction(0))
                return replace(answer, more=more, more_by_year=missing, proven=answer.proven and solved.finished)
            answer = replace(answer, proven=answer.proven and solved.impossible)
        longer = self._is_possible(worth, quarters=limits.quarters + QUARTERS_MORE)
        return replace(answer, hindered_by=self._hindering(worth), needs_time=longer)

    def _hindering(self, worth: Fraction) -> tuple[str, ...]:
        """The lead of the action, where its time is what lacks; else each other lead of which that is true."""
        actions = self.candidates.situation.actions
        own = actions[self.action].lead
        if self._is_possible(worth, at_once=self._freed(own)):
            return (own,)
        others = sorted({actions[one].lead for one in self.starts} - {own})
        if not self._is_possible(worth, at_once=self._freed(*others, own)):
            return ()
        return tuple(lead for lead in others if self._is_possible(worth, at_once=self._freed(lead)))

    def _freed(self, *leads: str) -> Mapping[str, int]:
        return {**self.candidates.situation.limits.at_once, **dict.fromkeys(leads, PLENTY_AT_ONCE)}

    def _is_possible(self, worth: Fraction, **changed: object) -> bool:
        """Whether, with one limit changed and money no limit, the action fits beside as much as the plan reaches.

        A ceiling on the upkeep left behind holds: money now does not pay for the years after the plan.
        """
        limits = self._limits(money=None, donors=(), **changed)
        model = _exact(self._candidates(limits))
        model.worth_at_least(worth)
        solved = solve(
            model.program, model.least_effort, seconds=max(0.5, min(SECONDS_A_LOOK, self._left() / 3)), share=1
        )
        return solved.values is not None

    def _left(self) -> float:
        return max(0.5, self.ends - self.clock())


def missing_by_year(purses: Purses, starts: Mapping[str, int]) -> Mapping[int, Fraction]:
    """What money is missing for these starts in each calendar year, exact; year 0: under a ceiling on all money.

    Beside donors, year 0 is by how much the ceiling must rise even where all that is missing by year is given on top.
    Where one donor alone pays an action, so does whoever gives the new money.
    """
    limits, outlay = purses.situation.limits, Outlay(purses)
    for action, start in starts.items():
        outlay.add(purses.charges(action, start))
    over = 0 if limits.money is None else max(0, outlay.total - purses.units(limits.money))
    if not limits.donors:
        return {0: purses.money(over)}
    missing = unpaid_by_one_each(purses, starts) if limits.one_donor_each else _unpaid(outlay)
    over -= sum(missing.values())
    return {year: purses.money(amount) for year, amount in ({0: over} | missing).items() if amount > 0}


def _unpaid(outlay: Outlay) -> dict[int, int]:
    """The units that the donors do not reach for, in each year."""
    purses, by_year = outlay.purses, dict[int, dict[int, int]]()
    for (payers, year), amount in sorted(outlay.spent.items()):
        by_year.setdefault(year, {})[payers] = amount
    missing = {}
    for year, spent in sorted(by_year.items()):
        purse = [purses.purse(donor, year) for donor in range(len(purses.donors))]
        missing[year] = sum(spent.values()) - sum(amount for _, _, amount in shared_out(spent, purse))
    return missing


def _exact(candidates: Candidates, *, more_money: bool = False) -> PlanModel:
    return PlanModel.of(candidates, periods_of(candidates.situation, 1), more_money=more_money)
