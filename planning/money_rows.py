"""What a plan spends and who can pay it, as rows of a program; money stands in thousands there.

Each period of starting is charged the least that any start in it can have. One year's spending is paid by those who may
pay it: a flow from what must be paid to those who have money, which is exact where donors may share an action.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from planning.program import Term
from planning.purses import Charge
from planning.start_columns import StartColumns

THOUSAND = 1000
"""Money stands in thousands, so that the numbers of a program are of one size."""

Counted = Callable[[Iterable[Charge]], int]
"""Adds up the charges that a row is about."""

ANYBODY = -1
"""Who pays money that nobody has promised yet."""


@dataclass(frozen=True, eq=False)
class MoneyRows:
    """The rows of money. `tighter` takes so many units off every amount.

    With `more` there is a column for each year of money that nobody has promised: what it would take. `purses` are the
    rows of what is there, with their amounts, to be changed for another budget.
    """

    columns: StartColumns
    tighter: int = 0
    more: bool = False
    purses: list[tuple[int, float]] = field(default_factory=list)
    unpromised: dict[int, int] = field(default_factory=dict)

    def write(self) -> None:
        """Write all of them."""
        limits = self.columns.situation.limits
        if limits.upkeep is not None:
            purses = self.columns.purses
            left = [(self.columns.chosen(one), purses.yearly_upkeep(one) / self._scale) for one in self.columns.actions]
            self.columns.program.row(left, most=self._amount(limits.upkeep))
        if limits.donors:
            self._write_donors()
        if limits.money is not None:
            terms = [term for one in self.columns.actions for term in self._terms(one, _in_all)]
            self._purse(terms, limits.money)

    @property
    def _scale(self) -> int:
        return self.columns.purses.unit * THOUSAND

    @property
    def _together(self) -> bool:
        """Whether all years are one: then a donor's years count as one sum."""
        return len(self.columns.periods) == 1

    def _amount(self, money: Fraction) -> float:
        return max(0.0, float((money - Fraction(self.tighter, self.columns.purses.unit)) / THOUSAND))

    def _purse(self, terms: Iterable[Term], money: Fraction) -> None:
        """Spending stays within an amount; beyond it only with money that nobody has promised, in whichever year."""
        if self.more:
            self._more(0)
        more = [(column, -1.0) for column in self.unpromised.values()]
        row = self.columns.program.row([*terms, *more], most=self._amount(money))
        self.purses.append((row, self._amount(money)))

    def _more(self, year: int) -> int:
        """The column of money that nobody has promised for a year."""
        if year not in self.unpromised:
            self.unpromised[year] = self.columns.program.column(upper=float("inf"), whole=False)
        return self.unpromised[year]

    def _write_donors(self) -> None:
        program = self.columns.program
        spending: dict[tuple[int, int], list[Term]] = {}
        for action in self.columns.actions:
            for key in sorted(self._keys(action)):
                counted = _by_payers(key[0]) if self._together else _by_payers_and_year(key)
                spending.setdefault(key, []).extend(self._terms(action, counted))
        paid: dict[tuple[int, int], list[Term]] = {}
        for (payers, year), terms in sorted(spending.items()):
            flows: list[Term] = []
            for donor in self._able(payers):
                flow = program.column(upper=float("inf"), whole=False)
                paid.setdefault((donor, year), []).append((flow, 1))
                flows.append((flow, -1))
            program.row([*terms, *flows], most=0)
        for (donor, year), terms in sorted(paid.items()):
            self._pay(donor, year, terms)
        if self.columns.situation.limits.one_donor_each and not self._together:
            self._write_one_donor_each()

    def _able(self, payers: int) -> list[int]:
        """The donors that may pay; with new money, somebody who may pay anything too."""
        donors = [donor for donor in range(len(self.columns.purses.donors)) if payers >> donor & 1]
        return [*donors, ANYBODY] if self.more else donors

    def _pay(self, donor: int, year: int, terms: list[Term]) -> None:
        """What a donor pays in a year stays within what it gives; what anybody would pay is counted."""
        if donor == ANYBODY:
            self.columns.program.row([*terms, (self._more(year), -1)], most=0)
            return
        given = self.columns.purses.donors[donor].amounts
        amount = sum(given.values(), Fraction(0)) if self._together else given.get(year, Fraction(0))
        self.purses.append((self.columns.program.row(terms, most=self._amount(amount)), self._amount(amount)))

    def _keys(self, action: str) -> set[tuple[int, int]]:
        """Who may pay something of an action in which year; all years are 0 where they count together."""
        purses, (first, last) = self.columns.purses, self.columns.window(action)
        if self._together:
            return {(bill.payers, 0) for bill in purses.bills[action]}
        charges = (one for start in range(first, last + 1) for one in purses.charges(action, start))
        return {(payers, year) for payers, year, _ in charges}

    def _terms(self, action: str, counted: Counted) -> Iterator[Term]:
        """The least that each period of starting charges, in thousands."""
        columns = self.columns
        for place, period in enumerate(columns.periods):
            charged = (counted(columns.purses.charges(action, start)) for start in columns.starts(action, period))
            amount = min(charged, default=0)
            if amount:
                scaled = amount / self._scale
                yield from ((column, sign * scaled) for column, sign in columns.start_terms(action, place))

    def _write_one_donor_each(self) -> None:
        """One donor pays all of an action: what it takes in a year is charged to the one that is named."""
        program, charged = self.columns.program, dict[tuple[int, int], list[Term]]()
        for action in self.columns.actions:
            pays = {donor: program.column() for donor in self._able_of_something(action)}
            program.row(((one, 1) for one in pays.values()), most=1)
            for year in sorted({year for _, year in self._keys(action)}):
                terms = list(self._terms(action, _in_year(year)))
                most, shares = _positive(terms), list[int]()
                for donor, column in pays.items():
                    shares.append(program.column(upper=float("inf"), whole=False))
                    program.row([(shares[-1], 1), (column, -most)], most=0)
                    charged.setdefault((donor, year), []).append((shares[-1], 1))
                program.row([*terms, *((one, -1) for one in shares)], most=0)
            for donor, column in pays.items():
                self._write_not_for(action, donor, column)
        for (donor, year), terms in sorted(charged.items()):
            self._pay(donor, year, terms)

    def _able_of_something(self, action: str) -> list[int]:
        """The donors that may pay a block of an action."""
        return sorted({donor for bill in self.columns.purses.bills[action] for donor in self._able(bill.payers)})

    def _write_not_for(self, action: str, donor: int, pays: int) -> None:
        """A donor is not named where something is spent that it may not pay: upkeep after a late end is not."""
        if donor != ANYBODY:
            terms = list(self._terms(action, _not_by(donor)))
            self.columns.program.row([*terms, (pays, _positive(terms))], most=_positive(terms))


def _positive(terms: Iterable[Term]) -> float:
    """No sum of these terms is above this."""
    return sum(max(0.0, factor) for _, factor in terms)


def _not_by(donor: int) -> Counted:
    return lambda charges: sum(amount for who, _, amount in charges if not who >> donor & 1)


def _in_all(charges: Iterable[Charge]) -> int:
    return sum(amount for _, _, amount in charges)


def _in_year(year: int) -> Counted:
    return lambda charges: sum(amount for _, when, amount in charges if when == year)


def _by_payers(payers: int) -> Counted:
    return lambda charges: sum(amount for who, _, amount in charges if who == payers)


def _by_payers_and_year(key: tuple[int, int]) -> Counted:
    return lambda charges: sum(amount for who, when, amount in charges if (who, when) == key)
