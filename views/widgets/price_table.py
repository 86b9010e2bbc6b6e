"""The unit prices of an assessment in a table that can be typed into; each row is saved by itself."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from access.permissions import Right
from planning.costing import items_used
from views.desk import Desk
from views.kept_rows import Row
from views.price_rows import PRICES, row_of, standings
from views.widgets.row_table import RowTable, keep_table, plain_rows

HEIGHT = 420
TYPES = {"amount": "Float64", "year": "Int64"}


def price_table(desk: Desk) -> bool:
    """Draw the table and save what was changed. True: somebody else's prices came in: the page must be drawn again."""
    have = desk.dossier.prices
    every = {*items_used(desk.library), *have}
    st.markdown(desk.say("settings.prices_how", have=len(have), all=len(every), currency=desk.dossier.setup.currency))
    table = RowTable("prices", PRICES, partial(standings, desk), partial(row_of, desk), partial(_draw, desk))
    return keep_table(desk, table)


def _draw(desk: Desk, key: str, rows: list[Row]) -> list[Row]:
    """The table; the rows as they are on screen."""
    say, columns = desk.say, st.column_config
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows).astype(TYPES),
        key=key,
        hide_index=True,
        height=HEIGHT,
        disabled=("name", "unit", "shipped") if desk.may(Right.PRIORITISE) else True,
        column_order=("name", "unit", "amount", "currency", "source", "year", "shipped"),
        column_config={
            "name": columns.TextColumn(say("settings.column.name"), width=270),
            "unit": columns.TextColumn(say("settings.column.unit"), width=160),
            "amount": columns.NumberColumn(say("settings.column.amount"), min_value=0),
            "currency": columns.TextColumn(say("settings.column.currency"), width="small", max_chars=3),
            "source": columns.TextColumn(say("settings.column.source"), max_chars=1000),
            "year": columns.NumberColumn(
                say("settings.column.year"), min_value=1900, max_value=2200, step=1, format="%d", width="small"
            ),
            "shipped": columns.TextColumn(say("settings.column.shipped")),
        },
        alt=say("settings.prices"),
        placeholder="",
    )
    return plain_rows(edited)
