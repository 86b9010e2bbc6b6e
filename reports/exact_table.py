"""The table of what decimals cannot say: every number of the other tables that has no end, as a fraction.

Only the CSV files have it; in JSON each number stands as a fraction too.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.cells import Kind, Row, Table, columns_of

EXACT = columns_of(table=Kind.ID, row=Kind.COUNT, column=Kind.ID, numerator=Kind.COUNT, denominator=Kind.COUNT)
DECIMALS = 18
"""After so many decimals a number without an end is cut in CSV."""


def exact_table(tables: Mapping[str, Table]) -> Table:
    """One row for each number of these tables that is cut as a decimal; rows are counted from 1 below the head."""
    rows: tuple[Row, ...] = tuple(
        {"table": id, "row": place, "column": column, "numerator": cell.numerator, "denominator": cell.denominator}
        for id, table in tables.items()
        for place, row in enumerate(table.rows, 1)
        for column, cell in row.items()
        if isinstance(cell, Fraction) and 10**DECIMALS % cell.denominator
    )
    return Table("exact", EXACT, rows)
