"""The unit prices of an assessment in a table that can be typed into; each row is saved by itself."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from views.desk import Desk
from views.price_rows import Row, keep_rows, row_of, standings
from views.widgets.pad import plain

HEIGHT = 420
TYPES = {"amount": "Float64", "year": "Int64"}


def price_table(desk: Desk) -> bool:
    """Draw the table and save what was changed. True: somebody else's prices came in, and the page must be drawn again.

    What people type is told as differences from the table as it was made, so it is made as of one revision until
    somebody else's price comes in. A hidden note in the tab carries that revision over a restart of the server.
    """
    place = f"prices {desk.dossier_id} {desk.language}"
    revision = _made_at(desk, place)
    prices = standings(desk, revision)
    rows = [row_of(desk, name, one.shown) for name, one in prices.items()]
    have = sum(one.held is not None for one in prices.values())
    st.markdown(desk.say("settings.prices_how", have=have, all=len(prices), currency=desk.dossier.setup.currency))
    mine = desk.memo.setdefault(f"mine {place}", {})
    told, overtaken = keep_rows(desk, prices, mine, rows, _draw(desk, f"{place} {revision}", rows))
    told = [*desk.memo.pop(f"refused {place}", ()), *told]
    if overtaken:
        desk.memo[f"refused {place}"] = told
        desk.memo[f"fresh {place}"] = desk.repository.revision(desk.dossier.id)
        return True
    for sentence in dict.fromkeys(told):
        st.warning(plain(sentence))
    return False


def _made_at(desk: Desk, place: str) -> int:
    """The revision as of which the table on screen was made: the note says it, or it is made now."""
    fresh = desk.memo.pop(f"fresh {place}", None)
    if fresh is not None:
        desk.memo[f"stamp {place}"] = str(fresh)
    now = desk.repository.revision(desk.dossier.id)
    with st.container(key="stamp-prices"):
        written = st.text_input("revision", str(now), key=f"stamp {place}", label_visibility="collapsed")
    return min(int(written), now) if written and written.isdigit() else now


def _draw(desk: Desk, key: str, rows: list[Row]) -> list[Row]:
    """The table; the rows as they are on screen."""
    say, columns = desk.say, st.column_config
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows).astype(TYPES),
        key=key,
        hide_index=True,
        height=HEIGHT,
        disabled=("name", "unit", "currency", "shipped"),
        column_order=("name", "unit", "amount", "currency", "source", "year", "shipped"),
        column_config={
            "name": columns.TextColumn(say("settings.column.name"), width=270),
            "unit": columns.TextColumn(say("settings.column.unit"), width=160),
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
