"""A figure on the page: its finding and its key as text, the chart, and the same figures as a table folded below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from reports.chart_style import Drawn
from reports.figures import Figure
from views.desk import Desk
from views.widgets.pad import plain
from views.widgets.phone import is_phone

COLUMNS_ON_A_PHONE = 3


def draw_chart(drawn: Drawn, key: str = "") -> None:
    """Title, subtitle and chart, between them a key that needs colours (our own HTML).

    Title and subtitle are the chart's text for those who do not see it; its table says the rest.
    """
    figure = drawn.figure
    st.markdown("  \n".join(filter(None, (f"**{plain(figure.title)}**", plain(figure.subtitle)))))
    if key:
        st.html(key)
    if figure.marks:
        st.altair_chart(drawn.chart, theme=None, width="stretch", alt=f"{figure.title}. {figure.subtitle}")


def draw_table(desk: Desk, figure: Figure[Any], key: str) -> None:
    """The table of a figure, folded; on a phone, where it has more than three columns, as lines in two."""
    if not figure.rows:
        return
    with st.expander(desk.say("results.as_table"), icon=":material/table:", key=f"table {key}"):
        show_rows(desk, figure.heads, figure.rows)


def show_rows(
    desk: Desk, heads: Sequence[str], rows: Sequence[Sequence[str]], *, on_a_phone: int = COLUMNS_ON_A_PHONE
) -> None:
    """Rows of plain text as a table that wraps and prints; folded where a phone has room for fewer columns."""
    shown = [[plain(cell) for cell in row] for row in rows]
    heads = [plain(head) for head in heads]
    if is_phone(st.context.headers) and len(heads) > on_a_phone:
        heads, shown = _folded(desk, heads, shown)
    table = [dict(zip(heads, row, strict=True)) for row in shown]
    st.table(table, border="horizontal", hide_index=True)


def _folded(desk: Desk, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The first two columns above each other in one, the others as lines "head: cell" of a second."""
    kept = 2
    colon = desk.say("figures.colon")
    lines = [
        "  \n".join(f"{head}{colon}{cell}" for head, cell in zip(heads[kept:], row[kept:], strict=True)) for row in rows
    ]
    folded = [["  \n".join(row[:kept]), line] for row, line in zip(rows, lines, strict=True)]
    return [heads[0], desk.say("results.more")], folded
