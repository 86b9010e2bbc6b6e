"""The table of unit prices: what stands in a row, and which price a changed row means."""

from __future__ import annotations

import math
from collections.abc import Iterable

from planning.costing import is_currency, items_used
from questionnaire.entries import Subject, price_of
from questionnaire.intentions import UnitPrice
from reports.price_names import price_name
from views.desk import Desk
from views.kept_rows import Row, RowKind, RowStanding, UnreadableRow, blank, exact, standings_of
from words.numbers import number


def standings(desk: Desk, revision: int, also: Iterable[str] = ()) -> dict[str, RowStanding]:
    """Every price that an action uses (time and travel first, then goods), those named, any recorded by then."""
    goods = desk.library.goods
    used = sorted(
        items_used(desk.library), key=lambda one: (one in goods, price_name(desk.library, one, desk.say).casefold())
    )
    return standings_of(desk, Subject.PRICE, revision, (*used, *also))


def row_of(desk: Desk, item: str, price: UnitPrice | None) -> Row:
    """One price as a row. An unknown amount is None, never zero."""
    return {
        "item": item,
        "name": price_name(desk.library, item, desk.say),
        "unit": _unit(desk, item),
        "amount": None if price is None else float(price.amount),
        "currency": desk.dossier.setup.currency if price is None else price.currency,
        "source": "" if price is None else price.source,
        "year": None if price is None else price.year,
        "shipped": _shipped(desk, item),
    }


def _unit(desk: Desk, item: str) -> str:
    """For what one price pays: "per day"; empty where the framework does not say."""
    cost = desk.library.unit_costs.get(item)
    key = f"costs.per.{cost.per}" if cost else ""
    return desk.say(key) if key in desk.say else cost.per if cost else ""


def _shipped(desk: Desk, item: str) -> str:
    """The price that came with the framework, with its currency and source; empty where there is none."""
    cost = desk.library.unit_costs.get(item)
    if cost is None or cost.amount is None:
        return ""
    amount = f"{number(cost.amount, desk.language, 0 if cost.amount.denominator == 1 else 2)} {cost.currency}"
    mark = desk.say("settings.assumption") if cost.assumption else ""
    return ", ".join(filter(None, (amount, cost.source, str(cost.year or ""), mark)))


def price_in(row: Row) -> UnitPrice | None:
    """The price that a row means; None for a row without amount. Raises UnreadableRow."""
    amount, source, year = blank(row["amount"]), (row["source"] or "").strip(), blank(row["year"])
    currency = (blank(row["currency"]) or "").strip()
    if amount is None:
        if source or year is not None:
            raise UnreadableRow("settings.no_amount")
        return None
    if not math.isfinite(amount) or amount < 0:
        raise UnreadableRow("settings.bad_amount")
    if not is_currency(currency):
        raise UnreadableRow("settings.bad_currency")
    if year is not None and not 1900 <= year <= 2200:
        raise UnreadableRow("settings.bad_year")
    return UnitPrice(row["item"], exact(amount), currency, source, None if year is None else int(year))


PRICES = RowKind(price_of, ("amount", "currency", "source", "year"), price_in, "settings.price_refused")
"""Rows about prices: `unit` and `shipped` are told beside what can be typed."""
