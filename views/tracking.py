"""Following the plan: what is late or blocked first, how far every action is, what was spent, and the next report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from access.permissions import Right
from planning.board_lines import BoardLine
from planning.tracking import Board, board
from reports.charts import progress_chart, spent_chart
from reports.plan_figures import section_of_step
from views.desk import Desk
from views.kept_plan import kept_plan
from views.plan_words import action_said, named
from views.tracking_words import (
    amount_told,
    attention_told,
    finding_told,
    money_told,
    over_told,
    planned_told,
    progress_told,
    words_told,
)
from views.widgets.figure import draw_chart, draw_table, show_rows
from views.widgets.locked_note import locked
from views.widgets.pad import plain
from views.widgets.phone import is_phone
from views.widgets.plan_ground import draw_if_told_in_part
from views.widgets.progress_form import forget_told, progress_form
from views.widgets.progress_history import progress_history, reassess_list
from views.widgets.status_bar import status_bar
from words.numbers import day

FILTER, ACTION, ASKED = "tracking filter", "tracking action", "tracking asked"
"""Under which name the session remembers what was picked: the words of the boxes change when something is recorded."""

FIRST_SHOWN = 8
"""How many actions are in the table before the rest is folded away: the form below it must not be far."""


def show(desk: Desk) -> None:
    """Draw the page: finding, figures, money, the actions, and one of them with its form and its history."""
    kept = kept_plan(desk) if desk.makes_plan else None
    if kept is None:
        _nothing_to_follow(desk)
        return
    held = board(kept.plan, desk.dossier, desk.card, desk.now().date())
    _heading(desk, held)
    _finding(desk, held)
    locked(desk, Right.FOLLOW)
    again = _one_action(desk, held, _lines(desk, held))
    _figures(desk, held)
    _money(desk, held)
    status_bar(desk, next_label=desk.say("tracking.next"), next_page="documents")
    if again:
        st.rerun()
    forget_told(desk)


def _nothing_to_follow(desk: Desk) -> None:
    st.title(desk.say("pages.tracking"), anchor=False)
    if draw_if_told_in_part(desk):
        return
    if desk.makes_plan:
        st.info(desk.say("tracking.no_plan"), icon=":material/timeline:")
        status_bar(desk, next_label=desk.say("tracking.go_plan"), next_page="plan")
    else:
        st.info(desk.say("tracking.of_site"), icon=":material/location_on:")
        status_bar(desk, next_label=desk.say("tracking.next"), next_page="documents")


def _heading(desk: Desk, held: Board) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(desk.say("pages.tracking"), anchor=False, width="content")
        st.markdown(desk.say("tracking.count", n=len(held.lines)), width="content")


def _finding(desk: Desk, held: Board) -> None:
    """What needs attention, and how many actions have each word: the administration's, then the one from outside."""
    st.markdown(finding_told(desk, held))
    counts = [plain(told) for told in words_told(desk, held)]
    st.markdown("  \n".join((*counts, desk.say("tracking.on_day", day=day(held.today, desk.language)))))


def _figures(desk: Desk, held: Board) -> None:
    """How far the actions are, once anybody reported; what was spent of what was planned, once anybody said."""
    st.subheader(desk.say("tracking.figures"), anchor=False)
    if any(line.report for line in held.lines):
        drawn = progress_chart(held, desk.framework, desk.say, phone=is_phone(st.context.headers))
        draw_chart(drawn)
        draw_table(desk, drawn.figure, "progress")
    drawn_money = spent_chart(held, desk.framework, desk.say)
    if drawn_money.figure.marks:
        draw_chart(drawn_money)
        draw_table(desk, drawn_money.figure, "spent")


def _money(desk: Desk, held: Board) -> None:
    """What was spent in all, and how the actions are funded."""
    say, sums = desk.say, held.sums
    planned = amount_told(desk, sums.planned, held.currency)
    if sums.spent is None:
        st.markdown(plain(say("tracking.money_none", planned=planned)))
    else:
        facts = {name: amount_told(desk, getattr(sums, value), held.currency) for name, value in _MONEY.items()}
        st.markdown(plain(say("tracking.money_spent", n=sums.spent_on, planned=planned, **facts)))
    with st.expander(say("tracking.money_funding"), icon=":material/payments:", key="funding"):
        heads = [say(f"tracking.money_{head}") for head in ("funding", "actions", "planned")]
        rows = [
            (
                say(f"reports.funding.{one.funding.value}") if one.funding else say("tracking.funding_not_said"),
                str(one.actions),
                amount_told(desk, one.planned, held.currency),
            )
            for one in sums.funding
            if one.actions
        ]
        show_rows(desk, heads, rows)


_MONEY: Mapping[str, str] = {"spent": "spent", "these": "planned_for_these"}


# --- the actions ----------------------------------------------------------------------------------------------


def _lines(desk: Desk, held: Board) -> Sequence[BoardLine]:
    """The actions that are picked, as a table; then those that left the plan. Returns those of the plan shown."""
    st.subheader(desk.say("tracking.board"), anchor=False)
    shown = _picked(desk, held)
    if shown:
        _table(desk, held, shown[:FIRST_SHOWN])
    else:
        st.markdown(desk.say("tracking.none_shown"))
    _folded(desk, held, "more", shown[FIRST_SHOWN:])
    _folded(desk, held, "elsewhere", held.elsewhere)
    return shown


def _folded(desk: Desk, held: Board, what: str, lines: Sequence[BoardLine]) -> None:
    """More actions, folded away; nothing where there are none."""
    if lines:
        with st.expander(desk.say(f"tracking.{what}", n=len(lines)), icon=":material/table:", key=f"lines {what}"):
            _table(desk, held, lines)


def _picked(desk: Desk, held: Board) -> Sequence[BoardLine]:
    """Those that need attention, all, or those of one section or lead."""
    urgent = [line for line in held.lines if line.needs_attention]
    counts = {"attention": len(urgent), "all": len(held.lines)}
    which = st.segmented_control(
        desk.say("tracking.filter"),
        ["attention", "all", "section", "lead"],
        default=desk.memo.get(FILTER) or ("attention" if urgent else "all"),
        format_func=lambda one: desk.say(f"tracking.filter_{one}", n=counts.get(one, 0)),
        key=f"tracking-filter-{desk.language}",
        label_visibility="collapsed",
        required=True,
        wrap=True,
    )
    desk.memo[FILTER] = which
    if which == "section":
        names = {one.id: one.name(desk.language) for one in desk.framework.sections}
        return _of_one(desk, held, "which_section", lambda line: _section(desk, line), names)
    if which == "lead":
        leads = {line.step.action.lead for line in held.lines if line.step}
        names = {lead: named(desk, "lead", lead) for lead in sorted(leads)}
        return _of_one(desk, held, "which_lead", lambda line: line.step.action.lead if line.step else "", names)
    return urgent if which == "attention" else held.lines


def _section(desk: Desk, line: BoardLine) -> str:
    return section_of_step(line.step, desk.framework).id if line.step else ""


def _of_one(
    desk: Desk, held: Board, label: str, group: Callable[[BoardLine], str], names: Mapping[str, str]
) -> Sequence[BoardLine]:
    """The lines of the group that is picked, of those that hold any."""
    there = {group(line) for line in held.lines}
    offered = [one for one in names if one in there]
    key = f"tracking-{label}-{desk.language}"
    picked = st.selectbox(desk.say(f"tracking.{label}"), offered, format_func=lambda one: names[one], key=key)
    return [line for line in held.lines if group(line) == picked]


def _table(desk: Desk, held: Board, lines: Sequence[BoardLine]) -> None:
    heads = [desk.say(f"tracking.column.{head}") for head in ("action", "progress", "attention", "planned")]
    show_rows(desk, heads, [_row(desk, held, line) for line in lines])


def _row(desk: Desk, held: Board, line: BoardLine) -> tuple[str, ...]:
    look = [*attention_told(desk, line), over_told(desk, line, held.currency)]
    progress = [*progress_told(desk, line), money_told(desk, line, held.currency)]
    return (
        action_said(desk, line.action),
        "  \n".join(filter(None, progress)),
        "  \n".join(filter(None, look)) or desk.say("tracking.nothing_to_do"),
        planned_told(desk, line),
    )


# --- one action -----------------------------------------------------------------------------------------------


def _one_action(desk: Desk, held: Board, shown: Sequence[BoardLine]) -> bool:
    """The action that is picked: its state, the form, its history. True: something was sent."""
    by_id = {line.action: line for line in sorted(held.every_line, key=lambda line: line.action)}
    if not by_id:
        return False
    st.subheader(desk.say("tracking.one"), anchor=False)
    action = st.selectbox(
        desk.say("tracking.one_label"),
        list(by_id),
        index=list(by_id).index(_first(desk, by_id, shown)),
        format_func=lambda id: action_said(desk, id),
        key=f"tracking-action-{desk.language}",
    )
    desk.memo[ACTION] = action
    line = by_id[action]
    _state(desk, held, line)
    reassess_list(desk, line)
    again = desk.may(Right.FOLLOW) and progress_form(desk, line)
    st.page_link(
        desk.pages["evidence"],
        label=desk.say("tracking.evidence_new"),
        icon=":material/attach_file:",
        query_params={"a": desk.dossier.id, "lang": desk.language},
    )
    progress_history(desk, line)
    return again


def _first(desk: Desk, by_id: Mapping[str, BoardLine], shown: Sequence[BoardLine]) -> str:
    """The action that the address names, once; else the one picked last, else the first that is shown."""
    asked = str(st.query_params.get("action", ""))
    if asked in by_id and asked != desk.memo.get(ASKED):
        desk.memo[ASKED] = asked
        return asked
    offered: tuple[str, ...] = (desk.memo.get(ACTION, ""), *(line.action for line in shown), *by_id)
    return next(one for one in offered if one in by_id)


def _state(desk: Desk, held: Board, line: BoardLine) -> None:
    """The action as its line says it, with who answers for it."""
    owner = [desk.say("tracking.owned_by", owner=line.details.owner)] if line.details.owner else []
    money = [money_told(desk, line, held.currency), over_told(desk, line, held.currency)]
    parts = [planned_told(desk, line).replace("  \n", " · "), *owner, *progress_told(desk, line), *filter(None, money)]
    st.markdown(f"**{plain(action_said(desk, line.action))}**  \n{plain(' · '.join(parts))}")
    if told := attention_told(desk, line):
        st.warning("  \n".join(plain(one) for one in told), icon=":material/priority_high:")
