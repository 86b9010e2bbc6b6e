"""A section: one question open in a card, the others a line each below it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access.permissions import Right
from questionnaire.answers import Disputed, NotApplicable, NotKnown, Reply
from questionnaire.entries import reply_of
from questionnaire.framework import Capability, Ladder, Question, Section
from questionnaire.levels import fits
from questionnaire.policy import Strength
from questionnaire.progress import next_unanswered
from questionnaire.sources import Reference
from views.desk import Desk
from views.widgets.change_lines import question_history
from views.widgets.comment_field import comment_field, comment_shared_field, has_comment
from views.widgets.confidence_field import confidence_field
from views.widgets.evidence_field import evidence_field
from views.widgets.kept import field_key, keep
from views.widgets.ladder_pad import contradiction
from views.widgets.locked_note import locked
from views.widgets.outcome_note import outcome, outcome_note
from views.widgets.pad import Sheet, plain
from views.widgets.practice import practice
from views.widgets.reply_field import reply_field, reply_told, tell_reply
from views.widgets.status_bar import bar_pressed

GATE = "\u25b2"


def show(desk: Desk, section_id: str) -> None:
    """Draw the section: load what is asked, keep the open question's fields, list the others, name the next thing."""
    section = desk.framework.section(section_id)
    asked = [question for question in _questions(section) if question.id in desk.routing.asked_ids]
    if not asked:
        st.title(section.name(desk.language))
        st.markdown(desk.say("answer.nothing_asked"))
        return
    question = _open_question(desk, section, asked)
    heading = st.container()
    locked(desk, Right.RECORD)
    again = _card(desk, question, asked.index(question) + 1, len(asked))
    _heading(desk, section, heading)
    going = _others(desk, section, question)
    label, goal = _next(desk, section, question)
    if bar_pressed(desk, label):
        going = goal
    if going is not None:
        _go(desk, section, going)
    if again:
        st.rerun()


def _questions(section: Section) -> list[Question]:
    return [question for capability in section.capabilities for question in capability.questions]


def _open_question(desk: Desk, section: Section, asked: Sequence[Question]) -> Question:
    """The question that was opened last here, that the address names, or the first without a reply."""
    by_id = {question.id: question for question in asked}
    named = desk.memo.get(f"question {section.id}") or st.query_params.get("q")
    if named not in by_id:
        named = next((one.id for one in asked if _reply(desk, one) is None), asked[0].id)
    desk.memo[f"question {section.id}"] = named
    if st.query_params.get("q") != named:
        st.query_params["q"] = named
    return by_id[named]


def _reply(desk: Desk, question: Question) -> Reply | None:
    answer = desk.dossier.answers.get((desk.participant, question.id))
    return answer.reply if answer else None


def _heading(desk: Desk, section: Section, place: st.delta_generator.DeltaGenerator) -> None:
    progress = desk.progress[section.id]
    counted = desk.say("answer.answered_of", n=progress.replied, of=progress.asked)
    if progress.disputed:
        counted += " · " + desk.say("answer.disputed_n", n=progress.disputed)
    with place, st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(section.name(desk.language), anchor=False, width="content")
        st.markdown(counted, width="content")


def _card(desk: Desk, question: Question, position: int, of: int) -> bool:
    """The open question with all its fields. True: something was saved, and the page must be drawn again."""
    capability = desk.framework.home_of_question[question.id]
    with st.container(border=True, key="card"):
        by_criteria = _card_head(desk, question, capability, position, of)
        st.subheader(plain(question.text(desk.language)), anchor=False)
        left, right = st.columns((11, 7), gap="large")
        right_top = right.container()
        right_foot = right.container()
        key = field_key(desk, reply_of(desk.participant, question.id))
        sheet = Sheet(desk, question, key, left, right_top, by_criteria)
        again = _fields(sheet, right_foot)
        _notices(sheet)
        _guidance(desk, capability)
        practice(desk, capability)
        question_history(desk, question.id)
    return again


def _card_head(desk: Desk, question: Question, capability: Capability, position: int, of: int) -> bool:
    """Id, place and name; for a ladder the way of answering. True: by criteria."""
    gate = f" {GATE} {desk.say('answer.gate')}" if capability.gate else ""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        name = plain(capability.name(desk.language))
        st.markdown(
            f"**{question.id}**{gate} · {desk.say('answer.place', n=position, of=of)} · {name}", width="content"
        )
        if not isinstance(question.kind, Ladder):
            return False
        way = st.segmented_control(
            desk.say("answer.way_label"),
            ["level", "criteria"],
            # What is ticked at a site is counted; a level picked at a glance would tick what nobody saw.
            default="criteria" if desk.memo.get("by criteria", not desk.makes_plan) else "level",
            format_func=lambda one: desk.say(f"answer.by_{one}"),
            key=f"answering-way-{desk.language}",
            label_visibility="collapsed",
            required=True,
        )
    desk.memo["by criteria"] = way == "criteria"
    return way == "criteria"


def _fields(sheet: Sheet, foot: st.delta_generator.DeltaGenerator) -> bool:
    desk, question = sheet.desk, sheet.question
    with foot:
        sure = st.container()
        with st.container(horizontal=True, gap="small"):
            evidence, cannot = (st.container(width="content") for _ in range(2))
    again = keep(desk, reply_field(sheet, cannot))
    with sure:
        again |= keep(desk, confidence_field(desk, question.id))
    again |= keep(desk, evidence_field(desk, question.id, evidence))
    again |= keep(desk, comment_field(desk, question.id, sheet.left))
    if has_comment(desk, question.id):
        again |= keep(desk, comment_shared_field(desk, question.id, sheet.left))
    return again


def _notices(sheet: Sheet) -> None:
    """What people must see about the reply that is kept: that it disagrees with itself, or that no level was given."""
    reply = _reply(sheet.desk, sheet.question)
    tell_reply(sheet, reply)
    outcome_note(sheet)
    if reply is not None and not fits(sheet.question, reply):
        st.warning(sheet.desk.say("answer.does_not_fit"))
    elif isinstance(reply, NotApplicable | NotKnown | Disputed):
        reason = f": {plain(reply.reason)}" if reply.reason else ""
        st.markdown(f":material/info: **{reply_told(sheet, reply)}**{reason}")
    elif isinstance(sheet.question.kind, Ladder) and (sentence := contradiction(sheet, reply)):
        st.warning(sentence)


def _guidance(desk: Desk, capability: Capability) -> None:
    """Why it matters, how to find out, what counts as evidence, where raters go wrong."""
    guidance, say, language = capability.guidance, desk.say, desk.language
    parts = [("why", guidance.why), ("find_out", guidance.find_out)]
    parts += [(strength.value, guidance.evidence[strength]) for strength in Strength if strength in guidance.evidence]
    parts += [("pitfalls", guidance.pitfalls), ("notes", guidance.notes), ("figures", guidance.figures)]
    help = st.expander(say("answer.guidance"), icon=":material/help:", key=f"help {language}", on_change="rerun")
    if not help.open:
        return
    with help:
        for name, text in parts:
            if text(language):
                st.markdown(f"**{say(f'answer.guidance_{name}')}** {plain(text(language))}")
        st.markdown(say("answer.criteria_decide"))
        for reference in capability.references:
            mark = f" ({say(f'answer.{_standing(reference)}')})" if _standing(reference) else ""
            said = f"{reference.instrument.name(language)}: {reference.text(language)}"
            st.markdown(f"**{say('answer.reference')}** {plain(said)}{mark} {reference.address}")
        for definition in desk.framework.definitions:
            st.markdown(f"*{plain(definition.term(language))}* {plain(definition.text(language))}")


def _standing(reference: Reference) -> str:
    """What is to be said of how a reference was seen: nothing where it was seen at its issuer's."""
    return ("copy" if reference.copy else "") if reference.verified else "to_be_verified"


def _others(desk: Desk, section: Section, current: Question) -> str | None:
    """The other questions, a line each, in one widget, for a page of many redraws slowly. Returns the id pressed."""
    st.subheader(desk.say("answer.others"), anchor=False)
    others = {question.id: question for question in _questions(section) if question.id != current.id}
    with st.container(key="questions"):
        pressed = st.pills(
            desk.say("answer.others"),
            [id for id in others if id in desk.routing.asked_ids],
            format_func=lambda id: _line(desk, others[id]),
            key=f"others {current.id} {desk.language}",
            label_visibility="collapsed",
        )
        if not pressed:
            _hidden(desk, [one for one in others.values() if one.id not in desk.routing.asked_ids])
    return pressed


def _line(desk: Desk, question: Question) -> str:
    """A question in one line: its state, id, short name, gate, and the reply in a word."""
    capability = desk.framework.home_of_question[question.id]
    reply = outcome(desk, question)
    told = reply_told(Sheet(desk, question, "", None, None), reply)
    gate = f" {GATE}" if capability.gate else ""
    name = plain(capability.short(desk.language))
    return f":material/{_icon(reply)}: {question.id} {name}{gate} \u2014 **{told}**"


def _hidden(desk: Desk, questions: Sequence[Question]) -> None:
    """The questions that are not asked now, because of another answer."""
    for question in questions:
        name = plain(desk.framework.home_of_question[question.id].short(desk.language))
        st.markdown(f":material/visibility_off: {question.id} {name} \u2014 {desk.say('answer.hidden')}")


def _icon(reply: Reply | None) -> str:
    match reply:
        case None:
            return "radio_button_unchecked"
        case NotKnown():
            return "help"
        case NotApplicable():
            return "remove_circle"
        case Disputed():
            return "call_split"
        case _:
            return "check_circle"


def _next(desk: Desk, section: Section, question: Question) -> tuple[str, str | None]:
    """The words of the one button, and the question that it leads to (None: on to the results)."""
    following = next_unanswered(desk.dossier, question.id, desk.routing)
    if following is None or following.id == question.id:
        return desk.say("answer.next_results"), ""
    home = desk.framework.home_of_capability[desk.framework.home_of_question[following.id].id]
    if home.id != section.id:
        return desk.say("answer.next_section", section=home.short(desk.language), id=following.id), following.id
    return desk.say("answer.next", id=following.id), following.id


def _go(desk: Desk, section: Section, goal: str) -> None:
    """Open another question, here or in another section; or the results where nothing is left to answer."""
    if goal == "":
        st.switch_page(desk.pages["results"], query_params={"a": desk.dossier_id or ""})
    home = desk.framework.home_of_capability[desk.framework.home_of_question[goal].id]
    desk.memo[f"question {home.id}"] = goal
    if home.id == section.id:
        st.rerun()
    st.switch_page(desk.pages[f"section {home.id}"], query_params={"a": desk.dossier_id or "", "q": goal})
