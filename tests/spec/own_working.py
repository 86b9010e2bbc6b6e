"""How the examples of other currencies and own actions are worked: through the real library, prices and bills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from planning.costing import ActionBill, Prices, bill_of, prices_in_force
from planning.own_actions import with_own_actions
from questionnaire.assessment import Dossier, Setup
from questionnaire.intentions import ExchangeRate, UnitPrice
from questionnaire.own_actions import OwnAction
from tests import examples
from tests.spec.tables import NOTHING, Example, Table, filled, written

FRAMEWORK = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))


def prices(example: Example) -> Table:
    """What each thing costs in the plan's currency, and from what that was converted."""
    entered = {row["thing"]: _price(row["thing"], row["amount"], row["currency"]) for row in example.given.records()}
    known = prices_in_force(_dossier(example, prices=entered), examples.library())
    cells: Mapping[str, Callable[[str], str]] = {
        "price": lambda thing: written(known.amount(thing)),
        "converted from": lambda thing: _converted(known, thing),
    }
    return filled(example, lambda row, column: cells[column](row["thing"]))


def _converted(known: Prices, thing: str) -> str:
    found = known.conversion(thing)
    if found is None:
        return NOTHING
    amount, currency, rate = found
    return f"{written(amount)} {currency} at {written(rate.rate)}"


def own_actions(example: Example) -> Table:
    """What each own action becomes, and what it costs."""
    own = {row["action"]: _own(row) for row in example.given.records()}
    entered = [_price(*part.rsplit(" ", 2)) for part in example.policy.get("entered", "").split(", ") if part]
    dossier = _dossier(example, own_actions=own, prices={one.item: one for one in entered})
    library = with_own_actions(examples.library(examples.action("A-1", "A1.1a")), dossier)
    bills = {id: bill_of(library.actions[id], prices_in_force(dossier, library)) for id in own}
    cells: Mapping[str, Callable[[str], str]] = {
        "meets": lambda id: " ".join(library.actions[id].meets) or NOTHING,
        "after": lambda id: " ".join(library.actions[id].after) or NOTHING,
        "cost once": lambda id: written(bills[id].one_off.cost.amount),
        "cost yearly": lambda id: written(bills[id].recurrent.cost.amount),
        "not costed": lambda id: _not_costed(bills[id]),
    }
    return filled(example, lambda row, column: cells[column](row["action"]))


def _not_costed(bill: ActionBill) -> str:
    return ", ".join((*bill.one_off.cost.not_costed, *bill.recurrent.cost.not_costed)) or NOTHING


def _own(row: Mapping[str, str]) -> OwnAction:
    return OwnAction(
        row["action"],
        row["action"],
        "review",
        "legal",
        3,
        tuple(row.get("meets", "").split()),
        tuple(row.get("after", "").split()),
        Fraction(row["once"]) if row.get("once") else None,
        Fraction(row["yearly"]) if row.get("yearly") else None,
        row.get("currency", ""),
    )


def _price(thing: str, amount: str, currency: str) -> UnitPrice:
    return UnitPrice(thing, Fraction(amount), currency)


def _dossier(example: Example, **more: object) -> Dossier:
    """A dossier with the plan's currency and the rates that the example names: "EUR 1.08", "JPY 0.9 into XAF"."""
    currency = example.policy.get("currency", "USD")
    rates = [part.split() for part in example.policy.get("rates", "").split(", ") if part]
    recorded = {
        code: ExchangeRate(code, Fraction(rate), into=into[1] if into else currency) for code, rate, *into in rates
    }
    return examples.dossier(FRAMEWORK, setup=Setup(currency=currency), rates=recorded, **more)
