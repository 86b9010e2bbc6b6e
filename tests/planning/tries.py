"""Every plan of a small case, tried one by one: the best there is, for planners to be measured against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from planning.assembly import assemble
from planning.begun import begun_actions
from planning.candidates import Candidates
from planning.check_flow import shared_payments
from planning.check_levels import is_there, reaches
from planning.checker import check_plan
from planning.costing import cost_of_lines, prices_in_force
from planning.examined import Examined
from planning.plan import Payment, Plan
from planning.reach import Reach
from planning.timetable import quarter_begins

if TYPE_CHECKING:
    from tests.planning.situations import Case

NO_END = 10**9


def brute_force(
    one: Case, *, in_months: bool = False, only: frozenset[str] | None = None
) -> tuple[Fraction, Fraction, int] | None:
    """The best there is within all limits, by trying everything: value, cost, sum of the last quarters (from 1).

    None where nothing keeps the limits. The cost is one-off and upkeep for the whole horizon, or months of work. With
    `only`, the best that these very actions can do. The plan found is laid before the checker.
    """
    tries = Tries(one)
    aims: dict[tuple[Fraction, Fraction], list[frozenset[str]]] = {}
    for chosen in (one for one in tries.choices() if only in (None, one)):
        aims.setdefault((-tries.value(chosen), tries.cost(chosen, in_months)), []).append(chosen)
    for aim in sorted(aims):
        ends = [(tries.finish(starts), starts) for one in aims[aim] if (starts := tries.earliest(one)) is not None]
        if ends:
            finish, starts = min(ends, key=lambda found: found[0])
            assert tries.breaches(starts) == set()
            return -aim[0], aim[1], finish
    return None


class Tries:
    """Every plan of a small case, by its own reading of the rules: of the planner it uses nothing but its facts."""

    def __init__(self, one: Case) -> None:
        self.one, self.card = one, one.card
        self.situation = one.situation()
        self.today = self.situation.today
        self.limits, self.actions = one.dossier.limits, one.library.actions
        self.candidates = Candidates(Reach(self.situation))
        everything = assemble(self.candidates, dict.fromkeys(self.actions, 0))
        self.look = Examined(everything, one.dossier, self.card, one.library, self.today)
        self.begun = begun_actions(one.dossier, one.library, everything.start, self.today)
        self.now = max(0, self.look.quarter_of(self.today)) if self.begun else 0
        self.must = {*self.limits.must_be_in & self.actions.keys(), *self.begun}
        names = [donor.name for donor in self.limits.donors]
        self.groups = [frozenset(group) for many in range(len(names) + 1) for group in combinations(names, many)]
        self.purses = {
            (donor.name, year): amount for donor in self.limits.donors for year, amount in donor.amounts.items()
        }
        self.prices = prices_in_force(one.dossier, one.library)
        self.before = {
            id: () if id in self.begun else tuple(k for k in done.after if not self.look.is_done_already(k))
            for id, done in self.actions.items()
        }
        self.reached: dict[tuple[str, int, frozenset[str]], bool] = {}
        self.charged: dict[tuple[str, int], Mapping[tuple[int, frozenset[str]], Fraction]] = {}

    def choices(self) -> Iterator[frozenset[str]]:
        """Every choice of actions that could keep the limits were time, people and money no matter."""
        free = [one for one in self.actions if one not in self.must and one not in self.limits.forced_out]
        for picked in product((False, True), repeat=len(free)):
            chosen = frozenset(self.must).union(name for name, taken in zip(free, picked, strict=True) if taken)
            if self._is_whole(chosen):
                yield chosen

    def _is_whole(self, chosen: frozenset[str]) -> bool:
        met = self.met(chosen)
        yearly = sum((self.look.by_action[one].recurrent.amount or Fraction(0) for one in chosen), Fraction(0))
        return (
            all(chosen.issuperset(self.before[one]) for one in chosen)
            and all(self.there(*level, met) for one in chosen for level in self.requires(one))
            and all(self.there(*level, met) for level in self.limits.required.items())
            and (self.limits.upkeep is None or yearly <= self.limits.upkeep)
        )

    def requires(self, action: str) -> Iterable[tuple[str, int]]:
        return () if action in self.begun else (self.actions[action].requires or {}).items()

    def there(self, capability: str, level: int, met: frozenset[str]) -> bool:
        key = capability, level, met
        if key not in self.reached:
            self.reached[key] = is_there(self.look, capability, level, met)
        return self.reached[key]

    def met(self, chosen: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self.look.meets[one] for one in chosen))

    def value(self, chosen: frozenset[str]) -> Fraction:
        """The importance of all level steps that these actions bring."""
        met = self.met(chosen)
        steps = (one for one in self.situation.steps if reaches(self.look, one.capability, one.level, met))
        return sum((step.importance for step in steps), Fraction(0))

    def cost(self, chosen: frozenset[str], in_months: bool = False) -> Fraction:
        if in_months:
            return Fraction(sum(self.actions[one].months for one in chosen))
        steps = [self.look.by_action[one] for one in chosen]
        years = Fraction(self.limits.quarters, 4)
        return sum(((one.one_off.amount or 0) + years * (one.recurrent.amount or 0) for one in steps), Fraction(0))

    def length(self, action: str) -> int:
        begun = self.begun.get(action)
        return max(1, -(-self.actions[action].months // 3)) if begun is None else begun.end - begun.start + 1

    def finish(self, starts: Mapping[str, int]) -> int:
        return sum(start + self.length(one) for one, start in starts.items())

    def quarters(self, action: str) -> Sequence[int]:
        """In which quarters an action can start."""
        if action in self.begun:
            return [self.begun[action].start]
        possible = range(self.now, self.limits.quarters - self.length(action) + 1)
        pinned = self.limits.pinned.get(action)
        return possible if pinned is None else [one for one in possible if one == pinned]

    def earliest(self, chosen: frozenset[str]) -> Mapping[str, int] | None:
        """The schedule of these actions that ends earliest, in the sum of their last quarters."""
        best, before = None, [NO_END]
        for best in self.schedules(chosen, before):
            before[0] = self.finish(best)
        return best

    def schedules(self, chosen: frozenset[str], before: Sequence[int] = (NO_END,)) -> Iterator[Mapping[str, int]]:
        """Every schedule of these actions that keeps the limits and whose `finish` is below what `before` holds."""
        names = sorted(chosen)
        soonest = [min(self.quarters(one), default=0) + self.length(one) for one in names]
        starts: dict[str, int] = {}

        def place(at: int, finish: int) -> Iterator[Mapping[str, int]]:
            if finish + sum(soonest[at:]) >= before[0]:
                return
            if at == len(names):
                if self._fits(starts):
                    yield dict(starts)
                return
            for quarter in self.quarters(names[at]):
                starts[names[at]] = quarter
                if self._could_fit(starts, names[at]):
                    yield from place(at + 1, finish + quarter + self.length(names[at]))
                del starts[names[at]]

        yield from place(0, 0)

    def _could_fit(self, starts: Mapping[str, int], new: str) -> bool:
        """Whether what is placed so far leaves its leads time, and has what it needs before it."""
        lead, begins, ends = self.actions[new].lead, starts[new], starts[new] + self.length(new)
        most = self.limits.at_once.get(lead, self.limits.at_once_default)
        same = {one: (at, at + self.length(one)) for one, at in starts.items() if self.actions[one].lead == lead}
        for quarter in range(begins, ends):
            busy = {one for one, (start, end) in same.items() if start <= quarter < end}
            if len(busy) > most and not busy <= self.begun.keys():
                return False
        in_order = (
            starts[before] + self.length(before) <= starts[one]
            for one in starts
            for before in self.before[one]
            if before in starts
        )
        return all(in_order)

    def _fits(self, starts: Mapping[str, int]) -> bool:
        """Whether all that is placed keeps the limits of money, and has the levels it requires."""
        for one, start in starts.items():
            if levels := tuple(self.requires(one)):
                met = self.met(other for other, at in starts.items() if at + self.length(other) <= start)
                if not all(self.there(*level, met) for level in levels):
                    return False
        spent = [self.charges(one, start) for one, start in starts.items()]
        money = sum((amount for charges in spent for amount in charges.values()), Fraction(0))
        if self.limits.money is not None and money > self.limits.money:
            return False
        return not self.limits.donors or self._can_be_paid(starts)

    def charges(self, action: str, start: int) -> Mapping[tuple[int, frozenset[str]], Fraction]:
        """What an action takes in each calendar year, by the donors who may pay it."""
        if (action, start) not in self.charged:
            found: dict[tuple[int, frozenset[str]], Fraction] = {}
            done, limits = self.actions[action], self.limits
            for line in done.one_off:
                key = quarter_begins(self.situation.start, start).year, self._donors(action, line.block)
                found[key] = found.get(key, Fraction(0)) + (cost_of_lines([line], self.prices).amount or 0)
            for quarter in range(start + self.length(action), limits.quarters):
                for line in done.recurrent:
                    key = quarter_begins(self.situation.start, quarter).year, self._donors(action, line.block)
                    found[key] = found.get(key, Fraction(0)) + (cost_of_lines([line], self.prices).amount or 0) / 4
            self.charged[action, start] = {key: amount for key, amount in found.items() if amount}
        return self.charged[action, start]

    def _donors(self, action: str, block: str) -> frozenset[str]:
        sections = self._sections(action)
        return frozenset(
            one.name
            for one in self.limits.donors
            if (not one.sections or one.sections & sections) and (not one.blocks or block in one.blocks)
        )

    def _sections(self, action: str) -> frozenset[str]:
        meets = self.actions[action].meets
        if not meets:
            return frozenset().union(*(self._sections(id) for id, one in self.actions.items() if action in one.after))
        sections = self.one.dossier.framework.sections
        return frozenset(
            section.id
            for section in sections
            for capability in section.capabilities
            for question in capability.questions
            if any(criterion.id in meets for criterion in question.criteria)
        )

    def _can_be_paid(self, starts: Mapping[str, int]) -> bool:
        """Whether each group of donors can pay what it alone may pay (Hall), and each action has one if it must."""
        spent: dict[tuple[int, frozenset[str]], Fraction] = {}
        for one, start in starts.items():
            for key, amount in self.charges(one, start).items():
                spent[key] = spent.get(key, Fraction(0)) + amount
        for year in {year for year, _ in spent}:
            for group in self.groups:
                asked = sum((amount for (y, may), amount in spent.items() if y == year and may <= group), Fraction(0))
                if asked > sum(self.purses.get((donor, year), 0) for donor in group):
                    return False
        return not self.limits.one_donor_each or self._one_payer_each(starts) is not None

    def _one_payer_each(self, starts: Mapping[str, int]) -> tuple[Payment, ...] | None:
        """Who pays what where each action has one donor alone: every way to deal them out; None where there is none."""
        costly = [one for one, start in starts.items() if self.charges(one, start)]
        left = dict(self.purses)

        def deal(at: int) -> tuple[Payment, ...] | None:
            if at == len(costly):
                return ()
            bill = self.charges(costly[at], starts[costly[at]])
            for donor in sorted(frozenset.intersection(*(may for _, may in bill))):
                paid = [Payment(costly[at], donor, year, amount) for (year, _), amount in bill.items()]
                for one in paid:
                    left[donor, one.year] = left.get((donor, one.year), Fraction(0)) - one.amount
                enough = all(left[donor, one.year] >= 0 for one in paid)
                others = deal(at + 1) if enough else None
                for one in paid:
                    left[donor, one.year] += one.amount
                if others is not None:
                    return (*paid, *others)
            return None

        return deal(0)

    def plan(self, starts: Mapping[str, int]) -> Plan:
        """The plan of these starts, with payments that are not the planner's own."""
        made = assemble(self.candidates, starts)
        payments = self._one_payer_each(starts) if self.limits.one_donor_each else self._shared(starts)
        return replace(made, payments=payments or ())

    def _shared(self, starts: Mapping[str, int]) -> tuple[Payment, ...]:
        charges = [(one, *key, amount) for one, at in starts.items() for key, amount in self.charges(one, at).items()]
        payments = []
        for year in sorted({year for _, year, _, _ in charges}):
            lines = [(one, (may, amount)) for one, when, may, amount in charges if when == year]
            purses = {donor.name: donor.amounts.get(year, Fraction(0)) for donor in self.limits.donors}
            paid = shared_payments([demand for _, demand in lines], purses)
            for (one, _), shares in zip(lines, paid, strict=True):
                payments += [Payment(one, donor, year, amount) for donor, amount in shares.items() if amount]
        return tuple(payments)

    def breaches(self, starts: Mapping[str, int]) -> set[str]:
        """What the checker finds in the plan of these starts."""
        plan = self.plan(starts)
        found = check_plan(plan, self.one.dossier, self.card, self.one.library, today=self.today)
        return {breach.code for breach in found}
