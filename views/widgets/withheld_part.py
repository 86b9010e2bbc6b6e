"""What a copy for others leaves out: the rules, kind by kind, and the capabilities that are withheld from it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from access.permissions import Right
from questionnaire.entries import WITHHELD
from questionnaire.withholding import withheld_from
from reports.audience import Audience
from reports.cells import Coded
from reports.redaction_rules import redaction_rules
from reports.withheld_words import so_many_withheld
from views.capability_words import called
from views.desk import Desk
from views.widgets.figure import show_rows
from views.widgets.kept import Field, States, field_key, keep
from views.widgets.pad import plain


def withheld_part(desk: Desk, audience: Audience) -> bool:
    """Draw it, folded, for who may read everything. True: the page must be drawn again, something was kept."""
    if audience is Audience.ADMINISTRATION or not desk.may(Right.READ_REPLIES):
        return False
    withheld = withheld_from(desk.dossier)
    if withheld:
        st.info(so_many_withheld(len(withheld), desk.say), icon=":material/visibility_off:")
    with st.expander(desk.say("documents.withheld.title"), icon=":material/rule:", key="withheld"):
        again = False
        if desk.may_write(WITHHELD):
            st.markdown(desk.say("documents.withheld.how"))
            again = keep(desk, _field(desk))
        elif withheld:
            st.markdown(plain(", ".join(_named(desk, withheld))))
        _rules(desk, audience)
    return again


def _named(desk: Desk, ids: Iterable[str]) -> list[str]:
    wanted = set(ids)
    return [called(desk, one.id) for one in desk.framework.capabilities if one.id in wanted]


def _field(desk: Desk) -> Field:
    """The capabilities that are withheld; while nobody decided, those that the framework marks."""
    key = field_key(desk, WITHHELD)
    named = {one.id: called(desk, one.id) for one in desk.framework.capabilities}
    marked = tuple(one.id for one in desk.framework.capabilities if one.sensitive)

    def chosen(value: tuple[str, ...] | None) -> tuple[str, ...]:
        return marked if value is None else tuple(one for one in named if one in value)

    def draw(value: tuple[str, ...] | None, states: States) -> States:
        picked = st.multiselect(
            desk.say("documents.withheld.pick"),
            list(named),
            default=states[key],
            format_func=lambda id: named[id],
            key=key,
            placeholder=desk.say("answer.choose"),
        )
        return {key: picked}

    def pick(value: tuple[str, ...] | None, drawn: States) -> tuple[str, ...] | None:
        picked = tuple(one for one in named if one in drawn[key])
        return value if picked == chosen(value) else picked

    return Field(
        WITHHELD,
        states=lambda value: {key: list(chosen(value))},
        draw=draw,
        pick=pick,
        tell=lambda value: plain(", ".join(named[one] for one in chosen(value))),
        redraw=lambda before, after: before != after,
    )


def _rules(desk: Desk, audience: Audience) -> None:
    """The rules for this audience: what people recorded, what becomes of it, and why."""
    table = redaction_rules(desk.say)
    heads = [desk.say(f"redaction.column.{column}") for column in ("what", audience.value, "why")]
    rows = [[_said(desk, row[column]) for column in ("what", audience.value, "why")] for row in table.rows]
    show_rows(desk, heads, rows, on_a_phone=2)


def _said(desk: Desk, cell: object) -> str:
    return desk.say(cell.key) if isinstance(cell, Coded) else str(cell)
