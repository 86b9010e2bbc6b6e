"""The account of an outcome: recorded or only proposed, from how many replies, why, and who saw it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from questionnaire.answers import Dissent, RecordedAgreement
from questionnaire.consensus import recorded_outcomes, uses_room
from questionnaire.stages import Function
from questionnaire.talk import Talk, talk_on
from reports.figures import level_said
from scoring.explanation import Explanation
from views.desk import Desk
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told
from words.numbers import clock, day


def draw_outcome(desk: Desk, node: Explanation) -> None:
    """How the group came to its outcome on a question, and what the mission recorded beside it.

    Where one person works alone and no mission looked at the question there is nothing to tell.
    """
    recorded, validated = desk.dossier.agreed.get(node.node), desk.dossier.validated.get(node.node)
    lines = list(_of_group(desk, node, recorded)) if uses_room(desk.dossier) else []
    if validated is not None:
        lines += _of_mission(desk, node, validated)
    if lines:
        with st.container(border=True, key=f"outcome {node.node}"):
            for line in lines:
                st.markdown(line)


def function_said(desk: Desk, function: Function | None) -> str:
    """The function in words; empty where nobody recorded one."""
    return desk.say(f"function.{function.value}") if function else ""


def _of_group(desk: Desk, node: Explanation, recorded: RecordedAgreement | None) -> Iterator[str]:
    say, talk = desk.say, talk_on(desk.dossier, node.node)
    counted = _counted(desk, talk)
    if recorded is None or node.node not in recorded_outcomes(desk.dossier):
        state = "open" if node.agreement is None and talk.distribution.replies else "none"
        state = "proposed" if node.agreement is not None else state
        yield f"**{say(f'outcome.{state}')}** {plain(counted)}"
        return
    told = reply_told(Sheet(desk, desk.framework.question(node.node), "", None, None), recorded.reply)
    yield f"**{say('outcome.recorded')}**{_when(desk, recorded)} · {told} · {plain(counted)}"
    if reason := getattr(recorded.reply, "reason", ""):
        yield f"{say('explain.reason')} {plain(reason)}"
    if recorded.rationale:
        yield f"{say('outcome.rationale')} {plain(recorded.rationale)}"
    yield from (_dissent(desk, one) for one in recorded.dissents)


def _counted(desk: Desk, talk: Talk) -> str:
    """How many replied, hands included, and how far apart they are."""
    replies = desk.say("outcome.replies", n=talk.distribution.replies)
    if talk.spread is None:
        return replies
    return f"{replies} {desk.say('outcome.spread', spread=level_said(talk.spread, desk.say))}"


def _when(desk: Desk, recorded: RecordedAgreement) -> str:
    if recorded.at is None:
        return ""
    return f" · {day(recorded.at.astimezone().date(), desk.language)}, {clock(recorded.at, desk.language)}"


def _dissent(desk: Desk, one: Dissent) -> str:
    function = function_said(desk, one.function)
    head = desk.say("outcome.dissent_of", function=function) if function else desk.say("outcome.dissent")
    return f"{plain(head)} {plain(one.text)}"


def _of_mission(desk: Desk, node: Explanation, validated: RecordedAgreement) -> Iterator[str]:
    told = reply_told(Sheet(desk, desk.framework.question(node.node), "", None, None), validated.reply)
    yield f"**{desk.say('outcome.validated')}**{_when(desk, validated)} · {told}"
    if validated.seen:
        yield f"{desk.say('outcome.seen')} {plain(validated.seen)}"
    if validated.rationale:
        yield f"{desk.say('outcome.remark')} {plain(validated.rationale)}"
