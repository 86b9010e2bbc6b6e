"""The plan as a table that can be typed into; each row is saved by itself, each move is checked before it is kept."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from access.permissions import Right
from questionnaire.following import Funding
from views.desk import Desk
from views.kept_rows import Row
from views.step_rows import (
    LONGEST,
    PlanStanding,
    funding_said,
    keep_step_rows,
    plan_standing,
    quarters_offered,
    step_row,
)
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.row_table import plain_rows

HEIGHT = 420
ROW, HEAD = 36, 40
COLUMNS = ("name", "starts", "ends", "owner", "partner", "funding", "donor", "notes")
ON_A_PHONE = ("name", "starts", "owner")


def step_table(desk: Desk) -> bool:
    """Draw the table and save what was changed. True: the plan or its table is another now, and must be drawn again.

    What people type is told as differences from the table as it was made, so it is made as of one revision, and its
    rows are remembered, until something comes in from elsewhere. A hidden note in the tab carries that revision over a
    restart of the server.
    """
    place = f"steps {desk.dossier_id} {desk.language}"
    revision = _made_at(desk, place)
    standing = plan_standing(desk, revision)
    phone = is_phone(st.context.headers)
    st.markdown(desk.say("plan_edit.about_phone" if phone else "plan_edit.about"))
    if not (standing.shown or standing.held):
        return False
    above = st.container(key="step notes")  # below the table nobody would see what was refused
    mine = desk.memo.setdefault(f"mine {place}", {})
    rows, months, stale = _made(desk, place, revision, standing)
    edited = _draw(desk, f"{place} {revision}", rows, months, phone=phone)
    told, again = keep_step_rows(desk, standing, mine, rows, edited)
    told = [*desk.memo.pop(f"refused {place}", ()), *told]
    if again or stale:
        desk.memo[f"refused {place}"] = told
        desk.memo[f"fresh {place}"] = desk.repository.revision(desk.dossier.id)
        return True
    for sentence in dict.fromkeys(told):
        above.warning(plain(sentence))
    return False


def _made_at(desk: Desk, place: str) -> int:
    """The revision as of which the table on screen was made: the note says it, or it is made now."""
    fresh = desk.memo.pop(f"fresh {place}", None)
    if fresh is not None:
        desk.memo[f"stamp {place}"] = str(fresh)
        desk.memo.pop(f"rows {place}", None)
    now = desk.repository.revision(desk.dossier.id)
    with st.container(key="stamp-steps"):
        written = st.text_input("revision", str(now), key=f"stamp {place}", label_visibility="collapsed")
    return min(int(written), now) if written and written.isdigit() else now


def _made(desk: Desk, place: str, revision: int, standing: PlanStanding) -> tuple[list[Row], list[str], bool]:
    """The rows and months as the table was made, and whether they are others by now.

    A table that is given other rows forgets what was typed into it, so the old ones are drawn once more and the table
    is made anew after what was typed is kept.
    """
    rows = [step_row(desk, standing, action) for action in standing.shown]
    months = list(quarters_offered(desk, standing.first, (*standing.shown.values(), *standing.held.values())))
    made: tuple[int, list[Row], list[str]] = desk.memo.get(f"rows {place}", (revision, rows, months))
    if made[0] != revision or [row["item"] for row in made[1]] != list(standing.shown):
        made = (revision, rows, months)
    desk.memo[f"rows {place}"] = made
    return made[1], made[2], made[1:] != (rows, months)


def _draw(desk: Desk, key: str, rows: list[Row], months: list[str], *, phone: bool) -> list[Row]:
    """The table; the rows as they are on screen."""
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows, columns=("item", *COLUMNS), dtype=object),
        key=key,
        hide_index=True,
        height=min(HEIGHT, HEAD + ROW * len(rows)),
        disabled=("name", "ends") if desk.may(Right.PRIORITISE) else True,
        column_order=ON_A_PHONE if phone else COLUMNS,
        column_config=_columns(desk, months, phone=phone),
        alt=desk.say("plan_edit.title"),
        placeholder="",
    )
    return plain_rows(edited)


def _columns(desk: Desk, months: list[str], *, phone: bool) -> dict[str, Any]:
    say, columns = desk.say, st.column_config
    heads = {name: say(f"plan_edit.column.{name}") for name in COLUMNS}
    words = [funding_said(desk, one) or "" for one in Funding]
    hints = {name: say(f"plan_edit.{name}_help") for name in ("owner", "partner", "donor")}
    texts = {
        name: columns.TextColumn(
            heads[name], max_chars=most, help=hints.get(name), width=200 if name == "notes" else 130
        )
        for name, most in LONGEST.items()
    }
    return {
        "name": columns.TextColumn(heads["name"], width=150 if phone else 300, pinned=not phone),
        "starts": columns.SelectboxColumn(heads["starts"], options=months, required=True, width=95),
        "ends": columns.TextColumn(heads["ends"], width=95),
        "funding": columns.SelectboxColumn(heads["funding"], options=words, width=125),
        **texts,
    }
