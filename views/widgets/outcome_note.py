"""What the room recorded for a question, said where one person's own reply is drawn."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import Reply
from questionnaire.framework import Question
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told


def outcome_note(sheet: Sheet) -> None:
    """The outcome with its reason; nothing where none is recorded, and one person's own reply is the outcome."""
    recorded = sheet.desk.dossier.agreed.get(sheet.question.id)
    if recorded is None:
        return
    said = sheet.desk.say("answer.recorded", reply=reply_told(sheet, recorded.reply))
    reason = f" {plain(recorded.rationale)}" if recorded.rationale else ""
    st.info(f"{said}{reason}", icon=":material/handshake:")


def outcome(desk: Desk, question: Question) -> Reply | None:
    """What stands for the question: what the room recorded, or else the reply of whoever sits here."""
    recorded = desk.dossier.agreed.get(question.id)
    if recorded is not None:
        return recorded.reply
    answer = desk.dossier.answers.get((desk.participant, question.id))
    return answer.reply if answer else None
