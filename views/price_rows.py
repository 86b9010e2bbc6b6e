"""The table of unit prices: what stands in a row, and which price a changed row means."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from planning.costing import items_used
from questionnaire.entries import Subject, price_of
from questionnaire.intentions import UnitPrice
from reports.price_names import price_name
from storage.repository import StaleEntry
from views.desk import Desk
from words.numbers import number

Row = Mapping[str, Any]
"""A row as the table shows it: `item` (its id), `name`, `unit`, `amount`, `currency`, `source`, `year`, `shipped`."""


@dataclass(frozen=True)
class PriceStanding:
    """One price as it stood when the table was made, and as it stands now, each with the stamp of its entry."""

    shown: UnitPrice | None = None
    shown_stamp: int = 0
    held: UnitPrice | None = None
    stamp: int = 0


class UnreadableRow(ValueError):
    """A row that means no price; `code` is the key of the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def standings(desk: Desk, revision: int) -> dict[str, PriceStanding]:
    """Every price that an action uses (time and travel first, then goods) and any other recorded by that revision."""
    goods = desk.library.goods
    used = sorted(
        items_used(desk.library), key=lambda one: (one in goods, price_name(desk.library, one, desk.say).casefold())
    )
    found = {one: PriceStanding() for one in used}
    for entry in desk.repository.entries(desk.dossier.id):  # the oldest first, so that the latest holds
        if entry.address.subject is not Subject.PRICE:
            continue
        (name,) = entry.address.parts
        if entry.revision <= revision:
            found[name] = PriceStanding(entry.value, entry.stamp, entry.value, entry.stamp)
        elif name in found:
            found[name] = replace(found[name], held=entry.value, stamp=entry.stamp)
    return found


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
    desk: Desk, prices: Mapping[str, PriceStanding], mine: dict[str, int], before: Sequence[Row], after: Sequence[Row]
) -> tuple[list[str], bool]:
    """Save every row that means another price than is recorded, on top of the stamp that this tab has seen.

    `before` are the rows as the table was made, `after` as they are on screen; `mine` the stamps of this tab's own last
    savings, which are added to it. Gives the sentences about what was not saved, and whether somebody else's price came
    in, so that the table must be made anew.
    """
    told: list[str] = []
    overtaken = False
    for old, new in zip(before, after, strict=True):
        name = str(old["item"])
        now, edited = prices[name], changed(old, new)
        try:
            wanted = _wanted(desk, {**new, "item": name}, now.held) if edited else now.shown
        except UnreadableRow as unreadable:
            told.append(desk.say(unreadable.code, name=old["name"]))
            continue
        if wanted == now.held:
            continue
        if now.stamp in (now.shown_stamp, mine.get(name)) and _saved(desk, name, wanted, now.stamp, mine):
            continue
        overtaken = True
        if edited:
            told.append(desk.say("settings.price_refused", name=old["name"]))
    return told, overtaken


def _wanted(desk: Desk, row: Row, held: UnitPrice | None) -> UnitPrice | None:
    """The price in a row, in the currency of the assessment; an amount that stays as it was keeps its own."""
    price = price_in(row, desk.dossier.setup.currency)
    if price is not None and held is not None and price.amount == held.amount:
        return replace(price, currency=held.currency)
    return price


def _saved(desk: Desk, name: str, price: UnitPrice | None, stamp: int, mine: dict[str, int]) -> bool:
    """Save one price. False: somebody else was first."""
    try:
        mine[name] = desk.save(price_of(name), price, expect=stamp).stamp
    except StaleEntry:
        return False
    return True
