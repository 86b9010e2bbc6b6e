"""The unit prices of an assessment in a table that can be typed into; each row is saved by itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from views.desk import Desk
from views.price_rows import Known, Row, keep_rows, known_prices, row_of
from views.widgets.pad import plain

HEIGHT = 420
TYPES = {"amount": "Float64", "year": "Int64"}


def price_table(desk: Desk) -> bool:
    """Draw the table and save what was changed. True: somebody else's prices came in, and the page must be drawn again.

    The table is made from what was recorded when it was first drawn: what people type is told as differences from
    that. Once another tab saved something it is made anew.
    """
    place = f"prices {desk.dossier_id}"
    number, shown, known = desk.memo.setdefault(place, (0, *_looked_up(desk)))
    rows = [row_of(desk, item, one.price) for item, one in shown.items()]
    have = sum(one.price is not None for one in known.values())
    facts = {"have": have, "all": len(known), "currency": desk.dossier.setup.currency}
    st.markdown(desk.say("settings.prices_how", **facts))
    told, overtaken = keep_rows(desk, shown, known, rows, _draw(desk, f"{place} {number}", rows))
    refused = f"{place} refused"
    if overtaken:
        desk.memo[refused] = told
    for sentence in dict.fromkeys((*desk.memo.get(refused, ()), *told)):
        st.warning(plain(sentence))
    if overtaken or known != known_prices(desk):
        desk.memo[place] = (number + 1, *_looked_up(desk))
        return True
    return False


def _looked_up(desk: Desk) -> tuple[dict[str, Known], dict[str, Known]]:
    """What the table is made from, and what this tab knows: the same at first."""
    found = known_prices(desk)
    return found, dict(found)


def _draw(desk: Desk, key: str, rows: list[Row]) -> list[Row]:
    """The table; the rows as they are on screen."""
    say, columns = desk.say, st.column_config
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows).astype(TYPES),
        key=key,
        hide_index=True,
        height=HEIGHT,
        disabled=("name", "currency", "shipped"),
        column_order=("name", "amount", "currency", "source", "year", "shipped"),
        column_config={
            "name": columns.TextColumn(say("settings.column.name"), width=300),
            "amount": columns.NumberColumn(say("settings.column.amount"), min_value=0),
            "currency": columns.TextColumn(say("settings.column.currency"), width="small"),
            "source": columns.TextColumn(say("settings.column.source"), max_chars=1000),
            "year": columns.NumberColumn(
                say("settings.column.year"), min_value=1900, max_value=2200, step=1, format="%d", width="small"
            ),
            "shipped": columns.TextColumn(say("settings.column.shipped")),
        },
        alt=say("settings.prices"),
        placeholder="",
    )
    return [_plain_row(row) for row in edited.to_dict("records")]


def _plain_row(row: dict[Any, Any]) -> Row:
    """A row without the table's own sign for "nothing"."""
    return {str(name): None if value is pd.NA else value for name, value in row.items()}
