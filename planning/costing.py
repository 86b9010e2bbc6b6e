"""What an action costs: quantities times unit prices in five driver blocks, exact, every amount traceable to its parts.

The formulas are those of the WHO costing tool (meeting, consultant, field visit, human resources, procurement). What
has no price is named as not costed and never counted as zero. A price of another currency than the plan's is converted
at the rate that people recorded; where they recorded none it is no price.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from planning.actions import Action, CostLine, Library, UnitCost
from planning.plan import Cost
from questionnaire.assessment import Dossier
from questionnaire.intentions import ExchangeRate

TRAVEL_DAYS = 2
"""Days on the road of a participant from away, paid like days of the meeting: one each way."""

WORKING_DAYS_IN_A_MONTH = 20
"""Turns months of people already paid into person-days."""


@dataclass(frozen=True)
class Prices:
    """The unit costs in force, with the rates (by currency) at which those of another currency become the plan's."""

    currency: str
    unit_costs: Mapping[str, UnitCost]
    rates: Mapping[str, ExchangeRate] = field(default_factory=dict)

    def amount(self, item: str) -> Fraction | None:
        """What one unit costs; None where that is not known, or known in a currency that has no rate."""
        converted = self.conversion(item)
        if converted is not None:
            amount, _, rate = converted
            return amount * rate.rate
        known = self.unit_costs.get(item)
        return known.amount if known is not None and known.currency == self.currency else None

    def conversion(self, item: str) -> tuple[Fraction, str, ExchangeRate] | None:
        """From what a converted price was made: amount, currency and rate; None where nothing was converted."""
        known = self.unit_costs.get(item)
        if known is None or known.amount is None or known.currency == self.currency:
            return None
        rate = self.rates.get(known.currency)
        return (known.amount, known.currency, rate) if rate else None

    @property
    def foreign(self) -> tuple[str, ...]:
        """The other currencies in which something has a price, sorted: those that need a rate."""
        priced = {one.currency for one in self.unit_costs.values() if one.amount is not None}
        return tuple(sorted(priced - {self.currency}))


@dataclass(frozen=True)
class CostPart:
    """One amount of a cost: so many units at this price. `price` and `amount` are None where no price is known."""

    item: str
    quantity: Fraction
    price: Fraction | None
    amount: Fraction | None


def is_currency(code: str) -> bool:
    """Whether it is written like the code of a currency: three capital letters."""
    return re.fullmatch("[A-Z]{3}", code) is not None


def prices_in_force(dossier: Dossier, library: Library) -> Prices:
    """The prices of an assessment: those entered, over those shipped; what neither has is blank."""
    unit_costs = dict(library.unit_costs)
    for item, entered in dossier.prices.items():
        per = unit_costs[item].per if item in unit_costs else ""
        unit_costs[item] = UnitCost(
            item, entered.amount, entered.currency, per, entered.source, entered.year, assumption=False
        )
    currency = dossier.setup.currency
    return Prices(currency, unit_costs, {one.currency: one for one in dossier.rates.values() if _holds(one, currency)})


def _holds(rate: ExchangeRate, currency: str) -> bool:
    """Whether a rate leads to this currency: one from before the plan's currency was changed leads elsewhere.

    A rate of zero would make everything free, so it is none.
    """
    return rate.into in ("", currency) and rate.rate > 0


def quantities_of(line: CostLine) -> tuple[tuple[str, Fraction], ...]:
    """What a line uses: each price item with its number of units, none of them zero. Existing staff uses none.

    A line that comes back every so many years is put aside for: each year uses its share. Raises KeyError for a block
    that is none of the five.
    """
    years = _many(line, "every", 1)
    return tuple((item, units / years) for item, units in _BLOCKS[line.block](line) if units)


def own_days_of(line: CostLine) -> Fraction:
    """Person-days of people already paid; zero for a line that costs money."""
    if not line.existing:
        return Fraction(0)
    days = _many(line, "days") + _many(line, "months") * WORKING_DAYS_IN_A_MONTH
    return _many(line, "persons", 1) * days / _many(line, "every", 1)


def cost_parts(line: CostLine, prices: Prices) -> tuple[CostPart, ...]:
    """The amounts that make the cost of a line; their sum is that cost."""
    return tuple(_part(item, units, prices) for item, units in quantities_of(line))


def cost_of_lines(lines: Iterable[CostLine], prices: Prices) -> Cost:
    """The cost of several lines together."""
    return Bill.of(lines, prices).cost


@dataclass(frozen=True)
class Bill:
    """Cost parts and days of own staff that can be added up and taken in shares without losing what is not costed."""

    parts: tuple[CostPart, ...] = ()
    own_days: Fraction = Fraction(0)

    @staticmethod
    def of(lines: Iterable[CostLine], prices: Prices) -> Bill:
        """The bill of these lines."""
        lines = tuple(lines)
        parts = tuple(part for line in lines for part in cost_parts(line, prices))
        return Bill(parts, sum((own_days_of(line) for line in lines), Fraction(0)))

    @staticmethod
    def total(bills: Iterable[Bill]) -> Bill:
        """All bills as one."""
        bills = tuple(bills)
        parts = tuple(part for bill in bills for part in bill.parts)
        return Bill(parts, sum((bill.own_days for bill in bills), Fraction(0)))

    def times(self, share: Fraction) -> Bill:
        """So many times this bill; nothing is left where `share` is zero."""
        if not share:
            return Bill()
        parts = tuple(
            replace(one, quantity=one.quantity * share, amount=None if one.amount is None else one.amount * share)
            for one in self.parts
        )
        return Bill(parts, self.own_days * share)

    @cached_property
    def cost(self) -> Cost:
        """The sum: None where there is something to pay and nothing of it has a price."""
        known = [part.amount for part in self.parts if part.amount is not None]
        missing = tuple(dict.fromkeys(part.item for part in self.parts if part.amount is None))
        return Cost(None if missing and not known else sum(known, Fraction(0)), missing, self.own_days)


@dataclass(frozen=True)
class ActionBill:
    """What one action costs: once, and every year from its end."""

    one_off: Bill
    recurrent: Bill

    @cached_property
    def fully_costed(self) -> bool:
        """Whether everything in it has a price."""
        return not self.one_off.cost.not_costed and not self.recurrent.cost.not_costed

    def money(self, years: Fraction) -> Fraction:
        """The priced part of one-off cost and of so many years of upkeep; zero where nothing is priced."""
        return (self.one_off.cost.amount or Fraction(0)) + years * (self.recurrent.cost.amount or Fraction(0))


def bill_of(action: Action, prices: Prices) -> ActionBill:
    """The bill of an action."""
    return ActionBill(Bill.of(action.one_off, prices), Bill.of(action.recurrent, prices))


def items_used(library: Library) -> tuple[str, ...]:
    """Every price item that an action of the library uses, sorted: the rows of a table of unit costs."""
    lines = (line for action in library.actions.values() for line in (*action.one_off, *action.recurrent))
    return tuple(sorted({item for line in lines for item, _ in quantities_of(line)}))


def _part(item: str, units: Fraction, prices: Prices) -> CostPart:
    price = prices.amount(item)
    return CostPart(item, units, price, None if price is None else units * price)


def _many(line: CostLine, key: str, otherwise: int = 0) -> Fraction:
    return line.quantities.get(key, Fraction(otherwise))


Quantities = tuple[tuple[str, Fraction], ...]


def _meeting(line: CostLine) -> Quantities:
    """Per diems of people from here and from away, venue, catering, trainers; all of it `times` over."""
    people, away, days = _many(line, "participants"), _many(line, "from_away"), _many(line, "days")
    trainer_days = _many(line, "trainers") * _many(line, "trainer_days")
    once = (
        ("per diem", (people - away) * days),
        ("per diem away", away * (days + TRAVEL_DAYS)),
        ("venue day", days),
        ("catering", people * days),
        ("trainer day", trainer_days),
        ("trainer per diem", trainer_days),
    )
    times = _many(line, "times", 1)
    return tuple((item, units * times) for item, units in once)


def _consultant(line: CostLine) -> Quantities:
    """Fee and per diem for each person and day; trips are those of each person."""
    persons, days = _many(line, "persons", 1), _many(line, "days")
    return (
        ("consultant day", persons * days),
        ("consultant per diem", persons * days),
        ("consultant trip", persons * _many(line, "trips")),
    )


def _field(line: CostLine) -> Quantities:
    days = _many(line, "days")
    return (
        ("supervisor per diem", _many(line, "supervisors") * days),
        ("vehicle hire day", _many(line, "vehicles") * days),
        ("fuel day", _many(line, "vehicles") * days),
        ("driver per diem", _many(line, "drivers") * days),
    )


def _staff(line: CostLine) -> Quantities:
    """Posts paid by the plan, by role; the time of people already paid is `own_days_of`."""
    if line.existing:
        return ()
    persons = _many(line, "persons", 1)
    return (
        (f"{line.name} month", persons * _many(line, "months")),
        (f"{line.name} day", persons * _many(line, "days")),
    )


def _procurement(line: CostLine) -> Quantities:
    return ((line.name, _many(line, "quantity", 1)),)


_BLOCKS: Mapping[str, Callable[[CostLine], Quantities]] = {
    "meeting": _meeting,
    "consultant": _consultant,
    "field": _field,
    "staff": _staff,
    "procurement": _procurement,
}

BLOCKS = tuple(_BLOCKS)
"""The five driver blocks, by name."""
