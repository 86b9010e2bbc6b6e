"""The actions a plan may be made of: they can be finished in time, and no other does the same at no more cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from planning.actions import Action
from planning.plan import RankedBy
from planning.purses import Purses
from planning.reach import Reach, supports_of
from planning.situation import Situation

Weight = tuple[int, int]
"""What an action weighs against its worth: money (in the smallest unit that keeps all whole), then months of work."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """What may be chosen in a situation, and what it weighs."""

    reach: Reach
    every_way: bool = False
    """Whether actions that another makes needless may be chosen all the same: it costs no time to look for them."""

    @property
    def situation(self) -> Situation:
        """The situation they are for."""
        return self.reach.situation

    @cached_property
    def purses(self) -> Purses:
        """Who may pay what."""
        return Purses(self.situation)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The actions that may stand in a plan."""
        return self.reach.usable - frozenset(self.dominated)

    @cached_property
    def useful(self) -> tuple[str, ...]:
        """Those of them that could serve a level step within reach, in file order."""
        served, steps = self.reach.served, self.reach.open_steps
        return tuple(one for one in self.situation.actions if one in self.allowed and served[one] & steps)

    @cached_property
    def considered(self) -> frozenset[str]:
        """The actions worth looking at: what could serve a step or a required level, what is wanted, what has begun."""
        situation = self.situation
        allowed = self.allowed | situation.begun.keys()
        levels = (*self.reach.open_steps, *situation.must_reach)
        wanted = {one for level in levels for one in situation.helpers(level)}
        found: set[str] = set()
        waiting = sorted((wanted | situation.must_be_in | situation.begun.keys()) & allowed)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(sorted((supports_of(situation, one) & allowed) - found))
        return frozenset(found)

    @cached_property
    def ranked_by(self) -> RankedBy:
        """Money where every action that is useful, or may be chosen for a required level, is costed, else months."""
        decided = self.situation.must_be_in | self.situation.begun.keys()
        costed = all(self.situation.bills[one].fully_costed for one in {*self.useful, *(self.considered - decided)})
        return RankedBy.MONEY if costed else RankedBy.MONTHS

    @cached_property
    def weights(self) -> Mapping[str, Weight]:
        """What each allowed action weighs; upkeep counts for the whole horizon, or a late start would look cheap."""
        money = self.money if self.ranked_by is RankedBy.MONEY else {}
        unit = lcm(*(amount.denominator for amount in money.values()))
        actions = self.situation.actions
        return {one: (int(money.get(one, Fraction(0)) * unit), actions[one].months) for one in self.allowed}

    @cached_property
    def money(self) -> Mapping[str, Fraction]:
        """The priced money of each allowed action: one-off and upkeep for the whole horizon."""
        years = self.situation.horizon_years
        return {one: self.situation.bills[one].money(years) for one in self.allowed}

    @cached_property
    def dominated(self) -> Mapping[str, str]:
        """Actions that another one makes needless, with that other: it does all that they could, on easier terms."""
        return {} if self.every_way else dict(self._dominated_pairs())

    def _dominated_pairs(self) -> Iterable[tuple[str, str]]:
        situation = self.situation
        order = situation.position
        leant_on = {before for one in self.reach.usable for before in situation.before(one)}
        kept = leant_on | situation.must_be_in | situation.begun.keys()
        fixed = situation.limits.pinned.keys() | situation.begun.keys()  # such a one may come too late for others
        for one in sorted(self.reach.usable - kept, key=order.__getitem__):
            needed = situation.meets[one] & self._needed
            others = (rival for rival in self._rivals(needed) if rival != one and rival not in fixed)
            rivals = (rival for rival in others if needed <= situation.meets[rival])
            for rival in sorted(rivals, key=order.__getitem__):
                equal = self._no_harder(one, rival) and situation.meets[rival] & self._needed == needed
                if self._no_harder(rival, one) and (not equal or order[rival] < order[one]):
                    yield one, rival
                    break

    @cached_property
    def _needed(self) -> frozenset[str]:
        """Every criterion a plan may have to meet: for a step within reach, or for a level that an action requires."""
        situation = self.situation
        required = [level for one in self.reach.usable for level in situation.required(one)]
        required += situation.must_reach
        return frozenset(k for level in (*self.reach.open_steps, *required) for k in situation.wanted(level))

    def _rivals(self, criteria: frozenset[str]) -> Iterable[str]:
        """Usable actions that meet one of the criteria: whoever meets them all is among them."""
        one = min(criteria, default="")
        return (rival for rival in self.situation.by_criterion.get(one, ()) if rival in self.reach.usable)

    def _no_harder(self, rival: str, than: str) -> bool:
        """Whether `rival` can stand wherever `than` can: same lead, no longer, no more needed first, no dearer."""
        situation = self.situation
        a, b = situation.actions[rival], situation.actions[than]
        return (
            a.lead == b.lead
            and set(situation.before(rival)) <= set(situation.before(than))
            and _requires_no_more(a, b)
            and _takes_no_longer(a, b)
            and self._no_dearer(rival, than)
            and self._paid_as_easily(rival, than)
        )

    def _no_dearer(self, rival: str, than: str) -> bool:
        """Compared only where both are fully costed: in money, once and yearly, and in days of own staff."""
        a, b = self.situation.bills[rival], self.situation.bills[than]
        if not (a.fully_costed and b.fully_costed):
            return False
        pairs = ((a.one_off.cost, b.one_off.cost), (a.recurrent.cost, b.recurrent.cost))
        return all((one.amount or 0) <= (other.amount or 0) and one.own_days <= other.own_days for one, other in pairs)

    def _paid_as_easily(self, rival: str, than: str) -> bool:
        """Whether whoever may pay a block of `than` may pay that block of `rival`, which takes no more."""
        if not self.situation.limits.donors:
            return True
        theirs = {bill.payers: bill for bill in self.purses.bills[than]}
        return all(
            bill.payers in theirs
            and bill.one_off <= theirs[bill.payers].one_off
            and bill.quarterly <= theirs[bill.payers].quarterly
            for bill in self.purses.bills[rival]
        )


def _requires_no_more(a: Action, b: Action) -> bool:
    allowed = b.requires or {}
    return all(level <= allowed.get(capability, -1) for capability, level in (a.requires or {}).items())


def _takes_no_longer(a: Action, b: Action) -> bool:
    """Upkeep begins when an action ends, so one with upkeep must take exactly as long."""
    if a.months > b.months:
        return False
    return a.quarters == b.quarters if a.recurrent else True
