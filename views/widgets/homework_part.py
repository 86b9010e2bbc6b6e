"""Homework: what somebody has to find out, given to a function with a date; kept field by field as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from questionnaire.ballots import Homework
from questionnaire.entries import homework_at
from questionnaire.stages import Function
from views.desk import Desk
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import plain
from words.numbers import day

LONGEST_TASK = 2000
_PARTS = ("function", "task", "due", "done")


def homework_part(desk: Desk, open: Sequence[str]) -> bool:
    """Draw what was given to whom, and the fields of one question. `open` are the questions that lack something.

    True: something was saved, and the page must be drawn again.
    """
    given = desk.dossier.homework
    if not open and not given:
        return False
    say = desk.say
    st.markdown(f"**{say('evidence_files.homework.title')}**")
    st.markdown(say("evidence_files.homework.how"))
    _table(desk)
    if not desk.may_write(homework_at("")):
        return False
    places = [one.id for one in desk.framework.questions if one.id in given or one.id in open]
    picked = st.selectbox(
        say("evidence_files.homework.pick"),
        places,
        index=None,
        format_func=lambda id: _short(desk, id),
        key=f"homework of {desk.dossier_id} {desk.language}",
        placeholder=say("evidence_files.homework.pick_placeholder"),
    )
    if picked is None:
        return False
    with st.container(border=True, key="homework card"):
        return keep(desk, homework_field(desk, picked))


def homework_field(desk: Desk, question: str) -> Field:
    """The field that keeps the homework about one question."""
    address = homework_at(question)
    key = field_key(desk, address)

    def states(value: Homework | None) -> States:
        one = value or Homework(question, "")
        return {f"{key} {part}": getattr(one, part) for part in _PARTS}

    def pick(base: Homework | None, drawn: States) -> Homework | None:
        made = Homework(question, **{part: drawn[f"{key} {part}"] for part in _PARTS})
        return None if made == Homework(question, "") else made

    return Field(
        address,
        states=states,
        draw=lambda value, shown: _draw(desk, key, shown),
        pick=pick,
        tell=lambda value: plain(_told(desk, value)) if value else desk.say("evidence_files.homework.removed"),
        redraw=lambda before, after: before != after,  # the table above says it too
    )


def _draw(desk: Desk, key: str, states: States) -> States:
    say = desk.say
    left, right = st.columns(2)
    functions = list(Function)
    held = states[f"{key} function"]
    function = left.selectbox(
        say("evidence_files.homework.function"),
        functions,
        index=functions.index(held) if held else None,
        format_func=lambda one: say(f"function.{one.value}"),
        key=f"{key} function",
        placeholder=say("evidence_files.homework.function_placeholder"),
        disabled=desk.closed,
    )
    due: date | None = right.date_input(
        say("evidence_files.homework.due"),
        states[f"{key} due"],
        date.min,
        date.max,
        key=f"{key} due",
        format="DD/MM/YYYY",
        disabled=desk.closed,
    )
    task = st.text_input(
        say("evidence_files.homework.task"),
        states[f"{key} task"],
        LONGEST_TASK,
        key=f"{key} task",
        placeholder=say("evidence_files.homework.task_placeholder"),
        disabled=desk.closed,
    )
    done = st.checkbox(
        say("evidence_files.homework.done"), states[f"{key} done"], key=f"{key} done", disabled=desk.closed
    )
    return {f"{key} {part}": value for part, value in zip(_PARTS, (function, task, due, done), strict=True)}


def _table(desk: Desk) -> None:
    """What was given, by function, the earliest date first; what is done last."""
    order = {one: place for place, one in enumerate((*Function, None))}
    held = sorted(
        desk.dossier.homework.values(),
        key=lambda one: (one.done, order[one.function], one.due or date.max, one.question),
    )
    if not held:
        return
    column = "evidence_files.homework.column"
    rows = [
        {
            desk.say(f"{column}.function"): desk.say(f"function.{one.function.value}") if one.function else "\u2013",
            desk.say(f"{column}.task"): plain(one.task) or "\u2013",
            desk.say(f"{column}.question"): _short(desk, one.question),
            desk.say(f"{column}.due"): _due(desk, one),
        }
        for one in held
    ]
    st.table(rows, hide_index=True, border="horizontal", alt=desk.say("evidence_files.homework.title"))


def _due(desk: Desk, one: Homework) -> str:
    if one.done:
        return desk.say("evidence_files.homework.done")
    return day(one.due, desk.language)


def _told(desk: Desk, one: Homework) -> str:
    who = desk.say(f"function.{one.function.value}") if one.function else "\u2013"
    return desk.say("evidence_files.homework.told", who=who, task=one.task)


def _short(desk: Desk, question: str) -> str:
    return f"{question} {plain(desk.framework.home_of_question[question].short(desk.language))}"
