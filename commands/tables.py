"""The tables of reports, shown in columns: the same rows that documents carry, as many columns as a screen can hold."""

from __future__ import annotations

from collections.abc import Sequence

from commands.showing import Shown, table_text
from reports.cells import Cell, Coded, Column, Kind, Table
from reports.tables import column_name
from words.phrases import Phrases


def chosen_columns(table: Table, ids: Sequence[str]) -> tuple[Column, ...]:
    """These columns of the table, in this order. Raises KeyError for one it does not have."""
    by_id = {column.id: column for column in table.columns}
    return tuple(by_id[id] for id in ids)


def shown_table(table: Table, columns: Sequence[Column], say: Phrases, width: int | None) -> str:
    """The rows under these columns, in the words of the language. A flag says what it is, not only that it is up."""
    shown = {column.id: Shown(column_name(say, table.id, column), column.kind) for column in columns}
    rows = [{column.id: _told(column, row[column.id]) for column in columns} for row in table.rows]
    return table_text(shown, rows, say, width=width)


def _told(column: Column, cell: Cell) -> Cell:
    return Coded("reports.flag", column.id) if column.kind is Kind.FLAG and cell is True else cell
