"""Who may pay what, and whether the money reaches: spending by donors and calendar years, exact, in whole units.

A donor pays in its own years, for the sections and cost blocks that it funds. Spending that several donors may fund can
be shared among them. All amounts are whole multiples of one smallest unit, so that sums are exact and quick.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm

from planning.actions import CostLine
from planning.costing import Bill, prices_in_force
from planning.situation import Situation
from planning.timetable import QUARTERS_IN_A_YEAR, quarter_begins
from questionnaire.intentions import Donor

Charge = tuple[int, int, int]
"""Spending: which donors may pay it (bit d set: donor d may), in which calendar year, how many units."""


@dataclass(frozen=True)
class BlockBill:
    """What one cost block of an action takes, in units: once, and in each quarter of upkeep; `payers` as in Charge."""

    payers: int
    one_off: int
    quarterly: int


@dataclass(frozen=True, eq=False)
class Purses:
    """The donors of a situation and what each action would charge them."""

    situation: Situation

    @property
    def donors(self) -> tuple[Donor, ...]:
        """Who pays; nobody where the limits name no donors."""
        return self.situation.limits.donors

    @cached_property
    def unit(self) -> int:
        """How many units make one unit of the currency: every amount is a whole number of them."""
        amounts = [amount for donor in self.donors for amount in donor.amounts.values()]
        amounts += [one for one in (self.situation.limits.money, self.situation.limits.upkeep) if one is not None]
        for blocks in self._blocks.values():
            for one_off, yearly in blocks.values():
                amounts += [one_off, yearly / QUARTERS_IN_A_YEAR]
        return lcm(*(amount.denominator for amount in amounts))

    def units(self, amount: Fraction) -> int:
        """An amount of money in units."""
        return int(amount * self.unit)

    def money(self, units: int) -> Fraction:
        """Units as an amount of money."""
        return Fraction(units, self.unit)

    @cached_property
    def everybody(self) -> int:
        """The payers of what nobody restricts."""
        return (1 << len(self.donors)) - 1

    @cached_property
    def bills(self) -> Mapping[str, tuple[BlockBill, ...]]:
        """What each action takes, by who may pay it."""
        return {action: tuple(self._merged(action, blocks)) for action, blocks in self._blocks.items()}

    def charges(self, action: str, start: int) -> tuple[Charge, ...]:
        """The priced spending of an action that starts in a quarter: once then, upkeep after its end to the horizon."""
        return tuple(self._charges(action, start))

    def whole_cost(self, action: str) -> int:
        """One-off cost and upkeep for the whole horizon, whatever the start: what the aim of least cost counts."""
        quarters = self.situation.quarters
        return sum(one.one_off + one.quarterly * quarters for one in self.bills[action])

    def yearly_upkeep(self, action: str) -> int:
        """What is left to pay every year after an action."""
        return sum(one.quarterly for one in self.bills[action]) * QUARTERS_IN_A_YEAR

    def purse(self, donor: int, year: int) -> int:
        """What a donor gives in a year."""
        return self.units(self.donors[donor].amounts.get(year, Fraction(0)))

    @cached_property
    def years(self) -> range:
        """The calendar years of the plan."""
        last = quarter_begins(self.situation.start, max(self.situation.quarters, 1) - 1)
        return range(self.situation.start.year, last.year + 1)

    @cached_property
    def year_of(self) -> Sequence[int]:
        """The calendar year in which each quarter begins, a few beyond the horizon included."""
        return [quarter_begins(self.situation.start, quarter).year for quarter in range(self.situation.quarters + 1)]

    def payers(self, action: str, block: str) -> int:
        """Which donors may pay a cost block of an action."""
        sections = self.sections[action]
        return sum(
            1 << place
            for place, donor in enumerate(self.donors)
            if (not donor.sections or not sections.isdisjoint(donor.sections))
            and (not donor.blocks or block in donor.blocks)
        )

    @cached_property
    def sections(self) -> Mapping[str, frozenset[str]]:
        """The sections of the criteria an action meets; of one that meets none, those of the actions that need it."""
        framework, actions = self.situation.framework, self.situation.actions
        homes = framework.home_of_criterion
        found = {
            id: {
                framework.home_of_capability[framework.home_of_question[homes[one].id].id].id
                for one in action.meets
                if one in homes
            }
            for id, action in actions.items()
        }
        bare = [id for id, sections in found.items() if not sections]
        changed = True
        while changed:
            changed = False
            for id in bare:
                leaning = set().union(*(found[one] for one, action in actions.items() if id in action.after))
                changed = changed or not leaning <= found[id]
                found[id] |= leaning
        return {id: frozenset(sections) for id, sections in found.items()}

    @cached_property
    def _blocks(self) -> Mapping[str, Mapping[str, tuple[Fraction, Fraction]]]:
        """The priced money of each cost block of each action: once, and every year."""
        prices = prices_in_force(self.situation.dossier, self.situation.library)

        def money(lines: Iterable[CostLine], block: str) -> Fraction:
            return Bill.of((one for one in lines if one.block == block), prices).cost.amount or Fraction(0)

        return {
            id: {
                block: (money(action.one_off, block), money(action.recurrent, block))
                for block in sorted({one.block for one in (*action.one_off, *action.recurrent)})
            }
            for id, action in self.situation.actions.items()
        }

    def _merged(self, action: str, blocks: Mapping[str, tuple[Fraction, Fraction]]) -> Iterator[BlockBill]:
        """The blocks that the same donors may pay, as one."""
        once: dict[int, int] = {}
        quarterly: dict[int, int] = {}
        for block, (one_off, yearly) in blocks.items():
            payers = self.payers(action, block)
            once[payers] = once.get(payers, 0) + self.units(one_off)
            quarterly[payers] = quarterly.get(payers, 0) + self.units(yearly / QUARTERS_IN_A_YEAR)
        for payers, amount in once.items():
            if amount or quarterly[payers]:
                yield BlockBill(payers, amount, quarterly[payers])

    def _charges(self, action: str, start: int) -> Iterator[Charge]:
        end = start + self.situation.quarters_of(action) - 1
        for bill in self.bills[action]:
            by_year: dict[int, int] = {}
            if bill.one_off:
                by_year[self.year_of[min(start, self.situation.quarters)]] = bill.one_off
            for quarter in range(end + 1, self.situation.quarters) if bill.quarterly else ():
                year = self.year_of[quarter]
                by_year[year] = by_year.get(year, 0) + bill.quarterly
            yield from ((bill.payers, year, amount) for year, amount in by_year.items())


@dataclass
class Outlay:
    """Spending added up, by who may pay it and in which year."""

    purses: Purses
    spent: dict[tuple[int, int], int] = field(default_factory=dict)
    total: int = 0

    def copy(self) -> Outlay:
        """An outlay to try something on."""
        return Outlay(self.purses, dict(self.spent), self.total)

    def add(self, charges: Iterable[Charge], times: int = 1) -> None:
        """Add spending; with `times` -1 take it away."""
        for payers, year, amount in charges:
            key = payers, year
            self.spent[key] = self.spent.get(key, 0) + amount * times
            self.total += amount * times

    def missing(self) -> int:
        """How many units are missing: over the ceiling of all money, or in years in which the donors do not reach."""
        ceiling = self.purses.situation.limits.money
        over = 0 if ceiling is None else max(0, self.total - self.purses.units(ceiling))
        if not self.purses.donors:
            return over
        by_year: dict[int, dict[int, int]] = {}
        for (payers, year), amount in self.spent.items():
            if amount:
                by_year.setdefault(year, {})[payers] = amount
        return max(over, sum(self._missing_in(year, spent) for year, spent in by_year.items()))

    def _missing_in(self, year: int, spent: Mapping[int, int]) -> int:
        purses = [self.purses.purse(donor, year) for donor in range(len(self.purses.donors))]
        if set(spent) == {self.purses.everybody}:
            return max(0, spent[self.purses.everybody] - sum(purses))
        return sum(spent.values()) - sum(amount for _, _, amount in shared_out(spent, purses))


def shared_out(spent: Mapping[int, int], purses: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """As much of one year's spending as the donors can pay: (payers, donor, units), by the shortest augmenting paths.

    `spent` maps payers to units; `purses` is what each donor has. A maximum flow (Edmonds and Karp 1972).
    """
    flow: dict[tuple[int, int], int] = {}
    left, rest = dict(sorted(spent.items())), list(purses)
    while (path := _path(left, rest, flow)) is not None:
        amount = min(
            left[path[0]], rest[path[-1]], *(flow[path[at + 1], path[at]] for at in range(1, len(path) - 1, 2))
        )
        for at in range(0, len(path) - 1, 2):
            flow[path[at], path[at + 1]] = flow.get((path[at], path[at + 1]), 0) + amount
        for at in range(1, len(path) - 1, 2):
            flow[path[at + 1], path[at]] -= amount
        left[path[0]] -= amount
        rest[path[-1]] -= amount
    return tuple((payers, donor, amount) for (payers, donor), amount in sorted(flow.items()) if amount)


def _path(left: Mapping[int, int], rest: Sequence[int], flow: Mapping[tuple[int, int], int]) -> list[int] | None:
    """From payers with spending left to a donor with money left: payers, donor, payers, donor ... in turn."""
    waiting = deque([payers] for payers, amount in left.items() if amount)
    seen_payers, seen_donors = {path[0] for path in waiting}, set[int]()
    while waiting:
        path = waiting.popleft()
        for donor in range(len(rest)):
            if donor in seen_donors or not path[-1] >> donor & 1:
                continue
            seen_donors.add(donor)
            if rest[donor]:
                return [*path, donor]
            for payers in left:
                if payers not in seen_payers and flow.get((payers, donor), 0):
                    seen_payers.add(payers)
                    waiting.append([*path, donor, payers])
    return None
