"""The assessments kept here: go on where one stopped, start one, look round an example, open a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import streamlit as st

from access.permissions import TABLE, Right
from questionnaire.assessment import Assessment
from questionnaire.framework import WHOLE, Question
from questionnaire.progress import next_unanswered
from questionnaire.stages import Role, Stage
from views.banks import bank_at
from views.desk import Desk
from views.naming import assessment_name, profile_name
from views.opening import open_page, open_question
from views.widgets.deletion import ask_deletion, confirm_deletion, told_of_deletion
from views.widgets.dossier_door import dossier_door
from views.widgets.example_shelf import example_shelf
from views.widgets.new_assessment import new_assessment
from views.widgets.pad import plain
from words.numbers import clock, day

DOORS: Mapping[str, tuple[str, Callable[[Desk], None]]] = {
    "new": ("add", new_assessment),
    "example": ("school", example_shelf),
    "file": ("file_open", dossier_door),
}
"""The ways to come by an assessment: the sign on the door, and what is behind it."""

STAGE_COLOURS: Mapping[Stage, Literal["gray", "blue", "green"]] = {
    Stage.DRAFT: "gray",
    Stage.AGREED: "blue",
    Stage.VALIDATED: "green",
    Stage.APPROVED: "green",
    Stage.SHARED: "green",
}


def show(desk: Desk) -> None:
    """Draw a card for each assessment, the one saved last first, and the ways to come by another."""
    kept = desk.repository.assessments()
    st.title(desk.say("pages.home"), anchor=False)
    told_of_deletion(desk)
    if not kept:
        _empty(desk)
        return
    st.markdown(desk.say("home.purpose"))
    for place, assessment in enumerate(kept):
        _card(desk, assessment, newest=place == 0)
    if desk.seat.creates:
        _doors(desk, ("new", "example", "file"))


def _empty(desk: Desk) -> None:
    with st.container(border=True, key="empty"):
        st.subheader(desk.say("home.empty"), anchor=False)
        st.markdown(desk.say("home.empty_how" if desk.seat.creates else "home.empty_wait"))
        if desk.seat.creates:
            _doors(desk, ("example", "new", "file"), primary="example")


def _doors(desk: Desk, order: Sequence[str], primary: str = "") -> None:
    """The doors in that order, each opening above the page, where it was pressed."""
    with st.container(horizontal=True, key="doors"):
        for name in order:
            sign, inside = DOORS[name]
            kind: Literal["primary", "secondary"] = "primary" if name == primary else "secondary"
            with st.popover(desk.say(f"home.door.{name}"), type=kind, icon=f":material/{sign}:", key=f"door {name}"):
                inside(desk)


def _card(desk: Desk, assessment: Assessment, *, newest: bool) -> None:
    with st.container(border=True, key=f"card {assessment.id}"):
        its_own = _desk_of(desk, assessment)
        if its_own is not None:
            _known_card(its_own, assessment, newest=newest)
        else:
            st.subheader(plain(assessment_name(desk.say, assessment.setup)), anchor=False)
            st.markdown(desk.say("home.other_framework", framework=plain(assessment.framework_id)))
            if desk.seat.local:
                ask_deletion(desk, assessment)
        if desk.memo.get("delete") == assessment.id:
            confirm_deletion(desk, assessment)


def _desk_of(desk: Desk, assessment: Assessment) -> Desk | None:
    """The same desk with another dossier on it; None where its framework is not here."""
    bank = bank_at(desk, assessment.framework_id)
    if bank is None:
        return None
    return Desk(desk.repository, *bank, desk.say, desk.memo, assessment.id, desk.pages, desk.now, desk.seat)


def _known_card(desk: Desk, assessment: Assessment, *, newest: bool) -> None:
    """What an assessment is and how far, beside the way into it. `desk` is the desk of this assessment."""
    progress = desk.progress[WHOLE]
    left, right = st.columns((11, 7), gap="medium", vertical_alignment="center")
    with left:
        st.subheader(plain(assessment_name(desk.say, assessment.setup)), anchor=False)
        st.caption(plain(profile_name(desk.say, desk.whole, desk.framework.profile)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _badges(desk, assessment)
            counted = desk.say("home.answered", n=progress.replied, of=progress.asked)
            when = "" if desk.role is Role.DONOR_READER else f" · {_saved(desk, assessment.saved_at)}"
            st.markdown(f"{counted}{when}", width="content")
        st.progress(progress.replied / progress.asked if progress.asked else 0.0)
    with right:
        _continue(desk, assessment, newest=newest)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if st.button(
                desk.say("home.results"),
                icon=":material/bar_chart:",
                key=f"results {assessment.id}",
                width="stretch",
                disabled=not progress.replied,
            ):
                open_page(desk, assessment.id, "results")
            if desk.may(Right.DELETE):
                ask_deletion(desk, assessment)


def _badges(desk: Desk, assessment: Assessment) -> None:
    st.badge(desk.say(f"stage.{assessment.stage.value}"), color=STAGE_COLOURS[assessment.stage])
    if assessment.example:
        st.badge(desk.say("home.example"), icon=":material/school:", color="yellow")


def _continue(desk: Desk, assessment: Assessment, *, newest: bool) -> None:
    """The button that leads to the next thing to answer; where all is answered, to the first section."""
    following = _next_question(desk) if desk.may(Right.RECORD) else None
    if following is None:
        label, sign = desk.say("home.open"), "folder_open"
    else:
        capability = desk.framework.home_of_question[following.id]
        word = "home.continue" if assessment.replies else "home.start"
        label = desk.say(word, id=following.id, name=plain(capability.short(desk.language)))
        sign = "arrow_forward"
    kind: Literal["primary", "secondary"] = "primary" if newest else "secondary"
    if not st.button(label, type=kind, icon=f":material/{sign}:", key=f"continue {assessment.id}", width="stretch"):
        return
    if following is None:
        writes = TABLE[Right.RECORD].get(desk.role) if desk.role else None
        open_page(desk, assessment.id, f"section {desk.framework.sections[0].id}" if writes else "results")
    open_question(desk, assessment.id, following.id)


def _next_question(desk: Desk) -> Question | None:
    """The first question without a reply after the one that was answered last."""
    dossier = desk.dossier
    dated = [(one.at, one.question) for one in dossier.answers.values() if one.reply is not None and one.at]
    last = max(dated)[1] if dated else None
    return next_unanswered(dossier, after=last, routing=desk.routing)


def _saved(desk: Desk, at: datetime) -> str:
    """When it was saved, in the local time."""
    on, today = at.astimezone().date(), desk.now().astimezone().date()
    hour = clock(at, desk.language)
    if on == today:
        return desk.say("home.saved_today", at=hour)
    return desk.say("home.saved_on", day=day(on, desk.language), at=hour)
