"""A paper on screen: the same headings, sentences and tables that its Word file has."""

from __future__ import annotations

import streamlit as st

from reports.paper import Paper, PaperFacts, PaperHeading, PaperList, PaperPart, PaperTable, PaperText, cell_text
from views.widgets.pad import plain


def paper_sheet(paper: Paper) -> None:
    """Draw the paper."""
    st.header(plain(paper.title), anchor=False)
    if paper.subtitle:
        st.markdown(plain(paper.subtitle))
    for part in paper.parts:
        _draw(part)


def _draw(part: PaperPart) -> None:
    match part:
        case PaperHeading(text=text):
            st.subheader(plain(text), anchor=False)
        case PaperText(text=text):
            st.markdown(_lines(text))
        case PaperList(points=points):
            st.markdown("\n".join(f"- {_lines(one)}" for one in points))
        case PaperFacts(pairs=pairs):
            st.markdown("  \n".join(f"**{plain(name)}** · {_lines(fact)}" for name, fact in pairs))
        case PaperTable():
            rows = [
                {plain(head): _lines(cell_text(cell)) or "\u2013" for head, cell in zip(part.heads, row, strict=True)}
                for row in part.rows
            ]
            st.table(rows, hide_index=True, border="horizontal", alt=part.about)


def _lines(text: str) -> str:
    """Text of people as it was written, its line ends kept."""
    return "  \n".join(plain(line) for line in text.split("\n"))
