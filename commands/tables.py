"""The tables of reports, shown in columns: the same rows that documents carry, as many columns as a screen can hold."""

from __future__ import annotations

from collections.abc import Sequence

from commands.showing import Shown, table_text
from reports.cells import Column, Table
from reports.tables import column_name
from words.phrases import Phrases


def chosen_columns(table: Table, ids: Sequence[str]) -> tuple[Column, ...]:
    """These columns of the table, in this order. Raises KeyError for one it does not have."""
    by_id = {column.id: column for column in table.columns}
    return tuple(by_id[id] for id in ids)


def shown_table(table: Table, columns: Sequence[Column], say: Phrases, width: int | None) -> str:
    """The rows under these columns, in the words of the language."""
    shown = {column.id: Shown(column_name(say, table.id, column), column.kind) for column in columns}
    return table_text(shown, table.rows, say, width=width)
