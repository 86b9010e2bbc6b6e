"""Trying a change of the plan by hand before it is kept: what it would break that was not broken before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from planning.actions import Library
from planning.breach import Breach
from planning.candidates import Candidates
from planning.checker import check_plan
from planning.follow_up import plan_with
from planning.plan import Plan
from planning.reach import Reach
from planning.situation import Situation
from planning.timetable import first_day
from questionnaire.assessment import Dossier
from questionnaire.intentions import Limits, PlannedStart
from scoring.scorecard import ScoreCard


@dataclass(frozen=True, eq=False)
class Trial:
    """A plan as a change would make it; `breaches` are what it breaks that was not broken before."""

    plan: Plan
    breaches: tuple[Breach, ...]

    @property
    def fits(self) -> bool:
        """Whether the change can be kept."""
        return not self.breaches


@dataclass(frozen=True, eq=False)
class TrialGround:
    """The plan that is kept, ready to be changed: answers, prices and limits stay, only the starts move.

    `today` is the day of the change: what has begun by then stays where it is. `known` are breaches that do not count
    as new; where None, they are those of the plan as it is kept. A plan that was right before must be right after; one
    that no longer fitted may be changed all the same, as long as nothing gets worse.
    """

    dossier: Dossier
    card: ScoreCard
    library: Library
    today: date
    known: tuple[Breach, ...] | None = None

    @property
    def starts(self) -> Mapping[str, int]:
        """The quarter (0 is the first) of each action of the kept plan; of an action given twice the later line."""
        return {one.action: one.quarter for one in self.dossier.planned or ()}

    @property
    def first_day(self) -> date:
        """The first day of the plan."""
        return first_day(self.dossier.limits, self.today)

    def within(self, limits: Limits) -> TrialGround:
        """The same plan within other limits."""
        return replace(self, dossier=replace(self.dossier, limits=limits), known=self._known)

    def tried(self, starts: Mapping[str, int]) -> Trial:
        """The plan that these starts make, and what they break."""
        plan = self._plan(starts)
        return Trial(plan, tuple(_worse(self._check(plan), self._known)))

    def earliest(self, action: str) -> Trial:
        """The plan with an action put in where it breaks nothing, as early as that can be.

        Where it always breaks something, the trial that breaks least, the earliest of these. Raises KeyError for an
        action that the library does not have.
        """
        last = max(0, self.dossier.limits.quarters - self.library.actions[action].quarters)
        best: Trial | None = None
        for quarter in range(last + 1):
            found = self.tried({**self.starts, action: quarter})
            if found.fits:
                return found
            if best is None or len(found.breaches) < len(best.breaches):
                best = found
        assert best is not None, "there is a first quarter"
        return best

    @cached_property
    def _known(self) -> tuple[Breach, ...]:
        return self._check(self._plan(self.starts)) if self.known is None else self.known

    def _plan(self, starts: Mapping[str, int]) -> Plan:
        """What is known of the kept plan's worth is not known of a changed one."""
        lines = tuple(PlannedStart(action, quarter) for action, quarter in starts.items())
        return plan_with(self._candidates, lines)

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(Reach(Situation.of(self.dossier, self.card, self.library, self.today)))

    def _check(self, plan: Plan) -> tuple[Breach, ...]:
        return check_plan(plan, self.dossier, self.card, self.library, today=self.today)


def _worse(after: tuple[Breach, ...], before: tuple[Breach, ...]) -> Iterator[Breach]:
    """The breaches that were not there before, or that were there with less."""
    had = {_place(one): one for one in before}
    for one in after:
        known = had.get(_place(one))
        if known is None or _found(one) > _found(known):
            yield one


def _place(one: Breach) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What is broken and where, whatever was found there."""
    return one.code, tuple(sorted((name, str(fact)) for name, fact in one.facts.items() if name not in _AMOUNTS))


def _found(one: Breach) -> Fraction:
    """By how much a limit was broken; zero where nothing is counted."""
    return max((Fraction(str(one.facts[name])) for name in _AMOUNTS if name in one.facts), default=Fraction(0))


_AMOUNTS = ("found", "missing")
"""The facts of a breach that say how much there is of it."""
