"""The exchange rates of an assessment in a table that can be typed into; each row is saved by itself."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from access.permissions import Right
from planning.costing import is_currency, prices_in_force
from views.desk import Desk
from views.kept_rows import Row
from views.rate_rows import currencies, rate_row, rate_standings, rates_into
from views.widgets.pad import plain
from views.widgets.row_table import RowTable, keep_table, make_anew, plain_rows

TYPES = {"rate": "Float64", "on": "datetime64[s]"}


def rates_table(desk: Desk) -> bool:
    """Draw the table and save what was changed. True: the page must be drawn again, for rows that came in."""
    plan = desk.dossier.setup.currency
    added: list[str] = desk.memo.setdefault(f"added rates {desk.dossier_id}", [])
    there = [*currencies(desk), *added]
    st.markdown(desk.say("settings.rates_how" if there else "settings.rates_none", currency=plan))
    prices = prices_in_force(desk.dossier, desk.library)
    if missing := [one for one in prices.foreign if one not in prices.rates]:
        st.markdown(desk.say("settings.rates_missing", names=", ".join(missing)))
    table = RowTable(
        f"rates {plan}",  # A rate leads to the plan's currency: under another one these are other rows.
        rates_into(plan),
        lambda revision, also: rate_standings(desk, revision, (*added, *also)),
        partial(rate_row, desk),
        partial(_draw, desk),
    )
    again = bool(there) and keep_table(desk, table)
    new = _another(desk, {*there, plan}) if desk.may(Right.PRIORITISE) else ""
    if new:
        added.append(new)
        make_anew(desk, table.name)
    return again or bool(new)


def _draw(desk: Desk, key: str, rows: list[Row]) -> list[Row]:
    """The table; the rows as they are on screen."""
    say, columns = desk.say, st.column_config
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows).astype(TYPES),
        key=f"{key} {len(rows)}",
        hide_index=True,
        disabled=("name",) if desk.may(Right.PRIORITISE) else True,
        column_order=("name", "rate", "on", "source"),
        column_config={
            "name": columns.TextColumn(say("settings.rate_column.name"), width="small"),
            "rate": columns.NumberColumn(
                say("settings.rate_column.rate", currency=desk.dossier.setup.currency), format="%.10g"
            ),
            "on": columns.DateColumn(say("settings.rate_column.day"), format="YYYY-MM-DD"),
            "source": columns.TextColumn(say("settings.column.source"), max_chars=1000),
        },
        alt=say("settings.rates"),
        placeholder="",
    )
    return [{**row, "on": _day(row["on"])} for row in plain_rows(edited)]


def _day(value: Any) -> date | None:
    """The day of a moment."""
    return value.date() if isinstance(value, datetime) else value


def _another(desk: Desk, there: set[str]) -> str:
    """A field for a currency that has no row yet: the code that was added, if one was."""
    with (
        st.form("another rate", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        typed = st.text_input(desk.say("settings.rate_another"), max_chars=3, width=220, key="another currency")
        pressed = st.form_submit_button(desk.say("settings.rate_add"))
    code = (typed or "").strip()
    if not pressed or code in there:
        return ""
    if not is_currency(code):
        st.warning(plain(desk.say("settings.bad_currency", name=code)))
        return ""
    return code
