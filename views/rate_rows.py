"""The table of exchange rates: which currencies need one, what stands in a row, which rate a changed row means."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from planning.costing import prices_in_force
from questionnaire.entries import Subject, rate_of
from questionnaire.intentions import ExchangeRate
from views.desk import Desk
from views.kept_rows import Row, RowKind, RowStanding, UnreadableRow, blank, exact, standings_of

MOST_RATE = 10**9
"""What one unit may buy at most: the weakest and the strongest currency lie far closer together."""


def currencies(desk: Desk) -> list[str]:
    """Every other currency in which something has a price, and any that has a rate."""
    foreign = prices_in_force(desk.dossier, desk.library).foreign
    return [one for one in dict.fromkeys((*foreign, *desk.dossier.rates)) if one != desk.dossier.setup.currency]


def rate_standings(desk: Desk, revision: int, also: Iterable[str] = ()) -> dict[str, RowStanding]:
    """Every currency that needs a rate or has one, and those named besides."""
    wanted = (*currencies(desk), *also)
    found = standings_of(desk, Subject.RATE, revision, wanted)
    return {one: rate for one, rate in found.items() if one in wanted}


def rate_row(desk: Desk, currency: str, rate: ExchangeRate | None) -> Row:
    """One rate as a row. It is blank where the rate leads to another currency than that of the plan now."""
    if rate is not None and rate.into not in ("", desk.dossier.setup.currency):
        rate = None
    return {
        "item": currency,
        "name": currency,
        "rate": None if rate is None else float(rate.rate),
        "on": None if rate is None else rate.on,
        "source": "" if rate is None else rate.source,
    }


def rate_in(row: Row) -> ExchangeRate | None:
    """The rate that a row means; None for a row without rate. Raises UnreadableRow."""
    rate, on, source = blank(row["rate"]), blank(row["on"]), (row["source"] or "").strip()
    if rate is None:
        if on is not None or source:
            raise UnreadableRow("settings.no_rate")
        return None
    if not math.isfinite(rate) or not 0 < rate <= MOST_RATE:
        raise UnreadableRow("settings.bad_rate")
    return ExchangeRate(row["item"], exact(rate), on, source)


def rates_into(currency: str) -> RowKind:
    """Rows about rates that lead to this currency."""

    def read(row: Row) -> ExchangeRate | None:
        rate = rate_in(row)
        return rate and replace(rate, into=currency)

    return RowKind(rate_of, ("rate", "on", "source"), read, "settings.rate_refused")
