"""The sheets under the costs: unit costs, which a reader may change, and the lines that use them, live."""

from __future__ import annotations

from collections.abc import Mapping

from reports.cells import Row
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.text import exactly

PRICES = Grid(
    inputs=frozenset({"amount", "source", "year", "original_amount", "rate", "rate_date", "rate_source"}),
    widths={
        **{"price": 34, "name": 40, "per": 22, "source": 80, "year": 8, "assumption": 12, "actions": 9},
        **{"original_amount": 14, "original_currency": 12, "shipped_currency": 10, "currency": 10, "rate_source": 26},
    },
    frozen=2,
    tabloid=True,
    as_is=frozenset({"rate"}),
)
LINES = Grid(
    inputs=frozenset({"quantity"}),
    widths={
        **{"name": 58, "side": 12, "block": 23, "basis": 52, "price": 28, "bought": 48, "currency": 10},
        **{"own_days": 11, "not_costed": 12, "quantity": 12},
    },
    frozen=2,
    tabloid=True,
    as_is=frozenset({"quantity", "own_days"}),
)


def write_unit_costs(draft: Draft) -> None:
    """One row a price. A price given in another currency follows its exchange rate."""
    place = draft.places["unit_costs"]

    def live(row: Row, number: int) -> Mapping[str, Content]:
        if row["original_amount"] is None:
            return {}
        original, rate = place.here("original_amount", number), place.here("rate", number)
        return {"amount": Live(f'IF(AND(ISNUMBER({original}),ISNUMBER({rate})),{original}*{rate},"")', row["amount"])}

    write_grid(draft, "unit_costs", PRICES, live)


def write_cost_lines(draft: Draft) -> None:
    """One row for each thing used: quantity times the price on the sheet of unit costs."""
    write_grid(draft, "cost_lines", LINES, lambda row, number: _line_cells(draft, row, number))


def _line_cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    if row["price"] is None:
        return {}
    place, prices = draft.places["cost_lines"], draft.places["unit_costs"]
    at = {column: place.here(column, number) for column in place.letters}
    found = prices.found("amount", exactly(at["price"], str(row["price"])), "price")
    both = f"AND(ISNUMBER({at['unit_cost']}),ISNUMBER({at['quantity']}))"
    return {
        "unit_cost": Live(f'IF(ISNUMBER({found}),{found},"")', row["unit_cost"]),
        "amount": Live(f'IF({both},{at["quantity"]}*{at["unit_cost"]},"")', row["amount"]),
        "not_costed": Live(f'IF(ISNUMBER({at["amount"]}),"",word_not_costed)', bool(row["not_costed"])),
    }
