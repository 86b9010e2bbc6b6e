"""The table of unit prices: what stands in a row, and which price a changed row means."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from planning.costing import items_used
from questionnaire.entries import price_of
from questionnaire.intentions import UnitPrice
from storage.repository import StaleEntry
from views.desk import Desk
from words.numbers import number

Row = Mapping[str, Any]
"""A row as the table shows it: `item` (its id), `name`, `amount`, `currency`, `source`, `year`, `shipped`."""


@dataclass(frozen=True)
class Known:
    """What this tab knows to be recorded for one price: the stamp of its entry, and the price."""

    stamp: int
    price: UnitPrice | None


class UnreadableRow(ValueError):
    """A row that means no price; `code` is the key of the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def known_prices(desk: Desk) -> dict[str, Known]:
    """What is recorded for every price that an action uses (time and travel first, then goods), and any other."""
    dossier = desk.dossier
    found: dict[str, Known] = {}
    used = sorted(
        items_used(desk.library), key=lambda item: (item in desk.library.goods, price_name(desk, item).casefold())
    )
    for item in dict.fromkeys((*used, *sorted(dossier.prices))):
        entry = desk.repository.entry(dossier.id, price_of(item))
        found[item] = Known(entry.stamp, entry.value) if entry else Known(0, None)
    return found


def row_of(desk: Desk, item: str, price: UnitPrice | None) -> Row:
    """One price as a row. An unknown amount is None, never zero."""
    return {
        "item": item,
        "name": price_name(desk, item),
        "amount": None if price is None else float(price.amount),
        "currency": desk.dossier.setup.currency if price is None else price.currency,
        "source": "" if price is None else price.source,
        "year": None if price is None else price.year,
        "shipped": _shipped(desk, item),
    }


def price_name(desk: Desk, item: str) -> str:
    """What is paid for, in the language on screen, with its unit: words of the program, or of the framework's goods."""
    goods, cost = desk.library.goods.get(item), desk.library.unit_costs.get(item)
    key, unit = f"costs.items.{item}", f"costs.per.{cost.per}" if cost else ""
    name = desk.say(key) if key in desk.say else goods(desk.language) if goods else item
    return f"{name}, {desk.say(unit)}" if unit in desk.say else name


def _shipped(desk: Desk, item: str) -> str:
    """The price that came with the framework, with its currency and source; empty where there is none."""
    cost = desk.library.unit_costs.get(item)
    if cost is None or cost.amount is None:
        return ""
    amount = f"{number(cost.amount, desk.language, 0 if cost.amount.denominator == 1 else 2)} {cost.currency}"
    mark = desk.say("settings.assumption") if cost.assumption else ""
    return ", ".join(filter(None, (amount, cost.source, str(cost.year or ""), mark)))


def price_in(row: Row, currency: str) -> UnitPrice | None:
    """The price that a row means; None for a row without amount. Raises UnreadableRow."""
    amount, source, year = _blank(row["amount"]), (row["source"] or "").strip(), _blank(row["year"])
    if amount is None:
        if source or year is not None:
            raise UnreadableRow("settings.no_amount")
        return None
    if not math.isfinite(amount) or amount < 0:
        raise UnreadableRow("settings.bad_amount")
    if year is not None and not 1900 <= year <= 2200:
        raise UnreadableRow("settings.bad_year")
    return UnitPrice(row["item"], Fraction(repr(float(amount))), currency, source, None if year is None else int(year))


def _blank(value: Any) -> Any:
    """None for what a table calls empty."""
    return None if value is None or value != value else value  # noqa: PLR0124  NaN is what differs from itself


def changed(before: Row, after: Row) -> bool:
    """Whether a person changed the row."""
    return any(_blank(before[name]) != _blank(after[name]) for name in ("amount", "source", "year"))


def keep_rows(
    desk: Desk, shown: Mapping[str, Known], known: dict[str, Known], before: Sequence[Row], after: Sequence[Row]
) -> tuple[list[str], bool]:
    """Save every row that means another price than this tab knows to be recorded, each on top of the stamp it knows.

    `shown` is what the table was made from, `known` the same with this tab's own savings, which are added to it. Gives
    the sentences about what was not saved, and whether somebody else's price stands where one was to be saved.
    """
    told: list[str] = []
    overtaken = False
    currency = desk.dossier.setup.currency
    for old, new in zip(before, after, strict=True):
        item = str(old["item"])
        try:
            wanted = price_in({**new, "item": item}, currency) if changed(old, new) else shown[item].price
        except UnreadableRow as unreadable:
            told.append(desk.say(unreadable.code, name=old["name"]))
            continue
        if wanted == known[item].price:
            continue
        try:
            entry = desk.save(price_of(item), wanted, expect=known[item].stamp)
        except StaleEntry:
            told.append(desk.say("settings.price_refused", name=old["name"]))
            overtaken = True
            continue
        known[item] = Known(entry.stamp, wanted)
    return told, overtaken
