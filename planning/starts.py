"""What a choice of starts is worth, takes and breaks: exact sums over the actions of a plan in the making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from planning.candidates import Candidates
from planning.payments import one_donor_each_pays
from planning.plan import LevelStep, RankedBy
from planning.purses import Outlay

Starts = Mapping[str, int]
"""The quarter in which each action of a plan starts; 0 is the first."""


def steps_reached(candidates: Candidates, actions: Iterable[str]) -> tuple[LevelStep, ...]:
    """The level steps that these actions bring, with those that only wait for a new look."""
    situation = candidates.situation
    met = situation.met_by(actions)
    return tuple(step for level, step in situation.step_of.items() if situation.is_reached(level, met))


def worth_of(candidates: Candidates, actions: Iterable[str]) -> Fraction:
    """The importance of all levels that these actions bring."""
    return sum((step.importance for step in steps_reached(candidates, actions)), Fraction(0))


def effort_is_money(candidates: Candidates) -> bool:
    """Whether the second aim is least cost; least months of work where not everything is costed."""
    return candidates.ranked_by is RankedBy.MONEY


def units_of_effort(candidates: Candidates, actions: Iterable[str]) -> int:
    """What these actions take: units of money, one-off and upkeep for the whole horizon; or months of work."""
    if effort_is_money(candidates):
        return sum(candidates.purses.whole_cost(action) for action in actions)
    return sum(candidates.situation.actions[action].months for action in actions)


def effort_of(candidates: Candidates, actions: Iterable[str]) -> Fraction:
    """The same in money, or in months of work."""
    units = units_of_effort(candidates, actions)
    return candidates.purses.money(units) if effort_is_money(candidates) else Fraction(units)


def finish_of(candidates: Candidates, starts: Starts) -> int:
    """The sum of the last quarters of all actions, 1 being the first: the third aim."""
    quarters = candidates.situation.quarters_of
    return sum(start + quarters(action) for action, start in starts.items())


def spent_until_the_end(candidates: Candidates, starts: Starts) -> Fraction:
    """The priced money that is spent until the horizon."""
    purses = candidates.purses
    return purses.money(sum(amount for one, start in starts.items() for _, _, amount in purses.charges(one, start)))


def missing_units(candidates: Candidates, starts: Starts) -> int:
    """How many units of money are missing; upkeep over its ceiling included."""
    purses, limits = candidates.purses, candidates.situation.limits
    outlay = Outlay(purses)
    for action, start in starts.items():
        outlay.add(purses.charges(action, start))
    left = sum(purses.yearly_upkeep(action) for action in starts)
    over = 0 if limits.upkeep is None else max(0, left - purses.units(limits.upkeep))
    return max(outlay.missing(), over)


def keeps_money_and_wishes(candidates: Candidates, starts: Starts) -> bool:
    """Whether the money reaches, exactly, and everything is there that people want."""
    situation, purses = candidates.situation, candidates.purses
    if not situation.begun.keys() | situation.must_be_in <= starts.keys():
        return False
    met = situation.met_by(starts)
    if not all(situation.is_reached(level, met) for level in situation.must_reach):
        return False
    if missing_units(candidates, starts):
        return False
    return one_donor_each_pays(purses, starts)
