"""Validation: the mission's own levels beside the self-assessed ones, one question open at a time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from access.permissions import Right
from questionnaire.framework import WHOLE, Question, Section
from scoring.validation import Validation, compare_validation
from views.desk import Desk
from views.memo import once
from views.presence import note_presence_of
from views.widgets.evidence_field import told_evidence
from views.widgets.figure import show_rows
from views.widgets.kept import keep
from views.widgets.locked_note import locked
from views.widgets.pad import Sheet, plain
from views.widgets.reply_field import reply_told, tell_reply
from views.widgets.status_bar import bar_pressed
from views.widgets.validation_confirm import confirm_one, confirm_rest, forget_confirming, told_after_confirming
from views.widgets.validation_field import validation_field, validation_key, waits_for_level
from words.numbers import difference, number, rounded, score

SECTION, QUESTION = "validation section", "validation question"


def show(desk: Desk) -> None:
    """Draw the section that is picked: the open question, the others in a line each, then the differences."""
    heading = st.container()
    locked(desk, Right.VALIDATE)
    note_presence_of(desk)
    section = _section(desk)
    asked = [one for part in section.capabilities for one in part.questions if one.id in desk.routing.asked_ids]
    if not asked:
        _heading(desk, heading)
        st.markdown(desk.say("answer.nothing_asked"))
        return
    question = _open_question(desk, asked)
    again = _card(desk, question, asked.index(question) + 1, len(asked))
    again |= confirm_rest(desk, [one.id for one in asked])
    _heading(desk, heading)
    told_after_confirming(desk)
    going = _others(desk, asked, question)
    _summary(desk, section)
    following = next((id for id in _compared(desk).not_looked_at if id != question.id), None)
    if bar_pressed(desk, desk.say("validate.next", id=following) if following else desk.say("validate.next_sign")):
        if following is None:
            st.switch_page(desk.pages["sign"], query_params={"a": desk.dossier.id})
        going = following
    if going is not None:
        _go(desk, going)
    if again:
        st.rerun()
    forget_confirming(desk)


def _compared(desk: Desk) -> Validation:
    dossier, card = desk.dossier, desk.card
    key = ("validation", dossier.id, dossier.edition, desk.whole.content_hash)
    return once(key, lambda: compare_validation(dossier, card))


def _heading(desk: Desk, place: st.delta_generator.DeltaGenerator) -> None:
    whole = _compared(desk).nodes[WHOLE]
    with place:
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            st.title(desk.say("pages.validate"), anchor=False, width="content")
            st.markdown(desk.say("validate.looked_at", n=whole.looked_at, of=whole.asked), width="content")
        st.markdown(desk.say("validate.how"))


def _section(desk: Desk) -> Section:
    """The section that is picked; at first the one of the question that was opened last."""
    sections = {one.id: one for one in desk.framework.sections}
    held = desk.memo.get(SECTION)
    picked = st.pills(
        desk.say("validate.section"),
        list(sections),
        default=held if held in sections else next(iter(sections)),
        format_func=lambda id: sections[id].short(desk.language),
        key=f"validation-section {desk.language} {held if held in sections else ''}",
        label_visibility="collapsed",
        required=True,
    )
    desk.memo[SECTION] = picked or next(iter(sections))
    return sections[desk.memo[SECTION]]


def _open_question(desk: Desk, asked: Sequence[Question]) -> Question:
    """The question that was opened last here, or the first that the mission has not looked at."""
    by_id = {one.id: one for one in asked}
    named = desk.memo.get(QUESTION)
    if named not in by_id:
        named = next((id for id in by_id if id not in desk.dossier.validated), asked[0].id)
    desk.memo[QUESTION] = named
    return by_id[named]


def _go(desk: Desk, goal: str) -> None:
    """Open another question, in its section."""
    home = desk.framework.home_of_capability[desk.framework.home_of_question[goal].id]
    desk.memo[SECTION], desk.memo[QUESTION] = home.id, goal
    st.rerun()


# --- the open question ------------------------------------------------------------------------------------------------


def _card(desk: Desk, question: Question, position: int, of: int) -> bool:
    """What the group holds, and beside it what the mission does. True: something was saved: draw the page again."""
    capability = desk.framework.home_of_question[question.id]
    own = desk.card.agreements.get(question.id)
    with st.container(border=True, key="card"):
        name = plain(capability.name(desk.language))
        st.markdown(f"**{question.id}** · {desk.say('answer.place', n=position, of=of)} · {name}")
        st.subheader(plain(question.text(desk.language)), anchor=False)
        _own(desk, question)
        st.markdown(f"**{desk.say('validate.mission')}**")
        left, right = st.columns((11, 7), gap="large")
        top, foot = right.container(), right.container()
        sheet = Sheet(desk, question, validation_key(desk, question.id), left, top)
        again = keep(desk, validation_field(sheet, own, foot))
        held = desk.dossier.validated.get(question.id)
        tell_reply(sheet, held.reply if held else None)
        if waits_for_level(sheet):
            st.warning(desk.say("validate.needs_level"))
        with foot:
            again |= confirm_one(desk, own)
    return again


def _own(desk: Desk, question: Question) -> None:
    """The group's outcome with its reason and its evidence."""
    own, say = desk.card.agreements.get(question.id), desk.say
    if own is None:
        st.info(say("validate.own_none"), icon=":material/groups:")
        return
    told = reply_told(Sheet(desk, question, "", None, None), own.reply)
    lines = [f"**{say('validate.own_proposed' if own.proposed else 'validate.own', reply=told)}**"]
    reason = own.rationale or getattr(own.reply, "reason", "")
    if reason:
        lines.append(say("validate.own_reason", reason=plain(reason)))
    pieces = "; ".join(plain(told_evidence(desk, link.evidence)) for link in own.evidence)
    lines.append(say("validate.own_evidence", evidence=pieces) if pieces else say("validate.own_no_evidence"))
    st.info("  \n".join(lines), icon=":material/groups:")


# --- the others, and the differences ----------------------------------------------------------------------------------


def _others(desk: Desk, asked: Sequence[Question], current: Question) -> str | None:
    """The other questions, a line each, in one widget. Returns the id pressed."""
    others = {one.id: one for one in asked if one.id != current.id}
    if not others:
        return None
    st.subheader(desk.say("validate.others"), anchor=False)
    with st.container(key="questions"):
        return st.pills(
            desk.say("validate.others"),
            list(others),
            format_func=lambda id: _line(desk, others[id]),
            key=f"validation others {current.id} {desk.language}",
            label_visibility="collapsed",
        )


def _line(desk: Desk, question: Question) -> str:
    """A question in one line: what the group holds, what the mission holds, the difference."""
    one, sheet = _compared(desk).questions[question.id], Sheet(desk, question, "", None, None)
    own = reply_told(sheet, one.own.reply if one.own else None)
    name = plain(desk.framework.home_of_question[question.id].short(desk.language))
    if one.validated is None:
        told, sign = f"{own} \u2192 {desk.say('validate.not_looked_at')}", "radio_button_unchecked"
    elif not one.difference:
        told = desk.say("validate.line", own=own, validated=reply_told(sheet, one.validated.reply))
        sign = "check_circle"
    else:
        facts = {"own": own, "validated": reply_told(sheet, one.validated.reply)}
        told = desk.say("validate.line_difference", difference=_signed(desk, one.difference), **facts)
        sign = "difference"
    return f":material/{sign}: {question.id} {name} \u2014 **{told}**"


def _signed(desk: Desk, value: Fraction | None) -> str:
    """A difference with its sign; between whole levels without decimals."""
    decimals = 0 if value is not None and value.denominator == 1 else 1
    told = number(value, desk.language, decimals)
    return f"+{told}" if value is not None and rounded(value, decimals) > 0 else told


def _summary(desk: Desk, section: Section) -> None:
    """Like for like by section and for the whole; for the section on screen by capability, once there is anything."""
    compared = _compared(desk)
    if not compared.nodes[WHOLE].looked_at:
        return
    say, framework = desk.say, desk.framework
    st.subheader(say("validate.summary"), anchor=False)
    st.markdown(say("validate.summary_how"))
    rows = [_row(desk, WHOLE, say("validate.whole"))]
    for one in framework.sections:
        rows.append(_row(desk, one.id, one.short(desk.language)))
        if one.id == section.id:
            shown = [part for part in one.capabilities if compared.nodes[part.id].looked_at]
            rows += [_row(desk, part.id, f"{part.id} {part.short(desk.language)}") for part in shown]
    heads = [say(f"validate.column.{head}") for head in ("part", "levels", "difference", "looked_at")]
    show_rows(desk, heads, rows, on_a_phone=len(heads))


def _row(desk: Desk, node: str, name: str) -> list[str]:
    one = _compared(desk).nodes[node]
    levels = f"{score(one.like_own, desk.language)} \u2192 {score(one.like_validated, desk.language)}"
    return [name, levels, difference(one.like_own, one.like_validated, desk.language), f"{one.looked_at}/{one.asked}"]
