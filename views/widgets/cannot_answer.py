"""What is replied where no level can be given: not applicable, not known, a dispute, or the withdrawal of a reply."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from questionnaire.answers import Disputed, LevelReached, NotApplicable, NotKnown, Reply
from views.widgets.kept import States
from views.widgets.pad import Pad, Sheet

WAYS = ("given", "not_applicable", "not_known", "disputed", "withdrawn")


def _way(reply: Reply | None) -> str:
    match reply:
        case NotApplicable():
            return "not_applicable"
        case NotKnown():
            return "not_known"
        case Disputed():
            return "disputed"
        case _:
            return "given"


def _states(sheet: Sheet, reply: Reply | None) -> States:
    disputed = reply if isinstance(reply, Disputed) else None
    return {
        f"{sheet.key} way": _way(reply),
        f"{sheet.key} reason": "" if reply is None or isinstance(reply, LevelReached) else reply.reason,
        f"{sheet.key} lowest": None if disputed is None else int(disputed.lowest),
        f"{sheet.key} highest": None if disputed is None else int(disputed.highest),
    }


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    say, key = sheet.desk.say, sheet.key
    with st.popover(say("answer.cannot"), icon=":material/block:", key=f"{key} popover"):
        way = st.radio(
            say("answer.cannot"),
            WAYS,
            index=WAYS.index(states[f"{key} way"]),
            format_func=lambda one: say(f"answer.way.{one}"),
            key=f"{key} way",
            disabled=sheet.desk.closed,
        )
        drawn: dict[str, object] = {f"{key} way": way}
        if way == "disputed":
            drawn |= _ends(sheet, states)
        if way in ("not_applicable", "not_known", "disputed"):
            drawn[f"{key} reason"] = st.text_input(
                say(f"answer.reason.{way}"),
                value=states[f"{key} reason"],
                key=f"{key} reason",
                max_chars=1000,
                placeholder=say("answer.reason_placeholder"),
                disabled=sheet.desk.closed,
            )
            if waiting := _waits_for(sheet, drawn):
                st.warning(waiting)
    return drawn


def _ends(sheet: Sheet, states: States) -> dict[str, object]:
    """The lowest and the highest level that were held."""
    say, key = sheet.desk.say, sheet.key
    levels = [int(value) for value in sheet.question.ordered_levels]
    drawn: dict[str, object] = {}
    for end, column in zip(("lowest", "highest"), st.columns(2), strict=True):
        before = states[f"{key} {end}"]
        drawn[f"{key} {end}"] = column.selectbox(
            say(f"answer.{end}"),
            levels,
            index=None if before is None else levels.index(before),
            key=f"{key} {end}",
            placeholder=say("answer.choose"),
            disabled=sheet.desk.closed,
        )
    return drawn


def _waits_for(sheet: Sheet, drawn: States) -> str | None:
    """What is still missing before the reply can be kept; None where nothing is."""
    key, say = sheet.key, sheet.desk.say
    way, reason = drawn[f"{key} way"], str(drawn.get(f"{key} reason", "")).strip()
    if way == "not_applicable" and not reason:
        return say("answer.needs_reason")
    if way == "disputed" and (_dispute(sheet, drawn, reason) is None):
        return say("answer.needs_two_levels")
    return None


def _dispute(sheet: Sheet, drawn: States, reason: str) -> Disputed | None:
    low, high = drawn.get(f"{sheet.key} lowest"), drawn.get(f"{sheet.key} highest")
    if not isinstance(low, int) or not isinstance(high, int) or low >= high or not reason:
        return None
    return Disputed(Fraction(low), Fraction(high), reason)


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    way = drawn[f"{sheet.key} way"]
    reason = str(drawn.get(f"{sheet.key} reason", "")).strip()
    match way:
        case "not_applicable":
            return NotApplicable(reason) if reason else reply
        case "not_known":
            return NotKnown(reason)
        case "disputed":
            return _dispute(sheet, drawn, reason) or reply
        case "withdrawn":
            return None
        case _:
            return reply if isinstance(reply, LevelReached) else None


CANNOT = Pad(_states, _draw, _pick)
