"""The mission's outcome of one question: its reply, what it saw, what it remarks and how sure it is, kept as one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from questionnaire.answers import Agreement, AgreementKind, RecordedAgreement
from questionnaire.entries import agreement_of
from questionnaire.policy import Confidence
from views.desk import Desk
from views.widgets.kept import Field, States, field_key
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_field, reply_told

LONGEST = 5000
HEIGHT = 84


def validation_key(desk: Desk, question: str) -> str:
    """The beginning of every widget key of the field."""
    return field_key(desk, agreement_of(AgreementKind.VALIDATED, question))


def validation_field(sheet: Sheet, own: Agreement | None, place_cannot: Any) -> Field:
    """The field that keeps the mission's outcome. The evidence of the group's outcome `own` hangs on it as well."""
    address = agreement_of(AgreementKind.VALIDATED, sheet.question.id)
    key = sheet.key
    inner = reply_field(sheet, place_cannot, address=address)

    def states(one: RecordedAgreement | None) -> States:
        beside = {
            f"{key} seen": one.seen if one else "",
            f"{key} remarks": one.rationale if one else "",
            f"{key} sure": one.confidence if one else None,
        }
        return {**inner.states(one.reply if one else None), **beside}

    def draw(one: RecordedAgreement | None, states: States) -> States:
        drawn = {**inner.draw(one.reply if one else None, states), **_texts(sheet, key, states)}
        with place_cannot:
            drawn[f"{key} sure"] = _sure(sheet, f"{key} sure", states)
        return drawn

    def pick(one: RecordedAgreement | None, drawn: States) -> RecordedAgreement | None:
        reply = inner.pick(one.reply if one else None, drawn)
        if reply is None:
            return None
        held = one or RecordedAgreement(sheet.question.id, reply, evidence=own.evidence if own else ())
        return replace(
            held,
            reply=reply,
            confidence=drawn[f"{key} sure"],
            seen=drawn[f"{key} seen"] or "",
            rationale=drawn[f"{key} remarks"] or "",
        )

    return Field(address, states, draw, pick, tell=lambda one: _told(sheet, one))


def waits_for_level(sheet: Sheet) -> bool:
    """Whether something was written on screen that cannot be kept before there is a level."""
    desk, key = sheet.desk, sheet.key
    if sheet.question.id in desk.dossier.validated:
        return False
    return any(desk.memo.get(f"{key} {part}") for part in ("seen", "remarks", "sure"))


def _texts(sheet: Sheet, key: str, states: States) -> dict[str, Any]:
    say = sheet.desk.say
    drawn: dict[str, Any] = {}
    for part in ("seen", "remarks"):
        drawn[f"{key} {part}"] = sheet.left.text_area(
            say(f"validate.{part}"),
            states[f"{key} {part}"],
            key=f"{key} {part}",
            max_chars=max(LONGEST, len(states[f"{key} {part}"])),
            height=HEIGHT,
            placeholder=say(f"validate.{part}_placeholder"),
            disabled=sheet.desk.closed,
        )
    return drawn


def _sure(sheet: Sheet, key: str, states: States) -> Any:
    say = sheet.desk.say
    return st.segmented_control(
        say("answer.how_sure"),
        list(Confidence),
        default=states[key],
        format_func=lambda one: say(f"answer.confidence.{one.value}"),
        key=key,
        disabled=sheet.desk.closed,
    )


def _told(sheet: Sheet, one: RecordedAgreement | None) -> str:
    if one is None:
        return sheet.desk.say("answer.state.blank")
    facts = {"seen": plain(one.seen) or "\u2013", "remarks": plain(one.rationale) or "\u2013"}
    return sheet.desk.say("validate.told", reply=reply_told(sheet, one.reply), **facts)
