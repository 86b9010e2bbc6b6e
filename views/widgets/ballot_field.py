"""A hidden vote: the reply to a question in a round, how sure, and a comment, each kept where nobody sees it."""

from __future__ import annotations

import streamlit as st

from questionnaire.answers import LevelReached, NotApplicable, NotKnown, Reply
from questionnaire.entries import vote_of
from questionnaire.framework import Ladder, Question
from views.desk import Desk
from views.widgets.comment_field import comment_field
from views.widgets.confidence_field import confidence_field
from views.widgets.kept import States, field_key, keep
from views.widgets.pad import Pad, Sheet, plain
from views.widgets.reply_field import reply_field, tell_reply

WAYS = ("not_known", "not_applicable")


def _way(reply: Reply | None) -> str | None:
    match reply:
        case NotKnown():
            return "not_known"
        case NotApplicable():
            return "not_applicable"
        case _:
            return None


def _states(sheet: Sheet, reply: Reply | None) -> States:
    reason = reply.reason if isinstance(reply, NotApplicable) else ""
    return {f"{sheet.key} way": _way(reply), f"{sheet.key} reason": reason}


def _draw(sheet: Sheet, reply: Reply | None, states: States) -> States:
    say, key = sheet.desk.say, sheet.key
    way = st.pills(
        say("answer.cannot"),
        WAYS,
        default=states[f"{key} way"],
        format_func=lambda one: say(f"vote.way.{one}"),
        key=f"{key} way",
        label_visibility="collapsed",
    )
    drawn: dict[str, object] = {f"{key} way": way}
    if way == "not_applicable":
        drawn[f"{key} reason"] = st.text_input(
            say("answer.reason.not_applicable"),
            value=states[f"{key} reason"],
            key=f"{key} reason",
            max_chars=1000,
            placeholder=say("answer.reason_placeholder"),
        )
        if not str(drawn[f"{key} reason"]).strip():
            st.warning(say("answer.needs_reason"))
    return drawn


def _pick(sheet: Sheet, reply: Reply | None, drawn: States) -> Reply | None:
    match drawn[f"{sheet.key} way"]:
        case "not_known":
            return NotKnown()
        case "not_applicable":
            reason = str(drawn.get(f"{sheet.key} reason", "")).strip()
            return NotApplicable(reason) if reason else reply
        case _:
            return reply if isinstance(reply, LevelReached) else None


CANNOT_SAY = Pad(_states, _draw, _pick)
"""What somebody in the room replies who gives no level. A dispute is not one voice's to declare."""


def ballot_fields(desk: Desk, question: Question, round: int) -> bool:
    """Draw the question with its replies, and keep the vote. True: the page must be drawn again."""
    where = {part: vote_of(desk.participant, question.id, round, part) for part in ("reply", "confidence", "comment")}
    st.subheader(plain(question.text(desk.language)), anchor=False)
    left, cannot = st.container(), st.container(key="cannot-say")
    is_ladder = isinstance(question.kind, Ladder)
    right = st.expander(desk.say("vote.criteria"), icon=":material/checklist:") if is_ladder else st.container()
    sheet = Sheet(desk, question, field_key(desk, where["reply"]), left, right)
    again = keep(desk, reply_field(sheet, cannot, address=where["reply"], cannot=CANNOT_SAY))
    tell_reply(sheet, kept_vote(desk, question, round))
    with st.expander(desk.say("vote.comment"), icon=":material/comment:"):
        again |= keep(desk, confidence_field(desk, question.id, address=where["confidence"]))
        again |= keep(desk, comment_field(desk, question.id, st, address=where["comment"]))
    return again


def kept_vote(desk: Desk, question: Question, round: int) -> Reply | None:
    """The own reply as it is kept now, hidden from everybody else."""
    assert desk.dossier_id is not None
    address = vote_of(desk.participant, question.id, round, "reply")
    entry = desk.repository.entry(desk.dossier_id, address)
    reply: Reply | None = entry.value if entry else None
    return reply
