"""The pad of a checklist: tick what exists; "none of these" is an answer too."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import LevelReached, Reply, TicksGiven
from questionnaire.framework import Checklist
from questionnaire.levels import level_of_ticks, met_criteria
from views.widgets.kept import States
from views.widgets.pad import Pad, Sheet


def _given(reply: Reply | None) -> TicksGiven | None:
    if isinstance(reply, LevelReached) and isinstance(reply.given, TicksGiven):
        return reply.given
    return None


def _states(sheet: Sheet, reply: Reply | None) -> States:
    given = _given(reply)
    met = given.met if given else frozenset()
    states: dict[str, object] = {f"{sheet.key} tick {one.id}": one.id in met for one in sheet.question.criteria}
    states[f"{sheet.key} none"] = given is not None and not given.met
    return states


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    drawn: dict[str, object] = {}
    with sheet.left, st.container(gap="xxsmall"):
        for one in sheet.question.criteria:
            key = f"{sheet.key} tick {one.id}"
            drawn[key] = st.checkbox(sheet.words(one.text), value=states[key], key=key, disabled=sheet.desk.closed)
        key = f"{sheet.key} none"
        drawn[key] = st.checkbox(
            sheet.desk.say("answer.none_of_these"), value=states[key], key=key, disabled=sheet.desk.closed
        )
    sheet.places["gives"] = sheet.right.empty()
    return drawn


def _tell(sheet: Sheet, reply: Reply | None) -> None:
    sheet.places["gives"].info(_gives(sheet, reply), icon=":material/calculate:")


def _gives(sheet: Sheet, reply: Reply | None) -> str:
    given, kind, say = _given(reply), sheet.question.kind, sheet.desk.say
    assert isinstance(kind, Checklist)
    if given is None:
        return say("answer.tick_or_none")
    met = met_criteria(sheet.question, given)
    level = int(level_of_ticks(kind, len(met)))
    word = sheet.desk.framework.level_word(level, sheet.desk.language)
    return say("answer.ticks_give", n=len(met), of=len(kind.items), level=f"{level} {word}")


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    ticked = frozenset(one.id for one in sheet.question.criteria if drawn.get(f"{sheet.key} tick {one.id}"))
    given = _given(reply)
    excused = given.not_applicable if given else ()
    none = bool(drawn.get(f"{sheet.key} none"))
    was_none = bool(_states(sheet, reply)[f"{sheet.key} none"])
    if none and not was_none:
        return LevelReached(TicksGiven(not_applicable=excused))
    if ticked:
        return LevelReached(TicksGiven(ticked, excused))
    return LevelReached(TicksGiven(not_applicable=excused)) if none else None


CHECKLIST = Pad(_states, _draw, _pick, _tell)
