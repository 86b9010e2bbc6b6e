"""The replies after a reveal: the finding, a bar for every level, whose functions differ. The bars are their own table.

They are drawn as a table of ours, not as a chart: forty phones draw it at once, and it can be read aloud and printed.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape

import streamlit as st

from questionnaire.framework import Question
from questionnaire.talk import Talk, talk_on
from reports.palette import EDGE, GRID, NOT_KNOWN, WHITE, level_colours
from views.ballot_words import differing, finding, key_figures, level_named, names_by_reply
from views.desk import Desk
from views.widgets.pad import plain


def show_replies(
    desk: Desk, question: Question, *, large: bool = False, names: bool = True, brief: bool = False
) -> None:
    """Draw how the revealed replies to a question are spread.

    `large` is for the wall of a hall. `names`: who replied what as well, where the room chose so. `brief`: the finding
    and the bars alone.
    """
    talk = talk_on(desk.dossier, question.id)
    figures = "" if brief else key_figures(desk, question, talk)
    st.markdown("  \n".join(filter(None, (f"**{finding(desk, talk)}**", figures))))
    if talk.distribution.replies:
        st.html(bars(desk, question, talk, large=large))
    if brief:
        return
    if sentence := differing(desk, talk):
        st.markdown(sentence)
    if names and (by_reply := names_by_reply(desk, question)):
        told = [f"**{reply}** {plain(', '.join(people))}" for reply, people in by_reply.items()]
        st.markdown("  \n".join(told))


def bars(desk: Desk, question: Question, talk: Talk, *, large: bool = False) -> str:
    """The bars as a table: level, bar, count; levels that nobody gave are shown, other replies only where there are."""
    spread_over = talk.distribution
    most = max((*spread_over.levels.values(), spread_over.not_known, spread_over.not_applicable, 1))
    rows = [
        _row(level_named(desk, level), count, most, _fill(question, level), large=large)
        for level, count in spread_over.levels.items()
    ]
    others = (("not_known", spread_over.not_known, NOT_KNOWN), ("not_applicable", spread_over.not_applicable, WHITE))
    for state, count, fill in others:
        if count:
            rows.append(_row(desk.say(f"answer.state.{state}"), count, most, fill, large=large, sure=False))
    heads = "".join(f"<th scope='col'>{escape(desk.say(f'ballot.head_{one}'))}</th>" for one in ("level", "n"))
    hidden = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"
    return (
        "<table style='width:100%;border-collapse:collapse;border:none'>"
        f"<thead style='{hidden}'><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _fill(question: Question, level: Fraction) -> str:
    return level_colours((level - question.scale.lowest) / question.scale.width)[0]


def _row(word: str, count: int, most: int, fill: str, *, large: bool, sure: bool = True) -> str:
    height, digits = ("44px", "28px") if large else ("22px", "1rem")
    edge = f"1px {'solid' if sure else 'dashed'} {EDGE}"
    width = f"{85 * count / most:.1f}%"
    bar = f"<span style='display:inline-block;width:{width};height:{height};background:{fill};border:{edge}'></span>"
    zero = f"<span style='display:inline-block;width:0;height:{height};border-left:1px solid {EDGE}'></span>"
    padding = "padding:.15rem .5rem .15rem 0;border:none"
    return (
        f"<tr><th scope='row' style='{padding};text-align:right;font-weight:400;white-space:nowrap;width:1%'>"
        f"{escape(word)}</th><td style='{padding};white-space:nowrap;border-left:1px solid {GRID}'>"
        f"<span style='display:flex;align-items:center;gap:.5rem'>{bar if count else zero}"
        f"<b style='font-size:{digits}'>{count}</b></span></td></tr>"
    )
