"""A table that can be typed into, of which each row is saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from views.desk import Desk
from views.kept_rows import Row, RowKind, RowStanding, keep_rows
from views.widgets.pad import plain


@dataclass(frozen=True)
class RowTable:
    """One such table: `name` tells it apart from others on the page.

    `standings` gives what stands there as of a revision, for the names given and all others; `row` makes one row of it,
    `draw` draws the rows under a widget key and gives them as they are on screen.
    """

    name: str
    kind: RowKind
    standings: Callable[[int, Iterable[str]], Mapping[str, RowStanding]]
    row: Callable[[str, Any], Row]
    draw: Callable[[str, list[Row]], list[Row]]


def keep_table(desk: Desk, table: RowTable) -> bool:
    """Draw the table and save what was changed. True: somebody else's rows came in, and the page must be drawn again.

    What people type is told as differences from the table as it was made, so it is made as of one revision until
    somebody else's row comes in. A hidden note in the tab carries that revision over a restart of the server.
    """
    place = f"{table.name} {desk.dossier_id} {desk.language}"
    revision = _made_at(desk, table.name, place)
    standings, rows = _made(desk, table, place, revision)
    mine = desk.memo.setdefault(f"mine {place}", {})
    drawn = table.draw(f"{place} {revision}", rows)
    told, overtaken = keep_rows(desk, table.kind, standings, mine, rows, drawn)
    told = [*desk.memo.pop(f"refused {place}", ()), *told]
    if overtaken:
        desk.memo[f"refused {place}"] = told
        make_anew(desk, table.name)
        return True
    for sentence in dict.fromkeys(told):
        st.warning(plain(sentence))
    return False


def make_anew(desk: Desk, name: str) -> None:
    """Let the table of this name be made as of now when it is next drawn."""
    desk.memo[f"fresh {name} {desk.dossier_id} {desk.language}"] = desk.repository.revision(desk.dossier.id)


def _made_at(desk: Desk, name: str, place: str) -> int:
    """The revision as of which the table on screen was made: the note says it, or it is made now."""
    fresh = desk.memo.pop(f"fresh {place}", None)
    if fresh is not None:
        desk.memo[f"stamp {place}"] = str(fresh)
        desk.memo.pop(f"rows {place}", None)
    now = desk.repository.revision(desk.dossier.id)
    with st.container(key=f"stamp-{name}"):
        written = st.text_input("revision", str(now), key=f"stamp {place}", label_visibility="collapsed")
    return min(int(written), now) if written and written.isdigit() else now


def _made(desk: Desk, table: RowTable, place: str, revision: int) -> tuple[Mapping[str, RowStanding], list[Row]]:
    """What stands there, and the rows as the table was made.

    The rows are remembered: what else they show (a name, a price to compare with) may change meanwhile, and a table
    that is given other rows forgets what was typed into it.
    """
    made, rows = desk.memo.get(f"rows {place}", (None, []))
    if made == revision:
        return table.standings(revision, [row["item"] for row in rows]), rows
    standings = table.standings(revision, ())
    rows = [table.row(name, one.shown) for name, one in standings.items()]
    desk.memo[f"rows {place}"] = (revision, rows)
    return standings, rows


def plain_rows(edited: pd.DataFrame) -> list[Row]:
    """The rows of an edited table without the table's own signs for "nothing"."""
    return [
        {str(name): None if value is pd.NA or value is pd.NaT else value for name, value in row.items()}
        for row in edited.to_dict("records")
    ]
