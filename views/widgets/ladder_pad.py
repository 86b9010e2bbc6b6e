"""The pad of a ladder: by choosing a level (with the next level's criteria beside it) or by ticking what is met."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import streamlit as st

from questionnaire.answers import LadderGiven, LevelReached, Reply
from questionnaire.framework import Ladder, Level
from questionnaire.levels import contradictions, criteria_up_to, level_of, met_criteria
from views.widgets.kept import States
from views.widgets.pad import Pad, Sheet


def _given(reply: Reply | None) -> LadderGiven:
    if isinstance(reply, LevelReached) and isinstance(reply.given, LadderGiven):
        return reply.given
    return LadderGiven()


def _levels(sheet: Sheet) -> tuple[Level, ...]:
    assert isinstance(sheet.question.kind, Ladder)
    return sheet.question.kind.levels


def _states(sheet: Sheet, reply: Reply | None) -> States:
    reached = isinstance(reply, LevelReached)
    given = _given(reply)
    met = met_criteria(sheet.question, given) if reached else given.met
    states: dict[str, object] = {f"{sheet.key} tick {one.id}": one.id in met for one in sheet.question.criteria}
    states[f"{sheet.key} level"] = int(level_of(sheet.question, given)) if reached else None
    return states


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    return _draw_criteria(sheet, states) if sheet.by_criteria else _draw_levels(sheet, reply, states)


def _draw_levels(sheet: Sheet, reply: Reply | None, states: States) -> States:
    with sheet.left:
        level = _radio(sheet, states)
    if level is not None and level != states[f"{sheet.key} level"]:
        states = _states(sheet, LevelReached(replace(_given(reply), level=level)))
    with sheet.right:
        ticks = _next_level(sheet, states, level)
    return {f"{sheet.key} level": level, **ticks}


def _radio(sheet: Sheet, states: States) -> int | None:
    levels = {level.value: level for level in _levels(sheet)}
    before = states[f"{sheet.key} level"]
    with st.container(key=f"levels-{sheet.question.id.replace('.', '-')}"):
        return st.radio(
            sheet.words(sheet.question.text),
            list(levels),
            index=None if before is None else list(levels).index(before),
            format_func=lambda value: f"**{_named(sheet, value)}.** {sheet.words(levels[value].summary)}",
            key=f"{sheet.key} level",
            label_visibility="collapsed",
            disabled=sheet.desk.closed,
        )


def _named(sheet: Sheet, value: int) -> str:
    """The level with its word, where it is one of the main scale."""
    framework = sheet.desk.framework
    known = {level.value for level in framework.levels}
    return f"{value} {framework.level_word(value, sheet.desk.language)}" if value in known else str(value)


def _next_level(sheet: Sheet, states: States, level: int | None) -> States:
    """The criteria of the level after the one chosen, to tick."""
    following = next((one for one in _levels(sheet) if level is None or one.value > level), None)
    if level is None and following is not None:
        following = next((one for one in _levels(sheet) if one.criteria), None)
    if following is None:
        st.markdown(f"**{sheet.desk.say('answer.top_level')}**")
        return {}
    st.markdown(f"**{sheet.desk.say('answer.to_reach', level=_named(sheet, following.value))}**")
    return _ticks(sheet, following, states)


def _ticks(sheet: Sheet, level: Level, states: States) -> States:
    with st.container(gap="xxsmall"):
        return {
            key: st.checkbox(sheet.words(one.text), value=states[key], key=key, disabled=sheet.desk.closed)
            for one in level.criteria
            for key in (f"{sheet.key} tick {one.id}",)
        }


def _draw_criteria(sheet: Sheet, states: States) -> States:
    ticks: dict[str, object] = {}
    with sheet.left:
        for level in _levels(sheet)[1:]:
            sheet.places[f"head {level.value}"] = st.empty()
            ticks |= _ticks(sheet, level, states)
    sheet.places["gives"] = sheet.right.empty()
    return ticks


def _tell(sheet: Sheet, reply: Reply | None) -> None:
    """Which levels are met, what that makes, and what the next level lacks."""
    if not sheet.by_criteria:
        return
    reached = _states(sheet, reply)[f"{sheet.key} level"]
    for level in _levels(sheet)[1:]:
        met = isinstance(reached, int) and level.value <= reached
        mark = " · " + sheet.desk.say("answer.met") if met else ""
        sheet.places[f"head {level.value}"].markdown(f"**{_named(sheet, level.value)}**{mark}")
    sheet.places["gives"].info(_gives(sheet, reply, reached), icon=":material/calculate:")


def _gives(sheet: Sheet, reply: Reply | None, reached: object) -> str:
    """What the ticks make, and what the next level lacks."""
    say = sheet.desk.say
    if not isinstance(reached, int):
        return say("answer.gives_nothing")
    sentence = say("answer.gives", level=_named(sheet, reached))
    following = next((one for one in _levels(sheet) if one.value > reached), None)
    if following is None:
        return sentence
    met = met_criteria(sheet.question, _given(reply))
    lacking = [sheet.words(one.text).rstrip(".") for one in following.criteria if one.id not in met]
    return sentence + " " + say("answer.lacks", level=following.value, criteria="*" + "; ".join(lacking) + "*")


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    given = _given(reply)
    ticked = {one.id for one in sheet.question.criteria if drawn.get(f"{sheet.key} tick {one.id}")}
    if sheet.by_criteria:
        return LevelReached(replace(given, level=None, met=frozenset(ticked), not_met=given.not_met - ticked))
    was = _states(sheet, reply)
    shown = {one.id for one in sheet.question.criteria if f"{sheet.key} tick {one.id}" in drawn}
    moved = {one for one in shown if drawn[f"{sheet.key} tick {one}"] != was[f"{sheet.key} tick {one}"]}
    met = (given.met | (moved & ticked)) - (moved - ticked)
    level, before = drawn[f"{sheet.key} level"], was[f"{sheet.key} level"]
    if level == before:
        return LevelReached(replace(given, met=met, not_met=given.not_met - ticked))
    met = _ticks_after(sheet, met, before, level)
    return LevelReached(replace(given, level=level, met=met, not_met=given.not_met - ticked))


def _ticks_after(sheet: Sheet, met: frozenset[str], before: Any, level: int) -> frozenset[str]:
    """The ticks once another level is chosen.

    Going up, what the level before implied stands beside the ticks, so that only what is really left open contradicts.
    Going down, ticks of the levels that were given up are withdrawn: the person says that these levels are not reached.
    """
    if before is None or not met:
        return met
    if level > before:
        return met | criteria_up_to(sheet.question, Fraction(before))
    return met - (criteria_up_to(sheet.question, Fraction(before)) - criteria_up_to(sheet.question, Fraction(level)))


def contradiction(sheet: Sheet, reply: Reply | None) -> str | None:
    """The sentence that says that the chosen level and the ticks disagree; None where they do not."""
    given = _given(reply)
    against = contradictions(sheet.question, given) if isinstance(reply, LevelReached) else ()
    if not against or given.level is None:
        return None
    texts = [sheet.words(sheet.desk.framework.criterion_text[one]).rstrip(".") for one in against]
    return sheet.desk.say("answer.contradiction", level=_named(sheet, given.level), criteria="; ".join(texts))


def told(sheet: Sheet, given: LadderGiven) -> str:
    """A level in words, as in "2 Developing"."""
    level: Fraction = level_of(sheet.question, given)
    return _named(sheet, int(level))


LADDER = Pad(_states, _draw, _pick, _tell)
