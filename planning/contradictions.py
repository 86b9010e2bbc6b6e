"""Limits that contradict each other: the smallest set of them that leaves no plan at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from planning.actions import Library
from planning.candidates import Candidates
from planning.plan_model import PlanModel
from planning.program import Aim
from planning.purses import Purses
from planning.reach import Reach
from planning.situation import Situation
from planning.solver import solve
from planning.start_columns import periods_of
from questionnaire.assessment import Dossier
from questionnaire.intentions import FIRST_START, LAST_START, Donor, Limits
from scoring.scorecard import ScoreCard

PLENTY_AT_ONCE = 1000
SECONDS_A_LOOK = 3.0
_PLENTY = {year: Fraction(10**12) for year in range(FIRST_START.year, LAST_START.year + 60)}
"""More money in every year than anything costs."""

MORE_QUARTERS = 8
"""A horizon is given up by adding two years to it, and to what people want by themselves."""


class WishKind(StrEnum):
    """What a limit is about."""

    REQUIRED = "required"
    FORCED_IN = "forced_in"
    PINNED = "pinned"
    FORCED_OUT = "forced_out"
    AT_ONCE = "at_once"
    HORIZON = "horizon"
    UPKEEP = "upkeep"
    MONEY = "money"
    DONOR = "donor"
    ONE_DONOR = "one_donor"


@dataclass(frozen=True)
class Wish:
    """One limit: `name` is the action, capability, lead or donor that it is about; empty for one of the whole plan."""

    kind: WishKind
    name: str = ""


def contradiction(
    dossier: Dossier,
    card: ScoreCard,
    library: Library,
    today: date,
    *,
    clock: Callable[[], float],
    seconds: float = 60,
) -> tuple[Wish, ...]:
    """The limits that together leave no plan, none of which can be spared; empty where a plan is possible.

    Leaving out any one of them makes a plan possible again. Where the time ends before that is known of all, the set
    may hold one too many; every set named does contradict itself.
    """
    look = _Look(dossier, card, library, today, clock, clock() + seconds)
    all_of_them = tuple(wishes(Situation.of(dossier, card, library, today)))
    return () if look.is_possible(all_of_them) else look.smallest((), changed=False, among=all_of_them)


def wishes(situation: Situation) -> Iterable[Wish]:
    """Every limit that could be given up. Those named first are the likelier to be in what is told.

    So limits of the whole plan come first, then single actions, the dearest first: few of them say it all.
    """
    limits, purses = situation.limits, Purses(situation)

    def dearest_first(actions: Iterable[str]) -> list[str]:
        return sorted(actions, key=lambda one: (-purses.whole_cost(one) if one in situation.actions else 0, one))

    yield Wish(WishKind.HORIZON)
    if limits.upkeep is not None:
        yield Wish(WishKind.UPKEEP)
    if limits.money is not None:
        yield Wish(WishKind.MONEY)
    yield from (Wish(WishKind.DONOR, donor.name) for donor in limits.donors)
    if limits.donors and limits.one_donor_each:
        yield Wish(WishKind.ONE_DONOR)
    yield from (Wish(WishKind.AT_ONCE, one) for one in sorted({one.lead for one in situation.actions.values()}))
    yield from (Wish(WishKind.PINNED, one) for one in dearest_first(limits.pinned.keys() - limits.forced_out))
    yield from (Wish(WishKind.FORCED_IN, one) for one in dearest_first(limits.forced_in - limits.forced_out))
    yield from (Wish(WishKind.REQUIRED, one) for one in sorted(limits.required))
    yield from (Wish(WishKind.FORCED_OUT, one) for one in sorted(limits.forced_out))


def limits_with(limits: Limits, kept: Iterable[Wish], leads: Iterable[str], least: int = 0) -> Limits:
    """The limits with only these of their wishes; where one is given up, nothing of it is left.

    `least` is how many quarters are wanted whatever the horizon says: without one there are more than these.
    """
    names: dict[WishKind, set[str]] = {kind: set() for kind in WishKind}
    for wish in kept:
        names[wish.kind].add(wish.name)
    return replace(
        limits,
        required={one: level for one, level in limits.required.items() if one in names[WishKind.REQUIRED]},
        forced_in=limits.forced_in & names[WishKind.FORCED_IN],
        forced_out=limits.forced_out & names[WishKind.FORCED_OUT],
        pinned={one: quarter for one, quarter in limits.pinned.items() if one in names[WishKind.PINNED]},
        at_once=_at_once(limits, names[WishKind.AT_ONCE], leads),
        quarters=limits.quarters if names[WishKind.HORIZON] else max(limits.quarters, least) + MORE_QUARTERS,
        upkeep=limits.upkeep if names[WishKind.UPKEEP] else None,
        money=limits.money if names[WishKind.MONEY] else None,
        one_donor_each=limits.one_donor_each and bool(names[WishKind.ONE_DONOR]),
        donors=_donors(limits.donors, names[WishKind.DONOR]),
    )


def _at_once(limits: Limits, kept: set[str], leads: Iterable[str]) -> Mapping[str, int]:
    return {
        lead: limits.at_once.get(lead, limits.at_once_default) if lead in kept else PLENTY_AT_ONCE for lead in leads
    }


def _donors(donors: tuple[Donor, ...], kept: set[str]) -> tuple[Donor, ...]:
    """No donors at all where one of them would give whatever it takes for anything; else all, some with plenty."""
    free = [donor for donor in donors if donor.name not in kept]
    if any(not donor.sections and not donor.blocks for donor in free):
        return ()
    return tuple(replace(donor, amounts=_PLENTY) if donor in free else donor for donor in donors)


def quarters_wanted(situation: Situation) -> int:
    """How many quarters it takes to have all that must be in, each at its earliest or where it is pinned or begun."""
    earliest, begun = Reach(situation).attainable, situation.begun
    ends = [earliest.get(one, 0) + 1 for one in situation.must_be_in]
    pins = {one: start for one, start in situation.limits.pinned.items() if one in situation.must_be_in}
    starts = {**pins, **{one: known.start for one, known in begun.items()}}
    return max([*ends, *(start + situation.quarters_of(one) for one, start in starts.items())], default=0)


@dataclass(frozen=True, eq=False)
class _Look:
    dossier: Dossier
    card: ScoreCard
    library: Library
    today: date
    clock: Callable[[], float]
    ends: float

    @cached_property
    def _wanted_quarters(self) -> int:
        nothing_out = replace(self.dossier, limits=replace(self.dossier.limits, forced_out=frozenset()))
        return quarters_wanted(Situation.of(nothing_out, self.card, self.library, self.today))

    def smallest(self, kept: tuple[Wish, ...], *, changed: bool, among: tuple[Wish, ...]) -> tuple[Wish, ...]:
        """The smallest part of `among` that leaves no plan beside what is kept (U. Junker, QuickXplain, 2004)."""
        if changed and not self.is_possible(kept):
            return ()
        if len(among) == 1:
            return among
        first, second = among[: len(among) // 2], among[len(among) // 2 :]
        of_second = self.smallest((*kept, *first), changed=True, among=second)
        of_first = self.smallest((*kept, *of_second), changed=bool(of_second), among=first)
        return (*of_first, *of_second)

    def is_possible(self, kept: Iterable[Wish]) -> bool:
        """Whether some plan keeps these limits; taken for possible where the time does not suffice to tell.

        A longer plan pays upkeep for longer: a horizon that is given up may stay as it is too.
        """
        wished, horizon = frozenset(kept), Wish(WishKind.HORIZON)
        return self._allow(wished | {horizon}) or (horizon not in wished and self._allow(wished))

    def _allow(self, kept: Collection[Wish]) -> bool:
        if self.clock() > self.ends:
            return True
        leads = {action.lead for action in self.library.actions.values()}
        limits = limits_with(self.dossier.limits, kept, leads, self._wanted_quarters)
        dossier = replace(self.dossier, limits=limits)
        reach = Reach(Situation.of(dossier, self.card, self.library, self.today))
        candidates = Candidates(reach, every_way=True)
        for longest in (4, 1):
            model = PlanModel.of(candidates, periods_of(candidates.situation, longest))
            solved = solve(model.program, Aim({}), seconds=max(0.2, min(SECONDS_A_LOOK, self.ends - self.clock())))
            if solved.impossible:
                return False
        return True
